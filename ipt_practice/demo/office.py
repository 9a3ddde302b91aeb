"""The office in the last days: reminders that went out, one that came back."""

import datetime as dt

from audit.actions import record
from outbox.models import Message
from reminders.actions import make_due

DAYS = 9
HOURS = ("8:10", "10:10", "13:10", "16:10", "19:10")
REPLY = "250 accepted (demo: nothing left this machine)"
RETURNED = "550 no such mailbox"


def remind(stage):
    """Make what was due at several hours of each of the last days, and note that it was sent."""
    for days in range(-DAYS, 1):
        for hour in HOURS:
            moment = stage.at(days, hour)
            if moment >= stage.now - dt.timedelta(minutes=3):
                return
            now = yield moment
            make_due(now=now)
            _deliver(stage, now, returned=(days, hour) == (-6, "10:10"))


def _deliver(stage, now, *, returned):
    for message in Message.objects.filter(state=Message.PENDING).order_by("created_at", "recipient"):
        state, reply = (Message.FAILED, RETURNED) if returned else (Message.SENT, REPLY)
        returned = False
        message.state, message.reply, message.attempts = state, reply, 1
        message.data_started_at = message.settled_at = now
        message.save(update_fields=["state", "reply", "attempts", "data_started_at", "settled_at"])
        record(f"message.{state}", message, at=now, by=None)
