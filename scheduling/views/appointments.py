"""The calendar, and moving and cancelling what stands in it. The page of one appointment is in `ipt_practice`."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from audit.versions import StaleVersion
from clients.fields import ZONES, DayField
from clients.heading import client_head

from .. import actions, forms
from ..access import locations, rooms, scheduled_appointment_for
from ..models import Appointment
from ..openings import nearest, openings_about, place_of, room_for
from ..week import monday_of, week_for

ALSO_FREE = 4


def calendar(request):
    today = timezone.localdate()
    day = _day_asked_for(request) or today
    monday = monday_of(day)
    week = week_for(request.user, monday, request.GET.get("clinician", ""))
    zone = dict(ZONES).get(week.zones[0], week.zones[0]) if len(week.zones) == 1 else ""
    return render(
        request,
        "scheduling/calendar.html",
        {
            "week": week,
            "zone": zone,
            "of": f"&clinician={week.chosen}" if week.chosen else "",
            "before": monday - dt.timedelta(days=7),
            "after": monday + dt.timedelta(days=7),
            "today": today,
            "is_this_week": monday == monday_of(today),
        },
    )


def _day_asked_for(request):
    """The day in the address, None when there is none that can be read."""
    try:
        return DayField(required=False).clean(request.GET.get("week", ""))
    except ValidationError:
        return None


def _page(request, template, appointment, *, status=200, **context):
    if template == "appointment_move":
        context["others"] = _also_free(appointment, context["form"])
    context = {"appointment": appointment, "client_head": client_head(appointment.client), **context}
    return render(request, f"scheduling/{template}.html", context, status=status)


def appointment_move(request, pk):
    appointment = scheduled_appointment_for(request.user, pk)
    if appointment.status != Appointment.BOOKED:
        messages.warning(request, _("Only an appointment that is still booked can be moved"))
        return redirect("appointment_detail", pk=pk)
    form = forms.MoveForm(
        request.POST if request.method == "POST" else None,
        initial=_moved_to(appointment, forms.AskedForm(request.GET).wish()),
        locations=locations(),
        rooms=rooms(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(appointment=appointment, version=form.cleaned_data["version"], by=request.user, **form.when())
        except forms.REFUSALS as refusal:
            form.refuse(refusal)
            return _page(request, "appointment_move", appointment, form=form, status=409)
        except (StaleVersion, actions.NotPossible):
            return _changed_meanwhile(request, pk, form)
        messages.success(request, _("Appointment moved"))
        return redirect("appointment_detail", pk=pk)
    return _page(request, "appointment_move", appointment, form=form)


def _moved_to(appointment, wish):
    """What the form begins with: how it stands, at the free time that the address asks for."""
    names = ("wall_date", "wall_time", "modality", "location", "room", "version")
    initial = {name: getattr(appointment, name) for name in names}
    if "on" in wish and "at" in wish:
        place = place_of(appointment.clinician, wish["on"], wish["at"]) or appointment.location
        when = {"wall_date": wish["on"], "wall_time": wish["at"], "location": place, "modality": appointment.modality}
        who = {"client": appointment.client, "clinician": appointment.clinician, "minutes": appointment.minutes}
        initial |= when | {"room": room_for(**when, **who)}
    return initial


def _also_free(appointment, form):
    """(query, Opening) of the free times nearest to the day and time in the form."""
    day, time = form.shown_at()
    who = {"client": appointment.client, "clinicians": [appointment.clinician], "minutes": appointment.minutes}
    free = openings_about(day, now=timezone.now(), count=ALSO_FREE, **who)
    shown = dt.datetime.combine(day, time) if day and time else None
    return [
        (urlencode({"on": each.span.wall_date, "at": f"{each.span.wall_time:%H:%M}"}), each)
        for each in nearest(free, shown, ALSO_FREE)
    ]


def appointment_cancel(request, pk):
    appointment = scheduled_appointment_for(request.user, pk)
    form = forms.CancelForm(
        request.POST if request.method == "POST" else None, initial={"version": appointment.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(appointment=appointment, by=request.user, **form.cleaned_data)
        except (StaleVersion, actions.NotPossible):
            return _changed_meanwhile(request, pk)
        messages.success(request, _("Appointment cancelled"))
        return redirect("appointment_detail", pk=pk)
    return _page(request, "appointment_cancel", appointment, form=form)


def _changed_meanwhile(request, pk, form=None):
    """Somebody moved or cancelled it first: show how it stands now, and what was typed. Nothing was overwritten."""
    appointment = scheduled_appointment_for(request.user, pk)
    if form is None or appointment.status != Appointment.BOOKED:
        return _page(request, "appointment_changed", appointment, status=409)
    form.data = form.data.copy()
    form.data["version"] = appointment.version
    return _page(request, "appointment_move", appointment, form=form, is_stale=True, status=409)
