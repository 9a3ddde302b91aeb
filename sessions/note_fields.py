"""The fields that forms about a session are made of, and those of the note's sub-forms and rows. Nothing in them is compulsory."""

import datetime as dt
from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.terms import Worded
from audit.text import LineFormField
from problem_areas.models import ImportantPerson

from .note_parts import DAY, MOOD, PERSON, PROSE, TASK_KINDS, TASK_OUTCOMES, YES

LONGEST = 20_000
REVIEW, TASK = "review-", "task-"
TASK_ROWS = 3
BLANK = [("", _("Not recorded"))]


def prose(label, rows=4, help_text=""):
    too_long = _("Shorten this to 20,000 characters or fewer.")
    return LineFormField(
        label=label, required=False, max_length=LONGEST, help_text=help_text, strip=False,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"max_length": too_long},
    )  # fmt: skip


def line(label, help_text="", **attrs):
    return LineFormField(
        label=label, required=False, max_length=200, help_text=help_text, widget=forms.TextInput(attrs=attrs)
    )


def chosen(label, choices):
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)


def picked(label, choices=(), help_text=""):
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def number(label):
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=10, widget=forms.NumberInput(attrs={"class": "w-time", "inputmode": "numeric"})
    )  # fmt: skip


def clock(label):
    return forms.TimeField(
        label=label, required=False, input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Enter a time, for example 10:00 AM")},
    )  # fmt: skip


def day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
        error_messages={"invalid": _("Enter a date, for example 2026-03-09")},
    )  # fmt: skip


class People:
    """The inventory of a client by name: asked for when a name was typed, and once."""

    def __init__(self, client_id):
        self.client_id = client_id

    @cached_property
    def names(self):
        """Name to id, in order of the alphabet."""
        rows = ImportantPerson.objects.filter(client=self.client_id).order_by("name", "created_at")
        return {name: str(pk) for name, pk in rows.values_list("name", "pk").reverse()}

    def id_of(self, name):
        """The id of the person of this name, "" for somebody else."""
        wanted = name.strip().casefold()
        return next((pk for each, pk in self.names.items() if each.casefold() == wanted), "") if wanted else ""


def part_fields(part):
    """The form fields of one sub-form, by their name in the form."""
    return {f"{part.key}-{field.key}": _part_field(field) for field in part.fields}


def _part_field(field):
    label, hint = str(field.label), field.hint
    if field.kind == PROSE:
        return prose(label, rows=3, help_text=hint)
    if field.kind == MOOD:
        return number(f"{label}, 0 to 10")
    if field.kind == DAY:
        return day(label)
    if field.kind == YES:
        return forms.BooleanField(label=label, required=False)
    if field.kind == PERSON:
        return line(label, hint, list="people")
    return line(label, hint)


def part_values(part, data, people):
    """What was written in a sub-form, as the note keeps it: takes its fields out of `data`, leaves empty ones out."""
    taken = {field.key: data.pop(f"{part.key}-{field.key}", None) for field in part.fields}
    kept = {key: _plain(value) for key, value in taken.items() if value not in (None, "", False)}
    if kept.get("with_whom") and (person := people.id_of(kept["with_whom"])):
        kept["with_whom_id"] = person
    return kept


def _plain(value):
    return value.isoformat() if isinstance(value, dt.date) else value


def part_initial(part, kept):
    """The other way round: the form's initial values of what the note has kept."""
    return {f"{part.key}-{key}": value for key, value in kept.items()}


def task_fields(strategies):
    """The rows of tasks until the next session."""
    fields = {}
    for n in range(1, TASK_ROWS + 1):
        kinds, chosen_from = [*BLANK, *TASK_KINDS], [*BLANK, *strategies]
        fields |= {
            f"{TASK}{n}-statement": line(Worded(f"{{Task}} {n}")),
            f"{TASK}{n}-with_whom": line(_("With whom"), list="people"),
            f"{TASK}{n}-kind": forms.ChoiceField(label=_("Kind"), required=False, choices=kinds),
            f"{TASK}{n}-strategy": forms.ChoiceField(label=_("Strategy"), required=False, choices=chosen_from),
        }
    return fields


TASK_KEYS = ("statement", "with_whom", "kind", "strategy")


def task_values(data, people):
    """The rows that say something, each with what it says."""
    rows = [{key: data.pop(f"{TASK}{n}-{key}", "") for key in TASK_KEYS} for n in range(1, TASK_ROWS + 1)]
    kept = [{key: text for key, text in row.items() if text} for row in rows]
    for row in kept:
        if row.get("with_whom") and (person := people.id_of(row["with_whom"])):
            row["with_whom_id"] = person
    return [row for row in kept if row]


def task_initial(rows):
    return {f"{TASK}{n}-{key}": row.get(key, "") for n, row in enumerate(rows, 1) for key in TASK_KEYS}


def review_fields(tasks):
    """For each earlier task: how it went, in one tap, and what happened."""
    fields = {}
    for task in tasks:
        fields[f"{REVIEW}{task.pk}-outcome"] = chosen(task.statement, TASK_OUTCOMES)
        fields[f"{REVIEW}{task.pk}-happened"] = prose(_("What happened"), rows=1)
    return fields


def review_values(tasks, data):
    """What was said about earlier tasks: id to statement, outcome and what happened."""
    reviews = {}
    for task in tasks:
        outcome, happened = (data.pop(f"{REVIEW}{task.pk}-{key}", "") for key in ("outcome", "happened"))
        if outcome or happened:
            reviews[str(task.pk)] = {"statement": task.statement, "outcome": outcome, "happened": happened}
    return reviews


def review_initial(reviews):
    return {f"{REVIEW}{pk}-{key}": row.get(key, "") for pk, row in reviews.items() for key in ("outcome", "happened")}
