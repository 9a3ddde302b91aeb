"""manage.py load_demo: what it makes, where it refuses, and that it makes the same every time."""

import datetime as dt
import hashlib
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Practice, User
from audit.actions import verify
from audit.models import AuditEvent
from clients.models import Client
from intake.models import Inquiry
from ipt_practice.demo.load import load
from outbox.models import Message
from reports.models import Report
from safety.models import SafetyAlert
from scheduling.models import Appointment
from sessions.models import Course, NoteAddendum, PrivateNote, SessionNote, TherapySession

from .. import make

pytestmark = pytest.mark.django_db
FIRST = pytest.StashKey()

NOON = dt.datetime(2026, 3, 11, 16, 30, tzinfo=dt.UTC)  # a Wednesday, half past twelve in New York


@pytest.mark.slow
def test_load_demo_tells_the_whole_practice(request):
    load(NOON)
    request.config.stash[FIRST] = fingerprint()
    ada = User.objects.get(email="ada@practice.example")
    assert Practice.current().is_demo
    assert User.objects.filter(is_demo=True).count() == User.objects.count() == 8
    assert ada.check_password("demo-practice")
    assert Client.objects.count() == 41
    assert Course.objects.filter(closed_at=None).count() == 26
    assert sorted(Course.objects.exclude(end_reason="").values_list("end_reason", flat=True)) == [
        "completed", "completed", "dropout",
    ]  # fmt: skip
    today = Appointment.objects.filter(clinician=ada, wall_date=dt.date(2026, 3, 11))
    assert sorted(today.values_list("wall_time__hour", "status")) == [
        (9, "held"), (10, "booked"), (11, "booked"), (14, "booked"), (15, "booked"), (17, "booked"),
    ]  # fmt: skip
    assert Report.objects.filter(signed_at=None).count() == 0
    assert Report.objects.count() == 5
    assert SafetyAlert.objects.open().count() == 1
    assert SafetyAlert.objects.filter(assessment__isnull=False).count() == 1
    assert NoteAddendum.objects.count() == 1 and PrivateNote.objects.count() == 2
    waiting = TherapySession.objects.awaiting_note(NOON).filter(course__therapist=ada)
    assert {note.course.client.first_name for note in waiting} >= {"Ottilie", "Barnaby"}
    assert set(Message.objects.values_list("state", flat=True)) == {"sent", "failed"}
    assert Inquiry.objects.filter(closed_at=None, consultation__appointment__wall_date=dt.date(2026, 3, 12)).exists()
    notes = list(SessionNote.objects.exclude(opening_answer="").values_list("opening_answer", flat=True))
    assert len(notes) == len(set(notes)) > 200
    moments = list(AuditEvent.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments) and max(moments) <= NOON
    sealed, unsealed, problems = verify()
    assert (sealed, unsealed, problems) == (len(moments), 0, [])


@pytest.mark.slow
def test_load_demo_on_an_odd_day_at_an_odd_hour():
    """A Sunday night on which the clocks change."""
    stage = load(dt.datetime(2026, 11, 1, 5, 30, tzinfo=dt.UTC))
    ada = stage.user("ada")
    assert Appointment.objects.filter(clinician=ada, wall_date=stage.today).count() == 6


def fingerprint():
    told = [
        *Client.objects.order_by("file_number").values_list("file_number", "last_name", "born_on", "created_at"),
        *SessionNote.objects.order_by("drafted_at", "opening_answer").values_list(
            "opening_answer", "focus_work", "techniques"
        ),
        *Message.objects.order_by("due_at", "recipient").values_list("recipient", "body", "state"),
        *AuditEvent.objects.order_by("pk").values_list("at", "verb"),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@pytest.mark.slow
def test_load_demo_is_the_same_every_time(request):
    """The same words, people and times as in the first test of this file, but for the ids."""
    load(NOON)
    first = request.config.stash.get(FIRST, None)
    if first is None:
        pytest.skip("runs after test_load_demo_tells_the_whole_practice, which was not run")
    assert fingerprint() == first


@pytest.mark.parametrize("there", [lambda: make.make_user(), lambda: make.make_client()])
def test_load_demo_refuses_a_database_that_holds_anything(there):
    there()
    with pytest.raises(CommandError, match="holds people"):
        call_command("load_demo", demo=True, stdout=io.StringIO())


def test_load_demo_refuses_production(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="start_practice"):
        call_command("load_demo", demo=True)
    assert User.objects.count() == 0


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL")
def test_load_demo_refuses_a_server_unless_told():
    with pytest.raises(CommandError, match="add --demo"):
        call_command("load_demo")
