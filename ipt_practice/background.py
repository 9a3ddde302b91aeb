"""What the clock does each minute. Parts stand alone: one that fails is noted and does not stop the others.

Any number of runs at once do no harm: each part claims what it works on in the database.
"""

import datetime as dt
import logging
import traceback

from django.conf import settings

from audit.actions import seal
from outbox.actions import beat
from outbox.clock import database_now
from outbox.delivery import send_due
from outbox.models import Heartbeat
from reminders.actions import make_due
from reminders.due import verdict
from reports.render import render_missing
from safety.actions import escalate_overdue

from .broker import purge_finished
from .heartbeat import TICK
from .restored import note_tick, pause_if_restored

PURGE = "purge"
PURGE_EVERY = dt.timedelta(days=1)

log = logging.getLogger(__name__)


def send_messages(now):
    return send_due(verdict=verdict)


def seal_audit(now):
    return seal(now=now)


def purge_broker(now):
    """Once a day, take what is done out of the broker's file."""
    last = Heartbeat.objects.filter(name=PURGE).first()
    if last and now - last.beat_at < PURGE_EVERY:
        return 0
    beat(name=PURGE, now=now)
    return purge_finished(settings.CELERY_BROKER_URL, before=now - PURGE_EVERY)


PARTS = {
    "restored": pause_if_restored,
    "alerts": escalate_overdue,
    "reminders": make_due,
    "messages": send_messages,
    "reports": render_missing,
    "audit": seal_audit,
    "broker": purge_broker,
}


def run(now=None, parts=PARTS):
    """Do everything that is due. Returns what each part did: a count, or None if it failed.

    The heartbeat is written even when parts fail: it says that the clock and the worker are alive.
    """
    now = now or database_now()
    done = {name: _attempt(name, part, now) for name, part in parts.items()}
    beat(name=TICK, now=database_now())
    _attempt("note", note_tick, database_now())
    return done


def _attempt(name, part, now):
    """Logs the kind and the place of a failure, never its words, which may quote a row."""
    try:
        return part(now)
    except Exception as problem:
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(problem.__traceback__)[-4:]]
        log.error("The part %s of the tick failed: %s at %s", name, type(problem).__name__, ", ".join(places))
        return None
