"""The audit trail as it is read: newest first, a page at a time by number, never counted."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import connection

from .models import AuditEvent

PAGE = 100


EACH_VERB = """
    WITH RECURSIVE found(verb) AS (
        SELECT MIN(verb) FROM audit_auditevent
        UNION ALL
        SELECT (SELECT MIN(verb) FROM audit_auditevent WHERE verb > found.verb) FROM found WHERE found.verb IS NOT NULL
    )
    SELECT verb FROM found WHERE verb IS NOT NULL
"""


def verbs():
    """Every verb that has been recorded, found by stepping through the index: DISTINCT would read every row."""
    with connection.cursor() as cursor:
        cursor.execute(EACH_VERB)
        return [verb for (verb,) in cursor.fetchall()]


def page(*, verb="", actor_id=None, on=None, zone="UTC", before=None):
    """One page of events and the number to go on from (None at the end).

    `on` is a day in `zone`; `before` the number that the page before ended with.
    """
    events = AuditEvent.objects.newest_first()
    if verb:
        events = events.filter(verb=verb)
    if actor_id:
        events = events.filter(actor_id=actor_id)
    if on:
        begin = dt.datetime.combine(on, dt.time(), ZoneInfo(zone))
        end = dt.datetime.combine(on + dt.timedelta(days=1), dt.time(), ZoneInfo(zone))
        events = events.filter(at__gte=begin, at__lt=end)
    if before:
        events = events.filter(pk__lt=before)
    rows = list(events[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None
