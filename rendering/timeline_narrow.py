"""The timeline for a telephone: time runs down the page, so that nothing scrolls sideways. The wide one: `timeline.py`.

From the left: the axis with its events, their words, the sessions, the scores. Marks and scale are those of the wide one.
"""

from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .happenings import HELD, ONSET, Timeline, TimelineEvent, TimelineSeries, spoken
from .markup import identifier, number, plain, shortened
from .score_plot import spread
from .time_scale import TimeScale, time_scale
from .timeline import marker

WIDTH, AXIS, WORDS, SESSIONS, LEFT, RIGHT = 326, 48, 64, 232, 266, 322
TOP, LENGTH, BLOCK, LINE, END = 44, 480, 60, 17, 18
MOST_NAMED, ACROSS, _LONGEST_DETAIL = 30, 20, 22
_MOST_TICKS_APART = 15


@dataclass(frozen=True)
class Layout:
    """`named`: the events with words, in order, each with the height at which its words begin."""

    scale: TimeScale
    bottom: float
    named: tuple[tuple[TimelineEvent, float], ...]


def timeline_narrow(timeline: Timeline) -> SafeString:
    """The `<svg class="chart timeline-narrow">`; empty where there is nothing to show."""
    layout = _layout(timeline)
    if layout is None:
        return SafeString("")
    height = layout.bottom + 16 + END * sum(bool(line.points) for line in timeline.series)
    layers = (_axis, _breaks, _onset, _words, _markers, _sessions, _scores)
    return format_html(
        '<svg class="chart timeline-narrow" viewBox="0 0 {0} {1}" role="img" aria-labelledby="{2}"><title id="{2}">{3}</title>\n{4}\n</svg>',
        WIDTH,
        number(height),
        f"{identifier(timeline.picture_id)}-narrow-title",
        spoken(timeline),
        _joined(layer(timeline, layout) for layer in layers),
    )


def _layout(timeline: Timeline) -> Layout | None:
    events = sorted(timeline.events, key=lambda each: (each.about, each.title))
    last = events[-MOST_NAMED:]
    named = [event for event in events[:-MOST_NAMED] if event.kind == ONSET] + last
    bottom = TOP + max(LENGTH, BLOCK * len(named))
    days = [day for event in events for day in (event.on, event.until) if day]
    scale = time_scale(days, timeline.course, TOP, bottom)
    if scale is None:
        return None
    heights = spread([scale.x(event.about) for event in named], BLOCK, TOP, bottom - 2 * LINE)
    return Layout(scale, bottom, tuple(zip(named, heights, strict=True)))


def _joined(parts) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _axis(timeline: Timeline, layout: Layout) -> SafeString:
    lines = (
        format_html(
            '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" class="axis"/>', AXIS, number(part.left), number(part.right)
        )
        for part in layout.scale.parts
    )
    tick = (
        '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" class="axis"/><text x="{3}" y="{4}" text-anchor="end">{5}</text>'
        '<text x="{3}" y="{6}" text-anchor="end">{7}</text>'
    )
    ticks = (
        format_html(
            tick, AXIS - 6, AXIS, number(t.x), AXIS - 10, number(t.x + 5), t.label, number(t.x + 5 + LINE), t.year
        )
        for t in layout.scale.ticks()
    )
    return _joined([*lines, *ticks])


def _breaks(timeline: Timeline, layout: Layout) -> SafeString:
    stroke = '<line x1="{}" y1="{}" x2="{}" y2="{}" class="break"/>'
    return _joined(
        format_html(stroke, AXIS - 9, number(y + shift + 4), AXIS + 9, number(y + shift - 4))
        for y in layout.scale.breaks
        for shift in (-4, 4)
    )


def _onset(timeline: Timeline, layout: Layout) -> SafeString:
    rule = '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" class="event"/>'
    return _joined(
        format_html(rule, SESSIONS - 10, RIGHT, number(layout.scale.x(event.about)))
        for event in timeline.events
        if event.kind == ONSET
    )


def _words(timeline: Timeline, layout: Layout) -> SafeString:
    """One or two lines of the title and one of the detail, and a line from the mark to them."""
    drawn = []
    for event, y in layout.named:
        at = layout.scale.x(event.about)
        line = '<polyline points="{},{} {},{}" class="grid"/>'
        drawn.append(format_html(line, AXIS, number(at), WORDS - 3, number(y)))
        title = wrap(plain(event.title), ACROSS)
        title = [*title[:1], *([shortened(" ".join(title[1:]), ACROSS)] if title[1:] else [])]
        rows = [*(("label", row) for row in title), ("", shortened(event.detail, _LONGEST_DETAIL))]
        for place, (look, row) in enumerate(rows):
            text = '<text x="{}" y="{}" class="{}">{}</text>'
            drawn.append(format_html(text, WORDS, number(y + 5 + place * LINE), look, row))
    return _joined(drawn)


def _markers(timeline: Timeline, layout: Layout) -> SafeString:
    bar = '<rect x="{}" y="{}" width="8" height="{}" rx="4" class="span"/>'
    bars = []
    for event in timeline.events:
        if event.until:
            top, bottom = layout.scale.x(event.on), layout.scale.x(event.until)
            bars.append(format_html(bar, AXIS - 4, number(top), number(max(bottom - top, 8))))
    return _joined([*bars, *(marker(event.kind, AXIS, layout.scale.x(event.about)) for event in timeline.events)])


def _sessions(timeline: Timeline, layout: Layout) -> SafeString:
    drawn, last = [], -99.0
    disc = '<circle cx="{0}" cy="{1}" r="4.5" class="p1"/>'
    cross = '<path d="M{0} {1}m-4 -4l8 8m0 -8l-8 8" class="cross"/>'
    for session in timeline.sessions:
        y = layout.scale.x(session.on)
        drawn.append(format_html(disc if session.state == HELD else cross, SESSIONS, number(y)))
        if session.number and y - last >= _MOST_TICKS_APART:
            text = '<text x="{}" y="{}">{}</text>'
            drawn.append(format_html(text, SESSIONS + 8, number(y + 5), session.number))
            last = y
    if drawn:
        heading = '<text x="{}" y="{}" text-anchor="end">{}</text>'
        words = _("Sessions, scores") if timeline.series else _("Sessions")
        drawn.append(format_html(heading, RIGHT + 4, number(layout.scale.x(timeline.sessions[0].on) - 30), words))
    return _joined(drawn)


def _scores(timeline: Timeline, layout: Layout) -> SafeString:
    lines = [(place, line) for place, line in enumerate(timeline.series) if line.points]
    if not lines:
        return SafeString("")
    top, bottom = (layout.scale.x(day) for day in timeline.course)
    drawn = []
    for value in (0, timeline.top):
        rule = '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" class="grid"/><text x="{0}" y="{3}" text-anchor="middle">{4}</text>'
        x = number(LEFT + value / timeline.top * (RIGHT - LEFT - 6))
        drawn.append(format_html(rule, x, number(top - 8), number(bottom + 8), number(top - 12), f"{value:g}"))
    for place, line in reversed(lines):
        points = _points(timeline, layout, line)
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        drawn.append(format_html('<polyline points="{}" class="{}"/>', path, "l2" if place else "l1"))
        dot = (
            '<rect x="{0}" y="{1}" width="7" height="7" class="p2"/>'
            if place
            else '<circle cx="{0}" cy="{1}" r="4" class="p1"/>'
        )
        shift = 3.5 if place else 0
        drawn += [format_html(dot, number(x - shift), number(y - shift)) for x, y in points]
    for row, (_place, line) in enumerate(lines):
        text = '<text x="{}" y="{}" text-anchor="end" class="label">{}</text>'
        words = f"{plain(line.label)}: {line.points[-1][1]:g}"
        drawn.append(format_html(text, RIGHT + 4, number(layout.bottom + END * (row + 1)), words))
    return _joined(drawn)


def _points(timeline: Timeline, layout: Layout, line: TimelineSeries) -> list[tuple[float, float]]:
    unit = (RIGHT - LEFT - 6) / timeline.top
    return [(LEFT + min(max(value, 0), timeline.top) * unit, layout.scale.x(day)) for day, value in line.points]
