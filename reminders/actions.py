"""Reminders are made when they are due, and called off when what they say is no longer true."""

import logging
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Practice
from audit.actions import record
from outbox.actions import cancel, enqueue
from outbox.clock import database_now

from . import timing, wording
from .due import waiting_for_one, why_stale
from .models import Reminder

log = logging.getLogger(__name__)


def make_due(now=None):
    """Make the reminders that are due now, and call off those that are not true any more. Returns how many were made.

    Any number of processes may do this at once: an appointment as it stands is reminded of once, says the database.
    """
    now = now or database_now()
    call_off_stale(now)
    practice = Practice.current()
    if practice.reminders_paused:
        return 0
    return sum(_make_one(appointment, practice, now) for appointment in waiting_for_one(practice, now))


def call_off_stale(now):
    """Cancel what waits and is not true any more. (It would not be sent in any case; this says so at once.)"""
    for reminder in Reminder.objects.waiting().with_appointments():
        reason = why_stale(reminder)
        if reason:
            cancel(message=reminder.message, reason=reason, now=now, by=None)


def _make_one(appointment, practice, now):
    """Whether this call made it: not if another was quicker, nor if the address is none."""
    try:
        make_reminder(appointment=appointment, practice=practice, now=now, by=None)
    except IntegrityError:
        return False
    except ValidationError:
        log.warning("No reminder for appointment %s: the address or the text cannot be sent", appointment.pk)
        return False
    return True


@transaction.atomic
def make_reminder(*, appointment, practice, now, by):
    """The reminder of an appointment as it stands, and its message. Raises IntegrityError when there is one already."""
    client, version = appointment.client, appointment.schedule_version
    subject, body = _words(appointment, practice, now)
    number = Reminder.objects.filter(appointment=appointment, schedule_version=version).count()
    message = enqueue(
        key=f"reminder:{appointment.pk}:{version}" + (f":{number}" if number else ""),
        recipient=client.email,
        subject=subject,
        body=body,
        due_at=now,
        useful_until=timing.useful_until(appointment.starts_at, hours_before=practice.reminder_hours_before),
        now=now,
        by=by,
    )
    reminder = Reminder.objects.create(
        appointment=appointment, schedule_version=version, recipient=client.email, message=message, made_at=now
    )
    record("reminder.made", reminder, client=client, details={"message": str(message.pk)}, at=now, by=by)
    return reminder


def _words(appointment, practice, now):
    client, location = appointment.client, appointment.location
    starts_at = appointment.local_start
    theirs = appointment.starts_at.astimezone(ZoneInfo(client.time_zone))
    return wording.reminder(
        first_name=client.first_name,
        sender=practice.message_name,
        starts_at=starts_at,
        today=now.astimezone(starts_at.tzinfo).date(),
        also_at=theirs if theirs.utcoffset() != starts_at.utcoffset() else None,
        place=location.address,
        phone=location.phone or practice.phone,
        modality=appointment.modality,
    )
