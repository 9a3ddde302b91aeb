"""When a reminder goes out: so many hours before, never in the quiet hours of the one who gets it. Pure."""

import datetime as dt
from dataclasses import dataclass

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Quiet:
    """The hours in which nobody is written to, local time, from one to the other; the same time twice means none."""

    begins: dt.time
    ends: dt.time

    def covers(self, moment, zone):
        """Is it quiet at `moment` (aware) in `zone` (a ZoneInfo)? The first minute is, the last is not."""
        time = moment.astimezone(zone).time()
        if self.begins <= self.ends:
            return self.begins <= time < self.ends
        return time >= self.begins or time < self.ends

    def over_at(self, moment, zone):
        """The moment the quiet hours around `moment` end."""
        local = moment.astimezone(zone)
        end = _at(local.date(), self.ends, zone)
        return end if end > moment else _at(local.date() + dt.timedelta(days=1), self.ends, zone)

    def began_at(self, moment, zone):
        """The moment the quiet hours around `moment` began."""
        local = moment.astimezone(zone)
        begin = _at(local.date(), self.begins, zone)
        return begin if begin <= moment else _at(local.date() - dt.timedelta(days=1), self.begins, zone)


def _at(day, time, zone):
    """The moment of a local time. One that does not come that day is taken as if the clocks had not changed yet."""
    return dt.datetime.combine(day, time, zone).astimezone(dt.UTC)


def due_at(starts_at, *, hours_before, quiet, zone):
    """When to remind of an appointment at `starts_at`: `hours_before`, moved out of the quiet hours.

    Later, to their end, as long as at least half of the notice is left; else to an hour before they begin.
    """
    starts_at = starts_at.astimezone(dt.UTC)  # hours of time, not of the clock on the wall
    wanted = starts_at - hours_before * HOUR
    if not quiet.covers(wanted, zone):
        return wanted
    later = quiet.over_at(wanted, zone)
    if starts_at - later >= hours_before * HOUR / 2:
        return later
    earlier = quiet.began_at(wanted, zone) - HOUR
    return earlier if not quiet.covers(earlier, zone) else later


def useful_until(starts_at, *, hours_before):
    """Until when a reminder still helps: an hour before, or half of a shorter notice."""
    return starts_at - min(HOUR, hours_before * HOUR / 2)
