"""What is looked back on: the middle of a course, its outcome markers, a follow-up; and who approved an unusual length."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit.text import Line, Prose
from scheduling.models import Appointment

from ..endings import OUTCOME_RATING_TIMES, OUTREACH_WAYS
from ..reviews import (
    FOCUS_ANSWERS,
    FOLLOW_UP_STATUSES,
    FOLLOW_UP_STEPS,
    MIDPOINT_DECISIONS,
    NOT_TAKEN_REASONS,
    labels_of,
)
from .course import Course


class MidpointReview(models.Model):
    """One for each course, about its middle: scores and goals as they stood, and what was decided. Locked when it is done."""

    course = models.OneToOneField(Course, on_delete=models.PROTECT, primary_key=True, related_name="midpoint_review")
    held_on = models.DateField()
    scores = models.JSONField(default=list, help_text="Each questionnaire at the start and on the day, frozen")
    goals = models.JSONField(default=list, help_text="Each goal at the start and on the day, frozen")
    no_response = models.BooleanField(default=False, help_text="No questionnaire showed a reliable change on the day")
    focus_answer = models.CharField(max_length=10, choices=FOCUS_ANSWERS, blank=True)
    decisions = models.JSONField(default=list, help_text="Keys of reviews.MIDPOINT_DECISIONS")
    reason = Prose()
    client_view = Prose()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self):
        return f"midpoint review on {self.held_on}"

    @property
    def is_done(self):
        return self.done_at is not None

    @property
    def decision_labels(self):
        return labels_of(self.decisions, MIDPOINT_DECISIONS)

    @property
    def decision_line(self):
        """What was decided, for the middle of a line; "" before there is a decision."""
        return "; ".join(label[:1].lower() + label[1:] for label in self.decision_labels)


class OutcomeRating(models.Model):
    """The outcome markers of a course as rated on one occasion: marker key to 0 to 3, those left blank left out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="outcome_ratings")
    occasion = models.CharField(max_length=6, choices=OUTCOME_RATING_TIMES)
    ratings = models.JSONField(default=dict)
    rated_on = models.DateField()
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "occasion"], name="outcome_is_rated_once_on_each_occasion")
        ]

    def __str__(self):
        return f"outcome, {self.occasion}"


class FollowUpReview(models.Model):
    """How lasting the gains are, some time after the end (000-26). Never changed; a later one follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="follow_up_reviews")
    held_on = models.DateField()
    gains = models.JSONField(default=dict, help_text="Keys of reviews.LASTING_GAINS to 0 to 3")
    status = models.CharField(max_length=15, choices=FOLLOW_UP_STATUSES)
    scores = models.JSONField(default=list, help_text="The last score of each questionnaire, frozen")
    next_step = models.CharField(max_length=12, choices=FOLLOW_UP_STEPS)
    note = Prose()
    next_on = models.DateField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-held_on", "-written_at"]

    def __str__(self):
        return f"follow-up review on {self.held_on}"


class OfferNotTakenQuerySet(models.QuerySet):
    """Questions about what was agreed for after the end and does not come about."""

    def standing(self):
        """Those that nothing has undone since: no follow-up was booked after all, no later review agreed on sessions."""
        booked = Appointment.objects.filter(
            client=OuterRef("course__client"), kind=Appointment.FOLLOW_UP, booked_at__gt=OuterRef("recorded_at")
        )
        reviewed = FollowUpReview.objects.filter(course=OuterRef("course"), written_at__gt=OuterRef("recorded_at"))
        followed = Course.objects.filter(client=OuterRef("course__client"), number__gt=OuterRef("course__number"))
        return self.filter(Q(for_on=None) & ~Exists(reviewed) | Q(for_on__isnull=False) & ~Exists(booked)).exclude(
            Exists(followed)
        )


class OfferNotTaken(models.Model):
    """The client does not want what was agreed for after the end, or could not be reached. Never changed; a booking undoes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="offers_not_taken")
    for_on = models.DateField(null=True, help_text="The day agreed for a follow-up; empty for further sessions")
    why = models.CharField(max_length=12, choices=NOT_TAKEN_REASONS)
    said_on = models.DateField()
    remark = Line(max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = OfferNotTakenQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self):
        return f"not taken, said on {self.said_on}"


class OutreachAttempt(models.Model):
    """One try to reach a client who stopped coming: when, how, and what came of it. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="outreach_attempts")
    tried_on = models.DateField()
    way = models.CharField(max_length=10, choices=OUTREACH_WAYS)
    result = Line(max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["tried_on", "recorded_at"]

    def __str__(self):
        return f"{self.way} on {self.tried_on}"


class CourseApproval(models.Model):
    """The director's approval of a length outside the usual 6 to 20 sessions. Never changed; another length wants another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="approvals")
    planned_sessions = models.PositiveSmallIntegerField()
    note = Prose()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["approved_at"]
        constraints = [
            models.UniqueConstraint(fields=["course", "planned_sessions"], name="a_length_is_approved_once"),
            models.CheckConstraint(
                condition=Q(planned_sessions__gte=1), name="approved_length_is_a_number_of_sessions"
            ),
        ]

    def __str__(self):
        return f"{self.planned_sessions} sessions approved"
