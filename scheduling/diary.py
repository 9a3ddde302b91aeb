"""What stands against a time: the client's, the clinician's and the room's bookings, absences, hours. Read once, asked often."""

import datetime as dt
import itertools
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Absence, Appointment, OpeningHours, Room, WorkingHours

CLIENT, CLINICIAN, ROOM = "client", "clinician", "room"
AWAY, NOT_WORKING, CLOSED = "away", "not_working", "closed"
OFFICE_DAYS, OFFICE_HOURS = range(5), (dt.time(9), dt.time(17))
"""What is offered where no hours are kept."""

DOUBLE = frozenset({CLIENT, CLINICIAN, ROOM})
"""The clashes that nobody can overlook: the database refuses them too. The others are rules of the house."""


@dataclass(frozen=True)
class Clash:
    """One reason why a time cannot be had: its kind, and a sentence that says who or what and no more."""

    kind: str
    sentence: str

    @property
    def is_double(self):
        return self.kind in DOUBLE


def clash(kind, *, client, clinician, location, room):
    sentences = {
        CLIENT: _("%(who)s has another appointment then") % {"who": client.full_name if client else ""},
        CLINICIAN: _("%(who)s is taken") % {"who": clinician.full_name},
        ROOM: _("%(what)s is taken") % {"what": room.name if room else ""},
        AWAY: _("%(who)s is away") % {"who": clinician.full_name},
        NOT_WORKING: _("%(who)s does not work then") % {"who": clinician.full_name},
        CLOSED: _("%(where)s is closed then") % {"where": location.name},
    }
    return Clash(kind, sentences[kind])


class Diary:
    """Everything that can stand against appointments of one client with one clinician at one location, in a stretch of time.

    Five queries however long the stretch; `clashes` then asks nothing. `client` None is somebody who has no
    appointments yet. `without` is an appointment that is being moved and does not stand in its own way.
    """

    def __init__(self, *, client, clinician, location, starts_at, ends_at, without=None):
        self.client, self.clinician, self.location = client, clinician, location
        self.rooms = list(Room.objects.filter(location=location).order_by("name"))
        standing = Appointment.objects.overlapping(starts_at, ends_at).concerning(
            client=client, clinician=clinician, rooms=self.rooms
        )
        if without is not None:
            standing = standing.exclude(pk=without.pk)
        self._taken = defaultdict(list)
        for row in standing.values("client_id", "clinician_id", "room_id", "starts_at", "ends_at"):
            self._take(row)
        self._absences = list(Absence.objects.filter(clinician=clinician).values_list("from_on", "until_on"))
        self._opening = _by_weekday(OpeningHours.objects.filter(location=location), "opens_at", "closes_at")
        hours = WorkingHours.objects.filter(clinician=clinician)
        self._working = _by_weekday(hours.filter(location=location), "starts_at", "ends_at")
        self._hours_are_kept = bool(self._working) or hours.exists()

    def times_on(self, day, minutes, step=60):
        """The local times at which something of `minutes` could begin that day, were nothing booked."""
        hours = self._working.get(day.weekday(), [])
        if not self._hours_are_kept:
            offered = [OFFICE_HOURS] if day.weekday() in OFFICE_DAYS else []
            hours = self._opening.get(day.weekday(), []) if self._opening else offered
        for begins, ends in hours:
            starts = (dt.datetime.combine(day, begins) + dt.timedelta(minutes=step * n) for n in itertools.count())
            last = dt.datetime.combine(day, ends) - dt.timedelta(minutes=minutes)
            yield from (start.time() for start in itertools.takewhile(lambda start, last=last: start <= last, starts))

    def take(self, span, *, room=None):
        """Reckon with a booking that is about to be made."""
        self._take(
            {
                "client_id": self.client.pk if self.client else None,
                "clinician_id": self.clinician.pk,
                "room_id": room.pk if room else None,
                "starts_at": span.starts_at,
                "ends_at": span.ends_at,
            }
        )

    def _take(self, row):
        day = row["starts_at"].astimezone(dt.UTC).date()
        while day <= row["ends_at"].astimezone(dt.UTC).date():
            self._taken[day].append(row)
            day += dt.timedelta(days=1)

    def clashes(self, span, *, room=None, modality=Appointment.IN_PERSON):
        """What stands against this Span, as a list of Clash, those of the house's rules first."""
        kinds = [*self._rules_against(span, modality), *self._bookings_against(span, room)]
        return [
            clash(kind, client=self.client, clinician=self.clinician, location=self.location, room=room)
            for kind in dict.fromkeys(kinds)
        ]

    def _bookings_against(self, span, room):
        """The kinds of double booking, found by UTC day and half-open overlap."""
        days = {span.starts_at.date(), span.ends_at.date()}
        for row in itertools.chain.from_iterable(self._taken.get(day, ()) for day in days):
            if row["starts_at"] < span.ends_at and row["ends_at"] > span.starts_at:
                if row["clinician_id"] == self.clinician.pk:
                    yield CLINICIAN
                if self.client and row["client_id"] == self.client.pk:
                    yield CLIENT
                if room is not None and row["room_id"] == room.pk:
                    yield ROOM

    def _rules_against(self, span, modality):
        if any(from_on <= span.wall_date <= until_on for from_on, until_on in self._absences):
            yield AWAY
        elif self._hours_are_kept and not _within(span, self._working):
            yield NOT_WORKING
        if modality == Appointment.IN_PERSON and self._opening and not _within(span, self._opening):
            yield CLOSED

    def free_room(self, span, first=None):
        """A room of the location that is free at this Span, `first` if it is; None when all are taken."""
        wanted = ([first] if first else []) + [room for room in self.rooms if room != first]
        return next((room for room in wanted if ROOM not in set(self._bookings_against(span, room))), None)


def _by_weekday(rows, begins, ends):
    found = defaultdict(list)
    for weekday, begin, end in rows.order_by("weekday", begins).values_list("weekday", begins, ends):
        found[weekday].append((begin, end))
    return dict(found)


def _within(span, hours):
    """Does it lie whole in one stretch of the weekday's local hours?"""
    end = span.local_end
    return end.date() == span.wall_date and any(
        begins <= span.wall_time and end.time() <= ends for begins, ends in hours.get(span.wall_date.weekday(), ())
    )
