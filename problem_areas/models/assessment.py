"""What brings the client, and what is judged of it at the start. It belongs to the client: there is one, kept up to date."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audit.text import Line, Prose
from clients.models import Client

from .. import presenting


class Assessment(models.Model):
    """Reasons for seeking help, indications, earlier treatment, and the view taken of them (docs/clinical.md 2.12)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="assessment")
    concerns = models.JSONField(default=list, blank=True, help_text="Keys of presenting.CONCERNS")
    transitions = models.JSONField(default=list, blank=True, help_text="Keys of presenting.TRANSITIONS")
    concern_other = Line(max_length=200, blank=True)
    words = Prose(help_text="The presenting concern in the client's own words")
    populations = models.JSONField(default=list, blank=True, help_text="Keys of presenting.POPULATIONS")
    covered = models.JSONField(default=list, blank=True, help_text="Keys of presenting.COVERED")
    indications = models.JSONField(default=list, blank=True, help_text="Keys of presenting.INDICATIONS")
    indication_other = Line(max_length=200, blank=True)
    diagnosis = Line(max_length=200, blank=True)
    diagnosis_code = Line(max_length=20, blank=True)
    medication_view = models.CharField(max_length=12, choices=presenting.MEDICATION_VIEWS, blank=True)
    medication_note = Prose()
    prescriber = Line(max_length=120, blank=True, help_text="Who prescribes, and how to reach them")
    prescriber_released_on = models.DateField(
        null=True, blank=True, help_text="When the client released talking to them; empty: not released"
    )
    suitability = models.CharField(max_length=12, choices=presenting.SUITABILITY, blank=True)
    suitability_note = Prose()
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    def __str__(self):
        return "assessment"

    def _labels(self, table, keys, other=""):
        return [table[key] for key in table if key in keys] + ([other] if other else [])

    @property
    def concern_labels(self):
        return self._labels(
            {key: each.label for key, each in presenting.CONCERNS.items()}, self.concerns, self.concern_other
        )

    @property
    def transition_labels(self):
        return self._labels(dict(presenting.TRANSITIONS), self.transitions)

    @property
    def indication_labels(self):
        table = {key: each.label for key, each in presenting.INDICATIONS.items()}
        return self._labels(table, self.indications, self.indication_other)

    @property
    def population_labels(self):
        return self._labels(dict(presenting.POPULATIONS), self.populations)

    @property
    def open_items(self):
        """What an assessment covers and this one has not ticked yet (002-17)."""
        return [label for key, label in presenting.COVERED if key not in self.covered]


class PriorTreatment(models.Model):
    """A treatment before this one, and whether it helped (000-12)."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="prior_treatments")
    what = Line(max_length=120)
    when = Line(max_length=60, blank=True)
    helpful = models.CharField(max_length=6, choices=presenting.HELPFUL, blank=True)
    note = Line(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.what
