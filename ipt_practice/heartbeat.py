"""Is the background work alive? Said to the machine that watches (`health`) and to staff (a banner)."""

import datetime as dt

from django.db.models import Subquery
from django.utils import timezone

from accounts.models import Practice
from outbox.models import Heartbeat, Message

TICK = "tick"
LATE_AFTER = dt.timedelta(minutes=5)
STARTED = timezone.now()  # a worker that was never seen is late only once it has had its time


def practice_with_heartbeat():
    """The practice's settings with `tick_at`, when the background work was last seen (None: never). One query."""
    last = Heartbeat.objects.filter(name=TICK).values("beat_at")
    practice = Practice.objects.annotate(tick_at=Subquery(last)).filter(pk=1).first()
    if practice is None:
        practice = Practice(pk=1)
        practice.tick_at = None
    return practice


def is_late(tick_at, now):
    return now - (tick_at or STARTED) > LATE_AFTER


def report(now):
    """A few lines of plain text for a watching machine: "ok" or "late", then ages. Nothing that tells whom or what."""
    tick = Heartbeat.objects.filter(name=TICK).first()
    oldest = Message.objects.due(now).order_by("due_at").first()
    first = "late" if is_late(tick and tick.beat_at, now) else "ok"
    yield first
    yield f"last tick: {_age(tick.beat_at, now) if tick else 'never'}"
    yield f"oldest message that waits: {_age(oldest.due_at, now) if oldest else 'none'}"


def _age(moment, now):
    return f"{max(int((now - moment).total_seconds()), 0)} s"
