"""Loads the demo: every story is told at once, in the order in which it happened, and the audit trail is sealed."""

import datetime as dt
import heapq

from django.db import transaction

from accounts.models import User
from audit.actions import seal
from clients.models import Client

from .arrive import wait
from .office import remind
from .stage import keep_working_hours, set_the_stage
from .stories import ada, ada_late, ada_more, ben, luis, noa, sam
from .stories.waiting import WAITING
from .tell import Telling

STORIES = (
    *ada.STORIES,
    *ada_more.STORIES,
    *ada_late.STORIES,
    *ben.STORIES,
    *sam.STORIES,
    *noa.STORIES,
    *luis.STORIES,
)


class NotEmpty(Exception):
    """The database holds people already: the demo never mixes with anything."""


def load(now):
    """Fill an empty database with the demo practice as it stands at `now` (aware). One transaction. Raises NotEmpty."""
    with transaction.atomic():
        if User.objects.exists() or Client.objects.exists():
            raise NotEmpty
        stage = set_the_stage(now)
        _keep_working_hours(stage)
        stories = [Telling(stage, story).run() for story in STORIES]
        stories += [wait(stage, waiting) for waiting in WAITING]
        stories.append(remind(stage))
        tell(stories, until=now)
    while seal(now=now + dt.timedelta(minutes=1)):
        pass
    return stage


def _keep_working_hours(stage):
    for key in stage.rooms:
        days = {story.next_in for story in STORIES if story.therapist == key}
        if key == "dee":
            days = {
                waiting.consultation for waiting in WAITING if waiting.consultation is not None and not waiting.outcome
            }
        keep_working_hours(stage, key, days)


def tell(stories, *, until):
    """Run generators that yield moments, always the earliest first, and none beyond `until`.

    Each is sent the moment it asked for. What was due later than `until` has not happened yet.
    """
    waiting = []
    for order, story in enumerate(stories):
        heapq.heappush(waiting, (next(story), order, story))
    while waiting and waiting[0][0] <= until:
        moment, order, story = heapq.heappop(waiting)
        try:
            heapq.heappush(waiting, (story.send(moment), order, story))
        except StopIteration:
            continue
