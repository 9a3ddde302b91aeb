"""The circles as data: who stands where, how many in each ring, and who moved between two days. Pure; no Django."""

from dataclasses import asdict, dataclass

RINGS = (1, 2, 3)
SAME, CLOSER, FURTHER, PLACED, TAKEN_OUT, NEW, GONE = "same", "closer", "further", "placed", "taken_out", "new", "gone"


@dataclass(frozen=True)
class Figure:
    """One person as the circles have them. `key` ties them to themselves on another day; `closeness` None: in no circle."""

    key: str
    name: str
    relation: str
    status: str = "current"
    closeness: int | None = None
    desired_closeness: int | None = None
    x: float | None = None
    y: float | None = None
    confides: bool = False
    supports: bool = False

    @property
    def has_died(self):
        return self.status == "deceased" or self.relation == "deceased"


FIELDS = tuple(Figure.__dataclass_fields__)[1:]


def figure_of(person):
    """The figure of a row that has its fields and an `id`: a person of the inventory, or of its history."""
    return Figure(str(person.id), *(getattr(person, name) for name in FIELDS))


def frozen(figures):
    """The figures as what a snapshot keeps."""
    return [asdict(figure) for figure in figures]


def thawed(rows):
    """The figures of a snapshot."""
    return [Figure(**row) for row in rows]


@dataclass(frozen=True)
class Counts:
    """How many in each ring, how many confidants and how many supports (004-08)."""

    rings: tuple[int, int, int]
    confidants: int
    supports: int

    def __iter__(self):
        return iter((*self.rings, self.confidants, self.supports))


def counts_of(figures):
    """The Counts of those who are alive: the network that somebody has."""
    living = [figure for figure in figures if not figure.has_died]
    rings = tuple(sum(figure.closeness == ring for figure in living) for ring in RINGS)
    return Counts(rings, sum(figure.confides for figure in living), sum(figure.supports for figure in living))


@dataclass(frozen=True)
class Move:
    """One person on two days; `then` or `now` is None where they were not in the inventory. `steps`: rings moved."""

    then: Figure | None
    now: Figure | None
    kind: str
    steps: int = 0

    @property
    def figure(self):
        return self.now or self.then


def moves_between(then, now):
    """A Move for everybody of either day: those of now in their order, then those who are gone."""
    before = {figure.key: figure for figure in then}
    there = {figure.key for figure in now}
    moves = [_move(before.get(figure.key), figure) for figure in now]
    return moves + [Move(figure, None, GONE) for figure in then if figure.key not in there]


def _move(then, now):
    if then is None:
        return Move(None, now, NEW)
    before, after = then.closeness, now.closeness
    if before == after:
        return Move(then, now, SAME)
    if before is None or after is None:
        return Move(then, now, PLACED if before is None else TAKEN_OUT)
    return Move(then, now, CLOSER if after < before else FURTHER, abs(after - before))
