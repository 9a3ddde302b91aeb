"""The next times that are free, for whoever answers the telephone. Reads; writes nothing."""

import datetime as dt
import itertools
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from .diary import Diary
from .models import Appointment, Location, Room, WorkingHours
from .wall_time import AmbiguousTime, NonexistentTime, Span, span

LOOK_AHEAD = dt.timedelta(days=28)


@dataclass(frozen=True)
class Opening:
    """A free time of a clinician at a location; `room` is one that is free then, None where there is none."""

    clinician: object
    location: Location
    span: Span
    room: Room | None

    @property
    def key(self):
        """How a form names it."""
        return f"{self.clinician.pk}|{self.location.pk}|{self.span.wall_date:%Y-%m-%d}T{self.span.wall_time:%H:%M}"


def usual_location(clinician):
    """Where the clinician works, the first place of the practice when no hours are kept, None when it has no place."""
    hours = WorkingHours.objects.filter(clinician=clinician).select_related("location").order_by("weekday").first()
    return hours.location if hours else Location.objects.first()


def place_of(clinician, day, time):
    """Where the clinician works on this day at this time; else where they usually are."""
    hours = WorkingHours.objects.filter(clinician=clinician, weekday=day.weekday()).select_related("location")
    then = hours.filter(starts_at__lte=time).order_by("-starts_at").first() or hours.first()
    return then.location if then else usual_location(clinician)


def next_openings(*, clinicians, now, client=None, minutes=50, count=6, a_day=2):
    """The next `count` free times of these clinicians, at most `a_day` of each on one day, the soonest first."""
    found = []
    for clinician in clinicians:
        location = usual_location(clinician)
        if location is not None:
            diary = Diary(
                client=client, clinician=clinician, location=location, starts_at=now, ends_at=now + LOOK_AHEAD
            )
            found += _free(diary, now, minutes=minutes, count=count, a_day=a_day)
    return sorted(found, key=lambda opening: opening.span.starts_at)[:count]


def _free(diary, now, *, minutes, count, a_day):
    """The first `count` openings in one diary."""
    found, today = [], now.astimezone(ZoneInfo(diary.location.time_zone)).date()
    for ahead in range(LOOK_AHEAD.days):
        day = today + dt.timedelta(days=ahead)
        free = (when for when in _spans(diary, day, minutes) if when.starts_at > now and not diary.clashes(when))
        found += [
            Opening(diary.clinician, diary.location, when, diary.free_room(when))
            for when in itertools.islice(free, a_day)
        ]
        if len(found) >= count:
            break
    return found[:count]


def _spans(diary, day, minutes):
    for time in diary.times_on(day, minutes):
        try:
            yield span(day, time, diary.location.time_zone, minutes)
        except (NonexistentTime, AmbiguousTime):
            continue


def nearest(openings, shown, count):
    """The `count` of these openings nearest to `shown`, a local date and time; without that one itself, in order of time."""
    others = [each for each in openings if wall(each) != shown]
    if shown:
        others.sort(key=lambda each: abs(wall(each) - shown))
    return sorted(others[:count], key=wall)


def wall(opening):
    """Its local date and time."""
    return dt.datetime.combine(opening.span.wall_date, opening.span.wall_time)


def openings_about(day, *, now, count, **asked):
    """Free times from this day on, or from now, enough to find `count` near any time of the day. `asked` as `next_openings`."""
    since = max(now, dt.datetime.combine(day, dt.time(0), now.tzinfo)) if day else now
    return next_openings(now=since, count=3 * count, a_day=2 * count, **asked)


def opening_named(key, *, clinicians, locations):
    """(clinician, location, date, time) of an opening's key; None when it names nothing of these."""
    try:
        clinician_pk, location_pk, when = key.split("|")
        moment = dt.datetime.strptime(when, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 (a wall time has no zone)
    except ValueError:
        return None
    clinician = next((each for each in clinicians if str(each.pk) == clinician_pk), None)
    location = next((each for each in locations if str(each.pk) == location_pk), None)
    return (clinician, location, moment.date(), moment.time()) if clinician and location else None


def room_for(*, client, clinician, location, wall_date, wall_time, minutes, modality):
    """A free room there at that time, for a meeting in person; None when there is none, or none is needed."""
    if modality != Appointment.IN_PERSON:
        return None
    try:
        when = span(wall_date, wall_time, location.time_zone, minutes, fold=0)
    except NonexistentTime:
        return None
    diary = Diary(client=client, clinician=clinician, location=location, starts_at=when.starts_at, ends_at=when.ends_at)
    return diary.free_room(when)
