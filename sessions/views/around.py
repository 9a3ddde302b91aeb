"""Beside the sessions: adjunct modalities, and how engaged the client is."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.versions import StaleVersion

from .. import beside
from ..access import treated_adjunct_for, treated_course_for
from ..actions.around import add_adjunct, edit_adjunct, end_adjunct, rate_engagement
from ..around_forms import AdjunctEndForm, AdjunctForm, EngagementForm
from ..course_plan import midpoint_session
from ..models import CourseIsClosed
from ..standing import standing_of
from .course_page import course_page, say_closed
from .drafts import too_late


def adjunct_list(request, pk):
    course = treated_course_for(request.user, pk)
    initial = {"from_on": today_for(request.user), "provider": beside.OURS}
    form = AdjunctForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            adjunct = add_adjunct(course=course, by=request.user, **form.values())
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, _("%(name)s stands beside IPT") % {"name": adjunct.get_modality_display()})
        return redirect("adjunct_list", pk=course.pk)
    shown = {"form": form, "adjuncts": course.adjuncts.all(), "modalities": beside.MODALITIES.values()}
    shown["meetings"] = course.family_meetings.all()
    return course_page(request, "adjunct_list", course, **shown)


def adjunct_edit(request, pk):
    """Put right what was recorded of another treatment: an empty last day takes back its end."""
    adjunct = treated_adjunct_for(request.user, pk)
    course, initial = adjunct.course, {name: getattr(adjunct, name) for name in (*AdjunctForm.FIELDS, "version")}
    form = AdjunctForm(request.POST if request.method == "POST" else None, initial=initial)
    shown = {"form": form, "adjunct": adjunct}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            edit_adjunct(adjunct=adjunct, version=version, values=form.values(), by=request.user)
        except StaleVersion as late:
            shown |= too_late(form, late)
            return course_page(request, "adjunct_edit", course, status=409, **shown)
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, _("%(name)s is saved") % {"name": adjunct.get_modality_display()})
        return redirect("adjunct_list", pk=course.pk)
    return course_page(request, "adjunct_edit", course, **shown)


def adjunct_end(request, pk):
    adjunct = treated_adjunct_for(request.user, pk)
    form = AdjunctEndForm(
        request.POST if request.method == "POST" else None, initial={"until_on": today_for(request.user)}
    )
    if form.is_valid():
        try:
            end_adjunct(adjunct=adjunct, by=request.user, **form.cleaned_data)
        except CourseIsClosed:
            return say_closed(request, adjunct.course)
        messages.success(request, _("%(name)s has ended") % {"name": adjunct.get_modality_display()})
        return redirect("adjunct_list", pk=adjunct.course_id)
    return course_page(request, "adjunct_end", adjunct.course, form=form, adjunct=adjunct)


def engagement_rate(request, pk):
    course = treated_course_for(request.user, pk)
    standing = standing_of(course)
    occasion = beside.occasion_due(standing.held, midpoint_session(course.planned_sessions))
    form = EngagementForm(request.POST if request.method == "POST" else None, initial={"occasion": occasion})
    if form.is_valid():
        try:
            rate_engagement(course=course, by=request.user, **form.cleaned_data)
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, _("The ratings are saved"))
        return redirect("client_sessions", pk=course.client_id)
    shown = {"form": form, "ratings": course.engagement_ratings.select_related("recorded_by")}
    return course_page(request, "engagement_rate", course, **shown)
