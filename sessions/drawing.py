"""A course as `rendering` draws it, the same on a page and in a report: phases, and the score chart with sessions and events."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.terms import in_words
from rendering.score_chart import (
    ChartEvent,
    ChartPhase,
    ChartSession,
    ScoreBand,
    ScoreChart,
    ScorePoint,
    ScoreSeries,
)

from .course_plan import PHASE_LABELS

SHORT_BANDS = {"none or minimal": gettext_noop("none"), "moderately severe": gettext_noop("mod. severe")}
LETTERS = "ABCDEFGH"
"""The pins of a chart: so many events have one."""


@dataclass(frozen=True)
class Shown:
    """A session that was held, or missed (`number` is None)."""

    on: object
    number: int | None
    is_current: bool = False


def short_day(day):
    """Feb 3, as the strip and the axis have it."""
    return date_format(day, "M j")


def phases(bounds, kind, now=""):
    """The phases that have sessions as `kind` (StripPhase or ChartPhase); `now` is the key of a strip's current one."""
    spans = [(phase, *bounds.sessions_in(phase)) for phase in PHASE_LABELS]
    return tuple(
        kind(in_words(PHASE_LABELS[phase], _), first, last, **({"is_current": True} if phase == now else {}))
        for phase, first, last in spans
        if first <= last
    )


def lettered(events):
    """Pairs (letter, event) of the first eight."""
    return list(zip(LETTERS, events, strict=False))


def chart(*, scores, sessions, bounds, events=(), picture_id="scores"):
    """The ScoreChart of a course; its x are days since the first score or session, None where there is no score.

    scores: pairs (definition, [(day, total, session number or None)]); the first one leads. events: pairs
    (letter, (day, title)).
    """
    days = [on for _definition, points in scores for on, _total, _number in points]
    if not days:
        return None
    first, leading = min([*days, *(session.on for session in sessions)]), scores[0][0]
    return ScoreChart(
        series=tuple(
            ScoreSeries(definition.key, definition.name, tuple(_point(first, *each) for each in points))
            for definition, points in scores
        ),
        sessions=tuple(ChartSession((each.on - first).days, each.number, each.is_current) for each in sessions),
        phases=phases(bounds, ChartPhase),
        events=tuple(
            ChartEvent(letter, (on - first).days, short_day(on), title) for letter, (on, title) in events
        ),
        bands=_bands(leading),
        cut_off=leading.caseness,
        top=max(definition.maximum for definition, _points in scores),
        picture_id=picture_id,
    )  # fmt: skip


def _point(first, on, total, number):
    return ScorePoint((on - first).days, total, str(number or ""), short_day(on))


def _bands(definition):
    tops = [band.low for band in definition.bands[1:]] + [definition.maximum]
    return tuple(
        ScoreBand(band.low, top, _(SHORT_BANDS.get(band.label, band.label)))
        for band, top in zip(definition.bands, tops, strict=True)
    )
