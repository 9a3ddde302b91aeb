"""Where the client stands, why it ended, what remains and what comes next."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from problem_areas.area_facts import AreaFacts
from problem_areas.report_line import report_summary
from sessions.endings import END_REASONS, FOCUS_RESOLUTIONS, MAINTENANCE_DECISIONS

from ..facts import END_OF_TREATMENT
from ..outcomes import outcomes
from ..phrases import (
    beginning,
    bullets,
    full_day,
    full_stop,
    joined,
    listed,
    lower_first,
    not_recorded,
    quoted,
    sentences,
    short_day,
    sourced,
    unfinished,
    worded,
)
from ..relations import is_relation_word
from .course import midpoint_decision

_CIRCLES = (
    (1, gettext_lazy("Inner circle: %(count)s.")),
    (2, gettext_lazy("Middle: %(count)s.")),
    (3, gettext_lazy("Outer: %(count)s.")),
)
_CONFIDANTS = gettext_lazy("Confidants: %(count)s.")
_ENDED = {
    "completed": gettext_lazy("Completed as agreed, after %(held)s of %(planned)s sessions."),
    "early_by_agreement": gettext_lazy("Ended early by agreement, after %(held)s of %(planned)s sessions."),
    "dropout": gettext_lazy("The client did not come back, after %(held)s of %(planned)s sessions."),
}
_ENDED_OTHERWISE = gettext_lazy("%(reason)s, after %(held)s of %(planned)s sessions; not as planned.")


def focus_outcome(facts):
    """The report line of each area (docs/clinical.md 3), how far it is resolved, gains and what the client puts them down to."""
    resolution = worded(dict(FOCUS_RESOLUTIONS).get(facts.ending.focus_resolution, ""))
    lines = [
        _area_line(focus, facts.today)
        for focus in facts.focuses
        if focus.until_on is None or focus == facts.focuses[-1]
    ]
    attribution = full_stop(facts.ending.attribution)
    return joined(
        sentences(
            *lines,
            _("At the end the focus is %(resolution)s.") % {"resolution": resolution.lower()}
            if resolution
            else _("How far it is resolved: %(text)s") % {"text": lower_first(not_recorded())},
        ),
        _late_progress(facts),
        joined(_("Gains, in the client's words:"), quoted(facts.ending.gains)) if facts.ending.gains else "",
        _("The client puts the change down to this: %(text)s") % {"text": attribution} if attribution else "",
    )


def _area_line(focus, on):
    """The area with whom or what it is about, and its report line (problem_areas.report_line)."""
    about = f", {focus.about.rstrip('.')}" if focus.about else ""
    return sentences(f"{focus.label}{about}.", report_summary(_known(focus), on, _))


def _known(focus):
    """What is known of the area. A report frozen before areas had fields of their own has it in the focus alone."""
    if focus.known.kind:
        return focus.known
    return AreaFacts(
        kind=focus.kind,
        relation=focus.relation,
        loss_kind=focus.loss_kind,
        transition_type=focus.transition_type,
        stage_at_start=focus.stage_at_start,
        stage=focus.stage,
    )


def _late_progress(facts):
    last = [note for note in facts.notes if note.session and note.progress][-2:]
    return " ".join(sourced(beginning(note.progress), [note.session]) for note in last)


def people(facts):
    """How many of the living in each circle and how many confidants, then and now."""
    if not facts.networks:
        return unfinished(facts)
    both = [
        [person for person in network.people if not person.deceased]
        for network in (facts.networks[0], facts.networks[-1])
    ]
    counts = [(sentence, *(sum(p.ring == ring for p in living) for living in both)) for ring, sentence in _CIRCLES]
    counts.append((_CONFIDANTS, *(sum(p.confides for p in living) for living in both)))
    told = [sentence % {"count": _then_and_now(then, now)} for sentence, then, now in counts]
    return sentences(*told, _("Relations are printed, never names."))


def _then_and_now(then, now):
    words = {"then": then or _("none"), "now": now or _("none")}
    return (_("%(then)s") if then == now else _("%(then)s, now %(now)s")) % words


def status(facts):
    """Last scores with their bands, and how the last session found the client."""
    last = next((note for note in reversed(facts.notes) if note.session and note.opening_answer), None)
    return sentences(
        _last_scores(facts),
        sourced(beginning(last.opening_answer), [last.session]) if last else "",
        _("The client rates the confidence to cope at %(n)s of 10.") % {"n": facts.ending.confidence}
        if facts.ending.confidence is not None and facts.kind == END_OF_TREATMENT
        else "",
    ) or unfinished(facts)


def _last_scores(facts):
    """ "Last scores, November 15, 2026: PHQ-9 6 (mild) and GAD-7 4 (minimal)." Days that differ are told one by one."""
    scores = []
    for outcome in outcomes(facts):
        last = outcome.end or outcome.start
        band = outcome.definition.band_for(last.total)
        scores.append((last.on, f"{outcome.definition.name} {last.total}{f' ({worded(band.label)})' if band else ''}"))
    if not scores:
        return ""
    if len({on for on, _score in scores}) == 1:
        words = {"date": full_day(scores[0][0]), "scores": listed(score for _on, score in scores)}
        return _("Last scores, %(date)s: %(scores)s.") % words
    return _("Last scores: %(scores)s.") % {"scores": "; ".join(f"{score}, {full_day(on)}" for on, score in scores)}


def reason_for_ending(facts):
    """Planned or not, after how many sessions, and for a dropout what was tried to reach the client."""
    reason = facts.ending.reason
    label = dict(END_REASONS).get(reason)
    if label is None:
        return not_recorded()
    words = {"reason": worded(label), "held": len(facts.held), "planned": facts.planned}
    ended = _ENDED.get(reason, _ENDED_OTHERWISE) % words
    if reason != "dropout":
        return ended
    tried = _("How the practice tried to reach the client: %(tries)s") % {"tries": _outreach(facts)}
    return joined(sentences(ended, _last_seen(facts)), tried)


def _last_seen(facts):
    last = facts.held[-1] if facts.held else None
    missed = [
        short_day(meeting.on)
        for meeting in facts.meetings
        if meeting.status in ("no_show", "late_cancel", "cancelled_by_client")
        and (last is None or meeting.on > last.on)
    ]
    return sentences(
        _("The last session was on %(date)s.") % {"date": full_day(last.on)} if last else "",
        _("Missed after that: %(days)s.") % {"days": ", ".join(missed)} if missed else "",
    )


def _outreach(facts):
    """Each try with its day, then what was written about them."""
    tries = [
        f"{short_day(each.on)}, {lower_first(each.way)}{f' ({lower_first(each.result)})' if each.result else ''}"
        for each in facts.ending.attempts
    ]
    said = sentences(f"{'; '.join(tries)}." if tries else "", full_stop(facts.ending.outreach))
    return (said if tries else lower_first(said)) or lower_first(not_recorded())


def remaining_difficulties(facts):
    return full_stop(facts.ending.remaining_difficulties) or unfinished(facts)


def warning_signs_and_plan(facts):
    """The client's own early signs, the plan, and whom to turn to."""
    ending, signs = facts.ending, _("The client's own list of early signs:")
    strategies = full_stop("; ".join(each.rstrip(".") for each in ending.strategies))
    contingency = full_stop(" ".join(ending.contingency_plan.split()))
    people = listed(_each_once(lower_first(each) if is_relation_word(each) else each for each in ending.support_people))
    return joined(
        f"{signs}\n{bullets(ending.warning_signs)}" if ending.warning_signs else "",
        _("Plan: %(plan)s") % {"plan": full_stop(ending.coping_plan)} if ending.coping_plan else "",
        _("Strategies the client takes along: %(strategies)s") % {"strategies": strategies} if strategies else "",
        _("If symptoms return: %(plan)s") % {"plan": contingency} if contingency else "",
        _("To turn to: %(people)s.") % {"people": people} if people else "",
    ) or unfinished(facts)


def _each_once(words):
    """daughter, friend (2): two people of one relation are told as two."""
    counts = Counter(words)
    return [f"{word} ({count})" if count > 1 else word for word, count in counts.items()]


def recommendations(facts):
    """The decision, the follow-up, and how to come back."""
    ending = facts.ending
    decision = worded(dict(MAINTENANCE_DECISIONS).get(ending.decision, ""))
    offered, referral = full_stop(ending.alternative_offered), full_stop(ending.referral)
    return sentences(
        full_stop(decision) or _("Decision about further treatment: %(text)s") % {"text": lower_first(not_recorded())},
        _("Offered beside it: %(text)s") % {"text": offered} if offered else "",
        _("Referral: %(text)s") % {"text": referral} if referral else "",
        _("Follow-up on %(date)s.") % {"date": full_day(ending.follow_up_on)} if ending.follow_up_on else "",
        _("The client can return at any time by calling the practice; the file then reopens as a new course."),
    )


def plan(facts):
    """What is left of the course and what the last notes plan, for the midcourse summary."""
    left = max(0, facts.planned - len(facts.held))
    last = [note for note in facts.notes if note.session and note.plan][-2:]
    planned = " ".join(sourced(beginning(note.plan), [note.session]) for note in last)
    return sentences(
        midpoint_decision(facts),
        _left(left, facts.contracts[-1].planned_end_on if facts.contracts else None),
        _("Planned in the last notes: %(plans)s") % {"plans": planned} if planned else "",
    )


def _left(left, end):
    words = {"n": left, "end": full_day(end) if end else ""}
    if not left:
        return _("No sessions left, planned end %(end)s.") % words if end else _("No sessions left.")
    if end is None:
        return ngettext("%(n)s session left.", "%(n)s sessions left.", left) % words
    return (
        ngettext("%(n)s session left, planned end %(end)s.", "%(n)s sessions left, planned end %(end)s.", left) % words
    )
