"""What was done: phase by phase, with the sessions that each sentence comes from."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.terms import Worded
from measures.change import change_sentence
from sessions.course_plan import INITIAL, MIDDLE, TERMINATION, PhaseBounds
from sessions.techniques import TECHNIQUES

from ..outcomes import middle_session, outcomes
from ..phrases import (
    ONE_LINE,
    beginning,
    bullets,
    full_day,
    full_stop,
    joined,
    lower_first,
    not_recorded,
    sentences,
    short_day,
    sourced,
    worded,
)
from .beside import beside_ipt, family_meetings
from .worked import strategies_used, tasks_tried

_MOST_TECHNIQUES = 4
_RECENT = 4


def initial_phase(facts):
    """What each signed note of the phase says first; formulation and contract stand with the focus."""
    return _phase(facts, INITIAL)


def middle_phase(facts):
    """Work on the focus, techniques, and the midpoint review in scores."""
    return _phase(facts, MIDDLE, _midpoint(facts), midpoint_decision(facts))


def ending_phase(facts):
    """When the end was raised, and what the scores did near it."""
    raised = facts.ending.raised_on
    date = {"date": full_day(raised) if raised else ""}
    return _phase(
        facts,
        TERMINATION,
        sourced(_("The end was raised on %(date)s.") % date, [_session_on(facts, raised)]) if raised else "",
        str(Worded(_("Feelings about the {ending} were talked about."))) if facts.ending.feelings_discussed else "",
        _near_end_rise(facts),
    )


def _phase(facts, phase, *first):
    notes = [note for note in facts.notes if note.phase == phase and note.session]
    if not any(meeting.phase == phase for meeting in facts.held):
        return sentences(*first) or _("Not reached.")
    if not notes:
        return sentences(*first) or not_recorded()
    words = {"first": notes[0].session, "last": notes[-1].session}
    held = (_("Session %(first)s.") if len(notes) == 1 else _("Sessions %(first)s to %(last)s.")) % words
    worked = sentences(_techniques(notes), strategies_used(notes), tasks_tried(notes))
    told = [sentences(held, *first), worked] if any(first) else [sentences(held, worked)]
    return joined(*told, bullets(_said(notes)))


def _said(notes):
    """One line for each note: what was worked on, else how it went; its source in front, an addendum announced."""
    lines = []
    for note in notes:
        text = note.focus_work or note.progress or note.events or note.opening_answer
        if text or note.additions:
            words = {"n": note.session, "text": beginning(text, ONE_LINE)}
            later = _("With an addition, see below.") if note.additions else ""
            lines.append(sentences(_("Session %(n)s: %(text)s") % words, later))
    return lines


def _names(note):
    """What the note's techniques are called; those of the practice by the name that the note was signed with."""
    return {*(worded(TECHNIQUES[key].label) for key in note.techniques if key in TECHNIQUES), *note.own_techniques}


def _techniques(notes):
    """The techniques used most, each with the number of sessions."""
    counts = Counter(name for note in notes for name in _names(note))
    order = [worded(technique.label) for technique in TECHNIQUES.values()]
    used = sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0]) if item[0] in order else len(order)))
    if not used:
        return ""
    first = ngettext("%(name)s (%(n)s session)", "%(name)s (%(n)s sessions)", used[0][1])
    named = [f"{lower_first(name)} ({count})" for name, count in used]
    named[0] = first % {"name": lower_first(used[0][0]), "n": used[0][1]}
    words = {"names": ", ".join(named[:_MOST_TECHNIQUES]), "more": len(named) - _MOST_TECHNIQUES}
    if words["more"] > 0:
        return _("Techniques used most: %(names)s, and %(more)s more.") % words
    return _("Techniques used most: %(names)s.") % words


def _midpoint(facts):
    said = [
        _("%(name)s was %(total)s: %(change)s")
        % {
            "name": outcome.definition.name,
            "total": outcome.middle.total,
            "change": _change(outcome.definition, outcome.start, outcome.middle),
        }
        for outcome in outcomes(facts)
        if outcome.middle
    ]
    if not said:
        return ""
    words = {"n": middle_session(facts).number, "scores": " ".join(said)}
    return _("At the midpoint, session %(n)s, %(scores)s") % words


def _change(definition, start, end):
    return lower_first(change_sentence(definition, start.total, end.total, name_start=True, _=_))


def midpoint_decision(facts):
    """What the midpoint review decided and why; that no score had moved by then is said, too."""
    review = facts.midpoint
    if review is None:
        return ""
    decided = "; ".join(lower_first(each) for each in review.decisions) or lower_first(not_recorded()).rstrip(".")
    return sentences(
        _("Midpoint review of %(date)s: %(decisions)s.") % {"date": full_day(review.on), "decisions": decided},
        _("No questionnaire showed a reliable change by then.") if review.no_response else "",
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
                sentence = ngettext(
                    "%(name)s rose by %(n)s point at session %(at)s, which is common near the end, and fell again.",
                    "%(name)s rose by %(n)s points at session %(at)s, which is common near the end, and fell again.",
                    rise,
                )
                return sentence % {"name": outcome.definition.name, "n": rise, "at": at.session}
    return ""


def beside_treatment(facts):
    """Medication as the client reported it, what stood beside IPT, and family meetings."""
    reported = {}
    for note in facts.notes:
        if note.medication:
            reported.setdefault(note.medication, []).append(note.session)
    medication = " ".join(sourced(full_stop(text), numbers) for text, numbers in reported.items())
    return joined(
        _("Medication as reported: %(medication)s") % {"medication": medication}
        if medication
        else _("No medication was recorded."),
        beside_ipt(facts),
        family_meetings(facts),
    )


def additions(facts):
    """Every addendum to a signed note, whole, with its date and author: the note and what was added are both told."""
    return joined(*(_addition(note, each) for note in facts.notes for each in note.additions))


def _addition(note, each):
    words = {
        "n": note.session,
        "day": short_day(note.on),
        "date": full_day(note.on),
        "added": full_day(each.on),
        "name": each.by,
        "text": full_stop(each.text),
    }
    if note.session:
        return _("Session %(n)s (%(day)s), added %(added)s by %(name)s: %(text)s") % words
    return _("Note of %(date)s, added %(added)s by %(name)s: %(text)s") % words


def interventions(facts):
    """Techniques and work so far, for the midcourse summary: the last sessions only, it is to stay short."""
    notes = [note for note in facts.notes if note.session]
    lately = _last_two(notes, "focus_work")
    worked = _("Worked on lately: %(sessions)s") % {"sessions": lately} if lately else ""
    return joined(_techniques(notes), worked, beside_ipt(facts)) or not_recorded()


def _last_two(notes, name):
    """What the last two notes with something under this name say, each with its source."""
    texts = [sourced(beginning(getattr(note, name)), [note.session]) for note in notes if getattr(note, name)]
    return " ".join(texts[-2:])


def response_so_far(facts):
    """What moved, and what stands in the way, in the last notes; scores in a sentence."""
    scores = [
        _("%(name)s is %(total)s: %(change)s")
        % {
            "name": outcome.definition.name,
            "total": outcome.end.total,
            "change": _change(outcome.definition, outcome.start, outcome.end),
        }
        for outcome in outcomes(facts)
        if outcome.end
    ]
    recent = [note for note in facts.notes if note.session][-_RECENT:]
    progress, obstacles = _last_two(recent, "progress"), _last_two(recent, "challenges")
    return (
        joined(
            " ".join(scores),
            _("Progress: %(sessions)s") % {"sessions": progress} if progress else "",
            _("Obstacles: %(sessions)s") % {"sessions": obstacles} if obstacles else "",
        )
        or not_recorded()
    )
