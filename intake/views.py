"""The office's board, and an inquiry's way over it; the director's consultation."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from audit.actions import record
from audit.versions import StaleVersion
from clients.access import client_for, clinicians, directors, visible_to
from clients.heading import client_head
from problem_areas.access import assessment_of
from scheduling.access import locations, rooms
from scheduling.forms import REFUSALS
from scheduling.models import Appointment
from scheduling.openings import next_openings, opening_named, room_for

from . import actions, forms
from .access import consultation_for, inquiry_for
from .board import afterwards_for, columns_of, steps_of, tickets_for
from .day import day_of

MINUTES = 50
OFFICE = (roles.OFFICE_MANAGER, roles.DIRECTOR)


def intake_board(request):
    tickets = tickets_for(request.user, now=timezone.now())
    context = {"columns": columns_of(tickets), "count": len(tickets), "longest": tickets[0].days if tickets else 0}
    context["afterwards"] = afterwards_for(request.user, timezone.localdate())
    return render(request, "intake/intake_board.html", context | {"day": day_of(request.user, tickets)})


def _openings(client=None):
    return next_openings(clinicians=directors(), client=client, now=timezone.now(), minutes=MINUTES)


def inquiry_new(request):
    """A first contact, or with `client` in the address another one of somebody who has a file."""
    client = _returning(request.user, request.GET)
    form_class = forms.ReturningForm if client else forms.InquiryForm
    initial = {"channel": "phone", "modality": Appointment.IN_PERSON, "slot": forms.LATER}
    form = form_class(request.POST if request.method == "POST" else None, initial=initial, openings=_openings(client))
    context = {"form": form, "client": client}
    if request.method == "POST" and form.is_valid():
        client = client or _returning(request.user, request.POST)
        similar = [] if client or "anyway" in request.POST else _similar(request.user, form.person())
        if similar:
            return render(request, "intake/inquiry_new.html", context | {"similar": similar})
        try:
            inquiry = _take(request.user, form, client)
        except REFUSALS:
            form.add_error("slot", _("This time was taken a moment ago. Choose another"))
            return render(request, "intake/inquiry_new.html", context, status=409)
        messages.success(request, _("%(name)s is on the board") % {"name": inquiry.client.full_name})
        return _after_the_call(inquiry.client)
    return render(request, "intake/inquiry_new.html", context)


def _after_the_call(client):
    """To the board; for a minor first to the guardians, while whoever calls is on the telephone."""
    if client.is_minor_on(timezone.localdate()) and not client.guardians.exists():
        return redirect("guardians_edit", pk=client.pk)
    return redirect("intake_board")


def _returning(user, data):
    """Who came before, when the address or the form says so. Raises Http404 for an id that is nobody's."""
    asked = forms.ReturningPerson(data)
    pk = asked.cleaned_data["client"] or asked.cleaned_data["same_as"] if asked.is_valid() else None
    return client_for(user, pk) if pk else None


def _similar(user, person):
    """People who have a file and may be this one."""
    names = ("first_name", "last_name", "born_on", "email", "phone")
    return list(visible_to(user).like(**{name: person[name] for name in names})[:5])


@transaction.atomic
def _take(user, form, client):
    """The inquiry and its consultation, both or neither."""
    names = ("channel", "seeks", "referred_by", "referrer_contact")
    values = {name: form.cleaned_data[name] for name in names}
    inquiry = actions.take_inquiry(client=client, consents=form.consents(), by=user, **values, **form.person())
    named = opening_named(form.cleaned_data["slot"], clinicians=directors(), locations=locations())
    if named:
        _book(inquiry, dict(zip(("clinician", "location", "wall_date", "wall_time"), named, strict=True)), form, user)
    return inquiry


def _book(inquiry, when, form, user):
    """Book the consultation; a meeting in person gets a room that is free."""
    when |= {"modality": form.cleaned_data["modality"], "minutes": MINUTES}
    when["room"] = when.get("room") or room_for(
        client=inquiry.client, **{name: value for name, value in when.items() if name in ROOM_ASKS}
    )
    return actions.book_consultation(inquiry=inquiry, by=user, **when)


ROOM_ASKS = ("clinician", "location", "wall_date", "wall_time", "minutes", "modality")


def inquiry_detail(request, pk):
    inquiry = inquiry_for(request.user, pk)
    record("inquiry.viewed", inquiry, client=inquiry.client_id, by=request.user)
    steps = steps_of(inquiry, request.user, now=timezone.now()) if request.user.role in OFFICE else []
    return _page(request, "inquiry_detail", inquiry, reads_reasons=request.user.is_clinical, steps=steps)


def _page(request, template, inquiry, *, status=200, **context):
    consultation = getattr(inquiry, "consultation", None)
    context = {"inquiry": inquiry, "client": inquiry.client, "consultation": consultation, **context}
    context["client_head"] = client_head(inquiry.client)
    return render(request, f"intake/{template}.html", context, status=status)


def consultation_book(request, pk):
    inquiry = inquiry_for(request.user, pk)
    openings = _openings(inquiry.client)
    initial = {"slot": openings[0].key if openings else forms.OTHER_TIME, "modality": Appointment.IN_PERSON}
    form = forms.BookConsultationForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        openings=openings,
        directors=directors(),
        locations=locations(),
        rooms=rooms(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _book(inquiry, form.when() | {"clinician": form.cleaned_data["clinician"]}, form, request.user)
        except REFUSALS as refusal:
            form.refuse(refusal)
            return _page(request, "consultation_book", inquiry, form=form, status=409)
        except (actions.AlreadyBooked, actions.AlreadyClosed):
            messages.warning(request, _("The consultation has its time already, or the inquiry is closed"))
            return redirect("inquiry_detail", pk=pk)
        messages.success(request, _("Consultation booked"))
        return redirect("intake_board")
    return _page(request, "consultation_book", inquiry, form=form)


FOUND = ("outcome", "reasons", "therapist", "therapist_reason", "presenting_concern", "recommended", "review_on")


def consultation_record(request, pk):
    consultation = consultation_for(request.user, pk)
    form = _outcome_form(request, consultation)
    record("consultation.viewed", consultation, client=consultation.inquiry.client_id, by=request.user)
    shown = {"form": form, "is_early": consultation.is_still_to_come(timezone.now())}
    if request.method == "POST" and form.is_valid():
        try:
            _record_outcome(request.user, consultation, form)
        except StaleVersion as stale:
            shown["stored"] = _stored(stale.current, form, FOUND)
            form.data = form.data.copy()
            form.data["version"] = stale.current.version
        except actions.ConcernsChanged as changed:
            form.refuse_reasons(changed.current)
        except actions.NotYet:
            shown["is_early"] = True
        else:
            messages.success(request, _("Outcome recorded"))
            return redirect("inquiry_detail", pk=consultation.inquiry_id)
        return _page(request, "consultation_record", consultation.inquiry, status=409, **shown)
    return _page(request, "consultation_record", consultation.inquiry, **shown)


def _outcome_form(request, consultation):
    client = consultation.inquiry.client
    assessment = assessment_of(client)
    initial = {name: getattr(consultation, name) for name in FOUND} | {"version": consultation.version}
    if assessment:
        kept = ("concerns", "concern_other", "populations")
        initial |= {name: getattr(assessment, name) for name in kept} | {"assessment_version": assessment.version}
    data = request.POST if request.method == "POST" else None
    return forms.ConsultationForm(
        data, initial=initial, clinicians=clinicians(), age=client.age_on(timezone.localdate())
    )


def _record_outcome(user, consultation, form):
    values = {name: form.cleaned_data[name] for name in ("version", *FOUND)}
    values["plan_key"] = form.cleaned_data["plan"].key if form.cleaned_data["plan"] else ""
    actions.record_consultation(consultation=consultation, concerns=form.reasons_sought(), by=user, **values)


def _stored(row, form, names):
    """What is stored now where it differs from what was typed."""
    return [
        {"label": form.fields[name].label, "mine": form.cleaned_data[name], "theirs": getattr(row, name)}
        for name in names
        if (form.cleaned_data[name] or "") != (getattr(row, name) or "")
    ]


def inquiry_close(request, pk):
    inquiry = inquiry_for(request.user, pk)
    form = forms.CloseForm(request.POST if request.method == "POST" else None, initial={"version": inquiry.version})
    if inquiry.closed_at:
        return redirect("inquiry_detail", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_inquiry(inquiry=inquiry, by=request.user, **form.cleaned_data)
        except (actions.AlreadyClosed, StaleVersion):
            messages.warning(
                request, _("Somebody else changed this inquiry in the meantime. This is how it stands now")
            )
            return redirect("inquiry_detail", pk=pk)
        messages.success(request, _("Inquiry closed"))
        return redirect("intake_board")
    return _page(request, "inquiry_close", inquiry, form=form)
