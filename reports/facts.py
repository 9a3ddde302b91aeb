"""What a report knows: plain facts read from the chart, and their way into JSON and back. Pure; no Django.

A fact is a name, a number, a date or a text of the chart. What is *said* about the facts stands in `wording`. A signed
report is printed from its frozen facts alone, so every class here can be read back from the JSON of an old report:
add fields with a default, never take one away.
"""

import datetime as dt
from dataclasses import dataclass, field, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from problem_areas.area_facts import NOTHING_KNOWN, AreaFacts

from .beside_facts import NOTHING_BESIDE, Beside
from .ending_facts import NO_ENDING, Attempt, CoSigned, Ending, Mark, Markers, Midpoint

__all__ = ["Attempt", "CoSigned", "Ending", "Mark", "Markers", "Midpoint"]  # beside those below

MIDCOURSE, END_OF_TREATMENT = "midcourse", "end_of_treatment"


@dataclass(frozen=True)
class Letterhead:
    """Practice and place, as they stand on top of page one."""

    name: str
    address: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Subject:
    """The client. `guardians` ("Mother: Jane Quill") only for a minor."""

    name: str
    initials: str
    file: str
    born_on: dt.date | None = None
    guardians: tuple[str, ...] = ()
    referrer: str = ""


@dataclass(frozen=True)
class Clinician:
    """A clinician as a document names them, with the licence for this place, and who supervises them."""

    name: str
    licence: str = ""
    supervisor: str = ""


@dataclass(frozen=True)
class Meeting:
    """One session of the course as booked. `number` only when it was held and counted. `phase` fixed at signing."""

    on: dt.date
    status: str
    number: int | None = None
    phase: str = ""
    modality: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Addition:
    """An addendum: what was added to a signed note, when, by whom."""

    on: dt.date
    by: str
    text: str


@dataclass(frozen=True)
class Note:
    """A signed note of the chart, names of third parties replaced by their relation. `tried`: how tasks between sessions went."""

    session: int | None
    on: dt.date
    phase: str = ""
    area: str = ""
    opening_answer: str = ""
    events: str = ""
    techniques: tuple[str, ...] = ()
    focus_work: str = ""
    progress: str = ""
    challenges: str = ""
    medication: str = ""
    risk: str = ""
    risk_note: str = ""
    plan: str = ""
    additions: tuple[Addition, ...] = ()
    own_techniques: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()


@dataclass(frozen=True)
class Focus:
    """An area chosen as focus. `stage_at_start` and `stage` are keys of the dispute's stages."""

    kind: str
    label: str
    rank: str
    from_on: dt.date
    until_on: dt.date | None = None
    about: str = ""
    evidence: str = ""
    reason: str = ""
    relation: str = ""
    loss_kind: str = ""
    transition_type: str = ""
    stage_at_start: str = ""
    stage: str = ""
    known: AreaFacts = NOTHING_KNOWN


@dataclass(frozen=True)
class Event:
    """Something on the timeline."""

    kind: str
    title: str
    on: dt.date
    precision: str = "day"
    area: str = ""


@dataclass(frozen=True)
class Formulation:
    """The formulation this course works with."""

    syndrome: str = ""
    onset_on: dt.date | None = None
    link: str = ""
    maintaining: str = ""
    strengths: str = ""
    given_on: dt.date | None = None
    response: str = ""
    words: str = ""
    precipitants: tuple[Event, ...] = ()
    why_now: str = ""
    pattern: str = ""
    supports: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Contract:
    """One version of what was agreed."""

    number: int
    agreed_on: dt.date
    planned_sessions: int
    planned_end_on: dt.date
    reason: str = ""


@dataclass(frozen=True)
class Rating:
    on: dt.date
    value: int


@dataclass(frozen=True)
class Goal:
    """A goal of the course, 0 to 10 at its setting, and as it was rated since."""

    statement: str
    kind: str
    baseline: int
    target: int
    set_on: dt.date
    ratings: tuple[Rating, ...] = ()
    let_go_on: dt.date | None = None


@dataclass(frozen=True)
class Sheet:
    """A questionnaire as answered. `safety` is the highest answer to its safety items, None where blank or not asked."""

    instrument: str
    version: str
    on: dt.date
    total: int | None
    prorated: bool = False
    session: int | None = None
    safety: int | None = None


@dataclass(frozen=True)
class Person:
    """Someone of the inventory, by relation. `key` ties then to now and says nothing."""

    key: str
    label: str
    ring: int | None = None
    confides: bool = False
    supports: bool = False
    deceased: bool = False
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True)
class Network:
    """The inventory as it stood on a day."""

    on: dt.date
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """A recorded risk assessment: level, what was done and which danger, as keys of `safety.questions`."""

    on: dt.date
    level: str
    actions: tuple[str, ...] = ()
    danger: str = "self"


@dataclass(frozen=True)
class Facts:
    """All that a report may print, gathered at one moment. `zone` is that of the place where the course was held.

    `clinician` treats, `signer` writes and signs: mostly the same person. `version` counts the signed reports of this kind.
    `words` are those of the practice on that day (accounts.terms).
    """

    kind: str
    gathered_at: dt.datetime
    zone: str
    letterhead: Letterhead
    subject: Subject
    clinician: Clinician
    signer: Clinician
    planned: int
    initial_to: int
    middle_to: int
    opened_on: dt.date
    version: int = 1
    length_reason: str = ""
    first_contact_on: dt.date | None = None
    consultation_on: dt.date | None = None
    presenting_concern: str = ""
    seeks: str = ""
    meetings: tuple[Meeting, ...] = ()
    family_meetings: tuple[Meeting, ...] = ()
    notes: tuple[Note, ...] = ()
    focuses: tuple[Focus, ...] = ()
    formulation: Formulation = Formulation()
    contracts: tuple[Contract, ...] = ()
    goals: tuple[Goal, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    events: tuple[Event, ...] = ()
    networks: tuple[Network, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    open_alerts: int = 0
    ending: Ending = NO_ENDING
    midpoint: Midpoint | None = None
    markers: tuple[Markers, ...] = ()
    co_signed: tuple[CoSigned, ...] = ()
    beside: Beside = NOTHING_BESIDE
    unsigned_notes: int = 0
    words: dict = field(default_factory=dict)

    @property
    def held(self):
        """The sessions that count, in order."""
        return [meeting for meeting in self.meetings if meeting.number is not None]

    @property
    def today(self):
        return self.gathered_at.date()

    def current_focus(self, rank):
        """The focus of this rank, or the last one there was; None without one."""
        of_rank = [focus for focus in self.focuses if focus.rank == rank]
        current = [focus for focus in of_rank if focus.until_on is None]
        return (current or of_rank or [None])[-1]


def to_json(fact):
    """The fact as what JSON can hold. `from_json(type(fact), to_json(fact)) == fact`."""
    if is_dataclass(fact):
        return {field.name: to_json(getattr(fact, field.name)) for field in fields(fact)}
    if isinstance(fact, tuple):
        return [to_json(each) for each in fact]
    return fact.isoformat() if isinstance(fact, dt.date | dt.time) else fact


def from_json(kind: Any, value):
    """The fact of type `kind` that this JSON stands for. Unknown keys are passed over, missing ones get their default."""
    if get_origin(kind) is UnionType:
        return None if value is None else from_json(next(k for k in get_args(kind) if k is not NoneType), value)
    if get_origin(kind) is tuple:
        return tuple(from_json(get_args(kind)[0], each) for each in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: from_json(hint, value[name]) for name, hint in hints.items() if name in value})
    return kind.fromisoformat(value) if kind in (dt.date, dt.datetime) else value
