"""What can never be true is refused by the database, on both engines, and still after migrations."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import pre_migrate
from django.urls import reverse
from django.utils import timezone

from audit.actions import record
from audit.models import AuditEvent
from ipt_practice import database_rules
from problem_areas.models import ProblemArea
from scheduling.actions import NotPossible, mark
from sessions.actions.notes import save_and_sign
from sessions.models import Course, CourseFocus, ReviewComment, SessionNote, TherapySession
from tests import make

pytestmark = pytest.mark.django_db


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_what_is_installed_is_what_is_declared():
    assert database_rules.installed(connection) == database_rules.declared(connection)


def test_rules_are_put_back_by_a_migration():
    database_rules.remove(connection)
    call_command("migrate", verbosity=0)
    assert database_rules.installed(connection) == database_rules.declared(connection)


@pytest.mark.django_db(transaction=True)
def test_a_table_with_rows_is_rebuilt_while_the_rules_stand_aside(cast):
    """As an upgrade does it: SQLite makes the table anew, and no rule of another table may name it meanwhile."""
    app = apps.get_app_config("ipt_practice")
    counted = Course.objects.count()
    pre_migrate.send(sender=app, using="default", plan=["a step"])
    with connection.schema_editor() as editor:
        extra = models.BooleanField(default=False)
        extra.set_attributes_from_name("extra")
        editor.add_field(Course, extra)
        editor.remove_field(Course, extra)
    call_command("migrate", verbosity=0)
    assert (counted, database_rules.installed(connection)) == (
        Course.objects.count(),
        database_rules.declared(connection),
    )


@pytest.mark.parametrize("who", ["clinician", "room", "client"])
def test_double_booking_is_refused(cast, who):
    room, other_room = make.make_room(), make.make_room(name="Room 2")
    at = timezone.now() + dt.timedelta(days=40)
    make.make_appointment(cast.casey, cast.ada, at, room=room)
    clash = {
        "clinician": (cast.drew, cast.ada, other_room),
        "room": (cast.drew, cast.ben, room),
        "client": (cast.casey, cast.ben, other_room),
    }[who]
    refused(lambda: make.make_appointment(clash[0], clash[1], at + dt.timedelta(minutes=49), room=clash[2]))
    make.make_appointment(clash[0], clash[1], at + dt.timedelta(minutes=50), room=clash[2])


def test_moving_onto_another_booking_is_refused_and_cancelled_ones_take_no_time(cast):
    at = timezone.now() + dt.timedelta(days=40)
    first = make.make_appointment(cast.casey, cast.ada, at)
    second = make.make_appointment(cast.drew, cast.ada, at + dt.timedelta(hours=2))
    second.starts_at, second.ends_at = first.starts_at, first.ends_at
    refused(second.save)
    first.status = "cancelled_by_client"
    first.save()
    second.save()


def test_audit_events_are_append_only(cast):
    event = record("note.signed", by=cast.ada)
    refused(lambda: AuditEvent.objects.filter(pk=event.pk).update(verb="x"))
    refused(event.delete)


def test_a_signed_note_is_locked(cast):
    session = TherapySession.objects.filter(course=cast.casey_course, number=1).get()
    note = SessionNote.objects.create(therapy_session=session, author=cast.ada, attendance="held")
    SessionNote.objects.filter(pk=note.pk).update(plan="still a draft")
    SessionNote.objects.filter(pk=note.pk).update(signed_at=timezone.now(), signed_by=cast.ada)
    refused(lambda: SessionNote.objects.filter(pk=note.pk).update(plan="changed"))
    refused(note.delete)


def test_a_comment_stays_as_it_was_written_and_is_read_once(cast):
    session = TherapySession.objects.filter(course=cast.casey_course, number=1).get()
    note = SessionNote.objects.create(therapy_session=session, author=cast.ada, attendance="held")
    comment = ReviewComment.objects.create(note=note, text="Well heard", written_by=cast.sam)
    mine = ReviewComment.objects.filter(pk=comment.pk)
    refused(lambda: mine.update(text="changed"))
    refused(lambda: mine.update(written_by=cast.dee))
    refused(comment.delete)
    mine.update(seen_at=timezone.now())
    refused(lambda: mine.update(seen_at=None))


def test_an_appointment_belongs_to_its_courses_client(cast):
    other = make.make_appointment(cast.drew, cast.ben, timezone.now() + dt.timedelta(days=60))
    refused(lambda: TherapySession.objects.create(course=cast.casey_course, appointment=other))
    mine = cast.casey_course.sessions.first().appointment
    mine.client = cast.drew
    refused(mine.save)


@pytest.mark.parametrize("number", [0, 17])
def test_a_session_number_lies_within_the_course(cast, number):
    session = cast.casey_course.sessions.filter(number=None).first()
    refused(lambda: TherapySession.objects.filter(pk=session.pk).update(number=number))


def test_a_course_has_one_current_primary_focus(cast):
    today = dt.date(2026, 1, 1)
    areas = [
        ProblemArea.objects.create(client=cast.casey, kind=kind, identified_on=today, identified_by=cast.ada)
        for kind in ("grief", "role_dispute")
    ]

    def choose(area):
        return CourseFocus.objects.create(
            course=cast.casey_course, area=area, rank="primary", from_on=today, chosen_by=cast.ada
        )

    first = choose(areas[0])
    refused(lambda: choose(areas[1]))
    CourseFocus.objects.filter(pk=first.pk).update(until_on=today)
    choose(areas[1])


def test_signed_at_without_signed_by_is_refused(cast):
    session = cast.casey_course.sessions.get(number=1)
    refused(
        lambda: SessionNote.objects.create(
            therapy_session=session, author=cast.ada, attendance="held", signed_at=timezone.now()
        )
    )


@pytest.mark.django_db(transaction=True)
class TestAfterAFlush:
    """Two transactional tests in a row: the second finds the rules that the first's flush took away."""

    @pytest.mark.parametrize("turn", [1, 2])
    def test_rules_are_back_after_the_flush(self, turn):
        record("test.event", by=None)
        assert database_rules.installed(connection) == database_rules.declared(connection)
        assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("status", ["late_cancel", "no_show", "booked"])
def test_an_appointment_stays_as_its_note_was_signed(cast, as_kim, status):
    session = TherapySession.objects.get(course=cast.casey_course, number=2)
    save_and_sign(therapy_session=session, version=0, values={"attendance": "held"}, by=cast.ada)
    with pytest.raises(NotPossible), transaction.atomic():
        mark(appointment=session.appointment, status=status, by=cast.dee)
    typed = {"status": "late_cancel", "version": session.appointment.version}
    assert as_kim.post(reverse("appointment_cancel", args=[session.appointment_id]), typed).status_code == 409
    session.appointment.refresh_from_db()
    assert session.appointment.status == "held"
