"""What happened to a score between start and end, by named rules. Pure arithmetic, docs/clinical.md 4.3 rules 5 to 7.

Several rules for "better" are in use and they disagree about who improved, so each is reported under its own name
with its definition and source, never one hidden rule.
"""

from dataclasses import dataclass
from datetime import date

from .instruments import GAD7, PHQ9

SESSIONS_FOR_RECOVERY = 2
"""Recovery is counted from this many attended treatment sessions (IAPT, FING)."""


class InvalidTotal(ValueError):
    """A total that the questionnaire cannot have."""


@dataclass(frozen=True)
class DatedScore:
    """A total (whole points, or None where it could not be computed) and the day it was answered on."""

    on: date
    total: int | None


@dataclass(frozen=True)
class ChangeFlags:
    """Change from start to end. A flag is None where the measure has no such rule.

    difference: end minus start in points, as printed. percent: difference as a whole percent of the start, or None
    where the start is 0. start_band, end_band: labels or None. definition_text: the rules used, with source keys.
    """

    start: int
    end: int
    difference: int
    percent: int | None
    start_band: str | None
    end_band: str | None
    reliable_improvement: bool | None
    reliable_deterioration: bool | None
    response: bool | None
    remission: bool | None
    no_reliable_change: bool | None
    definition_text: str


@dataclass(frozen=True)
class Recovery:
    """England's recovery metrics over PHQ-9 and GAD-7 together. `recovery` is None for who was no case at the start."""

    case_at_start: bool
    recovery: bool | None
    reliable_improvement: bool
    reliable_deterioration: bool
    reliable_recovery: bool | None


def baseline_and_final(scores, first_session_on, final_session_on=None):
    """The pair (baseline, final) of DatedScore that a course is judged by, or None where it is not computable.

    Baseline: the last score on or before the first session, else the first one there is. Final: the last score on or
    before the final session, or the last one there is while `final_session_on` is None. Scores without a total are
    passed over; of several on one day the order given decides. `first_session_on` may be None before session 1.
    """
    usable = sorted((each for each in scores if each.total is not None), key=lambda each: each.on)
    if final_session_on is not None:
        usable = [each for each in usable if each.on <= final_session_on]
    if len(usable) < 2:
        return None
    before = [each for each in usable if first_session_on is not None and each.on <= first_session_on]
    baseline, final = (before or usable[:1])[-1], usable[-1]
    return None if baseline is final else (baseline, final)


def change(definition, start, end):
    """ChangeFlags from total `start` to total `end`, both whole points of this measure. Raises InvalidTotal.

    Works for measures where lower is better and where higher is better. Response needs a start above 0; remission
    needs a start that was not in remission already.
    """
    for total in (start, end):
        _check_total(definition, total)
    better = definition.improvement(start, end)
    reliable = definition.reliable_change
    improved = None if reliable is None else better >= reliable
    worse = None if reliable is None else better <= -reliable
    response = definition.response_pct
    start_band, end_band = definition.band_for(start), definition.band_for(end)
    return ChangeFlags(
        start=start,
        end=end,
        difference=end - start,
        percent=_percent(end - start, start),
        start_band=start_band.label if start_band else None,
        end_band=end_band.label if end_band else None,
        reliable_improvement=improved,
        reliable_deterioration=worse,
        response=None if response is None else start > 0 and better * 100 >= response * start,
        remission=None
        if definition.remission_max is None
        else definition.in_remission(end) and not definition.in_remission(start),
        no_reliable_change=None if reliable is None else not improved and not worse,
        definition_text=definition_text(definition),
    )


def reliable_verdict(definition, pair):
    """ "better", "worse" or "none" by reliable change between the two DatedScores of `pair`; "" where it cannot be judged."""
    if pair is None or definition.reliable_change is None:
        return ""
    flags = change(definition, pair[0].total, pair[1].total)
    return "better" if flags.reliable_improvement else "worse" if flags.reliable_deterioration else "none"


def has_responded(verdicts):
    """Does any questionnaire show a reliable change for the better? `verdicts`: that of each. None when none can be judged."""
    judged = [verdict for verdict in verdicts if verdict]
    return "better" in judged if judged else None


def recovery(phq9, gad7, attended_sessions):
    """Recovery over both measures, or None with fewer than 2 attended treatment sessions.

    phq9, gad7: pairs (start, end) of totals. Case at start: PHQ-9 10 or more, or GAD-7 8 or more. Recovery: below
    both at the end. Reliable improvement: PHQ-9 down 6 or GAD-7 down 4, and neither reliably worse ("neither" is not
    verified). Sources IAPT, FING in docs/clinical.md. Raises InvalidTotal.
    """
    pairs = ((PHQ9, phq9), (GAD7, gad7))
    flags = [change(definition, *pair) for definition, pair in pairs]
    if attended_sessions < SESSIONS_FOR_RECOVERY:
        return None
    case_at_start = any(start >= definition.caseness for definition, (start, _end) in pairs)
    case_at_end = any(end >= definition.caseness for definition, (_start, end) in pairs)
    worse = any(each.reliable_deterioration for each in flags)
    improved = any(each.reliable_improvement for each in flags) and not worse
    return Recovery(
        case_at_start=case_at_start,
        recovery=not case_at_end if case_at_start else None,
        reliable_improvement=improved,
        reliable_deterioration=worse,
        reliable_recovery=improved and not case_at_end if case_at_start else None,
    )


def change_sentence(definition, start, end, *, name_start=False, _=str):
    """One plain sentence or two, as in "4 below the start. Not yet a reliable change (6 needed)." Raises InvalidTotal.

    name_start: say "the start of 16" instead of "the start". _: what translates a sentence (gettext).
    """
    flags = change(definition, start, end)
    return " ".join(part for part in (_distance(flags, name_start, _), _verdict(definition, flags, _)) if part)


def definition_text(definition, *, _=str):
    """The rules by which change on this measure is judged, each with its source key, in one paragraph. _: what translates."""
    lower = definition.improvement(1, 0) > 0
    rules = (
        ("reliable_change", _("Reliable change: %(name)s %(value)s points or more from the first score (%(source)s).")),
        ("response_pct", _("Response: %(name)s %(value)s percent or more better than the first score (%(source)s).")),
        (
            "remission_max",
            _("Remission: %(name)s %(value)s or less, from a worse start (%(source)s).")
            if lower
            else _("Remission: %(name)s %(value)s or more, from a worse start (%(source)s)."),
        ),
    )
    parts = [
        words % {"name": definition.name, "value": getattr(definition, field), "source": definition.source(field)}
        for field, words in rules
        if getattr(definition, field) is not None
    ]
    return " ".join([*parts, _("Scoring rules version %(version)s.") % {"version": definition.version}])


def _distance(flags, name_start, _):
    start = _("the start of %(total)s") % {"total": flags.start} if name_start else _("the start")
    words = {"points": abs(flags.difference), "start": start}
    if flags.difference == 0:
        return _("Same as %(start)s.") % words
    return (_("%(points)s below %(start)s.") if flags.difference < 0 else _("%(points)s above %(start)s.")) % words


def _verdict(definition, flags, _):
    if definition.reliable_change is None:
        return ""
    if flags.reliable_improvement:
        return _("Reliable change.")
    if flags.reliable_deterioration:
        return _("Reliable change for the worse.")
    better = definition.improvement(flags.start, flags.end) > 0
    words = _("Not yet a reliable change (%(n)s needed).") if better else _("No reliable change (%(n)s needed).")
    return words % {"n": definition.reliable_change}


def _check_total(definition, total):
    if type(total) is not int or not definition.minimum <= total <= definition.maximum:
        low, high = definition.minimum, definition.maximum
        raise InvalidTotal(f"{total!r} is not a {definition.name} total; it runs from {low} to {high}.")


def _percent(difference, start):
    """Whole percent, half rounded away from zero; None where the start is 0."""
    if start == 0:
        return None
    size = (200 * abs(difference) + start) // (2 * start)
    return -size if difference < 0 else size
