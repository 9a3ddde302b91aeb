"""The office's day in one line each: who needs what, before anything else."""

from dataclasses import dataclass, field

from django.utils import timezone

from safety.access import call_therapist_ids
from scheduling.access import appointments_visible_to

from .board import FORMS, INQUIRY, READY


@dataclass(frozen=True)
class Day:
    """Counts and names for the top of the board. `call_first` are (therapist, client) pairs: call before you book or move."""

    appointments: int
    longest: object = None
    waiting: list = field(default_factory=list)
    forms: list = field(default_factory=list)
    ready: list = field(default_factory=list)
    call_first: list = field(default_factory=list)


def day_of(user, tickets):
    """The Day of `user`, from the board's tickets and the appointments booked for today."""
    today = list(appointments_visible_to(user).standing().filter(wall_date=timezone.localdate()))
    return Day(
        appointments=len(today),
        longest=tickets[0] if tickets else None,
        waiting=[ticket for ticket in tickets if ticket.column == INQUIRY],
        forms=[ticket for ticket in tickets if ticket.column == FORMS],
        ready=[ticket for ticket in tickets if ticket.column == READY],
        call_first=[] if user.is_clinical else _call_first(tickets, today),
    )


def _call_first(tickets, today):
    pairs = {ticket.inquiry.client: ticket.call_therapist for ticket in tickets if ticket.call_therapist}
    alerted = call_therapist_ids([appointment.client_id for appointment in today])
    pairs |= {each.client: each.clinician.full_name for each in today if each.client_id in alerted}
    return [(therapist, client) for client, therapist in pairs.items()]
