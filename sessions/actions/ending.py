"""Writes to the ending of a course: a checklist that is filled over its last sessions and guides, never blocks."""

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from audit.versions import StaleVersion, update_version

from ..models import Course, Ending, OutreachAttempt


def save_ending(*, course, version, values, now=None, by):
    """Save the ending checklist as far as it is filled. `version` 0: the page knew of none. Returns the Ending.

    Raises StaleVersion when somebody saved in between, CourseIsClosed.
    """
    now = now or timezone.now()
    with transaction.atomic():
        Course.objects.hold_running(course.pk)
        ending = Ending.objects.filter(course=course).first()
        if ending is None:
            ending = Ending.objects.create(course=course, changed_at=now, **values)
        elif version != ending.version:
            raise StaleVersion(ending)
        else:
            ending = update_version(ending, version, changed_at=now, **values)
        filled = [name for name, value in values.items() if value not in (None, "", False)]
        record("ending.saved", course, client=course.client_id, details={"filled": len(filled)}, at=now, by=by)
    return ending


def record_outreach(*, course, tried_on, way, result="", now=None, by):
    """Record one try to reach a client who stopped coming. Raises CourseIsClosed. Returns the OutreachAttempt."""
    now = now or timezone.now()
    with transaction.atomic():
        Course.objects.hold_running(course.pk)
        attempt = OutreachAttempt.objects.create(
            course=course, tried_on=tried_on, way=way, result=result, recorded_by=by, recorded_at=now
        )
        record("outreach.recorded", attempt, client=course.client_id, details={"way": way}, at=now, by=by)
    return attempt
