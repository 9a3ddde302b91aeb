"""How the client came, attendance, and what treatment began with."""

from collections import Counter
from itertools import pairwise
from statistics import median

from sessions.course_plan import PHASE_LABELS, PhaseBounds, phase_for

from ..outcomes import depression, outcomes
from ..phrases import (
    NOT_RECORDED,
    counted,
    event_day,
    full_day,
    full_stop,
    joined,
    listed,
    lower_first,
    quoted,
    sentences,
    short_day,
)
from .beside import sought

_MODALITY = {"in_person": "in person", "video": "by video", "telephone": "by telephone"}
_MISSED = (
    ("late_cancel", "late cancel", "late cancels"),
    ("no_show", "no-show", "no-shows"),
    ("cancelled_by_client", "cancelled by the client", "cancelled by the client"),
    ("cancelled_by_practice", "cancelled by the practice", "cancelled by the practice"),
)
_NEAR_ONSET_DAYS = 183


def dates_and_attendance(facts):
    """First contact, consultation, sessions planned and held, rhythm, what was missed, family meetings."""
    return joined(
        sentences(_first_steps(facts), _held_sessions(facts), _missed_sessions(facts), _family(facts)),
        f"Why this length: {full_stop(facts.length_reason)}" if facts.length_reason else "",
    )


def course_so_far(facts):
    """Phase, count and attendance for the midcourse summary."""
    held = len(facts.held)
    if not held:
        return sentences(_first_steps(facts), f"No session has been held yet of {facts.planned} planned.")
    bounds = PhaseBounds(facts.initial_to, facts.middle_to, facts.planned)
    phase = PHASE_LABELS[phase_for(min(held, facts.planned), bounds)].lower()
    return sentences(
        f"{phase.capitalize()} phase, {max(0, facts.planned - held)} left.",
        _held_sessions(facts),
        _missed_sessions(facts),
        _family(facts),
    )


def _first_steps(facts):
    first = f"First contact {full_day(facts.first_contact_on)}." if facts.first_contact_on else ""
    return sentences(first, f"Consultation {full_day(facts.consultation_on)}." if facts.consultation_on else "")


def _held_sessions(facts):
    held = facts.held
    if not held:
        return f"None of the {facts.planned} planned sessions was held."
    minutes = Counter(meeting.minutes for meeting in held).most_common(1)[0][0]
    how = ", ".join(part for part in (_rhythm(held), f"{minutes} minutes", _modalities(held)) if part)
    when = f"on {full_day(held[0].on)}" if len(held) == 1 else f"from {full_day(held[0].on)} to {full_day(held[-1].on)}"
    return f"{len(held)} of {counted(facts.planned, 'planned session')} held: {how}, {when}.{_breaks(held)}"


def _rhythm(held):
    gaps = [(later.on - earlier.on).days for earlier, later in pairwise(held)]
    usual = median(gaps) if gaps else 0
    return (
        "weekly" if 6 <= usual <= 8 else "fortnightly" if 12 <= usual <= 16 else "monthly" if 26 <= usual <= 35 else ""
    )


def _modalities(held):
    counts = Counter(_MODALITY.get(meeting.modality, "in person") for meeting in held).most_common()
    if len(counts) == 1:
        return counts[0][0]
    return "mostly " + counts[0][0] + " (" + ", ".join(f"{number} {words}" for words, number in counts[1:]) + ")"


def _breaks(held):
    """The longest break, where it is much longer than the usual distance."""
    gaps = [((later.on - earlier.on).days, earlier.on, later.on) for earlier, later in pairwise(held)]
    if len(gaps) < 3:
        return ""
    longest, before, after = max(gaps)
    if longest < max(21, 2.5 * median(gap for gap, _before, _after in gaps)):
        return ""
    return f" The longest break was {longest // 7} weeks, from {short_day(before)} to {short_day(after)}."


def _missed_sessions(facts):
    parts = []
    for status, one, many in _MISSED:
        days = [short_day(meeting.on) for meeting in facts.meetings if meeting.status == status]
        if days:
            parts.append(f"{len(days)} {one if len(days) == 1 else many} ({', '.join(days)})")
    return f"{listed(parts)}, not counted." if parts else ""


def _family(facts):
    days = [short_day(meeting.on) for meeting in facts.family_meetings]
    return f"{counted(len(days), 'family meeting')} ({', '.join(days)})." if days else ""


def presenting_problem(facts):
    """What the client came with: the consultation's words, else the client's own at the first call."""
    concern = full_stop(facts.presenting_concern)
    if facts.beside.words and not concern:
        concern = joined("In the client's own words:", quoted(facts.beside.words))
    if facts.seeks and not concern:
        concern = joined("What the client asked for at first contact:", quoted(facts.seeks))
    onset = facts.formulation.onset_on
    began = f"Onset of the episode: {onset:%B} {onset.year}." if onset else ""
    if concern.endswith("”"):
        return joined(concern, sentences(sought(facts), began))
    return sentences(concern or NOT_RECORDED, sought(facts), began)


def reason_for_treatment(facts):
    """Presenting problem and diagnosis together, for the midcourse summary."""
    known = facts.formulation.syndrome
    return joined(presenting_problem(facts), f"Diagnosis: {full_stop(known) if known else lower_first(NOT_RECORDED)}")


def diagnosis(facts):
    """At the start, and what the last score suggests for the end."""
    known = facts.formulation.syndrome
    end = f"At the end: {lower_first(NOT_RECORDED)}"
    result = depression(facts)
    if result and result.end:
        band = result.definition.band_for(result.end.total)
        end = f"At the end: {result.definition.name} {result.end.total}, {band.label} symptoms."
        if result.flags.remission:
            end += " In the range of remission."
    return joined(f"At the start: {full_stop(known) if known else lower_first(NOT_RECORDED)}", end)


def initial_assessment(facts):
    """Baseline scores, what happened around the onset, supports and strengths."""
    return joined(sentences(_baseline(facts), _timeline(facts)), sentences(_supports(facts), _strengths(facts)))


def _baseline(facts):
    parts = []
    for outcome in outcomes(facts):
        band = outcome.definition.band_for(outcome.start.total)
        parts.append(f"{outcome.definition.name} {outcome.start.total}" + (f" ({band.label})" if band else ""))
    if not parts:
        return "No score was taken at the start."
    on = outcomes(facts)[0].start.on
    return f"Scores at the start, {full_day(on)}: {listed(parts)}."


def _timeline(facts):
    events = facts.formulation.precipitants or _around_onset(facts)
    if not events:
        return ""
    words = [f"{lower_first(event.title.strip().rstrip('.'))} ({event_day(event)})" for event in events]
    return f"Around the onset: {'; '.join(words)}."


def _around_onset(facts):
    onset = facts.formulation.onset_on or next((event.on for event in facts.events if event.kind == "onset"), None)
    if onset is None:
        return ()
    near = [
        event for event in facts.events if abs((event.on - onset).days) <= _NEAR_ONSET_DAYS and event.kind != "onset"
    ]
    return tuple(near[:5])


def _supports(facts):
    if not facts.networks:
        return ""
    people = [person for person in facts.networks[0].people if not person.deceased]
    close = sum(person.ring in (1, 2) for person in people)
    confidants = sum(person.confides for person in people)
    return (
        f"At the start {counted(len(people), 'person', 'people')} in the interpersonal inventory, {close or 'none'} of them "
        f"in the inner or middle circle; {counted(confidants, 'confidant')}."
    )


def _strengths(facts):
    return sentences(_told("Strengths", facts.formulation.strengths), _told("Supports", facts.formulation.supports))


def focus_and_formulation(facts):
    """Primary and secondary focus, the formulation with the client's answer and words, and the contract."""
    focuses = [_focus_line(focus) for focus in facts.focuses]
    link = full_stop(facts.formulation.link)
    maintaining = facts.formulation.maintaining
    return joined(
        *focuses or ["No focus was chosen."],
        sentences(
            link or f"Formulation: {lower_first(NOT_RECORDED)}",
            full_stop(facts.formulation.why_now),
            _told("What keeps it going", maintaining),
            _told("The pattern with people behind it", facts.formulation.pattern),
            _told("Proposed", facts.formulation.plan),
            _answer(facts.formulation),
        ),
        quoted(facts.formulation.words),
        *[_contract_line(contract) for contract in facts.contracts],
    )


def _told(name, text):
    return f"{name}: {lower_first(full_stop(text))}" if text.strip() else ""


def _focus_line(focus):
    about = f", {focus.about.rstrip('.')}" if focus.about else ""
    line = f"{focus.label} ({focus.rank}){about}. Chosen {full_day(focus.from_on)}"
    if focus.until_on:
        line += f", until {full_day(focus.until_on)}"
    return sentences(line + ".", full_stop(focus.reason))


def _answer(formulation):
    if not formulation.given_on:
        return ""
    given = f"Given to the client on {full_day(formulation.given_on)}"
    answers = {
        "agreed": "; the client agreed",
        "amended": "; the client amended it",
        "declined": "; the client declined it",
    }
    return f"{given}{answers.get(formulation.response, '')}{':' if formulation.words.strip() else '.'}"


def _contract_line(contract):
    name = "Contract" if contract.number == 1 else f"Contract, version {contract.number}"
    terms = f"{counted(contract.planned_sessions, 'session')}, planned end {full_day(contract.planned_end_on)}"
    return sentences(f"{name}, agreed {full_day(contract.agreed_on)}: {terms}.", full_stop(contract.reason))
