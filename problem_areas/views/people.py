"""The interpersonal inventory: the people of one client's life."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from audit.versions import StaleVersion
from clients.access import chart_client_for, treated_client_for

from .. import actions
from ..access import treated_person_for
from ..circles_forms import SnapshotForm
from ..inventory import inventory_of
from ..people_forms import PersonForm, QuickPersonForm
from ..person_page import known_people
from .page import page, stale_page, take_out, typed


def important_people(request, pk):
    client = chart_client_for(request.user, pk)
    inventory = inventory_of(client, title=_("Closeness circles"))
    form = QuickPersonForm(client=client)
    return page(request, "important_people", client, form=form, keep_form=SnapshotForm(), inventory=inventory)


def inventory_detail(request, pk):
    """Everything that is known about everybody, to be read and printed."""
    client = chart_client_for(request.user, pk)
    return page(request, "inventory_detail", client, tab="important_people", known=known_people(client))


def important_person_new(request, pk):
    client = treated_client_for(request.user, pk)
    form = QuickPersonForm(typed(request), client=client)
    if form.is_valid():
        person = actions.add_person(client=client, values=form.values(), by=request.user)
        messages.success(request, _("%(name)s is in the inventory") % {"name": person.name})
        return redirect("important_people", pk=client.pk)
    return page(request, "important_person_new", client, tab="important_people", form=form)


def important_person_edit(request, pk):
    person = treated_person_for(request.user, pk)
    heading = person.name
    form = PersonForm(typed(request), instance=person, client=person.client)
    shown = {"form": form, "heading": heading}
    if form.is_valid():
        try:
            actions.edit_person(person=person, version=form.read_version(), values=form.values(), by=request.user)
        except StaleVersion as stale:
            return stale_page(request, "important_person_edit", stale, tab="important_people", **shown)
        messages.success(request, _("%(name)s is saved") % {"name": person.name})
        return redirect("important_people", pk=person.client_id)
    return page(request, "important_person_edit", person.client, tab="important_people", **shown)


def important_person_remove(request, pk):
    """Somebody who was entered by mistake, or twice."""
    person = treated_person_for(request.user, pk)
    return take_out(request, person, edit="important_person_edit", back="important_people")
