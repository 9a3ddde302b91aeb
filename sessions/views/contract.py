"""The contract: agreed, amended, read and printed; and where its goals stand."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.versions import StaleVersion
from clients.minors import guardians_of
from problem_areas.catalogue import AREAS

from ..access import contract_for, treated_contract_for, treated_course_for
from ..actions.contract import ContractRefused, agree_contract, rate_goals, record_signature
from ..agreement_forms import RatingForm
from ..carried import carried_over
from ..contract_forms import ContractForm, SignatureForm, goal_forms
from ..contract_page import contract_page
from ..models import CourseIsClosed
from ..opener import measures_of
from ..planned_end import proposed_end, rhythm_of
from ..standing import standing_of
from .course_page import course_page, say_closed


def contract_new(request, pk):
    """The first contract of a course, or the next version of it."""
    course = treated_course_for(request.user, pk)
    latest, standing = course.contracts.last(), standing_of(course)
    data = request.POST if request.method == "POST" else None
    booked = proposed_end(standing.timed_on, course.planned_sessions, course.planned_sessions)
    initial = _initial(request.user, course, latest, standing, booked)
    form = ContractForm(data, is_amendment=latest is not None, kind=course.kind, booked_end=booked, initial=initial)
    goals = goal_forms(course, data)
    status, changed = 200, None
    if data is not None and all([form.is_valid(), *(each.is_valid() for each in goals if each.is_bound)]):
        try:
            if not form.asks_about_the_end(latest, standing.timed_on):
                contract = _agree(request.user, course, form, goals)
                return _agreed(request, course, contract, standing)
        except ContractRefused as error:
            form.add_error(error.field, str(error))
        except StaleVersion as stale:
            status, changed = 409, stale.current
        except CourseIsClosed:
            return say_closed(request, course)
    if changed is not None:
        form.data = form.data.copy()
        form.data["follows"] = changed.number
    shown = {"form": form, "goals": goals, "latest": latest, "standing": standing, "changed": changed}
    shown["focus_goals"] = _goals_of_the_focus(course)
    shown |= {"carried": carried_over(course), "guardians": guardians_of(course.client)}
    return course_page(request, "contract_new", course, status=status, **shown)


def _goals_of_the_focus(course):
    """What the manuals aim at in the areas of the focus, to begin a goal with (004-05, 004-07)."""
    kinds = course.focuses.current().order_by("rank").values_list("area__kind", flat=True)
    return [str(text) for kind in kinds for _key, text in AREAS[kind].goals]


def _agree(user, course, form, goals):
    values = form.cleaned_data
    named = ("planned_sessions", "planned_weeks", "planned_end_on", "minutes", "agreed_on", "reason", "follows")
    agreed = [goal for goal in (each.agreed() for each in goals if each.is_bound) if goal is not None]
    terms = {name: values[name] for name in named}
    return agree_contract(course=course, goals=agreed, terms=form.terms(), by=user, **terms)


def _agreed(request, course, contract, standing):
    messages.success(request, _("Contract, version %(number)s is recorded") % {"number": contract.number})
    timed = sum(session.appointment.status in ("booked", "held") for session in standing.sessions)
    booked = (each.appointment for each in standing.sessions if each.appointment.status == "booked")
    if any(appointment.minutes != contract.minutes for appointment in booked):
        messages.info(request, _("What is booked keeps its length until it is booked anew."))
    if timed > contract.planned_sessions:
        beyond = {"count": timed - contract.planned_sessions}
        messages.warning(request, _("%(count)s booked beyond the agreed number: cancel them in the calendar.") % beyond)
    return redirect("contract_detail", pk=contract.pk)


def _initial(user, course, latest, standing, proposed):
    """What the latest version says; for the first one, what is booked."""
    initial = {
        "follows": latest.number if latest else 0,
        "agreed_on": today_for(user),
        "planned_sessions": course.planned_sessions,
        "minutes": course.minutes,
        "planned_weeks": latest.planned_weeks if latest else course.planned_sessions,
        "planned_end_on": latest.planned_end_on if latest else proposed.day if proposed else None,
    }
    if latest:
        return initial | {name: getattr(latest, name) for name in ContractForm.TERMS} | {"signed_on": None}
    measures = ", ".join(definition.name for definition in measures_of(course))
    initial["frequency"] = rhythm_of(standing.timed_on)
    return initial | {"measures_plan": _("%(names)s before each session") % {"names": measures} if measures else ""}


def contract_detail(request, pk):
    return _contract_page(request, contract_for(request.user, pk))


def contract_sign(request, pk):
    """The client has signed the print: on which day."""
    contract = treated_contract_for(request.user, pk)
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return _contract_page(request, contract, sign_form=form)
    try:
        record_signature(contract=contract, by=request.user, **form.cleaned_data)
    except CourseIsClosed:
        return say_closed(request, contract.course)
    messages.success(request, _("The signature is recorded"))
    return redirect("contract_detail", pk=contract.pk)


def _contract_page(request, contract, sign_form=None):
    course = contract.course
    shown = contract_page(contract) | {
        "approval": course.approvals.filter(planned_sessions=contract.planned_sessions)
        .select_related("approved_by")
        .first(),
        "carried": carried_over(course),
        "others": course.contracts.exclude(pk=contract.pk),
    }
    shown["sign_form"] = sign_form or SignatureForm(initial={"signed_on": today_for(request.user)})
    return course_page(request, "contract_detail", course, **shown)


def goal_rate(request, pk):
    course = treated_course_for(request.user, pk)
    goals = list(course.goals.current().with_latest_rating().select_related("course"))
    data, today = request.POST if request.method == "POST" else None, today_for(request.user)
    form = RatingForm(data, goals=goals, today=today, initial={"rated_on": today})
    if form.is_valid():
        try:
            rate_goals(ratings=form.ratings(), rated_on=form.cleaned_data["rated_on"], by=request.user)
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, _("The goals are rated"))
        return redirect("client_detail", pk=course.client_id)
    return course_page(request, "goal_rate", course, form=form, goals=goals)
