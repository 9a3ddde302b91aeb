"""The course strip for a report: one picture that carries its own colours, readable in black and white."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .course_strip import HELD, MISSED, NEXT, CourseStrip, StripDot, dots_by_phase, every_dot, held_words, phase_name
from .markup import PRINT_FONTS, attributes, identifier, number, plain

WIDTH, CENTRE, LARGEST = 660, 44, 12
_TEXT = {"font-family": PRINT_FONTS, "font-size": "12.5"}
_LOOK = {
    HELD: ({"fill": "#111"}, {**_TEXT, "font-weight": "600", "fill": "#fff"}),
    NEXT: (
        {"fill": "#fff", "stroke": "#111", "stroke-width": "2.5"},
        {**_TEXT, "font-weight": "600", "fill": "#111"},
    ),
    MISSED: ({"fill": "#fff", "stroke": "#333", "stroke-dasharray": "3 2"}, {}),
}
_PLANNED = ({"fill": "#fff", "stroke": "#777"}, {**_TEXT, "fill": "#333"})


def course_strip_print(strip: CourseStrip, *, picture_id: str = "strip", title: str = "") -> SafeString:
    """The `<svg>` of the same strip, 660 by 60 units, without scores or links, for a `<figure>` in a report.

    `title` is what a screen reader says; by default "12 of 12 sessions held" in the usual words.
    """
    dots = every_dot(strip)
    slot = WIDTH / max(len(dots), 1)
    held = sum(dot.state == HELD for dot in dots)
    return format_html(
        '<svg viewBox="0 0 {0} 60" role="img" aria-labelledby="{1}"><title id="{1}">{2}</title>{3}{4}</svg>',
        WIDTH,
        f"{identifier(picture_id)}-title",
        plain(title) or held_words(held, strip.planned),
        format_html_join("", "{}", ((_dot(dot, slot * (i + 0.5), slot),) for i, dot in enumerate(dots))),
        _phases(strip, dots, slot),
    )


def _dot(dot: StripDot, x: float, slot: float) -> SafeString:
    circle, text = _LOOK.get(dot.state, _PLANNED)
    radius = min(LARGEST, slot / 2 - 1.5) - ("stroke" in circle)
    drawn = format_html('<circle cx="{}" cy="{}" r="{}"{}/>', number(x), CENTRE, number(radius), attributes(circle))
    if dot.state == MISSED:
        return format_html(
            '{}<path d="M{} {}l7 7m0-7l-7 7" stroke="#333" stroke-width="1.5"/>',
            drawn,
            number(x - 3.5),
            number(CENTRE - 3.5),
        )
    return format_html(
        '{}<text x="{}" y="48.5"{} text-anchor="middle">{}</text>',
        drawn,
        number(x),
        attributes(text),
        "" if dot.number is None else dot.number,
    )


def _phases(strip: CourseStrip, dots: list[StripDot], slot: float) -> SafeString:
    rows, begin = [], 0
    for phase, group in dots_by_phase(strip, dots):
        end = begin + len(group)
        left, right = number(begin * slot + 2), number(end * slot - 2)
        rows.append((left, right, left, attributes(_TEXT), phase_name(phase)))
        begin = end
    return format_html_join(
        "",
        '<line x1="{}" x2="{}" y1="3" y2="3" stroke="#111" stroke-width="3"/>'
        '<text x="{}" y="20"{} fill="#111">{}</text>',
        rows,
    )
