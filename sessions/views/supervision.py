"""What waits for a supervisor: notes to sign beside their author, and the cases of each supervisee."""

from itertools import groupby

from django.shortcuts import render

from audit.actions import record

from ..access import courses_supervised_by, notes_to_co_sign
from ..course_plan import PHASE_LABELS

NOTES_SHOWN = 12


def supervision_queue(request):
    waiting = notes_to_co_sign(request.user)
    notes, count = list(waiting[:NOTES_SHOWN]), waiting.count()
    courses = [_case(course) for course in courses_supervised_by(request.user)]
    cases = [(name, list(found)) for name, found in groupby(courses, key=lambda case: case["therapist"])]
    record("supervision.viewed", details={"notes": count}, by=request.user)
    shown = {"notes": notes, "count": count, "cases": cases}
    return render(request, "sessions/supervision_queue.html", shown)


def _case(course):
    """A running course as the list shows it."""
    planned = course.planned_sessions
    return {
        "client": course.client,
        "therapist": course.therapist.full_name,
        "words": {"held": course.held, "planned": planned, "left": max(0, planned - course.held)},
        "phase": PHASE_LABELS[course.phase_of(min(course.held + 1, planned))],
        "focus": course.current_focuses[0].area.label if course.current_focuses else "",
    }
