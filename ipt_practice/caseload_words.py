"""What a card of the caseload says: focus, scores, and what wants a look. From a course with its counts and its sheets."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.change import baseline_and_final, change
from measures.instruments import INSTRUMENTS
from measures.scores import dated
from problem_areas.catalogue import AREAS
from problem_areas.vocabulary import DISPUTE_STAGE_CHOICES
from scheduling.words import day_words
from sessions.course_plan import ACUTE

SCORES_OLD_AFTER, SCORES_OLD_AFTER_MONTHLY = 21, 70
"""Days: of an acute course, which meets each week, and of one that meets each month or less."""
NOTE_LATE_AFTER = dt.timedelta(hours=48)
NEAR_END = 3
DEPRESSION = ("phq9", "phq_a")
"""The questionnaires whose change a card tells: whichever of them the course uses."""

STAGES = {key: label.lower() for key, label in DISPUTE_STAGE_CHOICES}


@dataclass(frozen=True)
class Flag:
    """One thing to see on a card. `wants_a_look`: amber, for somebody to act on; else only good to know."""

    key: str
    text: str
    wants_a_look: bool = True


@dataclass(frozen=True)
class Card:
    """One course on the board. `line` is what templates/_course_line.html asks for."""

    course: object
    line: dict
    focus: str
    scores: str
    flags: tuple
    therapist: str

    @property
    def wants_a_look(self):
        return any(flag.wants_a_look for flag in self.flags)

    @property
    def urgency(self):
        """Safety before everything, an alert before a standing concern, then whoever has most to look at."""
        keys = {flag.key for flag in self.flags}
        return "alert" in keys, "concern" in keys, sum(flag.wants_a_look for flag in self.flags)


def focus_words(area):
    """ "Role dispute, with her husband, impasse" of an area's kind, about and dispute_stage; "" without one."""
    if not area:
        return ""
    parts = (str(AREAS[area["kind"]].label), area["about"], STAGES.get(area["dispute_stage"]))
    return ", ".join(part for part in parts if part)


def _leading(course):
    """The questionnaire whose change a card tells."""
    return INSTRUMENTS[next((key for key in course.measure_keys if key in DEPRESSION), course.measure_keys[0])]


def score_words(course, sheets):
    """ "PHQ-9 14 to 12. From 16 at the start: no reliable change yet." for sheets in order."""
    definition = _leading(course)
    scores = dated(sheet for sheet in sheets if sheet.instrument == definition.key)
    totals = [each.total for each in scores if each.total is not None]
    if not totals:
        return _("No %(measure)s yet") % {"measure": definition.name}
    pair = baseline_and_final(scores, course.first_on) if course.held else None
    if pair is None:
        return f"{definition.name} {totals[-1]}"
    words = {"measure": definition.name, "before": totals[-2], "now": totals[-1], "start": pair[0].total}
    words["verdict"] = _verdict(change(definition, pair[0].total, pair[1].total))
    if words["before"] == words["start"]:
        return _("%(measure)s %(start)s to %(now)s: %(verdict)s.") % words
    return _("%(measure)s %(before)s to %(now)s. From %(start)s at the start: %(verdict)s.") % words


def _verdict(flags):
    if flags.reliable_improvement:
        return _("reliable change")
    return _("reliably worse") if flags.reliable_deterioration else _("no reliable change yet")


def flags_of(course, sheets, today):
    """The Flags of a course, the most urgent first (flows, row 20)."""
    if course.has_alert:
        yield Flag("alert", _("Open safety alert"))
    if course.has_concern:
        yield Flag("concern", _("Violence or coercion noted"))
    if course.has_late_note:
        yield Flag("unsigned", _("Note unsigned for 48 hours"))
    yield from _agreement(course, today)
    if course.held:
        yield from _old_scores(course, sheets, today)
    left = course.planned_sessions - course.held
    if left <= 0:
        yield Flag("overrun", _("All held, not closed"))
    elif left <= NEAR_END and course.held:
        text = ngettext("Ends in %(n)s session", "Ends in %(n)s sessions", left) % {"n": left}
        yield Flag("near_end", text, wants_a_look=False)


def _agreement(course, today):
    """Focus and contract, which the initial phase was for; and a contract whose time is over."""
    if course.held >= course.initial_to:
        words = {"n": course.initial_to}
        if course.kind == ACUTE and not course.focus:
            yield Flag("no_focus", _("No focus after session %(n)s") % words)
        if course.contract_until is None:
            yield Flag("no_contract", _("No contract after session %(n)s") % words)
    if course.contract_until is not None and course.contract_until < today and course.held < course.planned_sessions:
        day = day_words(course.contract_until, today, weekday=False)
        yield Flag("overrun", _("Agreed to end %(date)s") % {"date": day})


def scores_old_after(course):
    """After how many days without a score this course wants a look."""
    usual = SCORES_OLD_AFTER if course.kind == ACUTE else SCORES_OLD_AFTER_MONTHLY
    return max(usual, 7 * (course.measures_every + 1)) if course.measures_every > 1 else usual


def _old_scores(course, sheets, today):
    if not sheets:
        yield Flag("no_scores", _("No scores yet"))
        return
    days = (today - max(sheet.taken_on for sheet in sheets)).days
    if days >= scores_old_after(course):
        yield Flag("old_scores", _("No scores for %(n)s days") % {"n": days})
