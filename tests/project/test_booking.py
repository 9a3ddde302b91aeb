"""Booking one appointment from an open time in the calendar: whom for, what, the clash before it is saved, the way out."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.actions import take_inquiry
from intake.models import Consultation
from safety.models import SafetyAlert
from scheduling.actions import cancel
from scheduling.models import Absence, Appointment, WorkingHours
from sessions.actions.closing import close_course
from tests import make

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2031, 5, 6)
SLOT = {"on": "2031-05-06", "at": "10:00"}
WEEK = {"week": "2031-05-06"}
CLINICAL = ("grief", "dispute", "phq", "focus", "phase", "depress")


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def office(cast):
    """Ada works on Tuesdays from 9 to 5; two rooms; two sessions of Casey's course have lost their times."""
    cast.location, cast.room = make.make_location(), make.make_room()
    make.make_room(name="Room 2")
    for clinician in (cast.ada, cast.dee):
        WorkingHours.objects.create(
            clinician=clinician, location=cast.location, weekday=1, starts_at="09:00", ends_at="17:00"
        )
    for session in cast.casey_course.sessions.filter(number=None).order_by("-appointment__starts_at")[:2]:
        cancel(appointment=session.appointment, status="cancelled_by_practice", by=cast.kim)
    return cast


def new(person):
    return reverse("appointment_new", args=[person.pk])


def slot_of(clinician, **changes):
    return {"clinician": clinician.pk, **SLOT, **changes}


def shown(browser, person, asked):
    """The page, and what its form holds."""
    page = browser.get(new(person), asked)
    assert page.status_code == 200
    return page, dict(page.context["form"].data.items())


# from the calendar


def test_an_open_time_of_the_calendar_is_a_link(as_kim, as_ada, as_ben, office):
    link = f'href="{reverse("appointment_client")}?clinician={office.ada.pk}&amp;on=2031-05-06&amp;at=09:00"'
    assert link in text_of(as_kim.get(reverse("calendar"), WEEK))
    assert link in text_of(as_ada.get(reverse("calendar"), WEEK))
    assert link not in text_of(as_ben.get(reverse("calendar"), WEEK)), "a colleague's time is the colleague's"


def test_an_open_time_gone_by_is_no_link(as_kim, office):
    page = text_of(as_kim.get(reverse("calendar"), {"week": "2025-05-06"}))
    assert "Open until" in page and reverse("appointment_client") not in page


def test_appointment_client_begins_with_the_clinicians_own_and_finds_by_name(as_kim, office):
    page = text_of(as_kim.get(reverse("appointment_client"), slot_of(office.ada)))
    assert "Casey Quill" in page and "Drew Marsh" not in page
    assert f"{new(office.casey)}?clinician={office.ada.pk}&amp;on=2031-05-06&amp;at=10%3A00" in page
    page = text_of(as_kim.get(reverse("appointment_client"), slot_of(office.ada, q="mar")))
    assert "Drew Marsh" in page and "Casey Quill" not in page
    assert "Nobody found" in text_of(as_kim.get(reverse("appointment_client"), {"q": "zzz"}))


def test_appointment_client_shows_a_therapist_their_own_alone(as_ada, as_ben, office):
    assert "Drew" not in text_of(as_ada.get(reverse("appointment_client"), {"q": "d"}))
    assert "Casey" not in text_of(as_ben.get(reverse("appointment_client"), slot_of(office.ada)))


def test_appointment_client_asks_as_much_for_one_as_for_thirty(as_kim, office):
    as_kim.get(reverse("appointment_client"))
    with CaptureQueriesContext(connection) as one:
        as_kim.get(reverse("appointment_client"), {"q": "Casey"})
    for number in range(30):
        make.make_client(f"Person{number}", "Aster", therapist=office.ada)
    with CaptureQueriesContext(connection) as many:
        as_kim.get(reverse("appointment_client"), {"q": "Aster"})
    assert len(one) == len(many)


@pytest.mark.parametrize(
    "asked", [{"on": "x", "at": "25:00"}, {"clinician": "x"}, {"minutes": "9" * 40}, {"kind": "\x00"}]
)
def test_what_cannot_be_read_is_left_out(as_kim, office, asked):
    assert as_kim.get(reverse("appointment_client"), asked).status_code == 200
    assert as_kim.get(new(office.casey), asked).status_code == 200


# one appointment


def test_a_session_without_a_time_is_booked_into_the_open_time(as_kim, office):
    page, data = shown(as_kim, office.casey, slot_of(office.ada))
    assert [words for _key, words in page.context["form"].fields["what"].choices] == [
        "Session with Ada Test", "Family meeting with Ada Test", "Follow-up with Ada Test",
    ]  # fmt: skip
    assert not any(word in text_of(page).lower() for word in CLINICAL)
    before = office.casey_course.sessions.count()
    answer = as_kim.post(new(office.casey), data)
    booked = Appointment.objects.get(wall_date=TUESDAY)
    assert answer.headers["Location"] == reverse("appointment_detail", args=[booked.pk])
    assert (booked.kind, booked.wall_time, booked.room, booked.minutes) == ("therapy", dt.time(10), office.room, 50)
    assert office.casey_course.sessions.count() == before + 1
    assert booked.therapy_session.course == office.casey_course


def test_each_kind_goes_its_own_way(as_kim, office):
    _page, data = shown(as_kim, office.casey, slot_of(office.ada, kind="family", minutes=80))
    as_kim.post(new(office.casey), data)
    meeting = Appointment.objects.get(wall_date=TUESDAY)
    assert (meeting.kind, meeting.minutes, meeting.family_meeting.course) == ("family", 80, office.casey_course)


def test_a_consultation_is_booked_for_who_waits_for_one(as_kim, as_ada, office):
    inquiry = take_inquiry(
        first_name="Wren", last_name="Vale", phone="+12125550199", channel="phone", seeks="x", by=office.kim
    )
    page, data = shown(as_kim, inquiry.client, slot_of(office.dee))
    assert [words for _key, words in page.context["form"].fields["what"].choices] == ["Consultation with Dee Test"]
    as_kim.post(new(inquiry.client), data)
    assert Consultation.objects.get(inquiry=inquiry).appointment.wall_date == TUESDAY
    assert "Nothing can be booked yet" in text_of(as_kim.get(new(inquiry.client)))
    assert as_kim.post(new(inquiry.client), data).status_code == 409
    assert as_ada.get(new(inquiry.client)).status_code == 404


def test_after_the_end_there_is_the_follow_up(as_kim, office):
    close_course(course=office.casey_course, end_reason="completed", by=office.ada)
    page = as_kim.get(new(office.casey), slot_of(office.ada))
    assert [words for _key, words in page.context["form"].fields["what"].choices] == ["Follow-up with Ada Test"]


@pytest.mark.parametrize(
    ("taken", "sentence"),
    [
        ("clinician", "Ada Test is taken"),
        ("client", "Casey Quill has another appointment then"),
        ("away", "Ada Test is away"),
    ],
)
def test_a_clash_is_said_before_saving_with_another_time_one_press_away(as_kim, office, taken, sentence):
    at_ten = dt.datetime(2031, 5, 6, 14, tzinfo=dt.UTC)
    if taken == "clinician":
        make.make_appointment(office.drew, office.ada, at_ten)
    elif taken == "client":
        make.make_appointment(office.casey, office.ben, at_ten)
    else:
        Absence.objects.create(clinician=office.ada, from_on=TUESDAY, until_on=TUESDAY)
    page = as_kim.get(new(office.casey), slot_of(office.ada))
    assert page.status_code == 200 and sentence in text_of(page)
    if taken != "away":
        assert [each.span.wall_time.hour for _query, each in page.context["others"]] == [9, 11, 12, 13]
    query = re.search(r'href="(\?kind=therapy[^"]*)"', text_of(page)).group(1).replace("&amp;", "&")
    other = as_kim.get(new(office.casey) + query)
    assert not other.context["form"].errors
    assert as_kim.post(new(office.casey), other.context["form"].data).status_code == 302


def test_nothing_is_booked_twice(as_kim, office):
    _page, data = shown(as_kim, office.casey, slot_of(office.ada))
    assert as_kim.post(new(office.casey), data).status_code == 302
    again = as_kim.post(new(office.casey), data)
    assert again.status_code == 409 and "Casey Quill has another appointment then" in text_of(again)
    assert Appointment.objects.filter(wall_date=TUESDAY).count() == 1


def test_outside_the_hours_it_may_be_booked_all_the_same(as_kim, office):
    _page, data = shown(as_kim, office.casey, slot_of(office.ada))
    evening = data | {"wall_time": "19:00"}
    answer = as_kim.post(new(office.casey), evening)
    assert answer.status_code == 409 and "does not work then" in text_of(answer)
    assert "Book it all the same" in text_of(answer)
    assert as_kim.post(new(office.casey), evening | {"outside_hours": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": "5"}, "Enter a number of minutes between 10 and 240"),
        ({"what": "therapy.x"}, "Select a valid choice"),
        ({"wall_date": ""}, "Fill in: Date"),
    ],
)
def test_what_was_typed_stays_with_what_is_to_correct(as_kim, office, changes, sentence):
    _page, data = shown(as_kim, office.casey, slot_of(office.ada))
    answer = as_kim.post(new(office.casey), data | {"wall_time": "14:20"} | changes)
    assert answer.status_code == 200 and sentence in text_of(answer) and "14:20" in text_of(answer)


def test_the_time_that_the_clocks_leave_out(as_kim, office):
    page = as_kim.get(new(office.casey), slot_of(office.ada, on="2031-03-09", at="02:30"))
    assert "this time does not come" in text_of(page)


def test_a_time_of_somebody_else_says_whose_times_these_are(as_kim, office):
    page = text_of(as_kim.get(new(office.casey), slot_of(office.ben)))
    assert "Casey Quill is seen by Ada Test. The times below are those of Ada Test." in page
    assert "is seen by" not in text_of(as_kim.get(new(office.casey), slot_of(office.ada)))


def test_a_therapist_books_for_their_own(as_ada, as_ben, as_sam, office):
    _page, data = shown(as_ada, office.casey, slot_of(office.ada))
    assert [browser.post(new(office.casey), data).status_code for browser in (as_ben, as_sam, as_ada)] == [
        404,
        404,
        302,
    ]


def test_the_office_is_told_to_call_first(as_kim, as_ada, office):
    SafetyAlert.objects.create(
        client=office.casey, source="clinician", what="x", owner=office.ada, raised_by=office.ada,
        due_at=dt.datetime(2031, 5, 6, 14, tzinfo=dt.UTC),
    )  # fmt: skip
    inquiry = take_inquiry(client=office.casey, channel="phone", seeks="x", by=office.kim)
    family = reverse("family_meeting_book", args=[office.casey.pk])
    assert "Call Ada Test before booking" in text_of(as_kim.get(reverse("consultation_book", args=[inquiry.pk])))
    for address in (new(office.casey), reverse("appointment_client"), family):
        assert "Call Ada Test before booking" in text_of(as_kim.get(address))
        assert "Call Ada Test" not in text_of(as_ada.get(address))


def test_where_every_session_has_a_time_one_is_moved_instead(as_ben, office):
    address = new(office.drew)
    assert "Every session of the course has a time" in text_of(as_ben.get(address, slot_of(office.ben)))
    cancel(
        appointment=office.drew_course.sessions.filter(number=None).first().appointment,
        status="cancelled_by_practice",
        by=office.kim,
    )
    assert "Every session of the course has a time" not in text_of(as_ben.get(address, slot_of(office.ben)))


def test_the_other_times_are_the_nearest(as_kim, office):
    page = as_kim.get(new(office.casey), slot_of(office.ada, at="13:00"))
    times = [each.span.wall_time.hour for _query, each in page.context["others"]]
    assert times == [11, 12, 14, 15]


def test_a_time_gone_by_gives_way_to_the_next_free_one(as_kim, office):
    page = as_kim.get(new(office.casey), slot_of(office.ada, on="2025-05-06"))
    assert page.context["form"].cleaned_data["wall_date"] > dt.date(2025, 5, 6)
