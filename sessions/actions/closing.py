"""The end of a course: it is closed for a reason, and what is still to come of it is taken off the calendar.

And after it: what was agreed for then, and the client does not take.
"""

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from audit.versions import update_version
from problem_areas.actions import take_snapshot
from scheduling.actions import cancel
from scheduling.models import Appointment

from ..endings import END_REASONS
from ..models import Course, OfferNotTaken


class UnknownEndReason(Exception):
    """A course is closed for one of the reasons in `endings.END_REASONS`."""


class CourseIsClosedAlready(Exception):
    """It was closed before, by this user or another."""


@transaction.atomic
def close_course(*, course, end_reason, now=None, by):
    """Close the course and cancel its sessions and meetings still to come. The assignment and other bookings stay.

    Raises UnknownEndReason, CourseIsClosedAlready, and StaleVersion when the course was changed meanwhile.
    """
    now = now or timezone.now()
    if end_reason not in dict(END_REASONS):
        raise UnknownEndReason
    if course.closed_at is not None:
        raise CourseIsClosedAlready
    Course.objects.kept_still(course.pk)
    upcoming = list(course.still_to_come(now))
    for appointment in upcoming:
        cancel(appointment=appointment, status=Appointment.CANCELLED_BY_PRACTICE, now=now, by=by)
    take_snapshot(client=course.client, occasion="end", now=now, by=by)
    update_version(course, course.version, closed_at=now, closed_by=by, end_reason=end_reason)
    details = {"reason": end_reason, "cancelled": len(upcoming)}
    record("course.closed", course, client=course.client_id, details=details, at=now, by=by)
    return course


@transaction.atomic
def record_not_taken(*, course, for_on, why, said_on, remark="", now=None, by):
    """The client does not want what was agreed for after the end, or could not be reached. Returns the OfferNotTaken.

    `for_on`: the day agreed for the follow-up, None for further sessions. Booking one after all undoes it.
    """
    now = now or timezone.now()
    offer = OfferNotTaken.objects.create(
        course=course, for_on=for_on, why=why, said_on=said_on, remark=remark, recorded_by=by, recorded_at=now
    )
    record("offer.not_taken", offer, client=course.client_id, details={"why": why}, at=now, by=by)
    return offer
