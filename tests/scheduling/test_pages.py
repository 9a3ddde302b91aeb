"""The calendar and the pages of one appointment."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safety.models import SafetyAlert
from scheduling.models import Absence, Appointment, WorkingHours
from tests import make

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2027, 5, 4)
AT_ELEVEN = dt.datetime(2027, 5, 4, 15, tzinfo=dt.UTC)
WEEK = {"week": "2027-05-05"}


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def week(cast):
    """Ada sees Casey and Ben sees Drew on the same Tuesday; Ben is away on Friday."""
    cast.first = make.make_appointment(cast.casey, cast.ada, AT_ELEVEN, room=make.make_room())
    cast.second = make.make_appointment(cast.drew, cast.ben, AT_ELEVEN, kind="family")
    Absence.objects.create(clinician=cast.ben, from_on=dt.date(2027, 5, 7), until_on=dt.date(2027, 5, 7))
    hours = {"clinician": cast.ada, "location": make.make_location(), "starts_at": "09:00", "ends_at": "17:00"}
    WorkingHours.objects.create(weekday=1, **hours)
    return cast


def test_calendar_shows_the_office_whose_everything_is(as_kim, week):
    page = text_of(as_kim.get(reverse("calendar"), WEEK))
    assert "May 3 to 7" in page
    assert "C. Quill" in page and "D. Marsh, family meeting" in page
    assert "Away, all day" in page and "Not working" in page
    assert "Open until 11:00" in page and "Open until 5:00" in page


def test_calendar_shows_clinicians_that_a_colleague_is_taken_and_no_more(as_ada, week):
    page = text_of(as_ada.get(reverse("calendar"), WEEK))
    assert "C. Quill" in page and "Taken" in page
    assert "Marsh" not in page and "family" not in page
    assert str(week.second.pk) not in page


def test_calendar_shows_supervisors_their_supervisees_and_the_director_everyone(as_sam, as_dee, week):
    sams, dees = (text_of(browser.get(reverse("calendar"), WEEK)) for browser in (as_sam, as_dee))
    assert "C. Quill" in sams and "Marsh" not in sams
    assert "C. Quill" in dees and "D. Marsh" in dees


def test_calendar_of_one_clinician_stays_with_them(as_kim, week):
    chosen = str(week.ben.pk)
    page = text_of(as_kim.get(reverse("calendar"), WEEK | {"clinician": chosen}))
    assert "D. Marsh" in page and "C. Quill" not in page
    assert f'href="?week=2027-04-26&amp;clinician={chosen}"' in page and f'href="/calendar/?clinician={chosen}"' in page
    for unknown in ("", "nonsense", "\x00", str(week.kim.pk)):
        page = text_of(as_kim.get(reverse("calendar"), WEEK | {"clinician": unknown}))
        assert "D. Marsh" in page and "C. Quill" in page


@pytest.mark.parametrize("name", ["appointment_detail", "appointment_move", "appointment_cancel"])
def test_the_office_is_told_to_call_before_booking(as_kim, as_ada, week, name):
    address = reverse(name, args=[week.first.pk])
    assert "Call Ada Test" not in text_of(as_kim.get(address))
    SafetyAlert.objects.create(
        client=week.casey, source="clinician", what="x", owner=week.ada, raised_by=week.ada, due_at=AT_ELEVEN
    )
    assert "Call Ada Test before booking" in text_of(as_kim.get(address))
    assert "Call Ada Test" not in text_of(as_ada.get(address))


@pytest.mark.parametrize(
    "asked", ["", "x", "2027-13-45", "0001-01-01", "9999-12-31", "1900-01-01", "2199-12-31", "9" * 400]
)
def test_calendar_survives_any_week(as_kim, asked):
    assert as_kim.get(reverse("calendar"), {"week": asked}).status_code == 200


def test_calendar_is_not_the_administrators(as_ali):
    assert as_ali.get(reverse("calendar")).status_code == 403


def test_calendar_asks_six_queries_however_much_is_booked(as_kim, week):
    as_kim.get(reverse("calendar"), WEEK)
    for number in range(30):
        person = make.make_client(f"Person{number}", "Aster")
        make.make_appointment(person, make.make_user(f"T{number}"), AT_ELEVEN)
    with CaptureQueriesContext(connection) as many:
        page = text_of(as_kim.get(reverse("calendar"), WEEK))
    assert page.count("P. Aster") == 30
    assert len(many) <= 6, [query["sql"][:90] for query in many]


def test_appointment_detail_leads_the_clinician_to_the_note_and_not_the_office(as_ada, as_kim, cast):
    session = cast.casey_course.sessions.filter(number=None).first()
    address = reverse("appointment_detail", args=[session.appointment_id])
    assert reverse("note_edit", args=[session.pk]) in text_of(as_ada.get(address))
    assert reverse("note_edit", args=[session.pk]) not in text_of(as_kim.get(address))


def where(week, **changes):
    values = {
        "version": 1,
        "wall_date": "2027-05-05",
        "wall_time": "14:00",
        "modality": "in_person",
        "location": make.make_location().pk,
        "room": make.make_room().pk,
        "outside_hours": "on",
    }
    return {**values, **changes}


@pytest.mark.parametrize(
    ("who", "status"), [("kim", 302), ("dee", 302), ("ada", 302), ("sam", 404), ("ben", 404), ("ali", 403)]
)
def test_appointment_move_is_for_the_office_and_who_treats(week, who, status, request):
    answer = request.getfixturevalue(f"as_{who}").post(reverse("appointment_move", args=[week.first.pk]), where(week))
    assert answer.status_code == status
    moved = Appointment.objects.get(pk=week.first.pk).wall_date == dt.date(2027, 5, 5)
    assert moved is (status == 302)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"wall_date": "2027-05-04", "wall_time": "11:30", "room": ""}, 302, ""),
        ({"outside_hours": ""}, 409, "Choose another time: Ada Test does not work then"),
        ({"wall_date": "2027-03-14", "wall_time": "02:30"}, 409, "this time does not come"),
        ({"wall_date": "2027-11-07", "wall_time": "01:30"}, 409, "this time comes twice"),
        ({"version": "7"}, 409, "Somebody else changed this appointment"),
        ({"version": ""}, 200, "Open the page again"),
        ({"room": "x"}, 200, "Choose one from the list"),
    ],
)
def test_appointment_move_says_why_not(as_kim, week, changes, status, sentence):
    answer = as_kim.post(reverse("appointment_move", args=[week.first.pk]), where(week, **changes))
    assert answer.status_code == status
    assert sentence in text_of(answer)
    moved = Appointment.objects.get(pk=week.first.pk)
    assert (moved.schedule_version == 2) is (status == 302)


def test_appointment_move_offers_the_nearest_free_times(as_kim, week):
    address = reverse("appointment_move", args=[week.first.pk])
    free = as_kim.get(address).context["others"]
    assert [each.span.wall_time.hour for _query, each in free] == [9, 10, 12, 13]
    page = as_kim.get(f"{address}?{free[2][0]}")
    data = {name: page.context["form"][name].value() for name in ("wall_date", "wall_time", "modality", "version")}
    rows = {name: page.context["form"][name].value() for name in ("location", "room")}
    assert as_kim.post(address, data | rows).status_code == 302
    assert Appointment.objects.get(pk=week.first.pk).wall_time == dt.time(12)


def test_appointment_move_offers_other_times_beside_a_clash(as_kim, week):
    make.make_appointment(week.drew, week.ada, AT_ELEVEN + dt.timedelta(hours=2))
    answer = as_kim.post(
        reverse("appointment_move", args=[week.first.pk]), where(week, wall_date="2027-05-04", wall_time="13:00")
    )
    assert answer.status_code == 409 and "Ada Test is taken" in text_of(answer)
    assert [each.span.wall_time.hour for _query, each in answer.context["others"]] == [10, 12, 14, 15]


def test_appointment_move_wants_a_room_of_the_place(as_kim, week):
    elsewhere = make.make_room(make.make_location("West office"))
    page = text_of(as_kim.post(reverse("appointment_move", args=[week.first.pk]), where(week, room=elsewhere.pk)))
    assert "Choose a room at Main office" in page


def test_appointment_cancel_says_who(as_kim, week):
    address = reverse("appointment_cancel", args=[week.first.pk])
    assert "Choose who cancelled" in text_of(as_kim.post(address, {"version": 1}))
    assert "Choose who cancelled" in text_of(as_kim.post(address, {"version": 1, "status": "held"}))
    assert as_kim.post(address, {"version": 1, "status": "late_cancel"}).status_code == 302
    assert Appointment.objects.get(pk=week.first.pk).status == "late_cancel"
    answer = as_kim.post(address, {"version": 1, "status": "cancelled_by_client"})
    assert answer.status_code == 409
    assert "Nothing was changed by you" in text_of(answer)


def test_appointment_move_of_one_that_is_over_leads_back(as_kim, cast):
    held = cast.casey_course.sessions.get(number=1).appointment
    answer = as_kim.get(reverse("appointment_move", args=[held.pk]))
    assert answer.headers["Location"] == reverse("appointment_detail", args=[held.pk])
