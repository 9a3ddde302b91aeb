"""A week of everybody's days, as the calendar shows it: taken, open, away. Three queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import DIRECTOR, OFFICE_MANAGER

from .access import absences_between, clinicians_with_hours, taken_between
from .models import Appointment

TAKEN, OPEN, AWAY = "taken", "open", "away"
LENGTH = dt.timedelta(minutes=50)
BOOKS_FOR_ALL = (OFFICE_MANAGER, DIRECTOR)


@dataclass(frozen=True)
class Entry:
    """One line of a day. `appointment` is there for readers who may know whose it is."""

    kind: str
    time: dt.time | None
    text: str
    appointment: Appointment | None = None


@dataclass
class ClinicianWeek:
    """One clinician's days: a list of entries for each day shown. `is_bookable`: the reader may book what is open."""

    pk: object
    name: str
    is_reader: bool
    is_bookable: bool = False
    rooms: str = ""
    days: list = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    """`days` are the dates shown: Monday to Friday, and a weekend day on which something is. `clinicians`: (id, name) of all;
    `chosen`: the id of the one shown, "" for everybody."""

    days: list
    rows: list
    zones: list
    clinicians: list
    chosen: str = ""

    @property
    def table(self):
        """The rows with each day's date beside its entries."""
        return [(row, list(zip(self.days, row.days, strict=True))) for row in self.rows]


def monday_of(day):
    return day - dt.timedelta(days=day.weekday())


def week_for(user, monday, clinician=""):
    """The Week that begins on this Monday, as `user` may see it: of everybody, or of the clinician whose id was typed."""
    sunday = monday + dt.timedelta(days=6)
    taken, zones = defaultdict(list), {}
    for appointment in taken_between(user, monday, sunday):
        taken[appointment.clinician_id, appointment.wall_date].append(appointment)
        zones[appointment.time_zone] = appointment.location.name
    away = defaultdict(list)
    for absence in absences_between(monday, sunday):
        away[absence.clinician_id].append((absence.from_on, absence.until_on))
    hours, names = defaultdict(lambda: defaultdict(list)), {}
    for row in clinicians_with_hours():
        names[row["pk"]] = row["full_name"]
        if row["working_hours__weekday"] is not None:
            stretch = (row["working_hours__starts_at"], row["working_hours__ends_at"])
            hours[row["pk"]][row["working_hours__weekday"]].append(stretch)
    days = [monday + dt.timedelta(days=n) for n in range(7)]
    days = [day for day in days if day.weekday() < 5 or any(on == day for _who, on in taken)]
    chosen = clinician if clinician in {str(pk) for pk in names} else ""
    rows = []
    for pk, name in names.items():
        if chosen and str(pk) != chosen:
            continue
        rooms = {each.room.name for day in days for each in taken[pk, day] if each.room}
        entries = [_day(day, taken[pk, day], away[pk], hours.get(pk)) for day in days]
        books = pk == user.pk or user.role in BOOKS_FOR_ALL
        rows.append(ClinicianWeek(pk, name, pk == user.pk, books, ", ".join(sorted(rooms)), entries))
    rows.sort(key=lambda row: not row.is_reader)
    return Week(days, rows, sorted(zones), list(names.items()), chosen)


def _day(day, appointments, absences, hours):
    """The entries of one clinician's day, by time."""
    entries = [_taken(appointment) for appointment in appointments]
    if any(from_on <= day <= until_on for from_on, until_on in absences):
        return [Entry(AWAY, None, _("Away, all day")), *entries]
    if hours is None:
        return entries
    if not hours.get(day.weekday()):
        return entries or [Entry(AWAY, None, _("Not working"))]
    entries += [
        Entry(OPEN, begins, _("Open until %(time)s") % {"time": time_format(ends, "g:i")})
        for begins, ends in _open_stretches(day, appointments, hours[day.weekday()])
    ]
    return sorted(entries, key=lambda entry: entry.time)


def _taken(appointment):
    """Whose it is where the reader may know; else that the time is taken."""
    if not appointment.is_known:
        return Entry(TAKEN, appointment.wall_time, _("Taken"))
    client = appointment.client
    words = [f"{client.first_name[:1]}. {client.last_name}" if client.last_name else client.first_name]
    if appointment.kind != Appointment.THERAPY:
        words.append(str(KINDS[appointment.kind]))
    if appointment.modality != Appointment.IN_PERSON:
        words.append(str(MODES[appointment.modality]))
    return Entry(TAKEN, appointment.wall_time, ", ".join(words), appointment)


KINDS = {
    Appointment.CONSULTATION: gettext_lazy("consultation"),
    Appointment.FAMILY: gettext_lazy("family meeting"),
    Appointment.FOLLOW_UP: gettext_lazy("follow-up"),
}
MODES = {Appointment.VIDEO: gettext_lazy("video"), Appointment.TELEPHONE: gettext_lazy("telephone")}


def _open_stretches(day, appointments, hours):
    """(from, until) of the working hours in which nothing is booked, where a session fits in."""
    busy = sorted((dt.datetime.combine(day, each.wall_time), each.ends_at - each.starts_at) for each in appointments)
    for begins, ends in hours:
        since, end = dt.datetime.combine(day, begins), dt.datetime.combine(day, ends)
        for start, length in [*busy, (end, LENGTH)]:
            if min(start, end) - since >= LENGTH:
                yield since.time(), min(start, end).time()
            since = max(since, start + length)
