"""Who is away, and what is booked in that time: moved, called off, told."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.actions import record
from audit.versions import StaleVersion
from clients.access import clinicians

from .. import actions
from ..access import absences_of, appointments_while_away, away_clinician_for
from ..forms import AbsenceForm, CallOffForm, RemoveForm
from ..models import Appointment
from ..week import BOOKS_FOR_ALL


def absence_list(request):
    today, is_office = timezone.localdate(), request.user.role in BOOKS_FOR_ALL
    who = clinicians() if is_office else clinicians().filter(pk=request.user.pk)
    initial = {"from_on": today}
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, initial=initial, clinicians=who, everybody=is_office
    )
    if request.method == "POST" and form.is_valid():
        added = actions.add_absences(**form.values(), by=request.user)
        messages.success(request, _("Saved. No booking takes these days from now on"))
        return redirect("absence_detail", pk=added[0].clinician_id) if len(added) == 1 else redirect("absence_list")
    return render(request, "scheduling/absence_list.html", {"form": form, "absences": absences_of(request.user, today)})


def absence_detail(request, pk):
    """One clinician's days away: what is still booked then is moved or cancelled; a stretch is taken back."""
    clinician, today = away_clinician_for(request.user, pk), timezone.localdate()
    absences = absences_of(request.user, today).filter(clinician=clinician)
    during = appointments_while_away(request.user, clinician, today)
    booked = [each for each in during if each.status == Appointment.BOOKED]
    if "remove" in request.POST:
        return _remove(request, RemoveForm(request.POST, absences=absences), pk)
    form = CallOffForm(request.POST if request.method == "POST" else None, booked=booked)
    if request.method == "POST" and form.is_valid():
        _call_off(request, form.chosen())
        return redirect("absence_detail", pk=pk)
    record("absences.viewed", clinician, details={"appointments": len(during)}, by=request.user)
    off = [each for each in during if each.status == Appointment.CANCELLED_BY_PRACTICE]
    page = {"clinician": clinician, "absences": absences, "form": form, "booked": booked, "off": off}
    return render(request, "scheduling/absence_detail.html", page)


def _call_off(request, appointments):
    try:
        actions.call_off(appointments=appointments, by=request.user)
    except (actions.NotPossible, StaleVersion):
        messages.warning(request, _("Somebody else changed one of them in the meantime. Nothing was cancelled"))
    else:
        words = ngettext("%(n)s appointment cancelled", "%(n)s appointments cancelled", len(appointments))
        messages.success(request, words % {"n": len(appointments)})


def _remove(request, form, pk):
    if form.is_valid():
        actions.remove_absence(absence=form.cleaned_data["remove"], by=request.user)
        messages.success(request, _("Removed. These days can be booked again"))
    return redirect("absence_detail", pk=pk)
