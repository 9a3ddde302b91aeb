"""A scale of time whose earlier and later parts are drawn closer together, so that long years do not squeeze a course."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats

GAP = 22
"""The room between two parts, where the scale changes."""
LEAD, TAIL, LATER_THAN = 14, 10, 90
YEAR = 365
SHARES = {"older": 0.2, "recent": 0.3, "later": 0.14}
LEAST = 60
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_ROOM_FOR_A_TICK = 46


@dataclass(frozen=True)
class Part:
    """The days from `first` to `last`, evenly from `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: int) -> float:
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)


@dataclass(frozen=True)
class Tick:
    """A mark on the axis: "Mar" with the year beneath where it begins, or a year alone."""

    x: float
    label: str
    year: str = ""


@dataclass(frozen=True)
class TimeScale:
    """The parts follow each other in time without a hole; only their scales differ."""

    parts: tuple[Part, ...]

    def x(self, day: dt.date) -> float:
        number = day.toordinal()
        part = next((part for part in self.parts if number < part.last), self.parts[-1])
        return part.x(min(max(number, part.first), part.last))

    @property
    def breaks(self) -> list[float]:
        """Where the scale changes."""
        return [part.left - GAP / 2 for part in self.parts[1:]]

    def ticks(self) -> list[Tick]:
        return [tick for part in self.parts for tick in _ticks(part)]


def time_scale(
    days: list[dt.date], course: tuple[dt.date, dt.date] | None, left: float, right: float
) -> TimeScale | None:
    """The scale for these days. The `course` (its first and last day) has the most room; None without any day."""
    if course is None and not days:
        return None
    numbers = [day.toordinal() for day in days]
    first, last = _main(numbers, course)
    bounds = _bounds(numbers, first, last)
    room = right - left - GAP * (len(bounds) - 1)
    shares = {name: SHARES.get(name, 0) for name, _low, _high in bounds}
    shares["main"] = 1 - sum(shares.values())
    parts, at = [], left
    for name, low, high in bounds:
        parts.append(Part(low, high, at, at + shares[name] * room))
        at = parts[-1].right + GAP
    return TimeScale(tuple(parts))


def _main(numbers: list[int], course: tuple[dt.date, dt.date] | None) -> tuple[int, int]:
    """The first and the last day of the part with the most room."""
    if course is None:
        last = max(numbers) + TAIL
        return max(min(numbers) - LEAD, last - YEAR), last
    begin, end = (day.toordinal() for day in course)
    last = max([end, *(number for number in numbers if end < number <= end + LATER_THAN)]) + TAIL
    return begin - LEAD, max(last, begin + LEAST)


def _bounds(numbers: list[int], first: int, last: int) -> list[tuple[str, int, int]]:
    """(name, first, last) of each part: the years before, the year before, the course, and long after."""
    older = [number for number in numbers if number < first - YEAR]
    recent = [number for number in numbers if first - YEAR <= number < first]
    later = [number for number in numbers if number > last]
    bounds = [("main", first, last)]
    if recent and not older and first - min(recent) <= 0.75 * (last - first):
        bounds = [("main", min(recent) - LEAD, last)]
    elif recent:
        begin = first - YEAR if older else min(recent) - LEAD
        bounds.insert(0, ("recent", begin, first))
    if older:
        bounds.insert(0, ("older", min(older) - _margin(min(older), first), bounds[0][1]))
    if later:
        bounds.append(("later", last, max(later) + _margin(last, max(later))))
    return bounds


def _margin(low: int, high: int) -> int:
    return max((high - low) // 12, 1)


def _ticks(part: Part) -> list[Tick]:
    """As many as have room, at the beginnings of months or years."""
    unit = (part.right - part.left) / (part.last - part.first)
    step = next((months for months in _MONTHS if months * 30 * unit >= _ROOM_FOR_A_TICK), _MONTHS[-1])
    first, last = dt.date.fromordinal(max(part.first, 1)), dt.date.fromordinal(part.last)
    begin = first.year * 12 + first.month - 1
    found, year = [], None
    for month in range(-(-begin // step) * step, last.year * 12 + last.month, step):
        day = dt.date(month // 12, month % 12 + 1, 1)
        if first <= day <= last:
            shown = formats.date_format(day, "Y")
            found.append(Tick(part.x(day.toordinal()), *_words(day, shown, step, shown != year)))
            year = shown
    return found


def _words(day: dt.date, year: str, step: int, is_new_year: bool) -> tuple[str, str]:
    if step >= 12:
        return year, ""
    return formats.date_format(day, "M"), year if is_new_year else ""
