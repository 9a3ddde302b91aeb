"""What was done: phase by phase, with the sessions that each sentence comes from."""

from collections import Counter

from accounts.terms import Worded
from measures.change import change_sentence
from sessions.course_plan import INITIAL, MIDDLE, TERMINATION, PhaseBounds
from sessions.techniques import TECHNIQUES

from ..outcomes import middle_session, outcomes
from ..phrases import (
    NOT_RECORDED,
    beginning,
    bullets,
    counted,
    full_day,
    full_stop,
    joined,
    lower_first,
    sentences,
    short_day,
    sourced,
)
from .beside import beside_ipt, family_meetings
from .worked import strategies_used, tasks_tried

_MOST_TECHNIQUES = 6
_RECENT = 4


def initial_phase(facts):
    """Formulation, contract, and what each signed note of the phase says first."""
    given, contracts = facts.formulation.given_on, facts.contracts
    return _phase(
        facts,
        INITIAL,
        f"Formulation given {full_day(given)}." if given else "",
        f"Contract agreed {full_day(contracts[0].agreed_on)}." if contracts else "",
    )


def middle_phase(facts):
    """Work on the focus, techniques, and the midpoint review in scores."""
    return _phase(facts, MIDDLE, _midpoint(facts), midpoint_decision(facts))


def ending_phase(facts):
    """When the end was raised, and what the scores did near it."""
    raised = facts.ending.raised_on
    return _phase(
        facts,
        TERMINATION,
        sourced(f"The end was raised on {full_day(raised)}.", [_session_on(facts, raised)]) if raised else "",
        str(Worded("Feelings about the {ending} were talked about.")) if facts.ending.feelings_discussed else "",
        _near_end_rise(facts),
    )


def _phase(facts, phase, *first):
    notes = [note for note in facts.notes if note.phase == phase and note.session]
    if not any(meeting.phase == phase for meeting in facts.held):
        return sentences(*first) or "Not reached."
    if not notes:
        return sentences(*first) or NOT_RECORDED
    numbers = [note.session for note in notes]
    held = f"Session {numbers[0]}." if len(numbers) == 1 else f"Sessions {numbers[0]} to {numbers[-1]}."
    worked = (_techniques(notes), strategies_used(notes), tasks_tried(notes))
    return joined(sentences(held, *first), *worked, bullets(_said(notes)))


def _said(notes):
    """One line for each note: what was worked on, else how it went; its source in front, an addendum announced."""
    lines = []
    for note in notes:
        text = note.focus_work or note.progress or note.events or note.opening_answer
        if text or note.additions:
            later = " With an addition, see below." if note.additions else ""
            lines.append(f"Session {note.session}: {beginning(text)}{later}".strip())
    return lines


def _names(note):
    """What the note's techniques are called; those of the practice by the name that the note was signed with."""
    return {*(str(TECHNIQUES[key].label) for key in note.techniques if key in TECHNIQUES), *note.own_techniques}


def _techniques(notes):
    """The techniques used most, each with the number of sessions."""
    counts = Counter(name for note in notes for name in _names(note))
    order = [str(technique.label) for technique in TECHNIQUES.values()]
    used = sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0]) if item[0] in order else len(order)))
    if not used:
        return ""
    words = [name for name, _count in used]
    words = [word if place == 0 else lower_first(word) for place, word in enumerate(words)]
    named = [
        f"{word} ({counted(count, 'session') if place == 0 else count})"
        for place, (word, (_key, count)) in enumerate(zip(words, used, strict=True))
    ]
    more = len(named) - _MOST_TECHNIQUES
    return f"Techniques used most: {lower_first(', '.join(named[:_MOST_TECHNIQUES]))}{f', and {more} more' if more > 0 else ''}."


def _midpoint(facts):
    said = []
    for outcome in outcomes(facts):
        if outcome.middle:
            words = change_sentence(outcome.definition, outcome.start.total, outcome.middle.total, name_start=True)
            said.append(f"{outcome.definition.name} was {outcome.middle.total}: {lower_first(words)}")
    return f"At the midpoint, session {middle_session(facts).number}, {' '.join(said)}" if said else ""


def midpoint_decision(facts):
    """What the midpoint review decided and why; that no score had moved by then is said, too."""
    review = facts.midpoint
    if review is None:
        return ""
    decided = "; ".join(lower_first(each) for each in review.decisions) if review.decisions else "not recorded"
    return sentences(
        f"Midpoint review of {full_day(review.on)}: {decided}.",
        "No questionnaire showed a reliable change for the better by then." if review.no_response else "",
        full_stop(review.reason),
    )


def _session_on(facts, day):
    return next((meeting.number for meeting in facts.held if meeting.on == day), None)


def _near_end_rise(facts):
    """A rise near the end that went back is named as what it is; one that stayed is left to the clinician."""
    bounds = PhaseBounds(facts.initial_to, facts.middle_to, facts.planned)
    first, _last = bounds.sessions_in(TERMINATION)
    for outcome in outcomes(facts)[:1]:
        scored = [sheet for sheet in outcome.sheets if sheet.session]
        for before, at, after in zip(scored, scored[1:], scored[2:], strict=False):
            rise = outcome.definition.improvement(at.total, before.total)
            if at.session >= first and rise > 0 and outcome.definition.improvement(at.total, after.total) >= rise:
                points = counted(rise, "point")
                return (
                    f"{outcome.definition.name} rose by {points} at session {at.session}, which is common near the end, "
                    "and fell again."
                )
    return ""


def beside_treatment(facts):
    """Medication as the client reported it, what stood beside IPT, and family meetings."""
    reported = {}
    for note in facts.notes:
        if note.medication:
            reported.setdefault(note.medication, []).append(note.session)
    medication = [sourced(full_stop(text), numbers) for text, numbers in reported.items()]
    return joined(
        f"Medication as reported: {' '.join(medication)}" if medication else "No medication was recorded.",
        beside_ipt(facts),
        family_meetings(facts),
    )


def additions(facts):
    """Every addendum to a signed note, whole, with its date and author: the note and what was added are both told."""
    return joined(
        *(
            f"Session {note.session or 'of ' + short_day(note.on)} ({short_day(note.on)}), added {full_day(each.on)} by "
            f"{each.by}: {full_stop(each.text)}"
            if note.session
            else f"Note of {full_day(note.on)}, added {full_day(each.on)} by {each.by}: {full_stop(each.text)}"
            for note in facts.notes
            for each in note.additions
        )
    )


def interventions(facts):
    """Techniques and work so far, for the midcourse summary: the last sessions only, it is to stay short."""
    notes = [note for note in facts.notes if note.session]
    worked = [sourced(beginning(note.focus_work), [note.session]) for note in notes if note.focus_work][-2:]
    lately = f"Worked on lately: {' '.join(worked)}" if worked else ""
    return joined(_techniques(notes), lately, beside_ipt(facts)) or NOT_RECORDED


def response_so_far(facts):
    """What moved, and what stands in the way, in the last notes; scores in a sentence."""
    scores = [
        f"{outcome.definition.name} is {outcome.end.total}: "
        + lower_first(change_sentence(outcome.definition, outcome.start.total, outcome.end.total, name_start=True))
        for outcome in outcomes(facts)
        if outcome.end
    ]
    recent = [note for note in facts.notes if note.session][-_RECENT:]
    progress = [sourced(beginning(note.progress), [note.session]) for note in recent if note.progress][-2:]
    obstacles = [sourced(beginning(note.challenges), [note.session]) for note in recent if note.challenges][-2:]
    return (
        joined(
            " ".join(scores),
            f"Progress: {' '.join(progress)}" if progress else "",
            f"Obstacles: {' '.join(obstacles)}" if obstacles else "",
        )
        or NOT_RECORDED
    )
