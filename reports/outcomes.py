"""What the scores and ratings of a course say: start, middle, end, and change by named rules. Arithmetic on facts alone."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from measures.change import ChangeFlags, baseline_and_final, change
from measures.instruments import INSTRUMENTS, instrument
from measures.instruments.definition import MeasureDefinition
from sessions.course_plan import midpoint_session

from .facts import END_OF_TREATMENT, Sheet

DEPRESSION = ("phq9", "phq_a")
"""What the summary box shows, and what leads in the table and on the chart."""


@dataclass(frozen=True)
class Outcome:
    """One questionnaire over the course. `flags` is None where change cannot be computed."""

    definition: MeasureDefinition
    sheets: tuple[Sheet, ...]
    start: Sheet
    middle: Sheet | None
    end: Sheet | None
    flags: ChangeFlags | None

    @property
    def meaning(self):
        return "; ".join(change_words(self.flags)) if self.flags else _("not computable: two scores are needed")

    @property
    def prorated(self):
        return any(sheet.prorated for sheet in (self.start, self.middle, self.end) if sheet)


def outcomes(facts):
    """An Outcome for each questionnaire that has a total: depression first, then in the order of the catalogue."""
    found = []
    for key in sorted(INSTRUMENTS, key=lambda key: key not in DEPRESSION):
        sheets = tuple(sheet for sheet in facts.sheets if sheet.instrument == key and sheet.total is not None)
        if sheets:
            found.append(_outcome(facts, instrument(key), sheets))
    return found


def _outcome(facts, definition, sheets):
    held = facts.held
    first_on = held[0].on if held else None
    last_on = held[-1].on if held and facts.kind == END_OF_TREATMENT else None
    pair = baseline_and_final(sheets, first_on, last_on)
    if pair is None:
        return Outcome(definition, sheets, sheets[0], None, None, None)
    start, end = pair
    return Outcome(
        definition, sheets, start, _middle(facts, sheets, start, end), end, change(definition, start.total, end.total)
    )


def middle_session(facts):
    """The session that the midpoint review looked back from, else the one in the middle of the plan; None if it was not held."""
    until_review = [meeting for meeting in facts.held if facts.midpoint and meeting.on <= facts.midpoint.on]
    if until_review and until_review[-1] is not facts.held[-1]:
        return until_review[-1]
    number = midpoint_session(facts.planned)
    return next((meeting for meeting in facts.held if meeting.number == number), None)


def _middle(facts, sheets, start, end):
    """The score of the middle session, else the last one before it and after the start."""
    session = middle_session(facts)
    if facts.kind != END_OF_TREATMENT or session is None:
        return None
    exact = [sheet for sheet in sheets if sheet.session == session.number]
    near = [sheet for sheet in sheets if start.on < sheet.on <= session.on]
    chosen = (exact or near)[-1:]
    return chosen[0] if chosen and chosen[0] not in (start, end) else None


def change_words(flags, *, reached_only=False):
    """["reliable change", "response", "not remission"], by the rules that the measure has."""
    if flags.reliable_improvement:
        levels = (
            (flags.response, _("response"), _("not response")),
            (flags.remission, _("remission"), _("not remission")),
        )
        words = [
            yes if reached else no for reached, yes, no in levels if reached or (reached is False and not reached_only)
        ]
        return [_("reliable change"), *words]
    if flags.reliable_deterioration:
        return [_("reliable change for the worse")]
    return [_("no reliable change")] if flags.no_reliable_change else []


def signed(difference):
    """A change as it is printed, with a minus sign of its own: −12, +3, 0."""
    return f"−{-difference}" if difference < 0 else f"+{difference}" if difference else "0"


def band_words(outcome):
    """ "moderate to mild", or the one band where it stayed the same."""
    if outcome.flags is None:
        band = outcome.definition.band_for(outcome.start.total)
        return _(band.label) if band else ""
    start, end = outcome.flags.start_band, outcome.flags.end_band
    if not start or start == end:
        return _(start) if start else ""
    return _("%(start)s to %(end)s") % {"start": _(start), "end": _(end)}


def goal_ratings(facts, goal):
    """The triple (start, middle, last) of a goal's ratings; None where it was not rated. Start is its baseline.

    The middle is the midpoint session, or the day of its review; what was rated by then is not the end's.
    """
    if facts.kind != END_OF_TREATMENT:
        return goal.baseline, None, _latest(goal.ratings)
    number = midpoint_session(facts.planned)
    days = [meeting.on for meeting in facts.held if meeting.number == number]
    middle_on = max([*days, *([facts.midpoint.on] if facts.midpoint else [])], default=dt.date.min)
    until_middle = [rating for rating in goal.ratings if rating.on <= middle_on]
    return goal.baseline, _latest(until_middle), _latest(goal.ratings[len(until_middle) :])


def _latest(ratings):
    return ratings[-1].value if ratings else None


def depression(facts):
    """The Outcome for PHQ-9 or PHQ-A, the one the summary box shows; None without a score."""
    found = {outcome.definition.key: outcome for outcome in outcomes(facts)}
    return next((found[key] for key in DEPRESSION if key in found), None)
