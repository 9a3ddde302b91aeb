"""What brings the client: read by who may read the chart, written by who treats and by the director."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import today_for
from audit.versions import StaleVersion
from clients.access import chart_client_for

from ..access import assessed_client_for, assessment_of, suggested_areas_of
from ..assessing import save_assessment
from ..assessment_forms import AssessmentForm, PriorTreatmentFormSet
from ..presenting import hints
from .page import page, stale_page, typed

TREATMENT = ("what", "when", "helpful", "note")


def assessment_detail(request, pk):
    client = chart_client_for(request.user, pk)
    assessment, age = assessment_of(client), client.age_on(today_for(request.user))
    shown = {
        "assessment": assessment,
        "treatments": client.prior_treatments.all(),
        "hints": hints(assessment.indications, age, assessment.concerns) if assessment else [],
        "suggested": suggested_areas_of(client),
        "may_assess": client.may_write or request.user.role == roles.DIRECTOR,
    }
    return page(request, "assessment_detail", client, **shown)


def assessment_edit(request, pk):
    client = assessed_client_for(request.user, pk)
    form = AssessmentForm(
        typed(request), instance=assessment_of(client), client=client, age=client.age_on(today_for(request.user))
    )
    rows = PriorTreatmentFormSet(
        typed(request), initial=list(client.prior_treatments.values(*TREATMENT)), prefix="prior"
    )
    shown = {"form": form, "treatments": rows, "tab": "assessment_detail"}
    if form.is_valid() and rows.is_valid():
        earlier = [row.cleaned_data for row in rows if row.cleaned_data.get("what")]
        values = {"client": client, "version": form.read_version(), "values": form.values(), "treatments": earlier}
        try:
            save_assessment(by=request.user, **values)
        except StaleVersion as stale:
            return stale_page(request, "assessment_edit", stale, client=client, **shown)
        messages.success(request, _("The assessment is saved"))
        return redirect("assessment_detail", pk=client.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "assessment_edit", client, status=status, **shown)
