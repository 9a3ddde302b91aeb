"""A message on its way: the row is the truth, the broker only a hint. Knows no appointment and nothing clinical."""

import uuid

from django.db import models
from django.utils import timezone

from audit.text import Line, Prose


class Message(models.Model):
    """One message to one recipient. `key` says what it is about, once; `state` how far it came (threats 2.3)."""

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

    def __str__(self):
        return f"{self.key} {self.state}"


class Heartbeat(models.Model):
    """The last time a part of the background work was seen to do its job."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} at {self.beat_at:%Y-%m-%d %H:%M}"
