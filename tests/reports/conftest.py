"""A long chart of Ada's, and what its report says."""

import datetime as dt

import pytest

from . import charts

NOW = dt.datetime(2026, 3, 11, 14, 4, tzinfo=dt.UTC)
"""Wed, Mar 11, 2026, 10:04 AM in New York: the day after the long course."""


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def oak(cast):
    """Gabriel Oak's whole course: 12 of 12 held, everything written."""
    return charts.long_course(cast)


@pytest.fixture
def halfway(cast):
    """The same at session 6 of 12, with six sessions booked after `now`."""
    return charts.long_course(cast, held=6)


@pytest.fixture
def fir(cast):
    """A short course with hardly anything written."""
    return charts.short_course(cast)


@pytest.fixture
def ash(cast):
    """Five of sixteen held, then the client did not come back."""
    return charts.dropout(cast)
