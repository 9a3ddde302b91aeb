"""What is true of every client at every moment, and that from every moment there is a way on."""

from itertools import pairwise

from django.test import Client as Browser

from accounts.roles import THERAPIST
from audit.actions import seal, verify
from ipt_practice.access_table import ACCESS
from reports.actions.drafting import start_report
from reports.actions.signing import sign_report
from reports.models import Report
from scheduling.models import Appointment
from sessions.actions.booking import open_course_and_book
from sessions.course_plan import PHASE_CHOICES, count_sentence
from sessions.models import CourseFocus, CourseTemplate, MidpointReview, SessionNote, TherapySession
from sessions.standing import standing_of
from tests.test_access import ANSWERS, address

PHASES = [phase for phase, _label in PHASE_CHOICES]


def check(way):
    courses = list(way.client.courses.order_by("number"))
    assert [course.number for course in courses] == list(range(1, len(courses) + 1))
    assert sum(course.closed_at is None for course in courses) <= 1
    for course in courses:
        check_phases(course)
        check_count(course)
        check_focus(course)
        check_contracts(course)
        if course.closed_at is not None:
            assert not course.still_to_come(way.now).exists(), "a closed course is still on the calendar"
    check_calendar(way.client)
    check_signed(way)


def check_phases(course):
    assert 1 <= course.initial_to <= course.middle_to <= course.planned_sessions
    numbered = course.sessions.filter(number__isnull=False).order_by("number")
    phases = [PHASES.index(session.phase) for session in numbered]
    assert phases == sorted(phases), "a phase came back"


def check_count(course):
    numbers = list(course.sessions.filter(number__isnull=False).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "a number is missing"
    assert len(numbers) <= course.planned_sessions
    for session in course.sessions.filter(number__isnull=False).select_related("appointment", "note"):
        assert session.appointment.status == Appointment.HELD, "a number without a session"
        assert session.note.session_number == session.number


def check_focus(course):
    current = list(CourseFocus.objects.current().filter(course=course))
    ranks = [focus.rank for focus in current]
    assert len(ranks) == len(set(ranks)), "two of a rank"
    assert len({focus.area_id for focus in current}) == len(current), "one area twice"
    for focus in CourseFocus.objects.filter(course=course).select_related("area"):
        assert focus.area.client_id == course.client_id
        assert focus.until_on is None or focus.until_on >= focus.from_on


def check_contracts(course):
    contracts = list(course.contracts.all())
    assert [contract.number for contract in contracts] == list(range(1, len(contracts) + 1))
    assert all(contract.reason.strip() for contract in contracts[1:]), "an amendment without a reason"
    if contracts:
        kinds = list(course.goals.filter(ended_on=None).values_list("kind", flat=True))
        assert kinds.count("symptom") <= 1 and kinds.count("interpersonal") <= 3
        assert {"symptom", "interpersonal"} <= {*kinds} or contracts[-1].reason.strip(), (
            "a kind left out without a reason"
        )


def check_calendar(client):
    spans = list(client.appointments.standing().order_by("starts_at").values_list("starts_at", "ends_at"))
    assert all(before[1] <= after[0] for before, after in pairwise(spans)), "double booked"


def check_signed(way):
    for review in MidpointReview.objects.filter(course__client=way.client, done_at__isnull=False).values():
        assert way.done.setdefault(review["course_id"], review) == review, "a finished review changed"
    for pk, was in way.signed.items():
        assert SessionNote.objects.values().get(pk=pk) == was, "a signed note changed"


PAGES = [
    (name, rule.of)
    for name, rule in ACCESS.items()
    if rule.of in ("client", "course", "therapy_session") and "GET" in rule.methods and THERAPIST in (rule.roles or ())
]


def check_way_out(way):
    """Wherever the moves led: every page opens, treatment can be ended with its report, and the client can come back."""
    check_pages(way)
    course = way.course
    if course is not None:
        report = start_report(course=course, kind=Report.END_OF_TREATMENT, by=way.ada)
        sign_report(report=report, version=report.version, end_reason="early_by_agreement", by=way.ada)
        assert way.course is None
    template = CourseTemplate.objects.get(key="ipt_12")
    way.wait_until(max([way.now, *way.client.appointments.values_list("ends_at", flat=True)]))
    count = template.planned_sessions
    open_course_and_book(
        client=way.client,
        therapist=way.ada,
        template=template,
        planned_sessions=count,
        slots=way.slots(count),
        by=way.ada,
    )
    check(way)
    seal()
    assert verify()[2] == []


def check_pages(way):
    """Every page of a clinician about this client, their courses and sessions answers, and each count can be said."""
    browser = Browser()
    browser.force_login(way.ada, backend="accounts.sign_in.Backend")
    courses = list(way.client.courses.all())
    sessions = TherapySession.objects.filter(course__in=courses).order_by("appointment__starts_at")
    rows = {"client": [way.client], "course": courses, "therapy_session": [*sessions[:3], *sessions.reverse()[:3]]}
    for course in courses:
        said = standing_of(course)
        assert count_sentence(said.held, said.planned, said.missed)
    for name, kind in PAGES:
        for row in rows[kind]:
            answer = browser.get(address(name, row.pk))
            assert answer.status_code in ANSWERS, f"{name} answered {answer.status_code}"
