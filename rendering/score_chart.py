"""The score chart: PHQ-9 and GAD-7 over the course on one axis, with events, sessions and phases.

`score_chart` gives the page two pictures (600 and 326 units wide, app.css shows the one that fits), coloured by
`.chart` in app.css. `score_chart_print` gives a report one that carries its colours. How they are drawn: `score_plot.py`.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .markup import identifier
from .score_plot import NARROW, PRINT, WIDE, Frame, draw
from .scores import (
    ChartEvent,
    ChartPhase,
    ChartSession,
    ScoreBand,
    ScoreChart,
    ScorePoint,
    ScoreRow,
    ScoreSeries,
    chart_title,
    event_list,
    score_rows,
    score_table,
)

__all__ = [
    "ChartEvent",
    "ChartPhase",
    "ChartSession",
    "ScoreBand",
    "ScoreChart",
    "ScorePoint",
    "ScoreRow",
    "ScoreSeries",
    "chart_title",
    "event_list",
    "score_chart",
    "score_chart_print",
    "score_rows",
    "score_table",
]


def score_chart(chart: ScoreChart) -> SafeString:
    """Both pictures for a page. Put `event_list` and `score_table` beneath them."""
    title = chart_title(chart)
    return format_html("{}\n{}", _picture(chart, WIDE, title), _picture(chart, NARROW, title))


def score_chart_print(chart: ScoreChart) -> SafeString:
    """One picture, 660 by 262 units, for a `<figure>` in a report: black, white and two greys, no class needed."""
    return _picture(chart, PRINT, chart_title(chart))


def _picture(chart: ScoreChart, frame: Frame, title: str) -> SafeString:
    return format_html(
        '<svg class="{0}" viewBox="0 0 {1} {2}" role="img" aria-labelledby="{3}"><title id="{3}">{4}</title>\n{5}\n</svg>',
        frame.svg_class,
        frame.width,
        frame.height,
        f"{identifier(chart.picture_id)}-{frame.name}-title",
        title,
        draw(chart, frame),
    )
