"""What a review freezes: where each questionnaire and each goal of a course stood on a day; and a rise near the end."""

import datetime as dt

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.change import baseline_and_final, change_sentence, has_responded, reliable_verdict
from measures.instruments import INSTRUMENTS
from measures.scores import dated, scores_for
from scheduling.words import day_words

from .course_plan import ACUTE, ending_opens_at
from .endings import NEAR_END_RISE, near_end_rise
from .models import TherapySession
from .reviews import is_old_rating


def sheets_of(course, until_on=None):
    """The standing sheets with a total of this course, the oldest first: those since the course before it."""
    return of_this_course(course, scores_for(course.client_id, until_on=until_on).with_total())


def of_this_course(course, sheets):
    """Those of a client's sheets that were taken since the course before this one. `course` comes with its `previous`."""
    before = course.previous
    since = localdate(before.closed_at) if before and before.closed_at else dt.date.min
    return [sheet for sheet in sheets if sheet.taken_on > since]


def scores_on(course, day):
    """Each questionnaire that was answered by `day`: name, start, now with their days and bands, and the change in words.

    `reliable` is "better", "worse", "none", or "" where change cannot be computed.
    """
    sheets = sheets_of(course, day)
    held = TherapySession.objects.held().filter(course=course).in_order()
    first_on = held.values_list("appointment__wall_date", flat=True).first()
    return [
        _score(INSTRUMENTS[key], mine, first_on)
        for key in dict.fromkeys([*course.measure_keys, *INSTRUMENTS])
        if key in INSTRUMENTS and (mine := [sheet for sheet in sheets if sheet.instrument == key])
    ]


def _score(definition, sheets, first_on):
    pair = baseline_and_final(dated(sheets), first_on)
    last = sheets[-1]
    found = {"key": definition.key, "name": definition.name, "now": last.total, "now_on": last.taken_on.isoformat()}
    if pair is None:
        return found | {"start": None, "start_on": "", "band": last.band, "words": "", "reliable": ""}
    start, end = pair
    return found | {
        "start": start.total,
        "start_on": start.on.isoformat(),
        "band": last.band,
        "words": change_sentence(definition, start.total, end.total),
        "reliable": reliable_verdict(definition, pair),
    }


def is_no_response(scores):
    """reviews.NO_RESPONSE_RULE, of what `scores_on` gave."""
    return has_responded(score["reliable"] for score in scores) is False


def goals_on(course, day):
    """Where each goal of the course stood on `day`: statement, kind, start, now with its day and whether that is old, target."""
    return [
        {
            "goal": str(goal.pk), "kind": goal.kind, "statement": goal.statement, "start": goal.baseline, "now": goal.rating,
            "now_on": goal.rated_on.isoformat() if goal.rated_on else "", "target": goal.target,
            "is_old": goal.rated_on is not None and is_old_rating(goal.rated_on, day),
        }
        for goal in course.goals.current().with_latest_rating(day)
    ]  # fmt: skip


def last_rating_words(goal, day):
    """ "Last rated 4 on Feb 3: old by now." for a goal with its latest rating as of `day`; "" for one not rated yet."""
    if goal.rated_on is None:
        return ""
    words = {"rating": goal.rating, "day": day_words(goal.rated_on, day, weekday=False)}
    if is_old_rating(goal.rated_on, day):
        return _("Last rated %(rating)s on %(day)s: old by now.") % words
    return _("Last rated %(rating)s on %(day)s.") % words


def ratings_in_words(rows):
    """ "2 at the start, 4 on Oct 9, 6 now, 7 is the goal": the rows of a goal with each of its ratings. Of one day the latest counts."""
    goal, rated = rows[0], list({row.rated_on: row.rating for row in rows if row.rated_on}.items())
    then = [_("%(rating)s on %(day)s") % {"rating": n, "day": day_words(on, weekday=False)} for on, n in rated[:-1]]
    now = [_("%(rating)s now") % {"rating": n} for _on, n in rated[-1:]]
    start, target = _("%(rating)s at the start"), _("%(rating)s is the goal")
    return ", ".join([start % {"rating": goal.baseline}, *then, *now, target % {"rating": goal.target}])


def rise_in_words(course, held, sheets, definition):
    """What a score that rises in the last sessions of an acute course means, in two sentences; "" when there is no such rise.

    `sheets` are those of this questionnaire with a total, in order. A safety alert is another matter and stays where it is.
    """
    if course.kind != ACUTE or held < ending_opens_at(course.planned_sessions):
        return ""
    points = near_end_rise([sheet.total for sheet in sheets], lower_is_better=definition.improvement(1, 0) > 0)
    if not points:
        return ""
    rose = ngettext("%(name)s rose by %(points)d point.", "%(name)s rose by %(points)d points.", points)
    return f"{rose % {'name': definition.name, 'points': points}} {NEAR_END_RISE}"


def day_of(iso):
    """ "Feb 3" for a day kept as text, with the year where it is not this one."""
    return day_words(dt.date.fromisoformat(iso), weekday=False) if iso else ""
