"""What happens beside the sessions of a course: a supervisor's signature, an addendum, a private note, a report."""

import datetime as dt

from reports.actions import save_report, sign_report, start_report
from sessions.actions.ending import save_ending
from sessions.actions.notes import add_addendum, co_sign, comment_on_note, save_private_note
from sessions.actions.supervision import request_change

from .people import SUPERVISIONS
from .reviews import try_to_reach

SUPERVISOR_OF = {supervisee: supervisor for supervisor, supervisee in SUPERVISIONS}
CO_SIGNED_AFTER = dt.timedelta(days=3)
CO_SIGNED_BEFORE = dt.timedelta(days=9)
"""Notes older than this are co-signed; the younger ones wait for the supervisor."""

ADDENDA = {("wren", 4): "Her husband was told of the contract on the same evening, with her agreement."}
PRIVATE = {
    ("wren", 5): "I caught myself taking her side. Bring to supervision.",
    ("basil", 5): "Reminded me of my grandfather. Keep it apart from his story.",
}
COMMENTS = {
    ("wren", 4): "Clear link and her own words in it. Keep asking what he expects.",
    ("magnus", 6): "Good rehearsal. Name the time left at the next session.",
    ("nell", 5): "You stayed with the relationship in the room. Well done.",
}
ASKED = {"wren": "Say what she answered when you asked about safety at home, and what you agreed."}
PROGRESS_SUMMARIES = {("magnus", 8), ("isolde", 6)}
OUTREACH = "Called twice, wrote once with an offer of a last session; no answer within two weeks."


def after_session(telling, session):
    """What follows a held session of this course within days."""
    at, key = telling.note.signed_at, (telling.story.person, telling.number)
    if key in PRIVATE:
        yield at + dt.timedelta(minutes=2)
        save_private_note(
            therapy_session=session,
            version=0,
            text=PRIVATE[key],
            now=at + dt.timedelta(minutes=2),
            by=telling.therapist,
        )
    if key in ADDENDA:
        now = yield at + dt.timedelta(hours=20)
        add_addendum(note=telling.note, text=ADDENDA[key], now=now, by=telling.therapist)
    if key in PROGRESS_SUMMARIES:
        now = yield at + dt.timedelta(hours=23)
        report = start_report(course=telling.course, kind="midcourse", now=now, by=telling.therapist)
        sign_report(report=report, version=report.version, now=now, by=telling.therapist)
    yield from supervise(telling, key)


def supervise(telling, key=None):
    """Their supervisor reads the last note, comments on some, and signs beside it."""
    at = telling.note.signed_at
    supervisor = telling.stage.users.get(SUPERVISOR_OF.get(telling.story.therapist, ""))
    if supervisor is None:
        return
    if telling.stage.now - at < CO_SIGNED_BEFORE:
        yield from ask_for_a_change(telling, at, supervisor)
        return
    now = yield at + CO_SIGNED_AFTER
    if key in COMMENTS:
        comment_on_note(note=telling.note, text=COMMENTS[key], now=now, by=supervisor)
    co_sign(note=telling.note, now=now, by=supervisor)


def ask_for_a_change(telling, at, supervisor):
    """The last note of some: their supervisor wants more, a day later."""
    text, day = ASKED.get(telling.story.person), dt.timedelta(days=1)
    if text and day < telling.stage.now - at < 8 * day:
        now = yield at + day
        request_change(note=telling.note, text=text, now=now, by=supervisor)


def finish(telling):
    """The end-of-treatment report, signed: it closes the course."""
    story, therapist = telling.story, telling.therapist
    last = telling.sessions[len(story.past) - 1].appointment
    now = yield last.ends_at + dt.timedelta(days=4 if story.ends == "completed" else 15)
    if story.ends == "dropout":
        values = {"outreach": OUTREACH, "planned_end_reason": "dropout", "maintenance_decision": "other_treatment"}
        save_ending(course=telling.course, version=0, values=values, now=now, by=therapist)
        try_to_reach(telling.course, last.wall_date, now, therapist)
    report = start_report(course=telling.course, kind="end_of_treatment", now=now, by=therapist)
    telling.course.refresh_from_db()
    report.course = telling.course
    save_report(report=report, version=report.version, text={}, now=now, by=therapist)
    sign_report(report=report, version=report.version, end_reason=story.ends, now=now, by=therapist)
