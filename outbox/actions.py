"""Every way a message comes about, is called off and is settled by the office. How it is sent: `delivery.py`."""

from email.utils import parseaddr

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions import record

from .models import Heartbeat, Message
from .wire import one_line


class NotOpen(Exception):
    """There is nothing to settle about this message any more."""


class TooLate(Exception):
    """The message would arrive after it is of use."""


@transaction.atomic
def enqueue(*, key, recipient, subject, body, due_at, useful_until, now=None, by):
    """A message that waits to be sent. One for each `key`: a second call returns the first.

    Raises ValidationError for an address that is none, or a text that cannot be stored.
    """
    message = Message(
        key=key, recipient=recipient, subject=one_line(subject)[:200], body=body,
        due_at=due_at, useful_until=useful_until, created_at=now or timezone.now(),
    )  # fmt: skip
    message.message_id = f"<{message.pk.hex}@{_domain()}>"
    message.clean_fields(exclude={"lease_until", "data_started_at", "settled_at"})
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return Message.objects.get(key=key)
    record("message.enqueued", message, at=now, by=by)
    return message


def _domain():
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


@transaction.atomic
def cancel(*, message, reason, now=None, by):
    """Call off a message that has not begun to leave. Returns whether it was in time."""
    waiting = Message.objects.filter(
        pk=message.pk, state__in=(Message.PENDING, Message.SENDING), data_started_at__isnull=True
    )
    called_off = waiting.update(
        state=Message.CANCELLED, reply=reason, lease_until=None, settled_at=now or timezone.now()
    )
    if called_off:
        record("message.cancelled", message, details={"reason": reason}, at=now, by=by)
    return bool(called_off)


@transaction.atomic
def settle(*, message, sent, now=None, by):
    """The office says what became of a message: it looks sent, or it shall be sent again.

    Raises NotOpen when its fate is known by now, and TooLate when sending it again would serve nobody.
    """
    now = now or timezone.now()
    states = [Message.UNKNOWN] if sent else [Message.UNKNOWN, Message.FAILED]
    if not sent and message.useful_until <= now:
        raise TooLate
    changes = (
        {"state": Message.SENT, "settled_at": now}
        if sent
        else {"state": Message.PENDING, "data_started_at": None, "lease_until": None, "settled_at": None}
    )
    if not Message.objects.filter(pk=message.pk, state__in=states).update(**changes):
        raise NotOpen
    record("message.settled", message, details={"sent": sent}, at=now, by=by)
    message.refresh_from_db()
    return message


def beat(*, name, now):
    """Note that a part of the background work has just done its job."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now})
