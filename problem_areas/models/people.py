"""The people of the client's life and what happened with them: interpersonal inventory and timeline."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audit.text import Line, Prose
from clients.models import Client

from .. import catalogue, vocabulary

AMOUNT = {"null": True, "blank": True, "choices": vocabulary.AMOUNTS}
PRECISION = {"max_length": 5, "choices": vocabulary.PRECISIONS, "default": "day"}
WITHIN = {f"{axis}__{bound}": limit for axis in "xy" for bound, limit in (("gte", 0), ("lte", 1))}


class ImportantPerson(models.Model):
    """One person of the interpersonal inventory (docs/clinical.md 2.4). A name and a relation are enough to begin."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="important_people")
    name = Line(max_length=80, help_text="A name or an alias")
    relation = models.CharField(max_length=20, choices=vocabulary.RELATIONS)
    status = models.CharField(max_length=10, choices=vocabulary.STATUSES, default="current")
    closeness = models.PositiveSmallIntegerField(choices=vocabulary.CIRCLES, null=True, blank=True)
    desired_closeness = models.PositiveSmallIntegerField(choices=vocabulary.CIRCLES, null=True, blank=True)
    x = models.FloatField(
        null=True, blank=True, help_text="Place in the circles from 0 (left) to 1; empty: drawn where there is room"
    )
    y = models.FloatField(null=True, blank=True, help_text="Place in the circles from 0 (top) to 1")
    contact_frequency = models.CharField(max_length=10, choices=vocabulary.CONTACT_FREQUENCIES, blank=True)
    contact_mode = models.CharField(max_length=10, choices=vocabulary.CONTACT_MODES, blank=True)
    shared_activities = Prose()
    likes = Prose()
    dislikes = Prose()
    can_talk_about = Prose()
    cannot_talk_about = Prose()
    confides = models.BooleanField(default=False)
    practical_support = models.PositiveSmallIntegerField(**AMOUNT)
    emotional_support = models.PositiveSmallIntegerField(**AMOUNT)
    reciprocity = models.PositiveSmallIntegerField(**AMOUNT)
    client_expectations = Prose()
    other_expectations = Prose()
    expectations_met = models.PositiveSmallIntegerField(**AMOUNT)
    conflict_level = models.PositiveSmallIntegerField(**AMOUNT)
    argument_pattern = Prose()
    resolution = models.CharField(max_length=10, choices=vocabulary.RESOLUTIONS, blank=True)
    knows_about_symptoms = models.CharField(max_length=10, choices=vocabulary.KNOWS_ABOUT_SYMPTOMS, blank=True)
    change_since_onset = Prose()
    change_on = models.DateField(null=True, blank=True)
    change_precision = models.CharField(**PRECISION)
    wanted_change = Prose()
    worsens_mood = models.BooleanField(default=False)
    supports = models.BooleanField(default=False)
    focus_candidate = models.CharField(max_length=25, choices=catalogue.AREA_CHOICES, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["closeness", "created_at"]
        indexes = [models.Index(fields=["client", "created_at"], name="person_by_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True) | Q(x__isnull=False, y__isnull=False, **WITHIN),
                name="person_stands_in_the_picture",
            )
        ]

    def __str__(self):
        return self.name


class LifeEvent(models.Model):
    """Something that happened: onset, a symptom, a change in life. On the timeline, against the scores."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="life_events")
    kind = models.CharField(max_length=20, choices=vocabulary.LIFE_EVENT_CHOICES)
    happened_on = models.DateField()
    precision = models.CharField(**PRECISION)
    title = Line(max_length=120)
    description = Prose()
    person = models.ForeignKey(
        ImportantPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="life_events"
    )
    area = models.CharField(max_length=25, choices=catalogue.AREA_CHOICES, blank=True)
    printable = models.BooleanField(
        default=False, help_text="May appear in reports; private unless the clinician says so"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["happened_on", "created_at"]
        indexes = [models.Index(fields=["client", "happened_on"], name="life_event_by_client")]

    def __str__(self):
        return self.title


class ClosenessSnapshot(models.Model):
    """The circles as they stood on a day: a copy of everybody in the inventory, never changed afterwards.

    `people`: dicts with the fields of `closeness.Figure`, by name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="closeness_snapshots")
    occasion = models.CharField(max_length=15, choices=vocabulary.SNAPSHOT_OCCASIONS)
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    people = models.JSONField()

    class Meta:
        ordering = ["taken_at"]
        indexes = [models.Index(fields=["client", "taken_at"], name="snapshot_by_client")]

    def __str__(self):
        return f"{self.get_occasion_display()}, {self.taken_on:%Y-%m-%d}"
