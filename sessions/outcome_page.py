"""The outcome markers of a course, start, middle and end beside each other (rows 000-22 to 000-24, 001-28, 002-22, 003-26)."""

from django.utils.translation import gettext as _

from .course_plan import ending_opens_at, midpoint_session
from .endings import OUTCOME_DOMAINS, OUTCOME_RATING_TIMES, OUTCOME_RATINGS, SHOWN_MARKERS, markers_of

WORDS = dict(OUTCOME_RATINGS)


def occasion_now(standing):
    """Which occasion it is time for: the start until half way, the end once the ending planner is open."""
    if standing.held >= ending_opens_at(standing.planned):
        return "end"
    return "middle" if standing.held + 1 >= midpoint_session(standing.planned) else "start"


def rated_at(course, occasion):
    """The OutcomeRating of one occasion, or None."""
    return course.outcome_ratings.filter(occasion=occasion).first()


def ratings_of(course):
    """Occasion to OutcomeRating, those there are. One query."""
    return {rated.occasion: rated for rated in course.outcome_ratings.all()}


def earlier_words(course, occasion):
    """Marker key to what was rated on the other occasions: "Start: A little. Middle: Mostly." """
    found = ratings_of(course)
    said = {}
    for key, label in OUTCOME_RATING_TIMES:
        if key != occasion and key in found:
            for marker, n in found[key].ratings.items():
                said.setdefault(marker, []).append(
                    _("%(when)s: %(rating)s") % {"when": label, "rating": WORDS[n].lower()}
                )
    return {marker: ", ".join(words) for marker, words in said.items()}


def outcome_table(course):
    """What the page and the report show: occasions with their days, and by domain the rated markers in words; None unrated."""
    found = ratings_of(course)
    if not found:
        return None
    occasions = [(label, found.get(key)) for key, label in OUTCOME_RATING_TIMES]
    rated = {marker for each in found.values() for marker in each.ratings}
    domains = []
    for domain, heading in OUTCOME_DOMAINS:
        rows = [
            (marker.label, [_cell(each, marker) for _label, each in occasions])
            for marker in markers_of(domain)
            if marker.key in rated
        ]
        if rows:
            domains.append((heading, rows))
    return {"occasions": occasions, "domains": domains, "left": len(SHOWN_MARKERS) - len(rated)}


def _cell(rated, marker):
    n = rated.ratings.get(marker.key) if rated else None
    return WORDS.get(n, "") if n is not None else ""
