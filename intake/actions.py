"""Every way an inquiry moves on: taken, consultation booked, outcome recorded, closed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts import roles
from accounts.access import today_for
from audit.actions import record
from audit.versions import StaleVersion, update_version
from clients.actions import assign, end_assignment, give_consent, register_client
from clients.models import Assignment
from problem_areas.assessing import note_concerns
from scheduling import actions as scheduling
from scheduling.models import Appointment
from sessions.models import Course

from .models import Consultation, Inquiry


class AlreadyBooked(Exception):
    """The consultation has its time, or took place."""


class AlreadyClosed(Exception):
    """The inquiry is closed."""


class NotTheDirector(Exception):
    """Consultations are the director's."""


class NotYet(Exception):
    """An outcome is recorded once the time of the consultation has come."""


class ConcernsChanged(Exception):
    """Somebody changed the reasons for seeking help in between. `current` is the assessment as it is now."""

    def __init__(self, current):
        super().__init__("The reasons for seeking help were changed since you opened this.")
        self.current = current


class Incomplete(Exception):
    """The outcome lacks what belongs to it. `field` says what: therapist, recommended or review_on."""

    def __init__(self, field):
        super().__init__(field)
        self.field = field


NEEDED = {
    Consultation.CONFIRMED: "therapist",
    Consultation.OTHER: "recommended",
    Consultation.REFERRED: "recommended",
    Consultation.NOT_READY: "review_on",
}
"""What an outcome cannot do without."""


@transaction.atomic
def take_inquiry(
    *,
    channel,
    seeks,
    referred_by="",
    referrer_contact="",
    client=None,
    consents=(),
    received_at=None,
    now=None,
    by,
    **client_fields,
):
    """Somebody asks for help: a new client with `client_fields`, or `client` who came before; in their own words.

    `consents` are the channels they agreed to, as of today.
    """
    now = now or timezone.now()
    if client is None:
        client = register_client(**client_fields, now=now, by=by)
    for consent in consents:
        give_consent(client=client, channel=consent, given_on=today_for(by, now), now=now, by=by)
    inquiry = Inquiry.objects.create(
        client=client,
        channel=channel,
        received_at=received_at or now,
        seeks=seeks,
        referred_by=referred_by,
        referrer_contact=referrer_contact,
        taken_by=by,
    )
    record("inquiry.taken", inquiry, client=client, details={"channel": channel}, at=now, by=by)
    return inquiry


@transaction.atomic
def book_consultation(
    *,
    inquiry,
    clinician,
    wall_date,
    wall_time,
    location,
    room=None,
    modality=Appointment.IN_PERSON,
    minutes=50,
    fold=None,
    outside_hours=False,
    now=None,
    by,
):
    """The first meeting with the director; again where an earlier one was cancelled or missed.

    Raises AlreadyClosed, AlreadyBooked, and what `scheduling.actions.book` raises.
    """
    earlier = _lapsed_consultation(inquiry)
    where = {"location": location, "room": room, "modality": modality}
    when = {"wall_date": wall_date, "wall_time": wall_time, "minutes": minutes, "fold": fold}
    appointment = scheduling.book(
        client=inquiry.client,
        clinician=clinician,
        kind=Appointment.CONSULTATION,
        outside_hours=outside_hours,
        now=now,
        by=by,
        **where,
        **when,
    )
    if earlier:
        consultation = update_version(earlier, earlier.version, appointment=appointment)
    else:
        consultation = Consultation.objects.create(inquiry=inquiry, appointment=appointment)
    record("consultation.booked", consultation, client=inquiry.client_id, at=now, by=by)
    return consultation


def _lapsed_consultation(inquiry):
    """The consultation that was cancelled or missed, None before the first. Raises where none may be booked."""
    if inquiry.closed_at:
        raise AlreadyClosed
    earlier = Consultation.objects.select_related("appointment").filter(inquiry=inquiry).first()
    if earlier and (earlier.outcome or earlier.appointment.status in Appointment.STANDING):
        raise AlreadyBooked
    return earlier


FINDINGS = {
    "therapist": None, "reasons": "", "therapist_reason": "", "presenting_concern": "", "recommended": "", "review_on": None,
}  # fmt: skip
"""What a consultation finds beside its outcome, and what each is when nothing is said."""


@transaction.atomic
def record_consultation(*, consultation, outcome, plan_key="", concerns=None, version=None, now=None, by, **findings):
    """What came of the consultation, with its `findings`. IPT confirmed makes `therapist` the client's therapist from today,
    for a course of the kind `plan_key` (a CourseTemplate's key, "" for the usual).

    `concerns` holds what `note_concerns` takes, None to leave the assessment alone. It may be recorded again, with the
    `version` that was read. Raises NotTheDirector, NotYet, Incomplete, StaleVersion, ConcernsChanged.
    """
    now = now or timezone.now()
    if by.role != roles.DIRECTOR:
        raise NotTheDirector
    if consultation.is_still_to_come(now):
        raise NotYet
    values = _complete(outcome, findings)
    verb = "consultation.corrected" if consultation.outcome else "consultation.recorded"
    read = consultation.version if version is None else version
    update_version(consultation, read, outcome=outcome, recorded_at=now, recorded_by=by, **values)
    client = consultation.inquiry.client
    if concerns is not None:
        _note_concerns(client, concerns, now=now, by=by)
    _act_on(consultation, plan_key, now=now, by=by)
    record(verb, consultation, client=client, details={"outcome": outcome}, at=now, by=by)
    return consultation


def _complete(outcome, findings):
    """The findings as they are stored; a therapist only where IPT is confirmed. Raises Incomplete."""
    values = {name: findings.pop(name, default) for name, default in FINDINGS.items()}
    if findings:
        raise TypeError(f"A consultation does not find {sorted(findings)}.")
    if outcome != Consultation.CONFIRMED:
        values["therapist"] = None
    if not values[NEEDED[outcome]]:
        raise Incomplete(NEEDED[outcome])
    return values


def _note_concerns(client, concerns, *, now, by):
    try:
        note_concerns(client=client, now=now, by=by, **concerns)
    except StaleVersion as stale:
        raise ConcernsChanged(stale.current) from stale


def _act_on(consultation, plan_key, *, now, by):
    """What follows from the outcome: it was held; the therapist is named, or named no longer."""
    client, today = consultation.inquiry.client, today_for(by, now)
    if consultation.appointment.status == Appointment.BOOKED:
        scheduling.mark(appointment=consultation.appointment, status=Appointment.HELD, now=now, by=by)
    if consultation.outcome == Consultation.CONFIRMED:
        assign(client=client, clinician=consultation.therapist, from_on=today, plan_key=plan_key, now=now, by=by)
    elif not Course.objects.running().filter(client=client).exists():
        for assignment in Assignment.objects.open().filter(
            client=client, from_on__gte=consultation.inquiry.received_at.date()
        ):
            end_assignment(assignment=assignment, until_on=today - dt.timedelta(days=1), now=now, by=by)


@transaction.atomic
def close_inquiry(*, inquiry, because, version=None, now=None, by):
    """The inquiry ends here, for a reason that is said. What is booked for it is cancelled. Raises AlreadyClosed."""
    now = now or timezone.now()
    if inquiry.closed_at:
        raise AlreadyClosed
    version = inquiry.version if version is None else version
    try:
        update_version(inquiry, version, closed_at=now, closed_by=by, closed_because=because)
    except StaleVersion as stale:
        if stale.current.closed_at:
            raise AlreadyClosed from stale
        raise
    consultation = Consultation.objects.select_related("appointment").filter(inquiry=inquiry).first()
    if consultation and consultation.appointment.status == Appointment.BOOKED:
        scheduling.cancel(appointment=consultation.appointment, status=Appointment.CANCELLED_BY_CLIENT, now=now, by=by)
    record("inquiry.closed", inquiry, client=inquiry.client_id, at=now, by=by)
    return inquiry
