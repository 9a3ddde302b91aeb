"""One area as its page shows it: what is known, part by part, how it moved, and the line that a report would have."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .area_facts import facts_of
from .area_fields import AREA_PARTS
from .area_forms import ProblemAreaForm
from .at_start import details_at_start
from .catalogue import AREAS, INTERPERSONAL_DEFICITS
from .field_kinds import CHOICES, DAY, PEOPLE, PRECISION_OF, STAGE_ON, AreaField
from .person_page import DATE_FORMATS
from .report_line import months_since, prolonged_hint, report_summary
from .vocabulary import DEFICITS_CONFIRMATIONS, RELATIONS, loss_hint

_SHOWN_ELSEWHERE = {"about", "closed_on", "closed_reason", STAGE_ON}


@dataclass(frozen=True)
class AreaPage:
    """first: [(label, text)] of what is filled in the area's first part. parts: (heading, the same) of the others.

    ratings: AreaProgress rows with the words of their markers.
    """

    first: list
    parts: list
    stages: list
    ratings: list
    hint: str
    line: str

    @property
    def has_mastery(self):
        return any(rating.mastery is not None for rating, _words in self.ratings)


def area_page(area, *, today):
    """The AreaPage of an area. Four queries, five where people of the inventory are named in it."""
    people = {str(person.pk): person for person in area.client.important_people.all()}
    stages, ratings = list(area.stage_changes.select_related("recorded_by")), list(area.ratings.all())
    labels = dict(AREAS[area.kind].progress_markers)
    relation = area.person.get_relation_display() if area.person else ""
    known = facts_of(
        area,
        relation=relation,
        relations={pk: str(dict(RELATIONS).get(person.relation, "")) for pk, person in people.items()},
        ratings=ratings,
        stage_at_start=stages[0].stage if stages else "",
        first=details_at_start([area.pk]).get(area.pk),
    )
    (_heading, first), *others = [(each.heading, _rows(area, each, people, today)) for each in AREA_PARTS[area.kind]]
    return AreaPage(
        first=first,
        parts=[(heading, rows) for heading, rows in others if rows],
        stages=stages,
        ratings=[(each, ", ".join(str(labels[key]) for key in each.markers if key in labels)) for each in ratings],
        hint=prolonged_hint(area, today, is_minor=area.client.is_minor_on(today)) or loss_hint(area.loss_kind),
        line=report_summary(known, today),
    )


def against_deficits(client):
    """Events of the timeline that point to another area: to look at before deficits is chosen (002-16)."""
    others = [kind for kind in AREAS if kind != INTERPERSONAL_DEFICITS]
    return client.life_events.filter(area__in=others) | client.life_events.filter(
        kind__in=("death", "conflict", "change")
    )


def _rows(area, part, people, today):
    rows = ((_label(field), _text(area, field, people, today)) for field in part.fields)
    return [(label, text) for label, text in rows if text]


def _label(field):
    if isinstance(field, AreaField):
        return field.label
    return ProblemAreaForm.Meta.labels.get(field) or _("No other area fits")


def _text(area, field, people, today):
    if not isinstance(field, AreaField):
        return "" if field in _SHOWN_ELSEWHERE else _column(area, field)
    value = area.details.get(field.key)
    if value in (None, "", []) or field.key in PRECISION_OF.values():
        return ""
    if field.kind == DAY:
        return _day(dt.date.fromisoformat(value), area.details.get(PRECISION_OF.get(field.key, ""), "day"), today)
    if field.kind == PEOPLE:
        return ", ".join(people[pk].name for pk in value if pk in people)
    labels = dict(field.choices)
    if field.kind == CHOICES:
        return ", ".join(str(labels.get(key, key)) for key in value)
    return str(labels.get(value, value))


def _column(area, name):
    if name == "exclusion_confirmed":
        return ", ".join(str(text) for key, text in DEFICITS_CONFIRMATIONS if key in area.exclusion_confirmed)
    shown = getattr(area, f"get_{name}_display", None)
    return str(shown() if shown else getattr(area, name) or "")


def _day(day, exact, today):
    """A day as exactly as it is known, and how long ago it was: "April 2025, 19 months ago"."""
    words = formats.date_format(day, DATE_FORMATS[exact])
    months = months_since(day, today)
    if exact == "year" or months < 1:
        return words
    return ngettext("%(day)s, %(count)s month ago", "%(day)s, %(count)s months ago", months) % {
        "day": words,
        "count": months,
    }
