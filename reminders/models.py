"""Which appointment was reminded of, at which version of its schedule."""

from django.db import models
from django.utils import timezone

from outbox.models import Message
from scheduling.models import Appointment


class Reminder(models.Model):
    """One message about one appointment as it stood. A move makes a new version, and a new reminder."""

    kind = models.CharField(max_length=10, default="upcoming")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="reminders")
    schedule_version = models.PositiveIntegerField()
    channel = models.CharField(max_length=10, default=Message.EMAIL)
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="reminder")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "kind", "channel", "schedule_version"],
                name="an_appointment_is_reminded_of_once_as_it_stands",
            )
        ]

    def __str__(self):
        return f"{self.kind} for {self.appointment_id}"
