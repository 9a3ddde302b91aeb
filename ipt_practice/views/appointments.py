"""One appointment: when, with whom, where, and the ways on from it; and booking one for a client."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from audit.actions import record
from audit.text import LineFormField
from clients.access import scheduled_by, scheduled_client_for
from clients.heading import client_head
from intake.actions import AlreadyBooked, AlreadyClosed
from scheduling.access import appointment_for, locations, may_schedule, rooms
from scheduling.clashes import refuse_time
from scheduling.forms import REFUSALS, AskedForm, BookForm
from scheduling.models import Appointment
from scheduling.words import day_words
from sessions.access import meeting_at, sessions_visible_to
from sessions.actions.booking import CannotBook
from sessions.models import CourseIsClosed

from ..booking import links_to, offer_asked, offers_for, others, wanted
from ..client_rows import page_of_clients, rows_of
from .clients import typed


def appointment_detail(request, pk):
    appointment = appointment_for(request.user, pk)
    record("appointment.viewed", appointment, client=appointment.client_id, by=request.user)
    is_booked = appointment.status == Appointment.BOOKED
    return render(
        request,
        "scheduling/appointment_detail.html",
        {
            "appointment": appointment,
            "client_head": client_head(appointment.client),
            "note_url": _note_url(request.user, appointment),
            "may_schedule": is_booked and may_schedule(request.user, appointment.client),
        },
    )


def _note_url(user, appointment):
    """Where what was said is written: of the session, or of the family meeting; "" where the reader has nothing to open."""
    session = sessions_visible_to(user).filter(appointment=appointment).first()
    if session:
        return reverse("note_edit", args=[session.pk])
    meeting = meeting_at(user, appointment)
    return reverse("family_meeting_detail", args=[meeting.pk]) if meeting else ""


def appointment_client(request):
    """Whom an open time is for: the clients of its clinician, or those whose name is typed."""
    words, wish = (
        typed(LineFormField(required=False, max_length=100), request.GET.get("q")),
        AskedForm(request.GET).wish(),
    )
    clients, is_more = [], False
    if not words and "clinician" in wish:
        clients, is_more = page_of_clients(scheduled_by(request.user).looked_after_by(wish["clinician"]))
    if not clients:
        clients, is_more = page_of_clients(scheduled_by(request.user), words=words or "")
    record("clients.listed", details={"count": len(clients)}, by=request.user)
    context = {"rows": rows_of(clients), "words": words or "", "is_more": is_more, "wish": wish}
    context |= {"asked": urlencode(_asked(wish)), "kept": _asked(wish).items()}
    return render(request, "scheduling/appointment_client.html", context)


def _asked(wish):
    """The wish as it stands in an address."""
    plain = {"on": "%Y-%m-%d", "at": "%H:%M"}
    return {name: format(value, plain[name]) if name in plain else value for name, value in wish.items()}


def appointment_new(request, pk):
    """The wish is in the address, so that looking changes nothing and clashes are seen before; POST books what is shown."""
    client = scheduled_client_for(request.user, pk)
    offers, wish = offers_for(client, request.user), AskedForm(request.GET).wish()
    page = {"client": client, "client_head": client_head(client), "asked_for": wish.get("clinician")}
    if not offers:
        return render(request, "scheduling/appointment_new.html", page, status=409 if request.method == "POST" else 200)
    form, offer = _form(request, client, offers, wish)
    status = 200
    if form.is_valid():
        try:
            if request.method == "POST":
                return _book(request, client, offer, form)
            refuse_time(client=client, clinician=offer.clinician, **form.when())
        except REFUSALS as refusal:
            form.refuse(refusal)
            status = 409 if request.method == "POST" else 200
    values, shown = (form.cleaned_data if form.is_bound else {}), form.shown_at()
    free = others(offer, client, values.get("minutes") or offer.minutes, shown[0], timezone.now())
    page |= {"form": form, "offer": offer, "others": links_to(free, offer, shown, values)}
    kinds = {each.kind for each in offers}
    page["all_timed"] = Appointment.FAMILY in kinds and Appointment.THERAPY not in kinds
    page["appointment"] = Appointment(client=client, clinician=offer.clinician)
    return render(request, "scheduling/appointment_new.html", page, status=status)


def _form(request, client, offers, wish):
    """(BookForm, the offer it is about): bound to what was sent, else to what the address asks for."""
    data = request.POST if request.method == "POST" else None
    offer = next((each for each in offers if data and each.key == data.get("what")), None) or offer_asked(offers, wish)
    if data is None:
        data = wanted(offer, wish, client, timezone.now())
    initial = {"what": offer.key, "minutes": offer.minutes, "modality": Appointment.IN_PERSON}
    choices = [(each.key, each.words) for each in offers]
    return BookForm(data, initial=initial, offers=choices, locations=locations(), rooms=rooms()), offer


def _book(request, client, offer, form):
    """Book it, and show it. What came in between is said where the client's appointments stand."""
    try:
        booked = offer.book(by=request.user, **form.when())
    except CannotBook as refusal:
        messages.warning(request, str(refusal))
    except (AlreadyBooked, AlreadyClosed, CourseIsClosed):
        messages.warning(request, _("Somebody else booked or closed this in the meantime. This is how it stands now"))
    else:
        appointment = getattr(booked, "appointment", booked)
        messages.success(request, _("Booked for %(day)s") % {"day": day_words(appointment.wall_date)})
        return redirect("appointment_detail", pk=appointment.pk)
    return redirect("client_contact", pk=client.pk)
