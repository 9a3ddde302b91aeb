"""What a therapist wants to know in the minute before a session: the opener card, on Today and on the note."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from measures.instruments import INSTRUMENTS
from measures.scores import change_in_words, scores_for
from problem_areas.models import LifeEvent
from scheduling.models import Appointment

from .course_plan import ACUTE, OPENING_QUESTIONS
from .models import CourseFocus, PracticeTask, SessionNote, WeeklyGoal
from .phase_tasks import session_tasks
from .review_facts import rise_in_words


@dataclass(frozen=True)
class ScoreFact:
    """One measure on the card: "PHQ-9", "14 to 12", and what the change means."""

    name: str
    on: object
    value: str
    meaning: str
    total: int
    rise: str = ""


@dataclass(frozen=True)
class Opener:
    """The card. `number` is None beyond the plan; `goals` are last week's WeeklyGoals; `plan` is from the last signed note.

    `to_review` are the PracticeTasks whose result was not asked for yet, `events` the LifeEvents since the last session held.
    """

    question: str
    number: int | None
    phase: str
    scores: tuple
    goals: tuple
    plan: str
    tasks: tuple
    to_review: tuple
    events: tuple

    @property
    def is_empty(self):
        return not (self.scores or self.goals or self.plan or self.to_review or self.events)


def measures_of(course):
    """The questionnaires of every session of this course, as MeasureDefinitions."""
    return [INSTRUMENTS[key] for key in course.measure_keys if key in INSTRUMENTS]


def opener_for(therapy_session, standing, form=None):
    """The Opener of a session. Five queries beyond the standing; `form`, a NoteForm that has them, saves two."""
    course, number = therapy_session.course, standing.number_of(therapy_session)
    phase = standing.phase_of(therapy_session)
    return Opener(
        question=OPENING_QUESTIONS["middle" if phase == "initial" and standing.held else phase],
        number=number,
        phase=phase,
        scores=tuple(_scores(course, standing)),
        goals=form.goals if form else last_weeks_goals(therapy_session),
        plan=_last_plan(therapy_session),
        tasks=_main_tasks(course, number),
        to_review=tuple(form.tasks if form else PracticeTask.objects.open_before(therapy_session)),
        events=tuple(_events_since(therapy_session, standing)),
    )


def _events_since(therapy_session, standing):
    """What is on the timeline after the last session that was held, up to this one."""
    appointment = therapy_session.appointment
    held = [
        each.appointment.wall_date
        for each in standing.sessions
        if each.appointment.status == Appointment.HELD and each.appointment.starts_at < appointment.starts_at
    ]
    if not held:
        return []
    events = LifeEvent.objects.filter(
        client=therapy_session.course.client_id, happened_on__gt=held[-1], happened_on__lte=appointment.wall_date
    )
    return events.select_related("person")[:5]


def _main_tasks(course, number):
    """The table of main tasks is that of an acute course; another kind has its guide alone."""
    return session_tasks(number or course.planned_sessions, course.bounds) if course.kind == ACUTE else ()


def last_weeks_goals(therapy_session):
    """The goals that were set in the last session before this one that set any."""
    before = therapy_session.appointment.starts_at
    goals = (
        WeeklyGoal.objects.filter(course=therapy_session.course_id, set_in__appointment__starts_at__lt=before)
        .order_by("-set_in__appointment__starts_at", "position")
        .select_related("set_in")[:20]
    )
    found = list(goals)
    return tuple(goal for goal in found if goal.set_in_id == found[0].set_in_id)


def current_focuses(course):
    """The focus of the course now: the primary one first, then a secondary one."""
    return list(CourseFocus.objects.current().filter(course=course).select_related("area").order_by("rank"))


def _scores(course, standing):
    sheets = list(scores_for(course.client_id).with_total())
    for definition in measures_of(course):
        mine = [sheet for sheet in sheets if sheet.instrument == definition.key]
        if not mine:
            continue
        last, before = mine[-1], mine[-2] if len(mine) > 1 else None
        value = _("%(before)s to %(now)s") % {"before": before.total, "now": last.total} if before else str(last.total)
        meaning = change_in_words(definition, mine, standing.first_held_on) or last.band[:1].upper() + last.band[1:]
        rise = rise_in_words(course, standing.held, mine, definition)
        yield ScoreFact(definition.name, last.taken_on, value, meaning, last.total, rise)


def _last_plan(therapy_session):
    before = therapy_session.appointment.starts_at
    notes = SessionNote.objects.signed().filter(
        therapy_session__course=therapy_session.course_id, therapy_session__appointment__starts_at__lt=before
    )
    return notes.order_by("-therapy_session__appointment__starts_at").values_list("plan", flat=True).first() or ""
