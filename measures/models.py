"""Answer sheets of questionnaires, as given, with the score computed when they were saved."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.models import Client


class AdministrationQuerySet(models.QuerySet):
    def standing(self):
        """Those that count: not replaced by a correction."""
        return self.filter(replaced_by__isnull=True)

    def in_order(self):
        return self.order_by("taken_on", "recorded_at")

    def with_total(self):
        """Those that can be drawn and compared: a total could be computed."""
        return self.filter(total__isnull=False)

    def last_taken(self, client_ids):
        """Client id to the day of their last standing sheet. One query."""
        sheets = self.standing().filter(client__in=client_ids).order_by().values("client_id")
        return dict(sheets.annotate(last=models.Max("taken_on")).values_list("client_id", "last"))

    def of_session(self, therapy_session_id):
        return self.filter(therapy_session_id=therapy_session_id)


class Administration(models.Model):
    """One questionnaire answered once. `answers` maps item keys to numbers, or None where left blank."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="administrations")
    instrument = models.CharField(max_length=20)
    instrument_version = models.CharField(max_length=20)
    therapy_session_id = models.UUIDField(
        null=True, editable=False, db_index=True, help_text="The session it was taken for"
    )
    taken_on = models.DateField()
    answers = models.JSONField(default=dict)
    total = models.PositiveSmallIntegerField(null=True)
    missing = models.PositiveSmallIntegerField(default=0)
    prorated = models.BooleanField(default=False)
    band = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    objects = AdministrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["therapy_session_id", "instrument"],
                condition=Q(replaced_by__isnull=True, therapy_session_id__isnull=False),
                name="one_standing_sheet_of_an_instrument_for_each_session",
            )
        ]
        indexes = [models.Index(fields=["client", "instrument", "taken_on"], name="administration_by_client")]

    def __str__(self):
        return f"{self.instrument} {self.taken_on}"
