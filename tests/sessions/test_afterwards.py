"""What was agreed for after the end reaches the office's board, without a clinical word, and leaves it when it is booked."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import today_for
from audit.models import AuditEvent
from clients.actions import receive_form
from clients.models import Client
from safety.models import SafetyAlert
from scheduling.words import day_words
from sessions.actions.booking import seed_templates
from sessions.actions.closing import close_course
from sessions.actions.ending import save_ending
from sessions.actions.reviews import record_follow_up
from sessions.afterwards import to_book_after_the_end
from sessions.models import CourseTemplate, OfferNotTaken
from tests import make

pytestmark = pytest.mark.django_db

CLINICAL = ("maintenance", "booster", "Secretgains", "resolved", "improved", "symptom", "interpersonal")
LATER = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=400, hours=3)


@pytest.fixture
def after(cast):
    """Casey's course, over; a function that closes it with what was agreed."""
    seed_templates()
    cast.today = today_for(cast.ada)
    cast.due = cast.today + dt.timedelta(days=110)

    def agree(closed=True, **values):
        values = {"gains": "Secretgains", "focus_resolution": "improved", **values}
        save_ending(course=cast.casey_course, version=0, values=values, by=cast.ada)
        if closed:
            close_course(course=cast.casey_course, end_reason="completed", by=cast.ada)

    cast.agree = agree
    return cast


def words_of(cast):
    return [each.words for each in to_book_after_the_end(Client.objects.all(), cast.today)]


def board(browser):
    return browser.get(reverse("intake_board")).content.decode()


def follow_up_line(cast):
    return f"Follow-up to book: 1 x 50 min about {day_words(cast.due)} with Ada Test"


def reviewed(cast, **values):
    values = {
        "held_on": cast.today,
        "status": "well",
        "next_step": "none",
        "gains": {},
        "note": "",
        "next_on": None,
    } | values
    record_follow_up(course=cast.casey_course, values=values, by=cast.ada)


def test_a_follow_up_stands_on_the_board_and_leaves_it_when_it_is_booked(as_kim, after):
    after.agree(follow_up_on=after.due)
    page = board(as_kim)
    assert follow_up_line(after) in page
    assert not any(word.lower() in page.lower() for word in CLINICAL)
    meeting = make.make_appointment(after.casey, after.ada, LATER, kind="follow_up")
    assert follow_up_line(after) not in board(as_kim)
    meeting.status = "cancelled_by_client"
    meeting.save()
    assert follow_up_line(after) in board(as_kim), "it comes back when it is called off"


def test_the_button_on_the_board_leads_to_a_free_time_and_one_press_books_it(as_kim, after):
    make.make_room()
    after.agree(follow_up_on=after.due)
    page = as_kim.get(reverse("intake_board"))
    (each,) = page.context["afterwards"]
    booking = as_kim.get(each.step[0])
    form = booking.context["form"]
    assert booking.status_code == 200 and not form.errors
    assert abs((form.cleaned_data["wall_date"] - after.due).days) <= 3
    answer = as_kim.post(each.step[0], form.data)
    meeting = after.casey.appointments.get(kind="follow_up")
    assert answer.headers["Location"] == reverse("appointment_detail", args=[meeting.pk])
    assert (meeting.clinician, meeting.minutes) == (after.ada, 50)
    assert "Follow-up to book" not in board(as_kim)


def test_it_is_on_the_board_as_soon_as_it_is_agreed(after):
    after.agree(closed=False, follow_up_on=after.due)
    assert words_of(after) == [follow_up_line(after)]


@pytest.mark.parametrize(
    ("decision", "key", "words"),
    [
        ("maintenance", "ipt_maintenance", ["Sessions to book: 12 every 4 weeks, 50 minutes, with Ada Test"]),
        ("booster", "follow_up", ["Sessions to book: 3 every 8 weeks, 50 minutes, with Ada Test"]),
        ("other_treatment", "", []),
        ("none", "", []),
    ],
)
def test_further_sessions_are_said_by_their_rhythm(as_kim, after, decision, key, words):
    after.agree(maintenance_decision=decision)
    assert words_of(after) == words
    page = board(as_kim)
    assert not any(word.lower() in page.lower() for word in CLINICAL)
    if key:
        template = CourseTemplate.objects.get(key=key)
        for kind in ("intake", "confidentiality_cancellation"):
            receive_form(client=after.casey, kind=kind, received_on=after.today, by=after.kim)
        address = f"{reverse('course_book', args=[after.casey.pk])}?template={template.pk}"
        assert address in page
        chosen = as_kim.get(address).context["form"]["template"].value()
        assert str(chosen) == str(template.pk)


def test_further_sessions_wait_for_the_end_and_go_with_the_next_course(after):
    after.agree(closed=False, maintenance_decision="maintenance")
    assert words_of(after) == []
    close_course(course=after.casey_course, end_reason="completed", by=after.ada)
    assert len(words_of(after)) == 1
    make.make_course(after.casey, after.ada, planned=12, number=2, kind="maintenance", first_at=LATER)
    assert words_of(after) == []


def test_a_review_says_what_is_next(after):
    after.agree(follow_up_on=after.today, maintenance_decision="maintenance")
    assert len(words_of(after)) == 2
    reviewed(after, next_on=after.due)
    assert words_of(after) == [follow_up_line(after)]
    make.make_appointment(after.casey, after.ada, LATER - dt.timedelta(days=500), kind="follow_up", status="held")
    assert words_of(after) == [follow_up_line(after)], "one that is over is not the next one"


def test_nobody_is_asked_for_longer_than_half_a_year(after):
    after.agree(follow_up_on=after.today - dt.timedelta(days=181))
    assert words_of(after) == []


def test_the_therapist_is_who_looks_after_the_client_now_and_is_called_first(as_kim, as_dee, after):
    after.agree(follow_up_on=after.due)
    after.casey.assignments.update(until_on=after.today)
    make.make_assignment(after.casey, after.ben, from_on=after.today)
    SafetyAlert.objects.create(
        client=after.casey, source="clinician", what="x", owner=after.ada, raised_by=after.ada, due_at=timezone.now()
    )
    assert words_of(after)[0].endswith("with Ben Test")
    assert "Call Ben Test before booking" in board(as_kim)
    assert "before booking" not in board(as_dee)


def test_the_board_asks_as_much_for_one_as_for_thirty(as_kim, after):
    after.agree(follow_up_on=after.due)
    board(as_kim)
    with CaptureQueriesContext(connection) as one:
        board(as_kim)
    for number in range(29):
        person = make.make_client(f"Person{number}", "Aster", therapist=after.ada)
        at = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=20 + number, hours=5)
        course = make.make_course(person, after.ada, planned=1, first_at=at)
        save_ending(course=course, version=0, values={"follow_up_on": after.due}, by=after.ada)
    with CaptureQueriesContext(connection) as many:
        page = board(as_kim)
    assert page.count("Follow-up to book:") == 30
    assert len(one) == len(many)


NOT_WANTED = {"why": "declined", "remark": "Asked not to be called again"}


def not_taken(browser, cast, **values):
    return browser.post(
        reverse("offer_not_taken", args=[cast.casey.pk]),
        {"what": cast.due.isoformat(), "said_on": cast.today.isoformat(), **NOT_WANTED, **values},
    )


def test_offer_not_taken_takes_it_off_the_board_and_tells_the_therapist(as_kim, as_ada, after):
    after.due = after.today + dt.timedelta(days=3)
    after.agree(follow_up_on=after.due)
    assert "Follow-up review" in as_ada.get(reverse("home")).content.decode()
    address = reverse("offer_not_taken", args=[after.casey.pk])
    assert f"{address}?what={after.due.isoformat()}" in board(as_kim)
    page = as_kim.get(address).content.decode()
    assert follow_up_line(after) in page
    assert not any(word.lower() in page.lower() for word in CLINICAL)
    answer = not_taken(as_kim, after)
    contact = reverse("client_contact", args=[after.casey.pk])
    assert answer.headers["Location"] == contact
    assert "Follow-up to book" not in board(as_kim)
    said = ("The client does not want it", "Asked not to be called again. Kim Test")
    assert all(words in as_kim.get(contact).content.decode() for words in said)
    chart = as_ada.get(reverse("client_detail", args=[after.casey.pk])).content.decode()
    listed = as_ada.get(reverse("follow_up_list", args=[after.casey_course.pk])).content.decode()
    assert all(words in page for words in said for page in (chart, listed))
    assert "Follow-up review" not in as_ada.get(reverse("home")).content.decode(), "nobody is asked for it any more"
    event = AuditEvent.objects.get(verb="offer.not_taken")
    assert (event.actor_id, event.client_id, event.details) == (after.kim.pk, after.casey.pk, {"why": "declined"})


def test_booking_it_after_all_undoes_what_was_said(as_kim, after):
    after.agree(follow_up_on=after.due)
    not_taken(as_kim, after)
    contact = reverse("client_contact", args=[after.casey.pk])
    meeting = make.make_appointment(after.casey, after.ada, LATER, kind="follow_up")
    assert "does not want it" not in as_kim.get(contact).content.decode()
    meeting.status = "cancelled_by_client"
    meeting.save()
    assert follow_up_line(after) in board(as_kim), "called off, it waits again"


def test_further_sessions_that_are_not_taken_leave_and_come_back_with_a_later_review(as_ada, after):
    after.agree(maintenance_decision="maintenance", follow_up_on=after.due)
    assert len(words_of(after)) == 2
    assert "Maintenance IPT was agreed" in as_ada.get(reverse("client_detail", args=[after.casey.pk])).content.decode()
    assert not_taken(as_ada, after, what="sessions", why="not_reached", remark="").status_code == 302
    assert words_of(after) == [follow_up_line(after)]
    chart = as_ada.get(reverse("client_detail", args=[after.casey.pk])).content.decode()
    assert "Maintenance IPT was agreed" not in chart
    assert "Further sessions: The client could not be reached" in chart
    reviewed(after, next_step="booster")
    assert any("3 every 8 weeks" in words for words in words_of(after))


def test_offer_not_taken_says_what_is_missing_and_keeps_what_is_typed(as_kim, after):
    after.agree(follow_up_on=after.due)
    tomorrow = (after.today + dt.timedelta(days=1)).isoformat()
    page = not_taken(as_kim, after, why="", said_on=tomorrow).content.decode()
    assert "Choose one of the two" in page
    assert "Enter a day that has come" in page
    assert NOT_WANTED["remark"] in page
    assert not_taken(as_kim, after, what="2020-01-01").status_code == 200
    assert words_of(after) == [follow_up_line(after)]
    not_taken(as_kim, after)
    again = not_taken(as_kim, after)
    assert again.status_code == 409
    assert "Nothing is left to book" in again.content.decode()
    assert AuditEvent.objects.filter(verb="offer.not_taken").count() == 1


def test_what_was_said_is_never_changed(as_kim, after):
    after.agree(follow_up_on=after.due)
    not_taken(as_kim, after)
    with pytest.raises(DatabaseError), transaction.atomic():
        OfferNotTaken.objects.update(remark="x")
