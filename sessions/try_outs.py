"""What came of what an analysis said would be tried out. The analysis is locked with its note; the result is that of its task."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import PracticeTask, SessionNote
from .note_parts import PARTS, TASK_OUTCOMES, to_try_out


def result_of_parts(note):
    """For each sub-form of a signed note that something was tried out of: its PracticeTask. No query where nothing was."""
    wanted = _wanted({key: getattr(note, key) for key in PARTS})
    if not wanted:
        return {}
    tasks = PracticeTask.objects.filter(set_in=note.therapy_session_id)
    return _matched(wanted, tasks.select_related("reviewed_in__appointment"))


def results_of_course(course):
    """The same for all signed notes of a course: session to {sub-form: PracticeTask}. Two queries."""
    tasks = {}
    for task in PracticeTask.objects.filter(course=course).select_related("reviewed_in__appointment"):
        tasks.setdefault(task.set_in_id, []).append(task)
    notes = SessionNote.objects.signed().filter(therapy_session__in=tasks).values("therapy_session_id", *PARTS)
    return {
        note["therapy_session_id"]: _matched(
            _wanted({key: note[key] for key in PARTS}), tasks[note["therapy_session_id"]]
        )
        for note in notes
    }


def result_label(task):
    """ "Result of the try-out, March 10, 2026": the day of the session in which it was asked about."""
    if task.reviewed_in is None:
        return _("Result of the try-out")
    return _("Result of the try-out, %(date)s") % {
        "date": date_format(task.reviewed_in.appointment.wall_date, "F j, Y")
    }


def in_words(task):
    """ "Done. She said Thursday works." """
    outcome = dict(TASK_OUTCOMES).get(task.outcome)
    if not outcome:
        return _("Not asked about so far")
    return f"{outcome}. {task.what_happened}" if task.what_happened else str(outcome)


def _wanted(parts):
    """Sub-form to the statement that its task has."""
    tried = {key: to_try_out({key: answers}) for key, answers in parts.items() if answers}
    return {key: found[0][0].casefold() for key, found in tried.items() if found}


def _matched(wanted, tasks):
    by_statement = {task.statement.casefold(): task for task in tasks}
    return {key: by_statement[statement] for key, statement in wanted.items() if statement in by_statement}
