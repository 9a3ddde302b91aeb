"""The tables of a report: goals, measures, every score. Rows and columns as text, ready to print."""

from math import ceil

from django.utils.translation import gettext as _

from sessions.endings import OUTCOME_DOMAINS, OUTCOME_RATING_TIMES, OUTCOME_RATINGS, markers_of

from .facts import END_OF_TREATMENT
from .outcomes import band_words, goal_ratings, middle_session, outcomes, signed
from .phrases import short_day, unfinished

_WIDEST = 14


def goals(facts):
    """Goal, rating at the start, in the middle, at the end (or now), and what was aimed for."""
    over = facts.kind == END_OF_TREATMENT
    heads = [_("Start"), _("Middle"), _("End")] if over else [_("Start"), _("Now")]
    rows = []
    for goal in facts.goals:
        start, middle, last = goal_ratings(facts, goal)
        values = [start, middle, last] if over else [start, last]
        rows.append({"name": goal.statement, "values": [_cell(value) for value in [*values, goal.target]]})
    return {"heads": [*heads, _("Target")], "rows": rows, "empty": _("No goals were set.") if not rows else ""}


def _cell(value):
    return "–" if value is None else str(value)


def measures(facts):
    """One row for each questionnaire: start, middle, end, change, band, and what the change means by rule."""
    found = outcomes(facts)
    over = facts.kind == END_OF_TREATMENT
    heads = [_("Start"), _("Middle"), _("End")] if over else [_("Start"), _("Now")]
    rows = [
        {
            "name": outcome.definition.name,
            "range": _("%(low)d to %(high)d") % {"low": outcome.definition.minimum, "high": outcome.definition.maximum},
            "values": [*_values(outcome, over), signed(outcome.flags.difference) if outcome.flags else "–"],
            "bands": band_words(outcome),
            "meaning": outcome.meaning,
        }
        for outcome in found
    ]
    middle = _("Middle: session %d.") % middle_session(facts).number if any(o.middle for o in found) else ""
    empty = "" if rows else f"{unfinished(facts)} {_('No score was taken.')}"
    return {"heads": [*heads, _("Change")], "rows": rows, "empty": empty, "middle": middle}


def markers(facts):
    """The outcome markers, domain by domain, 0 to 3 at start, middle and end: those that were rated at all."""
    rated = {each.occasion: {mark.key: mark.value for mark in each.marks} for each in facts.markers}
    if set(rated) <= {"start"}:
        return {
            "groups": [],
            "empty": f"{_('Rated at the start only.')} {unfinished(facts)}" if rated else unfinished(facts),
        }
    groups = []
    for domain, heading in OUTCOME_DOMAINS:
        rows = [
            {
                "name": str(marker.label),
                "values": [_cell(rated.get(key, {}).get(marker.key)) for key, _when in OUTCOME_RATING_TIMES],
            }
            for marker in markers_of(domain)
            if any(marker.key in values for values in rated.values())
        ]
        if rows:
            groups.append({"name": heading, "rows": rows})
    key = ", ".join(f"{n} {label.lower()}" for n, label in OUTCOME_RATINGS)
    return {
        "heads": [label for _key, label in OUTCOME_RATING_TIMES],
        "groups": groups,
        "key": key,
        "empty": unfinished(facts),
    }


def _values(outcome, over):
    sheets = [outcome.start, outcome.middle, outcome.end] if over else [outcome.start, outcome.end]
    return [_total(sheet) for sheet in sheets]


def _total(sheet):
    return "–" if sheet is None else f"{sheet.total}{'*' if sheet.prorated else ''}"


def scores(facts):
    """Every total by session, in tables of at most 14 columns; none where the table of measures says it all."""
    found = outcomes(facts)
    columns = sorted({(sheet.on, sheet.session or 0) for outcome in found for sheet in outcome.sheets})
    if len(columns) < 3:
        return {"tables": []}
    size = ceil(len(columns) / ceil(len(columns) / _WIDEST))
    return {"tables": [_scores(found, columns[at : at + size]) for at in range(0, len(columns), size)]}


def _scores(found, columns):
    rows = []
    for outcome in found:
        totals = {(sheet.on, sheet.session or 0): _total(sheet) for sheet in outcome.sheets}
        rows.append({"name": outcome.definition.name, "values": [totals.get(column, "") for column in columns]})
    return {
        "sessions": [str(session or "–") for _on, session in columns],
        "dates": [short_day(on) for on, _session in columns],
        "rows": rows,
    }
