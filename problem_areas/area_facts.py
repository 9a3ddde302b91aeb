"""What the report line of an area is made of, read from the area and its rows by their fields. Pure.

Relations, never names: a text of the chart goes through `discreet` before it is one of these.
"""

import datetime as dt
from dataclasses import dataclass

from .vocabulary import RELATIONS

TOLD_AT_START = ("pattern", "isolation_level", "current_ties_count")
"""Answers of which the report line tells the first one, and the newest where it differs."""
_NO_RELATION = ("Deceased", "Someone who died")
_LONGEST_TEXT = 160


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
    pattern_now: str = ""
    isolation_now: int | None = None
    ties_now: int | None = None


NOTHING_KNOWN = AreaFacts()


def facts_of(area, *, relation="", relations=None, ratings=(), stage_at_start="", first=None, discreet=str):
    """The AreaFacts of a ProblemArea. first: the answers to TOLD_AT_START that were saved first (at_start), if any.

    relation: of the person it is about. relations: those of the inventory by id. ratings: its AreaProgress rows in order.
    discreet: takes the names of people out of a text.
    """
    details, known = area.details, relations or {}
    gained = [known[pk] for pk in details.get("supports_now", ()) if pk in known and pk not in _then(details)]
    then = {key: details.get(key) for key in TOLD_AT_START} | (first or {})
    day = details.get("death_date") or details.get("event_date")
    roles = ("old_positives", "old_negatives", "new_positives", "new_negatives")
    return AreaFacts(
        kind=area.kind,
        relation=dict(RELATIONS).get(details.get("deceased_relation"), "" if relation in _NO_RELATION else relation),
        loss_kind=area.loss_kind,
        pattern=then["pattern"] or "",
        pattern_now=details.get("pattern", ""),
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
        isolation=then["isolation_level"],
        isolation_now=details.get("isolation_level"),
        ties=then["current_ties_count"],
        ties_now=details.get("current_ties_count"),
        skills=tuple(details.get("skills_gaps", ())),
        supports_gained=tuple(gained),
        markers=tuple(dict.fromkeys(key for rating in ratings for key in rating.markers)),
        progress=_first_and_last(rating.progress for rating in ratings),
        mastery=_first_and_last(rating.mastery for rating in ratings if rating.mastery is not None),
    )


def _first_and_last(values):
    values = list(values)
    return (values[0], values[-1]) if len(values) > 1 else tuple(values)


def _then(details):
    return details.get("supports_then", ())


def _short(text):
    """One line, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rsplit(" ", 1)[0].rstrip(",;:") + "…"
