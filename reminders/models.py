"""Which appointment was reminded of, at which version of its schedule, at which address."""

from django.db import models
from django.utils import timezone

from clients.models import Client
from outbox.models import Message
from scheduling.models import Appointment


class ReminderQuerySet(models.QuerySet):
    def waiting(self):
        """Those whose message has not left yet."""
        return self.filter(message__state=Message.PENDING)

    def with_appointments(self):
        return self.select_related("message", "appointment__client")

    def for_the_log(self):
        """With all that a line of the log shows, newest first."""
        return self.select_related("message", "appointment__client", "appointment__clinician").order_by(
            "-message__created_at", "-message__id"
        )

    def in_states(self, states):
        return self.filter(message__state__in=states)

    def about(self, words):
        """Those to the clients that these words name."""
        return self.filter(appointment__client__in=Client.objects.matching(words))

    def for_a_person(self, now):
        """Those somebody must decide about."""
        return self.filter(message__in=Message.objects.for_a_person(now))

    def before(self, created_at):
        """The older ones, for the next page of the log."""
        return self.filter(message__created_at__lt=created_at)


class Reminder(models.Model):
    """One message about one appointment as it stood. A move makes a new version, and a new reminder."""

    kind = models.CharField(max_length=10, default="upcoming")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="reminders")
    schedule_version = models.PositiveIntegerField()
    channel = models.CharField(max_length=10, default=Message.EMAIL)
    recipient = models.EmailField()
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="reminder")
    made_at = models.DateTimeField(default=timezone.now)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "kind", "channel", "schedule_version", "recipient"],
                name="an_appointment_is_reminded_of_once_as_it_stands",
            )
        ]

    def __str__(self):
        return f"{self.kind} for {self.appointment_id}"
