"""The course strip: phases as bars, one dot for each session, the PHQ-9 line and its numbers beneath.

`course_strip` is the page's (coloured by `.strip` in app.css), `course_strip_print` the report's (carries its
colours), `mini_strip` the row of 8 px dots that stands beside the words "7 of 16 held, 9 left".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .markup import identifier, plain

HELD, NEXT, PLANNED, MISSED = "held", "next", "planned", "missed"


@dataclass(frozen=True)
class StripPhase:
    """A phase by the session numbers it spans, first and last included."""

    label: str
    first: int
    last: int
    is_current: bool = False


@dataclass(frozen=True)
class StripDot:
    """A session of the course, or one that was missed and so has no number.

    `date` is as shown ("Feb 10"), empty while nothing is booked. `label` replaces the words that a screen reader
    adds after the number (", held Feb 10"), or all the words of a missed one. `phq9` is the score of that session.
    """

    number: int | None
    state: str
    date: str = ""
    url: str | None = None
    label: str = ""
    phq9: int | None = None


@dataclass(frozen=True)
class CourseStrip:
    """A course at a glance. `dots` in order of time; sessions up to `planned` that are not among them are added."""

    planned: int
    phases: tuple[StripPhase, ...]
    dots: tuple[StripDot, ...]
    facts: tuple[str, ...] = ()  # beside the heading: "Planned end May 5"
    foot: tuple[str, ...] = ()  # beneath: "Contract, version 1, Feb 3"
    measure: str = "PHQ-9"  # what the numbers are
    heading_id: str = "strip-h"
    is_over: bool = False  # closed: what is left of the plan is not said any more


def held_words(held: int, planned: int, *, is_over: bool = False) -> str:
    """ "7 of 16 held, 9 left", and "16 of 16 held" at the end: the words that stand wherever a course does."""
    if planned > held and not is_over:
        return _("%(held)d of %(planned)d held, %(left)d left") % {
            "held": held,
            "planned": planned,
            "left": planned - held,
        }
    return _("%(held)d of %(planned)d held") % {"held": held, "planned": planned}


def course_strip(strip: CourseStrip) -> SafeString:
    """The `<section class="strip">` of a client's pages. A strip with no score at all shows no line and no numbers."""
    dots = every_dot(strip)
    held = sum(dot.state == HELD for dot in dots)
    return format_html(
        '<section class="strip" aria-labelledby="{id}"><div class="strip-head"><h2 id="{id}">{words}</h2>{facts}</div>'
        '<div class="strip-body{long}"><ol class="strip-phases">{phases}</ol>{line}</div>{foot}</section>',
        id=identifier(strip.heading_id),
        words=held_words(held, strip.planned, is_over=strip.is_over),
        facts=_facts(strip, dots),
        long=" is-long" if len(dots) > 20 else "",
        phases=_phases(strip, dots),
        line=_line(dots),
        foot=_foot(strip, dots),
    )


def mini_strip(held: int, planned: int, *, is_next: bool = False) -> SafeString:
    """The strip in 8 px dots: `held` filled, then a ring if the next session is at hand, then the rest of `planned`.

    Hidden from screen readers: it always stands beside the words.
    """
    held, planned = max(held, 0), max(held, planned, 0)
    kinds = [("held", "3")] * held + [("next", "2")] * is_next
    kinds = (kinds + [("planned", "3")] * (planned - len(kinds)))[:planned]
    circles = format_html_join(
        "",
        '<circle class="ms-{}" cx="{}" cy="4" r="{}"/>',
        ((kind, 8 * index + 4, radius) for index, (kind, radius) in enumerate(kinds)),
    )
    return format_html(
        '<svg class="ministrip" width="{0}" height="8" viewBox="0 0 {0} 8" aria-hidden="true">{1}</svg>',
        8 * planned,
        circles,
    )


def every_dot(strip: CourseStrip) -> list[StripDot]:
    """The dots in order, followed by a planned one for each number up to `planned` that nothing is booked for."""
    known = {dot.number for dot in strip.dots}
    unbooked = (StripDot(n, PLANNED) for n in range(1, strip.planned + 1) if n not in known)
    return [*strip.dots, *unbooked]


def dots_by_phase(strip: CourseStrip, dots: Iterable[StripDot]) -> list[tuple[StripPhase, list[StripDot]]]:
    """Each phase that has dots, with them. A missed session stands in the phase of the session it put off."""
    phases = strip.phases or (StripPhase("", 1, max(strip.planned, 1)),)
    places, upcoming = [], len(phases) - 1
    for dot in reversed(list(dots)):
        if dot.number is not None:
            later = (i for i, phase in enumerate(phases) if dot.number <= phase.last)
            upcoming = next(later, len(phases) - 1)
        places.append((upcoming, dot))
    places.reverse()
    return [(phases[i], [dot for _i, dot in group]) for i, group in groupby(places, key=lambda place: place[0])]


def phase_name(phase: StripPhase) -> str:
    """ "Middle, 5 to 12"; nothing for a phase without a label."""
    if not phase.label:
        return ""
    if phase.first == phase.last:
        return f"{plain(phase.label)}, {phase.first}"
    return _("%(label)s, %(first)d to %(last)d") % {
        "label": plain(phase.label),
        "first": phase.first,
        "last": phase.last,
    }


def line_heights(scores: list[int], height: float = 10) -> list[float]:
    """Where each score lies between 0 (top, the highest) and `height`. Fewer than 6 points apart never look like more."""
    if not scores:
        return []
    middle, span = (max(scores) + min(scores)) / 2, max(max(scores) - min(scores) + 1, 6)
    return [height * (0.5 + (middle - score) / span) for score in scores]


def _facts(strip: CourseStrip, dots: list[StripDot]) -> SafeString:
    missed = sum(dot.state == MISSED for dot in dots)
    words = [ngettext("%d missed", "%d missed", missed) % missed] if missed else []
    return format_html_join("", '<span class="muted small">{}</span>', ((plain(w),) for w in [*words, *strip.facts]))


def _foot(strip: CourseStrip, dots: list[StripDot]) -> SafeString:
    words = (
        [_("Numbers: %(measure)s before each session") % {"measure": plain(strip.measure)}] if _has_scores(dots) else []
    )
    words += [_("Dashed: missed, not counted")] if any(dot.state == MISSED for dot in dots) else []
    words += strip.foot
    spans = format_html_join("", "<span>{}</span>", ((plain(w),) for w in words))
    return format_html('<p class="strip-foot caption">{}</p>', spans) if words else spans


def _has_scores(dots: Iterable[StripDot]) -> bool:
    return any(dot.phq9 is not None for dot in dots)


def _phases(strip: CourseStrip, dots: list[StripDot]) -> SafeString:
    scored = [dot for dot in dots if dot.phq9 is not None]
    latest = scored[-1] if scored else None
    groups = dots_by_phase(strip, dots)
    current = next((i for i, (phase, _dots) in enumerate(groups) if phase.is_current), None)
    return format_html_join(
        "",
        '<li class="strip-phase n-{}{}{}"><span class="strip-name">{}</span><ol class="strip-dots">{}</ol></li>',
        (
            (
                min(len(group), 20),  # app.css knows n-1 to n-20
                _phase_state(i, current, group),
                "" if _has_scores(group) else " no-score",
                phase_name(phase),
                format_html_join("", "<li>{}{}</li>", ((_dot(d), _score(d, latest, strip.measure)) for d in group)),
            )
            for i, (phase, group) in enumerate(groups)
        ),
    )


def _phase_state(place: int, current: int | None, dots: list[StripDot]) -> str:
    if place == current:
        return " is-now"
    if current is None:
        return " is-past" if all(dot.state in (HELD, MISSED) for dot in dots) else ""
    return " is-past" if place < current else ""


def _dot(dot: StripDot) -> SafeString:
    """A link named "Session 5, held Feb 10", or the same words without a link."""
    if dot.state == MISSED:
        words = plain(dot.label) or _("Missed %(date)s, does not count as a session") % {"date": plain(dot.date)}
        inside = format_html('<i class="bi bi-x" aria-hidden="true"></i><span class="visually-hidden">{}</span>', words)
    else:
        inside = format_html(
            '<span class="visually-hidden">{} </span>{}<span class="visually-hidden">{}</span>',
            _("Session"),
            "" if dot.number is None else dot.number,
            plain(dot.label) or _after_number(dot),
        )
    state = dot.state if dot.state in (HELD, NEXT, MISSED) else PLANNED
    if dot.url:
        return format_html('<a class="dot dot-{}" href="{}">{}</a>', state, plain(dot.url), inside)
    return format_html('<span class="dot dot-{}">{}</span>', state, inside)


def _after_number(dot: StripDot) -> str:
    words = {HELD: _(", held %(date)s"), NEXT: _(", next %(date)s"), PLANNED: _(", planned %(date)s")}
    if not dot.date:
        return {HELD: _(", held"), NEXT: _(", next")}.get(dot.state, _(", not booked yet"))
    return words.get(dot.state, words[PLANNED]) % {"date": plain(dot.date)}


def _score(dot: StripDot, latest: StripDot | None, measure: str) -> SafeString | str:
    if latest is None:
        return ""
    if dot.phq9 is None:
        return format_html('<span class="strip-score">{}</span>', "")
    return format_html(
        '<span class="strip-score{}"><span class="visually-hidden">{} </span>{}</span>',
        " is-latest" if dot is latest else "",
        plain(measure),
        dot.phq9,
    )


def _line(dots: list[StripDot]) -> SafeString | str:
    scored = [(i + 0.5, dot.phq9) for i, dot in enumerate(dots) if dot.phq9 is not None]
    if not scored:
        return ""
    heights = line_heights([score for _x, score in scored])
    points = [f"{x:g} {round(y, 2):g}" for (x, _score), y in zip(scored, heights, strict=True)]
    return format_html(
        '<svg class="strip-line" viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="M{}"/><path class="points" d="{}"/></svg>',
        len(dots),
        " L".join(points),
        "".join(f"M{point}h0" for point in points),
    )
