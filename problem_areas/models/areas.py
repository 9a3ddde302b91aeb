"""The areas identified for a client: a course chooses its focus from them."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audit.text import Line, Prose
from clients.models import Client

from .. import catalogue, vocabulary
from .people import ImportantPerson


class ProblemAreaQuerySet(models.QuerySet):
    def open(self):
        """Those that are at work now: a focus is chosen from these."""
        return self.filter(closed_on__isnull=True)

    def with_safety_concern(self):
        """Disputes with violence, threats or coercion, noted and not cleared."""
        return self.filter(kind=catalogue.ROLE_DISPUTE, details__safety_concern="yes")


class ProblemArea(models.Model):
    """One of the four areas, identified for this client, with what speaks for it. A course chooses its focus from these."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="problem_areas")
    kind = models.CharField(max_length=25, choices=catalogue.AREA_CHOICES)
    about = Line(
        max_length=120, blank=True, help_text="Whom or what it is about, as the focus chip says it: with her husband"
    )
    person = models.ForeignKey(
        ImportantPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="problem_areas"
    )
    evidence = Prose()
    loss_kind = models.CharField(max_length=20, choices=vocabulary.LOSS_KINDS, blank=True)
    dispute_stage = models.CharField(max_length=15, choices=vocabulary.DISPUTE_STAGE_CHOICES, blank=True)
    transition_type = models.CharField(max_length=20, choices=vocabulary.TRANSITION_TYPES, blank=True)
    exclusion_confirmed = models.JSONField(
        default=list, blank=True, help_text="Keys of vocabulary.DEFICITS_CONFIRMATIONS"
    )
    details = models.JSONField(default=dict, blank=True, help_text="By the keys of area_fields, cleaned by its form")
    identified_on = models.DateField()
    identified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = Line(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = ProblemAreaQuerySet.as_manager()

    class Meta:
        ordering = ["identified_on"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(catalogue.AREAS)), name="problem_area_is_one_of_the_four"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return catalogue.AREAS[self.kind].label

    @property
    def no_other_area_fits(self):
        """The three confirmations asked for before deficits is the primary focus are all given."""
        return {key for key, _label in vocabulary.DEFICITS_CONFIRMATIONS} <= set(self.exclusion_confirmed)

    @property
    def has_safety_concern(self):
        """Violence, threats or coercion in this dispute, noted and not cleared."""
        return self.kind == catalogue.ROLE_DISPUTE and self.details.get("safety_concern") == "yes"

    @property
    def safety_note(self):
        """What has to come first in this area, "" for nothing."""
        return vocabulary.DISPUTE_SAFETY_NOTE if self.has_safety_concern else ""


class StageChange(models.Model):
    """A dispute came to this stage on this day. Never changed: the stages are a history."""

    area = models.ForeignKey(ProblemArea, on_delete=models.PROTECT, related_name="stage_changes")
    stage = models.CharField(max_length=15, choices=vocabulary.DISPUTE_STAGE_CHOICES)
    from_on = models.DateField()
    note = Line(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["from_on", "recorded_at"]

    def __str__(self):
        return f"{self.get_stage_display()} from {self.from_on}"


class AreaProgress(models.Model):
    """How an area stands on a day, 0 to 10, and which signs of progress were seen. Never changed: rated again instead."""

    area = models.ForeignKey(ProblemArea, on_delete=models.PROTECT, related_name="ratings")
    rated_on = models.DateField()
    progress = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    mastery = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    markers = models.JSONField(default=list, blank=True, help_text="Keys of the area's progress markers")
    note = Prose()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["rated_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__lte=10) & (Q(mastery__isnull=True) | Q(mastery__lte=10)),
                name="progress_and_mastery_are_rated_0_to_10",
            )
        ]

    def __str__(self):
        return f"{self.progress} on {self.rated_on}"
