"""A day names its year where it is not this one."""

import datetime as dt

import pytest

from intake.forms import _opening_words
from scheduling.openings import Opening
from scheduling.wall_time import span
from scheduling.words import day_words
from sessions.proposal import short_words
from sessions.series import Slot

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "words"), [(dt.date(2026, 12, 31), "Thu, Dec 31"), (dt.date(2027, 1, 1), "Fri, Jan 1, 2027")]
)
def test_the_year_is_said_where_it_is_another_one(day, words):
    assert day_words(day, TODAY) == words
    assert day_words(day, TODAY, weekday=False) == words.partition(", ")[2]


def test_times_to_choose_from_say_it_too():
    next_year = dt.date.today().year + 1
    when = span(dt.date(next_year, 3, 9), dt.time(14, 0), "America/New_York", 50)
    assert _opening_words(Opening(None, None, when, None)).endswith(f"Mar 9, {next_year}, 2:00 PM")
    assert short_words(Slot(when.wall_date, when.wall_time, None)).endswith(f"Mar 9, {next_year}, 2:00")
