"""What signing a note brings with it. Called by `notes.sign_note`, inside its transaction."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext as _

from audit.actions import record
from safety.actions import raise_alert
from safety.models import RiskAssessment, SafetyAlert
from scheduling.actions import mark
from scheduling.models import Appointment

from ..beside import MEETING_TASKS
from ..course_plan import TERMINATION
from ..models import FamilyMeeting, PhaseTaskDone, PracticeTask, SessionNote, TherapySession, WeeklyGoal
from ..note_parts import PARTS, SICK_ROLE, TASK_KINDS, TASK_OUTCOMES, to_try_out
from ..phase_tasks import PHASE_TASKS

TOOK_UP_TIME = (Appointment.HELD, *Appointment.MISSED)
ASSESSED_SINCE = dt.timedelta(hours=12)
"""An assessment recorded this long before a session, or later, is the one that the note refers to."""


def settle_attendance(*, therapy_session, course, attendance, now, by):
    """Write attendance to the appointment; give a held session its number and phase, a missed one none.

    Raises what `scheduling.actions.mark` raises.
    """
    mark(appointment=therapy_session.appointment, status=attendance, now=now, by=by)
    number = None
    if attendance == Appointment.HELD:
        number = therapy_session.number or TherapySession.objects.next_number(course)
    phase = (course.phase_of(number) if number else TERMINATION) if attendance == Appointment.HELD else ""
    TherapySession.objects.filter(pk=therapy_session.pk).update(number=number, phase=phase)
    therapy_session.number, therapy_session.phase = number, phase
    return therapy_session


def write_family(*, therapy_session, values, by):
    """Write to the meeting with the family that this session is: the version of the session's note guards it.

    Returns the meeting, None where there is none, or where it was signed before.
    """
    meeting = therapy_session.family_meeting if values else None
    if meeting is None or meeting.signed_at:
        return None
    FamilyMeeting.objects.filter(pk=meeting.pk, signed_at=None).update(version=F("version") + 1, author=by, **values)
    meeting.refresh_from_db()
    return meeting


def sign_family_part(*, note, therapy_session, course, now, by):
    """A meeting with the family that counts is signed with the session's note: one signature, one word on who came."""
    signed = {"attendance": note.attendance, "signed_at": now, "signed_by": by}
    if meeting := write_family(therapy_session=therapy_session, values=signed, by=by):
        record("family_meeting.signed", meeting, client=course.client_id, at=now, by=by)
        tick_meeting(meeting=meeting, by=by)


def tick_meeting(*, meeting, by):
    """A meeting with the parents that was held is the task of the guide that asks for it, where the course has one."""
    key = MEETING_TASKS.get(meeting.moment)
    phase = next((phase for phase in PHASE_TASKS for task in meeting.course.tasks_in(phase) if task.key == key), None)
    if phase and meeting.attendance == Appointment.HELD:
        ticked = {"phase": phase, "done_on": meeting.appointment.wall_date, "done_by": by}
        PhaseTaskDone.objects.get_or_create(course=meeting.course, task=key, defaults=ticked)


def keep_goals_and_tasks(*, note, therapy_session, course, by):
    """The week's goals as rows, last week's ratings, and the tasks that were ticked."""
    lines = [line.strip() for line in note.goals_for_week.splitlines() if line.strip()]
    WeeklyGoal.objects.bulk_create(
        WeeklyGoal(course=course, set_in=therapy_session, statement=line[:200], position=position)
        for position, line in enumerate(lines)
    )
    ratings = {rating for rating, _label in WeeklyGoal.RATINGS}
    for rating in ratings & set(note.goal_ratings.values()):
        rated = [pk for pk, given in note.goal_ratings.items() if given == rating]
        WeeklyGoal.objects.filter(course=course, pk__in=rated, rating="").update(
            rating=rating, rated_in=therapy_session
        )
    _tick_tasks(note, therapy_session, course, by)
    _review_practice(note, therapy_session, course)
    _set_practice(note, therapy_session, course)


def _tick_tasks(note, therapy_session, course, by):
    """The tasks of the phase guide; the sick role with how it was given, also where it was ticked earlier without."""
    known = {task.key: phase for phase in PHASE_TASKS for task in course.tasks_in(phase)}
    ticked = dict.fromkeys([*note.tasks_done, *([SICK_ROLE] if note.sick_role else [])])
    on = therapy_session.appointment.wall_date
    PhaseTaskDone.objects.bulk_create(
        [
            PhaseTaskDone(
                course=course, task=key, phase=known[key], done_on=on, done_by=by,
                detail=note.sick_role if key == SICK_ROLE else "",
            )
            for key in ticked
            if key in known
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    if note.sick_role:
        PhaseTaskDone.objects.filter(course=course, task=SICK_ROLE, detail="").update(detail=note.sick_role)


def _review_practice(note, therapy_session, course):
    """How earlier tasks went. One that was reviewed already keeps its first answer."""
    told = {pk: review for pk, review in note.task_reviews.items() if review.get("outcome") in dict(TASK_OUTCOMES)}
    tasks = list(PracticeTask.objects.filter(course=course, pk__in=list(told), outcome="")) if told else []
    for task in tasks:
        task.outcome, task.what_happened = told[str(task.pk)]["outcome"], told[str(task.pk)].get("happened", "")
        task.reviewed_in = therapy_session
    PracticeTask.objects.bulk_update(tasks, ["outcome", "what_happened", "reviewed_in"])


def _set_practice(note, therapy_session, course):
    """The tasks until next time as rows, with what the sub-forms say will be tried out."""
    kinds = dict(TASK_KINDS)
    rows = [
        {
            "statement": row.get("statement") or str(kinds.get(row.get("kind"), _("Practice"))),
            "kind": row.get("kind", ""),
            "person_id": row.get("with_whom_id"),
            "strategy": row.get("strategy", ""),
        }
        for row in note.practice_tasks
    ]
    named = {row["statement"].casefold() for row in rows}
    strategy = note.strategies[0] if len(note.strategies) == 1 else ""
    rows += [
        {
            "statement": statement,
            "kind": "try_out",
            "person_id": person or None,
            "due_on": day or None,
            "strategy": strategy,
        }
        for statement, person, day in to_try_out({key: getattr(note, key) for key in PARTS})
        if statement.casefold() not in named
    ]
    PracticeTask.objects.bulk_create(
        PracticeTask(course=course, set_in=therapy_session, position=position, **row)
        for position, row in enumerate(rows)
    )


def raise_concern(*, note, therapy_session, course, now, by):
    """A note that refers to an assessment nobody has recorded raises an alert, so that somebody does."""
    if note.risk != SessionNote.ASSESSED:
        return None
    since = therapy_session.appointment.starts_at - ASSESSED_SINCE
    if RiskAssessment.objects.filter(client=course.client_id, signed_at__gte=since).exists():
        return None
    if SafetyAlert.objects.open().filter(client=course.client_id).exists():
        return None
    what = _("The session's note refers to an assessment that is not recorded yet.")
    return raise_alert(client=course.client, source=SafetyAlert.CLINICIAN, what=what, owner=by, now=now, by=by)
