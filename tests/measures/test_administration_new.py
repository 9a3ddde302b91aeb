"""A questionnaire answered outside a session."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.models import Administration
from tests.sessions.moments import phq9

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast):
    return reverse("administration_new", args=[cast.casey.pk, "phq9"])


def test_administration_new_keeps_the_day(as_ada, cast, address):
    as_ada.post(address, phq9(9) | {"taken_on": "2026-01-05"})
    sheet = Administration.objects.get()
    assert (sheet.client, sheet.taken_on, sheet.total, sheet.therapy_session_id) == (
        cast.casey,
        dt.date(2026, 1, 5),
        9,
        None,
    )


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-31", "\x00"])
def test_a_day_that_is_none_is_said(as_ada, address, day):
    assert as_ada.post(address, phq9(9) | {"taken_on": day}).status_code == 422


def test_a_day_to_come_is_refused(as_ada, address):
    day = (timezone.now() + dt.timedelta(days=2)).date().isoformat()
    assert as_ada.post(address, phq9(9) | {"taken_on": day}).status_code == 422
    assert not Administration.objects.exists()
