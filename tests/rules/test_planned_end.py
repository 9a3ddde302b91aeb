"""When a course would end: from what is booked, else as often as agreed."""

import datetime as dt

import pytest

from sessions.planned_end import proposed_end, rhythm_of, weeks_said

TUESDAYS = [dt.date(2026, 2, 3) + dt.timedelta(weeks=n) for n in range(4)]


def test_nothing_booked_proposes_nothing():
    assert proposed_end([], 12, 12) is None


@pytest.mark.parametrize(
    ("planned", "weeks", "frequency", "day"),
    [
        (3, 3, "Once a week", dt.date(2026, 2, 17)),
        (4, 4, "", dt.date(2026, 2, 24)),
        (6, 6, "once a week.", dt.date(2026, 3, 10)),
        (6, 6, "Every 2 weeks", dt.date(2026, 3, 24)),
        (6, 12, "as it suits", dt.date(2026, 3, 24)),
        (5, 1, "", dt.date(2026, 2, 25)),
    ],
)
def test_the_end_follows_what_is_booked_and_then_the_rhythm(planned, weeks, frequency, day):
    assert proposed_end(TUESDAYS, planned, weeks, frequency).day == day


@pytest.mark.parametrize("weeks", [1, 2, 3, 4, 8])
def test_the_rhythm_of_the_contract_is_read_back(weeks):
    days = [dt.date(2026, 2, 3) + dt.timedelta(weeks=weeks * n) for n in range(3)]
    assert weeks_said(rhythm_of(days)) == weeks


@pytest.mark.parametrize("words", ["", "twice a week", "every 99 years", "when needed"])
def test_other_words_say_no_number_of_weeks(words):
    assert weeks_said(words) == 0
