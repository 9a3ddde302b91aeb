"""When a course would end, from what is booked and what is agreed, and why then: days in, a day and a reason out. It asks no database."""

import datetime as dt
import itertools
import re
import statistics
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scheduling.words import day_words

WEEKS_SAID = {"once a week": 1, "weekly": 1, "every week": 1, "every other week": 2, "every two weeks": 2, "monthly": 4,
              "once a month": 4}  # fmt: skip


@dataclass(frozen=True)
class ProposedEnd:
    """A day for the planned end, in one sentence why that day, and over how many weeks the course goes then, both counted."""

    day: dt.date
    reason: str
    weeks: int


def proposed_end(days, planned, weeks, frequency=""):
    """The ProposedEnd of `planned` sessions; None while nothing is booked.

    days: those of the sessions that are held or booked, in order. Sessions beyond them follow as often as `frequency`
    says, or as `planned` sessions over `weeks` weeks make it.
    """
    if not days:
        return None
    if planned <= len(days):
        day = days[planned - 1]
        words = {"number": planned, "day": day_words(day)}
        return ProposedEnd(day, _("Session %(number)s has its time on %(day)s.") % words, weeks_between(days[0], day))
    more, every = planned - len(days), weeks_said(frequency)
    step = every * 7 if every else max(1, round(7 * weeks / planned))
    said = rhythm_in_words(every) if every else _("One every %(days)s days") % {"days": step}
    sentence = ngettext(
        "%(count)s session has a time, on %(day)s; %(more)s more would follow (%(rhythm)s).",
        "%(count)s sessions have a time, the last on %(day)s; %(more)s more would follow (%(rhythm)s).",
        len(days),
    )
    words = {"count": len(days), "day": day_words(days[-1]), "more": more, "rhythm": said.lower()}
    day = days[-1] + dt.timedelta(days=more * step)
    return ProposedEnd(day, sentence % words, weeks_between(days[0], day))


def weeks_between(first, last):
    """Weeks of a course from its first session to its last: 12 for twelve sessions, one a week."""
    return (last - first).days // 7 + 1


def rhythm_of(days):
    """How often the sessions of these days are, as the contract says it: "Once a week"; "" for fewer than two."""
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(sorted(days))]
    return rhythm_in_words(round(statistics.median(gaps) / 7)) if gaps else ""


def rhythm_in_words(weeks):
    """ "Once a week", "Every 2 weeks"; "" for less than a week."""
    if weeks == 1:
        return _("Once a week")
    return _("Every %(weeks)s weeks") % {"weeks": weeks} if weeks else ""


def weeks_said(frequency):
    """How many weeks lie between two sessions by these words of the contract; 0 where they do not say it."""
    words = frequency.strip().strip(".").lower()
    number = re.fullmatch(r"every (\d{1,2}) weeks", words)
    if number:
        return int(number[1])
    said = {rhythm_in_words(weeks).lower(): weeks for weeks in range(1, 27)}
    return WEEKS_SAID.get(words) or said.get(words, 0)
