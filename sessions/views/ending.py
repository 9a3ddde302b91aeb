"""The ending of a course: its checklist, tries to reach a client who stopped coming, and the page that the client takes home."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import today_for
from accounts.terms import Worded
from audit.actions import record
from audit.versions import StaleVersion

from ..access import course_for, treated_course_for
from ..actions.ending import record_outreach, save_ending
from ..agreement_forms import EndingForm
from ..ending_page import checklist_of, covered_in_sessions, facts_of, take_home
from ..endings import NEAR_END_RISE, NO_RESPONSE_OFFER
from ..models import CourseIsClosed, Ending
from ..review_facts import is_no_response, scores_on
from ..review_forms import OutreachForm
from ..reviews import NO_RESPONSE_RULE
from ..standing import standing_of
from .course_page import course_page, say_closed
from .drafts import too_late


def ending_edit(request, pk):
    course = treated_course_for(request.user, pk)
    ending = getattr(course, "ending", None)
    if course.closed_at and request.method != "POST":
        return redirect("ending_detail", pk=course.pk)
    data = request.POST if request.method == "POST" else None
    form = EndingForm(data, instance=ending or Ending(course=course), initial=covered_in_sessions(course, ending))
    shown = {"form": form, "standing": standing_of(course), "near_end_rise": NEAR_END_RISE}
    shown |= {"checklist": checklist_of(course, ending), "attempts": course.outreach_attempts.all()}
    if is_no_response(scores_on(course, today_for(request.user))):
        shown |= {"no_response_offer": NO_RESPONSE_OFFER, "no_response_rule": NO_RESPONSE_RULE}
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            save_ending(course=course, version=version, values=form.values(), by=request.user)
        except StaleVersion as late:
            return course_page(request, "ending_edit", course, status=409, **shown | too_late(form, late))
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, str(Worded("{Ending} checklist saved")))
        return redirect("client_detail", pk=course.client_id)
    return course_page(request, "ending_edit", course, **shown)


def ending_detail(request, pk):
    """What is written about the ending, for whoever may read the chart; and what it was, once the course is closed."""
    course = course_for(request.user, pk)
    ending = getattr(course, "ending", None)
    shown = {"ending": ending, "facts": facts_of(ending), "checklist": checklist_of(course, ending)}
    shown |= {"attempts": course.outreach_attempts.select_related("recorded_by"), "standing": standing_of(course)}
    return course_page(request, "ending_detail", course, **shown)


def outreach_new(request, pk):
    course = treated_course_for(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = OutreachForm(data, initial={"tried_on": today_for(request.user)})
    if form.is_valid():
        try:
            record_outreach(course=course, by=request.user, **form.cleaned_data)
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, _("The attempt is recorded"))
        return redirect("outreach_new", pk=course.pk)
    attempts = course.outreach_attempts.select_related("recorded_by")
    return course_page(request, "outreach_new", course, form=form, attempts=attempts)


def take_home_page(request, pk):
    """What the client takes home, on letterhead, in plain words."""
    course = course_for(request.user, pk)
    record("client.viewed", course.client, client=course.client, details={"page": "take_home_page"}, by=request.user)
    return render(request, "sessions/take_home_page.html", take_home(course) | {"screen": True})
