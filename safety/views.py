"""Safety: raise a concern, acknowledge an alert, record the assessment that closes it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from audit.actions import record
from clients.access import client_for

from .access import alert_for, who_answers
from .actions import acknowledge, raise_alert, record_assessment
from .banner import client_banners
from .forms import AssessmentForm, ConcernForm
from .models import SafetyAlert


def alert_raise(request, pk):
    """A clinician's own concern. It goes to whoever treats the client."""
    client = client_for(request.user, pk)
    form = ConcernForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        owner = who_answers(client, request.user)
        alert = raise_alert(
            client=client, source=SafetyAlert.CLINICIAN, what=form.cleaned_data["what"], owner=owner, by=request.user
        )
        messages.success(request, _("Alert raised. %(name)s answers for it.") % {"name": owner.full_name})
        return redirect("assessment_new", pk=alert.pk)
    record("client.viewed", client, client=client, by=request.user)
    page = {"form": form, "client": client, "safety_banners": client_banners(client, request.user)}
    return render(request, "safety/alert_raise.html", page, status=422 if form.errors else 200)


def alert_acknowledge(request, pk):
    """I have seen it. The alert stays open until an assessment is recorded."""
    alert = alert_for(request.user, pk)
    acknowledge(alert=alert, by=request.user)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return redirect(back)
    return redirect("assessment_new", pk=alert.pk)


def assessment_new(request, pk):
    """Record what was asked, heard and done. Signing it closes the alert."""
    alert = alert_for(request.user, pk)
    form = AssessmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        record_assessment(client=alert.client, alert=alert, by=request.user, **form.cleaned_data)
        messages.success(request, _("Assessment signed. No alert is open for this client."))
        return redirect("client_detail", pk=alert.client_id)
    record("alert.viewed", alert, client=alert.client_id, by=request.user)
    page = {"form": form, "alert": alert, "client": alert.client}
    return render(request, "safety/assessment_new.html", page, status=422 if form.errors else 200)
