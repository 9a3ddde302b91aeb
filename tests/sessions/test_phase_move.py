"""A phase that begins early or late: what is to come changes, what is signed stays, and the reason is kept."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import AuditEvent
from audit.versions import StaleVersion
from sessions.actions.closing import close_course
from sessions.actions.contract import AgreedGoal, agree_contract
from sessions.actions.notes import draft_note, sign_note
from sessions.actions.phases import PhaseNotMoved, move_phase
from sessions.course_plan import (
    MIDDLE,
    TERMINATION,
    first_of,
    may_begin_with,
    moved,
    phase_for,
    refitted,
    scaled_bounds,
)
from sessions.models import Course, CourseIsClosed, PhaseMove, SessionNote
from sessions.opener import opener_for
from sessions.standing import standing_of

from .. import make
from .moments import next_of

pytestmark = pytest.mark.django_db

WHY = "The focus was clear in the second session"


def move(cast, phase=MIDDLE, n=3, **more):
    return move_phase(course=cast.casey_course, phase=phase, from_number=n, reason=WHY, by=cast.ada, **more)


def bounds(cast):
    course = Course.objects.get(pk=cast.casey_course.pk)
    return course.initial_to, course.middle_to, course.planned_sessions


def address(course):
    return reverse("phase_move", args=[course.pk])


def sign_next(cast, course):
    session = next_of(course)
    note = draft_note(therapy_session=session, version=0, values={"attendance": "held"}, by=cast.ada)
    sign_note(note=note, version=note.version, by=cast.ada)
    return SessionNote.objects.get(pk=note.pk)


@given(planned=st.integers(1, 40), held=st.integers(0, 40), phase=st.sampled_from([MIDDLE, TERMINATION]))
def test_every_place_that_is_offered_gives_sound_phases(planned, held, phase):
    plan = scaled_bounds(planned)
    held = min(held, planned)
    room = may_begin_with(phase, plan, held)
    for n in range(room[0], room[1] + 1) if room else ():
        then = moved(phase, n, plan)
        assert first_of(phase, then) == n
        assert [phase_for(i, then) for i in range(1, held + 1)] == [phase_for(i, plan) for i in range(1, held + 1)]
        assert len({phase_for(i, then) for i in range(1, planned + 1)}) == 3


@given(planned=st.integers(1, 40), then=st.integers(1, 40), held=st.integers(0, 40))
def test_another_length_leaves_what_is_held_in_its_phase(planned, then, held):
    plan, held = scaled_bounds(planned), min(held, planned, then)
    fitted = refitted(plan, then, held)
    assert fitted.planned == then
    assert [phase_for(n, fitted) for n in range(1, held + 1)] == [phase_for(n, plan) for n in range(1, held + 1)]
    if held == 0:
        assert fitted == scaled_bounds(then)


def test_a_phase_that_was_moved_and_has_begun_outlives_an_amendment(cast):
    move(cast, MIDDLE, 3)
    sign_next(cast, cast.casey_course)
    goals = [AgreedGoal(kind, "x", 2, 7) for kind in ("interpersonal", "symptom")]
    agree_contract(
        course=cast.casey_course, planned_sessions=20, planned_weeks=20, planned_end_on=timezone.localdate(),
        goals=goals, reason="More time", by=cast.ada,
    )  # fmt: skip
    assert bounds(cast) == (2, 15, 20)


def test_move_phase_earlier(cast):
    """001-11: the middle phase begins with session 3 of 16 instead of 5."""
    made = move(cast)
    assert bounds(cast) == (2, 12, 16)
    assert (made.phase, made.from_number, made.was_number, made.reason) == (MIDDLE, 3, 5, WHY)
    event = AuditEvent.objects.get(verb="phase.moved")
    assert (event.details, event.client_id) == ({"phase": "middle", "from": 3, "was": 5}, cast.casey.pk)


def test_move_phase_later(cast):
    move(cast, MIDDLE, 7)
    move(cast, TERMINATION, 15)
    assert bounds(cast) == (6, 14, 16)
    assert [(each.phase, each.was_number, each.from_number) for each in PhaseMove.objects.all()] == [
        (MIDDLE, 5, 7), (TERMINATION, 13, 15),
    ]  # fmt: skip


def test_a_signed_note_keeps_its_phase(cast):
    course = cast.casey_course
    signed = sign_next(cast, course)
    assert (signed.session_number, signed.phase) == (3, "initial")
    move(cast, MIDDLE, 4)
    following = sign_next(cast, Course.objects.get(pk=course.pk))
    assert (following.session_number, following.phase) == (4, "middle")
    signed.refresh_from_db()
    assert signed.phase == "initial"
    assert [each.phase for each in course.sessions.filter(number__in=[3, 4]).order_by("number")] == [
        "initial",
        "middle",
    ]


@pytest.mark.parametrize(
    ("phase", "n", "reason", "field"),
    [
        (MIDDLE, 2, WHY, "from_number"),  # session 2 is held
        (MIDDLE, 13, WHY, "from_number"),  # the middle phase would be empty
        (MIDDLE, 5, WHY, "from_number"),  # it begins there already
        (TERMINATION, 5, WHY, "from_number"),
        (TERMINATION, 17, WHY, "from_number"),
        (TERMINATION, 14, "  ", "reason"),
        ("initial", 3, WHY, "phase"),
        ("nonsense", 3, WHY, "phase"),
    ],
)
def test_move_phase_refuses_what_makes_no_sense(cast, phase, n, reason, field):
    with pytest.raises(PhaseNotMoved) as refused:
        move_phase(course=cast.casey_course, phase=phase, from_number=n, reason=reason, by=cast.ada)
    assert refused.value.field == field
    assert bounds(cast) == (4, 12, 16)
    assert not PhaseMove.objects.exists()


def test_a_phase_that_has_begun_is_not_moved(cast):
    course = make.make_course(make.make_client("Wren", "Ash", therapist=cast.sam), cast.sam, held=6)
    with pytest.raises(PhaseNotMoved, match="has begun"):
        move_phase(course=course, phase=MIDDLE, from_number=8, reason=WHY, by=cast.sam)


def test_a_closed_course_is_not_moved(cast):
    close_course(course=cast.casey_course, end_reason="dropout", by=cast.ada)
    with pytest.raises(CourseIsClosed):
        move(cast)


def test_move_phase_refuses_an_old_version(cast):
    version = Course.objects.get(pk=cast.casey_course.pk).version
    move(cast, version=version)
    with pytest.raises(StaleVersion):
        move(cast, TERMINATION, 14, version=version)


def test_a_move_is_history(cast):
    made = move(cast)
    for change in (lambda: PhaseMove.objects.filter(pk=made.pk).update(reason="x"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_phase_move_says_what_it_changes(as_ada, cast):
    page = as_ada.get(address(cast.casey_course))
    assert list(page.context["form"].rooms.items()) == [(MIDDLE, (3, 12)), (TERMINATION, (6, 16))]
    text = page.content.decode()
    assert "Signed notes keep the phase that they were signed in." in text
    assert "2 of 16 held, 14 left" in text
    assert AuditEvent.objects.get(verb="course.viewed").client_id == cast.casey.pk


def test_phase_move_moves_and_shows_the_history(as_ada, cast):
    sent = {"phase": MIDDLE, "from_number": "3", "reason": "Clear <b>early</b>", "version": "1"}
    answer = as_ada.post(address(cast.casey_course), sent)
    assert answer.headers["Location"] == reverse("client_detail", args=[cast.casey.pk])
    assert bounds(cast) == (2, 12, 16)
    text = as_ada.get(address(cast.casey_course)).content.decode()
    assert "Middle phase from session 3, was 5" in text
    assert "Clear &lt;b&gt;early&lt;/b&gt;" in text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"phase": ""}, "phase", "Choose the phase that moves"),
        ({"from_number": "soon"}, "from_number", "Enter a number from 1 to 60"),
        ({"from_number": "9" * 400}, "from_number", "Enter a number from 1 to 60"),
        ({"from_number": "13"}, "from_number", "Choose a session from 3 to 12 for this phase"),
        ({"reason": " \n"}, "reason", "Say why the phase moves"),
        ({"reason": "nul\x00"}, "reason", "Take out the characters that cannot be stored, and save again."),
    ],
)
def test_phase_move_says_what_to_enter(as_ada, cast, changes, field, sentence):
    sent = {"phase": MIDDLE, "from_number": "3", "reason": WHY, "version": "1", **changes}
    page = as_ada.post(address(cast.casey_course), sent)
    assert page.context["form"].errors[field][0] == sentence
    assert page.context["form"]["reason"].value() == sent["reason"]
    assert bounds(cast) == (4, 12, 16)


def test_phase_move_loses_nothing_when_the_course_was_changed(as_ada, cast):
    move(cast, TERMINATION, 14)
    page = as_ada.post(address(cast.casey_course), {"phase": MIDDLE, "from_number": "3", "reason": WHY, "version": "1"})
    assert page.status_code == 409
    assert page.context["form"]["reason"].value() == WHY
    assert page.context["plan"][1][1] == (5, 13)
    assert bounds(cast) == (4, 13, 16)


def test_phase_move_is_for_those_who_treat(cast, as_ben, as_sam, as_kim, as_dee):
    path = address(cast.casey_course)
    assert [browser.get(path).status_code for browser in (as_ben, as_sam, as_kim, as_dee)] == [404, 404, 403, 404]


def test_the_office_manager_reads_no_phase(as_kim, cast):
    move(cast)
    page = as_kim.get(reverse("client_detail", args=[cast.casey.pk]), follow=True)
    assert "phase" not in page.content.decode().lower()


def test_phase_move_names_the_session_that_comes_next_while_there_is_one(as_ada, cast):
    address = reverse("phase_move", args=[cast.casey_course.pk])
    assert "Session 3 comes next." in as_ada.get(address).content.decode()
    lark, long_ago = make.make_client("Lark", "Held", therapist=cast.ada), timezone.now() - dt.timedelta(weeks=30)
    course = make.make_course(lark, cast.ada, planned=8, held=8, first_at=long_ago)
    assert "comes next" not in as_ada.get(reverse("phase_move", args=[course.pk])).content.decode()


def test_the_line_before_a_session_follows_the_moved_phase(cast):
    """2.7: the main tasks shown for session 3 are those of the phase that it belongs to now."""
    session = next_of(cast.casey_course)
    assert "Candidate focus" in opener_for(session, standing_of(cast.casey_course)).tasks
    move(cast)
    session.course.refresh_from_db()
    tasks = opener_for(session, standing_of(session.course)).tasks
    assert "Opening question" in tasks and "Candidate focus" not in tasks
