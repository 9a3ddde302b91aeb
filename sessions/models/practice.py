"""What a client tries between sessions, and the techniques that the practice adds to the usual ones."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from audit.text import Line, Prose
from problem_areas.models import ImportantPerson

from ..note_parts import TASK_KINDS, TASK_OUTCOMES
from ..phase_tasks import OWN
from .course import Course
from .therapy_session import TherapySession


class PracticeTaskQuerySet(models.QuerySet):
    def open_before(self, therapy_session):
        """Those set earlier in this course whose result was not asked for yet, in order; the latest forty at most."""
        before = therapy_session.appointment.starts_at
        waiting = self.filter(
            course=therapy_session.course_id, outcome="", set_in__appointment__starts_at__lt=before
        ).order_by("-set_in__appointment__starts_at", "position")
        return list(waiting.select_related("set_in__appointment", "person")[:40])


class PracticeTask(models.Model):
    """A between-session task: always optional, set in one session and asked about in a later one (002-21)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="practice_tasks")
    set_in = models.ForeignKey(TherapySession, on_delete=models.PROTECT, related_name="practice_set")
    statement = Line(max_length=200)
    kind = models.CharField(max_length=15, choices=TASK_KINDS, blank=True)
    person = models.ForeignKey(ImportantPerson, on_delete=models.PROTECT, null=True, related_name="+")
    strategy = models.CharField(max_length=60, blank=True, help_text="The focus strategy it belongs to: area.strategy")
    due_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=TASK_OUTCOMES, blank=True)
    what_happened = Prose()
    reviewed_in = models.ForeignKey(
        TherapySession, on_delete=models.PROTECT, null=True, related_name="practice_reviewed"
    )

    objects = PracticeTaskQuerySet.as_manager()

    class Meta:
        ordering = ["set_in", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", reviewed_in__isnull=True) | (~Q(outcome="") & Q(reviewed_in__isnull=False)),
                name="a_practice_task_is_reviewed_in_a_session",
            )
        ]
        indexes = [models.Index(fields=["course", "outcome"], name="practice_task_by_course")]

    def __str__(self):
        return self.statement


class PracticeTechniqueQuerySet(models.QuerySet):
    def offered(self, kept=()):
        """Those that a note offers: not retired, or ticked in its draft already."""
        return self.filter(Q(is_retired=False) | Q(key__in=list(kept)))

    def names_of(self, keys):
        """The names of those of the practice's own that are among these keys; asks for none where there is none."""
        own = [key for key in keys if key.startswith(OWN)]
        return dict(self.filter(key__in=own).values_list("key", "name")) if own else {}


class PracticeTechnique(models.Model):
    """A technique that this practice names itself, beside the canonical vocabulary. A retired one is not offered any more.

    A signed note has kept the name of its day (`own_techniques`), so that a new name changes no signed note.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40, unique=True)
    name = Line(max_length=60)
    meaning = Line(max_length=200, blank=True)
    is_retired = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PracticeTechniqueQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="techniques_of_the_practice_differ_in_name")]

    def __str__(self):
        return self.name
