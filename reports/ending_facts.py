"""What a report knows about looking back: the middle, the markers, the ending. Pure; part of `facts`, with its rules."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Midpoint:
    """A finished midpoint review: what was decided and why. `decisions` in words."""

    on: dt.date
    no_response: bool = False
    focus: str = ""
    decisions: tuple[str, ...] = ()
    reason: str = ""
    client_view: str = ""


@dataclass(frozen=True)
class Mark:
    """One outcome marker on one occasion, 0 to 3."""

    key: str
    value: int


@dataclass(frozen=True)
class Markers:
    """The outcome markers as rated on one occasion: start, middle or end."""

    occasion: str
    on: dt.date
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """One try to reach a client who stopped coming."""

    on: dt.date
    way: str
    result: str = ""


@dataclass(frozen=True)
class CoSigned:
    """A supervisor's signatures beside the clinician's: under how many notes, the last one when."""

    name: str
    notes: int
    last_on: dt.date


@dataclass(frozen=True)
class Ending:
    """The ending checklist, as far as it is filled."""

    raised_on: dt.date | None = None
    feelings_discussed: bool = False
    gains: str = ""
    attribution: str = ""
    focus_resolution: str = ""
    remaining_difficulties: str = ""
    warning_signs: tuple[str, ...] = ()
    coping_plan: str = ""
    support_people: tuple[str, ...] = ()
    decision: str = ""
    follow_up_on: dt.date | None = None
    final_measures_done: bool = False
    reason: str = ""
    outreach: str = ""
    confidence: int | None = None
    referral: str = ""
    strategies: tuple[str, ...] = ()
    contingency_plan: str = ""
    alternative_offered: str = ""
    attempts: tuple[Attempt, ...] = ()


NO_ENDING = Ending()
