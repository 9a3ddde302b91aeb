"""What the client's distress is tied to: people, events, areas, formulation. All of it belongs to the client."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audit.text import Line, Prose
from clients.models import Client

from . import catalogue, vocabulary

AMOUNT = {"null": True, "blank": True, "choices": vocabulary.AMOUNTS}


class ImportantPerson(models.Model):
    """One person of the interpersonal inventory (docs/clinical.md 2.4). A name and a relation are enough to begin."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="important_people")
    name = Line(max_length=80, help_text="A name or an alias")
    relation = models.CharField(max_length=20, choices=vocabulary.RELATIONS)
    status = models.CharField(max_length=10, choices=vocabulary.STATUSES, default="current")
    closeness = models.PositiveSmallIntegerField(choices=vocabulary.CIRCLES, null=True, blank=True)
    desired_closeness = models.PositiveSmallIntegerField(choices=vocabulary.CIRCLES, null=True, blank=True)
    contact_frequency = models.CharField(max_length=10, choices=vocabulary.CONTACT_FREQUENCIES, blank=True)
    contact_mode = models.CharField(max_length=10, choices=vocabulary.CONTACT_MODES, blank=True)
    likes = Prose()
    dislikes = Prose()
    confides = models.BooleanField(default=False)
    client_expectations = Prose()
    other_expectations = Prose()
    expectations_met = models.PositiveSmallIntegerField(**AMOUNT)
    conflict_level = models.PositiveSmallIntegerField(**AMOUNT)
    argument_pattern = Prose()
    knows_about_symptoms = models.CharField(max_length=10, choices=vocabulary.KNOWS_ABOUT_SYMPTOMS, blank=True)
    change_since_onset = Prose()
    wanted_change = Prose()
    worsens_mood = models.BooleanField(default=False)
    supports = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["closeness", "created_at"]
        indexes = [models.Index(fields=["client", "created_at"], name="person_by_client")]

    def __str__(self):
        return self.name


class LifeEvent(models.Model):
    """Something that happened: onset, a symptom, a change in life. On the timeline, against the scores."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="life_events")
    kind = models.CharField(max_length=20, choices=vocabulary.LIFE_EVENT_CHOICES)
    happened_on = models.DateField()
    precision = models.CharField(
        max_length=5, choices=[("day", "Day"), ("month", "Month"), ("year", "Year")], default="day"
    )
    title = Line(max_length=120)
    description = Prose()
    person = models.ForeignKey(
        ImportantPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="life_events"
    )
    area = models.CharField(max_length=25, choices=catalogue.AREA_CHOICES, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["happened_on", "created_at"]
        indexes = [models.Index(fields=["client", "happened_on"], name="life_event_by_client")]

    def __str__(self):
        return self.title


class ProblemAreaQuerySet(models.QuerySet):
    def open(self):
        """Those that are at work now: a focus is chosen from these."""
        return self.filter(closed_on__isnull=True)


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


class Formulation(models.Model):
    """Diagnosis, the interpersonal link, why now, strengths: in plain words, given to the client, with their answer."""

    RESPONSES = [("agreed", "Agreed"), ("amended", "Amended"), ("declined", "Declined")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="formulations")
    syndrome_label = Line(max_length=120, blank=True)
    onset_on = models.DateField(null=True, blank=True)
    precipitants = models.ManyToManyField(LifeEvent, blank=True, related_name="+")
    link_statement = Prose()
    maintaining_patterns = Prose()
    strengths = Prose()
    given_on = models.DateField(null=True, blank=True)
    client_response = models.CharField(max_length=10, choices=RESPONSES, blank=True)
    client_words = Prose()
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-written_at"]

    def __str__(self):
        return f"formulation of {self.written_at:%Y-%m-%d}"
