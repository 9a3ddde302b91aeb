"""The tables of a report: goals, measures, every score. Rows and columns as text, ready to print."""

from math import ceil

from django.utils.translation import gettext as _

from sessions.endings import OUTCOME_DOMAINS, OUTCOME_RATING_TIMES, OUTCOME_RATINGS, markers_of

from .facts import END_OF_TREATMENT
from .outcomes import band_words, goal_ratings, middle_session, outcomes, signed
from .phrases import brief_day, short_day, unfinished, worded

_WIDEST = 20


def goals(facts):
    """Goal, rating at the start, in the middle, at the end (or now), and what was aimed for."""
    rated = [goal_ratings(facts, goal) for goal in facts.goals]
    heads, shown = _occasions(facts, any(middle is not None for _start, middle, _last in rated))
    rows = [
        {
            "name": goal.statement,
            "aside": _let_go(facts, goal),
            "values": [*(_cell(values[at]) for at in shown), _cell(goal.target)],
        }
        for goal, values in zip(facts.goals, rated, strict=True)
    ]
    return {"heads": [*heads, _("Target")], "rows": rows, "empty": _("No goals were set.") if not rows else ""}


def _let_go(facts, goal):
    """ "Let go on Mar 3, 2026: they parted"; the reason is that of the day's version, unsaid where the day has several."""
    if goal.let_go_on is None:
        return ""
    reasons = [each.reason.strip() for each in facts.contracts if each.agreed_on == goal.let_go_on]
    words = {"day": brief_day(goal.let_go_on), "reason": reasons[0] if len(reasons) == 1 else ""}
    return (_("Let go on %(day)s: %(reason)s") if words["reason"] else _("Let go on %(day)s")) % words


def _occasions(facts, in_the_middle):
    """Heads and places of the columns: start, middle and end; without a middle where nothing was rated then."""
    columns = [(_("Start"), 0), (_("Middle"), 1), (_("End") if facts.kind == END_OF_TREATMENT else _("Now"), 2)]
    kept = [column for column in columns if in_the_middle or column[1] != 1]
    return [head for head, _at in kept], [at for _head, at in kept]


def _cell(value):
    return "–" if value is None else str(value)


def measures(facts):
    """One row for each questionnaire: start, middle, end, change, band, and what the change means by rule."""
    found = outcomes(facts)
    heads, shown = _occasions(facts, any(outcome.middle for outcome in found))
    rows = [
        {
            "name": outcome.definition.name,
            "range": _("%(low)d to %(high)d") % {"low": outcome.definition.minimum, "high": outcome.definition.maximum},
            "values": [
                *(_values(outcome)[at] for at in shown),
                signed(outcome.flags.difference) if outcome.flags else "–",
            ],
            "bands": band_words(outcome),
            "meaning": outcome.meaning,
        }
        for outcome in found
    ]
    middle = _("middle: session %d") % middle_session(facts).number if any(o.middle for o in found) else ""
    empty = "" if rows else f"{unfinished(facts)} {_('No score was taken.')}"
    return {"heads": [*heads, _("Change")], "rows": rows, "empty": empty, "middle": middle}


def markers(facts):
    """The outcome markers, domain by domain, 0 to 3 on the occasions on which they were rated: those that were rated at all."""
    rated = {each.occasion: {mark.key: mark.value for mark in each.marks} for each in facts.markers}
    if set(rated) <= {"start"}:
        return {
            "groups": [],
            "empty": f"{_('Rated at the start only.')} {unfinished(facts)}" if rated else unfinished(facts),
        }
    groups, times = [], [(key, worded(label)) for key, label in OUTCOME_RATING_TIMES if key in rated]
    for domain, heading in OUTCOME_DOMAINS:
        rows = [
            {
                "name": worded(marker.label),
                "values": [_cell(rated[key].get(marker.key)) for key, _label in times],
            }
            for marker in markers_of(domain)
            if any(marker.key in values for values in rated.values())
        ]
        if rows:
            groups.append({"name": worded(heading), "rows": rows})
    key = ", ".join(f"{n} {worded(label).lower()}" for n, label in OUTCOME_RATINGS)
    return {
        "heads": [label for _key, label in times],
        "groups": groups,
        "key": key,
        "empty": unfinished(facts),
    }


def _values(outcome):
    return [_total(sheet) for sheet in (outcome.start, outcome.middle, outcome.end)]


def _total(sheet):
    return "–" if sheet is None else f"{sheet.total}{'*' if sheet.prorated else ''}"


def scores(facts):
    """Every total by session, in tables of at most 20 columns; none where the table of measures says it all."""
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
