"""The pictures of a case file: the course strip above its tabs, and the score chart. From a CaseFile, by `rendering`."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.change import change
from rendering.course_strip import HELD, MISSED, NEXT, PLANNED, CourseStrip, StripDot, StripPhase, course_strip
from rendering.score_chart import event_list, score_chart, score_table
from scheduling.models import Appointment
from scheduling.words import day_words
from sessions import drawing
from sessions.drawing import short_day

EVENTS_SINCE_DAYS = 60
"""Events this long before the first session still have their pin, at the edge of the chart."""


def strip_of(file):
    """The course strip of the chosen course; "" without one."""
    if file.course is None:
        return ""
    measure = file.measures[0] if file.measures else None
    return course_strip(
        CourseStrip(
            planned=file.standing.planned,
            phases=_strip_phases(file),
            dots=tuple(_dots(file, measure)),
            facts=tuple(_facts(file)),
            foot=tuple(_foot(file)),
            measure=measure.name if measure else "",
            is_over=not file.is_running,
        )
    )


def _strip_phases(file):
    standing = file.standing
    now = standing.course.phase_of(min(standing.held + 1, standing.planned)) if file.is_running else ""
    return drawing.phases(file.course.bounds, StripPhase, now=now)


def _dots(file, measure):
    totals = session_totals(file, measure)
    for session in file.standing.sessions:
        state, number = state_of(file, session), file.standing.number_of(session)
        if state:
            day = short_day(session.appointment.wall_date)
            yield StripDot(number, state, day, _note_url(file, session), phq9=totals.get(session.pk))


def state_of(file, session):
    """Held, missed, next or planned; "" for one that was moved or called off."""
    status = session.appointment.status
    if status == Appointment.BOOKED:
        return NEXT if session is file.next_session else PLANNED
    return HELD if status == Appointment.HELD else MISSED if status in Appointment.MISSED else ""


def _note_url(file, session):
    """A signed note is read by whoever reads the chart; a draft is its writer's."""
    open_to_reader = session.note_signed_at or (file.may_write and file.is_running)
    return reverse("note_edit", args=[session.pk]) if open_to_reader else None


def session_totals(file, definition):
    """Session id to the total of one questionnaire taken for it, or else on its day."""
    if definition is None:
        return {}
    sheets = file.sheets_of(definition)
    by_session = {sheet.therapy_session_id: sheet.total for sheet in sheets if sheet.therapy_session_id}
    by_day = {sheet.taken_on: sheet.total for sheet in sheets if not sheet.therapy_session_id}
    found = {s.pk: by_session.get(s.pk, by_day.get(s.appointment.wall_date)) for s in file.standing.sessions}
    return {pk: total for pk, total in found.items() if total is not None}


def _facts(file):
    if not file.is_running:
        words = {
            "date": day_words(timezone.localdate(file.course.closed_at), weekday=False),
            "reason": file.course.get_end_reason_display().lower(),
        }
        return [_("Closed %(date)s, %(reason)s") % words]
    ends = [s.appointment.wall_date for s in file.standing.sessions if s.appointment.status == Appointment.BOOKED]
    if file.course.contract_planned_end_on and (file.unbooked or not ends):
        ends.append(file.course.contract_planned_end_on)
    end = max(ends, default=None)
    return [_("Planned end %(date)s") % {"date": day_words(end, weekday=False)}] if end else []


def _foot(file):
    course = file.course
    if not course.contract_number:
        return []
    words = {"number": course.contract_number, "date": short_day(course.contract_agreed_on)}
    return [_("Contract, version %(number)s, %(date)s") % words]


def chart_of(file):
    """The score chart with its events and table, as the template places them; None while there is no score."""
    if file.course is None:
        return None
    definitions = [definition for definition in file.measures if file.sheets_of(definition)][:2]
    if not definitions:
        return None
    leading, numbers = definitions[0], file.standing.numbers
    on_day = {s.appointment.wall_date: numbers[s.pk] for s in file.standing.sessions if numbers[s.pk]}
    scores = [
        (
            definition,
            [
                (sheet.taken_on, sheet.total, numbers.get(sheet.therapy_session_id) or on_day.get(sheet.taken_on))
                for sheet in file.sheets_of(definition)
            ],
        )
        for definition in definitions
    ]
    sessions = list(_shown(file))
    chart = drawing.chart(
        scores=scores, sessions=sessions, bounds=file.course.bounds, events=_pins(file, scores, sessions)
    )
    return {
        "picture": score_chart(chart),
        "events": event_list(chart),
        "table": score_table(chart),
        "headline": headline(file, leading),
        "caption": _caption(leading),
    }


def _shown(file):
    """The sessions that stand on the axis: those held and those missed."""
    listed = [session for session in file.standing.sessions if state_of(file, session)]
    latest = file.next_session or (listed[-1] if listed else None)
    for session in listed:
        number = file.standing.number_of(session)
        if number or state_of(file, session) == MISSED:
            yield drawing.Shown(session.appointment.wall_date, number, session is latest)


def _pins(file, scores, sessions):
    """(letter, (day, title)) for the latest events of the course, and for those shortly before it."""
    days = [on for _definition, points in scores for on, _total, _number in points]
    first = min([*days, *(session.on for session in sessions)])
    shown = [event for event in file.events if (event.happened_on - first).days >= -EVENTS_SINCE_DAYS]
    shown = [event for event in shown if event.precision != "year"][-len(drawing.LETTERS) :]
    return drawing.lettered((event.happened_on, event.title) for event in shown)


def headline(file, definition):
    """ "PHQ-9 16 to 12, no reliable change yet (6 needed)", or the one score there is."""
    pair = file.change_of(definition)
    if pair is None:
        last = file.sheets_of(definition)[-1]
        words = {"name": definition.name, "total": last.total, "band": last.band}
        return (_("%(name)s %(total)s, %(band)s") if last.band else _("%(name)s %(total)s")) % words
    start, end = pair[0].total, pair[1].total
    words = _("%(name)s %(start)s to %(end)s") % {"name": definition.name, "start": start, "end": end}
    return ", ".join(filter(None, [words, _verdict(definition, start, end)]))


def _verdict(definition, start, end):
    flags, needed = change(definition, start, end), {"needed": definition.reliable_change}
    if definition.reliable_change is None:
        return ""
    if flags.reliable_improvement:
        return _("reliable change")
    if flags.reliable_deterioration:
        return _("reliable change for the worse")
    if definition.improvement(start, end) > 0:
        return _("no reliable change yet (%(needed)s needed)") % needed
    return _("no reliable change (%(needed)s needed)") % needed


def _caption(definition):
    words = {"name": definition.name, "cut": definition.caseness, "needed": definition.reliable_change}
    parts = []
    if definition.bands and definition.caseness is not None:
        parts.append(_("Shaded bands and the dotted line at %(cut)s are for %(name)s.") % words)
    if definition.reliable_change is not None:
        parts.append(_("Reliable change: %(needed)s points or more from the first score.") % words)
    return " ".join(parts)
