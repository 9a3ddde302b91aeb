"""The administrator's pages on places, rooms and hours."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import clinicians, person_for
from accounts.fields import ZONES
from audit.versions import StaleVersion, differences

from .. import actions
from ..access import location_for, locations, places
from ..place_forms import EditLocationForm, LocationForm, RoomForm, StretchFormSet, VersionForm, WeekFormSet

PLACE = list(LocationForm.base_fields)


def _page(request, template, *, status=200, **context):
    return render(request, f"scheduling/{template}.html", context, status=status)


def place_list(request):
    rows = [(location, dict(ZONES).get(location.time_zone, location.time_zone)) for location in places()]
    return _page(request, "place_list", locations=rows, clinicians=clinicians())


def location_new(request):
    form = LocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            location = actions.add_location(**form.cleaned_data, by=request.user)
        except actions.NameTaken:
            form.add_error("name", _("Choose another name: there is a place of this one"))
        else:
            messages.success(request, _("Place added. Set its hours now, or nothing can be booked there."))
            return redirect("hours_edit", pk=location.pk)
    return _page(request, "location_new", form=form)


def location_edit(request, pk):
    location = location_for(request.user, pk)
    initial = model_to_dict(location, fields=PLACE) | {"version": location.version}
    form = EditLocationForm(request.POST or None, initial=initial, zone=location.time_zone)
    context, status = {"location": location, "form": form}, 200
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in PLACE}
        try:
            actions.edit_location(
                location=location, version=form.cleaned_data["version"], values=values, by=request.user
            )
        except StaleVersion as stale:
            context["stored"], status = differences(form, stale.current), 409
            _read_again(form, stale.current)
        except actions.NameTaken:
            form.add_error("name", _("Choose another name: there is a place of this one"))
        else:
            messages.success(request, _("Saved"))
            return redirect("place_list")
    return _page(request, "location_edit", **context, status=status)


def room_new(request, pk):
    location = location_for(request.user, pk)
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_room(location=location, name=form.cleaned_data["name"], by=request.user)
        except actions.NameTaken:
            form.add_error("name", _("Choose another name: there is a room of this one"))
        else:
            messages.success(request, _("Room added"))
            return redirect("place_list")
    return _page(request, "room_new", form=form, location=location)


def hours_edit(request, pk):
    location = location_for(request.user, pk)
    stored = {row.weekday: row for row in location.opening_hours.all()}
    initial = [
        model_to_dict(stored[day], fields=["opens_at", "closes_at"]) if day in stored else {} for day in range(7)
    ]
    week = WeekFormSet(request.POST or None, initial=initial)
    return _hours(request, week, actions.set_opening_hours, location=location)


def _read_again(form, row):
    """The form as typed, over the row as it is now."""
    form.data = form.data.copy()
    form.data["version"] = row.version


def working_hours_edit(request, pk):
    clinician = person_for(request.user, pk)
    rows = clinician.working_hours.order_by("weekday", "starts_at").values(
        "weekday", "location", "starts_at", "ends_at"
    )
    week = StretchFormSet(request.POST or None, initial=list(rows), form_kwargs={"locations": locations()})
    return _hours(request, week, actions.set_working_hours, clinician=clinician)


def _hours(request, week, action, **whose):
    """A week of hours, of a place or of a clinician (`whose`: the one row, by the name that action and template know)."""
    (row,) = whose.values()
    version = VersionForm(request.POST or None, initial={"version": row.version})
    template, context = request.resolver_match.url_name, {**whose, "week": week, "version_form": version}
    if request.method == "POST" and version.is_valid() and week.is_valid():
        try:
            action(**whose, version=version.cleaned_data["version"], hours=week.hours(), by=request.user)
        except StaleVersion as stale:
            _read_again(version, stale.current)
            return _page(request, template, **context, stale=True, status=409)
        messages.success(request, _("Hours saved"))
        return redirect("place_list")
    return _page(request, template, **context)
