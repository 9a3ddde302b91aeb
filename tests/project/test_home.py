"""Today: the clinician's day, with the same number of queries however full it is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ipt_practice.nav import navigation
from ipt_practice.today import Row, today_of
from safety.actions import raise_alert
from sessions.models import TherapySession
from tests import make
from tests.sessions.moments import next_of

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def ten(cast):
    """Ten in the morning of today, in New York."""
    return timezone.now().astimezone(ZONE).replace(hour=10, minute=0, second=0, microsecond=0)


def booked(cast, starts_at, name="Lee", held=6, planned=16, **fields):
    """A client of Ada's whose next session begins at `starts_at`."""
    person = make.make_client(name, "Row", cast.ada)
    course = make.make_course(
        person, cast.ada, planned=planned, held=held, first_at=starts_at - dt.timedelta(weeks=held), **fields
    )
    return course


def today(cast, now):
    with timezone.override(ZONE):
        return today_of(cast.ada, now=now)


def test_home_lists_the_day_in_order_with_free_time_between(cast, ten):
    booked(cast, ten, "Early")
    booked(cast, ten + dt.timedelta(hours=3), "Late")
    page = today(cast, ten - dt.timedelta(minutes=4))
    assert page.summary == "2 sessions. The next one starts in 4 minutes."
    assert [getattr(row, "is_free", False) for row in page.rows] == [False, True, False]
    early = page.rows[0]
    assert (early.line, early.number, page.next) == ({"held": 6, "planned": 16, "left": 10, "missed": 0}, 7, early)
    assert early.opener is not None and page.rows[2].opener is None


def test_home_shows_one_primary_button(as_ada, cast):
    booked(cast, timezone.now() + dt.timedelta(minutes=30))
    page = as_ada.get(reverse("home")).content.decode()
    if "Lee Row" in page.split('id="day-heading"')[1].split("</section>")[0]:  # not in the last half hour of the day
        assert page.count("btn-primary") == 1
        assert "Open session 7" in page and "6 of 16 held, 10 left" in page


def test_a_note_that_waits_more_than_48_hours_says_so(cast):
    session = next_of(cast.casey_course, minutes_ago=60)
    page = today(cast, timezone.now())
    assert [(note.session, note.number, note.is_late) for note in page.waiting[2:]] == [(session, 3, False)]
    later = today(cast, timezone.now() + dt.timedelta(hours=48)).waiting
    assert [note.is_late for note in later if note.session == session] == [True]


def test_due_and_phases_come_from_where_each_course_stands(cast, ten):
    booked(cast, ten, "Nofocus", held=3)
    booked(cast, ten + dt.timedelta(hours=1), "Ending", held=12)
    page = today(cast, ten)
    assert [(due.text, due.client.first_name) for due in page.due if due.client.first_name == "Nofocus"] == [
        ("Agree a focus", "Nofocus")
    ]
    assert "Open the ending planner" in {due.text for due in page.due if due.client.first_name == "Ending"}
    assert page.phases == [("Initial", 2), ("Middle", 0), ("Ending", 1)]
    assert page.courses == 3


def test_home_names_the_client_of_an_alert_and_not_the_answer(as_ada, cast):
    raise_alert(client=cast.casey, source="measure", what="Item 9: several days.", owner=cast.ada, by=cast.ada)
    page = as_ada.get(reverse("home")).content.decode()
    assert "Casey Quill: ask about safety today" in page
    assert "several days" not in page


def test_home_is_ones_own(as_ben, cast):
    next_of(cast.casey_course)
    assert "Casey" not in as_ben.get(reverse("home")).content.decode()


@pytest.mark.parametrize("who", ["as_sam", "as_dee"])
def test_home_without_a_caseload_says_so(request, who):
    answer = request.getfixturevalue(who).get(reverse("home"))
    assert answer.status_code == 200
    assert "Nothing is booked for you today." in answer.content.decode()


def test_home_asks_the_same_at_one_row_and_at_thirty(as_ada, cast, ten):
    booked(cast, ten.replace(hour=0), "Lee0")

    def count():
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            timezone.override(ZONE),
        ):
            page = today_of(cast.ada, now=ten.replace(hour=0))
        return len(queries), sum(isinstance(row, Row) for row in page.rows)

    first, rows = count()
    assert rows == 1
    for n in range(1, 30):
        start = ten.replace(hour=0) + dt.timedelta(minutes=20 + 40 * n)
        person = make.make_client(f"Lee{n}", "Row", cast.ada)
        course = make.make_course(person, cast.ada, planned=2, held=0, first_at=start + dt.timedelta(days=400 + 20 * n))
        appointment = make.make_appointment(person, cast.ada, start, minutes=30)
        TherapySession.objects.create(course=course, appointment=appointment)
    assert count() == (first, 30)


def test_a_page_and_its_navigation_stay_within_the_budget(as_ada, cast, django_assert_max_num_queries):
    booked(cast, timezone.now() + dt.timedelta(minutes=30))
    as_ada.get(reverse("home"))
    with django_assert_max_num_queries(21):
        as_ada.get(reverse("home"))


def test_navigation_asks_two_queries(as_ada, cast, rf):
    request = rf.get("/")
    request.user = cast.ada
    with CaptureQueriesContext(connection) as queries:
        nav = navigation(request)["nav"]
    assert len(queries) <= 2
    labels = [str(item["label"]) for item in nav["items"]]
    assert labels[0] == "Today" and "Notes to sign" in labels
    assert nav["items"][0]["current"] is True


@pytest.mark.parametrize(
    ("path", "here"),
    [("/", "Today"), ("/sessions/to-sign/", "Notes to sign"), ("/sessions/5/note/", "Today"), ("/elsewhere/", None)],
)
def test_the_reader_is_in_one_place_at_most(cast, rf, path, here):
    request = rf.get(path)
    request.user = cast.ada
    items = navigation(request)["nav"]["items"]
    assert [str(item["label"]) for item in items if item["current"]] == ([here] if here else [])
