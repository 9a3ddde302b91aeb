"""Who did and who read what. Rows are appended, never changed; a seal chains them by hash."""

from django.db import models
from django.utils import timezone


class AuditEventQuerySet(models.QuerySet):
    def unsealed(self):
        return self.filter(seal__isnull=True).order_by("id")

    def newest_first(self):
        return self.order_by("-id")


class AuditEvent(models.Model):
    """One act of one person on one object. Ids and verbs only: never a name, never a clinical word."""

    at = models.DateTimeField(default=timezone.now)
    actor_id = models.UUIDField(null=True, db_index=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    client_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["client_id", "-id"], name="audit_by_client"),
            models.Index(fields=["verb", "-id"], name="audit_by_verb"),
            models.Index(fields=["at"], name="audit_by_day"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"


class AuditSeal(models.Model):
    """One link of the chain: the hash of an event together with the hash of the link before it."""

    number = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.number} {self.digest[:12]}"
