"""Booking a whole course: every date before it is saved, every clash with its way out, one button. And what is not taken after it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Practice
from clients.access import client_for, scheduled_by, scheduled_client_for
from clients.heading import client_head
from scheduling.access import locations, rooms

from ..actions.booking import CannotBook, book_again, for_the_director, open_course_and_book
from ..actions.closing import record_not_taken
from ..afterwards import to_book_after_the_end
from ..beside_booking import chosen_beside, heading, suggestions
from ..booking_forms import CourseForm, NotTakenForm, ReasonForm
from ..course_booking import (
    asked_template,
    initial_of,
    links_to,
    openings_for,
    proposal_of,
    sentence_of,
    standing_of,
    templates_for,
    therapists_to_choose,
    usual_template,
    with_usual_count,
)
from ..proposal import short_words

ASKED = "count"
"""This field in the address means that the form was used; without it the page begins with the best weekly time."""


def course_book(request, pk):
    """The times are in the address, so that changing them changes nothing; POST books what is shown."""
    client = client_for(request.user, pk)
    standing = standing_of(client, request.user)
    if standing.blocks:
        return _page(request, standing, status=409 if request.method == "POST" else 200)
    form, openings = _form(request, standing)
    reason = ReasonForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "reason_form": reason, **openings}
    if not form.is_valid():
        return _page(request, standing, **context)
    if not standing.books_again:
        template, count = form.cleaned_data["template"], form.cleaned_data["count"]
        context["for_the_director"] = for_the_director(template=template, planned=count, by=request.user)
    proposal = proposal_of(standing, form.cleaned_data)
    if request.method == "POST" and reason.is_valid():
        try:
            slots = _book(request, standing, form.cleaned_data, proposal, reason.cleaned_data["reason"])
        except CannotBook as refusal:
            context |= {"refusal": str(refusal), "proposal": proposal_of(standing, form.cleaned_data)}
            return _page(request, standing, chosen=request.POST, status=409, **context)
        messages.success(request, _booked(len(slots), slots))
        return redirect("client_contact", pk=client.pk)
    return _page(request, standing, proposal=proposal, chosen=request.POST, **context)


def offer_not_taken(request, pk):
    """The client does not want what was agreed for after the end, or could not be reached: it leaves the board."""
    client, today = scheduled_client_for(request.user, pk), timezone.localdate()
    offers = to_book_after_the_end(scheduled_by(request.user).filter(pk=client.pk), today)
    initial = {"what": request.GET.get("what") or next((each.key for each in offers), ""), "said_on": today}
    form = NotTakenForm(request.POST if request.method == "POST" else None, initial=initial, offers=offers, today=today)
    if offers and form.is_valid():
        record_not_taken(by=request.user, **form.values())
        messages.success(request, _("It is off the list. To undo this, book it after all"))
        return redirect("client_contact", pk=client.pk)
    shown = {"form": form, "offers": offers, "client": client, "client_head": client_head(client)}
    refused = request.method == "POST" and not offers
    return render(request, "sessions/offer_not_taken.html", shown, status=409 if refused else 200)


def _form(request, standing):
    """(the bound form, what the page shows of regular openings): bound to what was asked, else to the best weekly time."""
    today = timezone.localdate()
    templates = templates_for(standing, today)
    data = request.POST if request.method == "POST" else request.GET if ASKED in request.GET else None
    template = asked_template(templates, data or request.GET) or usual_template(standing, templates, today)
    openings = openings_for(standing, template, today)
    if data is request.GET:
        data = with_usual_count(data, templates)
    if data is None:
        initial = initial_of(standing, template, openings, locations())
        data = {name: getattr(value, "pk", value) for name, value in initial.items() if value is not None}
    arguments = {"templates": templates, "locations": locations(), "rooms": rooms(), "today": today}
    form = CourseForm(data, therapists=therapists_to_choose(standing), **arguments)
    return form, {"openings": links_to(openings, data), "every_week": template is None or template.weeks_between == 1}


def _book(request, standing, values, proposal, reason):
    """Book what was shown, and return its slots. A clash that came up since, and that nobody has decided, is asked about first."""
    slots, undecided = proposal.decided(request.POST)
    if undecided:
        numbers = ", ".join(str(number) for number in undecided)
        raise CannotBook(
            _("Choose another time for session %(numbers)s; it was taken a moment ago") % {"numbers": numbers}
        )
    if standing.books_again:
        book_again(course=standing.course, slots=slots, by=request.user)
        return slots
    open_course_and_book(
        client=standing.client,
        therapist=proposal.wish.clinician,
        template=values["template"],
        planned_sessions=values["count"],
        slots=slots,
        beside=chosen_beside(
            request.POST, values["template"], values["count"], proposal.wish.first.location, proposal.diary.rooms
        ),
        reason=reason,
        by=request.user,
    )
    return slots


def _booked(count, slots):
    words = {"count": count, "first": short_words(slots[0]), "last": short_words(slots[-1])}
    return ngettext("1 session booked: %(first)s", "%(count)s sessions booked, %(first)s to %(last)s", count) % words


def _beside(standing, proposal, form, chosen):
    """The meetings that this kind of course proposes; none where sessions of a running one are booked again."""
    if not proposal or standing.books_again:
        return []
    template = form.cleaned_data["template"]
    return suggestions(proposal, template, today=timezone.localdate(), chosen=chosen or None)


def _page(request, standing, *, status=200, proposal=None, chosen=None, **context):
    client = standing.client
    lines = proposal.lines(chosen) if proposal else []
    half = (len(lines) + 1) // 2
    beside = _beside(standing, proposal, context.get("form"), chosen)
    context |= {
        "standing": standing,
        "client": client,
        "client_head": client_head(client),
        "halves": [half_of_them for half_of_them in (lines[:half], lines[half:]) if half_of_them],
        "beside": beside,
        "beside_heading": heading(beside) if beside else "",
        "sentence": sentence_of(proposal) if proposal else "",
        "wish": proposal.wish if proposal else None,
        "hours_before": Practice.current().reminder_hours_before,
        "reminders_on": client.email and client.consents.filter(channel="email", withdrawn_on=None).exists(),
    }
    return render(request, "sessions/course_book.html", context, status=status)
