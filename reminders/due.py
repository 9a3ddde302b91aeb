"""Which appointments want a reminder now, and whether one that was made is still right. Reads, writes nothing."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from accounts.models import Practice
from clients.models import ContactConsent
from outbox.delivery import Drop, Wait
from outbox.models import Message
from scheduling.models import Appointment

from . import timing
from .models import Reminder

PAUSE = dt.timedelta(minutes=1)
MOVED_AT_MOST = dt.timedelta(hours=25)  # a whole quiet night, and the hour before it


def quiet_hours(practice):
    return timing.Quiet(practice.quiet_from, practice.quiet_until)


def waiting_for_one(practice, now):
    """Appointments to remind of now, nearest first: booked, e-mail agreed to, and nothing made for them as they stand.

    A reminder that never left and went to an address that is no longer the client's does not count.
    """
    horizon = now + dt.timedelta(hours=practice.reminder_hours_before) + MOVED_AT_MOST
    candidates = (
        Appointment.objects.upcoming(now)
        .filter(starts_at__lte=horizon, client__closed_at__isnull=True)
        .exclude(client__email="")
        .filter(Exists(_agreed(OuterRef("client_id"))))
        .exclude(Exists(_made(OuterRef("pk"), OuterRef("schedule_version"), OuterRef("client__email"))))
        .select_related("client", "location")
    )
    return [appointment for appointment in candidates if _is_time(appointment, practice, now)]


def _agreed(client_id):
    return ContactConsent.objects.filter(client=client_id, channel=ContactConsent.EMAIL, withdrawn_on__isnull=True)


def _made(appointment_id, schedule_version, email):
    left = (Message.SENDING, Message.SENT, Message.UNKNOWN)
    return Reminder.objects.filter(
        Q(recipient=email) | Q(message__state__in=left),
        appointment=appointment_id,
        schedule_version=schedule_version,
        channel=Message.EMAIL,
    )


def _is_time(appointment, practice, now):
    zone, hours = ZoneInfo(appointment.client.time_zone), practice.reminder_hours_before
    due_at = timing.due_at(appointment.starts_at, hours_before=hours, quiet=quiet_hours(practice), zone=zone)
    last = timing.useful_until(appointment.starts_at, hours_before=hours)
    return due_at <= now < last and not quiet_hours(practice).covers(now, zone)


def verdict(message, now):
    """Is this message still to be sent? None (yes), Drop or Wait, for `outbox.delivery`."""
    reminder = Reminder.objects.with_appointments().filter(message=message).first()
    if reminder is None:
        return None
    reason = why_stale(reminder)
    if reason:
        return Drop(reason)
    practice, zone = Practice.current(), ZoneInfo(reminder.appointment.client.time_zone)
    if practice.reminders_paused:
        return Wait(now + PAUSE)
    if quiet_hours(practice).covers(now, zone):
        return Wait(quiet_hours(practice).over_at(now, zone))
    return None


def why_stale(reminder):
    """Why this reminder is not true, or not wanted, any more; "" when it is."""
    appointment = reminder.appointment
    client = appointment.client
    if appointment.status != Appointment.BOOKED:
        return "the appointment was cancelled"
    if appointment.schedule_version != reminder.schedule_version:
        return "the appointment was moved"
    if client.closed_at is not None:
        return "the file was closed"
    if client.email != reminder.recipient:
        return "the address was changed"
    if not _agreed(client.pk).exists():
        return "consent to email was withdrawn"
    return ""
