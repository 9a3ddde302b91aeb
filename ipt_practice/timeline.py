"""The timeline of a case: life events, sessions and scores in one order, the earliest first."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.utils import formats
from django.utils.translation import gettext as _

from measures.instruments import INSTRUMENTS

from .course_pictures import state_of
from .links import link_for

EVENT, SESSION, SCORE = "event", "session", "score"


@dataclass(frozen=True)
class Entry:
    """One line: when (as precisely as it is known), what kind, the words, and where it is opened."""

    on: dt.date
    when: str
    kind: str
    label: str
    text: str
    detail: str = ""
    url: str = ""


def timeline_of(file):
    """Pairs (year, Entries), in order."""
    entries = sorted([*_events(file), *_sessions(file), *_scores(file)], key=lambda entry: entry.on)
    return [(year, list(found)) for year, found in groupby(entries, key=lambda entry: entry.on.year)]


def when_of(event):
    """ "Mar 10", "March" or "2024": as precisely as it is known."""
    patterns = {"day": "M j", "month": "F", "year": "Y"}
    return formats.date_format(event.happened_on, patterns[event.precision])


def _events(file):
    for event in file.events:
        detail = [event.person.name] if event.person else []
        detail += [event.get_area_display()] if event.area else []
        url = link_for(file.reader, "life_event_edit", event.pk) if file.may_write else ""
        yield Entry(
            event.happened_on, when_of(event), EVENT, event.get_kind_display(), event.title, ", ".join(detail), url
        )


def _sessions(file):
    if file.course is None:
        return
    for session in file.standing.sessions:
        day, number = session.appointment.wall_date, file.standing.number_of(session)
        if state_of(file, session) and session.appointment.starts_at <= file.now:
            text = _("Session %(number)s") % {"number": number} if number else _("Session")
            words = session.appointment.get_status_display()
            url = link_for(file.reader, "note_edit", session.pk) if session.note_signed_at or file.may_write else ""
            yield Entry(day, formats.date_format(day, "M j"), SESSION, _("Session"), text, words, url)


def _scores(file):
    by_day = {}
    for sheet in file.sheets:
        if sheet.total is not None and sheet.instrument in INSTRUMENTS:
            by_day.setdefault(sheet.taken_on, []).append(f"{INSTRUMENTS[sheet.instrument].name} {sheet.total}")
    for day, words in by_day.items():
        yield Entry(day, formats.date_format(day, "M j"), SCORE, _("Scores"), ", ".join(words))
