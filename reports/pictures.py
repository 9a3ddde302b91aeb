"""The pictures of a report, from its facts: course strip, score chart, circles. Black and white, by `rendering`."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rendering.circles import Person, circle_pair, circles, from_middle
from rendering.course_strip import HELD, MISSED, NEXT, CourseStrip, StripDot, StripPhase
from rendering.course_strip_print import course_strip_print
from rendering.score_chart import score_chart_print
from sessions import drawing
from sessions.course_plan import PhaseBounds

from .facts import MIDCOURSE
from .outcomes import outcomes
from .phrases import full_day, sentences, short_day

_ON_THE_CHART = ("phq9", "phq_a", "gad7")


def _bounds(facts):
    return PhaseBounds(facts.initial_to, facts.middle_to, facts.planned)


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
        CourseStrip(facts.planned, drawing.phases(_bounds(facts), StripPhase), tuple(dots)), title=_strip_title(facts)
    )


def _strip_title(facts):
    missed = [full_day(meeting.on) for meeting in facts.meetings if meeting.status in ("late_cancel", "no_show")]
    words = {"held": len(facts.held), "planned": facts.planned, "n": len(missed), "days": ", ".join(missed)}
    if not missed:
        return _("%(held)s of %(planned)s sessions held") % words
    title = ngettext(
        "%(held)s of %(planned)s sessions held; %(n)s missed, on %(days)s",
        "%(held)s of %(planned)s sessions held; %(n)s missed, on %(days)s",
        len(missed),
    )
    return title % words


def chart_events(facts):
    """The events that fall into the course, as pairs (letter, Event)."""
    if not facts.held:
        return []
    first, last = facts.held[0].on, facts.held[-1].on
    return drawing.lettered(e for e in facts.events if first <= e.on <= last and e.precision == "day")


def _on_the_chart(facts):
    return [outcome for outcome in outcomes(facts) if outcome.definition.key in _ON_THE_CHART][:2]


def chart(facts):
    """The score chart, or None where fewer than two scores could stand on it."""
    shown = _on_the_chart(facts)
    if len({sheet.on for outcome in shown for sheet in outcome.sheets}) < 2:
        return None
    happened = [m for m in facts.meetings if m.number is not None or m.status in ("late_cancel", "no_show")]
    last = facts.held[-1].number if facts.held else None
    return score_chart_print(
        drawing.chart(
            scores=[(each.definition, [(s.on, s.total, s.session) for s in each.sheets]) for each in shown],
            sessions=[drawing.Shown(m.on, m.number, m.number == last) for m in happened],
            bounds=_bounds(facts),
            events=[(letter, (event.on, event.title)) for letter, event in chart_events(facts)],
            picture_id="report-scores",
        )
    )


def chart_note(facts):
    """What the lines, the shading and the letters mean; in the short report, which has no table of them, every value, too."""
    shown = _on_the_chart(facts)
    if not shown:
        return ""
    lines = [_("Solid line, filled circles: %(name)s."), _("Dashed line, open squares: %(name)s.")]
    leading = {"name": shown[0].definition.name, "cut_off": shown[0].definition.caseness}
    return sentences(
        *(line % {"name": each.definition.name} for line, each in zip(lines, shown, strict=False)),
        _("Shading and the dotted line at %(cut_off)s are for %(name)s.") % leading,
        *(f"{letter}: {e.title.strip().rstrip('.')}, {short_day(e.on)}." for letter, e in chart_events(facts)),
        *(_every_value(each) for each in shown if facts.kind == MIDCOURSE),
    )


def _every_value(outcome):
    words = {"name": outcome.definition.name, "totals": ", ".join(str(sheet.total) for sheet in outcome.sheets)}
    return _("%(name)s, in order: %(totals)s.") % words


def circle_figures(facts):
    """Pairs (date, picture): then and now, or one picture where nothing changed; none without anyone in a circle."""
    drawn = [(network, _ringed(network)) for network in facts.networks]
    if not any(people for _network, people in drawn):
        return []
    titles = [_("Circles on %(date)s") % {"date": full_day(network.on)} for network, _people in drawn]
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
