"""How the score chart is drawn: the frame and its scales, and what stands in it, back to front."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .markup import PRINT_FONTS, attributes, number, plain
from .scores import ChartSession, ScoreChart, shown_value, usable

TOP, PIN, LABEL_GAP = 34, 11, 18


@dataclass(frozen=True)
class Frame:
    """A size of the picture, in SVG units: the plot lies from left to right and from TOP to bottom."""

    name: str
    width: int
    height: int
    left: int
    right: int
    bottom: int
    svg_class: str
    look: dict[str, SafeString]
    letter: float  # the usual width of a letter of the bold type


def _classes(*names: str) -> dict[str, SafeString]:
    return {name: attributes({"class": name}) for name in names}


_PAGE = {
    **_classes("strong", "label", "cut", "grid", "event", "event-dot", "l1", "p1", "l2", "p2", "band-a", "band-b"),
    "text": attributes({}),
    "phase": attributes({"class": "grid"}),
}
_TYPE = {"font-family": PRINT_FONTS, "font-size": "12"}
_PRINT = {
    "text": attributes({**_TYPE, "fill": "#333"}),
    "strong": attributes({**_TYPE, "fill": "#000", "font-weight": "600"}),
    "label": attributes({**_TYPE, "fill": "#000", "font-weight": "600"}),
    "band-a": attributes({"fill": "#ffffff"}),
    "band-b": attributes({"fill": "#eeeeee"}),
    "cut": attributes({"stroke": "#555", "stroke-dasharray": "2 4"}),
    "grid": attributes({"stroke": "#999"}),
    "phase": attributes({"stroke": "#555", "stroke-width": "1.5"}),
    "event": attributes({"stroke": "#333", "stroke-dasharray": "1 3"}),
    "event-dot": attributes({"fill": "#fff", "stroke": "#333", "stroke-width": "1.5"}),
    "l1": attributes({"fill": "none", "stroke": "#000", "stroke-width": "2.25"}),
    "p1": attributes({"fill": "#000"}),
    "l2": attributes({"fill": "none", "stroke": "#000", "stroke-width": "1.5", "stroke-dasharray": "5 4"}),
    "p2": attributes({"fill": "#fff", "stroke": "#000", "stroke-width": "1.5"}),
}
WIDE = Frame("wide", 600, 310, 30, 508, 264, "chart chart-wide", _PAGE, 7.3)
NARROW = Frame("narrow", 326, 300, 24, 244, 254, "chart chart-narrow", _PAGE, 7.3)
PRINT = Frame("print", 660, 262, 28, 582, 216, "chart", _PRINT, 6.3)


@dataclass(frozen=True)
class Scales:
    """From the data's units to the picture's. `step` is the usual distance of two sessions in the picture."""

    x: Callable[[float], float]
    y: Callable[[float], float]
    step: float


def draw(chart: ScoreChart, frame: Frame) -> SafeString:
    """Everything inside the `<svg>`, back to front."""
    scales = scales_for(chart, frame)
    layers = (_bands, _axis, _sessions, _phases, _events, _lines, _names)
    return format_html_join("\n", "{}", ((layer(chart, frame, scales),) for layer in layers))


def scales_for(chart: ScoreChart, frame: Frame) -> Scales:
    """Room on the left for most of a step; on the right for half of one, or for the name at the end of a line."""
    ends = [(usable(series.points), plain(series.label)) for series in chart.series]
    inside = sorted({s.x for s in chart.sessions} | {p.x for points, _label in ends for p in points}) or [0.0]
    ticks = sorted({session.x for session in chart.sessions}) or inside
    step = median([b - a for a, b in pairwise(ticks)]) if len(ticks) > 1 else 1.0
    first, last, width = inside[0], inside[-1], frame.right - frame.left
    before, after = step * 6 / 7, step * 4 / 7
    for points, label in ends:
        if points:
            room = min(12 + frame.letter * (len(label) + 4), width / 2)
            needed = (room * (before + last - first) - width * (last - points[-1].x)) / (width - room)
            after = max(after, needed)
    unit = width / (before + last - first + after)
    scale = (frame.bottom - TOP) / chart.top
    return Scales(
        x=lambda x: frame.left + (min(max(x, first - before), last + after) - first + before) * unit,
        y=lambda value: frame.bottom - min(max(value, 0), chart.top) * scale,
        step=step * unit,
    )


def _bands(chart: ScoreChart, frame: Frame, scales: Scales) -> SafeString:
    rows = []
    for place, band in enumerate(chart.bands):
        upper, lower = scales.y(band.high), scales.y(band.low)
        look = frame.look["band-b" if place % 2 else "band-a"]
        middle = number((upper + lower) / 2 + 5)
        rows.append((number(upper), number(lower - upper), look, middle, frame.look["text"], plain(band.label)))
    return format_html_join(
        "\n",
        f'<rect x="{frame.left}" y="{{}}" width="{frame.right - frame.left}" height="{{}}"{{}}/>'
        f'<text x="{frame.right + 8}" y="{{}}"{{}} text-anchor="start">{{}}</text>',
        rows,
    )


def _axis(chart: ScoreChart, frame: Frame, scales: Scales) -> SafeString:
    values = {0, chart.top, *(band.low for band in chart.bands)}
    numbers = format_html_join(
        "\n",
        f'<text x="{frame.left - 6}" y="{{}}"{{}} text-anchor="end">{{}}</text>',
        ((number(scales.y(value) + 5), frame.look["text"], shown_value(value)) for value in sorted(values)),
    )
    lines = [(scales.y(chart.cut_off), "cut")] if chart.cut_off is not None else []
    rules = format_html_join(
        "\n",
        f'<line x1="{frame.left}" x2="{frame.right}" y1="{{0}}" y2="{{0}}"{{1}}/>',
        ((number(y), frame.look[look]) for y, look in [*lines, (frame.bottom, "grid")]),
    )
    return format_html("{}\n{}", numbers, rules)


def _sessions(chart: ScoreChart, frame: Frame, scales: Scales) -> SafeString:
    return format_html_join(
        "\n",
        f'<text x="{{}}" y="{frame.bottom + 18}"{{}} text-anchor="middle">{{}}</text>',
        (
            (number(scales.x(s.x)), frame.look["strong" if s.is_current else "text"], s.number)
            for s in numbers_that_fit(chart.sessions, scales)
        ),
    )


def numbers_that_fit(sessions: tuple[ChartSession, ...], scales: Scales) -> list[ChartSession]:
    """The sessions whose numbers can stand side by side: all, or else the current, the first, the last and each fourth."""
    held = [session for session in sessions if session.number is not None]
    first = [*(session for session in held if session.is_current), *held[:1], *held[-1:]]
    chosen = _apart([*first, *held], scales)
    if len(chosen) < 0.9 * len(held) or scales.step < 18:
        chosen = _apart([*first, *(session for session in held if session.number % 4 == 0)], scales)
    return sorted(chosen, key=lambda session: session.x)


def _apart(wanted: list[ChartSession], scales: Scales) -> list[ChartSession]:
    """As many of the wanted as keep clear of those before them in the list."""
    chosen: dict[float, ChartSession] = {}
    for session in wanted:
        x, half = scales.x(session.x), 4 * len(str(session.number)) + 3
        if all(abs(x - other) >= half + 4 * len(str(c.number)) + 3 for other, c in chosen.items()):
            chosen[x] = session
    return list(chosen.values())


def _phases(chart: ScoreChart, frame: Frame, scales: Scales) -> SafeString:
    rows, over = [], min(8.0, scales.step * 0.4)
    for phase in chart.phases:
        places = [scales.x(s.x) for s in chart.sessions if s.number and phase.first <= s.number <= phase.last]
        if places:
            left, right = min(places) - over, max(places) + over
            middle = number((left + right) / 2)
            row = (number(left), number(right), frame.look["phase"], middle, frame.look["text"], plain(phase.label))
            rows.append(row)
    return format_html_join(
        "\n",
        f'<line x1="{{}}" x2="{{}}" y1="{frame.bottom + 25}" y2="{frame.bottom + 25}"{{}}/>'
        f'<text x="{{}}" y="{frame.bottom + 41}"{{}} text-anchor="middle">{{}}</text>',
        rows,
    )


def spread(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """The places in `wanted` (ascending), moved as little as keeps them `gap` apart and between `low` and `high`."""
    if len(wanted) > 1:
        gap = min(gap, (high - low) / (len(wanted) - 1))
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + gap if placed else low))
    limit = high
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - gap
    return placed


def _events(chart: ScoreChart, frame: Frame, scales: Scales) -> SafeString:
    events = sorted(chart.events, key=lambda event: event.x)
    places = [scales.x(event.x) for event in events]
    pins = spread(places, 2 * PIN + 3, PIN + 1, frame.width - PIN - 1)
    rows = []
    for event, place, pin in zip(events, places, pins, strict=True):
        x, at = number(place), number(pin)
        rows.append(
            (at, x, x, frame.look["event"], at, frame.look["event-dot"], frame.look["strong"], plain(event.letter))
        )
    return format_html_join(
        "\n",
        f'<line x1="{{0}}" x2="{{1}}" y1="26" y2="{TOP}"{{3}}/><line x1="{{2}}" x2="{{2}}" y1="{TOP}" y2="{frame.bottom}"{{3}}/>'
        f'<circle cx="{{4}}" cy="15" r="{PIN}"{{5}}/><text x="{{4}}" y="20"{{6}} text-anchor="middle">{{7}}</text>',
        rows,
    )


def _lines(chart: ScoreChart, frame: Frame, scales: Scales) -> SafeString:
    drawn = []
    for place, series in reversed(list(enumerate(chart.series))):
        points = [(scales.x(point.x), scales.y(point.value)) for point in usable(series.points)]
        if len(points) > 1:
            path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
            drawn.append(format_html('<polyline points="{}"{}/>', path, frame.look["l2" if place else "l1"]))
        drawn.append(_squares(points, frame) if place else _discs(points, frame))
    return format_html_join("\n", "{}", ((part,) for part in drawn))


def _discs(points: list[tuple[float, float]], frame: Frame) -> SafeString:
    rows = ((number(x), number(y), frame.look["p1"]) for x, y in points)
    return format_html_join("\n", '<circle cx="{}" cy="{}" r="4.5"{}/>', rows)


def _squares(points: list[tuple[float, float]], frame: Frame) -> SafeString:
    rows = ((number(x - 3.5), number(y - 3.5), frame.look["p2"]) for x, y in points)
    return format_html_join("\n", '<rect x="{}" y="{}" width="7" height="7"{}/>', rows)


def _names(chart: ScoreChart, frame: Frame, scales: Scales) -> SafeString:
    """The last value of each line, named beside it, kept apart where two lines end close together."""
    ends = [(usable(series.points)[-1:], plain(series.label)) for series in chart.series]
    ends = sorted(((points[0], label) for points, label in ends if points), key=lambda end: -end[0].value)
    latest = max((point.x for point, _label in ends), default=0)
    wanted = [scales.y(point.value) for point, _label in ends]
    if len(wanted) == 2 and wanted[1] - wanted[0] < LABEL_GAP:
        push = (LABEL_GAP - (wanted[1] - wanted[0])) / 2
        wanted = [wanted[0] - push, wanted[1] + push]
    heights = spread(wanted, LABEL_GAP, TOP, frame.bottom - 6)
    return format_html_join(
        "\n",
        '<text x="{}" y="{}"{} text-anchor="start">{}</text>',
        (
            (
                number(scales.x(p.x) + 12),
                number(y + 5),
                frame.look["strong" if p.x == latest else "label"],
                f"{label}: {shown_value(p.value)}",
            )
            for (p, label), y in zip(ends, heights, strict=True)
        ),
    )
