"""When a reminder goes out: the notice, the quiet hours, the days on which clocks change (threats T55, T56)."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.timing import HOUR, Quiet, due_at, useful_until

NIGHT = Quiet(dt.time(21), dt.time(8))
NEW_YORK = ZoneInfo("America/New_York")


def local(day, time, zone=NEW_YORK):
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time.fromisoformat(time), zone)


@pytest.mark.parametrize(
    ("starts", "hours", "expected"),
    [
        ("16:00", 24, ("2027-03-09", "16:00")),
        ("07:00", 24, ("2027-03-09", "08:00")),  # in the quiet morning: when it ends
        ("21:30", 24, ("2027-03-10", "08:00")),  # in the quiet evening: next morning, 13.5 hours are left
        ("08:30", 2, ("2027-03-09", "20:00")),  # half an hour would be too short: the evening before
        ("07:30", 12, ("2027-03-09", "19:30")),
        ("08:00", 24, ("2027-03-09", "08:00")),  # the last quiet minute is over
        ("21:00", 24, ("2027-03-10", "08:00")),  # the first one has begun
    ],
)
def test_the_notice_is_moved_out_of_the_quiet_hours(starts, hours, expected):
    found = due_at(local("2027-03-10", starts), hours_before=hours, quiet=NIGHT, zone=NEW_YORK)
    assert found == local(*expected)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (("2027-03-14", "16:00"), ("2027-03-13", "15:00")),  # 23 hours on the clock are 24 of time
        (("2027-11-07", "16:00"), ("2027-11-06", "17:00")),
        (("2027-03-15", "02:30"), ("2027-03-14", "08:00")),  # wanted at 02:30, which does not come on the 14th
    ],
)
def test_days_on_which_the_clocks_change(starts, expected):
    assert due_at(local(*starts), hours_before=24, quiet=NIGHT, zone=NEW_YORK) == local(*expected)


def test_quiet_is_where_the_client_is():
    starts = local("2027-06-10", "11:30")  # 08:30 in Los Angeles
    found = due_at(starts, hours_before=26, quiet=NIGHT, zone=ZoneInfo("America/Los_Angeles"))
    assert found == local("2027-06-09", "08:00", ZoneInfo("America/Los_Angeles"))


def test_the_same_time_twice_means_no_quiet_hours():
    quiet = Quiet(dt.time(8), dt.time(8))
    assert due_at(local("2027-03-10", "03:00"), hours_before=24, quiet=quiet, zone=NEW_YORK) == local(
        "2027-03-09", "03:00"
    )


def test_quiet_hours_in_the_middle_of_the_day():
    quiet = Quiet(dt.time(12), dt.time(14))
    assert due_at(local("2027-03-10", "13:00"), hours_before=24, quiet=quiet, zone=NEW_YORK) == local(
        "2027-03-09", "14:00"
    )


def test_a_reminder_is_of_use_until_an_hour_before_or_half_of_a_short_notice():
    starts = local("2027-03-10", "16:00")
    assert useful_until(starts, hours_before=24) == starts - HOUR
    assert useful_until(starts, hours_before=1) == starts - HOUR / 2


ZONES = sorted(available_timezones())


@given(moment=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2029, 1, 1)), zone=st.sampled_from(ZONES))
def test_with_a_night_of_quiet_it_is_never_in_it_and_has_half_the_notice_left(moment, zone):
    starts, zone = moment.replace(tzinfo=dt.UTC), ZoneInfo(zone)
    found = due_at(starts, hours_before=24, quiet=NIGHT, zone=zone)
    assert not NIGHT.covers(found, zone)
    assert starts - 36 * HOUR <= found <= starts - 12 * HOUR
