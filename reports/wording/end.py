"""Where the client stands, why it ended, what remains and what comes next."""

from problem_areas.report_line import AreaFacts, report_summary
from safety.questions import ACTIONS, RISK_LEVELS, SELF, TO_OTHERS
from sessions.course_plan import count_sentence
from sessions.endings import END_REASONS, FOCUS_RESOLUTIONS, MAINTENANCE_DECISIONS

from ..facts import END_OF_TREATMENT
from ..outcomes import outcomes
from ..phrases import (
    NOT_RECORDED,
    beginning,
    bullets,
    counted,
    full_day,
    full_stop,
    joined,
    listed,
    lower_first,
    quoted,
    sentences,
    short_day,
    sourced,
    sources,
    unfinished,
)
from .course import midpoint_decision

_RISK_ASKED = {
    "no_concern": "asked directly, no concern",
    "assessed": "asked, see the assessment",
    "not_asked": "not asked",
}


def focus_outcome(facts):
    """The report line of each area (docs/clinical.md 3), how far it is resolved, gains and what the client puts them down to."""
    resolution = dict(FOCUS_RESOLUTIONS).get(facts.ending.focus_resolution, "")
    lines = [
        _area_line(focus, facts.today)
        for focus in facts.focuses
        if focus.until_on is None or focus == facts.focuses[-1]
    ]
    return joined(
        sentences(
            *lines,
            f"At the end the focus is {resolution.lower()}."
            if resolution
            else f"How far it is resolved: {lower_first(NOT_RECORDED)}",
        ),
        _late_progress(facts),
        joined("Gains, in the client's words:", quoted(facts.ending.gains)) if facts.ending.gains else "",
        f"The client puts the change down to this: {full_stop(facts.ending.attribution)}"
        if facts.ending.attribution
        else "",
    )


def _area_line(focus, on):
    """The area with whom or what it is about, and its report line (problem_areas.report_line)."""
    about = f", {focus.about.rstrip('.')}" if focus.about else ""
    return sentences(f"{focus.label}{about}.", report_summary(_known(focus), on))


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
    rings = [
        _then_and_now(name, *(sum(person.ring == ring for person in living) for living in both))
        for ring, name in ((1, "Inner circle"), (2, "Middle"), (3, "Outer"))
    ]
    confidants = _then_and_now("Confidants", *(sum(person.confides for person in living) for living in both))
    return " ".join([*rings, confidants, "Relations are printed, never names."])


def _then_and_now(name, then, now):
    changed = "" if then == now else f", now {now or 'none'}"
    return f"{name}: {then or 'none'}{changed}."


def status(facts):
    """Last scores with their bands, and how the last session found the client."""
    scores = []
    for outcome in outcomes(facts):
        last = outcome.end or outcome.start
        band = outcome.definition.band_for(last.total)
        scores.append(
            f"{outcome.definition.name} {last.total}{f' ({band.label})' if band else ''}, {full_day(last.on)}"
        )
    last = next((note for note in reversed(facts.notes) if note.session and note.opening_answer), None)
    return sentences(
        f"Last scores: {'; '.join(scores)}." if scores else "",
        sourced(beginning(last.opening_answer), [last.session]) if last else "",
        f"The client rates the confidence to cope at {facts.ending.confidence} of 10."
        if facts.ending.confidence is not None and facts.kind == END_OF_TREATMENT
        else "",
    ) or unfinished(facts)


def risk(facts):
    """The safety items over the course, what was asked directly, assessments, alerts still open."""
    return joined(
        sentences(*_safety_items(facts), _asked(facts), *(_assessment(each) for each in facts.assessments)),
        f"{counted(facts.open_alerts, 'safety alert is', 'safety alerts are')} still open."
        if facts.open_alerts
        else "",
    ) or unfinished(facts)


def _safety_items(facts):
    for outcome in outcomes(facts):
        if not outcome.definition.risk_item_keys:
            continue
        answered = [sheet for sheet in outcome.sheets if sheet.safety is not None]
        above = [sheet for sheet in answered if sheet.safety > 0]
        name = f"The safety item of the {outcome.definition.name}"
        if not above:
            yield f"{name} was “not at all” on {'the one sheet' if len(answered) == 1 else f'all {len(answered)} sheets'}."
        else:
            yield f"{name} was above “not at all” on {len(above)} of {counted(len(answered), 'sheet')}, last on {full_day(above[-1].on)}."


def _asked(facts):
    asked = [note for note in facts.notes if note.session and note.risk]
    if not asked:
        return ""
    last = asked[-1]
    words = f"{sources([last.session])}: {_RISK_ASKED.get(last.risk, last.risk)}."
    return sentences(words, full_stop(last.risk_note))


_ASSESSED = {SELF: "Risk assessment", TO_OTHERS: "Assessment of danger to others"}


def _assessment(each):
    """Level and steps. What another person is said to have done, or a child to have suffered, is not told (3.2)."""
    level = dict(RISK_LEVELS).get(each.level, each.level)
    told = dict(ACTIONS)
    done = [lower_first(told[key]) for key in each.actions if key in told]
    return f"{_ASSESSED.get(each.danger, 'Assessment of safety')} of {full_day(each.on)}: {lower_first(level)}{'; ' + listed(done) if done else ''}."


def reason_for_ending(facts):
    """Planned or not, after how many sessions, and for a dropout what was tried to reach the client."""
    reason, held = facts.ending.reason, len(facts.held)
    label = dict(END_REASONS).get(reason)
    after = f"after {count_sentence(held, facts.planned).split(',')[0].replace(' held', '')} sessions"
    if label is None:
        return NOT_RECORDED
    if reason == "completed":
        return f"Completed as agreed, {after}."
    if reason == "early_by_agreement":
        return f"Ended early by agreement, {after}."
    if reason == "dropout":
        return joined(_dropped_out(facts, after), f"How the practice tried to reach the client: {_outreach(facts)}")
    return f"{label}, {after}; not as planned."


def _dropped_out(facts, after):
    last = facts.held[-1] if facts.held else None
    missed = [
        short_day(meeting.on)
        for meeting in facts.meetings
        if meeting.status in ("no_show", "late_cancel", "cancelled_by_client")
        and (last is None or meeting.on > last.on)
    ]
    came = f" The last session was on {full_day(last.on)}." if last else ""
    return f"The client did not come back, {after}.{came}" + (
        f" Missed after that: {', '.join(missed)}." if missed else ""
    )


def _outreach(facts):
    """Each try with its day, then what was written about them."""
    tries = [
        f"{short_day(each.on)}, {lower_first(each.way)}{f' ({lower_first(each.result)})' if each.result else ''}"
        for each in facts.ending.attempts
    ]
    said = sentences(f"{'; '.join(tries)}." if tries else "", full_stop(facts.ending.outreach))
    return (said if tries else lower_first(said)) or "not recorded."


def remaining_difficulties(facts):
    return full_stop(facts.ending.remaining_difficulties) or unfinished(facts)


def warning_signs_and_plan(facts):
    """The client's own early signs, the plan, and whom to turn to."""
    ending = facts.ending
    return joined(
        f"The client's own list of early signs:\n{bullets(ending.warning_signs)}" if ending.warning_signs else "",
        f"Plan: {full_stop(ending.coping_plan)}" if ending.coping_plan else "",
        f"Strategies the client takes along: {full_stop('; '.join(ending.strategies))}" if ending.strategies else "",
        f"If symptoms return: {full_stop(' '.join(ending.contingency_plan.split()))}"
        if ending.contingency_plan
        else "",
        f"To turn to: {listed(ending.support_people)}." if ending.support_people else "",
    ) or unfinished(facts)


def recommendations(facts):
    """The decision, the follow-up, and how to come back."""
    ending = facts.ending
    decision = dict(MAINTENANCE_DECISIONS).get(ending.decision, "")
    return joined(
        sentences(
            f"{decision}." if decision else f"Decision about further treatment: {lower_first(NOT_RECORDED)}",
            f"Offered beside it: {full_stop(ending.alternative_offered)}" if ending.alternative_offered else "",
            f"Referral: {full_stop(ending.referral)}" if ending.referral else "",
            f"Follow-up on {full_day(ending.follow_up_on)}." if ending.follow_up_on else "",
        ),
        "The client can return at any time by calling the practice; the file then reopens as a new course.",
    )


def plan(facts):
    """What is left of the course and what the last notes plan, for the midcourse summary."""
    left = max(0, facts.planned - len(facts.held))
    end = facts.contracts[-1].planned_end_on if facts.contracts else None
    last = [note for note in facts.notes if note.session and note.plan][-2:]
    planned = [sourced(beginning(note.plan), [note.session]) for note in last]
    return sentences(
        midpoint_decision(facts),
        f"{counted(left, 'session')} left{f', planned end {full_day(end)}' if end else ''}.",
        f"Planned in the last notes: {' '.join(planned)}" if planned else "",
    )
