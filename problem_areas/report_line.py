"""What a report says of one area (docs/clinical.md, section 3, "Report line", and 3.5): from the chart's fields alone.

Relations, never names. Of a third party nothing is said but the relation: what was written about them stays in the chart.
Pure: `facts_of` reads the area and its rows by their fields, `report_summary` makes the sentences.
"""

import datetime as dt
from dataclasses import dataclass

from .area_words import AREA_RESOLUTIONS, CHOSEN_OR_FORCED, DISPUTE_PLANS
from .catalogue import AREAS, GRIEF, INTERPERSONAL_DEFICITS, ROLE_DISPUTE, ROLE_TRANSITION
from .vocabulary import (
    AMOUNTS,
    DISPUTE_OUTCOMES,
    DISPUTE_STAGES,
    GRIEF_PATTERNS,
    LOSS_KINDS,
    RELATIONS,
    SKILLS_GAPS,
    TRANSITION_EXAMPLES,
    TRANSITION_TYPES,
)

PROLONGED_AFTER_MONTHS, PROLONGED_AFTER_MONTHS_IN_CHILDREN = 12, 6
_NO_RELATION = ("Deceased", "Someone who died")
_MONTHS_SAID_TO = 36
_LONGEST_TEXT = 160
_COMMUNICATION = ("tried_conversation", "fewer_arguments", "expectations_stated")
_SUPPORTS = ("contacts", "new_supports", "new_contacts", "invitations")


@dataclass(frozen=True)
class AreaFacts:
    """What the report line of an area is made of: keys, numbers and days, and few words of the client's own life."""

    kind: str = ""
    relation: str = ""
    loss_kind: str = ""
    pattern: str = ""
    happened_on: dt.date | None = None
    precision: str = "day"
    transition_type: str = ""
    subtype: str = ""
    event: str = ""
    chosen: str = ""
    old_role: str = ""
    new_role: str = ""
    both_sides_seen: bool = False
    pressures: str = ""
    stage_at_start: str = ""
    stage: str = ""
    plan: str = ""
    result: str = ""
    isolation: int | None = None
    ties: int | None = None
    skills: tuple[str, ...] = ()
    supports_gained: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    progress: tuple[int, ...] = ()
    mastery: tuple[int, ...] = ()


NOTHING_KNOWN = AreaFacts()


def facts_of(area, *, relation="", relations=None, ratings=(), stage_at_start="", discreet=str):
    """The AreaFacts of a ProblemArea.

    relation: of the person it is about. relations: those of the inventory by id. ratings: its AreaProgress rows in order.
    discreet: takes the names of people out of a text.
    """
    details, known = area.details, relations or {}
    gained = [known[pk] for pk in details.get("supports_now", ()) if pk in known and pk not in _then(details)]
    day = details.get("death_date") or details.get("event_date")
    roles = ("old_positives", "old_negatives", "new_positives", "new_negatives")
    return AreaFacts(
        kind=area.kind,
        relation=dict(RELATIONS).get(details.get("deceased_relation"), "" if relation in _NO_RELATION else relation),
        loss_kind=area.loss_kind,
        pattern=details.get("pattern", ""),
        happened_on=dt.date.fromisoformat(day) if day else None,
        precision=details.get("death_precision") or details.get("event_precision") or "day",
        transition_type=area.transition_type,
        subtype=details.get("transition_subtype", ""),
        event=_short(discreet(details.get("event", ""))),
        chosen=details.get("chosen_or_forced", ""),
        old_role=_short(discreet(details.get("old_role", ""))),
        new_role=_short(discreet(details.get("new_role", ""))),
        both_sides_seen=all(details.get(key) for key in roles),
        pressures=_short(discreet(details.get("obstacles", ""))),
        stage_at_start=stage_at_start or area.dispute_stage,
        stage=area.dispute_stage,
        plan=details.get("plan_chosen", ""),
        result=details.get("outcome") or details.get("resolution") or "",
        isolation=details.get("isolation_level"),
        ties=details.get("current_ties_count"),
        skills=tuple(details.get("skills_gaps", ())),
        supports_gained=tuple(gained),
        markers=tuple(dict.fromkeys(key for rating in ratings for key in rating.markers)),
        progress=_first_and_last(rating.progress for rating in ratings),
        mastery=_first_and_last(rating.mastery for rating in ratings if rating.mastery is not None),
    )


def report_summary(known, on):
    """The report line of an area as it stands on the day `on`: sentences, "" when the chart has nothing yet."""
    lines = [*_LINES[known.kind](known, on), _progress(known), _result(known)]
    return " ".join(line for line in lines if line)


def months_since(day, on):
    """Whole months from one day to another."""
    return (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)


def next_anniversary(day, on):
    """The next time this date comes round. February 29 counts as 28 in other years."""
    for year in (on.year, on.year + 1):
        last = 28 if (day.month, day.day) == (2, 29) and not _is_leap(year) else day.day
        if (again := dt.date(year, day.month, last)) >= on:
            return again
    return None


def prolonged_hint(area, on, *, is_minor=False):
    """A word on prolonged grief where a death lies far enough back for it, "" otherwise. A hint, never a diagnosis."""
    day = area.details.get("death_date")
    limit = PROLONGED_AFTER_MONTHS_IN_CHILDREN if is_minor else PROLONGED_AFTER_MONTHS
    if area.kind != GRIEF or area.loss_kind not in ("", "death") or not day:
        return ""
    if months_since(dt.date.fromisoformat(day), on) < limit:
        return ""
    return f"{limit} months or more since the death: prolonged grief may be asked about."


def _grief(known, on):
    loss = _label(LOSS_KINDS, known.loss_kind) or "Loss"
    yield f"{loss}{f' ({known.relation.lower()})' if known.relation else ''}{_time_since(known, on)}."
    if known.pattern:
        yield f"Grief at the start: {_label(GRIEF_PATTERNS, known.pattern).lower()}."
    yield _now(known, "Mourning now", [key for key in _markers_of(GRIEF) if key not in _SUPPORTS])
    yield _supports(known)
    if known.happened_on and known.precision != "year":
        ahead = next_anniversary(known.happened_on, on)
        when = f"{ahead:%B} {ahead.day}, {ahead.year}" if known.precision == "day" else f"{ahead:%B} {ahead.year}"
        yield f"Next anniversary: {when}."


def _dispute(known, on):
    if known.relation:
        yield f"With: {known.relation.lower()}."
    start, end = (DISPUTE_STAGES[key].label.lower() if key else "" for key in (known.stage_at_start, known.stage))
    if end:
        yield f"Stage at the start and now: {end}." if start == end else f"Stage at the start: {start}; now: {end}."
    if known.plan:
        yield f"Plan chosen: {_label(DISPUTE_PLANS, known.plan).lower()}."
    yield _now(known, "Communication", _COMMUNICATION)


def _transition(known, on):
    what = [known.event, _label(TRANSITION_EXAMPLES, known.subtype), _label(TRANSITION_TYPES, known.transition_type)]
    what = next((words for words in what if words), "")
    if what:
        date = f" ({_dated(known)})" if known.happened_on else ""
        chosen = f", {_label(CHOSEN_OR_FORCED, known.chosen).lower()}" if known.chosen else ""
        yield f"Change: {what.rstrip('.')}{date}{chosen}."
    if known.old_role or known.new_role:
        roles = [f"{name} role: {text.rstrip('.')}" for name, text in _roles(known) if text]
        yield "; ".join(roles)[:1].upper() + "; ".join(roles)[1:] + "."
    if known.both_sides_seen:
        yield "Good and bad of both roles are named."
    yield _now(known, "Gained", ("balanced_view", "skill_tried"))
    yield _supports(known)
    if known.mastery:
        yield _from_to("Mastery of the new role", known.mastery)
    if known.pressures:
        yield f"What may press next: {known.pressures.rstrip('.')}."


def _deficits(known, on):
    if known.isolation is not None:
        yield f"Isolation at the start: {_label(AMOUNTS, known.isolation).lower()}."
    if known.ties is not None:
        yield f"People in the client's life then: {known.ties}."
    if known.skills:
        yield f"Skills worked on: {_listed(_label(SKILLS_GAPS, key).lower() for key in known.skills)}."
    yield _now(known, "Changes in network and skills", _markers_of(INTERPERSONAL_DEFICITS))
    yield "Change in this area is usually modest, and further treatment is recommended more often than in the others."


_LINES = {GRIEF: _grief, ROLE_DISPUTE: _dispute, ROLE_TRANSITION: _transition, INTERPERSONAL_DEFICITS: _deficits}


def _now(known, name, keys):
    """The signs of progress among `keys` that were seen."""
    labels = dict(AREAS[known.kind].progress_markers)
    seen = [str(labels[key]).lower() for key in keys if key in known.markers and key in labels]
    return f"{name}: {_listed(seen)}." if seen else ""


def _supports(known):
    if known.supports_gained:
        return f"New supports: {_listed(words.lower() for words in known.supports_gained)}."
    return _now(known, "Supports", _SUPPORTS)


def _progress(known):
    return _from_to("Progress in this area", known.progress) if known.progress else ""


def _result(known):
    label = _label(DISPUTE_OUTCOMES if known.kind == ROLE_DISPUTE else AREA_RESOLUTIONS, known.result)
    name = "Outcome" if known.kind == ROLE_DISPUTE else "Resolution"
    return f"{name}: {label.lower()}." if label else ""


def _from_to(name, ratings):
    first, last = ratings[0], ratings[-1]
    return f"{name}: {last} of 10." if len(ratings) == 1 else f"{name}: {first} to {last} of 10."


def _first_and_last(values):
    values = list(values)
    return (values[0], values[-1]) if len(values) > 1 else tuple(values)


def _time_since(known, on):
    if not known.happened_on or known.happened_on > on:
        return ""
    months = months_since(known.happened_on, on)
    if known.precision == "year" or months > _MONTHS_SAID_TO:
        return f", in {known.happened_on.year}" if known.precision == "year" else f", {months // 12} years ago"
    return f", {months} month{'' if months == 1 else 's'} ago"


def _dated(known):
    day = known.happened_on
    full = {"day": f"{day:%B} {day.day}, {day.year}", "month": f"{day:%B} {day.year}", "year": str(day.year)}
    return full[known.precision]


def _roles(known):
    return (("old", known.old_role), ("new", known.new_role))


def _markers_of(kind):
    return [key for key, _text in AREAS[kind].progress_markers]


def _then(details):
    return details.get("supports_then", ())


def _label(pairs, key):
    return str(dict(pairs).get(key, ""))


def _listed(words):
    words = list(words)
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"


def _short(text):
    """One line, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
