"""The cases of a clinician who is away, one page each: what a colleague and the office need for the next days.

The number of queries does not grow with the cases (tests/project/test_handover.py).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from accounts import roles
from accounts.access import therapist_ids_read_by
from accounts.models import User
from clients.models import Guardian
from safety.models import RiskAssessment, SafetyAlert
from scheduling.models import Appointment
from sessions.course_plan import ACUTE
from sessions.models import Contract, Ending, Goal, PhaseTaskDone, PracticeTask, SessionNote, WeeklyGoal
from sessions.phase_tasks import due_session

from .caseload import COLUMNS, left_of, phase_now, running_courses, sheets_of
from .caseload_words import focus_words, score_words

TASKS_SHOWN = 3
APPOINTMENTS_SHOWN = 2


@dataclass(frozen=True)
class Case:
    """One page of the sheet: `course` with its client, and what the chart says of the days to come.

    assessments: the latest RiskAssessment of each danger.
    """

    course: object
    line: dict
    phase: str
    next_number: int
    focus: str
    scores: str
    alerts: list
    assessments: list
    goals: list
    weekly_goals: list
    tasks: list
    appointments: list
    guardians: list
    contract: Contract | None
    to_ask_about: list

    @property
    def client(self):
        return self.course.client

    @property
    def asked(self):
        """What the last signed note says about risk, and its day; None where it says nothing."""
        said = self.course.last_plan
        words = dict(SessionNote.RISKS).get(said["risk"]) if said else None
        return {"words": words, "on": date.fromisoformat(said["on"])} if words else None

    @property
    def plan(self):
        """What the last signed note says comes next: text and day; None where it says nothing."""
        said = self.course.last_plan
        return {"text": said["text"], "on": date.fromisoformat(said["on"])} if said and said["text"].strip() else None


def absent_for(user, pk):
    """The clinician whose cases `user` may hand over: their own, a supervisee's, those they cover, anybody's for the director.

    Raises Http404.
    """
    clinicians = User.objects.filter(role__in=roles.CLINICAL)
    if user.role != roles.DIRECTOR:
        clinicians = clinicians.filter(pk__in=therapist_ids_read_by(user))
    absent = clinicians.filter(pk=pk).first()
    if absent is None:
        raise Http404
    return absent


def cases_of(absent, *, reader, now):
    """The running cases of `absent` that `reader` may read, by the client's name. Fifteen queries."""
    plan = SessionNote.objects.signed().filter(therapy_session__course=OuterRef("pk"))
    plan = plan.order_by("-therapy_session__appointment__starts_at").values_list(
        JSONObject(text="plan", risk="risk", on="therapy_session__appointment__wall_date")
    )[:1]
    courses = list(
        running_courses(reader, now=now, therapist=absent).annotate(
            last_plan=Subquery(plan, output_field=JSONField())
        )
    )  # fmt: skip
    chart = _Chart(courses, now)
    return [_case(course, chart) for course in courses]


class _Chart:
    """What the charts of these courses hold, by client or by course. One query for each attribute, two for the goals."""

    def __init__(self, courses, now):
        clients = [course.client_id for course in courses]
        of_courses, of_clients = {"course__in": courses}, {"client__in": clients}
        alerts = SafetyAlert.objects.open().filter(**of_clients).select_related("owner")
        assessments = RiskAssessment.objects.filter(**of_clients).select_related("signed_by").order_by("signed_at")
        booked = Appointment.objects.upcoming(now).filter(**of_clients)
        weekly = WeeklyGoal.objects.filter(**of_courses).select_related("set_in__appointment")
        self.sheets = sheets_of(courses)
        self.alerts = _by("client_id", alerts)
        self.assessments = _by("client_id", {(each.client_id, each.danger): each for each in assessments}.values())
        self.goals = _by("course_id", Goal.objects.current().filter(**of_courses).prefetch_related("ratings"))
        self.weekly_goals = _by("course_id", weekly.order_by("set_in__appointment__starts_at", "position"))
        self.done = _by("course_id", PhaseTaskDone.objects.filter(**of_courses))
        self.endings = {each.course_id: each for each in Ending.objects.filter(**of_courses)}
        self.appointments = _by("client_id", booked.select_related("location", "room", "clinician"))
        self.contracts = {each.course_id: each for each in Contract.objects.filter(**of_courses).order_by("number")}
        tried = PracticeTask.objects.filter(**of_courses, outcome="").select_related("person")
        self.to_ask_about = _by("course_id", tried.order_by("set_in__appointment__starts_at", "position"))
        self.guardians = _by("client_id", Guardian.objects.filter(**of_clients).order_by("name"))


def _by(name, rows):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _case(course, chart):
    sheets = chart.sheets.get(course.client_id, [])
    weekly = chart.weekly_goals[course.pk]
    return Case(
        course=course,
        line={
            "held": course.held,
            "planned": course.planned_sessions,
            "left": left_of(course),
            "missed": course.missed,
        },
        phase=_phase(course),
        next_number=min(course.held + 1, course.planned_sessions),
        focus=focus_words(course.focus),
        scores=score_words(course, sheets),
        alerts=chart.alerts[course.client_id],
        assessments=chart.assessments[course.client_id],
        goals=[(goal, _last_rating(goal)) for goal in chart.goals[course.pk]],
        weekly_goals=[goal for goal in weekly if goal.set_in_id == weekly[-1].set_in_id],
        tasks=_tasks(course, chart, sheets),
        appointments=chart.appointments[course.client_id][:APPOINTMENTS_SHOWN],
        guardians=chart.guardians[course.client_id],
        contract=chart.contracts.get(course.pk),
        to_ask_about=chart.to_ask_about[course.pk][-TASKS_SHOWN:],
    )


def _phase(course):
    label = str(COLUMNS[phase_now(course)])
    return label if course.kind == ACUTE else f"{course.get_kind_display()}, {label.lower()}"


def _last_rating(goal):
    ratings = list(goal.ratings.all())
    return ratings[-1] if ratings else None


def _tasks(course, chart, sheets):
    """The next open tasks of the phase, soonest first: neither ticked nor done elsewhere in the chart."""
    ending = chart.endings.get(course.pk)
    done = {each.task for each in chart.done[course.pk]} | set(ending.done if ending else ())
    elsewhere = {"focus": course.focus, "contract": course.contract_until, "baseline_measures": sheets}
    done |= {key for key, shown in elsewhere.items() if shown}
    tasks = [task for task in course.tasks_in(phase_now(course)) if task.key not in done]
    return sorted(tasks, key=lambda task: due_session(task, course.bounds))[:TASKS_SHOWN]
