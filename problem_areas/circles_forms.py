"""What is typed or dragged when the circles are arranged, and the occasion of a snapshot. Forms check; `actions` write."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import VersionField

from .actions import Placing
from .closeness import figure_of
from .vocabulary import CIRCLES, RING_WORDS, SNAPSHOT_OCCASIONS

RINGS = (("", _("None")), *RING_WORDS.items())
UNREADABLE = _("Nothing was moved: a place could not be read. Open this page again, or choose the circles in the table")


class CirclesForm(forms.Form):
    """For each person the circle wanted; where a script has moved the dot, the place too, which then decides."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.pk.hex: person for person in people}
        for key, person in self.people.items():
            self.fields[f"ring_{key}"] = _ring(person, widget=forms.RadioSelect)
            self.fields[f"was_{key}"] = _ring(person, widget=forms.HiddenInput)
            self.fields[f"x_{key}"] = _place()
            self.fields[f"y_{key}"] = _place()
            self.fields[f"version_{key}"] = VersionField(required=False, initial=person.version)

    def rows(self):
        """For the table: (person, the field of the circle, its hidden fields)."""
        for key, person in self.people.items():
            yield person, self[f"ring_{key}"], [self[f"{name}_{key}"] for name in ("was", "x", "y", "version")]

    def clean(self):
        """Nobody corrects a hidden field: one sentence for all of them."""
        hidden = [name for name in self.errors if not name.startswith("ring_")]
        half = [key for key in self.people if (self._given("x", key) is None) != (self._given("y", key) is None)]
        for name in hidden:
            del self._errors[name]
        if hidden or half:
            self.add_error(None, UNREADABLE)
        return self.cleaned_data

    def placings(self):
        """Everybody who was moved; whoever was left alone is not written."""
        return [placing for key in self.people if (placing := self._placing(key))]

    def figures(self):
        """Everybody where they are on this page: as moved, or else as stored."""
        moved = {placing.person.pk.hex: placing.changes() for placing in (self.placings() if self.is_bound else ())}
        return [replace(figure_of(person), **moved.get(key, {})) for key, person in self.people.items()]

    def carry(self, current):
        """Save again from here: the next save answers to what is stored of these people now."""
        self.data = self.data.copy()
        for person in current:
            self.data[f"version_{person.pk.hex}"] = person.version
            self.data[f"was_{person.pk.hex}"] = person.closeness or ""

    def differences(self, current):
        """Rows of _stored_now.html: the circle wanted here and the one stored now, for each of these people."""
        labels = dict(CIRCLES) | {None: _("In no circle")}
        wanted = {placing.person.pk: placing.changes()["closeness"] for placing in self.placings()}
        return [
            {"label": person.name, "mine": labels[wanted[person.pk]], "theirs": labels[person.closeness]}
            for person in current
        ]

    def _given(self, name, key):
        return self.cleaned_data.get(f"{name}_{key}")

    def _placing(self, key):
        x, y, ring = self._given("x", key), self._given("y", key), self._given("ring", key)
        if (x is None or y is None) and ring == self._given("was", key):
            return None
        return Placing(self.people[key], self._given("version", key) or 0, ring, x, y)


def _ring(person, **kwargs):
    return forms.TypedChoiceField(
        choices=RINGS,
        coerce=int,
        empty_value=None,
        required=False,
        initial=person.closeness or "",
        label=_("Circle of %(name)s") % {"name": person.name},
        error_messages={"invalid_choice": _("Choose one of the circles for %(name)s") % {"name": person.name}},
        **kwargs,
    )


def _place():
    return forms.FloatField(min_value=0, max_value=1, required=False, widget=forms.HiddenInput)


class SnapshotForm(forms.Form):
    """On which occasion the circles are kept."""

    occasion = forms.ChoiceField(
        label=_("Occasion"),
        choices=SNAPSHOT_OCCASIONS,
        initial="other",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the occasion"), "invalid_choice": _("Choose the occasion from the list")},
    )
