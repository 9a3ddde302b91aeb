"""A message on its way: the row is the truth, the broker only a hint. Knows no appointment and nothing clinical."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.text import Line, Prose


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        """Those that wait, may go now and are still of use; the longest due first."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.filter(free, state=Message.PENDING, due_at__lte=now, useful_until__gt=now).order_by("due_at", "id")

    def too_late(self, now):
        """Those that wait and are of no use any more."""
        return self.filter(state=Message.PENDING, useful_until__lte=now)

    def abandoned(self, now):
        """Those whose sender has not been heard of for as long as its lease lasted."""
        return self.filter(state=Message.SENDING, lease_until__lte=now)

    def for_a_person(self, now):
        """Those that the office must look at: fate unknown, or failed while it still matters."""
        return self.filter(Q(state=Message.UNKNOWN) | Q(state=Message.FAILED, useful_until__gt=now))

    def newest_first(self):
        return self.order_by("-created_at", "-id")


class Message(models.Model):
    """One message to one recipient. `key` says what it is about, once; `state` how far it came (threats 2.3).

    `attempts` counts the claims and so names the present one: who holds an older claim writes nothing any more.
    `lease_until`: until then it is nobody else's (being sent), or is left alone (waiting after a refusal).
    """

    EMAIL = "email"
    CHANNELS = [(EMAIL, "E-mail")]
    PENDING, SENDING, SENT, FAILED, UNKNOWN, EXPIRED, CANCELLED = (
        "pending",
        "sending",
        "sent",
        "failed",
        "unknown",
        "expired",
        "cancelled",
    )
    STATES = [
        (PENDING, "Waiting"),
        (SENDING, "Being sent"),
        (SENT, "Sent"),
        (FAILED, "Failed"),
        (UNKNOWN, "Not known whether it arrived"),
        (EXPIRED, "Too late to send"),
        (CANCELLED, "Cancelled"),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=10, choices=CHANNELS, default=EMAIL)
    recipient = models.EmailField()
    subject = Line(max_length=200)
    body = Prose(blank=False)
    state = models.CharField(max_length=10, choices=STATES, default=PENDING)
    due_at = models.DateTimeField()
    useful_until = models.DateTimeField(help_text="After this it is not sent any more")
    lease_until = models.DateTimeField(null=True)
    data_started_at = models.DateTimeField(null=True, help_text="Just before the text was handed over")
    attempts = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=200, blank=True)
    reply = Line(max_length=300, blank=True, help_text="What the mail server said last")
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="message_by_due"),
            models.Index(fields=["-created_at"], name="message_newest"),
        ]

    objects = MessageQuerySet.as_manager()

    def __str__(self):
        return f"{self.key} {self.state}"


class Heartbeat(models.Model):
    """The last time a part of the background work was seen to do its job."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} at {self.beat_at:%Y-%m-%d %H:%M}"
