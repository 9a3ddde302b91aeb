"""What needs doing in a case, computed from the chart and the phase guide: a reminder beside the page, never a wall."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import DIRECTOR
from accounts.terms import Worded
from sessions.access import due_on
from sessions.beside import START, occasion_due
from sessions.course_plan import ACUTE, FOLLOW_UP, MAINTENANCE, ending_opens_at, midpoint_session, needs_approval
from sessions.endings import ENDING_CHECKLIST
from sessions.outcome_page import occasion_now
from sessions.phase_tasks import MIDPOINT_REVIEW, due_session
from sessions.reviews import FOLLOW_UP_AHEAD

from .course_pictures import short_day
from .links import link_for

NOTES_SHOWN = 3
RATE_AGAIN_AFTER_DAYS = 28
OWN_LINE = {
    "baseline_measures",
    "history",
    "inventory",
    "timeline",
    "focus",
    "formulation",
    "contract",
    MIDPOINT_REVIEW,
}
"""Tasks of the guide that have a line, and a page, of their own; the others are counted together."""


@dataclass(frozen=True)
class Need:
    """One line of the list: what, where it is done ("" where the reader may not), a word on it, and until when."""

    text: str
    url: str = ""
    detail: str = ""
    when: str = ""


def needs_of(file):
    """The Needs of a course, and those that only a running one has; the most urgent first."""
    if file.course is None:
        return []
    running = [
        _unsigned,
        _unbooked,
        _approval,
        _agreement,
        _midpoint,
        _goals,
        _outcome,
        _engagement,
        _guide,
        _ending,
        _report,
    ]
    parts = [_changes, _meetings, *(running if file.is_running else []), _maintenance, _follow_up]
    return [need for part in parts for need in part(file)]


def _next_number(file):
    return min(file.standing.held + 1, file.standing.planned)


def _link(file, name, *args):
    """A page where something is written: none for who only reads."""
    return link_for(file.reader, name, *args) if file.may_write else ""


def _date_of(file, number):
    """When session `number` is, as the list says it: "Today", "Mar 17", or nothing while it is not booked."""
    for session in file.standing.sessions:
        if file.standing.number_of(session) == number:
            day = session.appointment.wall_date
            return _("Today") if day == file.today else short_day(day)
    return ""


def _changes(file):
    """Signed notes for which a supervisor asks for a change: for who may answer."""
    for session in file.standing.sessions if file.may_write else ():
        if session.change_asked:
            text = _("%(name)s asks for a change") % {"name": session.change_asked_by}
            number = _("Session %(number)s") % {"number": session.number} if session.number else ""
            yield Need(text, _link(file, "change_answer", session.change_asked), number)


def _unsigned(file):
    for session in file.awaiting[:NOTES_SHOWN]:
        number = file.standing.number_of(session)
        text = _("Sign the note of session %(number)s") % {"number": number} if number else _("Sign the note")
        day = session.appointment.wall_date
        when = _("Today") if day == file.today else short_day(day)
        yield Need(text, _link(file, "note_edit", session.pk), _("Begun") if session.note_id else "", when)
    more = len(file.awaiting) - NOTES_SHOWN
    if more > 0:
        text = ngettext("%(count)d more note to sign", "%(count)d more notes to sign", more) % {"count": more}
        yield Need(text, link_for(file.reader, "notes_to_sign") if file.may_write else "")


def _meetings(file):
    """A family meeting whose time has come and whose note is not signed; the oldest."""
    if file.course.open_meeting:
        yield Need(_("Sign the note of a family meeting"), _link(file, "family_note_edit", file.course.open_meeting))


def _engagement(file):
    """Motivation, awareness and commitment, at the start and until the ending opens. Asked for, never insisted on."""
    if file.standing.held >= ending_opens_at(file.standing.planned):
        return
    course, occasion = file.course, occasion_due(file.standing.held, midpoint_session(file.standing.planned))
    if course.kind == ACUTE and not getattr(course, f"has_engagement_{occasion}"):
        text = _("Rate engagement") if occasion == START else _("Rate engagement at the midpoint")
        yield Need(text, _link(file, "engagement_rate", course.pk), _("Motivation, awareness, commitment"))


def _unbooked(file):
    count = file.unbooked
    if count > 0:
        text = ngettext("%(count)d session has no time yet", "%(count)d sessions have no time yet", count)
        books = link_for(file.reader, "course_book", file.client.pk)
        url = books or link_for(file.reader, "client_sessions", file.client.pk)
        yield Need(text % {"count": count}, url, "" if books else _("The office books them"))


def _agreement(file):
    """The pages of the initial phase that are still empty when their session has come."""
    client, course, number = file.client.pk, file.course, _next_number(file)
    wanting = {
        "baseline_measures": (_("Take baseline measures"), "client_scores", client, not file.sheets),
        "history": (_("Begin the assessment"), "assessment_edit", client, not course.has_assessment),
        "timeline": (_("Begin the timeline"), "life_event_new", client, not file.events),
        "inventory": (_("Begin the inventory of people"), "important_people", client, not course.has_people),
        "focus": (_("Choose the focus"), "focus_choose", course.pk, file.focus is None),
        "formulation": (_("Give the formulation"), "formulation_edit", client, not _is_given(file.formulation)),
        "contract": (_("Agree the contract"), "contract_new", course.pk, not course.contract_number),
    }
    if file.focus is not None and file.focus.area.closed_on:
        text = _("The area of the focus is closed: choose another, or open it again")
        yield Need(text, _link(file, "focus_choose", course.pk), str(file.focus.area.label))
    for task in course.tasks_in("initial"):
        text, page, pk, is_missing = wanting.get(task.key, ("", "", None, False))
        due = due_session(task, course.bounds)
        if is_missing and due <= number:
            yield Need(text, _link(file, page, pk), _("In session %(number)s") % {"number": due}, _date_of(file, due))


def _is_given(formulation):
    return formulation is not None and formulation.given_on is not None


def _midpoint(file):
    middle = midpoint_session(file.standing.planned)
    if file.course.kind != ACUTE or file.standing.held + 1 < middle:
        return
    review = file.midpoint
    if not (review and review.is_done) and file.standing.held < ending_opens_at(file.standing.planned):
        number = max(middle, _next_number(file))
        detail = _("Begun") if review else _("In session %(number)s") % {"number": number}
        yield Need(_("Midpoint review"), _link(file, "midpoint_edit", file.course.pk), detail, _date_of(file, number))
    if not file.course.has_midcourse and file.standing.held < file.standing.planned - 1:
        yield Need(_("Progress summary"), _link(file, "report_new", file.course.pk, "midcourse"), _("To print"))


def _approval(file):
    """A length outside the usual range: the director's to approve, while the work goes on."""
    planned = file.standing.planned
    if not needs_approval(planned, file.course.kind) or file.course.is_approved:
        return
    if file.reader.role == DIRECTOR:
        yield Need(
            _("Approve %(count)s sessions") % {"count": planned},
            link_for(file.reader, "course_approve", file.course.pk),
        )
    else:
        yield Need(
            _("The director is asked to approve %(count)s sessions") % {"count": planned}, "", _("Go on meanwhile")
        )


def _outcome(file):
    """The outcome markers, on the occasion it is time for: with the contract, at the midpoint, at the end."""
    course, number = file.course, _next_number(file)
    if course.kind != ACUTE or number < course.initial_to:
        return
    occasion = occasion_now(file.standing)
    if occasion == "end" and number < file.standing.planned - 1:
        return
    if not getattr(course, f"rated_{occasion}"):
        url = _link(file, "outcomes_rate", course.pk)
        when = {"start": _("At the start"), "middle": _("At the midpoint"), "end": _("At the end")}
        yield Need(_("Rate the outcome markers"), url, when[occasion], _date_of(file, number))


def _maintenance(file):
    """A maintenance course that was agreed at the end of a closed course and is not booked yet."""
    if file.is_running or file.ending is None or file.ending.maintenance_decision != MAINTENANCE:
        return
    if file.course.sessions_not_taken:
        return
    if file.course.kind == ACUTE and _is_last(file):
        books = link_for(file.reader, "course_book", file.client.pk)
        yield Need(_("Maintenance IPT was agreed"), books, "" if books else _("The office has it on its list"))


def _is_last(file):
    return file.course.number == max(each.number for each in file.courses)


def _follow_up(file):
    """The follow-up review: in a follow-up course, and for a closed course from a week before its follow-up date on."""
    course = file.course
    if file.is_running:
        if course.kind == FOLLOW_UP and course.followed_up_on is None:
            yield Need(_("Follow-up review"), _link(file, "follow_up_new", course.pk), _("What has lasted"))
        return
    on = due_on(course) if _is_last(file) else None
    if on is not None and on - file.today <= FOLLOW_UP_AHEAD:
        told = _("As the last review said") if course.look_again_on else _("As agreed at the end")
        yield Need(_("Follow-up review"), _link(file, "follow_up_new", course.pk), told, short_day(on))


def _goals(file):
    """At the midpoint and near the end, when the last rating is four weeks old."""
    number, planned = _next_number(file), file.standing.planned
    if number < midpoint_session(planned) or not file.goals:
        return
    rated = [goal.rated_on or goal.set_on for goal in file.goals]
    if (file.today - min(rated)).days < RATE_AGAIN_AFTER_DAYS and number < planned:
        return
    if file.today == min(rated):
        return
    count = len(file.goals)
    text = ngettext("Rate the goal", "Rate the %(count)s goals", count) % {"count": apnumber(count)}
    detail = _("Last rated %(date)s") % {"date": short_day(min(rated))}
    yield Need(text, _link(file, "goal_rate", file.course.pk), detail, _date_of(file, number))


def _guide(file):
    """The other tasks of the phase that are due by the coming session, in one line."""
    course, number = file.course, _next_number(file)
    phase = course.phase_of(number)
    if phase == "termination":
        return
    due = [
        task
        for task in course.tasks_in(phase)
        if task.key not in OWN_LINE | file.tasks_done and due_session(task, course.bounds) <= number
    ]
    if due:
        text = ngettext("%(count)d task of this phase", "%(count)d tasks of this phase", len(due)) % {"count": len(due)}
        detail = "; ".join(str(task.text) for task in due[:2]) + ("; ..." if len(due) > 2 else "")
        session = file.session_to_open
        yield Need(text, _link(file, "note_edit", session.pk) if session else "", detail, _date_of(file, number))


def _ending(file):
    """Opens by itself four sessions before the last one."""
    planned, total = file.standing.planned, len(ENDING_CHECKLIST)
    if file.standing.held < ending_opens_at(planned):
        return
    done = file.ending.done_count if file.ending else 0
    if done < total:
        detail = _("%(done)d of %(total)d done") % {"done": done, "total": total}
        yield Need(
            str(Worded("{Ending} checklist")),
            _link(file, "ending_edit", file.course.pk) or link_for(file.reader, "ending_detail", file.course.pk),
            detail,
            _date_of(file, planned),
        )


def _report(file):
    if file.standing.held < file.standing.planned - 1:
        return
    text = _("Finish the end-of-treatment report") if file.course.has_end_report else _("End-of-treatment report")
    url = _link(file, "report_new", file.course.pk, "end_of_treatment")
    yield Need(text, url, _("After the last session"), _date_of(file, file.standing.planned))
