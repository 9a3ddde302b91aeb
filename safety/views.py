"""Safety: raise a concern, acknowledge an alert, record the assessment that closes it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from audit.actions import record
from clients.access import chart_client_for, client_for

from .access import alert_for, alerts_about, assessments_of, who_answers
from .actions import acknowledge, raise_alert, record_assessment
from .banner import client_banners, still_open
from .forms import AssessmentForm, ConcernForm, ShownAlertsForm
from .models import SafetyAlert
from .questions import DANGERS, FIELDS_OF, SELF


def alert_raise(request, pk):
    """A clinician's own concern. It goes to whoever treats the client."""
    client = client_for(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = ConcernForm(data, initial={"danger": request.GET.get("danger", SELF)}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        owner = who_answers(client, request.user)
        alert = raise_alert(
            client=client, source=SafetyAlert.CLINICIAN, owner=owner, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("Alert raised. %(name)s answers for it.") % {"name": owner.full_name})
        return redirect("assessment_new", pk=alert.pk)
    record("client.viewed", client, client=client, by=request.user)
    page = {"form": form, "client": client, "safety_banners": client_banners(client, request.user)}
    return render(request, "safety/alert_raise.html", page, status=422 if form.errors else 200)


def safety_record(request, pk):
    """What was assessed about a client's safety, and what is open."""
    client = chart_client_for(request.user, pk)
    record("client.viewed", client, client=client, details={"page": "safety_record"}, by=request.user)
    page = {"client": client, "assessments": assessments_of(client), "banners": client_banners(client, request.user)}
    return render(request, "safety/safety_record.html", page)


def alert_acknowledge(request, pk):
    """I have seen it. The alert stays open until an assessment is recorded."""
    alert = alert_for(request.user, pk)
    acknowledge(alert=alert, by=request.user)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return redirect(back)
    return redirect("assessment_new", pk=alert.pk)


def assessment_new(request, pk):
    """Record what was asked, heard and done about the danger that the alert names, or another one. Signing it closes the alert."""
    alert = alert_for(request.user, pk)
    chosen = request.GET.get("danger", "")
    danger = chosen if chosen in FIELDS_OF else alert.danger
    data = request.POST if request.method == "POST" else None
    form, shown = AssessmentForm(data, danger=danger), ShownAlertsForm(data, alerts=alerts_about(alert.client, danger))
    if request.method == "POST" and form.is_valid():
        alerts = [alert, *(shown.cleaned_data["shown"] if shown.is_valid() else ())]
        record_assessment(
            client=alert.client, danger=danger, alert=alert, alerts=alerts, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("Assessment signed. %(open)s") % {"open": still_open(alert.client)})
        return redirect("client_detail", pk=alert.client_id)
    record("alert.viewed", alert, client=alert.client_id, by=request.user)
    others = [(key, label) for key, label in DANGERS if key != danger]
    page = {"form": form, "shown": shown, "alert": alert, "client": alert.client, "danger": dict(DANGERS)[danger]}
    page |= {"others": others, "is_another": danger != alert.danger}
    return render(request, "safety/assessment_new.html", page, status=422 if form.errors else 200)
