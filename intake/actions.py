"""Every way an inquiry moves on: taken, consultation booked, outcome recorded, closed."""

from django.db import transaction
from django.utils import timezone

from accounts import roles
from accounts.access import today_for
from audit.actions import record
from audit.versions import StaleVersion, update_version
from clients.actions import assign, give_consent, register_client
from scheduling import actions as scheduling
from scheduling.models import Appointment

from .models import Consultation, Inquiry


class AlreadyBooked(Exception):
    """The consultation has its time, or took place."""


class AlreadyClosed(Exception):
    """The inquiry is closed."""


class NotTheDirector(Exception):
    """Consultations are the director's."""


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
    if inquiry.closed_at:
        raise AlreadyClosed
    earlier = Consultation.objects.select_related("appointment").filter(inquiry=inquiry).first()
    if earlier and (earlier.outcome or earlier.appointment.status in Appointment.STANDING):
        raise AlreadyBooked
    appointment = scheduling.book(
        client=inquiry.client,
        clinician=clinician,
        location=location,
        room=room,
        modality=modality,
        kind=Appointment.CONSULTATION,
        wall_date=wall_date,
        wall_time=wall_time,
        minutes=minutes,
        fold=fold,
        outside_hours=outside_hours,
        now=now,
        by=by,
    )
    if earlier:
        consultation = update_version(earlier, earlier.version, appointment=appointment)
    else:
        consultation = Consultation.objects.create(inquiry=inquiry, appointment=appointment)
    record("consultation.booked", consultation, client=inquiry.client_id, at=now, by=by)
    return consultation


@transaction.atomic
def record_consultation(
    *,
    consultation,
    outcome,
    therapist=None,
    reasons="",
    therapist_reason="",
    presenting_concern="",
    recommended="",
    review_on=None,
    plan_key="",
    version=None,
    now=None,
    by,
):
    """What came of the consultation. IPT confirmed makes `therapist` the client's therapist from today, for a course
    of the kind `plan_key` (a CourseTemplate's key, "" for the usual).

    It may be recorded again, with the `version` that was read. Raises NotTheDirector, Incomplete, StaleVersion.
    """
    now = now or timezone.now()
    if by.role != roles.DIRECTOR:
        raise NotTheDirector
    confirmed = outcome == Consultation.CONFIRMED
    values = {"therapist": therapist if confirmed else None, "recommended": recommended, "review_on": review_on}
    if not values[NEEDED[outcome]]:
        raise Incomplete(NEEDED[outcome])
    verb = "consultation.corrected" if consultation.outcome else "consultation.recorded"
    update_version(
        consultation,
        consultation.version if version is None else version,
        outcome=outcome,
        reasons=reasons,
        therapist_reason=therapist_reason,
        presenting_concern=presenting_concern,
        recorded_at=now,
        recorded_by=by,
        **values,
    )
    client = consultation.inquiry.client
    if consultation.appointment.status == Appointment.BOOKED:
        scheduling.mark(appointment=consultation.appointment, status=Appointment.HELD, now=now, by=by)
    if confirmed:
        assign(client=client, clinician=therapist, from_on=today_for(by, now), now=now, by=by)
    record(verb, consultation, client=client, details={"outcome": outcome}, at=now, by=by)
    return consultation


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
