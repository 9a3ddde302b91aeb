"""What the booking of a course proposes beside its sessions: meetings with the parents, an engagement session before the first."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import course_plan
from .beside import ENGAGEMENT_SESSION, WITH_PARENTS, meeting_sessions
from .proposal import key_of, slot_named, words_for
from .series import problems_at

LABELS = {
    "start": gettext_lazy("Parents, at the start"),
    "middle": gettext_lazy("Parents, in the middle"),
    "end": gettext_lazy("Parents, at the end"),
    ENGAGEMENT_SESSION: gettext_lazy("Engagement session, before the first"),
}


@dataclass(frozen=True)
class Suggestion:
    """A meeting that goes with the course: at a free time, ticked unless the office takes the tick away."""

    moment: str
    label: str
    key: str
    words: str
    is_chosen: bool = True

    @property
    def name(self):
        """The name of its form field."""
        return f"beside-{self.moment}"


def suggestions(proposal, template, *, today, chosen=None):
    """The Suggestions of this kind of course; `chosen` is what the office sent, None before it did.

    Call it once the lines of the proposal are made, so that no session loses its time to a meeting.
    """
    found = []
    for moment, slot in _wanted(proposal, template, today):
        if slot is not None:
            proposal.take(slot)
            words = words_for(slot, proposal.wish.first)
            is_chosen = chosen is None or f"beside-{moment}" in chosen
            found.append(Suggestion(moment, str(LABELS[moment]), key_of(slot), words, is_chosen))
    return found


def _wanted(proposal, template, today):
    known = course_plan.TEMPLATES.get(template.key)
    if template.key in WITH_PARENTS:
        for moment, number in meeting_sessions(proposal.wish.count).items():
            yield moment, proposal.free_beside(number)
    if known and known.engagement_sessions:
        yield ENGAGEMENT_SESSION, _before_the_first(proposal, today)


def _before_the_first(proposal, today):
    """The same time of day in the week before the first session, the nearest day first; None when there is no room."""
    first = proposal.wish.first
    for back in range(7, 0, -1):
        slot = replace(first, wall_date=first.wall_date - dt.timedelta(days=back))
        if slot.wall_date > today and not problems_at(slot, proposal.diary, proposal.wish.minutes)[1]:
            return slot
    return None


def chosen_beside(data, location, rooms):
    """[(moment, Slot)] of the meetings whose tick was sent."""
    slots = [(moment, slot_named(data.get(f"beside-{moment}", ""), location, rooms)) for moment in LABELS]
    return [(moment, slot) for moment, slot in slots if slot is not None]


def heading(found):
    """What stands above them."""
    if all(each.moment == ENGAGEMENT_SESSION for each in found):
        return _("Before the course")
    return _("With the parents")
