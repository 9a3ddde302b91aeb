"""What the administrator types about places, rooms and hours."""

from itertools import pairwise

from django import forms
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext_lazy as _

from accounts.fields import STATES, TimeField, VersionField, ZoneField
from audit.text import LineFormField

from .models import Location


class LocationForm(forms.Form):
    """A place where people are seen."""

    name = LineFormField(label=_("Name"), max_length=80, help_text=_("As staff call it"))
    address = LineFormField(
        label=_("Address"),
        max_length=1000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It appears in messages to clients, without lines that say what kind of help people get"),
    )
    phone = LineFormField(label=_("Phone"), max_length=40, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", "")] + [(each, each) for each in STATES], required=False)
    time_zone = ZoneField()

    def __init__(self, *args, zone="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].keep(zone)


class EditLocationForm(LocationForm):
    version = VersionField()


class RoomForm(forms.Form):
    name = LineFormField(label=_("Name"), max_length=40, help_text=_("Such as Room 2"))


class VersionForm(forms.Form):
    """The row whose hours these are, as it was read."""

    version = VersionField()


class DayForm(forms.Form):
    """One weekday of a place. Both empty: closed."""

    mark_optional = False
    opens_at = TimeField(label=_("Opens"), required=False)
    closes_at = TimeField(label=_("Closes"), required=False)

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        opens, closes = values["opens_at"], values["closes_at"]
        if opens and not closes:
            self.add_error("closes_at", _("Enter when it closes, or empty both"))
        elif closes and not opens:
            self.add_error("opens_at", _("Enter when it opens, or empty both"))
        elif opens and closes <= opens:
            self.add_error("closes_at", _("Enter a time after it opens"))
        return values


class WeekFormSet(forms.formset_factory(DayForm, extra=0, min_num=7, max_num=7, absolute_max=7)):
    """Monday to Sunday."""

    def with_days(self):
        return [(DAY_NAMES[number], form) for number, form in enumerate(self.forms)]

    def hours(self):
        rows = enumerate(form.cleaned_data for form in self.forms)
        return {day: (row["opens_at"], row["closes_at"]) for day, row in rows if row.get("opens_at")}


class StretchForm(forms.Form):
    """A stretch of work on a weekday. No times: the row is taken out."""

    mark_optional = False
    weekday = forms.TypedChoiceField(label=_("Day"), choices=list(DAY_NAMES.items()), coerce=int)
    location = forms.ModelChoiceField(label=_("Place"), queryset=Location.objects.none(), empty_label=None)
    starts_at = TimeField(label=_("From"), required=False)
    ends_at = TimeField(label=_("Until"), required=False)

    def __init__(self, *args, locations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = locations
        self.empty_permitted, self.use_required_attribute = True, False

    def has_changed(self):
        """A row without times says nothing, whatever day it stands on."""
        return any(self[name].data for name in ("starts_at", "ends_at")) if self.is_bound else False

    def clean(self):
        values = super().clean()
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if not self.errors and (not starts or not ends):
            self.add_error("ends_at" if starts else "starts_at", _("Enter both times, or empty both"))
        elif not self.errors and ends <= starts:
            self.add_error("ends_at", _("Enter a time after the first one"))
        return values


class StretchFormSet(forms.formset_factory(StretchForm, extra=2, max_num=21, validate_max=True, absolute_max=28)):
    """A clinician's week."""

    def clean(self):
        if any(self.errors):
            return
        by_day = {}
        for row in self.hours():
            by_day.setdefault(row["weekday"], []).append((row["starts_at"], row["ends_at"]))
        for day, stretches in by_day.items():
            stretches.sort()
            if any(later[0] < earlier[1] for earlier, later in pairwise(stretches)):
                raise forms.ValidationError(
                    _("Change the hours on %(day)s: two of them overlap") % {"day": DAY_NAMES[day]}, code="overlap"
                )

    def hours(self):
        return [form.cleaned_data for form in self.forms if form.has_changed()]
