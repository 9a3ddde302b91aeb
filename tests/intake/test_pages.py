"""Kim's board and the way of an inquiry over it; Dee's consultation."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Practice
from clients.actions import receive_form
from clients.models import Assignment, Client
from intake import actions
from intake.models import Consultation, Inquiry
from problem_areas.assessing import save_assessment
from scheduling.models import Appointment, WorkingHours
from scheduling.words import day_words
from sessions.actions.booking import seed_templates
from tests import make

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2027, 5, 4)
PAST = dt.date(2025, 5, 6)
"""A Tuesday gone by: an outcome is recorded once the meeting's time has come."""
CLINICAL = ("Secretconcern", "Secretreasons", "Secretfit", "Secretrecommended")


@pytest.fixture
def office(cast):
    """A place, and a director who works there on weekdays."""
    cast.location, cast.room = make.make_location(), make.make_room()
    for weekday in range(5):
        WorkingHours.objects.create(
            clinician=cast.dee, location=cast.location, weekday=weekday, starts_at="09:00", ends_at="12:00"
        )
    return cast


def text_of(answer):
    return answer.content.decode()


def inquiry_of(cast, first="Harriet", days=0, **changes):
    values = {"phone": "+12125550177", "channel": "phone", "seeks": "Since the move", "by": cast.kim}
    received = timezone.now() - dt.timedelta(days=days)
    return actions.take_inquiry(first_name=first, last_name="Plum", received_at=received, **{**values, **changes})


def consultation_of(cast, inquiry=None, time=9, on=TUESDAY):
    return actions.book_consultation(
        inquiry=inquiry or inquiry_of(cast),
        clinician=cast.dee,
        location=make.make_location(),
        wall_date=on,
        wall_time=dt.time(time),
        by=cast.kim,
    )


def confirmed(cast, first="Harriet", time=9, therapist=None):
    consultation = consultation_of(cast, inquiry_of(cast, first), time, PAST)
    return actions.record_consultation(
        consultation=consultation,
        outcome="ipt_confirmed",
        therapist=therapist or cast.ada,
        presenting_concern="Secretconcern",
        reasons="Secretreasons",
        therapist_reason="Secretfit",
        recommended="Secretrecommended",
        by=cast.dee,
    )


def column(page, heading):
    """The names on the tickets of one column, from the top."""
    part = re.search(rf'id="column-{heading}">.*?</section>', page, re.DOTALL).group(0)
    return re.findall(r"<h3><a[^>]*>([^<]*)</a>", part)


def typed(**changes):
    values = {
        "first_name": "Emma",
        "last_name": "Wood",
        "phone": "(212) 555-0178",
        "email": "",
        "seeks": "Rows with my sister",
        "channel": "phone",
        "modality": "in_person",
        "slot": "later",
    }
    return {**values, **changes}


# the board --------------------------------------------------------------------------------------------------------


def test_home_brings_the_office_manager_to_the_board(as_kim):
    assert as_kim.get("/").headers["Location"] == reverse("intake_board")


def test_intake_board_has_each_in_its_column_the_longest_wait_first(as_kim, office):
    inquiry_of(office, "Newer", days=2)
    inquiry_of(office, "Older", days=20)
    consultation_of(office, inquiry_of(office, "Booked"), 9)
    confirmed(office, "Formless", 10)
    ready = confirmed(office, "Ready", 11)
    for kind in ("intake", "confidentiality_cancellation"):
        receive_form(client=ready.inquiry.client, kind=kind, received_on=TUESDAY, by=office.kim)
    page = text_of(as_kim.get(reverse("intake_board")))
    assert column(page, "inquiry") == ["Older Plum", "Newer Plum"]
    assert column(page, "consultation") == ["Booked Plum"]
    assert column(page, "forms") == ["Formless Plum"]
    assert column(page, "ready") == ["Ready Plum"]
    assert "5 people waiting. Longest wait 20 days." in page
    assert 'waited waited-long">20 days' in page


def test_intake_board_says_outcome_and_therapist_and_no_clinical_word(as_kim, office):
    confirmed(office)
    page = text_of(as_kim.get(reverse("intake_board")))
    assert "IPT confirmed, with Ada Test." in page
    assert not any(word in page for word in CLINICAL)


def test_intake_board_brings_back_who_missed_the_consultation(as_kim, office):
    consultation = consultation_of(office)
    Appointment.objects.filter(pk=consultation.appointment_id).update(status="no_show")
    page = text_of(as_kim.get(reverse("intake_board")))
    assert column(page, "inquiry") == ["Harriet Plum"]
    assert f"Consultation of {day_words(TUESDAY)}: no-show." in page


def test_intake_board_lets_go_who_has_a_course(as_kim, office):
    inquiry_of(office, days=20)
    make.make_course(Client.objects.get(first_name="Harriet"), make.make_user("Tess"), planned=1)
    assert "Nobody is waiting." in text_of(as_kim.get(reverse("intake_board")))


def test_intake_board_asks_as_much_for_one_as_for_thirty(as_kim, office):
    confirmed(office, "First", 9)
    as_kim.get(reverse("intake_board"))
    with CaptureQueriesContext(connection) as one:
        as_kim.get(reverse("intake_board"))
    for number in range(29):
        inquiry_of(office, f"Person{number}")
    with CaptureQueriesContext(connection) as many:
        as_kim.get(reverse("intake_board"))
    assert len(one) == len(many)
    assert len(many) <= 14


def test_intake_board_is_for_office_and_director(as_ada, as_dee, as_ali):
    assert [browser.get(reverse("intake_board")).status_code for browser in (as_ada, as_dee, as_ali)] == [403, 200, 403]


def test_intake_board_says_that_a_minor_has_no_guardian(as_kim, office):
    young = inquiry_of(office, born_on=timezone.localdate() - dt.timedelta(days=15 * 365)).client
    assert "A minor without a guardian on file." in text_of(as_kim.get(reverse("intake_board")))
    young.guardians.create(name="Rosalind Plum", relation="mother")
    assert "A minor without" not in text_of(as_kim.get(reverse("intake_board")))


def test_intake_board_says_that_somebody_stands_on_it_twice(as_kim, office):
    consultation_of(office)
    known = Client.objects.get(first_name="Harriet")
    assert "Another inquiry" not in text_of(as_kim.get(reverse("intake_board")))
    actions.take_inquiry(client=known, channel="referral", seeks="A letter", by=office.kim)
    assert text_of(as_kim.get(reverse("intake_board"))).count("Another inquiry of theirs is on this board.") == 1


# a new inquiry ----------------------------------------------------------------------------------------------------


def test_inquiry_new_takes_inquiry_consent_and_consultation_in_one_go(as_kim, office):
    page = text_of(as_kim.get(reverse("inquiry_new")))
    slots = re.findall(r'name="slot" value="([^"]+)"|value="([^"]+)"[^>]*name="slot"', page)
    slot = next(value for pair in slots for value in pair if "|" in value)
    sent = typed(email="emma@client.example", may_email="on", slot=slot)
    assert as_kim.post(reverse("inquiry_new"), sent).headers["Location"] == reverse("intake_board")
    inquiry = Inquiry.objects.get()
    assert inquiry.client.consents.get().channel == "email"
    assert (inquiry.consultation.appointment.clinician, inquiry.consultation.appointment.room) == (
        office.dee,
        office.room,
    )
    assert "Reminders on." in text_of(as_kim.get(reverse("intake_board")))


def test_inquiry_new_asks_for_the_guardian_of_a_minor(as_kim, office):
    born = timezone.localdate() - dt.timedelta(days=15 * 365)
    answer = as_kim.post(reverse("inquiry_new"), typed(born_on=born.isoformat()))
    young = Client.objects.get(first_name="Emma")
    assert answer.headers["Location"] == reverse("guardians_edit", args=[young.pk])
    assert "Emma Wood is on the board" in text_of(as_kim.get(answer.headers["Location"]))


def test_inquiry_new_offers_only_free_times_of_the_director(as_kim, office):
    page = text_of(as_kim.get(reverse("inquiry_new")))
    assert page.count(str(office.dee.pk)) == 6
    assert str(office.ada.pk) not in page


def test_inquiry_new_loses_nothing_when_the_time_was_taken(as_kim, office):
    consultation_of(office)
    slot = f"{office.dee.pk}|{office.location.pk}|2027-05-04T09:00"
    answer = as_kim.post(reverse("inquiry_new"), typed(slot=slot))
    assert answer.status_code == 409
    assert "This time was taken a moment ago" in text_of(answer) and "Rows with my sister" in text_of(answer)
    assert not Client.objects.filter(first_name="Emma").exists()


def test_inquiry_new_warns_of_somebody_who_has_a_file_and_is_no_wall(as_kim, office):
    inquiry_of(office)
    sent = typed(phone="(212) 555-0177")
    page = text_of(as_kim.post(reverse("inquiry_new"), sent))
    known = Client.objects.get(first_name="Harriet")
    assert "Somebody like this has a file already" in page and reverse("client_contact", args=[known.pk]) in page
    assert "Rows with my sister" in page and Inquiry.objects.count() == 1
    as_kim.post(reverse("inquiry_new"), sent | {"anyway": "1"})
    assert Client.objects.filter(phone="+12125550177").count() == 2


def test_inquiry_new_may_be_saved_for_the_person_who_is_alike(as_kim, office):
    known = inquiry_of(office).client
    as_kim.post(reverse("inquiry_new"), typed(phone="(212) 555-0177", same_as=known.pk))
    assert [each.seeks for each in known.inquiries.order_by("received_at")] == ["Since the move", "Rows with my sister"]
    known.refresh_from_db()
    assert known.first_name == "Harriet"
    nobody = typed(same_as="00000000-0000-0000-0000-000000000000")
    assert as_kim.post(reverse("inquiry_new"), nobody).status_code == 404


def test_inquiry_new_for_somebody_who_came_before_keeps_the_file(as_kim, office):
    address = f"{reverse('inquiry_new')}?client={office.casey.pk}"
    assert "New inquiry of Casey Quill" in text_of(as_kim.get(address))
    as_kim.post(address, {"seeks": "Again", "channel": "phone", "modality": "video", "slot": "later"})
    assert Inquiry.objects.get().client == office.casey


@pytest.mark.parametrize("client", ["x", "0", "00000000-0000-0000-0000-000000000000"])
def test_inquiry_new_for_nobody(as_kim, office, client):
    assert as_kim.get(reverse("inquiry_new"), {"client": client}).status_code in (200, 404)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": ""}, "Enter a phone number or an email address"),
        ({"may_email": "on"}, "Enter the email address for the reminders"),
        ({"seeks": ""}, "Write down what they seek, as they said it"),
        ({"first_name": ""}, "Fill in: First name"),
        ({"slot": "x"}, "Select a valid choice"),
        ({"channel": "x"}, "Select a valid choice"),
        ({"first_name": "nul\x00inside"}, "Null characters are not allowed"),
    ],
)
def test_inquiry_new_says_what_to_correct(as_kim, office, changes, sentence):
    answer = as_kim.post(reverse("inquiry_new"), typed(**changes))
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("slot", ["a|b|c", "||", "a|b|2027-02-30T09:00", "|".join(["x"] * 3)])
def test_inquiry_new_takes_no_slot_that_names_nothing(as_kim, office, slot):
    assert as_kim.post(reverse("inquiry_new"), typed(slot=slot)).status_code < 500


# one inquiry ------------------------------------------------------------------------------------------------------


def test_inquiry_detail_shows_the_reasons_to_clinicians_only(as_kim, as_ada, as_ben, as_dee, office):
    inquiry = confirmed(office).inquiry
    address = reverse("inquiry_detail", args=[inquiry.pk])
    kims, adas, dees = (text_of(browser.get(address)) for browser in (as_kim, as_ada, as_dee))
    assert "Ada Test" in kims and "IPT confirmed" in kims and "Since the move" in kims
    assert not any(word in kims for word in CLINICAL)
    assert all(word in adas and word in dees for word in CLINICAL)
    assert as_ben.get(address).status_code == 404


def test_consultation_book_takes_one_of_the_free_times(as_kim, office):
    inquiry = inquiry_of(office)
    address = reverse("consultation_book", args=[inquiry.pk])
    slot = re.search(r'value="([^"]+\|[^"]+\|[^"]+)"', text_of(as_kim.get(address))).group(1)
    assert as_kim.post(address, {"slot": slot, "modality": "video"}).status_code == 302
    assert Consultation.objects.get().appointment.modality == "video"


def other_time(office, **changes):
    values = {
        "slot": "other",
        "modality": "in_person",
        "wall_date": "2027-05-04",
        "wall_time": "10:00",
        "clinician": office.dee.pk,
        "location": office.location.pk,
    }
    return {**values, **changes}


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"wall_time": "09:30"}, 409, "Choose another time: Dee Test is taken"),
        ({"wall_time": "19:00"}, 409, "Choose another time: Dee Test does not work then"),
        ({"wall_date": "2027-03-14", "wall_time": "02:30"}, 409, "this time does not come"),
        ({"wall_date": "2027-11-07", "wall_time": "01:30"}, 409, "this time comes twice"),
        ({"wall_date": ""}, 200, "Fill in: Date"),
        ({"wall_time": "x"}, 200, "Enter a time, for example 11:00"),
        ({"location": "x"}, 200, "Choose one from the list"),
    ],
)
def test_consultation_book_says_why_not(as_kim, office, changes, status, sentence):
    consultation_of(office)
    inquiry = inquiry_of(office, "Second")
    answer = as_kim.post(reverse("consultation_book", args=[inquiry.pk]), other_time(office, **changes))
    assert answer.status_code == status
    assert sentence in text_of(answer)
    assert Consultation.objects.count() == 1


def test_consultation_book_may_overlook_the_hours_and_says_which_of_two(as_kim, office):
    evening = other_time(office, wall_date="2027-11-07", wall_time="01:30", outside_hours="on")
    address = reverse("consultation_book", args=[inquiry_of(office).pk])
    assert as_kim.post(address, evening).status_code == 409
    assert as_kim.post(address, evening | {"fold": "1"}).status_code == 302
    assert Consultation.objects.get().appointment.starts_at == dt.datetime(2027, 11, 7, 6, 30, tzinfo=dt.UTC)


def test_consultation_book_is_with_a_director(as_kim, office):
    address = reverse("consultation_book", args=[inquiry_of(office).pk])
    assert as_kim.post(address, other_time(office, clinician=office.ada.pk)).status_code == 200
    assert not Consultation.objects.exists()


def outcome(consultation, **changes):
    return {"version": consultation.version, "outcome": "ipt_confirmed", **changes}


def test_consultation_record_names_the_therapist(as_dee, office):
    seed_templates()
    consultation = consultation_of(office, on=PAST)
    address = reverse("consultation_record", args=[consultation.pk])
    sent = outcome(consultation, therapist=office.ada.pk, reasons="Secretreasons", plan="ipt_12")
    assert as_dee.post(address, sent).headers["Location"] == reverse("inquiry_detail", args=[consultation.inquiry_id])
    assignment = Assignment.objects.get(client=consultation.inquiry.client)
    assert (assignment.clinician, assignment.plan_key) == (office.ada, "ipt_12")


def test_consultation_record_is_the_directors(as_kim, as_ada, office):
    address = reverse("consultation_record", args=[consultation_of(office).pk])
    assert [browser.get(address).status_code for browser in (as_kim, as_ada)] == [403, 403]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": ""}, "Choose what came of it"),
        ({}, "Choose the therapist who suits"),
        ({"outcome": "not_ready"}, "Enter the day on which to ask again"),
        ({"outcome": "referred_out"}, "Say which other therapy, or where they were referred"),
        ({"therapist": "x"}, "Choose one from the list"),
    ],
)
def test_consultation_record_asks_for_what_belongs_to_the_outcome(as_dee, office, changes, sentence):
    consultation = consultation_of(office, on=PAST)
    sent = outcome(consultation, reasons="Typed reasons", **changes)
    page = text_of(as_dee.post(reverse("consultation_record", args=[consultation.pk]), sent))
    assert sentence in page and "Typed reasons" in page


def test_consultation_record_shows_both_when_recorded_twice(as_dee, office):
    consultation = consultation_of(office, on=PAST)
    address, sent = (
        reverse("consultation_record", args=[consultation.pk]),
        outcome(consultation, therapist=office.ada.pk),
    )
    as_dee.post(address, sent | {"reasons": "Theirs"})
    answer = as_dee.post(address, sent | {"reasons": "Mine"})
    assert answer.status_code == 409
    assert "Mine" in text_of(answer) and "Theirs" in text_of(answer)


def test_consultation_record_keeps_the_reasons_for_seeking_help(as_dee, as_kim, office):
    """Rows 000-04 to 000-11: the director ticks them, the assessment has them, the office never sees them."""
    consultation = consultation_of(office, on=PAST)
    address = reverse("consultation_record", args=[consultation.pk])
    assert "Overwhelmed by grief" in text_of(as_dee.get(address))
    sent = outcome(consultation, therapist=office.ada.pk, concerns=["loss", "peers"], concern_other="Secretreasons")
    assert as_dee.post(address, sent).status_code == 302
    assessment = consultation.inquiry.client.assessment
    assert (assessment.concerns, assessment.concern_other, assessment.written_by) == (
        ["loss", "peers"], "Secretreasons", office.dee,
    )  # fmt: skip
    page = text_of(as_kim.get(reverse("inquiry_detail", args=[consultation.inquiry_id])))
    assert "Overwhelmed" not in page and "Secretreasons" not in page


def test_consultation_record_says_when_the_reasons_were_changed(as_dee, office):
    consultation = consultation_of(office, on=PAST)
    client = consultation.inquiry.client
    save_assessment(client=client, version=0, values={"concerns": ["conflict"]}, by=office.ada)
    sent = outcome(consultation, therapist=office.ada.pk, concerns=["loss"])
    address = reverse("consultation_record", args=[consultation.pk])
    answer = as_dee.post(address, sent)
    assert answer.status_code == 409 and "Changed in the meantime. Stored now: A conflict" in text_of(answer)
    consultation.refresh_from_db()
    assert (client.assessment.concerns, consultation.outcome) == (["conflict"], "")
    assert as_dee.post(address, sent | {"assessment_version": 1}).status_code == 302


def test_consultation_record_waits_for_the_meeting(as_dee, office):
    consultation = consultation_of(office)
    address = reverse("consultation_record", args=[consultation.pk])
    assert "The consultation is still to come" in text_of(as_dee.get(address))
    answer = as_dee.post(address, outcome(consultation, therapist=office.ada.pk, reasons="Typed reasons"))
    page = text_of(answer)
    assert answer.status_code == 409
    assert (
        "Nothing was recorded" in page
        and "It is booked for Tue, May 4, 2027, 9:00 AM" in page
        and "Typed reasons" in page
    )
    consultation.refresh_from_db()
    assert consultation.outcome == ""


def test_inquiry_close_wants_a_reason(as_kim, office):
    inquiry = inquiry_of(office)
    address = reverse("inquiry_close", args=[inquiry.pk])
    assert "Say why it ends here" in text_of(as_kim.post(address, {"version": 1, "because": ""}))
    assert as_kim.post(address, {"version": 1, "because": "Found help nearer home"}).status_code == 302
    assert "Nobody is waiting." in text_of(as_kim.get(reverse("intake_board")))
    assert as_kim.post(address, {"version": 1, "because": "Again"}).status_code == 302
    assert Inquiry.objects.get().closed_because == "Found help nearer home"


def test_without_the_rule_the_office_books_without_a_consultation(as_kim, office):
    Practice.objects.update(require_consultation=False)
    person = make.make_client("Robin", "Small")
    page = text_of(as_kim.get(reverse("course_book", args=[person.pk])))
    assert "The consultation comes first" not in page
