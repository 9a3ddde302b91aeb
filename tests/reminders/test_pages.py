"""The log of messages, one message, and what the office decides."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from outbox.models import Message
from reminders.models import Reminder
from tests import make

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def make_reminder(person, clinician, state="sent", days=3, made=None, **fields):
    now = timezone.now()
    taken = person.appointments.count()
    appointment = make.make_appointment(person, clinician, now + dt.timedelta(days=days, hours=2 * taken))
    message = Message.objects.create(
        key=f"{person.pk}:{taken}", recipient=person.email, subject="Your appointment", body="Hello Casey,\n\nTuesday.",
        due_at=now, useful_until=now + 20 * HOUR, state=state, created_at=made or now, **fields,
    )  # fmt: skip
    Reminder.objects.create(appointment=appointment, schedule_version=1, recipient=person.email, message=message)
    return message


def settle(browser, message, answer):
    return browser.post(reverse("message_settle", args=[message.pk]), {"answer": answer}, follow=True)


def test_message_list_says_to_whom_about_what_and_how_far(as_kim, cast):
    make_reminder(cast.casey, cast.ada)
    make_reminder(cast.drew, cast.ben, state="cancelled", reply="the appointment was moved")
    text = as_kim.get(reverse("message_list")).content.decode()
    assert "Casey Quill" in text and "Sent" in text
    assert "Drew Marsh" in text and "Not sent" in text and "the appointment was moved" in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Casey", "Drew"}),
        ("?state=sent", {"Casey"}),
        ("?state=not_sent", {"Drew"}),
        ("?state=waiting", set()),
        ("?name=quill", {"Casey"}),
        ("?name=marsh&state=sent", set()),
        ("?state=nonsense", {"Casey", "Drew"}),
        ("?before=nan", {"Casey", "Drew"}),
        ("?before=9999999998", {"Casey", "Drew"}),
        ("?before=0", set()),
        ("?name=%00", {"Casey", "Drew"}),
    ],
)
def test_message_list_filters(as_kim, cast, query, names):
    make_reminder(cast.casey, cast.ada)
    make_reminder(cast.drew, cast.ben, state="cancelled")
    page = as_kim.get(reverse("message_list") + query)
    assert page.status_code == 200
    assert {entry.reminder.appointment.client.first_name for entry in page.context["entries"]} == names


def test_message_list_pages_without_counting(as_kim, cast):
    for n in range(60):
        make_reminder(cast.casey, cast.ada, days=200 + n, made=timezone.now() - n * HOUR)
    page = as_kim.get(reverse("message_list"))
    older = as_kim.get(reverse("message_list") + "?" + page.context["following"])
    shown = [[entry.reminder.pk for entry in each.context["entries"]] for each in (page, older)]
    assert [len(each) for each in shown] == [50, 10] and not set(shown[0]) & set(shown[1])
    assert older.context["following"] == ""


def test_message_list_asks_the_same_of_the_database_for_1_and_30(as_kim, cast):
    make_reminder(cast.casey, cast.ada, state="unknown")
    as_kim.get(reverse("message_list"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert as_kim.get(reverse("message_list")).status_code == 200
        counts.append(len(queries))
        for n in range(29):
            make_reminder(cast.casey, cast.ada, state=("unknown", "failed", "sent")[n % 3], days=300)
    assert counts[0] == counts[1] <= 8


def test_message_list_is_the_offices(as_kim, as_dee, as_ada, as_sam, as_ali):
    answers = [browser.get(reverse("message_list")).status_code for browser in (as_kim, as_dee, as_ada, as_sam, as_ali)]
    assert answers == [200, 200, 403, 403, 403]


def test_message_detail_shows_the_text_as_it_went_and_is_recorded(as_kim, cast):
    message = make_reminder(cast.casey, cast.ada)
    page = as_kim.get(reverse("message_detail", args=[message.pk]))
    assert "Hello Casey,\n\nTuesday." in page.content.decode()
    assert "casey@client.example" in page.content.decode()
    event = AuditEvent.objects.get(verb="message.viewed")
    assert (event.actor_id, event.client_id, event.object_id) == (as_kim.user.pk, cast.casey.pk, str(message.pk))


def test_message_detail_of_none_is_404(as_kim, cast):
    assert as_kim.get(reverse("message_detail", args=[cast.casey.pk])).status_code == 404


def test_message_settle_looks_sent(as_kim, cast):
    message = make_reminder(cast.casey, cast.ada, state="unknown")
    page = as_kim.get(reverse("message_list"))
    assert [entry.reminder.message for entry in page.context["waiting"]] == [message]
    after = settle(as_kim, message, "sent")
    message.refresh_from_db()
    assert message.state == "sent" and after.context["waiting"] == []
    event = AuditEvent.objects.get(verb="message.settled")
    assert (event.actor_id, event.details) == (as_kim.user.pk, {"sent": True})


def test_message_settle_sends_again(as_kim, cast):
    message = make_reminder(cast.casey, cast.ada, state="failed")
    assert "It will be sent again within a minute" in settle(as_kim, message, "again").content.decode()
    message.refresh_from_db()
    assert message.state == "pending"


@pytest.mark.parametrize(
    ("state", "answer", "sentence"),
    [
        ("sent", "again", "Nothing was changed"),
        ("cancelled", "sent", "Nothing was changed"),
        ("failed", "sent", "Nothing was changed"),
        ("unknown", "", "Choose whether"),
        ("unknown", "x", "Choose whether"),
    ],
)
def test_message_settle_refuses_in_a_sentence(as_kim, cast, state, answer, sentence):
    message = make_reminder(cast.casey, cast.ada, state=state)
    assert sentence in settle(as_kim, message, answer).content.decode()
    message.refresh_from_db()
    assert message.state == state


def test_message_settle_when_it_is_too_late(as_kim, cast):
    message = make_reminder(cast.casey, cast.ada, state="unknown")
    Message.objects.update(useful_until=timezone.now() - HOUR)
    assert "Call instead" in settle(as_kim, message, "again").content.decode()


def test_message_settle_is_not_for_a_get(as_kim, cast):
    message = make_reminder(cast.casey, cast.ada, state="unknown")
    assert as_kim.get(reverse("message_settle", args=[message.pk])).status_code == 405
