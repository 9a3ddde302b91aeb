"""Writes beside the sessions: an adjunct modality, an engagement rating, a family meeting and its note."""

from django.db import transaction
from django.utils import timezone

from accounts.access import today_for
from audit.actions import record
from audit.versions import Locked, StaleVersion, is_stored, update_version
from scheduling import actions as scheduling
from scheduling.clashes import DoubleBooking
from scheduling.models import Appointment

from ..beside import ENGAGEMENT_SESSION
from ..models import AdjunctModality, Course, EngagementRating, FamilyMeeting, TherapySession
from .drafts import go_on_writing
from .signing import tick_meeting


class AlreadySigned(Locked):
    """The note of this meeting is signed, and is not changed."""


class SignedWithItsSession(Exception):
    """This meeting counts as a session: it is written and signed in that session's note."""


class NotYetHeld(Exception):
    """The note of a meeting is signed once its time has come."""


class TimeIsTaken(Exception):
    """They are said to have come, and another appointment stands at this time by now."""


class NoSessionLeft(Exception):
    """All sessions of the plan have a time: this meeting cannot count as one of them."""


@transaction.atomic
def add_adjunct(*, course, modality, from_on, purpose="", provider="ours", until_on=None, now=None, by):
    """Another treatment stands beside IPT in this course. Raises CourseIsClosed."""
    now = now or timezone.now()
    course = Course.objects.hold_running(course.pk)
    values = {"modality": modality, "purpose": purpose, "provider": provider, "from_on": from_on, "until_on": until_on}
    adjunct = AdjunctModality(course=course, recorded_at=now, recorded_by=by, **values)
    adjunct._history_user, adjunct._history_date = by, now
    adjunct.save(force_insert=True)
    record("adjunct.added", adjunct, client=course.client_id, at=now, by=by)
    return adjunct


@transaction.atomic
def end_adjunct(*, adjunct, until_on, now=None, by):
    """It stands beside IPT until this day, never before its first. Raises CourseIsClosed."""
    course = Course.objects.hold_running(adjunct.course_id)
    adjunct = course.adjuncts.get(pk=adjunct.pk)
    adjunct = _change_adjunct(adjunct, adjunct.version, {"until_on": max(until_on, adjunct.from_on)}, now, by)
    record("adjunct.ended", adjunct, client=course.client_id, at=now, by=by)
    return adjunct


@transaction.atomic
def edit_adjunct(*, adjunct, version, values, now=None, by):
    """Put right what was recorded, its last day among it. What it was stays in the history. Raises StaleVersion, CourseIsClosed."""
    course = Course.objects.hold_running(adjunct.course_id)
    adjunct = _change_adjunct(adjunct, version, values, now, by)
    record("adjunct.edited", adjunct, client=course.client_id, at=now, by=by)
    return adjunct


def _change_adjunct(adjunct, version, values, now, by):
    history = AdjunctModality.history
    if not history.filter(id=adjunct.pk).exists():  # an older row begins its history with what it was
        adjunct._history_user, adjunct._history_date = adjunct.recorded_by, adjunct.recorded_at
        history.bulk_history_create([adjunct])
    adjunct = update_version(adjunct, version, **values)
    adjunct._history_user, adjunct._history_date = by, now or timezone.now()
    history.bulk_history_create([adjunct], update=True)
    return adjunct


@transaction.atomic
def rate_engagement(*, course, occasion, motivation, awareness, commitment, rated_on=None, now=None, by):
    """Three ratings from 0 to 10, at the start or at the midpoint. Raises CourseIsClosed."""
    now = now or timezone.now()
    course = Course.objects.hold_running(course.pk)
    rating = EngagementRating.objects.create(
        course=course,
        occasion=occasion,
        motivation=motivation,
        awareness=awareness,
        commitment=commitment,
        rated_on=rated_on or today_for(by, now),
        recorded_at=now,
        recorded_by=by,
    )
    record("engagement.rated", rating, client=course.client_id, details={"occasion": occasion}, at=now, by=by)
    return rating


@transaction.atomic
def book_family_meeting(*, course, moment="other", counts=False, now=None, by, **when):
    """Book a meeting with the family at `when` (arguments of `scheduling.book`); it does not count unless `counts`.

    One that counts takes the place of a session of the plan that has no time. Raises CourseIsClosed, NoSessionLeft, and
    what `scheduling.book` raises.
    """
    now = now or timezone.now()
    course = Course.objects.hold_running(course.pk)
    if counts and _timed(course) >= course.planned_sessions:
        raise NoSessionLeft
    appointment = scheduling.book(
        client=course.client, clinician=course.therapist, kind=Appointment.FAMILY, now=now, by=by, **when
    )
    meeting = FamilyMeeting.objects.create(course=course, appointment=appointment, moment=moment)
    if counts:
        TherapySession.objects.create(course=course, appointment=appointment)
    details = {"moment": moment, "counts": counts}
    record("family_meeting.booked", meeting, client=course.client_id, details=details, at=now, by=by)
    return meeting


def book_beside(*, course, moment, slot, now=None, by):
    """Book what was proposed beside the sessions: a meeting with the family, or the engagement session before the first.

    Raises what `scheduling.book` raises.
    """
    when = {
        "wall_date": slot.wall_date, "wall_time": slot.wall_time, "location": slot.location, "room": slot.room,
        "modality": slot.modality, "minutes": course.minutes,
    }  # fmt: skip
    if moment != ENGAGEMENT_SESSION:
        return book_family_meeting(course=course, moment=moment, now=now, by=by, **when)
    kind = Appointment.ENGAGEMENT
    return scheduling.book(client=course.client, clinician=course.therapist, kind=kind, now=now, by=by, **when)


def _timed(course):
    return TherapySession.objects.filter(course=course, appointment__status__in=Appointment.STANDING).count()


@transaction.atomic
def save_family_note(*, meeting, version, values, now=None, by):
    """Keep what is written so far. What is stored already is not saved again. Raises AlreadySigned, StaleVersion.

    `values` holds any of FamilyMeeting.WRITTEN and `attendance`.
    """
    if meeting.signed_at:
        raise AlreadySigned(meeting)
    if is_stored(meeting, values):
        return meeting
    shared = {"verb": "family_meeting.drafted", "client": meeting.course.client_id, "now": now or timezone.now()}
    return go_on_writing(row=meeting, version=version, values=values, by=by, **shared)


@transaction.atomic
def sign_family_note(*, meeting, version, values, now=None, by):
    """Sign the note: from now on nothing in it is changed. `values` as for `save_family_note`.

    Raises AlreadySigned, SignedWithItsSession, NotYetHeld, TimeIsTaken, StaleVersion, and `scheduling.NotPossible` where
    it was called off.
    """
    now = now or timezone.now()
    Course.objects.kept_still(meeting.course_id)
    meeting = FamilyMeeting.objects.select_related("appointment", "course__client").get(pk=meeting.pk)
    if meeting.signed_at:
        raise AlreadySigned(meeting)
    if meeting.is_in_session_note:
        raise SignedWithItsSession
    if meeting.appointment.starts_at > now:
        raise NotYetHeld
    attendance = _attendance(meeting, values)
    values = values | {"attendance": attendance}
    try:
        scheduling.mark(appointment=meeting.appointment, status=attendance, now=now, by=by)
    except DoubleBooking as error:
        raise TimeIsTaken from error
    except StaleVersion as error:  # of the appointment, which the calendar changed this moment
        raise StaleVersion(meeting) from error
    meeting = update_version(meeting, version, author=by, signed_at=now, signed_by=by, **values)
    tick_meeting(meeting=meeting, by=by)
    record("family_meeting.signed", meeting, client=meeting.course.client_id, at=now, by=by)
    return meeting


def _attendance(meeting, values):
    """Whether they came; as the session's note has it where that was signed first."""
    if hasattr(meeting.appointment, "therapy_session"):
        return meeting.appointment.status
    return values.get("attendance") or meeting.attendance or Appointment.HELD
