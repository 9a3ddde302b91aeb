"""Opening a course and booking all of it at once: every session has its time, or nothing is booked."""

import uuid

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import roles
from accounts.access import today_for
from accounts.models import Practice
from audit.actions import record
from clients.actions import assign
from clients.models import Assignment
from scheduling import actions as scheduling
from scheduling.clashes import NotBookable, refused_by_database, wait_for_turn
from scheduling.models import Appointment
from scheduling.wall_time import AmbiguousTime, NonexistentTime
from scheduling.words import day_words

from .. import course_plan
from ..models import Course, CourseTemplate, TherapySession
from ..series import Slot, check
from .around import book_beside
from .contract import approve_length

__all__ = ["CannotBook", "Slot", "SlotsTaken", "book_again", "book_session", "open_course_and_book", "seed_templates"]


class CannotBook(Exception):
    """The course cannot be booked yet. The text says what is missing."""


class SlotsTaken(CannotBook):
    """Some of the times cannot be had. `problems` is {position in the list, from 0: [sentences]}."""

    def __init__(self, problems):
        super().__init__(_sentence(problems))
        self.problems = problems


@transaction.atomic
def open_course_and_book(*, client, therapist, template, planned_sessions, slots, beside=(), reason="", now=None, by):
    """Open the client's next course with this CourseTemplate and book its sessions at the `slots`, one for each.

    `beside` holds (moment, Slot) of the meetings that go with it: with the family, or before the first session.
    Raises SlotsTaken, or CannotBook for what else stands against it; nothing is booked then.
    """
    now = now or timezone.now()
    _require_what_comes_first(client, therapist, now=now, by=by)
    _require_something_to_follow(client, template)
    _require_a_sound_length(template, planned_sessions, len(slots), reason, by)
    bounds = template.bounds_in(planned_sessions)
    before = Course.objects.filter(client=client).order_by("number").last()
    course = Course.objects.create(
        client=client,
        number=before.number + 1 if before else 1,
        previous=before,
        therapist=therapist,
        planned_sessions=planned_sessions,
        initial_to=bounds.initial_to,
        middle_to=bounds.middle_to,
        parent_meetings=template.parent_meetings_in(planned_sessions),
        **_plan(template, client, today_for(by, now)),
        length_reason=reason,
        opened_at=now,
        opened_by=by,
    )
    if course_plan.needs_approval(planned_sessions, template.kind):
        approve_length(course=course, note=reason, now=now, by=by)
    _book_all(course, slots, now=now, by=by)
    _book_beside(course, beside, now=now, by=by)
    record("course.booked", course, client=client, details={"sessions": planned_sessions}, at=now, by=by)
    return course


def _plan(template, client, today):
    """The template's plan, with the questionnaire that is made for the client's age."""
    plan = template.plan()
    given = ("measures", "milestone_measures")
    return plan | {name: list(course_plan.measures_for_age(plan[name], client.age_on(today))) for name in given}


def _book_beside(course, beside, *, now, by):
    """Book the meetings that go with the course; a time that is taken by now stops the whole. Raises CannotBook."""
    for moment, slot in beside:
        try:
            book_beside(course=course, moment=moment, slot=slot, now=now, by=by)
        except (NotBookable, NonexistentTime, AmbiguousTime) as error:
            when = {"day": day_words(slot.wall_date)}
            raise CannotBook(
                _("The meeting on %(day)s cannot be had at this time. Leave it out, or book it later") % when
            ) from error


@transaction.atomic
def book_again(*, course, slots, now=None, by):
    """Book sessions of a running course that have no time any more, because theirs were cancelled. Raises as above."""
    now = now or timezone.now()
    course = Course.objects.kept_still(course.pk)
    if course.closed_at:
        raise CannotBook(_("This course is closed"))
    _require_sessions_left(course, len(slots))
    _book_all(course, slots, now=now, by=by)
    record("course.sessions_booked", course, client=course.client_id, details={"sessions": len(slots)}, at=now, by=by)
    return course


@transaction.atomic
def book_session(*, course, now=None, by, **when):
    """Give one session that has no time its appointment at `when` (arguments of `scheduling.book`), outside the hours too.

    Raises CannotBook, and what `scheduling.book` raises.
    """
    now = now or timezone.now()
    course = Course.objects.kept_still(course.pk)
    if course.closed_at:
        raise CannotBook(_("This course is closed"))
    _require_sessions_left(course, 1)
    appointment = scheduling.book(
        client=course.client, clinician=course.therapist, kind=Appointment.THERAPY, now=now, by=by, **when
    )
    session = TherapySession.objects.create(course=course, appointment=appointment)
    record("course.sessions_booked", course, client=course.client_id, details={"sessions": 1}, at=now, by=by)
    return session


def _require_sessions_left(course, count):
    timed = TherapySession.objects.filter(course=course, appointment__status__in=Appointment.STANDING).count()
    if not 0 < count <= course.planned_sessions - timed:
        raise CannotBook(_("All sessions of this course have a time already"))


def _require_what_comes_first(client, therapist, *, now, by):
    assignment = Assignment.objects.open().filter(client=client).first()
    if assignment is None and Practice.current().require_consultation:
        raise CannotBook(_("Book the consultation first: it says which therapist suits"))
    if assignment is None:
        assignment = assign(client=client, clinician=therapist, now=now, by=by)
    if assignment.clinician_id != therapist.pk:
        raise CannotBook(_("Somebody else is the client's therapist now. Open the page again"))
    if not client.may_be_booked():
        raise CannotBook(_("The intake form and the confidentiality form come first"))
    if Course.objects.running().filter(client=client).exists():
        raise CannotBook(_("A course is running already"))


def _require_something_to_follow(client, template):
    """Maintenance and follow-up come after a course that has ended; a return may be any course (000-26)."""
    if template.kind != course_plan.ACUTE and not Course.objects.filter(client=client).exists():
        raise CannotBook(
            _("Further sessions after the course need a course before them. Choose another kind of course")
        )


def for_the_director(*, template, planned, by):
    """Says that a course of this length is the director's to book, where `by` is somebody else; else ""."""
    if by.role == roles.DIRECTOR or not course_plan.needs_approval(planned, template.kind):
        return ""
    low, high = course_plan.ANY_PLANNED_RANGE
    return _(
        "A course of fewer than %(low)s or more than %(high)s sessions is for the director to book. "
        "Ask them, or choose a number from %(low)s to %(high)s"
    ) % {"low": low, "high": high}


def _require_a_sound_length(template, planned, slots, reason, by):
    if planned != slots:
        raise CannotBook(_("Each session needs its time"))
    if refusal := for_the_director(template=template, planned=planned, by=by):
        raise CannotBook(refusal)
    is_its_own = planned == template.planned_sessions
    if not is_its_own and course_plan.needs_reason(planned, template) and not reason.strip():
        raise CannotBook(_("Say why the course has another length"))


def _book_all(course, slots, *, now, by):
    wait_for_turn(course.therapist)
    spans, problems = check(client=course.client, clinician=course.therapist, slots=slots, minutes=course.minutes)
    if problems:
        raise SlotsTaken(problems)
    series = uuid.uuid4()
    appointments = [
        Appointment.at(
            span,
            client=course.client,
            clinician=course.therapist,
            location=slot.location,
            room=slot.room if slot.modality == Appointment.IN_PERSON else None,
            modality=slot.modality,
            kind=Appointment.THERAPY,
            series_id=series,
            booked_at=now,
            booked_by=by,
        )
        for slot, span in zip(slots, spans, strict=True)
    ]
    try:
        with transaction.atomic():
            Appointment.objects.bulk_create(appointments)
    except DatabaseError as error:
        raise _refusal(error, course, slots) from error
    TherapySession.objects.bulk_create(TherapySession(course=course, appointment=each) for each in appointments)


def _refusal(error, course, slots):
    """The database refused the whole: look again which of the times are taken, and say so."""
    who = {"client": course.client, "clinician": course.therapist, "location": slots[0].location, "room": slots[0].room}
    refusal = refused_by_database(error, **who)
    if refusal is None:
        return error
    _spans, problems = check(client=course.client, clinician=course.therapist, slots=slots, minutes=course.minutes)
    return SlotsTaken(problems or {0: [clash.sentence for clash in refusal.clashes]})


def _sentence(problems):
    """ "Sessions 3 and 5 cannot be booked: Ada is taken": which of them, and the first reason."""
    numbers = ", ".join(str(index + 1) for index in sorted(problems))
    first = problems[min(problems)][0]
    return ngettext(
        "Session %(numbers)s cannot be booked at this time: %(reason)s",
        "Sessions %(numbers)s cannot be booked at these times. The first: %(reason)s",
        len(problems),
    ) % {"numbers": numbers, "reason": first}


@transaction.atomic
def seed_templates():
    """Make a row for each template of `course_plan` that has none yet. Returns how many were made; the rest stay as they are."""
    there = set(CourseTemplate.objects.values_list("key", flat=True))
    rows = [
        CourseTemplate(
            key=template.key,
            name=template.label,
            planned_sessions=template.planned_sessions,
            initial_to=template.phase_bounds.initial_to,
            middle_to=template.phase_bounds.middle_to,
            minutes=template.minutes,
            weeks_between=template.weeks_between,
            kind=template.kind,
            hidden_areas=list(template.hidden_areas),
            milestone_measures=list(template.milestone_measures),
            usual_from=template.planned_range[0],
            usual_to=template.planned_range[1],
            youngest=template.ages[0] if template.ages else None,
            oldest=template.ages[1] if template.ages else None,
            parent_meetings=list(template.parent_meetings),
        )
        for key, template in course_plan.TEMPLATES.items()
        if key not in there
    ]
    CourseTemplate.objects.bulk_create(rows)
    return len(rows)
