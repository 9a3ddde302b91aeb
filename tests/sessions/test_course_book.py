"""The page on which Kim books a whole course."""

import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.actions import assign, override_forms, receive_form
from clients.models import Assignment
from scheduling.models import Absence, Appointment, WorkingHours
from scheduling.words import day_words
from sessions.actions.booking import seed_templates
from sessions.models import Course, CourseTemplate
from tests import make

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2027, 2, 2)


@pytest.fixture
def newcomer(cast):
    """Harriet: Ada's, forms back, an office of two rooms, Ada works on weekdays from 9 to 5."""
    seed_templates()
    Appointment.objects.filter(client=cast.casey, status="booked").update(
        status="cancelled_by_client"
    )  # Ada's time is free
    person = make.make_client("Harriet", "Plum")
    assign(client=person, clinician=cast.ada, by=cast.dee)
    for kind in ("intake", "confidentiality_cancellation"):
        receive_form(client=person, kind=kind, received_on=dt.date(2026, 1, 4), by=cast.kim)
    make.make_room(), make.make_room(name="Room 2")
    for weekday in range(5):
        WorkingHours.objects.create(
            clinician=cast.ada, location=make.make_location(), weekday=weekday, starts_at="09:00", ends_at="17:00"
        )
    return person


def address(person):
    return reverse("course_book", args=[person.pk])


def asked(**changes):
    values = {
        "template": CourseTemplate.objects.get(key="ipt_16").pk,
        "count": 16,
        "weekday": 1,
        "wall_time": "11:00",
        "first_on": "2027-02-01",
        "modality": "in_person",
        "location": make.make_location().pk,
        "room": make.make_room().pk,
    }
    return {**values, **changes}


def text_of(answer):
    return answer.content.decode()


def choices(page, number):
    """(value, words, is it chosen) of each way out of this session's clash."""
    found = re.findall(rf'name="slot-{number}"[^>]*value="([^"]+)"( checked)?><label[^>]*>([^<]+)', page)
    return [(value, words, bool(checked)) for value, checked, words in found]


def test_course_book_begins_with_a_time_that_is_free_every_week(as_kim, newcomer):
    page = text_of(as_kim.get(address(newcomer)))
    assert "All 16 are free." in page and "Book 16 sessions" in page


def test_course_book_never_names_a_template_to_the_office(as_kim, newcomer):
    page = text_of(as_kim.get(address(newcomer)))
    assert "16 weekly, 50 minutes" in page and "12 weekly, 50 minutes" in page
    for template in CourseTemplate.objects.all():
        assert template.name not in page and template.key not in page


def test_course_book_offers_the_kind_the_director_meant_by_its_rhythm(as_kim, cast, newcomer):
    Assignment.objects.filter(client=newcomer).update(plan_key="ipt_perinatal")
    as_kim.post(address(newcomer), asked(template=CourseTemplate.objects.get(key="ipt_perinatal").pk, count=12))
    assert Course.objects.get(client=newcomer).template_key == "ipt_perinatal"


def test_course_book_takes_no_kind_that_was_not_offered(as_kim, newcomer):
    fb_ipt = CourseTemplate.objects.get(key="fb_ipt")
    assert as_kim.post(address(newcomer), asked(template=fb_ipt.pk, count=14)).status_code == 200
    assert not Course.objects.filter(client=newcomer).exists()


def test_course_book_books_the_course_in_one_press(as_kim, newcomer):
    answer = as_kim.post(address(newcomer), asked())
    assert answer.headers["Location"] == reverse("client_contact", args=[newcomer.pk])
    booked = Appointment.objects.filter(client=newcomer).order_by("starts_at")
    assert [each.wall_date for each in booked] == [TUESDAY + dt.timedelta(weeks=week) for week in range(16)]
    assert f"16 sessions booked, {day_words(TUESDAY)}, 11:00 to {day_words(dt.date(2027, 5, 18))}, 11:00" in text_of(
        as_kim.get(answer.headers["Location"])
    )


@pytest.mark.parametrize(
    ("second", "day", "time"),
    [
        ({"second_weekday": "3"}, 3, dt.time(11)),
        ({"second_time": "15:00"}, 1, dt.time(15)),
        ({"second_weekday": "0", "second_time": "9:00"}, 0, dt.time(9)),
    ],
)
def test_course_book_takes_another_time_every_second_week(as_kim, cast, newcomer, second, day, time):
    away = TUESDAY + dt.timedelta(weeks=3, days=day - 1)
    Absence.objects.create(clinician=cast.ada, from_on=away, until_on=away)
    page = text_of(as_kim.get(f"{address(newcomer)}?{urlencode(asked(**second))}"))
    assert "15 of 16 are free." in page and len(choices(page, 4)) == 3
    sent = asked(**second) | {"slot-4": "skip"}
    assert as_kim.post(address(newcomer), sent).status_code == 302
    booked = list(Appointment.objects.filter(client=newcomer).order_by("starts_at"))
    assert [(each.wall_date.weekday(), each.wall_time) for each in booked[:3]] == [
        (1, dt.time(11)), (day, time), (1, dt.time(11)),
    ]  # fmt: skip
    assert len(booked) == 16 and away not in {each.wall_date for each in booked}


def test_course_book_takes_the_number_of_another_kind_of_course(as_kim, cast, newcomer):
    over = make.make_course(newcomer, cast.ada, held=16, first_at=dt.datetime(2025, 1, 7, 16, tzinfo=dt.UTC))
    over.closed_at, over.closed_by, over.end_reason = timezone.now(), cast.ada, "completed"
    over.save()
    usual, monthly = (CourseTemplate.objects.get(key=key).pk for key in ("ipt_16", "ipt_maintenance"))
    page = text_of(as_kim.get(f"{address(newcomer)}?{urlencode(asked(template=monthly, shown=usual))}"))
    assert "Book 12 sessions" in page and "Free each time:" in page and "Free every week:" not in page
    page = text_of(as_kim.get(f"{address(newcomer)}?{urlencode(asked(template=monthly, shown=usual, count=6))}"))
    assert "Book 6 sessions" in page
    page = text_of(as_kim.get(f"{address(newcomer)}?{urlencode(asked(shown='x', count=9))}"))
    assert "Book 9 sessions" in page and "Free every week:" in page


def test_course_book_changes_nothing_by_looking(as_kim, newcomer):
    as_kim.get(f"{address(newcomer)}?{urlencode(asked())}")
    assert not Course.objects.filter(client=newcomer).exists()


def test_course_book_shows_each_clash_with_its_way_out_the_nearest_chosen(as_kim, cast, newcomer):
    Absence.objects.create(clinician=cast.ada, from_on=dt.date(2027, 2, 16), until_on=dt.date(2027, 2, 16))
    make.make_appointment(cast.drew, cast.ben, dt.datetime(2027, 3, 9, 16, tzinfo=dt.UTC), room=make.make_room())
    page = text_of(as_kim.get(f"{address(newcomer)}?{urlencode(asked())}"))
    assert "14 of 16 are free. 2 clash, and the nearest free time is chosen for each." in page
    assert "Ada Test is away" in page and "Room 1 is taken" in page
    away, room = choices(page, 3), choices(page, 6)
    assert [(words, chosen) for _value, words, chosen in away] == [
        (f"{day_words(dt.date(2027, 2, 15))}, 11:00, same room", True),
        (f"{day_words(dt.date(2027, 2, 17))}, 11:00, same room", False),
        ("Skip the week; the course ends a week later", False),
    ]
    assert room[0][1:] == ("Same time, Room 2", True)
    sent = asked() | {"slot-3": away[0][0], "slot-6": room[0][0]}
    assert as_kim.post(address(newcomer), sent).status_code == 302
    booked = list(Appointment.objects.filter(client=newcomer).order_by("starts_at"))
    assert (booked[2].wall_date, booked[5].room.name, len(booked)) == (dt.date(2027, 2, 15), "Room 2", 16)


def test_course_book_skipping_a_week_shifts_the_tail(as_kim, cast, newcomer):
    Absence.objects.create(clinician=cast.ada, from_on=dt.date(2027, 2, 15), until_on=dt.date(2027, 2, 20))
    page = text_of(as_kim.get(f"{address(newcomer)}?{urlencode(asked())}"))
    last = day_words(dt.date(2027, 5, 25), weekday=False)
    assert ("skip", f"Skip the week; the last one moves to {last}") in [each[:2] for each in choices(page, 3)]
    as_kim.post(address(newcomer), asked() | {"slot-3": "skip"})
    booked = [each.wall_date for each in Appointment.objects.filter(client=newcomer).order_by("starts_at")]
    assert len(booked) == 16
    assert dt.date(2027, 2, 16) not in booked and booked[-1] == dt.date(2027, 5, 25)


def test_course_book_asks_about_a_time_taken_meanwhile_and_books_nothing(as_kim, cast, newcomer):
    make.make_appointment(cast.drew, cast.ada, dt.datetime(2027, 2, 9, 16, tzinfo=dt.UTC))
    answer = as_kim.post(address(newcomer), asked())
    assert answer.status_code == 409
    assert "Choose another time for session 2; it was taken a moment ago" in text_of(answer)
    assert not Course.objects.filter(client=newcomer).exists()


def test_course_book_refuses_another_time_that_is_not_free(as_kim, cast, newcomer):
    make.make_appointment(cast.drew, cast.ada, dt.datetime(2027, 2, 10, 16, tzinfo=dt.UTC))
    answer = as_kim.post(address(newcomer), asked() | {"slot-2": f"2027-02-10T11:00|in_person|{make.make_room().pk}"})
    assert answer.status_code == 409
    assert "Session 2 cannot be booked at this time: Ada Test is taken" in text_of(answer)


@pytest.mark.parametrize(
    "choice", ["x", "||", "2027-02-30T11:00|video|-", "9999-12-31T23:59|video|-", "skip|skip|skip"]
)
def test_course_book_survives_any_choice(as_kim, newcomer, choice):
    assert as_kim.post(address(newcomer), asked() | {"slot-2": choice}).status_code in (302, 409)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"count": "0"}, "Enter a number of sessions between 1 and 60"),
        ({"count": "x"}, "Enter a number of sessions between 1 and 60"),
        ({"count": "9" * 400}, "Enter a number of sessions between 1 and 60"),
        ({"first_on": "2020-01-01"}, "Enter a day from today on"),
        ({"first_on": "9999-12-31"}, "Enter a date"),
        ({"wall_time": "25:00"}, "Enter a time"),
        ({"weekday": "9"}, "Select a valid choice"),
        ({"room": "x"}, "Choose one from the list"),
        ({"template": "x"}, "Select a valid choice"),
        ({"location": "00000000-0000-0000-0000-000000000000"}, "Choose one from the list"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_course_book_says_what_to_correct(as_kim, newcomer, changes, sentence, method):
    answer = getattr(as_kim, method)(address(newcomer), asked(**changes))
    assert answer.status_code == 200
    assert sentence in text_of(answer)


def test_course_book_says_what_comes_first(as_kim, cast, newcomer):
    stranger = make.make_client("Robin", "Small")
    page = text_of(as_kim.get(address(stranger)))
    assert "The consultation comes first" in page and "The intake form and the confidentiality form come first" in page
    assert as_kim.post(address(stranger), asked()).status_code == 409
    assert "Book 16 sessions" not in page


def test_course_book_goes_on_when_the_director_overrode_the_forms(as_kim, cast, newcomer):
    newcomer.signed_forms.all().delete()
    assert "come first" in text_of(as_kim.get(address(newcomer)))
    override_forms(client=newcomer, reason="Secretreason", by=cast.dee)
    page = text_of(as_kim.get(address(newcomer)))
    assert "Book 16 sessions" in page and "Secretreason" not in page


def test_course_book_wants_a_reason_for_another_length(as_kim, newcomer):
    answer = as_kim.post(address(newcomer), asked(count=10))
    assert (answer.status_code, "Say why the course has another length" in text_of(answer)) == (409, True)
    assert as_kim.post(address(newcomer), asked(count=10, reason="Moves away in May")).status_code == 302
    assert Course.objects.get(client=newcomer).planned_sessions == 10


def test_course_book_over_the_clock_change_keeps_the_wall_time(as_kim, newcomer):
    as_kim.post(address(newcomer), asked())
    hours = {each.starts_at.hour for each in Appointment.objects.filter(client=newcomer)}
    assert hours == {16, 15}


def test_course_book_on_the_night_of_the_clock_change_is_a_clash(as_kim, cast, newcomer):
    WorkingHours.objects.all().delete()
    night = asked(weekday=6, wall_time="02:30", first_on="2027-03-07")
    page = text_of(as_kim.get(f"{address(newcomer)}?{urlencode(night)}"))
    assert "The clocks go forward that night, and this time does not come" in page


def test_course_book_of_a_booked_course_says_so(as_kim, cast):
    seed_templates()
    assert "The whole course is booked already" in text_of(as_kim.get(address(cast.casey)))


def test_course_book_books_again_what_was_cancelled(as_kim, cast):
    seed_templates()
    lost = cast.casey_course.sessions.filter(number=None).first().appointment
    Appointment.objects.filter(pk=lost.pk).update(status="cancelled_by_client")
    page = text_of(as_kim.get(address(cast.casey)))
    assert "1 session of the course has no time" in page and "Book 1 session" in page
    assert as_kim.post(address(cast.casey), asked(count=1, room="", first_on="2029-01-01")).status_code == 302
    assert cast.casey_course.sessions.count() == 17


def test_course_book_is_the_offices(as_ada, as_ali, as_dee, newcomer):
    assert [browser.get(address(newcomer)).status_code for browser in (as_ada, as_ali, as_dee)] == [403, 403, 200]


def test_course_book_asks_as_much_for_one_as_for_thirty(as_kim, newcomer):
    as_kim.get(address(newcomer), asked(count=6))
    with CaptureQueriesContext(connection) as few:
        as_kim.get(address(newcomer), asked(count=6))
    with CaptureQueriesContext(connection) as many:
        as_kim.get(address(newcomer), asked(count=40))
    assert len(few) == len(many)
    assert len(many) <= 34


def test_an_unusual_length_is_said_to_be_the_directors_before_anything_is_pressed(as_kim, as_dee, newcomer):
    for count, said in ((24, True), (16, False)):
        page = f"{address(newcomer)}?{urlencode(asked(count=count))}"
        assert ("is for the director to book" in text_of(as_kim.get(page))) is said
        assert "is for the director to book" not in text_of(as_dee.get(page))
