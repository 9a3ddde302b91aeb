"""What hangs on the phases of a course: the tasks that are done, and a phase that begins earlier or later than planned."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.text import Prose

from ..course_plan import PHASE_CHOICES
from .course import Course


class PhaseTaskDone(models.Model):
    """A task of the phase guide, ticked, with the day."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="tasks_done")
    task = models.CharField(max_length=40)
    phase = models.CharField(max_length=12, choices=PHASE_CHOICES)
    done_on = models.DateField()
    detail = models.CharField(max_length=10, blank=True, help_text="How: a key of note_parts.SICK_ROLES")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "task"], name="a_phase_task_is_done_once")]

    def __str__(self):
        return f"{self.task} on {self.done_on}"


class PhaseMove(models.Model):
    """A row for each move, never changed: from which session the phase was to begin, and from which it begins now. Signed notes keep their phase."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="phase_moves")
    phase = models.CharField(max_length=12, choices=PHASE_CHOICES)
    from_number = models.PositiveSmallIntegerField(help_text="The first session of the phase from now on")
    was_number = models.PositiveSmallIntegerField(help_text="The first session of the phase until then")
    reason = Prose(blank=False)
    moved_at = models.DateTimeField(default=timezone.now)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["moved_at"]

    def __str__(self):
        return f"{self.phase} from session {self.from_number}"
