"""From the first call to the confirmed course: inquiry and consultation. Fields marked clinical are not the office's."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit.text import Line, Prose
from clients.models import Client
from scheduling.models import Appointment
from sessions.models import Course


class InquiryQuerySet(models.QuerySet):
    def waiting(self):
        """Not closed, and no course was booked since: the longest wait first."""
        booked = Course.objects.filter(client=OuterRef("client"), opened_at__gte=OuterRef("received_at"))
        return self.filter(closed_at__isnull=True).exclude(Exists(booked)).order_by("received_at")


class Inquiry(models.Model):
    """Someone called, or was referred: in their own words, as the office took them down."""

    CHANNELS = [("phone", "Phone"), ("web", "Website"), ("referral", "Referral letter"), ("in_person", "In person")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="inquiries")
    channel = models.CharField(max_length=10, choices=CHANNELS, default="phone")
    received_at = models.DateTimeField(default=timezone.now)
    seeks = Prose(blank=False, help_text="What they seek, in their own words")
    referred_by = Line(max_length=120, blank=True)
    referrer_contact = Line(max_length=120, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    closed_because = Line(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inquiries"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="inquiry_is_closed_by_someone_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["closed_at", "received_at"], name="inquiry_by_wait")]

    def __str__(self):
        return f"inquiry of {self.received_at:%Y-%m-%d}"


class Consultation(models.Model):
    """The first meeting with the director, and what came of it. Outcome and therapist are the office's to see; reasons are not."""

    CONFIRMED, OTHER, REFERRED, NOT_READY = "ipt_confirmed", "other_therapy_recommended", "referred_out", "not_ready"
    OUTCOMES = [
        (CONFIRMED, "IPT confirmed"),
        (OTHER, "Another therapy recommended"),
        (REFERRED, "Referred out"),
        (NOT_READY, "Not ready yet"),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, related_name="consultation")
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="consultation")
    outcome = models.CharField(max_length=30, choices=OUTCOMES, blank=True)
    therapist = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    presenting_concern = Prose(help_text="Clinical")
    reasons = Prose(help_text="Clinical: why this outcome")
    therapist_reason = Prose(help_text="Clinical: why this therapist")
    recommended = Prose(help_text="Clinical: which other therapy, or where referred")
    review_on = models.DateField(null=True, blank=True, help_text="When to ask again, for someone not ready")
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True, recorded_by__isnull=True, outcome="")
                | (Q(recorded_at__isnull=False, recorded_by__isnull=False) & ~Q(outcome="")),
                name="consultation_outcome_is_recorded_by_someone_at_a_time",
            )
        ]

    def __str__(self):
        return f"consultation, {self.outcome or 'to come'}"

    def is_still_to_come(self, now):
        """An outcome is of a meeting that has begun."""
        return self.appointment.status == Appointment.BOOKED and self.appointment.starts_at > now
