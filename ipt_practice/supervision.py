"""What a supervisor looks at: notes to read and sign beside their author, and the supervisees' cases with what wants a look.

The number of queries does not grow with the rows (tests/project/test_supervision.py).
"""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Prefetch, Q
from django.utils.translation import gettext as _

from accounts.access import therapist_ids_supervised_by, today_for
from accounts.models import User
from measures.change import has_responded
from measures.scores import verdicts_of
from scheduling.models import Appointment
from sessions.access import notes_to_co_sign
from sessions.course_plan import PHASE_LABELS, is_late_change, midpoint_session
from sessions.models import ChangeRequest, CourseFocus
from sessions.review_facts import of_this_course

from .caseload import MOST, chosen_of, left_of, phase_now, running_courses, sheets_of
from .caseload_words import Flag, flags_of, focus_words

LATE_AFTER = dt.timedelta(hours=48)
NOTES_SHOWN = 30


@dataclass(frozen=True)
class QueueNote:
    """A signed note that `since` then waits: for the supervisor, or (`request` without an answer) for its author."""

    note: object
    request: ChangeRequest | None
    since: dt.datetime
    days: int
    is_late: bool

    @property
    def is_answered(self):
        return self.request is not None


@dataclass(frozen=True)
class CaseRow:
    """A running course of a supervisee."""

    client: object
    therapist: str
    words: dict
    phase: str
    focus: str
    midpoint: str
    flags: tuple


@dataclass(frozen=True)
class Queue:
    """The page. `notes` are for the supervisor to read, `asked` wait for their author; both the oldest first."""

    notes: list
    count: int
    asked: list
    cases: list
    supervisees: list
    chosen: User | None


def queue_of(user, supervisee, *, now):
    """The queue of what `user` supervises today, of one supervisee (a UUID as typed) or of all. Raises Http404."""
    supervisees = list(User.objects.filter(pk__in=therapist_ids_supervised_by(user, now=now)).order_by("full_name"))
    chosen = chosen_of(supervisees, supervisee)
    mine = Prefetch("change_requests", ChangeRequest.objects.filter(asked_by=user).select_related("answer"), "asked")
    notes = notes_to_co_sign(user).prefetch_related(mine)
    if chosen:
        notes = notes.filter(author=chosen)
    waiting = Q(change_requests__in=ChangeRequest.objects.open().filter(asked_by=user))
    to_read = notes.exclude(waiting)
    return Queue(
        notes=[_row(note, now) for note in to_read[:NOTES_SHOWN]],
        count=to_read.count(),
        asked=[_row(note, now) for note in notes.filter(waiting)[:NOTES_SHOWN]],
        cases=_cases(user, [chosen] if chosen else supervisees, now),
        supervisees=supervisees,
        chosen=chosen,
    )


def _row(note, now):
    request = note.asked[-1] if note.asked else None
    answer = getattr(request, "answer", None)
    since = answer.answered_at if answer else request.asked_at if request else note.signed_at
    return QueueNote(note, request, since, (now - since).days, now - since > LATE_AFTER)


def _cases(user, supervisees, now):
    """Pairs (name, CaseRows) for each supervisee, by name."""
    courses = (
        running_courses(user, now=now)
        .filter(therapist__in=supervisees)
        .select_related("therapist", "midpoint_review", "previous")
    )
    courses = list(courses.order_by("therapist__full_name", "client__last_name", "client__first_name")[:MOST])
    sheets, changed, today = sheets_of(courses), _changed_late(courses), today_for(user, now)
    rows = [_case(course, sheets.get(course.client_id, []), changed, today) for course in courses]
    return [(name, list(found)) for name, found in groupby(rows, key=lambda row: row.therapist)]


def _changed_late(courses):
    """Ids of the courses whose primary focus was changed from the midpoint on (docs/clinical.md 3.5). One query."""
    held = Q(course__sessions__appointment__status=Appointment.HELD)
    before = Q(course__sessions__appointment__wall_date__lt=F("from_on"))
    planned = {course.pk: course.planned_sessions for course in courses}
    current = CourseFocus.objects.current().filter(course__in=planned, rank=CourseFocus.PRIMARY)
    counted = current.annotate(
        held_then=Count("course__sessions", filter=held & before, distinct=True),
        earlier=Count("course__focuses", filter=Q(course__focuses__rank="primary", course__focuses__until_on__isnull=False), distinct=True),
    )  # fmt: skip
    rows = counted.filter(earlier__gt=0).values_list("course", "held_then")
    return {course for course, held_then in rows if is_late_change(held_then, planned[course])}


def _case(course, sheets, changed, today):
    planned = course.planned_sessions
    flags = list(flags_of(course, sheets, today))
    if course.pk in changed:
        flags.append(Flag("focus_changed", _("Focus changed after the midpoint")))
    verdicts = verdicts_of(of_this_course(course, sheets), course.first_on).values()
    if course.held >= midpoint_session(planned) and has_responded(verdicts) is False:
        flags.append(Flag("no_response", _("No response by the midpoint")))
    return CaseRow(
        client=course.client,
        therapist=course.therapist.full_name,
        words={"held": course.held, "planned": planned, "left": left_of(course), "missed": course.missed},
        phase=PHASE_LABELS[phase_now(course)],
        focus=focus_words(course.focus),
        midpoint=_decided(course),
        flags=tuple(flags),
    )


def _decided(course):
    """What the midpoint review decided, "" before there is a decision."""
    review = getattr(course, "midpoint_review", None)
    return review.decision_line if review else ""
