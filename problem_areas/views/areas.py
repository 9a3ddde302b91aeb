"""The four areas: identified, described, closed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.versions import StaleVersion
from clients.access import treated_client_for

from .. import actions
from ..access import area_for, focus_candidates_of, suggested_areas_of, treated_area_for
from ..area_forms import AreaRatingForm, ProblemAreaForm
from ..area_page import against_deficits, area_page
from ..catalogue import AREAS, INTERPERSONAL_DEFICITS, ROLE_DISPUTE
from ..vocabulary import DISPUTE_STAGES, DISPUTE_STANCE, loss_hint
from .page import page, stale_page, typed


def problem_area_new(request, pk):
    """First which of the four, then what is known about it."""
    client = treated_client_for(request.user, pk)
    kind = request.GET.get("kind", "")
    if kind not in AREAS:
        shown = {"areas": AREAS.values(), "suggested": suggested_areas_of(client)}
        shown["candidates"] = focus_candidates_of(client)
        return page(request, "problem_area_new", client, tab="formulation_detail", **shown)
    form = ProblemAreaForm(typed(request), client=client, kind=kind, today=today_for(request.user))
    if form.is_valid():
        stage_on = form.cleaned_data.get("stage_on")
        area = actions.identify_area(client=client, kind=kind, values=form.values(), stage_on=stage_on, by=request.user)
        messages.success(request, _("%(area)s is identified") % {"area": area.label})
        return _after_area(request, area, form)
    return page(request, "problem_area_new", client, tab="formulation_detail", form=form, **_guide(kind, client))


def problem_area_detail(request, pk):
    """What is known about an area, how it moved, and what comes next in it."""
    area = area_for(request.user, pk)
    shown = {"found": area, "known": area_page(area, today=today_for(request.user)), **_guide(area.kind, area.client)}
    return page(request, "problem_area_detail", area.client, tab="formulation_detail", **shown)


def problem_area_edit(request, pk):
    area = treated_area_for(request.user, pk)
    form = ProblemAreaForm(
        typed(request), instance=area, client=area.client, kind=area.kind, today=today_for(request.user)
    )
    shown = {"form": form, "area_pk": area.pk, **_guide(area.kind, area.client)}
    if form.is_valid():
        stage_on = form.cleaned_data.get("stage_on")
        try:
            actions.edit_area(
                area=area, version=form.read_version(), values=form.values(), stage_on=stage_on, by=request.user
            )
            messages.success(request, _("%(area)s is saved") % {"area": area.label})
            return _after_area(request, area, form)
        except actions.StageTooEarly as early:
            form.add_error("stage_on", str(early))
        except StaleVersion as stale:
            return stale_page(request, "problem_area_edit", stale, tab="formulation_detail", **shown)
    return page(request, "problem_area_edit", area.client, tab="formulation_detail", **shown)


def area_rate(request, pk):
    """Progress in an area on a day, the signs seen, and where a dispute stands."""
    area = treated_area_for(request.user, pk)
    form = AreaRatingForm(typed(request), area=area, today=today_for(request.user))
    shown = {"form": form, "rated": area, "tab": "formulation_detail"}
    if form.is_valid():
        try:
            actions.rate_area(area=area, version=form.read_version(), by=request.user, **form.values())
            messages.success(request, _("%(area)s is rated") % {"area": area.label})
            return redirect("problem_area_detail", pk=area.pk)
        except actions.StageTooEarly as early:
            form.add_error("rated_on", str(early))
        except StaleVersion as stale:
            return stale_page(request, "area_rate", stale, **shown)
    return page(request, "area_rate", area.client, **shown)


def _guide(kind, client):
    """What stands beside an area: what to ask, stages, goals, and what speaks against the last of the four."""
    return {
        "area": AREAS[kind],
        "against": against_deficits(client) if kind == INTERPERSONAL_DEFICITS else (),
        "stages": DISPUTE_STAGES.values() if kind == ROLE_DISPUTE else (),
        "stance": DISPUTE_STANCE,
    }


def _after_area(request, area, form):
    hint = loss_hint(form.cleaned_data.get("loss_kind", ""))
    if hint:
        messages.warning(request, hint)
    return redirect("problem_area_detail", pk=area.pk)
