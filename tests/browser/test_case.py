"""Ada's case work: people, events, area, formulation, focus, contract; the middle and the end; what others may see of it."""

import io
import re

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from clients.models import Client
from reports.actions import render_report
from reports.models import Report
from sessions.models import CoSignature, Course, CourseFocus, ReviewComment, SessionNote


def client(last_name):
    return Client.objects.get(last_name=last_name)


def course_of(last_name):
    return Course.objects.get(client__last_name=last_name)


def test_ada_finds_the_focus_and_agrees_the_contract(visit):
    """From the inventory to the contract, for a client who has no focus yet."""
    ada, rowan = visit("ada"), client("Silverlake")
    course = course_of("Silverlake")
    # People
    ada.open(reverse("important_people", args=[rowan.pk]))
    ada.write("Name", "The new flatmate")
    ada.choose("Relation", "Friend")
    ada.press("Add person")
    ada.sees("The new flatmate")
    # A life event
    ada.open(reverse("life_event_new", args=[rowan.pk]))
    pick(ada, "kind", "conflict")
    ada.page.locator("[name=happened_on]").first.fill("2026-02-03")
    ada.page.locator("[name=title]").first.fill("Row over the kitchen")
    submit(ada)
    assert rowan.life_events.filter(title="Row over the kitchen").exists()
    # A problem area
    ada.open(reverse("problem_area_new", args=[rowan.pk]))
    ada.press("Role dispute")
    ada.page.locator("[name=about]").first.fill("with the new flatmate")
    submit(ada)
    # The formulation, given in plain words
    ada.open(reverse("formulation_edit", args=[rowan.pk]))
    ada.page.locator("[name=syndrome_label]").fill("Depressive episode, moderate")
    ada.page.locator("[name=link_statement]").fill("Low since home became a place of quarrel.")
    ada.press("Save formulation")
    # The focus
    ada.open(reverse("focus_choose", args=[course.pk]))
    ada.page.locator("[name=area]").first.check(force=True)
    ada.press("Choose focus")
    focus = CourseFocus.objects.current().get(course=course)
    assert (focus.area.kind, focus.rank) == ("role_dispute", "primary")
    # The contract
    ada.open(reverse("contract_new", args=[course.pk]))
    for line, statement in (("first", "Agree on the kitchen"), ("last", "Sleep through four nights")):
        for part, value in (("statement", statement), ("baseline", "2"), ("target", "7")):
            getattr(ada.page.locator(f"input[name$={part}]"), line).fill(value)
    ada.press("Record the contract")
    assert course.contracts.count() == 1 and course.goals.count() == 2
    ada.open(reverse("client_detail", args=[rowan.pk]))
    ada.sees("with the new flatmate")
    ada.sees("2 of 16 held, 14 left")


def submit(visitor):
    visitor.follow(visitor.page.locator("main form.sheet button[type=submit]").first)


def pick(visitor, name, value):
    field = visitor.page.locator(f"[name={name}]").first
    if field.evaluate("node => node.tagName") == "SELECT":
        field.select_option(value)
    else:
        visitor.page.locator(f"[name={name}][value={value}]").check(force=True)


def test_ada_signs_the_progress_summary(visit):
    ada, course = visit("ada"), course_of("Applegarth")
    ada.open(reverse("report_new", args=[course.pk, "midcourse"]))
    ada.press("Continue to signing")
    ada.press("Sign report")
    report = Report.objects.get(course=course, kind="midcourse")
    assert report.is_signed
    course.refresh_from_db()
    assert course.closed_at is None


def test_ada_ends_a_course_with_its_report(visit):
    """At most four steps and two fields from the case file; signing closes the course and cancels what is booked."""
    ada, course = visit("ada"), course_of("Thornquist")
    ada.open(reverse("ending_edit", args=[course.pk]))
    ada.sees("Early warning signs")
    ada.open(reverse("report_new", args=[course.pk, "end_of_treatment"]))
    ada.steps = 0
    ada.press("Continue to signing")
    ada.sees("The course is closed")
    ada.press(re.compile("^Sign report"))
    assert ada.steps <= 4
    report = Report.objects.get(course=course, kind="end_of_treatment")
    course.refresh_from_db()
    assert report.is_signed and course.end_reason == "completed"
    assert not course.still_to_come(timezone.now()).exists()
    # The worker renders it; the PDF has everything but the private note
    render_report(report.pk)
    answer = ada.page.request.get(reverse("report_file", args=[report.pk]))
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages)
    assert answer.headers["content-type"] == "application/pdf"
    assert "Basil Thornquist" in words
    assert "grandfather" not in words


def test_sam_reads_comments_and_co_signs(visit):
    sam = visit("sam")
    note = (
        SessionNote.objects.filter(therapy_session__course__client__last_name="Applegarth", signed_at__isnull=False)
        .exclude(co_signatures__signed_by__email="sam@practice.example")
        .order_by("signed_at")
        .first()
    )
    sam.open(reverse("supervision_queue"))
    expect(sam.page.locator("main")).to_contain_text("Wren Applegarth")
    sam.open(reverse("review_comment_new", args=[note.pk]))
    sam.page.locator("main textarea").first.fill("Stay with the second talk.")
    submit(sam)
    assert ReviewComment.objects.filter(note=note, text="Stay with the second talk.").exists()
    sam.open(reverse("note_edit", args=[note.therapy_session_id]))
    sam.press("Co-sign note")
    assert CoSignature.objects.filter(note=note, signed_by__email="sam@practice.example").exists()
    expect(sam.page.get_by_role("button", name="Co-sign note")).to_have_count(0)


def test_ben_finds_nothing_of_wren(visit):
    ben, wren = visit("ben"), client("Applegarth")
    session = course_of("Applegarth").sessions.in_order().first()
    ben.expected.add(404)
    for name, pk in (
        ("client_detail", wren.pk),
        ("client_scores", wren.pk),
        ("important_people", wren.pk),
        ("note_edit", session.pk),
    ):
        answer = ben.page.goto(reverse(name, args=[pk]))
        assert answer.status == 404
        ben.sees_not("Wren", "Applegarth")
    ben.look_over()
    ben.open(reverse("client_list"))
    ben.sees_not("Applegarth")


def test_ali_manages_people_and_reads_no_case(visit):
    ali, wren = visit("ali"), client("Applegarth")
    ali.look_over()
    ali.sees("Ada Lindqvist")
    ali.expected |= {403, 404}
    session = course_of("Applegarth").sessions.in_order().first()
    for name, pk in (("client_detail", wren.pk), ("note_edit", session.pk), ("client_contact", wren.pk)):
        assert ali.page.goto(reverse(name, args=[pk])).status == 403
        ali.sees_not("Applegarth")
