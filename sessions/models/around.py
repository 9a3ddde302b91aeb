"""What goes on beside the sessions: adjunct modalities, engagement ratings, meetings with parents, guardians or a partner."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audit.text import Line, Prose
from scheduling.models import Appointment

from .. import beside as occasions
from .course import Course

SCALE = {"validators": [MaxValueValidator(10)]}


class AdjunctModality(models.Model):
    """Another treatment beside IPT: what for, from when until when, by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="adjuncts")
    modality = models.CharField(max_length=15, choices=occasions.MODALITY_CHOICES)
    purpose = Prose()
    provider = models.CharField(max_length=10, choices=occasions.PROVIDERS, default=occasions.OURS)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["from_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="adjunct_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return self.get_modality_display()

    @property
    def meets_family(self):
        """Is it under way here, with the family meetings of the course as its sessions?"""
        return self.modality in occasions.MEETS_FAMILY and self.provider == occasions.OURS and self.until_on is None


class EngagementRating(models.Model):
    """Motivation, awareness of relationships and commitment, 0 to 10. Rated again: the latest of an occasion counts."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="engagement_ratings")
    occasion = models.CharField(max_length=10, choices=occasions.OCCASIONS)
    motivation = models.PositiveSmallIntegerField(**SCALE)
    awareness = models.PositiveSmallIntegerField(**SCALE)
    commitment = models.PositiveSmallIntegerField(**SCALE)
    rated_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(motivation__lte=10, awareness__lte=10, commitment__lte=10),
                name="engagement_is_rated_0_to_10",
            )
        ]

    def __str__(self):
        return f"engagement {self.occasion}"


class FamilyMeeting(models.Model):
    """A meeting with parents, guardians or a partner, and what was said there.

    Most count as no session: then its note is short and of its own. One that counts is a TherapySession, too, and is
    written in that session's note, which keeps these fields and signs them with itself.
    """

    WRITTEN = ("attended", "attended_others", "client_present", "discussed", "may_be_shared")
    """What is written of a meeting, wherever it is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="family_meetings")
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="family_meeting")
    moment = models.CharField(max_length=10, choices=occasions.MEETING_MOMENTS, default="other")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    attendance = models.CharField(
        max_length=22, blank=True, help_text="As the draft has it; signing writes it to the appointment"
    )
    drafted_at = models.DateTimeField(null=True)
    attended = models.JSONField(default=list, blank=True, help_text="Guardians who came: name and relation")
    attended_others = Line(max_length=200, blank=True)
    client_present = models.BooleanField(default=False)
    discussed = Prose()
    may_be_shared = Prose(help_text="What may be told of it, and to whom")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["appointment__starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="family_note_is_signed_by_someone_at_a_time",
            )
        ]

    def __str__(self):
        return f"family meeting, {self.moment}"

    @property
    def who_came(self):
        """Everybody who came, in one line."""
        return ", ".join([*self.attended, *([self.attended_others] if self.attended_others else [])])

    @property
    def written(self):
        """What is written of it, by field."""
        return {name: getattr(self, name) for name in self.WRITTEN}

    @property
    def is_in_session_note(self):
        """Is it written and signed in the note of a session? An older pair may be signed apart: then this stays a note of its own."""
        session = getattr(self.appointment, "therapy_session", None)
        note = getattr(session, "note", None)
        return session is not None and bool(note and note.signed_at) == bool(self.signed_at)


def beside(*, now=None):
    """For `annotate` of courses: `open_meeting`, the id of the oldest meeting that waits for a note of its own; which ratings there are."""
    waiting = FamilyMeeting.objects.filter(
        Q(appointment__therapy_session__isnull=True) | Q(appointment__therapy_session__note__signed_at__isnull=False),
        course=models.OuterRef("pk"),
        signed_at__isnull=True,
        appointment__status__in=Appointment.STANDING,
        appointment__starts_at__lte=now or timezone.now(),
    )
    rated = {
        f"has_engagement_{key}": models.Exists(
            EngagementRating.objects.filter(course=models.OuterRef("pk"), occasion=key)
        )
        for key, _label in occasions.OCCASIONS
    }
    return {"open_meeting": models.Subquery(waiting.order_by("appointment__starts_at").values("pk")[:1]), **rated}
