"""Writes to a session's note: the draft, the signature, what is added beside a signed note, and the private note."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.terms import in_force
from audit.actions import record
from audit.versions import Locked, StaleVersion, is_stored, update_version
from scheduling.actions import NotPossible
from scheduling.clashes import DoubleBooking
from scheduling.models import Appointment

from ..access import private_note_of
from ..models import (
    CoSignature,
    Course,
    CourseFocus,
    NoteAddendum,
    PracticeTechnique,
    PrivateNote,
    ReviewComment,
    SessionNote,
)
from . import signing
from .drafts import EDITING_SPELL, go_on_writing

DRAFT_FIELDS = (
    "attendance", "started_at", "ended_at", "modality", "opening_answer", "mood_now", "mood_worst", "mood_best",
    "mood_direction", "events", "techniques", "area", "strategies", "focus_work", "off_focus_because",
    "communication_analysis", "decision_analysis", "role_play", "feelings", "affect", "behavior", "skills", "progress",
    "challenges", "goals_for_week", "goal_ratings", "practice_tasks", "task_reviews", "tasks_done", "sick_role",
    "medication", "risk", "risk_note", "plan", "family",
)  # fmt: skip
"""All but `family` are fields of the note; that one is FamilyMeeting.written, where the session is a meeting with the family."""


class NoteIsSigned(Locked):
    """A signed note is not changed: what is missing is added as an addendum."""


class NotSignable(Exception):
    """Why this note cannot be signed now, as one instruction; `field` names the field that it is about."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


class AlreadyCoSigned(Exception):
    """This supervisor has signed beside the author already."""


def draft_note(*, therapy_session, version, values, now=None, by):
    """Save the draft of a session's note, as far as it is written. `version` 0: the page knew of no draft yet.

    `values` holds any of DRAFT_FIELDS. What is stored already is not saved again, whatever its version: an answer that
    was lost on its way is no conflict. Raises StaleVersion and NoteIsSigned; nothing is overwritten.
    """
    now = now or timezone.now()
    try:
        with transaction.atomic():
            note = SessionNote.objects.filter(therapy_session=therapy_session).select_related("area").first()
            if note is None:
                return _begin_note(therapy_session, values, now, by)
            if note.is_signed:
                raise NoteIsSigned(note)
            if is_stored(note, values):
                return note
            values, family = _apart(values)
            client = therapy_session.course.client_id
            note = go_on_writing(
                row=note, version=version, values=values, verb="note.drafted", client=client, now=now, by=by
            )
            signing.write_family(therapy_session=therapy_session, values=family, by=by)
            return note
    except IntegrityError as error:
        current = SessionNote.objects.filter(therapy_session=therapy_session).first()
        if current is None:
            raise
        raise StaleVersion(current) from error


def _apart(values):
    """What belongs to the note, and what to the meeting with the family."""
    return {name: value for name, value in values.items() if name != "family"}, values.get("family")


def _begin_note(therapy_session, values, now, by):
    values, family = _apart(values)
    note = SessionNote.objects.create(therapy_session=therapy_session, author=by, drafted_at=now, **values)
    signing.write_family(therapy_session=therapy_session, values=family, by=by)
    record("note.drafted", note, client=therapy_session.course.client_id, at=now, by=by)
    return note


def sign_note(*, note, version, now=None, by):
    """Sign the note, and with it record attendance, number and phase, goals, ticked tasks and, where due, an alert.

    Raises StaleVersion, NoteIsSigned, NotSignable. A held session beyond the planned number is signed without one.
    """
    now = now or timezone.now()
    if note.is_signed:
        raise NoteIsSigned(note)
    with transaction.atomic():
        therapy_session = note.therapy_session
        course = Course.objects.kept_still(therapy_session.course_id)
        _check_signable(note, therapy_session, now)
        shared = {"therapy_session": therapy_session, "course": course, "by": by}
        _settle(note, now, shared)
        note = update_version(
            note, version, author=by, signed_at=now, signed_by=by, session_number=therapy_session.number,
            planned_sessions=course.planned_sessions, phase=therapy_session.phase, area_id=_area_id(note, course),
            own_techniques=PracticeTechnique.objects.names_of(note.techniques), words=in_force(),
        )  # fmt: skip
        signing.sign_family_part(note=note, now=now, **shared)
        signing.keep_goals_and_tasks(note=note, **shared)
        signing.raise_concern(note=note, now=now, **shared)
        details = {"session": str(therapy_session.pk), "attendance": note.attendance, "number": therapy_session.number}
        record("note.signed", note, client=course.client_id, details=details, at=now, by=by)
    return note


def save_and_sign(*, therapy_session, version, values, now=None, by):
    """What the Sign button does: save what the page holds and sign it, in one transaction."""
    with transaction.atomic():
        note = draft_note(therapy_session=therapy_session, version=version, values=values, now=now, by=by)
        note.therapy_session = therapy_session
        return sign_note(note=note, version=note.version, now=now, by=by)


def _settle(note, now, shared):
    """Attendance to the calendar; what the calendar refuses is said at that field."""
    appointment = shared["therapy_session"].appointment
    try:
        signing.settle_attendance(attendance=note.attendance, now=now, **shared)
    except StaleVersion as error:
        raise NotSignable(
            _("The appointment was changed a moment ago. Look at it, then sign."), "attendance"
        ) from error
    except DoubleBooking as error:
        sentence = _("Another appointment stands at this time now. Correct the calendar, then sign.")
        raise NotSignable(sentence, "attendance") from error
    except NotPossible as error:
        sentence = _("The calendar says “%(status)s”. If it took place all the same, book it again, then sign.")
        raise NotSignable(sentence % {"status": appointment.get_status_display()}, "attendance") from error


def _check_signable(note, therapy_session, now):
    if not note.attendance:
        raise NotSignable(_("Choose whether the session was held"), "attendance")
    meeting = therapy_session.family_meeting
    if meeting and meeting.signed_at and note.attendance != therapy_session.appointment.status:
        came = therapy_session.appointment.get_status_display()
        sentence = _("The signed note of the family meeting says “%(status)s”. Choose the same")
        raise NotSignable(sentence % {"status": came}, "attendance")
    begins = therapy_session.appointment.starts_at
    took_place = note.attendance in signing.TOOK_UP_TIME
    if took_place and begins.date() > now.date() and begins - now > dt.timedelta(hours=12):
        raise NotSignable(
            _("This session has not begun yet. Sign it on its day, or move the appointment."), "attendance"
        )


def _area_id(note, course):
    """What a held session worked on when the note does not say: the primary focus, unless it went off it."""
    if note.area_id or note.attendance != Appointment.HELD or note.off_focus_because:
        return note.area_id
    return CourseFocus.objects.primary_area_id(course)


def add_addendum(*, note, text, now=None, by):
    """Add to a signed note. The note itself stays as it was."""
    now = now or timezone.now()
    with transaction.atomic():
        addendum = NoteAddendum.objects.create(note=note, text=text, signed_at=now, signed_by=by)
        record(
            "addendum.signed",
            addendum,
            client=note.therapy_session.course.client_id,
            details={"note": str(note.pk)},
            at=now,
            by=by,
        )
    return addendum


def co_sign(*, note, now=None, by):
    """Put a supervisor's signature beside the author's. Raises AlreadyCoSigned."""
    now = now or timezone.now()
    with transaction.atomic():
        try:
            with transaction.atomic():
                signature = CoSignature.objects.create(note=note, signed_at=now, signed_by=by)
        except IntegrityError as error:
            raise AlreadyCoSigned from error
        record("note.co_signed", note, client=note.therapy_session.course.client_id, at=now, by=by)
    return signature


def comment_on_note(*, note, text, now=None, by):
    """A supervisor's comment, for the author. Never printed."""
    now = now or timezone.now()
    with transaction.atomic():
        comment = ReviewComment.objects.create(note=note, text=text, written_at=now, written_by=by)
        record("note.commented", note, client=note.therapy_session.course.client_id, at=now, by=by)
    return comment


def save_private_note(*, therapy_session, version, text, now=None, by):
    """Write the author's own private note of this session. `version` 0: there was none. Raises StaleVersion.

    The audit trail learns that one was written, once for each editing spell, and nothing of what it says.
    """
    now = now or timezone.now()
    with transaction.atomic():
        note = private_note_of(by, therapy_session)
        if note is not None and note.text == text:
            return note
        begins = note is None or now - note.written_at > EDITING_SPELL
        if note is None:
            note = _begin_private_note(therapy_session, text, now, by)
        else:
            note = update_version(note, version, text=text, written_at=now)
        if begins:
            record("private_note.written", note, client=therapy_session.course.client_id, at=now, by=by)
    return note


def _begin_private_note(therapy_session, text, now, by):
    try:
        with transaction.atomic():
            return PrivateNote.objects.create(therapy_session=therapy_session, author=by, text=text, written_at=now)
    except IntegrityError as error:
        current = private_note_of(by, therapy_session)
        if current is None:
            raise
        raise StaleVersion(current) from error
