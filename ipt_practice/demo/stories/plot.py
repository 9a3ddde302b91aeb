"""The shapes of a story. Pure data, no Django: `tell.py` turns it into rows through the product's actions."""

from dataclasses import dataclass

HELD, NO_SHOW, LATE_CANCEL, DRAFT, UNWRITTEN = "h", "n", "l", "d", "u"
"""What became of a past appointment: held and signed, missed in two ways, held with a draft, held with no note yet."""


@dataclass(frozen=True)
class Figure:
    """A person of the interpersonal inventory. `rings` is (start, now, wished for), 1 the inner circle."""

    name: str
    relation: str
    rings: tuple[int, int, int]
    note: str = ""
    wish: str = ""
    status: str = "current"
    confides: bool = False
    worsens: bool = False
    supports: bool = False
    conflict: int = 0


@dataclass(frozen=True)
class Happening:
    """A life event: so many days before the first session, or after it where `after` counts weeks of the course."""

    kind: str
    title: str
    days_before: int = 0
    after: int = 0
    who: str = ""


@dataclass(frozen=True)
class Aim:
    """A goal of the contract: where it stood, where it should go, and how it was rated at the middle and the end."""

    statement: str
    baseline: int
    target: int
    ratings: tuple[int, ...] = ()
    kind: str = "interpersonal"


@dataclass(frozen=True)
class CourseStory:
    """One course.

    past: one letter for each week so far. next_in: days from today to the next appointment (0 today), or for a
    finished course minus the days since the last one. words: what the sentences of the area are filled with.
    scenes: (what happened, how it went with the mood), one a session in order, then again from the start.
    risk: session number to the answer on the safety item. area: key of the catalogue, "" while none is chosen.
    today: PHQ-9 and GAD-7 filled in before today's session. early: today's session is signed once its time has passed.
    """

    person: str
    therapist: str
    past: str
    next_in: int
    at: str
    phq: tuple[int, ...] = ()
    gad: tuple[int, ...] = ()
    template: str = "ipt_16"
    modality: str = "in_person"
    area: str = ""
    about: str = ""
    detail: str = ""
    words: dict | None = None
    scenes: tuple[tuple[str, str], ...] = ()
    people: tuple[Figure, ...] = ()
    events: tuple[Happening, ...] = ()
    syndrome: str = ""
    link: str = ""
    patterns: str = ""
    strengths: str = ""
    said: str = ""
    aims: tuple[Aim, ...] = ()
    risk: dict | None = None
    second_area: str = ""
    second_about: str = ""
    seeks: str = ""
    referred_by: str = ""
    ends: str = ""
    medication: str = ""
    today: tuple[int, int] | None = None
    early: bool = False

    @property
    def is_finished(self):
        return bool(self.ends)
