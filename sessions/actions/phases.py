"""Writes to the phases of a running course: one of them begins earlier or later, with a reason; a task is done, or is not after all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.terms import Worded
from audit.actions import record
from audit.versions import StaleVersion, update_version

from ..course_plan import MIDDLE, PHASE_CHOICES, TERMINATION, first_of, may_begin_with, moved
from ..models import Course, PhaseMove, PhaseTaskDone, TherapySession


class PhaseNotMoved(Exception):
    """Why the phase cannot begin there, as one instruction; `field` names the field that it is about."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def move_phase(*, course, phase, from_number, reason, version=None, now=None, by):
    """Let the middle or the termination phase begin with session `from_number`. Returns the PhaseMove.

    Only sessions to come change their phase: what is signed keeps it. `version` is the course's as the page showed it.
    Raises PhaseNotMoved, StaleVersion, CourseIsClosed.
    """
    now = now or timezone.now()
    course = Course.objects.hold_running(course.pk)
    if version not in (None, course.version):
        raise StaleVersion(course)
    _check(course, phase, from_number, reason)
    before, after = course.bounds, moved(phase, from_number, course.bounds)
    update_version(course, course.version, initial_to=after.initial_to, middle_to=after.middle_to)
    move = PhaseMove.objects.create(
        course=course, phase=phase, from_number=from_number, was_number=first_of(phase, before),
        reason=reason, moved_at=now, moved_by=by,
    )  # fmt: skip
    details = {"phase": phase, "from": from_number, "was": move.was_number}
    record("phase.moved", move, client=course.client_id, details=details, at=now, by=by)
    return move


@transaction.atomic
def tick_tasks(*, course, tasks, done_on, now=None, by):
    """Mark tasks of the guide done on a day, outside a session's note. One that is done keeps its day. Raises CourseIsClosed."""
    now = now or timezone.now()
    course = Course.objects.hold_running(course.pk)
    phases = {task.key: phase for phase, _label in PHASE_CHOICES for task in course.tasks_in(phase)}
    wanted = [key for key in dict.fromkeys(tasks) if key in phases]
    rows = [PhaseTaskDone(course=course, task=key, phase=phases[key], done_on=done_on, done_by=by) for key in wanted]
    PhaseTaskDone.objects.bulk_create(rows, ignore_conflicts=True)
    record("tasks.ticked", course, client=course.client_id, details={"tasks": wanted}, at=now, by=by)


@transaction.atomic
def take_back_task(*, course, task, now=None, by):
    """A task that was ticked is open again: a slip of the hand, or it has to be done anew. Signed notes stay. Raises CourseIsClosed."""
    now = now or timezone.now()
    course = Course.objects.hold_running(course.pk)
    tick = {each.task: each for each in PhaseTaskDone.objects.filter(course=course)}.get(task)
    if tick:
        tick.delete()
        record("task.taken_back", course, client=course.client_id, details={"task": task}, at=now, by=by)


def _check(course, phase, from_number, reason):
    if phase not in (MIDDLE, TERMINATION):
        raise PhaseNotMoved(str(Worded("Choose the {middle} or the {termination} phase")), "phase")
    held = TherapySession.objects.held().filter(course=course).count()
    room = may_begin_with(phase, course.bounds, held)
    if room is None:
        raise PhaseNotMoved(_("This phase has begun, or there is no room to move it"), "phase")
    if not room[0] <= from_number <= room[1]:
        low_high = {"low": room[0], "high": room[1]}
        raise PhaseNotMoved(_("Choose a session from %(low)s to %(high)s for this phase") % low_high, "from_number")
    if from_number == first_of(phase, course.bounds):
        raise PhaseNotMoved(_("The phase begins with this session already. Choose another"), "from_number")
    if not reason.strip():
        raise PhaseNotMoved(_("Say why the phase moves"), "reason")
