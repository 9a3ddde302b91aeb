"""The timeline as a picture: life events, sessions and scores over one axis of time. For a telephone: `timeline_narrow.py`.

Events stand above the axis with their words, sessions and scores beneath it. What is known to the month or the year only
is a bar as long as that. Where the scale changes, two slanted strokes cut the axis. The list on the page is its twin.
"""

from bisect import bisect_left
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .happenings import (
    EVENT,
    HELD,
    MISSED,
    ONSET,
    SYMPTOM,
    Timeline,
    TimelineEvent,
    TimelineSeries,
    TimelineSession,
    spoken,
)
from .markup import attributes, identifier, number, plain, shortened
from .score_plot import spread
from .time_scale import TimeScale, time_scale

__all__ = [
    "EVENT",
    "HELD",
    "MISSED",
    "ONSET",
    "SYMPTOM",
    "Timeline",
    "TimelineEvent",
    "TimelineSeries",
    "TimelineSession",
    "scale_of",
    "timeline_picture",
]

WIDTH, LEFT, RIGHT = 980, 84, 770
ROW, LANE, MOST_ROWS = 40, 112, 30
BOLD, PLAIN = 7.4, 6.6  # the usual width of a letter
_LONGEST, _LONGEST_DETAIL = 26, 29
_MOST_TICKS_APART = 17


@dataclass(frozen=True)
class Layout:
    """Where the lanes lie, from the top. `rows`: how many rows of words the events need."""

    scale: TimeScale
    rows: int

    @property
    def axis(self) -> float:
        return 12 + ROW * max(self.rows, 1) + 12

    @property
    def sessions(self) -> float:
        return self.axis + 66

    @property
    def top(self) -> float:
        return self.sessions + 42

    @property
    def bottom(self) -> float:
        return self.top + LANE


def scale_of(timeline: Timeline) -> TimeScale | None:
    days = [day for event in timeline.events for day in (event.on, event.until) if day]
    return time_scale(days, timeline.course, LEFT, RIGHT)


def timeline_picture(timeline: Timeline) -> SafeString:
    """The `<svg class="chart">`; empty where there is nothing to show."""
    scale = scale_of(timeline)
    if scale is None:
        return SafeString("")
    labels = rows_for(timeline.events, scale)
    layout = Layout(scale, 1 + max((row for _event, row in labels), default=0))
    height = layout.bottom + 16 if timeline.series else layout.sessions + 36 if timeline.sessions else layout.axis + 48
    layers = (_onset, _axis, _breaks, _stems, _markers, _words, _sessions, _scores)
    return format_html(
        '<svg class="chart timeline-chart" viewBox="0 0 {0} {1}" role="img" aria-labelledby="{2}"><title id="{2}">{3}</title>\n{4}\n</svg>',
        WIDTH,
        number(height),
        f"{identifier(timeline.picture_id)}-title",
        spoken(timeline),
        format_html_join("\n", "{}", ((layer(timeline, layout, labels),) for layer in layers)),
    )


Labels = list[tuple[TimelineEvent, int]]


def rows_for(events: tuple[TimelineEvent, ...], scale: TimeScale) -> Labels:
    """Each event with the row its words stand in, 0 nearest to the axis, so that no words cover words or a stem.

    Words stand to the right of their stem. From the last event to the first, each takes the lowest row that is free.
    Of a crowd only the last have words, and the onset always: the others have their mark, and are in the list.
    """
    found: Labels = []
    free: list[float] = []  # up to where words may reach: in this row, and under the stems of the rows above it
    for event in sorted(events, key=lambda each: (each.about, each.title), reverse=True):
        left = scale.x(event.about)
        row = bisect_left(free, left + width_of(event))
        if row >= MOST_ROWS and event.kind != ONSET:
            continue
        free[: row + 1] = [left] * (row + 1)
        found.append((event, row))
    return found[::-1]


def width_of(event: TimelineEvent) -> float:
    title, detail = words_of(event)
    return 12 + max(BOLD * len(title), PLAIN * len(detail))


def words_of(event: TimelineEvent) -> tuple[str, str]:
    return shortened(event.title, _LONGEST), shortened(event.detail, _LONGEST_DETAIL)


def _class(name: str) -> SafeString:
    return attributes({"class": name})


def _lane(y: float, words: str) -> SafeString:
    return format_html('<text x="0" y="{}">{}</text>', number(y + 5), words)


def _onset(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    """A line through all lanes where the episode began, to see what lay before it."""
    low = layout.bottom if timeline.series else layout.sessions
    rows = (
        (number(layout.scale.x(e.about)), number(layout.axis), number(low), _class("event"))
        for e in timeline.events
        if e.kind == ONSET
    )
    return format_html_join("\n", '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}"{3}/>', rows)


def _axis(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    y = layout.axis
    lines = format_html_join(
        "\n",
        '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" class="axis"/>',
        ((number(part.left), number(part.right), number(y)) for part in layout.scale.parts),
    )
    ticks = format_html_join(
        "\n",
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" class="axis"/><text x="{0}" y="{3}" text-anchor="middle">{4}</text>'
        '<text x="{0}" y="{5}" text-anchor="middle">{6}</text>',
        (
            (number(t.x), number(y + 6), number(y + 11), number(y + 25), t.label, number(y + 41), t.year)
            for t in layout.scale.ticks()
        ),
    )
    return format_html("{}\n{}\n{}", _lane(y, _("Events")), lines, ticks)


def _breaks(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    """Two slanted strokes where the scale changes."""
    y = layout.axis
    rows = (
        (number(x + shift - 4), number(y + 9), number(x + shift + 4), number(y - 9))
        for x in layout.scale.breaks
        for shift in (-4, 4)
    )
    return format_html_join("\n", '<line x1="{}" y1="{}" x2="{}" y2="{}" class="break"/>', rows)


def _stems(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    rows = (
        (number(layout.scale.x(event.about)), number(_baseline(layout, row) - 11), number(layout.axis))
        for event, row in labels
    )
    return format_html_join("\n", '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" class="grid"/>', rows)


def _markers(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    """A disc, a diamond for the onset, a triangle for symptoms; a bar where the day is not known."""
    y, drawn = layout.axis, []
    for event in timeline.events:
        if event.until:
            left, right = layout.scale.x(event.on), layout.scale.x(event.until)
            rect = '<rect x="{}" y="{}" width="{}" height="8" rx="4" class="span"/>'
            drawn.append(format_html(rect, number(left), number(y - 4), number(max(right - left, 8))))
    drawn += [marker(event.kind, layout.scale.x(event.about), y) for event in timeline.events]
    return format_html_join("\n", "{}", ((each,) for each in drawn))


def marker(kind: str, x: float, y: float) -> SafeString:
    if kind == ONSET:
        return _polygon([(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)], "p1")
    if kind == SYMPTOM:
        return _polygon([(x, y - 7), (x + 7, y + 6), (x - 7, y + 6)], "p2")
    return format_html('<circle cx="{}" cy="{}" r="5" class="p1"/>', number(x), number(y))


def _polygon(corners: list[tuple[float, float]], look: str) -> SafeString:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return format_html('<polygon points="{}"{}/>', points, _class(look))


def _baseline(layout: Layout, row: int) -> float:
    return layout.axis - 30 - ROW * row


def _words(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    rows = (
        (number(layout.scale.x(event.about) + 5), number(y := _baseline(layout, row)), number(y + 16), *words_of(event))
        for event, row in labels
    )
    return format_html_join(
        "\n", '<text x="{0}" y="{1}" class="label">{3}</text><text x="{0}" y="{2}">{4}</text>', rows
    )


def _sessions(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    if not timeline.sessions:
        return SafeString("")
    y, drawn, last = layout.sessions, [], -99.0
    disc = '<circle cx="{0}" cy="{1}" r="4.5" class="p1"/>'
    cross = '<path d="M{0} {1}m-4 -4l8 8m0 -8l-8 8" class="cross"/>'
    for session in timeline.sessions:
        x = layout.scale.x(session.on)
        drawn.append(format_html(disc if session.state == HELD else cross, number(x), number(y)))
        if session.number and x - last >= _MOST_TICKS_APART:
            drawn.append(
                format_html(
                    '<text x="{}" y="{}" text-anchor="middle">{}</text>', number(x), number(y + 20), session.number
                )
            )
            last = x
    return format_html("{}\n{}", _lane(y, _("Sessions")), format_html_join("\n", "{}", ((each,) for each in drawn)))


def _scores(timeline: Timeline, layout: Layout, labels: Labels) -> SafeString:
    if not timeline.series:
        return SafeString("")
    drawn = [_lane(layout.top, _("Scores"))]
    for value in (0, timeline.top):
        y = number(layout.bottom - value / timeline.top * LANE)
        rule = (
            '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" class="grid"/><text x="{3}" y="{4}" text-anchor="end">{5}</text>'
        )
        drawn.append(format_html(rule, LEFT, RIGHT, y, LEFT - 8, number(float(y) + 5), f"{value:g}"))
    lines = [(place, line, _points(timeline, layout, line)) for place, line in enumerate(timeline.series)]
    for place, _line, points in reversed(lines):
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        drawn.append(format_html('<polyline points="{}"{}/>', path, _class("l2" if place else "l1")))
        dot = (
            '<rect x="{0}" y="{1}" width="7" height="7" class="p2"/>'
            if place
            else '<circle cx="{0}" cy="{1}" r="4" class="p1"/>'
        )
        shift = 3.5 if place else 0
        drawn += [format_html(dot, number(x - shift), number(y - shift)) for x, y in points]
    drawn.append(_ends(layout, lines))
    return format_html_join("\n", "{}", ((each,) for each in drawn))


def _points(timeline: Timeline, layout: Layout, line: TimelineSeries) -> list[tuple[float, float]]:
    unit = LANE / timeline.top
    return [
        (layout.scale.x(day), layout.bottom - min(max(value, 0), timeline.top) * unit) for day, value in line.points
    ]


def _ends(layout: Layout, lines: list) -> SafeString:
    """Each line named with its last value, to the right of the lane, kept apart."""
    ends = sorted(
        (points[-1][1], f"{plain(line.label)}: {line.points[-1][1]:g}") for _p, line, points in lines if points
    )
    heights = spread([y for y, _words in ends], 18, layout.top, layout.bottom)
    rows = ((RIGHT + 10, number(y + 5), words) for y, (_y, words) in zip(heights, ends, strict=True))
    return format_html_join("\n", '<text x="{}" y="{}" class="label">{}</text>', rows)
