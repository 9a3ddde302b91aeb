"""Looking back on a course: the midpoint review, the outcome markers, the follow-up review, an unusual length approved."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.versions import StaleVersion

from ..access import course_for, follow_ups_of, midpoint_for, offers_not_taken_by, treated_course_for
from ..actions.contract import approve_length
from ..actions.reviews import ReviewIsDone, rate_outcomes, record_follow_up, save_midpoint
from ..course_plan import midpoint_session, needs_approval
from ..endings import OUTCOME_RATING_TIMES
from ..models import CourseIsClosed
from ..outcome_page import earlier_words, occasion_now, outcome_table, rated_at
from ..review_facts import goals_on, is_no_response, scores_on
from ..review_forms import ApprovalForm, FollowUpForm, MidpointForm, OutcomesForm
from ..reviews import LASTING_GAINS, NO_RESPONSE, NO_RESPONSE_RULE, RATING_RULE
from ..standing import standing_of
from .course_page import course_page, say_closed
from .drafts import is_sent_twice, too_late


def midpoint_edit(request, pk):
    course = treated_course_for(request.user, pk)
    review = getattr(course, "midpoint_review", None)
    if review is not None and review.is_done and request.method != "POST":
        return redirect("midpoint_detail", pk=course.pk)
    day = review.held_on if review else today_for(request.user)
    form = _midpoint_form(request, course, review, day)
    scores, standing = scores_on(course, day), standing_of(course)
    shown = {
        "form": form,
        "scores": scores,
        "standing": standing,
        "focuses": course.focuses.in_force(day).select_related("area"),
        "rules": (NO_RESPONSE_RULE, RATING_RULE),
    }
    if is_no_response(scores) and standing.held + 1 >= midpoint_session(standing.planned):
        shown["no_response"] = NO_RESPONSE
    if not form.is_valid():
        return course_page(request, "midpoint_edit", course, **shown)
    try:
        version = form.cleaned_data["version"]
        save_midpoint(course=course, version=version, values=form.values(), ratings=form.ratings(),
                      done=form.finishing, by=request.user)  # fmt: skip
    except (StaleVersion, ReviewIsDone) as late:
        shown |= too_late(form, late)
        if is_sent_twice(shown):
            return redirect("midpoint_detail", pk=course.pk)
        return course_page(request, "midpoint_edit", course, status=409, **shown)
    except CourseIsClosed:
        return say_closed(request, course)
    messages.success(request, _("The midpoint review is done") if form.finishing else _("The midpoint review is saved"))
    return redirect("midpoint_detail" if form.finishing else "midpoint_edit", pk=course.pk)


def _midpoint_form(request, course, review, day):
    goals = list(course.goals.current().with_latest_rating(day).select_related("course"))
    initial = {"version": review.version if review else 0, "held_on": day}
    if review:
        initial |= {name: getattr(review, name) for name in MidpointForm.TEXTS}
        initial |= {f"goal-{goal.pk}": goal.rating for goal in goals if goal.rated_on == day}
    data = request.POST if request.method == "POST" else None
    finishing, today = "finish" in (data or ()), today_for(request.user)
    return MidpointForm(data, goals=goals, today=today, day=day, initial=initial, finishing=finishing)


def midpoint_detail(request, pk):
    review = midpoint_for(request.user, pk)
    shown = {"review": review, "may_finish": not review.is_done, "no_response": NO_RESPONSE,
             "rules": (NO_RESPONSE_RULE, RATING_RULE)}  # fmt: skip
    return course_page(request, "midpoint_detail", review.course, **shown)


def outcomes_rate(request, pk):
    course = treated_course_for(request.user, pk)
    chosen = request.GET.get("occasion", "")
    occasion = chosen if chosen in dict(OUTCOME_RATING_TIMES) else occasion_now(standing_of(course))
    rated = rated_at(course, occasion)
    initial = {"version": rated.version if rated else 0, "rated_on": today_for(request.user)}
    initial |= {key: str(value) for key, value in rated.ratings.items()} if rated else {}
    data = request.POST if request.method == "POST" else None
    form = OutcomesForm(data, initial=initial, earlier=earlier_words(course, occasion))
    shown = {"form": form, "occasion": occasion, "occasions": OUTCOME_RATING_TIMES, "rated": rated}
    if not form.is_valid():
        return course_page(request, "outcomes_rate", course, **shown)
    try:
        values = {"version": form.cleaned_data["version"], "rated_on": form.cleaned_data["rated_on"]}
        rate_outcomes(course=course, occasion=occasion, ratings=form.ratings(), by=request.user, **values)
    except StaleVersion as late:
        return course_page(request, "outcomes_rate", course, status=409, **shown | too_late(form, late))
    except CourseIsClosed:
        return say_closed(request, course)
    messages.success(request, _("The outcome is rated"))
    return redirect("outcomes_detail", pk=course.pk)


def outcomes_detail(request, pk):
    course = course_for(request.user, pk)
    return course_page(request, "outcomes_detail", course, table=outcome_table(course))


def follow_up_new(request, pk):
    course = treated_course_for(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = FollowUpForm(data, initial={"held_on": today_for(request.user)})
    if form.is_valid():
        record_follow_up(course=course, values=form.values(), by=request.user)
        messages.success(request, _("The follow-up review is recorded"))
        return redirect("follow_up_list", pk=course.pk)
    today = today_for(request.user)
    shown = {"form": form, "scores": scores_on(course, today), "goals": goals_on(course, today)}
    return course_page(request, "follow_up_new", course, **shown)


def follow_up_list(request, pk):
    course = course_for(request.user, pk)
    return course_page(
        request,
        "follow_up_list",
        course,
        reviews=follow_ups_of(course.client_id),
        gains=LASTING_GAINS,
        not_taken=offers_not_taken_by(course.client_id),
    )


def course_approve(request, pk):
    """The director approves a length outside the usual range. Nobody waits for it."""
    course = course_for(request.user, pk)
    form = ApprovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            approve_length(course=course, note=form.cleaned_data["note"], by=request.user)
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, _("The length is approved"))
        return redirect("client_detail", pk=course.client_id)
    approvals = course.approvals.select_related("approved_by")
    wanted = needs_approval(course.planned_sessions, course.kind)
    return course_page(request, "course_approve", course, form=form, approvals=approvals, is_wanted=wanted)
