"""From the chart to facts: what a report may say, read at one moment. Chart rows only.

Private notes, drafts, review comments and supervision notes are never read here, and people of the inventory leave their
names behind. `tests/reports/test_private.py` holds this package to it.
"""

from zoneinfo import ZoneInfo

from accounts.models import Practice
from accounts.terms import in_force
from safety.models import SafetyAlert
from sessions.models import TherapySession
from sessions.paper import place_of

from .. import facts
from ..relations import Discretion
from . import agreed, beside, looking_back, people, who, written


def gather(course, kind, *, now, signer=None):
    """The Facts of a report of this `kind` about `course`, as the chart stands at `now`. Some 30 queries, always.

    `signer` is who writes it, by default the course's therapist.
    """
    sessions = list(TherapySession.objects.filter(course=course).select_related("appointment__location").in_order())
    place = place_of(sessions)
    zone = ZoneInfo(place.time_zone if place else Practice.current().time_zone)
    now = now.astimezone(zone)
    history = people.history_of(course.client)
    discreet = Discretion({(row.name, row.relation) for row in history})
    return facts.Facts(
        kind=kind,
        gathered_at=now,
        zone=str(zone),
        version=1 + course.reports.filter(kind=kind, signed_at__isnull=False).count(),
        planned=course.planned_sessions,
        initial_to=course.initial_to,
        middle_to=course.middle_to,
        opened_on=course.opened_at.astimezone(zone).date(),
        length_reason=discreet(course.length_reason),
        open_alerts=SafetyAlert.objects.filter(client=course.client, closed_at__isnull=True).count(),
        words=in_force(),
        unsigned_notes=TherapySession.objects.filter(course=course).awaiting_note(now).count(),
        **who.gathered(course, place, zone, now, discreet, signer),
        **written.gathered(course, sessions, zone, now, discreet),
        **looking_back.gathered(course, zone, discreet),
        **beside.gathered(course, discreet),
        **agreed.gathered(course, sessions, zone, now, discreet, history),
    )
