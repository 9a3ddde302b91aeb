"""A kind of course as this practice offers it. Seeded from `course_plan.TEMPLATES`; the director edits it."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from audit.text import Line

from ..course_plan import (
    ACUTE,
    DEFAULT_PLANNED_RANGE,
    KIND_CHOICES,
    PHASE_CHOICES,
    PhaseBounds,
    measures_of,
    meeting_near,
    scaled_bounds,
    schedule_phrase,
)
from ..phase_tasks import as_plan, tasks_in
from .course import Course


class CourseTemplateQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_offered=True)

    def with_running(self):
        """With `running`, the number of running courses that were opened with the template."""
        running = Course.objects.running().filter(template_key=models.OuterRef("key")).order_by().values("template_key")
        count = running.annotate(n=models.Count("pk")).values("n")
        return self.annotate(running=Coalesce(models.Subquery(count), 0))


class CourseTemplate(models.Model):
    """A kind of course. Opening a course copies its plan, so that editing it changes no course that exists.

    Its name may be a diagnosis, so the office manager is shown `schedule_words` instead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=30, unique=True)
    name = Line(max_length=80)
    kind = models.CharField(max_length=12, choices=KIND_CHOICES, default=ACUTE)
    planned_sessions = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(60)])
    initial_to = models.PositiveSmallIntegerField()
    middle_to = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=50)
    weeks_between = models.PositiveSmallIntegerField(default=1)
    measures = models.JSONField(default=list, help_text="Keys of questionnaires; empty: the usual ones")
    measures_every = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="Questionnaires are given each so many sessions"
    )
    milestone_measures = models.JSONField(
        default=list, blank=True, help_text="Keys of questionnaires given at the first, the middle and the last session"
    )
    usual_from = models.PositiveSmallIntegerField(
        default=DEFAULT_PLANNED_RANGE[0], help_text="The fewest sessions that need no reason"
    )
    usual_to = models.PositiveSmallIntegerField(
        default=DEFAULT_PLANNED_RANGE[1], help_text="The most sessions that need no reason"
    )
    youngest = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Age in years that it is made for")
    oldest = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Age in years that it is made for")
    tasks = models.JSONField(default=list, help_text="The tasks of its phases; empty: the usual ones")
    hidden_areas = models.JSONField(
        default=list, blank=True, help_text="Keys of areas that this kind of course does not use; choosing one warns"
    )
    parent_meetings = models.JSONField(
        default=list,
        blank=True,
        help_text="Numbers of the sessions near which booking proposes a meeting with the parents",
    )
    is_offered = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CourseTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_sessions", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(initial_to__gte=1, middle_to__gte=F("initial_to"), planned_sessions__gte=F("middle_to")),
                name="template_phases_follow_each_other",
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def usual(cls):
        """Unsaved: an acute course of the usual length, for a practice to begin from."""
        bounds = scaled_bounds(16)
        return cls(planned_sessions=bounds.planned, initial_to=bounds.initial_to, middle_to=bounds.middle_to)

    @property
    def schedule_words(self):
        """What the office reads instead of the name: "16 weekly, 50 minutes"."""
        return schedule_phrase(self.planned_sessions, self.minutes, self.weeks_between)

    @property
    def planned_range(self):
        """The lengths that need no reason."""
        return self.usual_from, self.usual_to

    @property
    def is_for_an_age(self):
        return self.youngest is not None or self.oldest is not None

    def suits(self, age):
        """Is it for somebody of this age in years? What is made for an age is not for an unknown one (None)."""
        if not self.is_for_an_age:
            return True
        low, high = self.youngest or 0, age if self.oldest is None else self.oldest
        return age is not None and low <= age <= high

    @property
    def bounds(self):
        return PhaseBounds(self.initial_to, self.middle_to, self.planned_sessions)

    def bounds_in(self, count):
        """The bounds of a course of this kind with `count` sessions: in proportion where it has another length."""
        return self.bounds if count == self.planned_sessions else scaled_bounds(count)

    def parent_meetings_in(self, count):
        """Numbers of the sessions near which the parents are met in a course of `count` sessions, each once."""
        return sorted({meeting_near(n, self.planned_sessions, count) for n in self.parent_meetings})

    def tasks_in(self, phase):
        """The PhaseTasks of this phase."""
        return tasks_in(phase, self.key, self.tasks)

    @property
    def measure_keys(self):
        """The questionnaires of each session, the leading one first."""
        return tuple(self.measures) or measures_of(self.key)

    def plan(self):
        """What a course copies when it is opened, beside its length: fields of Course."""
        tasks = [task for phase, _label in PHASE_CHOICES for task in self.tasks_in(phase)]
        return {
            "template_key": self.key,
            "kind": self.kind,
            "minutes": self.minutes,
            "measures": list(self.measure_keys),
            "measures_every": self.measures_every,
            "milestone_measures": list(self.milestone_measures),
            "usual_from": self.usual_from,
            "usual_to": self.usual_to,
            "tasks": as_plan(tasks),
            "hidden_areas": list(self.hidden_areas),
        }
