"""The guide of a whole course: every task by phase, by which session it is due, and when it was done. To read; to tick outside a note."""

from dataclasses import dataclass

from .chart_tasks import shown_done
from .course_plan import PHASE_CHOICES, PHASE_LABELS
from .models import PhaseTaskDone
from .note_parts import SICK_ROLES
from .phase_tasks import due_session
from .standing import CourseStanding


@dataclass(frozen=True)
class GuideLine:
    """One task. `session`: the number of the session of the day it was done; `may_be_taken_back`: somebody ticked it."""

    key: str
    text: str
    due: int
    is_done: bool = False
    done_on: object = None
    session: int | None = None
    how: str = ""
    may_be_taken_back: bool = False


def whole_guide(course, standing: CourseStanding):
    """[(phase, first session, last session, GuideLines)] of the course, in order."""
    ticked = {each.task: each for each in PhaseTaskDone.objects.filter(course=course)}
    shown, numbers = shown_done(course), _numbers_by_day(standing)
    found = []
    for phase, _label in PHASE_CHOICES:
        lines = [_line(course, task, ticked.get(task.key), shown, numbers) for task in course.tasks_in(phase)]
        found.append((PHASE_LABELS[phase], *course.bounds.sessions_in(phase), lines))
    return found


def _line(course, task, tick, shown, numbers):
    due = due_session(task, course.bounds)
    if tick is None and task.key not in shown:
        return GuideLine(task.key, task.text, due)
    day = tick.done_on if tick else shown[task.key]
    how = str(dict(SICK_ROLES).get(tick.detail, "")).lower() if tick else ""
    return GuideLine(task.key, task.text, due, True, day, numbers.get(day), how, may_be_taken_back=tick is not None)


def _numbers_by_day(standing):
    return {each.appointment.wall_date: standing.number_of(each) for each in standing.sessions if each.number}
