"""What a report knows beside the sessions: what was sought, what was tried before, what stood beside IPT. Pure; part of `facts`."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Adjunct:
    """Another treatment beside IPT."""

    name: str
    provider: str
    from_on: dt.date
    until_on: dt.date | None = None
    purpose: str = ""


@dataclass(frozen=True)
class FamilyMeeting:
    """A family meeting that was held: when, who came. What was said there stays in its note."""

    on: dt.date
    who: str = ""


@dataclass(frozen=True)
class Beside:
    """All of it. `sought` are reasons for seeking help in the practice's words, `words` are the client's own."""

    sought: tuple[str, ...] = ()
    words: str = ""
    prior: tuple[str, ...] = ()
    adjuncts: tuple[Adjunct, ...] = ()
    family: tuple[FamilyMeeting, ...] = ()


NOTHING_BESIDE = Beside()
