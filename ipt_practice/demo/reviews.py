"""What a story looks back on: the outcome markers at start, middle and end, the midpoint review, tries to reach a client."""

import datetime as dt

from sessions.actions.ending import record_outreach
from sessions.actions.reviews import rate_outcomes, save_midpoint
from sessions.endings import SHOWN_MARKERS
from sessions.review_facts import is_no_response, scores_on

_PATTERN = {"start": (0, 1, 0, 1, 1), "middle": (1, 1, 2, 1, 2), "end": (2, 3, 2, 2, 3)}
_LEFT_OUT = 9
"""Every ninth marker is left blank, as people do."""


def rate_outcome(course, occasion, on, now, by):
    marks = _PATTERN[occasion]
    ratings = {
        marker.key: marks[place % len(marks)] for place, marker in enumerate(SHOWN_MARKERS, 1) if place % _LEFT_OUT
    }
    rate_outcomes(course=course, occasion=occasion, version=0, ratings=ratings, rated_on=on, now=now, by=by)


def review_the_middle(course, on, now, by):
    """The midpoint review, finished: the same course where it helps, another way where it does not yet."""
    stuck = is_no_response(scores_on(course, on))
    values = {
        "held_on": on,
        "focus_answer": "adjust" if stuck else "yes",
        "decisions": ["refocus", "medication_review", "supervision"] if stuck else ["continue"],
        "reason": "Scores have hardly moved; the exchanges at home are told rather than worked on. More rehearsal, and a "
        "look at medication with the prescriber."
        if stuck
        else "Scores and goals move together, and the client names the same reasons as I do.",
        "client_view": "I come to talk and then go home to the same kitchen."
        if stuck
        else "It is going somewhere. Slowly.",
    }
    save_midpoint(course=course, version=0, values=values, done=True, now=now, by=by)


def try_to_reach(course, on, now, by):
    """Three dated tries after a client stopped coming."""
    tries = (
        (1, "telephone", "No answer; left a neutral message"),
        (4, "message", "No reply"),
        (10, "letter", "Letter with the way back sent; no reply by the close"),
    )
    for days, way, result in tries:
        tried_on = on + dt.timedelta(days=days)
        record_outreach(course=course, tried_on=tried_on, way=way, result=result, now=now, by=by)
