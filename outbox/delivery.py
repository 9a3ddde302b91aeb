"""How a waiting message is claimed and sent. Any number of processes may do this at once (threats 2.3).

Each step is a transaction of its own, and each is conditional on the claim still being ours:

    claim -> open the connection -> note that the text begins to leave -> send -> note the server's answer

A crash before the text leaves is safe to repeat. After it nobody can know; `OUTBOX_UNKNOWN` says whether a person
decides ("hold") or it is sent once more ("resend").
"""

import datetime as dt
import logging
import random
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from audit.actions import record

from . import wire
from .clock import database_now
from .models import Message

CLAIM_LEASE = dt.timedelta(seconds=90)
MAX_ATTEMPTS = 6
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(minutes=1), dt.timedelta(hours=1)
RUN_SECONDS = 45

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drop:
    """Never send it. `reason` is for the log of messages."""

    reason: str


@dataclass(frozen=True)
class Wait:
    """Not now, but from this moment on."""

    until: dt.datetime


def always(message, now):
    """The verdict on messages that stay right whatever happens."""
    return None


def send_due(*, verdict=always, clock=database_now, limit=500):
    """Send what is due. Returns how many went.

    `verdict(message, now)` is asked inside the claim and again just before the text leaves: None (go), Drop or Wait.
    The run ends early when the line is down, since every further message would only wait for the same timeout.
    """
    tidy(clock=clock)
    sent, began = 0, time.monotonic()
    for pk in list(Message.objects.due(clock()).values_list("pk", flat=True)[:limit]):
        if time.monotonic() - began > RUN_SECONDS:
            break
        try:
            sent += send_one(pk, verdict=verdict, clock=clock)
        except wire.Later:
            break
    return sent


def send_one(pk, *, verdict=always, clock=database_now):
    """Claim and send one message. Returns whether it went. Raises wire.Later when no message would get through now."""
    message = _claim(pk, verdict, clock)
    if message is None:
        return False
    try:
        with wire.open_line() as line:
            reply = line.carry(_email(message), may_start=lambda: _start(message, verdict, clock))
            return _end(message, Message.SENT, reply, clock())
    except wire.NotStarted:
        return False
    except wire.Refused as problem:
        return _end(message, Message.FAILED, str(problem), clock())
    except wire.Unsure as problem:
        return _leave_open(message, str(problem), clock())
    except wire.Later as problem:
        _put_back(message, str(problem), clock())
        if problem.line_down:
            raise
        return False


def _email(message):
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )


def _claim(pk, verdict, clock):
    """Make the message ours, or None: somebody else was quicker, or it is not wanted (now)."""
    with transaction.atomic(durable=True):
        now = clock()
        free = Message.objects.due(now).filter(pk=pk)
        if not free.update(
            state=Message.SENDING, attempts=F("attempts") + 1, lease_until=now + CLAIM_LEASE, data_started_at=None
        ):
            return None
        message = Message.objects.get(pk=pk)
        return message if _stands(message, verdict(message, now), now) else None


def _start(message, verdict, clock):
    """Note that the text begins to leave, if the claim is still ours and the message still wanted."""
    with transaction.atomic(durable=True):
        now = clock()
        if (
            not _ours(message)
            .filter(state=Message.SENDING)
            .update(data_started_at=now, lease_until=now + _data_lease())
        ):
            return False
        return _stands(message, verdict(message, now), now)


def _data_lease():
    """How long a sender may be silent after the text began to leave. Holding soon is harmless, since a late answer still
    settles it; sending again while the first sender lives would be a duplicate of our own making."""
    if settings.OUTBOX_UNKNOWN == "resend":
        return dt.timedelta(seconds=settings.OUTBOX_DATA_TIMEOUT) + CLAIM_LEASE
    return CLAIM_LEASE


def _ours(message):
    """The row, as long as this claim is the latest."""
    return Message.objects.filter(pk=message.pk, attempts=message.attempts)


def _stands(message, decision, now):
    """Carry out a verdict on a claimed message, in the claim's transaction. Whether it may go on."""
    if isinstance(decision, Drop):
        _ours(message).update(
            state=Message.CANCELLED, reply=decision.reason, lease_until=None, data_started_at=None, settled_at=now
        )
        record("message.cancelled", message, details={"reason": decision.reason}, at=now, by=None)
    elif isinstance(decision, Wait):
        _ours(message).update(
            state=Message.PENDING, lease_until=decision.until, data_started_at=None, attempts=F("attempts") - 1
        )
    return decision is None


@transaction.atomic
def _end(message, state, reply, now):
    """Write down how it ended. An answer that comes after the lease still settles what was left open."""
    undecided = _ours(message).filter(state__in=(Message.SENDING, Message.UNKNOWN))
    if undecided.update(state=state, reply=reply, lease_until=None, settled_at=now):
        record(f"message.{state}", message, details={"attempt": message.attempts}, at=now, by=None)
    else:
        record("message.answered_late", message, details={"attempt": message.attempts, "as": state}, at=now, by=None)
        log.warning("Message %s: an answer (%s) came after it had been decided otherwise", message.pk, state)
    return state == Message.SENT


def _put_back(message, reply, now):
    """Not taken: try again after a pause, or give up after MAX_ATTEMPTS."""
    if message.attempts >= MAX_ATTEMPTS:
        return _end(message, Message.FAILED, reply, now)
    _ours(message).filter(state=Message.SENDING).update(**_waiting(message, reply, now))
    return False


def _waiting(message, reply, now):
    """What makes a message wait for its next attempt: a pause that grows, and is never the same for two."""
    pause = min(FIRST_PAUSE * 2 ** max(message.attempts - 1, 0), LONGEST_PAUSE) * random.uniform(0.75, 1.25)
    return {"state": Message.PENDING, "reply": reply, "lease_until": now + pause, "data_started_at": None}


def _leave_open(message, reply, now):
    """The text left and no answer came."""
    if settings.OUTBOX_UNKNOWN == "resend":
        return _put_back(message, reply, now)
    with transaction.atomic():
        if _ours(message).filter(state=Message.SENDING).update(**_unknown(reply)):
            record("message.unknown", message, details={"attempt": message.attempts}, at=now, by=None)
    return False


def _unknown(reply):
    return {"state": Message.UNKNOWN, "reply": reply, "lease_until": None}


def tidy(*, clock=database_now):
    """See to what was left behind: senders that died, and messages that nobody needs any more."""
    now = clock()
    for message in Message.objects.abandoned(now):
        _take_over(message, now)
    for message in Message.objects.too_late(now):
        with transaction.atomic():
            waiting = Message.objects.too_late(now).filter(pk=message.pk)
            if waiting.update(state=Message.EXPIRED, lease_until=None, settled_at=now):
                record("message.expired", message, at=now, by=None)


@transaction.atomic
def _take_over(message, now):
    """Decide for a sender that is silent, unless it has moved on since we looked."""
    began = message.data_started_at is not None
    silent = Message.objects.abandoned(now).filter(
        pk=message.pk, attempts=message.attempts, data_started_at__isnull=not began
    )
    reply = "the sender stopped while it was sending" if began else "the sender stopped before it began"
    if began and settings.OUTBOX_UNKNOWN != "resend":
        verb, changes = "message.unknown", _unknown(reply)
    elif message.attempts >= MAX_ATTEMPTS:
        verb, changes = "message.failed", {"state": Message.FAILED, "reply": reply, "settled_at": now}
    else:
        verb, changes = "message.taken_over", _waiting(message, reply, now)
    if silent.update(**changes):
        record(verb, message, details={"attempt": message.attempts}, at=now, by=None)
