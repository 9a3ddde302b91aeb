"""The next free times of a clinician, for somebody who has no appointments yet."""

import datetime as dt

import pytest
from django.utils import timezone

from scheduling.openings import next_openings

from .. import make

pytestmark = pytest.mark.django_db


def test_next_openings_leave_out_what_is_taken_for_somebody_new():
    dee, now = make.make_user("Dee", "director"), timezone.now()
    taken = next_openings(clinicians=[dee], now=now)
    assert taken == []  # a practice without a place has no times
    make.make_location()
    first = next_openings(clinicians=[dee], now=now)[0].span
    make.make_appointment(make.make_client(), dee, first.starts_at, kind="consultation")
    after = next_openings(clinicians=[dee], now=now)
    assert after and all(each.span.starts_at >= first.starts_at + dt.timedelta(minutes=50) for each in after)
