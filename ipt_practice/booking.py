"""Booking one appointment of a client: what may be booked now, with whom, at which times; each kind by its own action."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clients.access import current_therapist_of, directors
from intake.access import inquiry_without_a_time
from intake.actions import book_consultation
from scheduling.actions import book
from scheduling.models import Appointment
from scheduling.openings import nearest, openings_about, place_of, room_for
from sessions.actions.around import book_family_meeting
from sessions.actions.booking import book_session
from sessions.models import Course

from .access_table import ACCESS

MINUTES = 50
OTHERS = 4
"""How many other free times are offered."""


@dataclass(frozen=True)
class Offer:
    """One thing that may be booked, with whom; `book` takes what `scheduling.actions.book` calls its time and place, and `by`."""

    kind: str
    clinician: object
    minutes: int
    book: Callable

    @property
    def key(self):
        return f"{self.kind}.{self.clinician.pk}"

    @property
    def words(self):
        kind = dict(Appointment.KINDS)[self.kind]
        return _("%(kind)s with %(who)s") % {"kind": kind, "who": self.clinician.full_name}


def offers_for(client, user):
    """What `user` may book for this client now, the likeliest first."""
    courses = Course.objects.filter(client=client).counted().select_related("client", "therapist").order_by("number")
    course, offers = courses.last(), []
    running = course if course and course.closed_at is None else None
    if running and running.timed_count < running.planned_sessions:
        offers.append(_of(Appointment.THERAPY, running, partial(book_session, course=running)))
    if user.role in ACCESS["consultation_book"].roles:
        offers += _consultations(client)
    if running:
        offers.append(_of(Appointment.FAMILY, running, partial(book_family_meeting, course=running)))
    if course:
        therapist = current_therapist_of(client) or course.therapist
        follow_up = partial(book, client=client, clinician=therapist, kind=Appointment.FOLLOW_UP)
        offers.append(Offer(Appointment.FOLLOW_UP, therapist, course.minutes, follow_up))
    return offers


def _of(kind, course, booking):
    return Offer(kind, course.therapist, course.minutes, booking)


def _consultations(client):
    inquiry = inquiry_without_a_time(client)
    if inquiry is None:
        return []
    return [
        Offer(Appointment.CONSULTATION, each, MINUTES, partial(book_consultation, inquiry=inquiry, clinician=each))
        for each in directors()
    ]


def offer_asked(offers, wish):
    """The offer that fits best what the address asked for: its kind, then its clinician."""
    return max(
        offers, key=lambda each: (each.kind == wish.get("kind"), str(each.clinician.pk) == str(wish.get("clinician")))
    )


def wanted(offer, wish, client, now):
    """The data of a BookForm: the time that was asked for, else the next free one; None where there is neither."""
    minutes = wish.get("minutes", offer.minutes)
    if (
        "at" in wish
        and "on" in wish
        and dt.datetime.combine(wish["on"], wish["at"]) > localtime(now).replace(tzinfo=None)
    ):
        day, time = wish["on"], wish["at"]
        place = place_of(offer.clinician, day, time)
    else:
        soonest = next(iter(others(offer, client, minutes, wish.get("on"), now)), None)
        if soonest is None:
            return None
        day, time, place = soonest.span.wall_date, soonest.span.wall_time, soonest.location
    if place is None:
        return None
    when = {"wall_date": day, "wall_time": time, "location": place, "minutes": minutes}
    when["modality"] = wish.get("modality", Appointment.IN_PERSON)
    room = room_for(client=client, clinician=offer.clinician, **when)
    return when | {
        "what": offer.key,
        "location": place.pk,
        "room": room.pk if room else "",
        "wall_time": f"{time:%H:%M}",
    }


def others(offer, client, minutes, on, now):
    """Free times from the day `on`, or from now."""
    return openings_about(on, now=now, count=OTHERS, clinicians=[offer.clinician], client=client, minutes=minutes)


def links_to(openings, offer, shown, values):
    """(query, Opening) of the free times nearest to the one that is shown: the address of the page with it instead."""
    kept = {"kind": offer.kind, "clinician": offer.clinician.pk}
    kept |= {name: values[name] for name in ("minutes", "modality") if values.get(name)}
    return [
        (urlencode(kept | {"on": each.span.wall_date, "at": f"{each.span.wall_time:%H:%M}"}), each)
        for each in nearest(openings, None if None in shown else dt.datetime.combine(*shown), OTHERS)
    ]
