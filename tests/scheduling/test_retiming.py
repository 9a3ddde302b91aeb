"""A change of the time-zone data: the wall time stays, the moment follows (house, section 7)."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from scheduling.actions.retiming import retime
from scheduling.models import Appointment

from .. import make

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2031, 3, 4, 17, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def booked_under_old_data(cast, hours_off, count=1):
    """Appointments one after the other from noon on, stored as if the zone had lain `hours_off` elsewhere."""
    made = [make.make_appointment(cast.casey, cast.ada, NOON + HOUR * n, minutes=60) for n in range(count)]
    for each in made:
        Appointment.objects.filter(pk=each.pk).update(status="cancelled_by_client")
    for each in made:
        start = each.starts_at - HOUR * hours_off
        Appointment.objects.filter(pk=each.pk).update(starts_at=start, ends_at=start + HOUR)
    Appointment.objects.filter(pk__in=[each.pk for each in made]).update(status="booked")
    return made


@pytest.mark.parametrize("hours_off", [1, -1])
def test_the_moment_follows_the_wall_time(cast, hours_off):
    made = booked_under_old_data(cast, hours_off, count=3)
    done = retime(by=None)
    assert set(done.moved) == {each.pk for each in made} and done.stuck == []
    for each in made:
        now = Appointment.objects.get(pk=each.pk)
        assert (now.starts_at, now.ends_at, now.wall_time) == (each.starts_at, each.ends_at, each.wall_time)
        assert (now.schedule_version, now.version) == (each.schedule_version + 1, each.version + 1)
        event = AuditEvent.objects.get(verb="appointment.retimed", object_id=str(each.pk))
        assert event.client_id == cast.casey.pk and event.details["now"] == each.starts_at.isoformat()
    assert retime(by=None).moved == []


def test_what_stands_rightly_is_left_alone(cast):
    before = list(Appointment.objects.order_by("pk").values_list("pk", "starts_at", "version"))
    assert retime(by=None).moved == []
    assert list(Appointment.objects.order_by("pk").values_list("pk", "starts_at", "version")) == before


def test_a_time_that_comes_twice_keeps_the_one_that_was_agreed(cast):
    second = dt.datetime(2031, 11, 2, 6, 30, tzinfo=dt.UTC)
    made = make.make_appointment(cast.casey, cast.ada, second)
    assert retime(by=None).moved == []
    assert Appointment.objects.get(pk=made.pk).starts_at == second


def test_what_would_meet_another_booking_is_for_somebody_to_look_at(cast, capsys):
    (wrong,) = booked_under_old_data(cast, 2)
    make.make_appointment(cast.casey, cast.ada, NOON)
    with pytest.raises(CommandError, match=str(wrong.pk)):
        call_command("retime_appointments")
    assert Appointment.objects.get(pk=wrong.pk).starts_at == NOON - 2 * HOUR


def test_a_time_that_no_longer_comes_is_for_somebody_to_look_at(cast):
    made = make.make_appointment(cast.casey, cast.ada, NOON)
    Appointment.objects.filter(pk=made.pk).update(wall_date=dt.date(2031, 3, 9), wall_time=dt.time(2, 30))
    assert retime(by=None).stuck == [made.pk]


def test_retime_appointments_says_how_many(cast, capsys):
    booked_under_old_data(cast, 1)
    call_command("retime_appointments")
    assert "corrected: 1" in capsys.readouterr().out
