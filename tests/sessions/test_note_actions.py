"""What drafting and signing write, and what they refuse."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEvent
from audit.versions import StaleVersion
from problem_areas.models import ProblemArea
from safety.actions import record_assessment
from safety.models import SafetyAlert
from scheduling.models import Appointment
from sessions.actions import notes
from sessions.models import CourseFocus, PhaseTaskDone, PrivateNote, SessionNote, TherapySession, WeeklyGoal
from tests import make

from .moments import begin, next_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    return next_of(cast.casey_course)


def draft(session, by, version=0, now=None, **values):
    return notes.draft_note(therapy_session=session, version=version, values=values, now=now, by=by)


def sign(session, by, version=0, now=None, **values):
    values = {"attendance": "held"} | values
    return notes.save_and_sign(therapy_session=session, version=version, values=values, now=now, by=by)


def verbs(prefix=""):
    return [event.verb for event in AuditEvent.objects.order_by("id") if event.verb.startswith(prefix)]


def test_draft_note_begins_and_goes_on(cast, session):
    note = draft(session, cast.ada, plan="one")
    assert (note.version, note.plan, note.author) == (1, "one", cast.ada)
    note = draft(session, cast.ada, version=1, plan="two", mood_now=5)
    assert (note.version, note.plan, note.mood_now) == (2, "two", 5)


def test_draft_note_never_overwrites_in_silence(cast, session):
    draft(session, cast.ada, plan="first tab")
    with pytest.raises(StaleVersion) as error:
        draft(session, cast.ada, version=0, plan="second tab")
    assert error.value.current.plan == "first tab"
    draft(session, cast.ada, version=1, plan="third")
    with pytest.raises(StaleVersion):
        draft(session, cast.ada, version=1, plan="second tab")
    assert SessionNote.objects.get().plan == "third"


def test_a_save_whose_answer_was_lost_is_no_conflict(cast, session):
    draft(session, cast.ada, plan="text")
    assert draft(session, cast.ada, version=0, plan="text").version == 1


def test_one_event_for_each_editing_spell(cast, session):
    start = timezone.now()
    note = draft(session, cast.ada, plan="0", now=start)
    for minutes in (1, 20, 45):
        note = draft(session, cast.ada, note.version, plan=str(minutes), now=start + dt.timedelta(minutes=minutes))
    assert verbs("note.") == ["note.drafted"]
    draft(session, cast.ada, note.version, plan="later", now=start + dt.timedelta(minutes=90))
    assert verbs("note.") == ["note.drafted", "note.drafted"]


def test_sign_note_fixes_number_and_phase_and_locks(cast, session):
    note = sign(session, cast.ada, plan="go on")
    session.refresh_from_db()
    assert (session.number, session.phase, session.appointment.status) == (3, "initial", "held")
    assert (note.session_number, note.planned_sessions, note.phase, note.signed_by) == (3, 16, "initial", cast.ada)
    with pytest.raises(notes.NoteIsSigned):
        draft(session, cast.ada, note.version, plan="changed")
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionNote.objects.filter(pk=note.pk).update(plan="changed")
    assert verbs("note.") == ["note.drafted", "note.signed"]


def test_a_tab_that_is_behind_cannot_sign(cast, session):
    draft(session, cast.ada, plan="seen")
    draft(session, cast.ada, version=1, plan="not seen")
    with pytest.raises(StaleVersion):
        sign(session, cast.ada, version=1, plan="seen")
    assert SessionNote.objects.get().signed_at is None


@pytest.mark.parametrize("attendance", ["late_cancel", "no_show", "cancelled_by_client", "cancelled_by_practice"])
def test_a_missed_session_is_signed_with_attendance_alone_and_keeps_no_number(cast, session, attendance):
    note = sign(session, cast.ada, attendance=attendance)
    session.refresh_from_db()
    assert (session.number, session.phase, session.appointment.status) == (None, "", attendance)
    assert (note.session_number, note.phase) == (None, "")
    following = next_of(cast.casey_course)
    assert sign(following, cast.ada).session_number == 3


def test_attendance_is_all_that_is_compulsory(cast, session):
    with pytest.raises(notes.NotSignable) as refused:
        sign(session, cast.ada, attendance="")
    assert refused.value.field == "attendance"
    assert not SessionNote.objects.exists()
    assert sign(session, cast.ada).signed_at


def test_a_session_that_has_not_begun_is_not_held(cast):
    coming = begin(cast.casey_course.sessions.filter(number=None).in_order().last(), minutes_ago=-3 * 24 * 60)
    with pytest.raises(notes.NotSignable):
        sign(coming, cast.ada)
    assert sign(coming, cast.ada, attendance="cancelled_by_client").signed_at


def test_a_session_beyond_the_plan_is_signed_outside_the_count(cast):
    course = make.make_course(make.make_client("Lee", "Over", cast.ada), cast.ada, planned=2, held=2,
                              first_at=timezone.now() - dt.timedelta(days=30))  # fmt: skip
    extra = TherapySession.objects.create(
        course=course,
        appointment=make.make_appointment(course.client, cast.ada, timezone.now() - dt.timedelta(hours=5)),
    )
    note = sign(TherapySession.objects.with_its_course().get(pk=extra.pk), cast.ada)
    extra.refresh_from_db()
    assert (note.session_number, extra.number, extra.phase, extra.appointment.status) == (
        None,
        None,
        "termination",
        "held",
    )
    assert course.sessions.held().count() == 3


def test_a_cancelled_time_that_was_given_away_is_said_not_overwritten(cast, session):
    appointment = session.appointment
    Appointment.objects.filter(pk=appointment.pk).update(status="late_cancel")
    make.make_appointment(make.make_client("Lee", "Else"), cast.ada, appointment.starts_at)
    with pytest.raises(notes.NotSignable) as refused:
        sign(TherapySession.objects.with_its_course().get(pk=session.pk), cast.ada)
    assert refused.value.field == "attendance"
    assert not SessionNote.objects.exists()


def test_what_was_cancelled_in_time_is_not_held(cast, session):
    Appointment.objects.filter(pk=session.appointment_id).update(status="cancelled_by_client")
    session = TherapySession.objects.with_its_course().get(pk=session.pk)
    with pytest.raises(notes.NotSignable) as refused:
        sign(session, cast.ada)
    assert "Cancelled by client" in str(refused.value)
    assert sign(session, cast.ada, attendance="cancelled_by_client").signed_at


def test_goals_for_the_week_become_rows_and_are_rated_in_the_next(cast, session):
    sign(session, cast.ada, goals_for_week="Ask for one evening\n\n  Call her sister \n")
    goals = list(WeeklyGoal.objects.order_by("position"))
    assert [goal.statement for goal in goals] == ["Ask for one evening", "Call her sister"]
    following = next_of(cast.casey_course)
    sign(following, cast.ada, goal_ratings={str(goals[0].pk): "done", str(goals[1].pk): "nonsense"})
    assert [(goal.rating, goal.rated_in_id) for goal in WeeklyGoal.objects.order_by("position")] == [
        ("done", following.pk), ("", None),
    ]  # fmt: skip


def test_goals_of_another_course_are_not_rated(cast, session):
    other = WeeklyGoal.objects.create(
        course=cast.drew_course, set_in=cast.drew_course.sessions.get(number=1), statement="x"
    )
    sign(session, cast.ada, goal_ratings={str(other.pk): "done"})
    other.refresh_from_db()
    assert other.rating == ""


def test_ticked_tasks_are_kept_once(cast, session):
    PhaseTaskDone.objects.create(
        course=cast.casey_course, task="timeline", phase="initial", done_on=dt.date(2026, 1, 5), done_by=cast.ada
    )
    sign(session, cast.ada, tasks_done=["timeline", "inventory", "no_such_task"])
    assert dict(PhaseTaskDone.objects.values_list("task", "done_on")) == {
        "timeline": dt.date(2026, 1, 5), "inventory": session.appointment.wall_date,
    }  # fmt: skip


def test_the_note_takes_the_primary_focus_unless_it_went_off_it(cast, session):
    area = ProblemArea.objects.create(
        client=cast.casey, kind="grief", identified_on=dt.date(2026, 1, 1), identified_by=cast.ada
    )
    CourseFocus.objects.create(
        course=cast.casey_course, area=area, rank="primary", from_on=dt.date(2026, 1, 1), chosen_by=cast.ada
    )
    assert sign(session, cast.ada).area == area
    assert sign(next_of(cast.casey_course), cast.ada, off_focus_because="Moving house").area is None


def test_a_note_that_refers_to_no_assessment_raises_an_alert(cast, session):
    sign(session, cast.ada, risk="assessed")
    alert = SafetyAlert.objects.get()
    assert (alert.client, alert.owner, alert.source) == (cast.casey, cast.ada, "clinician")
    assert "alert.raised" in verbs()


def test_a_recorded_assessment_needs_no_further_alert(cast, session):
    record_assessment(
        client=cast.casey, ideation="none", plan="no", intent="no", means="no", history="none", level="low",
        action=["monitor"], who_told=["nobody"], by=cast.ada,
    )  # fmt: skip
    sign(session, cast.ada, risk="assessed")
    assert not SafetyAlert.objects.exists()


def test_signing_writes_all_or_nothing(cast, session, monkeypatch):
    def fails(**fields):
        raise RuntimeError

    monkeypatch.setattr(notes.signing, "raise_alert", fails)
    before = len(verbs())
    with pytest.raises(RuntimeError):
        sign(session, cast.ada, risk="assessed", goals_for_week="x")
    session.refresh_from_db()
    assert (session.number, session.appointment.status) == (None, "booked")
    assert (SessionNote.objects.count(), WeeklyGoal.objects.count(), len(verbs())) == (0, 0, before)


def test_an_addendum_leaves_the_note_as_it_was(cast, session):
    note = sign(session, cast.ada, plan="as signed")
    before = SessionNote.objects.filter(pk=note.pk).values().get()
    for number in range(100):
        notes.add_addendum(note=note, text=f"addendum {number}", by=cast.ada)
    assert SessionNote.objects.filter(pk=note.pk).values().get() == before
    assert [each.text for each in note.addenda.all()] == [f"addendum {number}" for number in range(100)]


def test_a_supervisor_co_signs_once(cast, session):
    note = sign(session, cast.ada)
    notes.co_sign(note=note, by=cast.sam)
    with pytest.raises(notes.AlreadyCoSigned):
        notes.co_sign(note=note, by=cast.sam)
    assert [signature.signed_by for signature in note.co_signatures.all()] == [cast.sam]


def test_each_writes_their_own_private_note(cast, session):
    mine = notes.save_private_note(therapy_session=session, version=0, text="mine", by=cast.ada)
    notes.save_private_note(therapy_session=session, version=0, text="theirs", by=cast.ben)
    assert PrivateNote.objects.count() == 2
    with pytest.raises(StaleVersion):
        notes.save_private_note(therapy_session=session, version=0, text="other tab", by=cast.ada)
    mine = notes.save_private_note(therapy_session=session, version=1, text="mine, longer", by=cast.ada)
    assert (mine.text, mine.version) == ("mine, longer", 2)
