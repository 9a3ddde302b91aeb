"""What needs doing in a case, computed from the chart and the phase guide: a reminder beside the page, never a wall."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scheduling.models import Appointment
from sessions.course_plan import ending_opens_at, midpoint_session
from sessions.endings import ENDING_CHECKLIST
from sessions.phase_tasks import MIDPOINT_REVIEW, due_session

from .course_pictures import short_day
from .links import link_for

NOTES_SHOWN = 3
RATE_AGAIN_AFTER_DAYS = 28
OWN_LINE = {"baseline_measures", "inventory", "timeline", "focus", "formulation", "contract", MIDPOINT_REVIEW}
"""Tasks of the guide that have a line, and a page, of their own; the others are counted together."""


@dataclass(frozen=True)
class Need:
    """One line of the list: what, where it is done ("" where the reader may not), a word on it, and until when."""

    text: str
    url: str = ""
    detail: str = ""
    when: str = ""


def needs_of(file):
    """The Needs of a running course, or of one that waits for its report; the most urgent first."""
    if file.course is None:
        return []
    parts = [_unsigned, _unbooked, _agreement, _midpoint, _goals, _guide, _ending, _report] if file.is_running else []
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


def _unsigned(file):
    for session in file.awaiting[:NOTES_SHOWN]:
        number = file.standing.number_of(session)
        text = _("Sign the note of session %(number)s") % {"number": number} if number else _("Sign the note")
        day = session.appointment.wall_date
        when = _("Today") if day == file.today else short_day(day)
        yield Need(text, _link(file, "note_edit", session.pk), _("Begun") if session.note_id else "", when)
    more = len(file.awaiting) - NOTES_SHOWN
    if more > 0:
        yield Need(ngettext("%(count)d more note to sign", "%(count)d more notes to sign", more) % {"count": more})


def _unbooked(file):
    """Sessions of the plan that have no time, because theirs was missed or called off."""
    timed = sum(session.appointment.status in Appointment.STANDING for session in file.standing.sessions)
    count = file.standing.planned - timed
    if count > 0:
        text = ngettext("%(count)d session has no time yet", "%(count)d sessions have no time yet", count)
        yield Need(text % {"count": count}, link_for(file.reader, "course_book", file.client.pk))


def _agreement(file):
    """The pages of the initial phase that are still empty when their session has come."""
    client, course, number = file.client.pk, file.course, _next_number(file)
    wanting = {
        "baseline_measures": (_("Take baseline measures"), "client_scores", client, not file.sheets),
        "timeline": (_("Begin the timeline"), "life_event_new", client, not file.events),
        "inventory": (_("Begin the inventory of people"), "important_people", client, not course.has_people),
        "focus": (_("Choose the focus"), "focus_choose", course.pk, file.focus is None),
        "formulation": (_("Give the formulation"), "formulation_edit", client, not _is_given(file.formulation)),
        "contract": (_("Agree the contract"), "contract_new", course.pk, not course.contract_number),
    }
    for task in course.tasks_in("initial"):
        text, page, pk, is_missing = wanting.get(task.key, ("", "", None, False))
        due = due_session(task, course.bounds)
        if is_missing and due <= number:
            yield Need(text, _link(file, page, pk), _("In session %(number)s") % {"number": due}, _date_of(file, due))


def _is_given(formulation):
    return formulation is not None and formulation.given_on is not None


def _midpoint(file):
    middle = midpoint_session(file.standing.planned)
    if file.standing.held + 1 < middle:
        return
    if MIDPOINT_REVIEW not in file.tasks_done and file.standing.held < ending_opens_at(file.standing.planned):
        session = file.next_session
        url = _link(file, "note_edit", session.pk) if session else ""
        number = max(middle, _next_number(file))
        yield Need(_("Midpoint review"), url, _("In session %(number)s") % {"number": number}, _date_of(file, number))
    if not file.course.has_midcourse and file.standing.held < file.standing.planned - 1:
        yield Need(_("Progress summary"), _link(file, "report_new", file.course.pk, "midcourse"), _("To print"))


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
        detail = "; ".join(task.text for task in due[:2]) + ("; ..." if len(due) > 2 else "")
        session = file.next_session
        yield Need(text, _link(file, "note_edit", session.pk) if session else "", detail, _date_of(file, number))


def _ending(file):
    """Opens by itself four sessions before the last one."""
    planned, total = file.standing.planned, len(ENDING_CHECKLIST)
    if file.standing.held < ending_opens_at(planned):
        return
    done = file.ending.done_count if file.ending else 0
    if done < total:
        detail = _("%(done)d of %(total)d done") % {"done": done, "total": total}
        yield Need(_("Ending checklist"), _link(file, "ending_edit", file.course.pk), detail, _date_of(file, planned))


def _report(file):
    if file.standing.held < file.standing.planned - 1:
        return
    text = _("Finish the end-of-treatment report") if file.course.has_end_report else _("End-of-treatment report")
    url = _link(file, "report_new", file.course.pk, "end_of_treatment")
    yield Need(text, url, _("After the last session"), _date_of(file, file.standing.planned))
