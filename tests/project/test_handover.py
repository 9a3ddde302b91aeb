"""The hand-over sheet: who may print whose cases, what stands on each page, and that each read is recorded."""

import datetime as dt
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Cover, Supervision
from audit.models import AuditEvent
from clients.models import Guardian
from ipt_practice.caseload import caseload_of
from ipt_practice.handover import cases_of
from problem_areas.models import ProblemArea
from reports.models import PrintedPage
from safety.models import RiskAssessment, SafetyAlert
from sessions.models import Course, Goal, GoalRating, PhaseTaskDone, PracticeTask, SessionNote, WeeklyGoal

from .. import make, objects
from .test_caseload import agree, day, focus, sheet, started

pytestmark = pytest.mark.django_db


def address(user):
    return reverse("handover_sheet", args=[user.pk])


def case_of(cast):
    return next(iter(cases_of(cast.ada, reader=cast.ada, now=timezone.now())))


@pytest.fixture
def full(cast):
    """Casey's chart with something in every line of the sheet."""
    course = cast.casey_course
    focus(course, about="with her husband", dispute_stage="impasse")
    agree(course)
    sheet(course, 16, ago=10)
    sheet(course, 12, ago=1)
    last = course.sessions.get(number=2)
    SessionNote.objects.create(
        therapy_session=last, author=cast.ada, attendance="held", plan="Go on with the timeline", risk="no_concern",
        signed_at=timezone.now(), signed_by=cast.ada,
    )  # fmt: skip
    WeeklyGoal.objects.create(course=course, set_in=course.sessions.get(number=1), statement="An old goal")
    WeeklyGoal.objects.create(course=course, set_in=last, statement="Ask about the evenings")
    goal = Goal.objects.create(
        course=course, kind="interpersonal", statement="Say what I want", baseline=2, target=7, set_on=day(9)
    )
    GoalRating.objects.create(goal=goal, rated_on=day(2), rating=4, recorded_by=cast.ada)
    PhaseTaskDone.objects.create(course=course, task="risk_screen", phase="initial", done_on=day(9), done_by=cast.ada)
    SafetyAlert.objects.create(
        client=cast.casey, source="clinician", what="Wishes to sleep for good", owner=cast.ada, raised_by=cast.ada,
        due_at=timezone.now() + dt.timedelta(hours=2),
    )  # fmt: skip
    RiskAssessment.objects.create(
        client=cast.casey, ideation="passive", plan="no", intent="no", means="no", history="none", level="low",
        signed_by=cast.ada,
    )  # fmt: skip
    type(cast.casey).objects.filter(pk=cast.casey.pk).update(convenient_times="After six")
    return cast.casey


def test_handover_sheet_tells_what_a_colleague_needs(cast, full, as_dee):
    page = " ".join(as_dee.get(address(cast.ada)).content.decode().split())
    for words in (
        "Casey Quill", "Initial, session 3 of 16 is next", "2 of 16 held, 14 left",
        "Role dispute, with her husband, impasse", "Wishes to sleep for good", "Suicide or self-harm: low", "Go on with the timeline",
        "Ask about the evenings", "Say what I want: 2 at the start, 4 on", "(212) 555-0101", "casey@client.example",
        "Prefers: Phone", "Good times: After six", "Asked, no concern", "PHQ-9 16 to 12: no reliable change yet.",
    ):  # fmt: skip
        assert words in page, words
    assert "An old goal" not in page
    assert "Drew" not in page


def test_handover_sheet_says_which_appointment_is_no_session(cast, full, as_dee):
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=20)
    make.make_appointment(cast.casey, cast.ada, soon, kind="family")
    page = " ".join(as_dee.get(address(cast.ada)).content.decode().split())
    assert page.count("family meeting, in person") == 1


def test_handover_sheet_says_what_was_agreed_for_danger_and_who_may_be_told(cast, full, as_dee):
    """Whoever steps in reads violence in a dispute first, the plan agreed for danger, and to whom they may speak."""
    course = cast.casey_course
    area = ProblemArea.objects.get()
    ProblemArea.objects.filter(pk=area.pk).update(details={"safety_concern": "yes"})
    agree(
        course, number=3, risk_plan="Calls the crisis line, then her aunt.", who_may_be_told="Her doctor, in writing."
    )
    PracticeTask.objects.create(course=course, set_in=course.sessions.get(number=2), statement="Ask for one evening")
    for name, told in (("Jo Quill", "safety"), ("Al Quill", "")):
        Guardian.objects.create(client=cast.casey, name=name, relation="parent", may_be_told=told)
    page = " ".join(as_dee.get(address(cast.ada)).content.decode().split())
    for words in (
        "Violence or coercion noted", "leave no message", "Calls the crisis line, then her aunt.", "Her doctor, in writing.",
        "Ask for one evening", "May be told: only what concerns safety.", "May be told: not agreed yet: nothing is assumed.",
    ):  # fmt: skip
        assert words in page, words
    assert [flag.key for flag in flags_now(cast.ada)][:2] == ["alert", "concern"]
    ProblemArea.objects.filter(pk=area.pk).update(details={"safety_concern": "no", "safety_cleared": "He moved out"})
    assert "Violence or coercion" not in as_dee.get(address(cast.ada)).content.decode()
    assert "concern" not in {flag.key for flag in flags_now(cast.ada)}


def flags_now(reader):
    (card,) = caseload_of(reader, "", now=timezone.now()).cards
    return card.flags


def test_handover_sheet_names_the_next_open_tasks(cast, full):
    case = case_of(cast)
    assert [task.key for task in case.tasks] == ["syndrome_named", "sick_role", "ipt_explained"]
    assert [each.wall_date for each in case.appointments] == [
        each.appointment.wall_date for each in cast.casey_course.sessions.filter(number=None).in_order()[:2]
    ]


def test_handover_sheet_says_what_is_not_there(cast, as_ada):
    page = as_ada.get(address(cast.ada)).content.decode()
    for words in ("None chosen yet", "No assessment recorded", "None set", "No PHQ-9 yet"):
        assert words in page
    assert "Open safety alert" not in page


def test_handover_sheet_is_one_page_a_case(cast, as_ada):
    started("Fern", cast.ada, 5)
    page = as_ada.get(address(cast.ada)).content.decode()
    assert page.count('<section class="case"') == 2


def test_handover_print_is_a_pdf_that_is_kept_nowhere(cast, as_ada, as_kim):
    started("Fern", cast.ada, 5)
    answer = as_ada.post(reverse("handover_print", args=[cast.ada.pk]))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) == 2 and "Casey" in pages[0] and "Page 2 of 2" in pages[1]
    reads = AuditEvent.objects.filter(details__page="handover_print")
    assert reads.count() == 2 and not PrintedPage.objects.exists()
    assert as_kim.post(reverse("handover_print", args=[cast.ada.pk])).status_code == 403


def test_handover_sheet_keeps_drafts_and_private_notes_out(cast, as_dee):
    objects.full_chart(cast, "casey")
    SessionNote.objects.update(plan="Only a draft")
    assert "Only a draft" not in as_dee.get(address(cast.ada)).content.decode()


def test_handover_sheet_leaves_closed_courses_out(cast, as_ada):
    Course.objects.filter(pk=cast.casey_course.pk).update(
        closed_at=timezone.now(), closed_by=cast.ada, end_reason="completed"
    )
    assert "nothing to hand over" in as_ada.get(address(cast.ada)).content.decode()


def test_each_read_is_recorded_for_its_client(cast, as_sam):
    fern = started("Fern", cast.ada, 2)
    as_sam.get(address(cast.ada))
    events = AuditEvent.objects.filter(verb="client.viewed")
    assert {event.client_id for event in events} == {cast.casey.pk, fern.client_id}
    assert {(event.actor_id, event.details["page"]) for event in events} == {(cast.sam.pk, "handover_sheet")}


def test_handover_sheet_is_for_director_supervisor_and_oneself(cast, as_ada, as_ben, as_sam, as_dee, as_kim, as_ali):
    answers = [each.get(address(cast.ada)).status_code for each in (as_ada, as_ben, as_sam, as_dee, as_kim, as_ali)]
    assert answers == [200, 404, 200, 200, 403, 403]
    assert as_dee.get(address(cast.kim)).status_code == 404
    assert as_dee.get(reverse("handover_sheet", args=[uuid.uuid4()])).status_code == 404


def test_whoever_covers_may_print_while_the_cover_lasts(cast, as_ben):
    Cover.objects.create(absent=cast.ada, covering=cast.ben, from_on=day(9), until_on=day(2))
    assert as_ben.get(address(cast.ada)).status_code == 404
    Cover.objects.create(absent=cast.ada, covering=cast.ben, from_on=day(1), until_on=day(-3))
    assert "Casey Quill" in as_ben.get(address(cast.ada)).content.decode()


def test_a_supervision_that_ended_opens_nothing(cast, as_sam):
    Supervision.objects.update(until_on=day(2))
    assert as_sam.get(address(cast.ada)).status_code == 404


def test_a_supervisor_reads_what_became_theirs_to_read_only(cast, as_sam):
    """A therapist's client who passed to somebody else is on nobody's old sheet."""
    person = make.make_client("Moved", "Away")
    make.make_assignment(person, cast.ada, until_on=day(3))
    make.make_assignment(person, cast.ben, from_on=day(2))
    make.make_course(person, cast.ben, held=1, first_at=timezone.now() - dt.timedelta(days=2, hours=3))
    assert "Moved Away" not in as_sam.get(address(cast.ada)).content.decode()


def test_handover_sheet_escapes_what_was_typed(cast, full, as_ada):
    WeeklyGoal.objects.update(statement="<script>alert(1)</script>")
    SafetyAlert.objects.update(what="{{ 7 }}<img src=x onerror=alert(1)>")
    page = as_ada.get(address(cast.ada)).content.decode()
    assert "<script>alert(1)" not in page and "<img" not in page
    assert "{{ 7 }}" in page


def test_handover_sheet_asks_as_often_for_30_cases(cast, full, as_dee):
    as_dee.get(address(cast.ada))
    with CaptureQueriesContext(connection) as few:
        as_dee.get(address(cast.ada))
    for n in range(29):
        course = started(f"Client{n}", cast.ada, 1 + n % 5, planned=6)
        focus(course)
        sheet(course, 12)
        Goal.objects.create(course=course, kind="symptom", statement="x", baseline=2, target=7, set_on=day(9))
    with CaptureQueriesContext(connection) as many:
        page = as_dee.get(address(cast.ada))
    assert len(page.context["cases"]) == 30
    assert len(many) == len(few)
