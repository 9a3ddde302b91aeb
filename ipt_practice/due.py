"""What waits for a clinician on the Today page: each thing in a line, with the page on which it is done."""

from dataclasses import dataclass
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import DIRECTOR
from accounts.terms import Worded
from measures.models import Administration
from scheduling.words import day_words
from sessions.access import changes_asked_of, comments_for, courses_to_approve, courses_to_follow_up
from sessions.course_plan import ENDING_OPENS_BEFORE_END

from .caseload import left_of
from .caseload_words import scores_old_after
from .links import link_for

SHOWN = 8
"""How many lines of a list the page shows."""


@dataclass(frozen=True)
class Due:
    """One thing to do for a client, with its link where the page exists for this reader."""

    text: str
    client: object
    detail: str
    url: str


def due_of(user, courses, now):
    """The Dues of a clinician: first what a supervisor asked for or said, then the others by the client's name."""
    others = chain(_to_approve(user), _to_follow_up(user, now), *(_of_course(user, course) for course in courses))
    return [*_from_supervisors(user, now), *sorted(others, key=lambda each: each.client.last_name)]


def _from_supervisors(user, now):
    for asked in changes_asked_of(user):
        text = _("%(name)s asks for a change") % {"name": asked.asked_by.full_name}
        client = asked.note.therapy_session.course.client
        yield Due(text, client, _("in a signed note"), link_for(user, "change_answer", asked.pk))
    for comment in comments_for(user, now):
        text = _("%(name)s commented on a note") % {"name": comment.written_by.full_name}
        session = comment.note.therapy_session
        yield Due(text, session.course.client, "", link_for(user, "note_edit", session.pk))


def _to_approve(user):
    for course in courses_to_approve(user)[:SHOWN] if user.role == DIRECTOR else ():
        detail = ngettext("%(n)s session", "%(n)s sessions", course.planned_sessions) % {"n": course.planned_sessions}
        yield Due(_("Approve the length"), course.client, detail, link_for(user, "course_approve", course.pk))


def _to_follow_up(user, now):
    for course in courses_to_follow_up(user, timezone.localdate(now))[:SHOWN]:
        detail = _("agreed for %(date)s") % {"date": day_words(course.due_on, weekday=False)}
        yield Due(_("Follow-up review"), course.client, detail, link_for(user, "follow_up_new", course.pk))


def _of_course(user, course):
    left = left_of(course)
    if needs_focus(course):
        detail = _("by session %(n)s") % {"n": course.initial_to}
        yield Due(_("Agree a focus"), course.client, detail, link_for(user, "focus_choose", course.pk))
    if left == 0:
        url = link_for(user, "report_new", course.pk, "end_of_treatment")
        yield Due(_("Write the end report"), course.client, _("all sessions held"), url)
    elif left <= ENDING_OPENS_BEFORE_END and not course.has_ending:
        detail = ngettext("%(n)s session left", "%(n)s sessions left", left) % {"n": left}
        yield Due(
            str(Worded("Open the {ending} planner")), course.client, detail, link_for(user, "ending_edit", course.pk)
        )


def needs_focus(course):
    """No primary focus although the initial phase ends with the next session, or has ended."""
    has_one = any(focus.rank == "primary" for focus in course.current_focuses)
    return not has_one and course.held >= course.initial_to - 1


def old_scores(user, courses, now):
    """A Due for each course that has begun and whose last score is old."""
    begun = [course for course in courses if course.held]
    last = Administration.objects.last_taken([course.client_id for course in begun])
    today, flags = timezone.localdate(now), []
    for course in begun:
        taken = last.get(course.client_id)
        url = link_for(user, "client_scores", course.client_id)
        if taken is None:
            flags.append(Due(_("No scores yet"), course.client, "", url))
        elif (today - taken).days >= scores_old_after(course):
            flags.append(Due(_("No scores for %(n)s days") % {"n": (today - taken).days}, course.client, "", url))
    return flags
