"""What the booking of a course proposes beside its sessions: meetings with the parents, an engagement session before the first."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from . import course_plan
from .beside import ENGAGEMENT_SESSION, MOMENT_OF_PHASE
from .course_plan import phase_for
from .proposal import key_of, slot_named, words_for
from .series import problems_at

BEFORE = f"beside-{ENGAGEMENT_SESSION}"


@dataclass(frozen=True)
class Suggestion:
    """A meeting that goes with the course: at a free time, ticked unless the office takes the tick away.

    `name` is that of its form field.
    """

    name: str
    label: str
    key: str
    words: str
    is_chosen: bool = True


def suggestions(proposal, template, *, today, chosen=None):
    """The Suggestions of this kind of course; `chosen` is what the office sent, None before it did.

    Call it once the lines of the proposal are made, so that no session loses its time to a meeting.
    """
    found = []
    for name, label, slot in _wanted(proposal, template, today):
        if slot is not None:
            proposal.take(slot)
            words = words_for(slot, proposal.wish.first)
            found.append(Suggestion(name, label, key_of(slot), words, chosen is None or name in chosen))
    return found


def _wanted(proposal, template, today):
    known = course_plan.TEMPLATES.get(template.key)
    for number in template.parent_meetings_in(proposal.wish.count):
        label = _("Parents, near session %(number)s") % {"number": number}
        yield f"beside-{number}", label, proposal.free_beside(number)
    if known and known.engagement_sessions:
        label = _("Engagement session, before the first")
        yield BEFORE, label, _before_the_first(proposal, today)


def _before_the_first(proposal, today):
    """The same time of day in the week before the first session, the nearest day first; None when there is no room."""
    first = proposal.wish.first
    for back in range(7, 0, -1):
        slot = replace(first, wall_date=first.wall_date - dt.timedelta(days=back))
        if slot.wall_date > today and not problems_at(slot, proposal.diary, proposal.wish.minutes)[1]:
            return slot
    return None


def chosen_beside(data, template, count, location, rooms):
    """[(moment, Slot)] of the meetings whose tick was sent, for a course of this kind with `count` sessions."""
    bounds = template.bounds_in(count)
    moments = {f"beside-{n}": MOMENT_OF_PHASE[phase_for(n, bounds)] for n in template.parent_meetings_in(count)}
    moments[BEFORE] = ENGAGEMENT_SESSION
    slots = [(moment, slot_named(data.get(name, ""), location, rooms)) for name, moment in moments.items()]
    return [(moment, slot) for moment, slot in slots if slot is not None]


def heading(found):
    """What stands above them."""
    if all(each.name == BEFORE for each in found):
        return _("Before the course")
    return _("With the parents")
