"""What the inventory knows about one person, in words and part by part: to be read and printed, also by who may not write."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from .inventory import people_of
from .people_forms import PersonForm

DATE_FORMATS = {"day": "F j, Y", "month": "F Y", "year": "Y"}
_IN_THE_HEAD = {"name", "relation", "status", "change_precision"}


@dataclass(frozen=True)
class KnownPerson:
    """`parts`: pairs of heading and [(label, text)], those with nothing to say left out.

    `events`, `areas`: those of the timeline and the problem areas that name the person.
    """

    person: object
    parts: list
    events: list
    areas: list


def known_people(client):
    """Everybody of the inventory as a KnownPerson, in the order of its page. Three queries."""
    events, areas = client.life_events.all(), client.problem_areas.all()
    return [
        KnownPerson(
            person,
            list(_parts(person)),
            [(day_words(each), each) for each in events if each.person_id == person.pk],
            [each for each in areas if each.person_id == person.pk],
        )
        for person in people_of(client)
    ]


def day_words(event):
    """The day of an event, as exactly as it is known."""
    return formats.date_format(event.happened_on, DATE_FORMATS[event.precision])


def _parts(person):
    for heading, names in PersonForm.PARTS:
        flat = [each for name in names for each in ((name,) if isinstance(name, str) else name)]
        rows = [(PersonForm.base_fields[name].label, _text(person, name)) for name in flat if name not in _IN_THE_HEAD]
        if rows := [(label, text) for label, text in rows if text]:
            yield heading, rows


def _text(person, name):
    value = getattr(person, name)
    if value is None or value is False or value == "":  # 0 is an answer: "None" of it
        return ""
    if value is True:
        return _("Yes")
    if name == "change_on":
        return formats.date_format(value, DATE_FORMATS[person.change_precision])
    shown = getattr(person, f"get_{name}_display", None)
    return str(shown() if shown else value)
