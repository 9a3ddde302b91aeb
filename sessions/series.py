"""The times of a series: which of them stand in whose way. Reads the diary once for all of them; writes nothing."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from scheduling.diary import Diary
from scheduling.models import Appointment, Location, Room
from scheduling.wall_time import AmbiguousTime, NonexistentTime, span


@dataclass(frozen=True)
class Slot:
    """When and where one session is to be: the local time of `location`. `fold` as in `scheduling.wall_time`."""

    wall_date: dt.date
    wall_time: dt.time
    location: Location
    room: Room | None = None
    modality: str = Appointment.IN_PERSON
    fold: int | None = None


MARGIN = dt.timedelta(days=2)
"""Wider than any zone is from UTC."""


def time_problem(error):
    """The sentence for a wall time that is none, or is two."""
    if isinstance(error, NonexistentTime):
        return _("The clocks go forward that night, and this time does not come")
    return _("The clocks go back that night, and this time comes twice. Choose another")


def diary_for(*, client, clinician, location, first_on, last_on):
    """The Diary of everything between two local days."""
    begin = dt.datetime.combine(first_on, dt.time(0), dt.UTC) - MARGIN
    end = dt.datetime.combine(last_on, dt.time(0), dt.UTC) + MARGIN
    return Diary(client=client, clinician=clinician, location=location, starts_at=begin, ends_at=end)


def diaries_for(*, client, clinician, slots):
    """Location to its Diary, over the days of the slots."""
    days = [slot.wall_date for slot in slots]
    return {
        location: diary_for(
            client=client, clinician=clinician, location=location, first_on=min(days), last_on=max(days)
        )
        for location in dict.fromkeys(slot.location for slot in slots)
    }


def problems_at(slot, diary, minutes):
    """(Span or None, [sentences]) for one slot."""
    try:
        when = span(slot.wall_date, slot.wall_time, slot.location.time_zone, minutes, slot.fold)
    except (NonexistentTime, AmbiguousTime) as error:
        return None, [time_problem(error)]
    room = slot.room if slot.modality == Appointment.IN_PERSON else None
    return when, [clash.sentence for clash in diary.clashes(when, room=room, modality=slot.modality)]


def check(*, client, clinician, slots, minutes):
    """(spans, problems): a Span or None for each slot, and {position: [sentences]} for those that cannot be had.

    Slots of the series that overlap each other are problems, too.
    """
    diaries = diaries_for(client=client, clinician=clinician, slots=slots) if slots else {}
    spans, problems = [], {}
    for index, slot in enumerate(slots):
        when, sentences = problems_at(slot, diaries[slot.location], minutes)
        spans.append(when)
        if sentences:
            problems[index] = sentences
        else:
            for diary in diaries.values():
                diary.take(when, room=slot.room)
    return spans, problems
