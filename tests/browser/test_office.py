"""Kim takes a call and books a course; Dee records what came of the consultation. Steps as the flows promise."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from intake.models import Consultation, Inquiry
from scheduling.actions import mark
from scheduling.models import Absence, Appointment
from sessions.models import Course

CLINICAL = ("role dispute", "grief", "phq", "gad-7", "middle phase", "depress", "farm", "score")


def test_kim_takes_a_phone_inquiry_in_six_steps(visit):
    """Phone referral to a booked consultation with reminders on: 6 steps and 4 fields at most."""
    kim = visit("kim")
    # When somebody calls
    kim.press("Phone inquiry")
    kim.write("First name", "Marjoram")
    kim.write("Last name", "Fennwick")
    kim.write("Email (if no phone)", "marjoram.fennwick@client.example")
    kim.write("What they seek", "I cannot get used to living alone.")
    kim.choose("Reminders by email are fine")
    kim.page.locator("[name=slot]").first.check(force=True)
    kim.steps += 1
    kim.press("Save inquiry")
    # Then she is on the board, with a time and a consent
    kim.sees("Marjoram Fennwick is on the board")
    assert kim.steps <= 6 and kim.fields <= 4
    client = Client.objects.get(last_name="Fennwick")
    consultation = Consultation.objects.get(inquiry__client=client)
    assert consultation.appointment.clinician.email == "dee@practice.example"
    assert consultation.appointment.status == Appointment.BOOKED
    assert [consent.channel for consent in client.consents.all()] == ["email"]
    kim.sees_not(*CLINICAL)


def test_kim_books_the_whole_course_in_four_steps(visit):
    kim = visit("kim")
    client = Client.objects.get(last_name="Rookwood")
    # Given a confirmed client with her forms back, on the board
    kim.press(re.compile("Book course.*Delphine Rookwood"))
    # When she takes the first weekly time that is free
    kim.follow(kim.page.get_by_text("Free every week:").locator("xpath=..").get_by_role("link").first)
    kim.steps += 1
    kim.press("Book 16 sessions")
    # Then sixteen sessions stand in the calendar
    course = Course.objects.get(client=client)
    assert kim.steps <= 4
    assert course.sessions.filter(appointment__status=Appointment.BOOKED).count() == 16
    kim.sees_not(*CLINICAL)


def test_kim_sees_every_clash_before_the_course_is_booked(visit):
    """The same four steps where the therapist is away in the third week, and Kim takes another way out than the one proposed."""
    kim = visit("kim")
    client = Client.objects.get(last_name="Featherstow")
    luis = client.assignments.get(until_on=None).clinician
    away = timezone.localdate() + dt.timedelta(days=17)
    Absence.objects.create(clinician=luis, from_on=away, until_on=away + dt.timedelta(days=6))
    # Given a week in which no time is free
    kim.press(re.compile("Book course.*Corin Featherstow"))
    kim.sees("15 of 16 are free. 1 clashes")
    kim.sees("Luis Calderstone is away")
    # When she skips the week, and books
    kim.page.get_by_label(re.compile("Skip the week")).first.check(force=True)
    kim.steps += 1
    kim.press("Book 16 sessions")
    # Then nothing lies in that week
    booked = Course.objects.get(client=client).sessions.filter(appointment__status=Appointment.BOOKED)
    assert booked.count() == 16 and kim.steps <= 4 and kim.fields == 0
    assert not booked.filter(appointment__wall_date__range=(away, away + dt.timedelta(days=6))).exists()
    kim.sees_not(*CLINICAL)


def test_kim_books_what_was_agreed_for_after_the_end(visit):
    """From the board: one press leads to the nearest free time, one books it."""
    kim = visit("kim")
    kim.press(re.compile("Book follow-up.*Basil Thornquist"))
    kim.sees("Follow-up with Ada Lindqvist")
    kim.press("Book appointment")
    kim.sees("Booked for")
    assert kim.steps == 2 and kim.fields == 0
    kim.sees_not(*CLINICAL)
    kim.open(reverse("intake_board"))
    assert kim.page.get_by_role("link", name=re.compile("Book follow-up.*Basil Thornquist")).count() == 0


def test_kim_books_one_appointment_from_an_open_time(visit):
    """Calendar, open time, client (found as she types), booked."""
    kim = visit("kim")
    after = timezone.localdate() + dt.timedelta(days=8)
    kim.open(f"{reverse('calendar')}?week={after:%Y-%m-%d}")
    kim.steps = 0
    kim.press(re.compile("book with Ada Lindqvist on"))
    kim.write("Name or file number", "Rookw")
    kim.sees("Delphine Rookwood")
    kim.page.get_by_role("link", name="Delphine Rookwood").wait_for()
    kim.press("Delphine Rookwood")
    kim.sees("Nothing can be booked yet")
    kim.open(f"{reverse('calendar')}?week={after:%Y-%m-%d}")
    kim.steps = 0
    kim.press(re.compile("book with Ada Lindqvist on"))
    kim.press("Basil Thornquist")
    kim.press("Book appointment")
    kim.sees("Booked for")
    assert kim.steps == 3
    kim.sees_not(*CLINICAL)


def test_kim_is_stopped_by_missing_forms_and_goes_on_when_they_are_in(visit):
    kim = visit("kim")
    client = Client.objects.get(last_name="Cloudesley")
    kim.open(reverse("course_book", args=[client.pk]))
    kim.sees("Why no course can be booked now")
    kim.open(reverse("client_contact", args=[client.pk]))
    for _form in range(2):
        kim.follow(kim.page.get_by_role("button", name="Received today").first)
    kim.open(reverse("course_book", args=[client.pk]))
    kim.sees("Book a course with Sam Tolliver")
    assert client.may_be_booked()


def test_kim_sees_a_safety_tag_and_no_word_of_the_case(visit):
    kim = visit("kim")
    rowan = Client.objects.get(last_name="Silverlake")
    kim.sees("Call Ada Lindqvist before booking")
    kim.open(reverse("client_contact", args=[rowan.pk]))
    kim.sees("Call Ada Lindqvist before booking")
    kim.sees_not("several days", "safety", "harm", *CLINICAL)


def test_dee_records_the_consultation_and_kim_sees_the_outcome_alone(visit):
    dee = visit("dee")
    inquiry = Inquiry.objects.get(client__last_name="Mapleton-Frost")
    # Given that the meeting, later today in the demo, took place
    meeting = inquiry.consultation.appointment
    mark(appointment=meeting, status=Appointment.HELD, by=meeting.clinician)
    # When Dee records what came of it
    dee.open(reverse("consultation_record", args=[inquiry.consultation.pk]))
    dee.write("Presenting concern", "Low since the quarrel with her mother over the garden house.")
    dee.choose("A conflict with partner, friend or family that seems impossible to settle")
    dee.choose("IPT confirmed")
    dee.write("Reasons", "A clear dispute with a date.")
    therapist = dee.page.get_by_role("option").filter(has_text="Ada Lindqvist").first.inner_text()
    dee.choose("Therapist who suits", therapist)
    dee.write("Why this therapist", "Knows such quarrels.")
    dee.press("Record outcome")
    consultation = Consultation.objects.get(inquiry=inquiry)
    assert (consultation.outcome, consultation.therapist.email) == ("ipt_confirmed", "ada@practice.example")
    # Then Kim sees the outcome and the therapist, not the reasons
    kim = visit("kim")
    kim.open(reverse("inquiry_detail", args=[inquiry.pk]))
    kim.sees("IPT confirmed")
    kim.sees("Ada Lindqvist")
    kim.sees_not("garden house", "clear dispute", "Knows such quarrels", "impossible to settle")


@pytest.mark.parametrize("page", ["client_list", "calendar", "message_list"])
def test_kims_pages_hold_no_clinical_word(visit, page):
    kim = visit("kim")
    kim.open(reverse(page))
    kim.sees_not(*CLINICAL)
