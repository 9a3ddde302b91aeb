"""What a list of clients says of each: therapist, forms, course, next appointment. The same queries for one row and for thirty."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from clients.models import Assignment, Client
from safety.access import call_therapist_ids
from scheduling.models import Appointment
from sessions.models import Course

PAGE = 25


@dataclass(frozen=True)
class ClientRow:
    """One line of the list. `course` is {held, planned, left}, None where no course runs; `missing` the forms to come."""

    client: Client
    therapist: object
    missing: list
    may_be_booked: bool
    next_appointment: Appointment | None
    course: dict | None
    call_therapist: bool


def page_of_clients(clients, *, words="", after=None):
    """(clients, is_more): a page by name of those that match, from behind the client `after`. No count, no offset."""
    clients = clients.matching(words).by_name()
    if after is not None:
        clients = clients.behind(after)
    found = list(clients[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def course_words(course):
    """What `_course_words.html` needs of a counted Course, None for none."""
    if course is None:
        return None
    left = max(course.planned_sessions - course.held_count, 0)
    return {"held": course.held_count, "planned": course.planned_sessions, "left": left, "missed": course.missed_count}


def rows_of(clients, *, now=None):
    """A ClientRow for each of these clients, in their order."""
    now, ids = now or timezone.now(), [client.pk for client in clients]
    open_assignments = Assignment.objects.open().select_related("clinician")
    prefetch_related_objects(
        clients, "signed_forms", "forms_override", Prefetch("assignments", open_assignments, to_attr="open_assignments")
    )
    upcoming = Appointment.objects.upcoming(now).filter(client__in=ids).select_related("clinician", "location")
    upcoming = {each.client_id: each for each in upcoming.order_by("-starts_at")}
    courses = {each.client_id: each for each in Course.objects.running().filter(client__in=ids).counted()}
    alerted = call_therapist_ids(ids)
    return [
        ClientRow(
            client=client,
            therapist=client.open_assignments[0].clinician if client.open_assignments else None,
            missing=client.missing_forms(),
            may_be_booked=client.may_be_booked(),
            next_appointment=upcoming.get(client.pk),
            course=course_words(courses.get(client.pk)),
            call_therapist=client.pk in alerted,
        )
        for client in clients
    ]
