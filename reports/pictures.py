"""The pictures of a report, from its facts: course strip, score chart, circles. Black and white, by `rendering`."""

from problem_areas.vocabulary import LIFE_EVENT_CHOICES
from rendering.circles import Person, circle_pair, circles, from_middle
from rendering.course_strip import HELD, MISSED, NEXT, CourseStrip, StripDot, StripPhase
from rendering.course_strip_print import course_strip_print
from rendering.score_chart import (
    ChartEvent,
    ChartPhase,
    ChartSession,
    ScoreBand,
    ScoreChart,
    ScorePoint,
    ScoreSeries,
    score_chart_print,
)
from sessions.course_plan import INITIAL, MIDDLE, PHASE_LABELS, TERMINATION

from .facts import MIDCOURSE
from .outcomes import outcomes
from .phrases import full_day, short_day

_SHORT_BANDS = {"none or minimal": "none", "moderately severe": "mod. severe"}
_ON_THE_CHART = ("phq9", "phq_a", "gad7")
_MOST_EVENTS = 8
_KINDS = dict(LIFE_EVENT_CHOICES)


def phases(facts, kind):
    """The three phases of the course as `kind` (StripPhase or ChartPhase), the empty ones left out."""
    spans = (
        (PHASE_LABELS[INITIAL], 1, facts.initial_to),
        (PHASE_LABELS[MIDDLE], facts.initial_to + 1, facts.middle_to),
        (PHASE_LABELS[TERMINATION], facts.middle_to + 1, facts.planned),
    )
    return tuple(kind(label, first, last) for label, first, last in spans if first <= last)


def strip(facts):
    """Every session of the course in order: held, missed between the numbers, and what is left."""
    dots, next_one = [], facts.kind == MIDCOURSE
    for meeting in facts.meetings:
        if meeting.number is not None:
            dots.append(StripDot(meeting.number, HELD, short_day(meeting.on)))
        elif meeting.status in ("late_cancel", "no_show"):
            dots.append(StripDot(None, MISSED, short_day(meeting.on)))
        elif meeting.status == "booked" and next_one and len(facts.held) < facts.planned:
            dots.append(StripDot(len(facts.held) + 1, NEXT, short_day(meeting.on)))
            next_one = False
    return course_strip_print(
        CourseStrip(facts.planned, phases(facts, StripPhase), tuple(dots)), title=_strip_title(facts)
    )


def _strip_title(facts):
    missed = [full_day(meeting.on) for meeting in facts.meetings if meeting.status in ("late_cancel", "no_show")]
    words = f"{len(facts.held)} of {facts.planned} sessions held"
    return f"{words}; {len(missed)} missed, on {', '.join(missed)}" if missed else words


def chart_events(facts):
    """The events that fall into the course, as pairs (letter, Event)."""
    if not facts.held:
        return []
    first, last = facts.held[0].on, facts.held[-1].on
    during = [event for event in facts.events if first <= event.on <= last and event.precision == "day"]
    return list(zip("ABCDEFGH", during[:_MOST_EVENTS], strict=False))


def chart(facts):
    """The score chart, or None where fewer than two scores could stand on it."""
    shown = [outcome for outcome in outcomes(facts) if outcome.definition.key in _ON_THE_CHART][:2]
    days = sorted({sheet.on for outcome in shown for sheet in outcome.sheets})
    if len(days) < 2:
        return None
    first = min([*days, *(meeting.on for meeting in facts.held[:1])])
    series = tuple(
        ScoreSeries(outcome.definition.key, outcome.definition.name, _points(outcome.sheets, first))
        for outcome in shown
    )
    leading = shown[0].definition
    return score_chart_print(
        ScoreChart(
            series=series,
            sessions=_sessions(facts, first),
            phases=phases(facts, ChartPhase),
            events=tuple(
                ChartEvent(letter, (event.on - first).days, short_day(event.on), event.title)
                for letter, event in chart_events(facts)
            ),
            bands=_bands(leading),
            cut_off=leading.caseness,
            top=max(outcome.definition.maximum for outcome in shown),
            picture_id="report-scores",
        )
    )


def _points(sheets, first):
    return tuple(
        ScorePoint((sheet.on - first).days, sheet.total, str(sheet.session or ""), short_day(sheet.on))
        for sheet in sheets
    )


def _sessions(facts, first):
    happened = [m for m in facts.meetings if m.number is not None or m.status in ("late_cancel", "no_show")]
    last = facts.held[-1].number if facts.held else None
    return tuple(ChartSession((m.on - first).days, m.number, m.number == last) for m in happened if m.on >= first)


def _bands(definition):
    bands = definition.bands
    tops = [band.low for band in bands[1:]] + [definition.maximum]
    return tuple(
        ScoreBand(band.low, top, _SHORT_BANDS.get(band.label, band.label))
        for band, top in zip(bands, tops, strict=True)
    )


def chart_note(facts):
    """What the lines, the shading and the letters mean; in the short report, which has no table of them, every value, too."""
    shown = [outcome for outcome in outcomes(facts) if outcome.definition.key in _ON_THE_CHART][:2]
    names = [outcome.definition.name for outcome in shown]
    words = [f"Solid line, filled circles: {names[0]}."] if names else []
    words += [f"Dashed line, open squares: {name}." for name in names[1:]]
    words += [f"Shading and the dotted line at {shown[0].definition.caseness} are for {names[0]}."] if names else []
    words += [
        f"{letter}: {event.title.strip().rstrip('.')}, {short_day(event.on)}." for letter, event in chart_events(facts)
    ]
    if facts.kind == MIDCOURSE:
        words += [
            f"{each.definition.name}, in order: {', '.join(str(s.total) for s in each.sheets)}." for each in shown
        ]
    return " ".join(words)


def circle_figures(facts):
    """Pairs (date, picture): then and now, or one picture where nothing changed; none without anyone in a circle."""
    drawn = [(network, _ringed(network)) for network in facts.networks]
    if not any(people for _network, people in drawn):
        return []
    titles = [f"Circles on {full_day(network.on)}" for network, _people in drawn]
    if len(drawn) == 1:
        ((network, people),) = drawn
        return [(network.on, circles(people, centre="C", title=titles[0], picture_id="circles", for_print=True))]
    pictures = circle_pair(
        then=drawn[0][1], now=drawn[1][1], centre="C", titles=tuple(titles), picture_id="circles", for_print=True
    )
    return [(network.on, picture) for (network, _people), picture in zip(drawn, pictures, strict=True)]


def _ringed(network):
    return [
        Person(p.label, p.ring, from_middle(p.x), from_middle(p.y), deceased=p.deceased, key=p.key)
        for p in network.people
        if p.ring in (1, 2, 3)
    ]
