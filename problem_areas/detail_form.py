"""Form fields from a table (`field_kinds.AreaField`), for what is kept together in one JSON column, cleaned.

Nothing of it has to be filled. Text is as storable as in a column of its own, a day is kept as 2026-03-10.
"""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from audit.text import LineFormField
from clients.fields import DayField

from .field_kinds import AMOUNT, CHOICE, CHOICES, DAY, LINE, NUMBER, PEOPLE, PROSE
from .row_form import RowForm

BUTTONS_AT_MOST = 5
NOT_RECORDED = ("", "Not recorded")
EMPTY = (None, "", [])


def form_field(field, people=()):
    """The form field that asks for `field`. `people`: pairs (id, name) of the inventory."""
    words = {"label": field.label, "help_text": field.hint, "required": False}
    return _MAKERS[field.kind](field, words, people)


def _line(field, words, people):
    return LineFormField(max_length=200, **words)


def _prose(field, words, people):
    return LineFormField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}), **words)


def _choice(field, words, people):
    widget = forms.RadioSelect if len(field.choices) <= BUTTONS_AT_MOST else forms.Select
    none = [] if field.initial else [NOT_RECORDED]
    return forms.ChoiceField(choices=[*none, *field.choices], widget=widget, **words)


def _amount(field, words, people):
    choices = [NOT_RECORDED, *field.choices]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **words)


def _choices(field, words, people):
    return forms.MultipleChoiceField(choices=field.choices, widget=forms.CheckboxSelectMultiple, **words)


def _people(field, words, people):
    return forms.MultipleChoiceField(choices=people, widget=forms.CheckboxSelectMultiple, **words)


def _number(field, words, people):
    return forms.IntegerField(
        min_value=0, max_value=999, widget=forms.NumberInput(attrs={"class": "w-number"}), **words
    )


def _day(field, words, people):
    return DayField(**words)


_MAKERS = {
    LINE: _line, PROSE: _prose, CHOICE: _choice, AMOUNT: _amount, CHOICES: _choices, PEOPLE: _people, NUMBER: _number,
    DAY: _day,
}  # fmt: skip


class DetailForm(RowForm):
    """A form about one row that asks for `asked`, too, and keeps the answers in the row's column DETAILS. All is optional."""

    DETAILS = "details"
    mark_optional = False

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        stored = getattr(self.instance, self.DETAILS)
        has_people = any(field.kind == PEOPLE for field in asked)
        people = [(str(person.pk), person.name) for person in self._people()] if has_people else []
        self.asked = {field.key: field for field in asked if people or field.kind != PEOPLE}
        for key, field in self.asked.items():
            self.fields[key] = form_field(field, people)
            self.initial.setdefault(key, stored.get(key, field.initial))

    def _people(self):
        return self.client.important_people.order_by("name")

    def values(self):
        """The columns, and the details as JSON: what is empty is left out, what this table does not ask for is kept."""
        stored = getattr(self.instance, self.DETAILS)
        kept = {key: value for key, value in stored.items() if key not in self.asked}
        typed = {key: self.cleaned_data.get(key) for key in self.asked}
        return super().values() | {self.DETAILS: kept | {k: _plain(v) for k, v in typed.items() if v not in EMPTY}}

    def as_stored(self, row):
        """The row with its details beside its columns, as `audit.versions.differences` reads it."""
        for key in self.asked:
            setattr(row, key, self._read(key, getattr(row, self.DETAILS).get(key)))
        return row

    def _read(self, key, value):
        try:
            return self.fields[key].clean(value)
        except ValidationError:  # a choice that is offered no more
            return value


def _plain(value):
    return value.isoformat() if isinstance(value, dt.date) else value
