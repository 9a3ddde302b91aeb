"""What the score chart is made of, and the same in words: the table twin, the list of events, the title.

The pictures: `score_chart.py`.
"""

from dataclasses import dataclass
from math import isfinite

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .markup import plain


@dataclass(frozen=True)
class ScorePoint:
    """One administration. `x` is in the unit of the sessions' x; `session` and `date` are as shown ("8", "Mar 10")."""

    x: float
    value: float | None
    session: str
    date: str = ""


@dataclass(frozen=True)
class ScoreSeries:
    """One questionnaire. The first series of a chart is the solid line with discs, any other is dashed with squares."""

    key: str
    label: str
    points: tuple[ScorePoint, ...] = ()


@dataclass(frozen=True)
class ScoreBand:
    """A severity band, from `low` up to the next band's low (or the top of the axis), with its short name."""

    low: float
    high: float
    label: str


@dataclass(frozen=True)
class ChartEvent:
    """A life event. Its pin stands at `x`, or at the edge of the plot if it lies before or after the course."""

    letter: str
    x: float
    date: str
    text: str


@dataclass(frozen=True)
class ChartSession:
    """A session on the axis; `number` is None for one that was missed, which leaves a gap."""

    x: float
    number: int | None
    is_current: bool = False


@dataclass(frozen=True)
class ChartPhase:
    """A phase by the session numbers it spans, first and last included."""

    label: str
    first: int
    last: int


@dataclass(frozen=True)
class ScoreChart:
    """All that a chart shows. The unit of x is the caller's: days since the first session draws true distances,
    0, 1, 2 ... draws equal ones. Values below 0 or above `top` are drawn at the edge; table and label say them as they are.
    """

    series: tuple[ScoreSeries, ...]
    sessions: tuple[ChartSession, ...] = ()
    phases: tuple[ChartPhase, ...] = ()
    events: tuple[ChartEvent, ...] = ()
    bands: tuple[ScoreBand, ...] = ()
    cut_off: float | None = None
    top: float = 27
    picture_id: str = "scores"  # the ids in the page begin with this


@dataclass(frozen=True)
class ScoreRow:
    """A row of the table twin: one value for each series of the chart, in their order, empty where there is none."""

    session: str
    date: str
    values: tuple[str, ...]


def usable(points: tuple[ScorePoint, ...]) -> list[ScorePoint]:
    """The points that can be drawn, in order of x: those with a value."""
    known = [point for point in points if point.value is not None and isfinite(point.value) and isfinite(point.x)]
    return sorted(known, key=lambda point: point.x)


def shown_value(value: float) -> str:
    """A score as text: 12, and 12.5 where a scale has halves."""
    return f"{value:g}"


def score_rows(chart: ScoreChart) -> list[ScoreRow]:
    """Every value of the chart by session, in order of x."""
    known = [usable(series.points) for series in chart.series]
    rows: dict[tuple[float, str, str], list[str]] = {}
    for place, points in enumerate(known):
        for point in points:
            cells = rows.setdefault((point.x, plain(point.session), plain(point.date)), [""] * len(known))
            cells[place] = shown_value(point.value)
    return [ScoreRow(session, date, tuple(cells)) for (_x, session, date), cells in sorted(rows.items())]


def chart_title(chart: ScoreChart) -> str:
    """The chart in a sentence, for who cannot see it: where each line begins and ends, and when the events were."""
    lines = [(plain(series.label), usable(series.points)) for series in chart.series]
    lines = [(label, points) for label, points in lines if points]
    if not lines:
        return _("No scores yet.")
    parts = [
        _("%(measure)s from %(first)s to %(last)s")
        % {"measure": label, "first": shown_value(points[0].value), "last": shown_value(points[-1].value)}
        if len(points) > 1
        else f"{label} {shown_value(points[0].value)}"
        for label, points in lines
    ]
    count = len(score_rows(chart))
    words = ngettext("%(lines)s over %(count)d session", "%(lines)s over %(count)d sessions", count)
    title = words % {"lines": _(" and ").join(parts), "count": count}
    if chart.events:
        title += _("; events ") + "; ".join(f"{plain(event.letter)} {plain(event.date)}" for event in chart.events)
    return title + ". " + _("The table below gives every value.")


def score_table(chart: ScoreChart, *, is_open: bool = False) -> SafeString:
    """The `<details class="twin">` that says the same as the chart."""
    heads = format_html_join("", '<th scope="col" class="n">{}</th>', ((plain(s.label),) for s in chart.series))
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td>{}</td>{}</tr>',
        (
            (row.session, row.date, format_html_join("", '<td class="n">{}</td>', ((v,) for v in row.values)))
            for row in score_rows(chart)
        ),
    )
    return format_html(
        '<details class="twin"{}><summary>{}</summary><table class="table"><caption class="visually-hidden">{}</caption>'
        '<thead><tr><th scope="col">{}</th><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table></details>',
        " open" if is_open else "",
        _("Show the values as a table"),
        _("Scores by session"),
        _("Session"),
        _("Date"),
        heads,
        rows,
    )


def event_list(chart: ScoreChart) -> SafeString:
    """The `<ul class="events">` with the words that belong to the lettered pins; empty without events."""
    items = format_html_join(
        "",
        "<li><b>{}</b>{}</li>",
        ((plain(e.letter), ": ".join(filter(None, (plain(e.date), plain(e.text))))) for e in chart.events),
    )
    return format_html('<ul class="events">{}</ul>', items) if items else items
