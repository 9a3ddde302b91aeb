"""From a local date and time to the moment it names. Pure; threats T56."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo


class NonexistentTime(Exception):
    """The clocks go forward over this time: it does not come that day."""


class AmbiguousTime(Exception):
    """The clocks go back over this time: it comes twice that day, and somebody must say which."""


@dataclass(frozen=True)
class Span:
    """A half-open stretch of time: UTC for arithmetic, wall date and time as they were agreed."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    wall_date: dt.date
    wall_time: dt.time
    time_zone: str

    @property
    def local_end(self):
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))


def moment(wall_date, wall_time, zone, fold=None):
    """The UTC moment of a local time in the zone named `zone`.

    `fold` says which of two (0 the first, 1 the second) where the time comes twice. Raises NonexistentTime, and
    AmbiguousTime when `fold` is not given and it matters.
    """
    wall = dt.datetime.combine(wall_date, wall_time.replace(fold=0), ZoneInfo(zone))
    first, second = (wall.replace(fold=n).astimezone(dt.UTC) for n in (0, 1))
    if first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NonexistentTime
    if first != second and fold is None:
        raise AmbiguousTime
    return second if fold == 1 else first


def span(wall_date, wall_time, zone, minutes, fold=None):
    """The Span of `minutes` that begins at this local time. Raises as `moment`."""
    starts_at = moment(wall_date, wall_time, zone, fold)
    return Span(starts_at, starts_at + dt.timedelta(minutes=minutes), wall_date, wall_time.replace(fold=0), zone)
