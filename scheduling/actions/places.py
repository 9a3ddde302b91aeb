"""Every way places, rooms and hours come to change."""

from django.db import IntegrityError, transaction

from audit.actions import record
from audit.versions import update_version

from ..models import Location, OpeningHours, Room, WorkingHours


class NameTaken(Exception):
    """There is a place, or a room at this place, of that name."""


@transaction.atomic
def add_location(*, name, time_zone, address="", phone="", state="", by):
    """A new place, closed until its hours are set. Raises NameTaken."""
    location = Location(name=name, time_zone=time_zone, address=address, phone=phone, state=state)
    _save_named(location.save)
    record("location.added", location, by=by)
    return location


def _save_named(write):
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        raise NameTaken from error


@transaction.atomic
def edit_location(*, location, version, values, by):
    """Write the place's data. What is booked keeps the zone it was agreed in. Raises StaleVersion and NameTaken."""
    location = _save_named(lambda: update_version(location, version, **values))
    record("location.edited", location, details={"fields": sorted(values)}, by=by)
    return location


@transaction.atomic
def add_room(*, location, name, by):
    """A new room at a place. Raises NameTaken."""
    room = Room(location=location, name=name)
    _save_named(room.save)
    record("room.added", room, details={"location": str(location.pk)}, by=by)
    return room


@transaction.atomic
def set_opening_hours(*, location, version, hours, by):
    """Make `hours` (weekday: (opens, closes)) the place's hours; days left out are closed. Raises StaleVersion."""
    location = update_version(location, version)
    location.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(location=location, weekday=day, opens_at=opens, closes_at=closes)
        for day, (opens, closes) in hours.items()
    )
    record("location.hours_set", location, details={"days": len(hours)}, by=by)
    return location


@transaction.atomic
def set_working_hours(*, clinician, version, hours, by):
    """Make `hours` (dicts of location, weekday, starts_at, ends_at) the clinician's. Raises StaleVersion."""
    clinician = update_version(clinician, version)
    clinician.working_hours.all().delete()
    WorkingHours.objects.bulk_create(WorkingHours(clinician=clinician, **fields) for fields in hours)
    record("person.hours_set", clinician, details={"stretches": len(hours)}, by=by)
    return clinician
