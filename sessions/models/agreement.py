"""What a course agreed: its contract in versions, its goals, and where the goals stand."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audit.text import Line, Prose
from problem_areas.models import ProblemArea

from ..course_plan import DEFAULT_MINUTES
from ..note_parts import SKILLS
from ..reviews import GOAL_AIMS
from .course import Course

RATING = [MinValueValidator(0), MaxValueValidator(10)]


class Contract(models.Model):
    """What was agreed with the client. Its terms are copied here; a later version never changes an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="contracts")
    number = models.PositiveSmallIntegerField(default=1)
    agreed_on = models.DateField()
    planned_sessions = models.PositiveSmallIntegerField()
    planned_weeks = models.PositiveSmallIntegerField()
    planned_end_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=DEFAULT_MINUTES, help_text="Of each session")
    missed_session_rule = Prose()
    client_tasks = Prose()
    therapist_tasks = Prose()
    who_may_be_told = Prose()
    frequency = Line(max_length=60, blank=True)
    measures_plan = Prose(help_text="Which questionnaires, and when")
    risk_plan = Prose(help_text="What is agreed for danger, and how to reach whom")
    step_up = Prose(help_text="Which signs or scores would change the plan")
    signed_on = models.DateField(null=True, help_text="When the client signed on paper")
    reason = Prose(help_text="Why this version replaces the one before")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="contract_versions_of_a_course_differ")
        ]

    def __str__(self):
        return f"contract, version {self.number}"

    def goals_as_agreed(self):
        """The course's goals in the words and numbers of this version: later ones reword them, or let them go."""
        agreed = Goal.history.as_of(self.recorded_at).filter(course=self.course_id, ended_on__isnull=True)
        return agreed.order_by("position")

    @property
    def client_signed_on(self):
        """The day on which the client signed on paper, as it was last recorded; None where nobody has said so."""
        later = self.signatures.last()
        return later.signed_on if later else self.signed_on


class ContractSignature(models.Model):
    """The day on which the client signed a version on paper, told after it was recorded. Told again: the latest counts."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="signatures")
    signed_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self):
        return f"signed {self.signed_on}"


class GoalQuerySet(models.QuerySet):
    def current(self):
        """Those that were not let go."""
        return self.filter(ended_on__isnull=True)

    def with_latest_rating(self, day=None):
        """With `rating` and `rated_on`, where the goal stands, or stood on `day`; None before the first rating."""
        latest = GoalRating.objects.filter(goal=models.OuterRef("pk")).order_by("-rated_on", "-recorded_at")
        latest = latest.filter(rated_on__lte=day) if day else latest
        return self.annotate(
            rating=models.Subquery(latest.values("rating")[:1]), rated_on=models.Subquery(latest.values("rated_on")[:1])
        )

    def with_each_rating(self):
        """A row for each rating, with `rating` and `rated_on`, in order; one with None where a goal has none."""
        each = {"rating": models.F("ratings__rating"), "rated_on": models.F("ratings__rated_on")}
        return self.annotate(**each).order_by("position", "set_on", "ratings__rated_on", "ratings__recorded_at")


class Goal(models.Model):
    """A goal of the course: one to three interpersonal ones, and one for the symptoms. Rated 0 to 10."""

    INTERPERSONAL, SYMPTOM = "interpersonal", "symptom"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="goals")
    kind = models.CharField(max_length=15, choices=[(INTERPERSONAL, "Interpersonal"), (SYMPTOM, "Symptoms")])
    statement = Line(max_length=200)
    baseline = models.PositiveSmallIntegerField(validators=RATING)
    target = models.PositiveSmallIntegerField(validators=RATING)
    set_on = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    aim = models.CharField(max_length=10, choices=GOAL_AIMS, blank=True)
    with_whom = Line(max_length=100, blank=True)
    indicator = Line(max_length=200, blank=True)
    area = models.ForeignKey(ProblemArea, on_delete=models.PROTECT, null=True, related_name="+")
    skills = models.JSONField(default=list, blank=True, help_text="Keys of note_parts.SKILLS")
    ended_on = models.DateField(null=True, blank=True, help_text="When an amendment let it go; its ratings stay")
    history = HistoricalRecords()

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "set_on"]
        constraints = [
            models.CheckConstraint(condition=Q(baseline__lte=10, target__lte=10), name="goal_is_rated_0_to_10")
        ]

    def __str__(self):
        return self.statement

    @property
    def skill_labels(self):
        """What the client practices for this goal (002-20)."""
        return ", ".join(label for key, label in SKILLS if key in self.skills)


class GoalRating(models.Model):
    """Where a goal stands, 0 to 10, on a day."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    rated_on = models.DateField()
    rating = models.PositiveSmallIntegerField(validators=RATING)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["rated_on", "recorded_at"]
        constraints = [models.CheckConstraint(condition=Q(rating__lte=10), name="goal_rating_is_0_to_10")]

    def __str__(self):
        return f"{self.rating} on {self.rated_on}"
