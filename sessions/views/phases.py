"""The guide of the phases, and a phase that begins earlier or later than planned."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.actions import record
from audit.versions import StaleVersion
from clients.heading import client_head

from ..access import course_for, treated_course_for, treats
from ..actions.phases import PhaseNotMoved, move_phase, take_back_task, tick_tasks
from ..guide_page import whole_guide
from ..models import CourseIsClosed
from ..plan_forms import PHASE_NAMES, GuideForm, PhaseMoveForm
from ..standing import standing_of
from .course_page import course_page, say_closed


def phase_move(request, pk):
    course = treated_course_for(request.user, pk)
    standing = standing_of(course)
    form = PhaseMoveForm(request.POST or None, course=course, held=standing.held)
    if request.method == "POST" and form.is_valid():
        try:
            move = move_phase(course=course, by=request.user, **form.cleaned_data)
        except (PhaseNotMoved, CourseIsClosed) as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        except StaleVersion as stale:
            form.data = form.data.copy()
            form.data["version"] = stale.current.version
            return _page(request, stale.current, standing_of(stale.current), form, is_stale=True)
        else:
            words = {"phase": PHASE_NAMES[move.phase], "n": move.from_number}
            messages.success(request, _("%(phase)s begins with session %(n)s") % words)
            return redirect("client_detail", pk=course.client_id)
    return _page(request, course, standing, form)


def guide_detail(request, pk):
    """Every task of the course with the day it was done, for whoever may read the chart."""
    course = course_for(request.user, pk)
    return _guide(request, course, GuideForm(course=course, initial={"done_on": today_for(request.user)}))


def guide_tick(request, pk):
    """A task was done outside a session, or was not done after all."""
    course = treated_course_for(request.user, pk)
    form = GuideForm(request.POST, course=course)
    try:
        if request.POST.get("take_back"):
            take_back_task(course=course, task=request.POST["take_back"], by=request.user)
        elif form.is_valid():
            tick_tasks(course=course, by=request.user, **form.cleaned_data)
        else:
            return _guide(request, course, form)
    except CourseIsClosed:
        return say_closed(request, course)
    messages.success(request, _("The guide is up to date"))
    return redirect("guide_detail", pk=course.pk)


def _guide(request, course, form):
    standing = standing_of(course)
    shown = {"form": form, "phases": whole_guide(course, standing), "standing": standing}
    shown["ticked"] = [line for *_span, lines in shown["phases"] for line in lines if line.may_be_taken_back]
    shown["may_tick"] = course.closed_at is None and treats(request.user, course.client)
    return course_page(request, "guide_detail", course, **shown)


def _page(request, course, standing, form, *, is_stale=False):
    record("course.viewed", course, client=course.client_id, by=request.user)
    page = {
        "form": form,
        "course": course,
        "client_head": client_head(course.client),
        "count": {"held": standing.held, "planned": standing.planned, "left": standing.left, "missed": standing.missed},
        "plan": [(name, course.bounds.sessions_in(phase)) for phase, name in PHASE_NAMES.items()],
        "next_number": standing.held + 1,
        "moves": [(PHASE_NAMES[move.phase], move) for move in course.phase_moves.select_related("moved_by")],
        "is_stale": is_stale,
    }
    return render(request, "sessions/phase_move.html", page, status=409 if is_stale else 200)
