"""Booking, moving, cancelling: what is refused, and in which words."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from audit.models import AuditEvent
from audit.versions import StaleVersion
from scheduling import actions
from scheduling.clashes import DoubleBooking, NotBookable, refused_by_database
from scheduling.models import Absence, Appointment, OpeningHours, WorkingHours
from scheduling.wall_time import AmbiguousTime, NonexistentTime
from tests import make

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2027, 5, 4)


def book(cast, by=None, **changes):
    values = {
        "client": cast.casey,
        "clinician": cast.ada,
        "location": make.make_location(),
        "room": make.make_room(),
        "kind": "therapy",
        "wall_date": TUESDAY,
        "wall_time": dt.time(11),
        "minutes": 50,
        "by": by or cast.kim,
    }
    return actions.book(**{**values, **changes})


def sentences(refusal):
    return [clash.sentence for clash in refusal.value.clashes]


def test_book_keeps_utc_and_wall_time(cast):
    appointment = book(cast)
    assert appointment.starts_at == dt.datetime(2027, 5, 4, 15, tzinfo=dt.UTC)
    assert appointment.ends_at == dt.datetime(2027, 5, 4, 15, 50, tzinfo=dt.UTC)
    assert (appointment.wall_date, appointment.wall_time) == (TUESDAY, dt.time(11))
    assert appointment.time_zone == "America/New_York"
    assert AuditEvent.objects.filter(verb="appointment.booked", object_id=str(appointment.pk)).count() == 1


def test_book_is_in_the_zone_of_its_location(cast):
    chicago = make.make_location("West office", time_zone="America/Chicago")
    assert book(cast, location=chicago, room=None).starts_at == dt.datetime(2027, 5, 4, 16, tzinfo=dt.UTC)


def test_a_time_that_does_not_come_is_refused(cast):
    with pytest.raises(NonexistentTime):
        book(cast, wall_date=dt.date(2027, 3, 14), wall_time=dt.time(2, 30))


def test_a_time_that_comes_twice_asks_which(cast):
    night = {"wall_date": dt.date(2027, 11, 7), "wall_time": dt.time(1, 30)}
    with pytest.raises(AmbiguousTime):
        book(cast, **night)
    assert book(cast, fold=0, **night).starts_at == dt.datetime(2027, 11, 7, 5, 30, tzinfo=dt.UTC)
    assert book(cast, fold=1, **night).starts_at == dt.datetime(2027, 11, 7, 6, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (lambda cast: {"client": cast.drew, "room": None}, ["Ada Test is taken"]),
        (lambda cast: {"client": cast.drew, "clinician": cast.ben}, ["Room 1 is taken"]),
        (lambda cast: {"clinician": cast.ben, "room": None}, ["Casey Quill has another appointment then"]),
    ],
)
def test_double_bookings_say_who_is_taken(cast, changes, expected):
    book(cast)
    with pytest.raises(DoubleBooking) as refusal:
        book(cast, wall_time=dt.time(11, 30), **changes(cast))
    assert sentences(refusal) == expected


def test_appointments_may_touch(cast):
    book(cast)
    book(cast, wall_time=dt.time(11, 50))
    book(cast, wall_time=dt.time(10, 10))


def test_absence_working_hours_and_opening_hours(cast):
    location = make.make_location()
    WorkingHours.objects.create(clinician=cast.ada, location=location, weekday=1, starts_at="09:00", ends_at="12:00")
    OpeningHours.objects.create(location=location, weekday=1, opens_at="10:00", closes_at="18:00")
    book(cast)
    with pytest.raises(NotBookable) as refusal:
        book(cast, wall_time=dt.time(17, 30))
    assert sentences(refusal) == ["Ada Test does not work then", "Main office is closed then"]
    with pytest.raises(NotBookable) as refusal:
        book(cast, wall_date=TUESDAY + dt.timedelta(days=1))
    assert sentences(refusal) == ["Ada Test does not work then", "Main office is closed then"]
    with pytest.raises(NotBookable) as refusal:
        book(cast, wall_time=dt.time(9), client=cast.drew)
    assert sentences(refusal) == ["Main office is closed then"]
    book(cast, wall_time=dt.time(9), client=cast.drew, room=None, modality="video")
    Absence.objects.create(clinician=cast.ada, from_on=TUESDAY + dt.timedelta(7), until_on=TUESDAY + dt.timedelta(7))
    with pytest.raises(NotBookable) as refusal:
        book(cast, wall_date=TUESDAY + dt.timedelta(days=7))
    assert sentences(refusal) == ["Ada Test is away"]
    book(cast, wall_date=TUESDAY + dt.timedelta(days=7), outside_hours=True)


def test_the_house_rules_may_be_overlooked_but_not_a_double_booking(cast):
    book(cast)
    with pytest.raises(DoubleBooking):
        book(cast, outside_hours=True)


def test_move_changes_the_same_row_and_raises_the_schedule_version(cast):
    appointment = book(cast)
    moved = actions.move(
        appointment=appointment, version=1, wall_date=TUESDAY, wall_time=dt.time(11, 20), room=None, by=cast.kim
    )
    assert (moved.pk, moved.schedule_version, moved.version) == (appointment.pk, 2, 2)
    assert moved.starts_at == dt.datetime(2027, 5, 4, 15, 20, tzinfo=dt.UTC)
    assert moved.room is None


def test_move_keeps_the_session_of_the_course(cast):
    session = cast.casey_course.sessions.filter(number=None).first()
    actions.move(appointment=session.appointment, version=1, wall_date=TUESDAY, wall_time=dt.time(11), by=cast.kim)
    session.refresh_from_db()
    assert session.appointment.wall_date == TUESDAY


def test_move_with_an_old_version_overwrites_nothing(cast):
    appointment = book(cast)
    actions.move(appointment=appointment, version=1, wall_date=TUESDAY, wall_time=dt.time(14), by=cast.kim)
    with pytest.raises(StaleVersion):
        actions.move(appointment=appointment, version=1, wall_date=TUESDAY, wall_time=dt.time(15), by=cast.kim)
    assert Appointment.objects.get(pk=appointment.pk).wall_time == dt.time(14)


def test_move_onto_another_is_refused(cast):
    book(cast)
    other = book(cast, client=cast.drew, wall_time=dt.time(14))
    with pytest.raises(DoubleBooking) as refusal:
        actions.move(
            appointment=other, version=1, wall_date=TUESDAY, wall_time=dt.time(11), room=make.make_room(), by=cast.kim
        )
    assert sentences(refusal) == ["Ada Test is taken", "Room 1 is taken"]


def test_cancel_frees_the_time_and_says_who(cast):
    appointment = book(cast)
    actions.cancel(appointment=appointment, status="cancelled_by_client", by=cast.kim)
    assert (appointment.status, appointment.schedule_version) == ("cancelled_by_client", 2)
    book(cast)
    with pytest.raises(actions.NotPossible):
        actions.cancel(appointment=appointment, status="cancelled_by_practice", by=cast.kim)
    with pytest.raises(actions.NotPossible):
        actions.cancel(appointment=appointment, status="held", by=cast.kim)
    with pytest.raises(actions.NotPossible):
        actions.move(appointment=appointment, version=2, wall_date=TUESDAY, wall_time=dt.time(16), by=cast.kim)


def test_mark_twice_changes_nothing(cast):
    appointment = book(cast)
    for _turn in range(2):
        actions.mark(appointment=appointment, status="held", by=cast.ada)
    assert (appointment.status, appointment.version, appointment.schedule_version) == ("held", 2, 1)
    assert AuditEvent.objects.filter(verb="appointment.marked").count() == 1


def test_marking_held_where_the_time_was_given_away_is_refused(cast):
    missed = book(cast)
    actions.mark(appointment=missed, status="no_show", by=cast.ada)
    book(cast, client=cast.drew)
    with pytest.raises(DoubleBooking):
        actions.mark(appointment=missed, status="held", by=cast.ada)


def test_the_database_refuses_in_our_words(cast):
    first = book(cast)
    who = {"client": cast.drew, "clinician": cast.ada, "location": make.make_location(), "room": None}
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make.make_appointment(cast.drew, cast.ada, first.starts_at)
    told = refused_by_database(refusal.value, **who)
    assert [clash.sentence for clash in told.clashes] == ["Ada Test is taken"]
    assert refused_by_database(IntegrityError("something else"), **who) is None
