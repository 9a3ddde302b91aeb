"""The timeline of a case: life events, sessions and scores in one order, the earliest first."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.utils import formats
from django.utils.translation import gettext as _

from measures.instruments import INSTRUMENTS
from rendering.timeline import (
    EVENT,
    HELD,
    MISSED,
    ONSET,
    SYMPTOM,
    Timeline,
    TimelineEvent,
    TimelineSeries,
    TimelineSession,
    rows_for,
    scale_of,
    timeline_picture,
)
from rendering.timeline_narrow import timeline_narrow

from .course_pictures import state_of
from .links import link_for
from .told_elsewhere import event_days

SESSION, SCORE = "session", "score"


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
    note: str = ""
    more: str = ""


def picture_of(file, told=()):
    """The same as a picture, as the template places it: None where there is nothing yet. told: as for `timeline_of`."""
    timeline = Timeline(
        events=(
            *(_drawn_event(event, file.today) for event in file.events),
            *(_drawn_told(each, file.today) for each in told),
            *_drawn_onset(file),
        ),
        sessions=tuple(_drawn_sessions(file)),
        series=tuple(_drawn_series(file)),
        top=max((definition.maximum for definition in _drawn_measures(file)), default=27),
    )
    scale = scale_of(timeline)
    if scale is None:
        return None
    return {
        "picture": timeline_picture(timeline),
        "narrow": timeline_narrow(timeline),
        "has_unnamed": len(rows_for(timeline.events, scale)) < len(timeline.events),
        "has_breaks": bool(scale.breaks),
        "has_bars": any(event.until for event in timeline.events),
    }


def _drawn_event(event, today):
    known = (when_of(event, with_year=event.happened_on.year != today.year), *_whom_and_where(event))
    first, last = event_days(event)
    kind = event.kind if event.kind in (ONSET, SYMPTOM) else EVENT
    return TimelineEvent(first, event.title, ", ".join(known), kind, last if last != first else None)


def _drawn_told(told, today):
    first, last = event_days(told)
    known = when_of(told, with_year=told.happened_on.year != today.year)
    return TimelineEvent(first, told.title, f"{known}, {told.label}", EVENT, last if last != first else None)


def _onset_of(file):
    """The onset as the formulation has it, where no event of the timeline tells it."""
    formulation = None if any(event.kind == ONSET for event in file.events) else file.formulation
    return formulation.onset_on if formulation else None


def _drawn_onset(file):
    day = _onset_of(file)
    if day:
        yield TimelineEvent(day, _("Onset of the episode"), formats.date_format(day, "M j, Y"), ONSET)


def _drawn_sessions(file):
    """Those that were held or missed; one whose note is still to be written is in the list only."""
    for session, number, state in _past_sessions(file):
        if state in (HELD, MISSED):
            yield TimelineSession(session.appointment.wall_date, number, state)


def _drawn_measures(file):
    return [definition for definition in file.measures if file.sheets_of(definition)][:2]


def _drawn_series(file):
    for definition in _drawn_measures(file):
        sheets = file.sheets_of(definition)
        yield TimelineSeries(definition.name, tuple((sheet.taken_on, sheet.total) for sheet in sheets))


def timeline_of(file, told=()):
    """Pairs (year, Entries), in order. told: days of the chart beside the events (`told_elsewhere`)."""
    found = [*_events(file), *(_told(each) for each in told), *_sessions(file), *_scores(file)]
    entries = sorted(found, key=lambda entry: entry.on)
    return [(year, list(found)) for year, found in groupby(entries, key=lambda entry: entry.on.year)]


def when_of(event, *, with_year=False):
    """ "Mar 10", "March" or "2024": as precisely as it is known."""
    patterns = {"day": "M j, Y" if with_year else "M j", "month": "M Y" if with_year else "F", "year": "Y"}
    return formats.date_format(event.happened_on, patterns[event.precision])


def _events(file):
    onset = _onset_of(file)
    if onset:
        url = link_for(file.reader, "formulation_detail", file.client.pk)
        yield Entry(
            onset, formats.date_format(onset, "M j"), EVENT, _("Onset"), _("Onset, as in the formulation"), "", url
        )
    for event in file.events:
        detail = _whom_and_where(event)
        note = _("May appear in reports") if event.printable else ""
        url = link_for(file.reader, "life_event_edit", event.pk) if file.may_write else ""
        yield Entry(
            event.happened_on,
            when_of(event),
            EVENT,
            event.get_kind_display(),
            event.title,
            ", ".join(detail),
            url,
            note,
            event.description,
        )


def _told(told):
    return Entry(told.happened_on, when_of(told), EVENT, told.label, told.title, "", told.url, more=told.description)


def _whom_and_where(event):
    """With whom it was, and which area it points to."""
    return [*([event.person.name] if event.person else []), *([str(event.get_area_display())] if event.area else [])]


def _past_sessions(file):
    """(session, number or None, its state) of those whose time has begun."""
    if file.course is None:
        return
    for session in file.standing.sessions:
        state = state_of(file, session)
        if state and session.appointment.starts_at <= file.now:
            yield session, file.standing.number_of(session), state


def _sessions(file):
    for session, number, state in _past_sessions(file):
        day = session.appointment.wall_date
        text = _("Session %(number)s") % {"number": number} if number else _("Session")
        words = session.appointment.get_status_display() if state in (HELD, MISSED) else _("Note to write")
        url = link_for(file.reader, "note_edit", session.pk) if session.note_signed_at or file.may_write else ""
        yield Entry(day, formats.date_format(day, "M j"), SESSION, _("Session"), text, words, url)


def _scores(file):
    by_day = {}
    for sheet in file.sheets:
        if sheet.total is not None and sheet.instrument in INSTRUMENTS:
            by_day.setdefault(sheet.taken_on, []).append(f"{INSTRUMENTS[sheet.instrument].name} {sheet.total}")
    for day, words in by_day.items():
        yield Entry(day, formats.date_format(day, "M j"), SCORE, _("Scores"), ", ".join(words))
