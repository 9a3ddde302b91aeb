"""What a field of an area, or of a formulation, is made of: how it is asked, in which words, among which others."""

from dataclasses import dataclass

from .area_words import YES_NO
from .vocabulary import PRECISIONS

PROSE, LINE, CHOICE, CHOICES, DAY, AMOUNT, NUMBER, PEOPLE = (
    "prose", "line", "choice", "choices", "day", "amount", "number", "people",
)  # fmt: skip
KINDS = (PROSE, LINE, CHOICE, CHOICES, DAY, AMOUNT, NUMBER, PEOPLE)


@dataclass(frozen=True)
class AreaField:
    """One thing to ask. beside: it stands in one line with the field before it. initial: chosen until another is.

    Of the kind PEOPLE are those of the client's inventory.
    """

    key: str
    label: str
    kind: str = PROSE
    hint: str = ""
    choices: tuple = ()
    beside: bool = False
    initial: str = ""


@dataclass(frozen=True)
class AreaPart:
    """Fields that belong together. The first part of an area is open, the others unfold."""

    heading: str
    fields: tuple


def yes_no(key, label, hint="", **more):
    return AreaField(key, label, CHOICE, hint, YES_NO, **more)


def precision(key):
    return AreaField(key, "How exact is it?", CHOICE, "", PRECISIONS, beside=True, initial="day")


STAGE_ON = "stage_on"
"""Asked with the stage of a dispute and kept in its history, not with the area: since when it is at this stage."""

PRECISION_OF = {"death_date": "death_precision", "event_date": "event_precision"}
"""Days that may be known by their month or year only: without the day its precision says nothing."""
