"""What every page about people, events, areas and the formulation does alike."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record
from audit.versions import StaleVersion, differences
from clients.access import chart_client_for
from safety.banner import client_banners

from .. import actions
from ..actions import StillNamed


def take_out(request, row, *, edit, back):
    """Take a row out of the chart and go `back` to its list; where it must stay, to its `edit` page with the reason."""
    try:
        version = int(request.POST.get("version", ""))
        actions.take_out(row=row, version=version, by=request.user)
    except StillNamed:
        messages.error(request, _("It is named elsewhere in the chart. Change that first, then take it out."))
    except (StaleVersion, ValueError, OverflowError):
        messages.error(request, _("It was changed in the meantime. Look at it, then take it out."))
    else:
        messages.success(request, _("%(name)s is taken out") % {"name": row})
        return redirect(back, pk=row.client_id)
    return redirect(edit, pk=row.pk)


def typed(request):
    return request.POST if request.method == "POST" else None


def stale_page(request, name, stale, *, form, client=None, **shown):
    """The page again, with what was typed and what is stored now. Nothing was overwritten."""
    current = stale.current
    form.carry(current.version if current else 0)
    rows = differences(form, form.as_stored(current)) if current else []
    shown |= {"form": form, "rows": rows, "is_stale": True}
    return page(request, name, client or current.client, status=409, **shown)


def page(request, name, client, *, status=200, **shown):
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
