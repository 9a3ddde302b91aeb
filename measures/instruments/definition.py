"""The shape of a questionnaire: items, bands, cut-offs and rules for change, as data.

Nothing here computes a score; `measures.scoring` and `measures.change` do, and read these fields alone.
Facts and source keys: docs/clinical.md, sections 4.1 to 4.3.
"""

from dataclasses import dataclass
from functools import cached_property

LOWER_IS_BETTER = "lower"
HIGHER_IS_BETTER = "higher"


@dataclass(frozen=True)
class Response:
    """One answer that a client can choose: the number that is stored and the words beside it."""

    value: int
    label: str


@dataclass(frozen=True)
class Item:
    """One scored question.

    `key` names the meaning, not the position, because the PHQ-9 and the PHQ-A ask the same things in another order.
    `text` is None where the licence does not let us show it; `meaning` is our own short label and can always be shown.
    """

    key: str
    text: str | None
    meaning: str
    min: int = 0
    max: int = 3
    reverse: bool = False


@dataclass(frozen=True)
class UnscoredItem:
    """A question that is asked and stored with the scored ones but never enters the total."""

    key: str
    text: str
    meaning: str
    responses: tuple[Response, ...]


@dataclass(frozen=True)
class Band:
    """A named range of totals, both ends included."""

    key: str
    label: str
    low: int
    high: int


@dataclass(frozen=True)
class CutOff:
    """A total that means something by itself. `at_least` is False where totals at or below the value count."""

    key: str
    label: str
    value: int
    source: str
    at_least: bool = True

    def reached(self, total):
        """True when `total` (points) is on the side of this cut-off that counts."""
        return total >= self.value if self.at_least else total <= self.value


@dataclass(frozen=True)
class MeasureDefinition:
    """A questionnaire in one version. Totals are whole points between `minimum` and `maximum`.

    reliable_change: points of difference from the start that count as reliable, or None where no rule is known.
    response_pct: percent of the starting total by which it must improve to count as response, or None.
    remission_max: the worst total that still counts as remission, or None.
    minimal_important_change: points that matter on average, or None.
    caseness: the total from which a client counts as a case at the start, or None.
    max_missing: how many blank items may be replaced by the mean of the answered ones; 0 asks for all.
    sources: pairs (field name, source key in docs/clinical.md, section 9).
    """

    key: str
    version: str
    name: str
    full_name: str
    window: str
    direction: str
    stem: str
    responses: tuple[Response, ...]
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    cut_offs: tuple[CutOff, ...]
    licence: str
    credit: str
    ship_text: bool
    caseness: int | None = None
    reliable_change: int | None = None
    response_pct: int | None = None
    remission_max: int | None = None
    minimal_important_change: float | None = None
    max_missing: int = 0
    risk_item_keys: tuple[str, ...] = ()
    unscored_items: tuple[UnscoredItem, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def minimum(self):
        """The lowest possible total."""
        return sum(item.min for item in self.items)

    @property
    def maximum(self):
        """The highest possible total."""
        return sum(item.max for item in self.items)

    @cached_property
    def allowed_answers(self):
        """Item key -> the answers that can be given, of the scored and the unscored items."""
        scored = {item.key: tuple(range(item.min, item.max + 1)) for item in self.items}
        return scored | {item.key: tuple(each.value for each in item.responses) for item in self.unscored_items}

    @cached_property
    def item_keys(self):
        """The keys of the scored items, in the order in which they are asked."""
        return tuple(item.key for item in self.items)

    def item(self, key):
        """The scored item with this key; KeyError where there is none."""
        return {item.key: item for item in self.items}[key]

    def source(self, field):
        """The source key of a rule, for example source("reliable_change") is "IAPT"; "" where none is named."""
        return dict(self.sources).get(field, "")

    def band_for(self, total):
        """The band that holds `total`, or None where the measure has no bands or the total is None."""
        if total is None:
            return None
        return next((band for band in self.bands if band.low <= total <= band.high), None)

    def improvement(self, start, end):
        """Points of improvement from start to end: above 0 is better, whichever way the measure runs."""
        return start - end if self.direction == LOWER_IS_BETTER else end - start

    def in_remission(self, total):
        """True when the total is at `remission_max` or on its better side. None where no rule is known."""
        if self.remission_max is None:
            return None
        return self.improvement(self.remission_max, total) >= 0
