"""The board: who waits for what, since when, and the one next step. The same queries for one ticket and for thirty."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import roles
from clients.access import visible_to
from clients.models import Assignment, SignedForm
from safety.access import call_therapist_ids
from scheduling.models import Appointment
from scheduling.words import day_words
from sessions.afterwards import to_book_after_the_end

from .access import open_inquiries
from .models import Consultation, Inquiry

INQUIRY, CONSULTATION, FORMS, READY = "inquiry", "consultation", "forms", "ready"
COLUMNS = [
    (INQUIRY, gettext_lazy("Inquiry")),
    (CONSULTATION, gettext_lazy("Consultation")),
    (FORMS, gettext_lazy("Outcome and forms")),
    (READY, gettext_lazy("Ready to book")),
]
LONG_WAIT = 14


@dataclass(frozen=True)
class Ticket:
    """One inquiry on the board: `lines` say how things stand, `step` is (URL, words) of what to do next, or None."""

    inquiry: Inquiry
    column: str
    days: int
    lines: list
    step: tuple | None
    call_therapist: str = ""

    @property
    def waits_long(self):
        return self.days > LONG_WAIT


def tickets_for(user, *, now):
    """A Ticket for each open inquiry `user` may see, the longest wait first."""
    return _tickets(list(open_inquiries(user).select_related("client__forms_override")), user, now)


def steps_of(inquiry, user, *, now):
    """What can be done next about an open inquiry: (how things stand, URL, words), the main step first."""
    (ticket,) = _tickets([inquiry], user, now)
    steps = [(" ".join(ticket.lines), *ticket.step)] if ticket.step else []
    consultation = getattr(inquiry, "consultation", None)
    if consultation and user.role == roles.DIRECTOR:
        words = _("Correct outcome") if consultation.outcome else _("Record outcome")
        url = reverse("consultation_record", args=[consultation.pk])
        steps += [] if steps and steps[0][1] == url else [(_("What came of the consultation"), url, words)]
    close = _close(inquiry)
    return steps + ([] if steps and steps[0][1] == close[0] else [(_("If it ends here"), *close)])


def _tickets(inquiries, user, now):
    assignments = Assignment.objects.open().select_related("clinician")
    prefetch_related_objects(
        inquiries,
        "client__signed_forms",
        "client__consents",
        "client__guardians",
        Prefetch("client__assignments", assignments, to_attr="open_assignments"),
    )
    alerted = call_therapist_ids([inquiry.client_id for inquiry in inquiries])
    tickets = [_ticket(inquiry, user, now, alerted) for inquiry in inquiries]
    count = Counter(inquiry.client_id for inquiry in inquiries)
    for ticket in tickets:
        ticket.lines.extend(_notices(ticket, now, count[ticket.inquiry.client_id]))
    return tickets


def _notices(ticket, now, inquiries):
    """What the office should know of the person before the next step."""
    client = ticket.inquiry.client
    if client.is_minor_on(timezone.localdate(now)) and not client.guardians.all():
        yield _("A minor without a guardian on file.")
    if ticket.column == INQUIRY and inquiries > 1:
        yield _("Another inquiry of theirs is on this board.")


@dataclass(frozen=True)
class Afterwards:
    """What was agreed for after a course, and waits for a time: who, in which words, where it is booked, whom to call first."""

    client: object
    words: str
    step: tuple
    key: str
    call_therapist: str = ""


def afterwards_for(user, today):
    """An Afterwards for each thing agreed for after a course of a client `user` may see, the soonest first."""
    agreed = to_book_after_the_end(visible_to(user), today)
    alerted = call_therapist_ids([each.client.pk for each in agreed]) if not user.is_clinical else set()
    return [
        Afterwards(each.client, each.words, _step_to(each), each.key, each.who if each.client.pk in alerted else "")
        for each in agreed
    ]


def _step_to(agreed):
    if agreed.template:
        address = reverse("course_book", args=[agreed.client.pk]), urlencode({"template": agreed.template.pk})
        return "?".join(address), _("Book sessions")
    asked = urlencode({"kind": Appointment.FOLLOW_UP, "on": agreed.on, "minutes": agreed.minutes})
    return f"{reverse('appointment_new', args=[agreed.client.pk])}?{asked}", _("Book follow-up")


def columns_of(tickets):
    """(key, heading, tickets) of each column."""
    return [(key, heading, [ticket for ticket in tickets if ticket.column == key]) for key, heading in COLUMNS]


def _ticket(inquiry, user, now, alerted):
    consultation, therapist = getattr(inquiry, "consultation", None), _therapist(inquiry)
    if consultation and consultation.outcome and consultation.outcome != Consultation.CONFIRMED:
        column, lines, step = FORMS, _outcome_lines(consultation), _close(inquiry)
    elif therapist:
        column, lines, step = _on_the_way(inquiry, therapist)
    elif consultation and consultation.appointment.status in Appointment.STANDING:
        column, lines, step = CONSULTATION, [_meeting(inquiry, consultation)], _to_consultation(consultation, user, now)
    else:
        column, lines, step = INQUIRY, _first_lines(inquiry, consultation), _book_consultation(inquiry)
    call = ""
    if inquiry.client_id in alerted and not user.is_clinical:
        call = therapist.full_name if therapist else _("the director")
    return Ticket(inquiry, column, (now - inquiry.received_at).days, lines, step, call)


def _therapist(inquiry):
    assigned = inquiry.client.open_assignments
    return assigned[0].clinician if assigned else None


def _first_lines(inquiry, consultation):
    lines = [f"{inquiry.get_channel_display()}. {inquiry.client.convenient_times}".strip(". ") + "."]
    if inquiry.referred_by:
        lines.append(_("Referred by %(who)s.") % {"who": inquiry.referred_by})
    if consultation:
        day = day_words(consultation.appointment.wall_date)
        status = consultation.appointment.get_status_display()
        lines.append(_("Consultation of %(day)s: %(status)s.") % {"day": day, "status": status.lower()})
    return lines


def _meeting(inquiry, consultation):
    appointment = consultation.appointment
    words = _("%(day)s, %(time)s with %(who)s.") % {
        "day": day_words(appointment.wall_date),
        "time": time_format(appointment.wall_time, "g:i"),
        "who": appointment.clinician.full_name,
    }
    return f"{words} {_reminders(inquiry.client)}"


def _reminders(client):
    consents = (each for each in client.consents.all() if each.channel == "email" and each.withdrawn_on is None)
    return _("Reminders on.") if any(consents) and client.email else _("No reminders.")


def _outcome_lines(consultation):
    lines = [f"{consultation.get_outcome_display()}."]
    if consultation.review_on:
        lines.append(_("Ask again on %(day)s.") % {"day": day_words(consultation.review_on)})
    return lines


def _on_the_way(inquiry, therapist):
    """With a therapist: the forms are still to come, or the course can be booked."""
    client, missing = inquiry.client, inquiry.client.missing_forms()
    with_whom = _("IPT confirmed, with %(who)s.") % {"who": therapist.full_name}
    if not client.may_be_booked():
        names = dict(SignedForm.KINDS)
        missing = _("Missing: %(forms)s.") % {"forms": ", ".join(names[kind].lower() for kind in missing)}
        step = (reverse("form_received", args=[client.pk]), _("Mark form received"))
        return FORMS, [with_whom, missing], step
    forms = _("Forms are back.") if not missing else _("The director lets it be booked without the forms.")
    return READY, [with_whom, forms], (reverse("course_book", args=[client.pk]), _("Book course"))


def _to_consultation(consultation, user, now):
    if consultation.appointment.starts_at <= now:
        if user.role != roles.DIRECTOR:
            return None
        return reverse("consultation_record", args=[consultation.pk]), _("Record outcome")
    return reverse("appointment_detail", args=[consultation.appointment_id]), _("Move or cancel")


def _book_consultation(inquiry):
    return reverse("consultation_book", args=[inquiry.pk]), _("Book consultation")


def _close(inquiry):
    return reverse("inquiry_close", args=[inquiry.pk]), _("Close with a reason")
