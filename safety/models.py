"""Safety alerts with an owner and a clock, and the assessments that close them (docs/clinical.md 4.4)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.text import Prose
from clients.models import Client

from . import questions


class SafetyAlertQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at__isnull=True).order_by("due_at")

    def overdue(self, now):
        """Open, past due, and not passed to the deputy yet."""
        return self.open().filter(due_at__lte=now, escalated_at__isnull=True)


class SafetyAlert(models.Model):
    """Somebody must ask about safety. It has an owner and a due time, and leaves only when an assessment is recorded."""

    MEASURE, CLINICIAN = "measure", "clinician"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="safety_alerts")
    source = models.CharField(max_length=15, choices=questions.ALERT_SOURCES)
    danger = models.CharField(max_length=12, choices=questions.DANGERS, default=questions.SELF)
    what = Prose(help_text="What was answered or seen, in words")
    administration_id = models.UUIDField(null=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="safety_alerts")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    escalated_at = models.DateTimeField(null=True, help_text="When it passed to the deputy as well")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = SafetyAlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="alert_is_acknowledged_by_someone_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="alert_is_closed_by_someone_at_a_time",
            ),
            models.UniqueConstraint(fields=["administration_id"], name="one_alert_for_each_administration"),
        ]
        indexes = [
            models.Index(fields=["owner", "closed_at"], name="alert_by_owner"),
            models.Index(fields=["closed_at", "due_at"], name="alert_by_due"),
        ]

    def __str__(self):
        return f"alert of {self.raised_at:%Y-%m-%d %H:%M}"


class RiskAssessment(models.Model):
    """What the clinician asked, heard and did. Signed when recorded; it closes the alert. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="risk_assessments")
    alert = models.OneToOneField(SafetyAlert, on_delete=models.PROTECT, null=True, related_name="assessment")
    danger = models.CharField(max_length=12, choices=questions.DANGERS, default=questions.SELF)
    ideation = models.CharField(max_length=20, choices=questions.IDEATION, blank=True)
    plan = models.CharField(max_length=20, choices=questions.PRESENCE, blank=True)
    intent = models.CharField(max_length=20, choices=questions.PRESENCE, blank=True)
    means = models.CharField(max_length=20, choices=questions.PRESENCE, blank=True)
    history = models.CharField(max_length=20, choices=questions.HISTORY, blank=True)
    answers = models.JSONField(default=dict, help_text="What is asked about another danger than to oneself, by key")
    protective_factors = Prose()
    level = models.CharField(max_length=20, choices=questions.RISK_LEVELS)
    action = models.JSONField(default=list, help_text="Keys of questions.ACTIONS")
    who_told = models.JSONField(default=list, help_text="Keys of questions.WHO_TOLD")
    details = Prose()
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["client", "-signed_at"], name="assessment_by_client")]

    def __str__(self):
        return f"assessment of {self.signed_at:%Y-%m-%d %H:%M}"

    @property
    def rows(self):
        """Pairs of question and answer in words, in the order asked; what was left empty is left out."""
        pairs = (
            (part.label, questions.in_words(part, self.answers.get(part.key, getattr(self, part.key, ""))))
            for part in questions.FIELDS_OF[self.danger]
        )
        return [(label, words) for label, words in pairs if words]
