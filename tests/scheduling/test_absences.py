"""A clinician is ill, or the practice is closed: nothing is booked into those days, and what stands there is dealt with."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from safety.models import SafetyAlert
from scheduling.actions import remove_absence
from scheduling.models import Absence, Appointment
from tests import make

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = dt.date(2031, 5, 5), dt.date(2031, 5, 9)
AT_TEN = dt.datetime(2031, 5, 6, 14, tzinfo=dt.UTC)


def text_of(answer):
    return answer.content.decode()


def save(browser, who, **changes):
    values = {"clinician": who.pk if who else "everybody", "from_on": "2031-05-05", "until_on": "2031-05-09"}
    return browser.post(reverse("absence_list"), values | changes)


@pytest.fixture
def ill(cast):
    """Ada is away for a week in which Casey has two appointments; Drew has one with Ben."""
    cast.absence = Absence.objects.create(clinician=cast.ada, from_on=MONDAY, until_on=FRIDAY)
    cast.first = make.make_appointment(cast.casey, cast.ada, AT_TEN)
    cast.second = make.make_appointment(cast.casey, cast.ada, AT_TEN + dt.timedelta(days=1), kind="family")
    cast.drews = make.make_appointment(cast.drew, cast.ben, AT_TEN)
    return cast


def detail(absence):
    return reverse("absence_detail", args=[absence.clinician_id])


def test_days_away_are_saved_and_no_booking_takes_them(as_kim, cast):
    answer = save(as_kim, cast.ada)
    absence = Absence.objects.get()
    assert (absence.clinician, absence.from_on, absence.until_on) == (cast.ada, MONDAY, FRIDAY)
    assert answer.headers["Location"] == detail(absence)
    page = as_kim.get(reverse("appointment_new", args=[cast.casey.pk]), {"on": "2031-05-06", "at": "10:00"})
    assert "Ada Test is away" in text_of(page)
    assert "Away, all day" in text_of(as_kim.get(reverse("calendar"), {"week": "2031-05-06"}))


def test_one_day_needs_one_date(as_kim, cast):
    save(as_kim, cast.ada, until_on="")
    assert Absence.objects.get().until_on == MONDAY


def test_a_holiday_is_everybodys(as_kim, cast):
    assert save(as_kim, None).headers["Location"] == reverse("absence_list")
    away = {each.clinician for each in Absence.objects.all()}
    assert away == {cast.ada, cast.ben, cast.sam, cast.dee}


def test_a_clinician_says_so_for_themselves_alone(as_ada, as_ben, cast):
    assert save(as_ada, cast.ben).status_code == 200
    assert save(as_ada, None).status_code == 200
    assert not Absence.objects.exists()
    save(as_ada, cast.ada)
    absence = Absence.objects.get(clinician=cast.ada)
    assert as_ben.get(detail(absence)).status_code == 404
    assert "Ada Test" not in text_of(as_ben.get(reverse("absence_list")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"until_on": "2031-05-04"}, "on or after the first"),
        ({"from_on": ""}, "Fill in: From"),
        ({"clinician": "x"}, "Choose who is away"),
        ({"clinician": ""}, "Choose who is away"),
    ],
)
def test_what_is_no_stretch_of_days_is_refused(as_kim, cast, changes, sentence):
    assert sentence in text_of(save(as_kim, cast.ada, **changes))
    assert not Absence.objects.exists()


def test_the_page_shows_what_is_still_booked_and_whom_to_call(as_kim, ill):
    page = text_of(as_kim.get(detail(ill.absence)))
    assert page.count("Casey Quill</label>") == 2 and "Drew" not in page
    assert "(212) 555-0101" in page and reverse("appointment_move", args=[ill.first.pk]) in page
    assert "2 still booked" in text_of(as_kim.get(reverse("absence_list")))


def test_the_ticked_ones_are_cancelled_and_can_be_booked_again(as_kim, ill):
    as_kim.post(detail(ill.absence), {"appointment": [ill.first.pk]})
    status = {each.pk: each.status for each in Appointment.objects.filter(client=ill.casey)}
    assert (status[ill.first.pk], status[ill.second.pk]) == ("cancelled_by_practice", "booked")
    page = text_of(as_kim.get(detail(ill.absence)))
    assert "Cancelled by us for these days" in page
    assert f"{reverse('appointment_new', args=[ill.casey.pk])}?kind=therapy&amp;on=2031-05-06" in page


def test_the_office_is_told_whom_to_call_first(as_kim, as_ada, ill):
    SafetyAlert.objects.create(
        client=ill.casey, source="clinician", what="x", owner=ill.ada, raised_by=ill.ada, due_at=AT_TEN
    )
    assert text_of(as_kim.get(detail(ill.absence))).count("Call Ada Test before you move or cancel") == 2
    assert "Call Ada Test" not in text_of(as_ada.get(detail(ill.absence)))


def test_nothing_ticked_and_what_is_not_there_cancel_nothing(as_kim, ill):
    assert "Tick what is to be cancelled" in text_of(as_kim.post(detail(ill.absence), {}))
    assert "Open the page again" in text_of(as_kim.post(detail(ill.absence), {"appointment": [ill.drews.pk]}))
    assert set(Appointment.objects.filter(wall_date__range=(MONDAY, FRIDAY)).values_list("status", flat=True)) == {
        "booked"
    }


def test_they_are_there_after_all(as_kim, as_ben, ill):
    taken_back = {"remove": ill.absence.pk}
    assert as_ben.post(detail(ill.absence), taken_back).status_code == 404
    as_ben.post(reverse("absence_detail", args=[ill.ben.pk]), taken_back)
    assert Absence.objects.exists(), "another's days are not taken back"
    assert as_kim.post(detail(ill.absence), taken_back).status_code == 302
    assert not Absence.objects.exists()
    assert as_kim.post(detail(ill.absence), taken_back).status_code == 302
    assert "No days away are entered" in text_of(as_kim.get(detail(ill.absence)))


def test_the_list_asks_as_much_for_one_as_for_thirty(as_kim, ill):
    as_kim.get(reverse("absence_list"))
    with CaptureQueriesContext(connection) as one:
        as_kim.get(reverse("absence_list"))
    Absence.objects.bulk_create(Absence(clinician=ill.ben, from_on=MONDAY, until_on=FRIDAY) for _ in range(29))
    with CaptureQueriesContext(connection) as many:
        assert text_of(as_kim.get(reverse("absence_list"))).count("Ben Test</a>") == 29
    assert len(one) == len(many)
    with CaptureQueriesContext(connection) as one:
        as_kim.get(detail(ill.absence))
    for number in range(28):
        person = make.make_client(f"Person{number}", "Aster", therapist=ill.ada)
        at = AT_TEN + dt.timedelta(days=number // 9, hours=1 + number % 9)
        make.make_appointment(person, ill.ada, at)
    with CaptureQueriesContext(connection) as many:
        as_kim.get(detail(ill.absence))
    assert len(one) == len(many)


@pytest.mark.parametrize("text", ["x", "9" * 400, "-1", "\x00", ""])
def test_what_cannot_be_read_takes_nothing_back(as_kim, ill, text):
    assert as_kim.post(detail(ill.absence), {"remove": text}).status_code == 302
    assert Absence.objects.exists()


def test_days_that_two_windows_take_back_are_taken_back_once(ill):
    opened = Absence.objects.get(pk=ill.absence.pk)
    for absence in (ill.absence, opened):
        remove_absence(absence=absence, by=ill.ada)
    assert AuditEvent.objects.filter(verb="absence.removed").count() == 1
