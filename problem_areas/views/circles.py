"""The closeness circles: arranged, kept, and compared with those of another day."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import chart_client_for, treated_client_for

from .. import actions
from ..circles_forms import CirclesForm, SnapshotForm
from ..inventory import board_of, inventory_of, people_of
from ..people_forms import QuickPersonForm
from ..then_and_now import then_and_now
from .page import page, typed


def circles_arrange(request, pk):
    """Move people between the rings: by dragging, by arrow keys, or by the table."""
    client = treated_client_for(request.user, pk)
    form = CirclesForm(typed(request), people=people_of(client))
    if form.is_valid():
        try:
            actions.arrange_circles(client=client, placings=form.placings(), by=request.user)
        except actions.StaleCircles as stale:
            rows = form.differences(stale.current)
            form.carry(stale.current)
            return _board(request, client, form, status=409, rows=rows, is_stale=True)
        messages.success(request, _("The circles are saved"))
        if request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse({"to": reverse("important_people", args=[client.pk])})
        return redirect("important_people", pk=client.pk)
    return _board(request, client, form)


def _board(request, client, form, **shown):
    picture = board_of(client, form.figures(), title=_("Closeness circles"))
    return page(request, "circles_arrange", client, tab="important_people", form=form, picture=picture, **shown)


def circles_keep(request, pk):
    """Keep the circles as they are now."""
    client = treated_client_for(request.user, pk)
    form = SnapshotForm(request.POST)
    if not form.is_valid():
        inventory = inventory_of(client, title=_("Closeness circles"))
        shown = {"tab": "important_people", "inventory": inventory, "keep_form": form}
        return page(request, "important_people", client, form=QuickPersonForm(client=client), status=422, **shown)
    if actions.take_snapshot(client=client, occasion=form.cleaned_data["occasion"], by=request.user):
        messages.success(request, _("The circles of today are kept"))
    else:
        messages.warning(request, _("Nobody is in the inventory yet, so nothing was kept"))
    return redirect("important_people", pk=client.pk)


def circles_compare(request, pk):
    """Then and now, side by side."""
    client = chart_client_for(request.user, pk)
    pair = then_and_now(client, then=request.GET.get("then", ""), now=request.GET.get("now", ""))
    return page(request, "circles_compare", client, tab="important_people", pair=pair)
