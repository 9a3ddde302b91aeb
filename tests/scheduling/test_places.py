"""The administrator's pages on places, rooms and hours."""

import datetime as dt

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from scheduling import actions
from scheduling.models import Location, Room
from tests import make

pytestmark = pytest.mark.django_db
PLACE = {
    "name": "Annex",
    "address": "12 Marlow Street",
    "phone": "212 555 0199",
    "state": "NY",
    "time_zone": "America/Chicago",
}


def url(name, row=None):
    return reverse(name, args=[row.pk] if row else [])


@pytest.fixture
def place(cast):
    return make.make_location("Main office")


def week_of(location, **changes):
    fields = {"version": location.version, "form-TOTAL_FORMS": 7, "form-INITIAL_FORMS": 7}
    return fields | {name.replace("__", "-"): value for name, value in changes.items()}


def test_location_new_goes_on_to_its_hours(as_ali):
    answer = as_ali.post(url("location_new"), PLACE)
    annex = Location.objects.get(name="Annex")
    assert answer["Location"] == url("hours_edit", annex)
    assert (annex.time_zone, annex.address) == ("America/Chicago", "12 Marlow Street")
    assert AuditEvent.objects.get(verb="location.added").object_id == str(annex.pk)


def test_location_new_refuses_a_name_in_use(as_ali, place):
    page = as_ali.post(url("location_new"), PLACE | {"name": place.name})
    assert "there is a place of this one" in page.content.decode()
    assert Location.objects.count() == 1


def test_location_edit_saves_and_overwrites_nothing_saved_in_between(as_ali, place, cast):
    fields = PLACE | {"version": place.version}
    assert as_ali.post(url("location_edit", place), fields).status_code == 302
    page = as_ali.post(url("location_edit", place), fields | {"name": "Other"})
    assert page.status_code == 409 and "Other" in page.content.decode() and "Annex" in page.content.decode()
    assert Location.objects.get().name == "Annex"


def test_room_new(as_ali, place):
    as_ali.post(url("room_new", place), {"name": "Room 9"})
    assert str(Room.objects.get(name="Room 9")) == "Main office, Room 9"
    assert "there is a room of this one" in as_ali.post(url("room_new", place), {"name": "Room 9"}).content.decode()
    as_ali.post(url("room_new", actions.add_location(name="B", time_zone="UTC", by=None)), {"name": "Room 9"})
    assert Room.objects.filter(name="Room 9").count() == 2


def test_hours_edit_sets_the_days_that_have_times(as_ali, place):
    hours = {
        "form__0__opens_at": "09:00",
        "form__0__closes_at": "17:00",
        "form__4__opens_at": "08:30",
        "form__4__closes_at": "12:00",
    }
    as_ali.post(url("hours_edit", place), week_of(place, **hours))
    found = place.opening_hours.order_by("weekday").values_list("weekday", "opens_at", "closes_at")
    assert list(found) == [(0, dt.time(9), dt.time(17)), (4, dt.time(8, 30), dt.time(12))]
    page = as_ali.get(url("hours_edit", place)).content.decode()
    assert 'value="08:30"' in page
    assert as_ali.post(url("hours_edit", place), week_of(place, **hours)).status_code == 409


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({"form__0__opens_at": "09:00"}, "Enter when it closes"),
        ({"form__0__closes_at": "09:00"}, "Enter when it opens"),
        ({"form__0__opens_at": "09:00", "form__0__closes_at": "09:00"}, "Enter a time after it opens"),
        ({"form__0__opens_at": "nine", "form__0__closes_at": "10:00"}, "Enter a time, for example"),
        ({"version": "x"}, "Open the page again"),
    ],
)
def test_hours_edit_refuses_in_a_sentence(as_ali, place, hours, sentence):
    page = as_ali.post(url("hours_edit", place), week_of(place, **hours))
    assert page.status_code == 200 and sentence in page.content.decode()
    assert place.opening_hours.count() == 0


@pytest.mark.parametrize(
    "management", [{}, {"form-TOTAL_FORMS": "x"}, {"form-TOTAL_FORMS": "900", "form-INITIAL_FORMS": "0"}]
)
def test_hours_edit_survives_a_broken_form(as_ali, place, management):
    assert as_ali.post(url("hours_edit", place), {"version": 1} | management).status_code in (200, 302)


def stretches(clinician, *rows):
    fields = {"version": clinician.version, "form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        fields |= {f"form-{number}-{name}": value for name, value in row.items()}
    return fields


def row(place, weekday, starts_at, ends_at):
    return {"location": place.pk, "weekday": weekday, "starts_at": starts_at, "ends_at": ends_at}


def test_working_hours_edit_keeps_rows_with_times(as_ali, place, cast):
    rows = [row(place, 1, "09:00", "12:00"), row(place, 1, "13:00", "17:00"), row(place, 3, "", "")]
    assert as_ali.post(url("working_hours_edit", cast.ada), stretches(cast.ada, *rows)).status_code == 302
    assert [str(each) for each in cast.ada.working_hours.order_by("starts_at")] == [
        "Tuesday 09:00:00 to 12:00:00",
        "Tuesday 13:00:00 to 17:00:00",
    ]
    assert as_ali.get(url("working_hours_edit", cast.ada)).status_code == 200


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(1, "09:00", "12:00"), (1, "11:00", "13:00")], "two of them overlap"),
        ([(1, "09:00", "")], "Enter both times"),
        ([(1, "12:00", "09:00")], "Enter a time after the first one"),
        ([("x", "09:00", "10:00")], "Select a valid choice"),
    ],
)
def test_working_hours_edit_refuses_in_a_sentence(as_ali, place, cast, rows, sentence):
    page = as_ali.post(url("working_hours_edit", cast.ada), stretches(cast.ada, *(row(place, *each) for each in rows)))
    assert page.status_code == 200 and sentence in page.content.decode()
    assert cast.ada.working_hours.count() == 0
