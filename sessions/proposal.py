"""The times of a whole course before it is booked: which are free, what stands against the others, and what instead."""

import datetime as dt
import itertools
from dataclasses import dataclass, replace

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from scheduling.models import Appointment
from scheduling.words import day_words

from .series import Slot, diary_for, problems_at

SKIP = "skip"
NEARBY = range(-3, 4)
"""Days around a clash in which another time is looked for."""

OFFERED = 2
SPARE_WEEKS = 30
"""How far beyond the last session the diary is read, for weeks that are skipped."""


@dataclass(frozen=True)
class Wish:
    """What the office asked for: so many sessions at this time, every so many weeks, from the first of these weekdays on.

    `every_second` is (weekday, time) of the second, fourth, ... where that is another one.
    """

    client: object
    clinician: object
    count: int
    minutes: int
    weeks_between: int
    first: Slot
    every_second: tuple | None = None

    def slot(self, index):
        """The slot `index` turns after the first."""
        day = self.first.wall_date + dt.timedelta(weeks=index * self.weeks_between)
        if self.every_second is None or index % 2 == 0:
            return replace(self.first, wall_date=day)
        weekday, time = self.every_second
        return replace(self.first, wall_date=day + dt.timedelta(days=weekday - day.weekday()), wall_time=time)


@dataclass(frozen=True)
class Choice:
    """Another time for a session: how a form names it, and how a person reads it."""

    key: str
    words: str


@dataclass(frozen=True)
class Line:
    """One session of the proposal. Without `reasons` its time is free; else `choices` say what may be done."""

    number: int
    slot: Slot
    reasons: list
    choices: list
    chosen: str = ""

    @property
    def name(self):
        """The name of its form field."""
        return f"slot-{self.number}"


class Proposal:
    """A course's times, checked against one reading of the diary."""

    def __init__(self, wish):
        self.wish = wish
        last = wish.slot(wish.count + SPARE_WEEKS).wall_date
        self.diary = diary_for(
            client=wish.client,
            clinician=wish.clinician,
            location=wish.first.location,
            first_on=wish.first.wall_date - dt.timedelta(days=len(NEARBY)),
            last_on=last,
        )
        slots = [wish.slot(index) for index in range(wish.count)]
        self._found = [problems_at(slot, self.diary, wish.minutes) for slot in slots]
        for slot, (span, reasons) in zip(slots, self._found, strict=True):
            if not reasons:
                self.diary.take(span, room=slot.room)
        self._slots = slots

    @property
    def clashes(self):
        return sum(1 for _span, reasons in self._found if reasons)

    @property
    def free(self):
        return self.wish.count - self.clashes

    def lines(self, chosen=None):
        """A Line for each session. `chosen` is what the office chose so far, by field name."""
        chosen, lines = chosen or {}, []
        for number, (slot, (_span, reasons)) in enumerate(zip(self._slots, self._found, strict=True), 1):
            line = Line(number, slot, reasons, self._choices(slot) if reasons else [])
            if reasons:
                keys = [choice.key for choice in line.choices]
                wanted = chosen.get(line.name)
                line = replace(line, chosen=wanted if wanted in keys else keys[0])
                self._reserve(line.chosen)
            lines.append(line)
        return lines

    def _reserve(self, key):
        """What one session is given is offered to no other."""
        slot = slot_named(key, self.wish.first.location, self.diary.rooms)
        if slot:
            span, reasons = problems_at(slot, self.diary, self.wish.minutes)
            if not reasons:
                self.diary.take(span, room=slot.room)

    def _choices(self, slot):
        """The nearest free times, and skipping the week."""
        near = itertools.islice(self._free_near(slot), OFFERED)
        choices = [Choice(key_of(other), words_for(other, slot)) for other in near]
        last = self.tail(1)
        skip = _("Skip the week; the course ends a week later")
        if last and self.clashes == 1:
            day = day_words(last[0].wall_date, weekday=False)
            skip = _("Skip the week; the last one moves to %(day)s") % {"day": day}
        return [*choices, Choice(SKIP, skip)]

    def _free_near(self, slot):
        """Free slots around this one: the same time in another room, then by nearness, the same time of day first."""
        for other in sorted(self._candidates(slot), key=lambda other: _distance(other, slot)):
            span, reasons = problems_at(other, self.diary, self.wish.minutes)
            if not reasons:
                yield other
            elif span and other.room:
                room = self.diary.free_room(span, first=other.room)
                moved = replace(other, room=room)
                if room and not problems_at(moved, self.diary, self.wish.minutes)[1]:
                    yield moved

    def _candidates(self, slot):
        for ahead in NEARBY:
            day = slot.wall_date + dt.timedelta(days=ahead)
            times = set(self.diary.times_on(day, self.wish.minutes))
            if times:
                times.add(slot.wall_time)
            yield from (replace(slot, wall_date=day, wall_time=time) for time in times if day >= self.earliest)

    @property
    def earliest(self):
        return self._slots[0].wall_date

    def tail(self, count):
        """The next `count` free slots behind the last session, for as many skipped weeks."""
        found = []
        for index in range(self.wish.count, self.wish.count + SPARE_WEEKS):
            slot = self.wish.slot(index)
            if len(found) < count and not problems_at(slot, self.diary, self.wish.minutes)[1]:
                found.append(slot)
        return found

    def free_beside(self, number):
        """A free slot near session `number` that no session has, None where there is none."""
        return next(self._free_near(self._slots[number - 1]), None)

    def take(self, slot):
        """Let nothing else be offered this slot."""
        span, _reasons = problems_at(slot, self.diary, self.wish.minutes)
        self.diary.take(span, room=slot.room)

    def decided(self, chosen):
        """(slots in order, open numbers): the slots as chosen, and the sessions whose clash nobody has decided."""
        slots, undecided, skipped = [], [], 0
        for number, (slot, (_span, reasons)) in enumerate(zip(self._slots, self._found, strict=True), 1):
            key = chosen.get(f"slot-{number}", "")
            other = slot_named(key, self.wish.first.location, self.diary.rooms)
            if key == SKIP:
                skipped += 1
            elif other:
                slots.append(other)
            elif reasons:
                undecided.append(number)
            else:
                slots.append(slot)
        slots += self.tail(skipped)
        return sorted(slots, key=lambda slot: (slot.wall_date, slot.wall_time)), undecided


def key_of(slot):
    """How a form names a slot at its location."""
    room = slot.room.pk if slot.room else "-"
    return f"{slot.wall_date:%Y-%m-%d}T{slot.wall_time:%H:%M}|{slot.modality}|{room}"


def slot_named(key, location, rooms):
    """The Slot that a form named, None when it names none at this location."""
    try:
        when, modality, room_pk = key.split("|")
        moment = dt.datetime.strptime(when, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 (a wall time has no zone)
    except ValueError:
        return None
    room = next((each for each in rooms if str(each.pk) == room_pk), None)
    if (
        modality not in dict(Appointment.MODALITIES)
        or (room is None and room_pk != "-")
        or not 1900 <= moment.year < 2200
    ):
        return None
    return Slot(moment.date(), moment.time(), location, room, modality)


def words_for(other, slot):
    """Another slot as the office reads it beside the one it replaces: "Wed, Apr 29, 11:00, same room"."""
    same_time = (other.wall_date, other.wall_time) == (slot.wall_date, slot.wall_time)
    when = _("Same time") if same_time else short_words(other)
    if not other.room:
        return when
    return f"{when}, {_('same room') if other.room == slot.room else other.room.name}"


def short_words(slot):
    """ "Tue, Mar 24, 11:00"; with the year when it is not this one."""
    return f"{day_words(slot.wall_date)}, {time_format(slot.wall_time, 'g:i')}"


def _distance(other, slot):
    """Nearer is better; another time of day costs half a day, another day one."""
    days = abs((other.wall_date - slot.wall_date).days)
    minutes = abs(_minutes(other.wall_time) - _minutes(slot.wall_time))
    return (days + (0.5 if minutes else 0) + minutes / 1440, other.wall_date, other.wall_time)


def _minutes(time):
    return time.hour * 60 + time.minute


@dataclass(frozen=True)
class WeeklyOpening:
    """A weekday and time that is free for the whole course, or for most of it; and from when."""

    slot: Slot
    clashes: int


def weekly_openings(*, client, clinician, location, minutes, count, weeks_between, first_on, limit=4):
    """The best time of each weekday for the whole course, those without a clash first, then the soonest."""
    last_on = first_on + dt.timedelta(weeks=(count + 1) * weeks_between)
    diary = diary_for(client=client, clinician=clinician, location=location, first_on=first_on, last_on=last_on)
    found = []
    for ahead in range(7):
        day = first_on + dt.timedelta(days=ahead)
        that_day = [
            _opening(diary, Slot(day, time, location), minutes, count, weeks_between)
            for time in diary.times_on(day, minutes)
        ]
        found += sorted(that_day, key=lambda opening: opening.clashes)[:1]
    return sorted(found, key=lambda opening: (opening.clashes, opening.slot.wall_date, opening.slot.wall_time))[:limit]


def _opening(diary, first, minutes, count, weeks_between):
    """This weekday and time for the whole course, in the room with the fewest clashes."""
    best = None
    for room in diary.rooms or [None]:
        modality = Appointment.IN_PERSON if room else Appointment.VIDEO
        slots = [
            replace(
                first, room=room, modality=modality, wall_date=first.wall_date + dt.timedelta(weeks=n * weeks_between)
            )
            for n in range(count)
        ]
        clashes = sum(1 for slot in slots if problems_at(slot, diary, minutes)[1])
        if best is None or clashes < best.clashes:
            best = WeeklyOpening(slots[0], clashes)
        if clashes == 0:
            break
    return best
