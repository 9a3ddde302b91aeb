"""People, life events, problem areas and the formulation of one client's chart."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.actions import record
from audit.versions import StaleVersion, differences
from clients.access import chart_client_for, treated_client_for
from safety.banner import client_banners

from . import actions, forms
from .access import treated_area_for, treated_event_for, treated_person_for
from .catalogue import AREAS
from .inventory import inventory_of
from .vocabulary import DISPUTE_SAFETY_NOTE, DISPUTE_STAGES, DISPUTE_STANCE, loss_hint


def important_people(request, pk):
    client = chart_client_for(request.user, pk)
    inventory = inventory_of(client, title=_("Closeness circles"))
    form = forms.QuickPersonForm(client=client)
    return _page(request, "important_people", client, form=form, inventory=inventory)


def important_person_new(request, pk):
    client = treated_client_for(request.user, pk)
    form = forms.QuickPersonForm(_typed(request), client=client)
    if form.is_valid():
        person = actions.add_person(client=client, values=form.values(), by=request.user)
        messages.success(request, _("%(name)s is in the inventory") % {"name": person.name})
        return redirect("important_people", pk=client.pk)
    return _page(request, "important_person_new", client, tab="important_people", form=form)


def important_person_edit(request, pk):
    person = treated_person_for(request.user, pk)
    heading = person.name
    form = forms.PersonForm(_typed(request), instance=person, client=person.client)
    shown = {"form": form, "heading": heading}
    if form.is_valid():
        try:
            actions.edit_person(person=person, version=form.read_version(), values=form.values(), by=request.user)
        except StaleVersion as stale:
            return _stale(request, "important_person_edit", stale, tab="important_people", **shown)
        messages.success(request, _("%(name)s is saved") % {"name": person.name})
        return redirect("important_people", pk=person.client_id)
    return _page(request, "important_person_edit", person.client, tab="important_people", **shown)


def life_event_new(request, pk):
    client = treated_client_for(request.user, pk)
    form = forms.LifeEventForm(_typed(request), client=client, initial={"happened_on": today_for(request.user)})
    if form.is_valid():
        actions.add_event(client=client, values=form.values(), by=request.user)
        messages.success(request, _("The event is on the timeline"))
        return redirect("client_timeline", pk=client.pk)
    return _page(request, "life_event_new", client, tab="client_timeline", form=form)


def life_event_edit(request, pk):
    event = treated_event_for(request.user, pk)
    form = forms.LifeEventForm(_typed(request), instance=event, client=event.client)
    if form.is_valid():
        try:
            actions.edit_event(event=event, version=form.read_version(), values=form.values(), by=request.user)
        except StaleVersion as stale:
            return _stale(request, "life_event_edit", stale, tab="client_timeline", form=form)
        messages.success(request, _("The event is saved"))
        return redirect("client_timeline", pk=event.client_id)
    return _page(request, "life_event_edit", event.client, tab="client_timeline", form=form)


def problem_area_new(request, pk):
    """First which of the four, then what is known about it."""
    client = treated_client_for(request.user, pk)
    kind = request.GET.get("kind", "")
    if kind not in AREAS:
        return _page(request, "problem_area_new", client, tab="formulation_detail", areas=AREAS.values())
    form = forms.ProblemAreaForm(_typed(request), client=client, kind=kind)
    if form.is_valid():
        actions.identify_area(client=client, kind=kind, values=form.values(), by=request.user)
        messages.success(request, _("%(area)s is identified") % {"area": AREAS[kind].label})
        return _after_area(request, client.pk, form)
    return _page(request, "problem_area_new", client, tab="formulation_detail", form=form, **_guide(kind))


def problem_area_edit(request, pk):
    area = treated_area_for(request.user, pk)
    form = forms.ProblemAreaForm(_typed(request), instance=area, client=area.client, kind=area.kind)
    shown = {"form": form, **_guide(area.kind)}
    if form.is_valid():
        try:
            actions.edit_area(area=area, version=form.read_version(), values=form.values(), by=request.user)
        except StaleVersion as stale:
            return _stale(request, "problem_area_edit", stale, tab="formulation_detail", **shown)
        messages.success(request, _("%(area)s is saved") % {"area": area.label})
        return _after_area(request, area.client_id, form)
    return _page(request, "problem_area_edit", area.client, tab="formulation_detail", **shown)


def formulation_detail(request, pk):
    client = chart_client_for(request.user, pk)
    formulation = client.formulations.select_related("written_by").prefetch_related("precipitants").first()
    earlier = formulation.history.select_related("history_user").order_by("-version")[1:] if formulation else []
    shown = {"formulation": formulation, "earlier": earlier, "areas": client.problem_areas.select_related("person")}
    return _page(request, "formulation_detail", client, **shown)


def formulation_edit(request, pk):
    """Edits the latest formulation, or begins the first one; with `?new=1` another one, for another course."""
    client = treated_client_for(request.user, pk)
    latest, is_new = client.formulations.first(), request.GET.get("new") == "1"
    form = forms.FormulationForm(_typed(request), instance=None if is_new else latest, client=client)
    shown = {"form": form, "is_new": is_new, "tab": "formulation_detail"}
    if form.is_valid():
        version = None if is_new else form.read_version()
        try:
            actions.save_formulation(client=client, version=version, values=form.values(), by=request.user)
        except StaleVersion as stale:
            return _stale(request, "formulation_edit", stale, client=client, **shown)
        messages.success(request, _("The formulation is saved"))
        return redirect("formulation_detail", pk=client.pk)
    return _page(request, "formulation_edit", client, **shown)


def _typed(request):
    return request.POST if request.method == "POST" else None


def _guide(kind):
    return {
        "area": AREAS[kind],
        "stages": DISPUTE_STAGES.values() if kind == "role_dispute" else (),
        "safety_note": DISPUTE_SAFETY_NOTE,
        "stance": DISPUTE_STANCE,
    }


def _after_area(request, pk, form):
    hint = loss_hint(form.cleaned_data.get("loss_kind", ""))
    if hint:
        messages.warning(request, hint)
    return redirect("formulation_detail", pk=pk)


def _stale(request, name, stale, *, form, client=None, **shown):
    """The page again, with what was typed and what is stored now. Nothing was overwritten."""
    current = stale.current
    form.carry(current.version if current else 0)
    rows = differences(form, current) if current else []
    shown |= {"form": form, "rows": rows, "is_stale": True}
    return _page(request, name, client or current.client, status=409, **shown)


def _page(request, name, client, *, status=200, **shown):
    """A page of the chart; reading it is recorded."""
    if not hasattr(client, "may_write"):
        client = chart_client_for(request.user, client.pk)
    form = shown.get("form")
    if request.method == "GET":
        record("client.viewed", client, client=client, details={"page": name}, by=request.user)
    elif status == 200 and form is not None and form.errors:
        status = 422
    head = {"client": client, "tab": name, "banners": client_banners(client, request.user)}
    return render(request, f"problem_areas/{name}.html", head | shown, status=status)
