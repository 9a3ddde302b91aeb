"""What was agreed for after a course and has no time yet, as the office may read it: how many, how long, about when, with whom.

Of the ending and of the follow-up reviews it says no more than that: neither why, nor what the sessions are called.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from clients.access import therapist_name
from scheduling.models import Appointment
from scheduling.words import day_words

from .access import FOLLOW_UP_ASKED_FOR, due_on
from .course_plan import ACUTE, FOLLOW_UP, MAINTENANCE
from .models import Course, CourseTemplate, FollowUpReview
from .reviews import FOLLOW_UP_EARLY

KIND_OF = {"booster": FOLLOW_UP, "maintenance": MAINTENANCE, "new_course": ACUTE}
"""A decision at the end, or a step after a follow-up review, to the kind of course that it asks for."""

SESSIONS = "sessions"
"""The key of further sessions; that of a single follow-up is its day."""


@dataclass(frozen=True)
class ToBook:
    """One thing to book after `course`. `template` is the kind of course, None for a single appointment about the day `on`."""

    course: Course
    who: str
    minutes: int
    on: dt.date | None = None
    template: CourseTemplate | None = None

    @property
    def client(self):
        return self.course.client

    @property
    def key(self):
        return self.on.isoformat() if self.on else SESSIONS

    @property
    def words(self):
        """ "Follow-up to book: 1 x 50 min about Fri, Mar 12, 2027 with Ada Test" """
        if self.template:
            what = {"what": self.template.schedule_words, "who": self.who}
            return _("Sessions to book: %(what)s, with %(who)s") % what
        what = {"minutes": self.minutes, "day": day_words(self.on), "who": self.who}
        return _("Follow-up to book: 1 x %(minutes)s min about %(day)s with %(who)s") % what


def to_book_after_the_end(clients, today):
    """A ToBook for everything that was agreed for after the last course of these clients and is not booked; the soonest first.

    It stays for half a year after its day, and goes once the client has a time, or another course, or does not take it.
    """
    templates = {}
    for template in CourseTemplate.objects.offered():
        templates.setdefault(template.kind, template)
    found = []
    for course in _courses(clients):
        found += [each for each in (_follow_up(course, today), _series(course, templates, today)) if each]
    return sorted(found, key=lambda each: (each.on or today, each.client.last_name, each.client.first_name))


def _courses(clients):
    """The last course of each client, with what was agreed and the day of the last follow-up that stands in the calendar."""
    later = Course.objects.filter(client=OuterRef("client"), number__gt=OuterRef("number"))
    reviews = FollowUpReview.objects.filter(course=OuterRef("pk")).order_by("-held_on", "-written_at")
    meetings = Appointment.objects.standing().filter(client=OuterRef("client"), kind=Appointment.FOLLOW_UP)
    last_meeting = meetings.order_by().values("client").annotate(last=Max("wall_date")).values("last")
    courses = (
        Course.objects.filter(~Exists(later), client__in=clients, client__closed_at__isnull=True)
        .with_reviews()
        .annotate(
            next_step=Subquery(reviews.values("next_step")[:1]),
            meeting_on=Subquery(last_meeting),
            who=therapist_name("client"),
        )
    )
    decided = Q(ending__follow_up_on__isnull=False) | Q(ending__maintenance_decision__in=KIND_OF)
    decided |= Q(look_again_on__isnull=False) | Q(next_step__in=KIND_OF)
    return courses.filter(decided).select_related("client", "therapist", "ending")


def _follow_up(course, today):
    on = due_on(course)
    if on is None or on < today - FOLLOW_UP_ASKED_FOR:
        return None
    if course.meeting_on and course.meeting_on >= min(today, on - FOLLOW_UP_EARLY):
        return None
    return ToBook(course, course.who or course.therapist.full_name, course.minutes, on=on)


def _series(course, templates, today):
    """The sessions that were agreed, once the course is closed: one is booked at a time."""
    if course.closed_at is None or course.closed_at.date() < today - FOLLOW_UP_ASKED_FOR:
        return None
    if course.sessions_not_taken:
        return None
    ending = getattr(course, "ending", None)
    decided = course.next_step or (ending.maintenance_decision if ending else "")
    template = templates.get(KIND_OF.get(decided))
    if template is None:
        return None
    return ToBook(course, course.who or course.therapist.full_name, template.minutes, template=template)
