"""Days that the chart tells outside the timeline: a change with a person, a loss, a change of role. The timeline shows them, too."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from problem_areas.catalogue import GRIEF
from problem_areas.field_kinds import PRECISION_OF

from .links import link_for


@dataclass(frozen=True)
class Told:
    """One such day. Like an event of the timeline it has `happened_on` and `precision`; `url`: where it is told."""

    happened_on: dt.date
    precision: str
    title: str
    label: str
    description: str
    url: str


def told_elsewhere(file):
    """The Tolds of a case file, those left out that an event of the timeline tells already. Two queries."""
    return [*_of_people(file), *_of_areas(file)]


def event_days(event):
    """The first and the last day on which it may have happened."""
    day = event.happened_on
    if event.precision == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return (dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)) if event.precision == "year" else (day, day)


def _of_people(file):
    """What changed with somebody near the onset, where its day is known (docs/clinical.md 2.3, item 6)."""
    for person in file.client.important_people.filter(change_on__isnull=False):
        url = f"{link_for(file.reader, 'inventory_detail', file.client.pk)}#person-{person.pk}"
        title = _("A change with %(name)s") % {"name": person.name}
        told = Told(person.change_on, person.change_precision, title, _("Inventory"), person.change_since_onset, url)
        if not _is_told(told, (event for event in file.events if event.person_id == person.pk)):
            yield told


def _of_areas(file):
    """The death or loss of a grief, and the change of a role transition."""
    for area in file.client.problem_areas.all():
        for key, exact in PRECISION_OF.items():
            if not area.details.get(key):
                continue
            day, url = dt.date.fromisoformat(area.details[key]), link_for(file.reader, "problem_area_detail", area.pk)
            told = Told(day, area.details.get(exact, "day"), _title(area), str(area.label), "", url)
            if not _is_told(told, (event for event in file.events if event.area == area.kind)):
                yield told


def _title(area):
    if area.kind == GRIEF:
        words = area.get_loss_kind_display() or _("A loss")
    else:
        words = area.details.get("event") or area.get_transition_type_display() or _("A change of role")
    return f"{words}, {area.about}" if area.about else str(words)


def _is_told(told, events):
    first, last = event_days(told)
    return any(days[0] <= last and first <= days[1] for days in map(event_days, events))
