"""Which reminders are made, in which words, and which are called off."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Practice
from audit.models import AuditEvent
from clients.models import Client, ContactConsent
from outbox.delivery import send_due
from outbox.models import Message
from reminders.actions import make_due
from reminders.due import verdict
from reminders.models import Reminder
from scheduling.models import Appointment
from tests import make
from tests.outbox.conftest import sink, wires
from tests.outbox.test_crashes import at_once

from .conftest import NOON, agree

__all__ = ["sink", "wires"]
pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
DUE = NOON + 2 * HOUR


def send(now):
    return send_due(verdict=verdict, clock=lambda: now)


def only_message():
    return Message.objects.get()


def test_a_reminder_is_made_once_when_it_is_due(appointment):
    assert make_due(DUE - dt.timedelta(minutes=1)) == 0
    assert make_due(DUE) == 1
    assert make_due(DUE) == make_due(DUE + HOUR) == 0
    reminder = Reminder.objects.get()
    assert (reminder.appointment, reminder.schedule_version) == (appointment, 1)
    assert (reminder.message.recipient, reminder.message.useful_until) == (
        "casey@client.example",
        appointment.starts_at - HOUR,
    )
    event = AuditEvent.objects.get(verb="reminder.made")
    assert (event.client_id, event.actor_id) == (appointment.client_id, None)


def test_the_words(appointment):
    make_due(DUE)
    message = only_message()
    assert message.subject == "Your appointment on Thu, Jun 10"
    assert message.body == (
        "Hello Casey,\n\n"
        "This is a reminder of your appointment with Marlow Street:\n\n"
        "Thursday, June 10, 2027, 2:00 PM\n12 Marlow Street\nFloor 3\nNew York, NY\n\n"
        "If you cannot come, call 212 555 0199 as soon as you can.\n\n"
        "This message was sent automatically, and answers to it are not read.\n"
    )


def test_the_subject_names_another_year(appointment):
    make_due(DUE - dt.timedelta(days=1))
    assert not Message.objects.exists(), "it is not due yet"
    new_year = dt.datetime(2028, 1, 1, 18, tzinfo=dt.UTC)
    local = dt.datetime(2028, 1, 1, 13)
    Appointment.objects.filter(pk=appointment.pk).update(
        starts_at=new_year, ends_at=new_year + HOUR, wall_date=local.date(), wall_time=local.time()
    )
    make_due(new_year - dt.timedelta(hours=20))
    assert only_message().subject == "Your appointment on Sat, Jan 1, 2028"


@pytest.mark.parametrize("kind", ["consultation", "therapy", "family", "follow_up"])
def test_each_kind_of_appointment_is_reminded_of_in_the_same_words(appointment, kind):
    Appointment.objects.filter(pk=appointment.pk).update(kind=kind)
    assert make_due(DUE) == 1
    assert kind not in only_message().body and "session" not in only_message().body.lower()


@pytest.mark.parametrize(("modality", "words"), [("video", "By video"), ("telephone", "By telephone")])
def test_no_place_where_nobody_goes(appointment, modality, words):
    Appointment.objects.filter(pk=appointment.pk).update(modality=modality)
    make_due(DUE)
    assert words in only_message().body and "Marlow Street\nFloor" not in only_message().body


def test_a_client_elsewhere_reads_their_own_time_too(appointment):
    Client.objects.filter(pk=appointment.client_id).update(time_zone="America/Los_Angeles")
    make_due(DUE)
    assert "2:00 PM\n(Thursday, June 10, 2027, 11:00 AM where you are)\n" in only_message().body


def test_settings_that_say_too_much_are_left_out(appointment):
    Practice.objects.update(message_name="IPT Center", phone="")
    appointment.location.address = "Center for Interpersonal Psychotherapy\n12 Marlow Street\nGrief Clinic"
    appointment.location.save()
    make_due(DUE)
    body = only_message().body
    assert "with the office:" in body and "12 Marlow Street\n\nIf you cannot come, let us know" in body
    assert not {"Interpersonal", "Psycho", "Grief", "IPT"} & set(body.replace("\n", " ").split())


def withdraw(appointment):
    ContactConsent.objects.update(withdrawn_on=dt.date(2027, 6, 9))


def cancel(appointment):
    Appointment.objects.filter(pk=appointment.pk).update(status="cancelled_by_client", schedule_version=2)


def move(appointment):
    later = appointment.starts_at + 2 * HOUR
    Appointment.objects.filter(pk=appointment.pk).update(starts_at=later, ends_at=later + HOUR, schedule_version=2)


def close_file(appointment):
    Client.objects.filter(pk=appointment.client_id).update(closed_at=NOON)


def lose_address(appointment):
    Client.objects.filter(pk=appointment.client_id).update(email="")


def new_address(appointment):
    Client.objects.filter(pk=appointment.client_id).update(email="new@client.example")


CHANGES = {
    withdraw: "consent to email was withdrawn",
    cancel: "the appointment was cancelled",
    move: "the appointment was moved",
    close_file: "the file was closed",
    lose_address: "the address was changed",
    new_address: "the address was changed",
}


@pytest.mark.parametrize("change", [withdraw, cancel, close_file, lose_address])
def test_no_reminder_for_whom_none_is_wanted(appointment, change):
    change(appointment)
    assert make_due(DUE) == 0


def test_no_reminder_for_a_client_who_agreed_to_something_else(cast, practice):
    agree(cast.casey, cast.kim, channel="sms")
    make.make_appointment(cast.casey, cast.ada, NOON + 26 * HOUR)
    assert make_due(DUE) == 0


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_true_any_more_is_never_sent(appointment, wires, change):
    make_due(DUE)
    change(appointment)
    assert send(DUE) == 0
    assert (only_message().state, only_message().reply, wires.delivered) == ("cancelled", CHANGES[change], [])


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_true_any_more_is_called_off_at_the_next_look(appointment, change):
    make_due(DUE)
    message = only_message()
    change(appointment)
    make_due(DUE)
    message.refresh_from_db()
    assert (message.state, message.reply) == ("cancelled", CHANGES[change])


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_while_the_connection_opens_stops_it(appointment, wires, change):
    make_due(DUE)
    wires.on["open"] = lambda email: change(appointment)
    assert send(DUE) == 0
    assert (only_message().state, wires.delivered) == ("cancelled", [])


def test_a_moved_appointment_gets_a_new_reminder(appointment, wires):
    make_due(DUE)
    send(DUE)
    move(appointment)
    assert make_due(DUE) == 0
    assert make_due(DUE + 2 * HOUR) == 1
    assert send(DUE + 2 * HOUR) == 1
    assert list(Reminder.objects.order_by("schedule_version").values_list("message__state", flat=True)) == [
        "sent",
        "sent",
    ]


def test_a_corrected_address_gets_the_reminder_that_did_not_arrive(appointment, sink):
    sink.answers["RCPT"] = "550 no such user"
    make_due(DUE)
    send(DUE)
    assert only_message().state == "failed"
    sink.answers.clear()
    new_address(appointment)
    assert make_due(DUE) == 1 and send(DUE) == 1
    assert [recipients for recipients, _ in sink.mails] == [["new@client.example"]]


def test_a_new_address_does_not_repeat_what_was_sent(appointment, wires):
    make_due(DUE)
    send(DUE)
    new_address(appointment)
    assert make_due(DUE + HOUR) == 0


def test_what_was_booked_at_short_notice_is_reminded_of_at_once(cast, practice):
    agree(cast.casey, cast.kim)
    make.make_appointment(cast.casey, cast.ada, NOON + 5 * HOUR)
    assert make_due(NOON) == 1


def test_after_an_outage_nothing_is_sent_at_night_nor_too_late(appointment, wires):
    make_due(DUE)
    night = DUE + 10 * HOUR  # midnight
    assert send(night) == 0 and only_message().state == "pending"
    morning = night + 8 * HOUR
    assert send(morning - dt.timedelta(minutes=1)) == 0
    assert send(morning) == 1
    assert only_message().attempts == 1


def test_a_reminder_nobody_could_send_expires(appointment, wires):
    make_due(DUE)
    assert send(appointment.starts_at - dt.timedelta(minutes=59)) == 0
    assert (only_message().state, wires.delivered) == ("expired", [])


def test_at_night_none_is_made_and_in_the_morning_it_is(cast, practice):
    agree(cast.casey, cast.kim)
    make.make_appointment(cast.casey, cast.ada, NOON + 20 * HOUR)  # eight in the morning
    assert make_due(NOON + 12 * HOUR) == 0
    assert make_due(NOON + 19 * HOUR) == 0  # too late by then
    make.make_appointment(cast.casey, cast.ada, NOON + 23 * HOUR)
    assert make_due(NOON + 12 * HOUR) == 0
    assert make_due(NOON + 20 * HOUR) == 1


def test_paused_nothing_is_made_and_nothing_sent(appointment, wires):
    make_due(DUE)
    Practice.objects.update(reminders_paused=True)
    assert send(DUE) == 0 and only_message().state == "pending"
    make.make_appointment(appointment.client, appointment.clinician, NOON + 24 * HOUR)
    assert make_due(DUE) == 0
    Practice.objects.update(reminders_paused=False)
    assert make_due(DUE + HOUR) == 1
    assert send(DUE + HOUR) == 2


def test_an_address_that_is_none_stops_no_other(cast, appointment):
    agree(cast.drew, cast.kim)
    make.make_appointment(cast.drew, cast.ben, NOON + 26 * HOUR)
    Client.objects.filter(pk=cast.drew.pk).update(email="drew at home")
    assert make_due(DUE) == 1


def test_looking_for_what_is_due_costs_the_same_for_many(cast, practice):
    agree(cast.casey, cast.kim)
    counts = []
    for hour in range(3):
        make.make_appointment(cast.casey, cast.ada, NOON + (40 + hour) * HOUR)
        with CaptureQueriesContext(connection) as queries:
            make_due(NOON)
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_ticks_at_once_make_and_send_one_reminder(wires):
    cast = make.cast()
    agree(cast.casey, cast.kim)
    Practice.objects.update(quiet_from="00:00", quiet_until="00:00")
    for hours in range(5):
        make.make_appointment(cast.casey, cast.ada, timezone.now() + dt.timedelta(days=3, hours=hours))
    Practice.objects.update(reminder_hours_before=96)

    def tick():
        make_due()
        send_due(verdict=verdict)

    expected = Appointment.objects.filter(
        client=cast.casey, starts_at__range=(timezone.now(), timezone.now() + dt.timedelta(hours=96))
    ).count()
    assert expected >= 5
    assert at_once(4, tick) == []
    assert len(wires.delivered) == len(set(wires.delivered)) == Reminder.objects.count() == expected
