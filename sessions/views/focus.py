"""Choosing the focus of a course, and changing it with a reason."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.versions import StaleVersion
from problem_areas.access import focus_candidates_of
from problem_areas.catalogue import AREAS, FOCUS_PROMPTS

from ..access import treated_course_for
from ..actions.focus import (
    AreaIsNotOpen,
    DeficitsNotConfirmed,
    FocusNeedsReason,
    PrimaryComesFirst,
    choose_focus,
    end_secondary,
)
from ..agreement_forms import FocusForm
from ..course_plan import is_late_change
from ..models import CourseFocus, CourseIsClosed
from ..standing import standing_of
from .course_page import course_page, say_closed


def focus_choose(request, pk):
    course = treated_course_for(request.user, pk)
    current = {focus.rank: focus for focus in course.focuses.current().select_related("area")}
    areas = course.client.problem_areas.open()
    initial = {"on": today_for(request.user), "rank": CourseFocus.SECONDARY if current else CourseFocus.PRIMARY}
    data = request.POST if request.method == "POST" else None
    try:
        if data and "end_secondary" in data:
            return _end_secondary(request, course)
        form = FocusForm(data, areas=areas, current=current, initial=initial)
        if form.is_valid() and _choose(request, course, form):
            return redirect("client_detail", pk=course.client_id)
    except CourseIsClosed:
        return say_closed(request, course)
    standing = standing_of(course)
    shown = {
        "form": form,
        "areas": areas,
        "current": current,
        "history": course.focuses.select_related("area", "chosen_by"),
        "prompts": FOCUS_PROMPTS,
        "candidates": focus_candidates_of(course.client),
        "left_out": [AREAS[kind].label for kind in course.hidden_areas if kind in AREAS],
        "standing": standing,
        "is_late": bool(current) and is_late_change(standing.held, course.planned_sessions),
    }
    return course_page(request, "focus_choose", course, **shown)


def _choose(request, course, form):
    """True when it was chosen; else the form says what is missing."""
    try:
        focus = choose_focus(course=course, by=request.user, **form.cleaned_data)
    except DeficitsNotConfirmed as error:
        form.add_error("confirmed", str(error))
    except FocusNeedsReason as error:
        form.add_error("reason", str(error))
    except PrimaryComesFirst as error:
        form.add_error("rank", str(error))
    except AreaIsNotOpen as error:
        form.add_error("area", str(error))
    except StaleVersion:
        form.add_error("area", _("This area was changed in the meantime. Look at it, then choose again."))
    else:
        messages.success(request, _("%(area)s is the focus") % {"area": focus.area.label})
        return True
    return False


def _end_secondary(request, course):
    if end_secondary(course=course, by=request.user):
        messages.success(request, _("There is no secondary focus any more"))
    return redirect("focus_choose", pk=course.pk)
