"""What happened: the events of the timeline."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.versions import StaleVersion
from clients.access import treated_client_for

from .. import actions
from ..access import treated_event_for
from ..people_forms import LifeEventForm
from .page import page, stale_page, take_out, typed


def life_event_new(request, pk):
    client = treated_client_for(request.user, pk)
    form = LifeEventForm(typed(request), client=client, initial={"happened_on": today_for(request.user)})
    if form.is_valid():
        actions.add_event(client=client, values=form.values(), by=request.user)
        messages.success(request, _("The event is on the timeline"))
        return redirect("client_timeline", pk=client.pk)
    return page(request, "life_event_new", client, tab="client_timeline", form=form)


def life_event_edit(request, pk):
    event = treated_event_for(request.user, pk)
    form = LifeEventForm(typed(request), instance=event, client=event.client)
    if form.is_valid():
        try:
            actions.edit_event(event=event, version=form.read_version(), values=form.values(), by=request.user)
        except StaleVersion as stale:
            return stale_page(request, "life_event_edit", stale, tab="client_timeline", form=form)
        messages.success(request, _("The event is saved"))
        return redirect("client_timeline", pk=event.client_id)
    return page(request, "life_event_edit", event.client, tab="client_timeline", form=form)


def life_event_remove(request, pk):
    """What was entered by mistake, or twice."""
    event = treated_event_for(request.user, pk)
    return take_out(request, event, edit="life_event_edit", back="client_timeline")
