"""Diagnosis and interpersonal link in plain words, given to the client."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audit.text import Line, Prose
from clients.models import Client

from .areas import ProblemArea
from .people import LifeEvent


class Formulation(models.Model):
    """Diagnosis, the interpersonal link, why now, strengths: in plain words, given to the client, with their answer."""

    RESPONSES = [("agreed", "Agreed"), ("amended", "Amended"), ("declined", "Declined")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="formulations")
    syndrome_label = Line(max_length=120, blank=True)
    onset_on = models.DateField(null=True, blank=True)
    precipitants = models.ManyToManyField(LifeEvent, blank=True, related_name="+")
    primary_area = models.ForeignKey(
        ProblemArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="What it is linked to"
    )
    secondary_area = models.ForeignKey(ProblemArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    link_statement = Prose()
    why_now = Prose()
    maintaining_patterns = Prose()
    interpersonal_pattern = Prose()
    strengths = Prose()
    supports = Prose()
    plan = Prose()
    factors = models.JSONField(default=dict, blank=True, help_text="By the keys of area_fields.FACTORS")
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


class FormulationLetter(models.Model):
    """The formulation as a letter to the client, in the words that the therapist gave it. One for each formulation."""

    formulation = models.OneToOneField(Formulation, on_delete=models.PROTECT, related_name="letter")
    text = Prose()
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    def __str__(self):
        return f"letter of {self.saved_at:%Y-%m-%d}"
