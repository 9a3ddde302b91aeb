"""After a change of the time-zone data: what was agreed is the time on the wall, so the stored moment follows it."""

from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from audit.actions import record
from audit.versions import StaleVersion, update_version

from ..clashes import refused_by_database
from ..models import Appointment
from ..wall_time import NonexistentTime, moment


@dataclass(frozen=True)
class Retimed:
    """Ids of the appointments whose moment was corrected, and of those that somebody must look at."""

    moved: list
    stuck: list


def retime(*, now=None, by):
    """Correct the moment of every booked appointment to come whose wall time means another one by now.

    Its reminders follow (a new `schedule_version`). Run again, it changes nothing. Those whose time no longer comes that
    day, or that would meet another booking, are left as they are and returned as `stuck`.
    """
    now, moved, stuck = now or timezone.now(), [], []
    rows = Appointment.objects.upcoming(now).select_related("client", "clinician", "location", "room")
    for appointment, starts_at in _in_safe_order(_wrong(rows.iterator(), stuck)):
        (moved if _correct(appointment, starts_at, now, by) else stuck).append(appointment.pk)
    return Retimed(moved, stuck)


def _wrong(appointments, stuck):
    """Pairs (appointment, the moment its wall time means now), where that is another one."""
    for each in appointments:
        try:
            means = [moment(each.wall_date, each.wall_time, each.time_zone, fold) for fold in (0, 1)]
        except NonexistentTime:
            stuck.append(each.pk)
            continue
        if each.starts_at not in means:
            yield each, means[0]


def _in_safe_order(pairs):
    """Those that come later now from the last on, the others from the first on: nobody steps on who is still to move."""
    pairs = list(pairs)
    later = [pair for pair in pairs if pair[1] > pair[0].starts_at]
    earlier = [pair for pair in pairs if pair[1] < pair[0].starts_at]
    return [*reversed(later), *earlier]


def _correct(appointment, starts_at, now, by):
    """Whether the moment was corrected."""
    was, length = appointment.starts_at, appointment.ends_at - appointment.starts_at
    changes = {"starts_at": starts_at, "ends_at": starts_at + length, "schedule_version": F("schedule_version") + 1}
    try:
        with transaction.atomic():
            update_version(appointment, appointment.version, **changes)
            details = {"was": was.isoformat(), "now": starts_at.isoformat()}
            record("appointment.retimed", appointment, client=appointment.client_id, details=details, at=now, by=by)
    except StaleVersion:
        return False
    except DatabaseError as error:
        asked = {name: getattr(appointment, name) for name in ("client", "clinician", "location", "room")}
        if refused_by_database(error, **asked) is None:
            raise
        return False
    return True
