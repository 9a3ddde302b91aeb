"""The midpoint review, the outcome markers, the tries to reach the client, and who signed beside the clinician."""

from django.db.models import Count, Max

from sessions.models import CoSignature
from sessions.reviews import FOCUS_ANSWERS

from .. import facts
from ..phrases import worded


def gathered(course, zone, discreet):
    """Midpoint review, markers and co-signatures, as keyword arguments of Facts."""
    return {"midpoint": midpoint(course, discreet), "markers": markers(course), "co_signed": co_signed(course, zone)}


def midpoint(course, discreet):
    row = getattr(course, "midpoint_review", None)
    if row is None or not row.is_done:
        return None
    return facts.Midpoint(
        on=row.held_on,
        no_response=row.no_response,
        focus=worded(dict(FOCUS_ANSWERS).get(row.focus_answer, "")),
        decisions=tuple(worded(label) for label in row.decision_labels),
        reason=discreet(row.reason.strip()),
        client_view=discreet(row.client_view.strip()),
    )


def markers(course):
    return tuple(
        facts.Markers(row.occasion, row.rated_on, tuple(facts.Mark(key, n) for key, n in sorted(row.ratings.items())))
        for row in course.outcome_ratings.order_by("rated_at")
    )


def attempts(course, discreet):
    return tuple(
        facts.Attempt(row.tried_on, worded(row.get_way_display()), discreet(row.result.strip()))
        for row in course.outreach_attempts.all()
    )


def co_signed(course, zone):
    """Who signed beside the author of this course's notes, by name: how many, and the last day."""
    signed = CoSignature.objects.filter(note__therapy_session__course=course).order_by("signed_by__full_name")
    by_person = signed.values("signed_by__full_name", "signed_by__credentials")
    return tuple(
        facts.CoSigned(
            ", ".join(part for part in (row["signed_by__full_name"], row["signed_by__credentials"]) if part),
            row["notes"],
            row["last"].astimezone(zone).date(),
        )
        for row in by_person.annotate(notes=Count("pk"), last=Max("signed_at"))
    )
