"""Writes to a course's contract and goals. A contract is never changed: what is agreed anew is the next version."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import today_for
from audit.actions import record
from audit.versions import StaleVersion, update_version
from problem_areas.models import ProblemArea

from ..course_plan import needs_approval, needs_reason, refitted
from ..models import Contract, ContractSignature, Course, CourseApproval, Goal, GoalRating, TherapySession

MOST_INTERPERSONAL_GOALS = 3


class ContractRefused(Exception):
    """Why this cannot be agreed so, as one instruction; `field` names the field that it is about."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class AgreedGoal:
    """A goal as the contract states it. `goal` is the row it rewords, None for a new one. Rated 0 to 10.

    `aim` is a key of `reviews.GOAL_AIMS`; `area` the area of the focus that the goal belongs to; `skills` keys of
    `note_parts.SKILLS`. `is_let_go`: the goal ends with this version; another one may take its place.
    """

    kind: str
    statement: str
    baseline: int
    target: int
    goal: Goal | None = None
    aim: str = ""
    with_whom: str = ""
    indicator: str = ""
    area: ProblemArea | None = None
    skills: tuple[str, ...] = ()
    is_let_go: bool = False

    def values(self):
        names = ("statement", "baseline", "target", "aim", "with_whom", "indicator", "area")
        return {name: getattr(self, name) for name in names} | {"skills": list(self.skills)}


def agree_contract(
    *, course, planned_sessions, planned_weeks, planned_end_on, goals, minutes=None, terms=None, agreed_on=None, reason="",
    follows=None, now=None, by,
):  # fmt: skip
    """Record what was agreed with the client: version 1, or the next one with the reason why. Returns the Contract.

    `goals`: AgreedGoals. `terms`: the contract's texts by name. `follows`: the number of the version that the page
    showed, 0 for none. Another number of sessions lengthens or shortens the course and its phases with it. `minutes` of
    each session: those of the course where None; what is booked already keeps its length.
    Raises ContractRefused, StaleVersion (with the version that stands), CourseIsClosed.
    """
    now = now or timezone.now()
    agreed_on = agreed_on or today_for(by, now)
    with transaction.atomic():
        course = Course.objects.hold_running(course.pk)
        before = course.contracts.last()
        if follows is not None and follows != (before.number if before else 0):
            raise StaleVersion(before)
        if before is not None and not reason.strip():
            raise ContractRefused(_("Say why the contract changes"), "reason")
        minutes = minutes or course.minutes
        if minutes != course.minutes:
            course = update_version(course, course.version, minutes=minutes)
        _fit_course(course, planned_sessions, reason, now, by)
        _keep_goals(course, goals, agreed_on, reason, now, by)
        Course.objects.link_formulation(course)
        contract = Contract.objects.create(
            course=course, number=before.number + 1 if before else 1, agreed_on=agreed_on, reason=reason, recorded_at=now,
            planned_sessions=planned_sessions, planned_weeks=planned_weeks, planned_end_on=planned_end_on,
            minutes=minutes, recorded_by=by, **(terms or {}),
        )  # fmt: skip
        details = {
            "number": contract.number,
            "planned_sessions": planned_sessions,
            "minutes": minutes,
            "goals": len(goals),
        }
        record("contract.agreed", contract, client=course.client_id, details=details, at=now, by=by)
    return contract


def _fit_course(course, planned, reason, now, by):
    """Give the course the agreed number of sessions, and phases to match. What is held stays held."""
    if planned == course.planned_sessions:
        return
    held = max(TherapySession.objects.held().filter(course=course).count(), 1)
    if planned < held:
        raise ContractRefused(
            _("%(held)d sessions are held already. Enter %(held)d or more.") % {"held": held}, "planned_sessions"
        )
    unusual = needs_reason(planned, course) or needs_approval(planned, course.kind)
    if unusual and not reason.strip():
        raise ContractRefused(_("Say why this length; outside 6 to 20, also who approved it"), "reason")
    bounds = refitted(course.bounds, planned, held)
    changes = {"planned_sessions": planned, "initial_to": bounds.initial_to, "middle_to": bounds.middle_to}
    update_version(course, course.version, length_reason=reason or course.length_reason, **changes)
    details = {"planned_sessions": planned}
    record("course.length_changed", course, client=course.client_id, details=details, at=now, by=by)
    if by.role == roles.DIRECTOR and needs_approval(planned, course.kind):
        approve_length(course=course, note=reason, now=now, by=by)


def record_signature(*, contract, signed_on, now=None, by):
    """Record the day on which the client signed this version on paper. Told again, the latest counts. Raises CourseIsClosed."""
    now = now or timezone.now()
    with transaction.atomic():
        course = Course.objects.hold_running(contract.course_id)
        signature = ContractSignature.objects.create(
            contract=contract, signed_on=signed_on, recorded_at=now, recorded_by=by
        )
        record("contract.signed", contract, client=course.client_id, details={"number": contract.number}, at=now, by=by)
    return signature


def approve_length(*, course, note="", now=None, by):
    """Record that the director approves the course's number of sessions. Once for each number. Raises CourseIsClosed. Returns the CourseApproval."""
    now = now or timezone.now()
    with transaction.atomic():
        course = Course.objects.hold_running(course.pk)
        approval, is_new = CourseApproval.objects.get_or_create(
            course=course,
            planned_sessions=course.planned_sessions,
            defaults={"note": note, "approved_by": by, "approved_at": now},
        )
        if is_new:
            details = {"planned_sessions": course.planned_sessions}
            record("course.length_approved", course, client=course.client_id, details=details, at=now, by=by)
    return approval


def _keep_goals(course, goals, agreed_on, reason, now, by):
    """Reword the goals there are, let go what is let go, add the new ones. Every goal keeps its own ratings."""
    known = {goal.pk: goal for goal in course.goals.current().select_related("area")}
    kept = {each.goal.pk for each in goals if each.goal is not None}
    if not kept <= known.keys():
        raise ContractRefused(_("Choose the goals of this course"))
    agreed = [each.kind for each in goals if not each.is_let_go]
    _check_kinds(agreed + [goal.kind for pk, goal in known.items() if pk not in kept], reason)
    for position, each in enumerate(goals):
        goal = known[each.goal.pk] if each.goal else Goal(course=course, kind=each.kind, set_on=agreed_on)
        values = each.values() | {"position": position, "ended_on": agreed_on if each.is_let_go else None}
        if each.goal and all(getattr(goal, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(goal, name, value)
        goal._history_user, goal._history_date = by, now
        goal.save()


def _check_kinds(kinds, reason):
    """One goal for the symptoms and one to three about people are usual; without one of the two kinds a reason is asked for."""
    if kinds.count(Goal.SYMPTOM) > 1 or kinds.count(Goal.INTERPERSONAL) > MOST_INTERPERSONAL_GOALS:
        raise ContractRefused(_("Agree at most one goal for the symptoms, and three about people"))
    if reason.strip():
        return
    if Goal.INTERPERSONAL not in kinds:
        raise ContractRefused(_("Say why there is no goal about people, or agree one"), "reason")
    if Goal.SYMPTOM not in kinds:
        raise ContractRefused(_("Say why there is no goal for the symptoms, or agree one"), "reason")


def rate_goal(*, goal, rating, rated_on=None, now=None, by):
    """Record where a goal stands, 0 to 10, on a day. Ratings are added, never replaced: the latest one counts. Raises CourseIsClosed."""
    now = now or timezone.now()
    with transaction.atomic():
        course = Course.objects.hold_running(goal.course_id)
        rated = GoalRating.objects.create(
            goal=goal, rating=rating, rated_on=rated_on or today_for(by, now), recorded_by=by, recorded_at=now
        )
        record("goal.rated", goal, client=course.client_id, at=now, by=by)
    return rated


def rate_goals(*, ratings, rated_on=None, now=None, by):
    """Record several ratings at once: `ratings` maps goals to 0 to 10. Returns the GoalRatings. Raises CourseIsClosed."""
    with transaction.atomic():
        return [rate_goal(goal=goal, rating=n, rated_on=rated_on, now=now, by=by) for goal, n in ratings.items()]
