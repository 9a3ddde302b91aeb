"""Writes to what a course is reviewed by: its middle, its outcome markers, a follow-up."""

from django.db import transaction
from django.utils import timezone

from accounts.access import today_for
from audit.actions import record
from audit.versions import Locked, StaleVersion, update_version
from problem_areas.actions import take_snapshot

from ..course_plan import MIDDLE
from ..endings import OUTCOME_RATING_TIMES, OUTCOME_RATINGS, SHOWN_MARKERS
from ..models import Course, FollowUpReview, MidpointReview, OutcomeRating, PhaseTaskDone
from ..phase_tasks import MIDPOINT_REVIEW
from ..review_facts import goals_on, is_no_response, scores_on
from .contract import rate_goals


class ReviewIsDone(Locked):
    """A midpoint review that was finished is not changed."""


def save_midpoint(*, course, version, values, ratings=None, done=False, now=None, by):
    """Save the midpoint review as far as it is written; `done` finishes and locks it. `version` 0: the page knew of none.

    `ratings` maps goals to 0 to 10, rated on the day of the review. Scores and goals are frozen as they stood on that
    day: what is dated later is not in them. Finishing it ticks the task of the guide and keeps the
    closeness circles. Returns the MidpointReview. Raises ReviewIsDone, StaleVersion, CourseIsClosed.
    """
    now = now or timezone.now()
    with transaction.atomic():
        course = Course.objects.hold_running(course.pk)
        review = MidpointReview.objects.filter(course=course).first()
        if review is not None and review.is_done:
            raise ReviewIsDone(review)
        if (review.version if review else 0) != version:
            raise StaleVersion(review or MidpointReview(course=course, version=0, **values))
        _rate_anew(course, ratings or {}, values["held_on"], now, by)
        scores = scores_on(course, values["held_on"])
        values = values | {
            "scores": scores, "goals": goals_on(course, values["held_on"]), "no_response": is_no_response(scores),
            "written_by": by, "written_at": now, "done_at": now if done else None,
        }  # fmt: skip
        if review is None:
            review = MidpointReview.objects.create(course=course, **values)
        else:
            review = update_version(review, version, **values)
        if done:
            task = {"phase": MIDDLE, "done_on": review.held_on, "done_by": by}
            PhaseTaskDone.objects.get_or_create(course=course, task=MIDPOINT_REVIEW, defaults=task)
            take_snapshot(client=course.client, occasion="midpoint", now=now, by=by)
        record("midpoint.saved", course, client=course.client_id, details={"done": done}, at=now, by=by)
    return review


def _rate_anew(course, ratings, on, now, by):
    """Record the ratings that differ from the latest one of that day: saving a page twice rates nothing twice."""
    latest = {goal.pk: (goal.rating, goal.rated_on) for goal in course.goals.with_latest_rating(on)}
    anew = {goal: n for goal, n in ratings.items() if goal.pk in latest and latest[goal.pk] != (n, on)}
    rate_goals(ratings=anew, rated_on=on, now=now, by=by)


def rate_outcomes(*, course, occasion, version, ratings, rated_on=None, now=None, by):
    """Save the outcome markers of one occasion: keys of `endings.SHOWN_MARKERS` to 0 to 3. `version` 0: none were there.

    Returns the OutcomeRating. Raises StaleVersion, CourseIsClosed, ValueError for what is no marker, rating or occasion.
    """
    now = now or timezone.now()
    if occasion not in dict(OUTCOME_RATING_TIMES) or ratings.keys() - {marker.key for marker in SHOWN_MARKERS}:
        raise ValueError("no such occasion or marker")
    if set(ratings.values()) - dict(OUTCOME_RATINGS).keys():
        raise ValueError("no such rating")
    values = {"ratings": ratings, "rated_on": rated_on or today_for(by, now), "rated_by": by, "rated_at": now}
    with transaction.atomic():
        Course.objects.hold_running(course.pk)
        rated = OutcomeRating.objects.filter(course=course, occasion=occasion).first()
        if (rated.version if rated else 0) != version:
            raise StaleVersion(rated or OutcomeRating(course=course, occasion=occasion, ratings={}, version=0))
        if rated is None:
            rated = OutcomeRating.objects.create(course=course, occasion=occasion, **values)
        else:
            rated = update_version(rated, version, **values)
        details = {"occasion": occasion, "rated": len(ratings)}
        record("outcome.rated", course, client=course.client_id, details=details, at=now, by=by)
    return rated


def record_follow_up(*, course, values, now=None, by):
    """Record a follow-up review of this course, running or closed, with the scores as of its day. Returns it."""
    now = now or timezone.now()
    with transaction.atomic():
        scores = scores_on(course, values["held_on"])
        review = FollowUpReview.objects.create(course=course, scores=scores, written_by=by, written_at=now, **values)
        record("follow_up.recorded", review, client=course.client_id, at=now, by=by)
    return review
