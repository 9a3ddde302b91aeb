"""Notices that the database was put back from a back-up, and pauses the reminders: some were sent after it was made.

The time of the last tick is kept in the database and in a file beside it. A database that is behind its file, or an old
one without a file, has been restored. The administrator takes the pause away (the practice's settings) once it is clear.
"""

import contextlib
import datetime as dt
import os

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import Practice
from audit.actions import record
from outbox.models import Heartbeat

from .heartbeat import TICK

BEHIND, OLD = dt.timedelta(minutes=2), dt.timedelta(minutes=10)


def pause_if_restored(now):
    """Returns 1 when this call paused the reminders, else 0."""
    tick = Heartbeat.objects.filter(name=TICK).first()
    seen = _read()
    if tick is None or not _was_restored(tick.beat_at, seen, now):
        return 0
    note_tick(now)
    with transaction.atomic():
        running = Practice.objects.filter(pk=1, reminders_paused=False)
        paused = running.update(reminders_paused=True, version=F("version") + 1)
        if paused:
            record("practice.paused_after_restore", Practice.current(), at=now, by=None)
    return paused


def _was_restored(beat_at, seen, now):
    return now - beat_at > OLD if seen is None else seen - beat_at > BEHIND


def note_tick(now):
    """Keep the time of this tick in the file."""
    path = _path()
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(now.isoformat())
    fresh.replace(path)


def _read():
    with contextlib.suppress(OSError, ValueError):
        return dt.datetime.fromisoformat(_path().read_text())
    return None


def _path():
    return settings.VAR_DIR / "last-tick"
