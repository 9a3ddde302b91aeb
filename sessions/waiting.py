"""Notes that wait for their signature, as Today and the list of notes to sign show them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from scheduling.models import Appointment

from .access import sessions_treated_by
from .models import SessionNote, TherapySession

LATE_AFTER = dt.timedelta(hours=48)


@dataclass(frozen=True)
class Waiting:
    """One session whose note waits. `number` is the one it will have if held; None for a missed one."""

    session: TherapySession
    number: int | None
    began_at: dt.datetime
    days: int
    is_late: bool
    has_draft: bool


def waiting_notes(user, now):
    """The Waiting notes of the caseload, the oldest first. Two queries."""
    draft = SessionNote.objects.filter(therapy_session=OuterRef("pk"))
    sessions = list(
        sessions_treated_by(user).awaiting_note(now).with_its_course().in_order().annotate(has_draft=Exists(draft))
    )
    numbered = TherapySession.objects.filter(course__in={session.course_id for session in sessions})
    last = dict(numbered.values("course").annotate(last=Max("number")).values_list("course", "last"))
    return [_waiting(session, last, now) for session in sessions]


def _waiting(session, last, now):
    appointment, number = session.appointment, session.number
    if number is None and appointment.status not in Appointment.MISSED:
        following = (last.get(session.course_id) or 0) + 1
        if following <= session.course.planned_sessions:
            number = last[session.course_id] = following
    days = (timezone.localdate(now) - timezone.localdate(appointment.starts_at)).days
    late = now - appointment.ends_at > LATE_AFTER
    return Waiting(session, number, appointment.starts_at, days, late, session.has_draft)
