"""Sessions at a moment: what the note's tests stand on."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from scheduling.models import Appointment


def begin(therapy_session, minutes_ago=60):
    """Move a booked session so that it began a while ago. Returns it, fetched anew."""
    starts = (timezone.now() - dt.timedelta(minutes=minutes_ago)).replace(second=0, microsecond=0)
    local = starts.astimezone(ZoneInfo(therapy_session.appointment.time_zone))
    Appointment.objects.filter(pk=therapy_session.appointment_id).update(
        starts_at=starts, ends_at=starts + dt.timedelta(minutes=50), wall_date=local.date(), wall_time=local.time()
    )
    return type(therapy_session).objects.with_its_course().get(pk=therapy_session.pk)


def next_of(course, minutes_ago=None):
    """The course's next booked session, begun an hour ago, or before those that this already began."""
    begun = course.sessions.filter(appointment__starts_at__gte=timezone.now() - dt.timedelta(days=1)).exclude(
        appointment__status="booked"
    )
    coming = course.sessions.filter(appointment__status="booked").in_order().first()
    return begin(coming, minutes_ago or 60 * (1 + begun.count()))


PHQ9_ITEMS = (
    "interest", "mood", "sleep", "energy", "appetite", "self_worth", "concentration", "movement", "self_harm",
)  # fmt: skip


def phq9(total=0, self_harm=0):
    """Answers that add up to `total` (24 at most) before item 9."""
    answers = dict.fromkeys(PHQ9_ITEMS, 0)
    for key in PHQ9_ITEMS[:8]:
        answers[key] = min(3, total)
        total -= answers[key]
    return answers | {"self_harm": self_harm}
