"""Every way an appointment comes about, moves and ends."""

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from audit.actions import record
from audit.versions import update_version

from ..clashes import clashes_for, refuse, refused_by_database, wait_for_turn
from ..models import Appointment
from ..wall_time import span as span_of

CANCELLATIONS = (Appointment.CANCELLED_BY_CLIENT, Appointment.CANCELLED_BY_PRACTICE, Appointment.LATE_CANCEL)

MOVED_WITH_IT = ("starts_at", "ends_at", "wall_date", "wall_time", "time_zone", "location", "room", "modality")

MOVES = {
    Appointment.BOOKED: {
        Appointment.HELD,
        Appointment.NO_SHOW,
        Appointment.RESCHEDULED,
        *CANCELLATIONS,
    },
    Appointment.HELD: {Appointment.BOOKED, Appointment.NO_SHOW, Appointment.LATE_CANCEL},
    Appointment.NO_SHOW: {Appointment.BOOKED, Appointment.HELD, *CANCELLATIONS},
    Appointment.LATE_CANCEL: {
        Appointment.BOOKED,
        Appointment.HELD,
        Appointment.NO_SHOW,
        Appointment.CANCELLED_BY_CLIENT,
        Appointment.CANCELLED_BY_PRACTICE,
    },
}
"""What may become of an appointment, from each status. One that was cancelled in time stays so: book another."""


SETTLED = "note about this appointment is signed"
"""How the database refuses to change what a signed document says of an appointment."""


class NotPossible(Exception):
    """This appointment cannot become that any more. Its status says why."""


@transaction.atomic
def book(
    *,
    client,
    clinician,
    location,
    kind,
    wall_date,
    wall_time,
    minutes,
    room=None,
    modality=Appointment.IN_PERSON,
    fold=None,
    series_id=None,
    outside_hours=False,
    now=None,
    by,
):
    """A new appointment at a local time of the location.

    Raises NonexistentTime or AmbiguousTime (give `fold`), DoubleBooking, or NotBookable for hours and absence, which
    `outside_hours` overlooks.
    """
    span = span_of(wall_date, wall_time, location.time_zone, minutes, fold)
    appointment = Appointment.at(
        span,
        client=client,
        clinician=clinician,
        location=location,
        room=room if modality == Appointment.IN_PERSON else None,
        modality=modality,
        kind=kind,
        series_id=series_id,
        booked_at=now or timezone.now(),
        booked_by=by,
    )
    _refuse_clashes(appointment, span, outside_hours=outside_hours)
    _save(appointment.save, appointment)
    record("appointment.booked", appointment, client=client, at=now, by=by)
    return appointment


@transaction.atomic
def move(
    *,
    appointment,
    version,
    wall_date,
    wall_time,
    location=None,
    room=None,
    modality="",
    minutes=None,
    fold=None,
    outside_hours=False,
    now=None,
    by,
):
    """The same appointment at another time or place: what hangs on the row (its session, its consultation) stays on it.

    Raises StaleVersion, NotPossible when it is no longer only booked, and what `book` raises.
    """
    location, modality = location or appointment.location, modality or appointment.modality
    if appointment.status != Appointment.BOOKED:
        raise NotPossible
    span = span_of(wall_date, wall_time, location.time_zone, minutes or appointment.minutes, fold)
    new = Appointment.at(
        span,
        client=appointment.client,
        clinician=appointment.clinician,
        location=location,
        room=room if modality == Appointment.IN_PERSON else None,
        modality=modality,
    )
    _refuse_clashes(new, span, without=appointment, outside_hours=outside_hours)
    changes = {name: getattr(new, name) for name in MOVED_WITH_IT}
    _save(lambda: update_version(appointment, version, schedule_version=F("schedule_version") + 1, **changes), new)
    record("appointment.moved", appointment, client=appointment.client_id, at=now, by=by)
    return appointment


@transaction.atomic
def cancel(*, appointment, status, version=None, now=None, by):
    """Take the appointment off the calendar: `status` says who cancelled, and whether late. Raises NotPossible."""
    if status not in CANCELLATIONS:
        raise NotPossible
    return _become(appointment, status, version=version, verb="appointment.cancelled", at=now, by=by)


@transaction.atomic
def mark(*, appointment, status, version=None, now=None, by):
    """What became of the appointment: held, no-show, late cancel, ... Marking it again changes nothing. Raises NotPossible."""
    if status == appointment.status:
        return appointment
    return _become(appointment, status, version=version, verb="appointment.marked", at=now, by=by)


def _become(appointment, status, *, version, verb, at, by):
    """Change the status along MOVES; where it no longer takes its time, what was to be sent about it is out of date."""
    if status not in MOVES.get(appointment.status, ()):
        raise NotPossible
    freed = appointment.status in Appointment.STANDING and status not in Appointment.STANDING
    changes = {"schedule_version": F("schedule_version") + 1} if freed else {}
    if version is None:
        version = appointment.version
    _save(lambda: update_version(appointment, version, status=status, **changes), appointment)
    record(verb, appointment, client=appointment.client_id, details={"status": status}, at=at, by=by)
    return appointment


def _refuse_clashes(appointment, span, *, without=None, outside_hours=False):
    """Raise what stands against this unsaved appointment, once it is its clinician's turn."""
    wait_for_turn(appointment.clinician)
    clashes = clashes_for(
        client=appointment.client,
        clinician=appointment.clinician,
        location=appointment.location,
        span=span,
        room=appointment.room,
        modality=appointment.modality,
        without=without,
    )
    refuse(clashes, outside_hours=outside_hours)


def _save(write, appointment):
    """Write in a savepoint; the database's refusal of a double booking comes out as DoubleBooking."""
    try:
        with transaction.atomic():
            write()
    except DatabaseError as error:
        refusal = refused_by_database(
            error,
            client=appointment.client,
            clinician=appointment.clinician,
            location=appointment.location,
            room=appointment.room,
        )
        if refusal is None and SETTLED in str(error):
            raise NotPossible from error
        if refusal is None:
            raise
        raise refusal from error
