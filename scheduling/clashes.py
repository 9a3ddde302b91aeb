"""Why a time cannot be booked, said before saving and when the database has the last word."""

import re

from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext as _

from accounts.models import User

from .diary import CLIENT, CLINICIAN, ROOM, Clash, Diary, clash
from .models import Appointment
from .wall_time import span as span_of

REFUSED = re.compile(r"(?:no_double_booking_of_|double booking of )(client|clinician|room)")
DEADLOCK = "40P01"


class NotBookable(Exception):
    """This time cannot be had. `clashes` says why, in sentences."""

    def __init__(self, clashes):
        super().__init__("; ".join(each.sentence for each in clashes))
        self.clashes = clashes


class DoubleBooking(NotBookable):
    """The client, the clinician or the room is taken."""


def clashes_for(*, client, clinician, location, span, room=None, modality=Appointment.IN_PERSON, without=None):
    """What stands against one appointment in this Span: a list of Clash, empty when it can be booked."""
    diary = Diary(
        client=client,
        clinician=clinician,
        location=location,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        without=without,
    )
    return diary.clashes(span, room=room, modality=modality)


def refuse(clashes, *, outside_hours=False):
    """Raise DoubleBooking or NotBookable when something stands against it. `outside_hours` overlooks the house's rules."""
    counted = [each for each in clashes if each.is_double or not outside_hours]
    if any(each.is_double for each in counted):
        raise DoubleBooking(counted)
    if counted:
        raise NotBookable(counted)


def refuse_time(
    *, client, clinician, location, wall_date, wall_time, minutes, room=None, modality=Appointment.IN_PERSON, fold=None,
    outside_hours=False,
):  # fmt: skip
    """Raise what `actions.book` would raise for this time; book nothing."""
    span = span_of(wall_date, wall_time, location.time_zone, minutes, fold)
    clashes = clashes_for(
        client=client, clinician=clinician, location=location, span=span, room=room, modality=modality
    )
    refuse(clashes, outside_hours=outside_hours)


def refused_by_database(error, *, client, clinician, location, room):
    """The DoubleBooking that a database error stands for; None when the error is another one.

    Two bookings that meet in the same instant may also end in a deadlock on PostgreSQL, which costs one of them its turn.
    """
    if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") == DEADLOCK:
        return DoubleBooking([Clash(CLINICIAN, _("Somebody booked this time in the same moment"))])
    found = REFUSED.search(str(error)) if isinstance(error, IntegrityError) else None
    if not found:
        return None
    kind = {"client": CLIENT, "clinician": CLINICIAN, "room": ROOM}[found.group(1)]
    return DoubleBooking([clash(kind, client=client, clinician=clinician, location=location, room=room)])


def wait_for_turn(clinician):
    """Let those who book the same clinician come one after another (PostgreSQL; SQLite writes one at a time anyway).

    It makes refusals quick and orderly; what keeps two from winning is the database's own rule.
    """
    list(User.objects.select_for_update(no_key=True).filter(pk=clinician.pk).values_list("pk"))
