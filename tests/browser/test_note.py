"""Ada's day: the note of a session, from Today to the signature, and what must never be lost on the way."""

import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import expect

from measures.models import Administration
from sessions.models import Course, SessionNote

from .visitor import NARROW

TEXT = "Two talks with her husband about the evenings."


def todays_session(last_name):
    course = Course.objects.running().get(client__last_name=last_name)
    return course.sessions.filter(number=None, appointment__status="booked").in_order().first()


def note_of(session):
    return SessionNote.objects.filter(therapy_session=session).first()


@pytest.fixture
def session(demo):
    return todays_session("Applegarth")


@pytest.fixture
def ada(visit):
    return visit("ada")


def write_opening(ada, text=TEXT):
    ada.write("Since last session", text)


def saved(ada):
    expect(ada.page.locator("[data-autosave-status]")).to_contain_text("Draft saved")


def test_a_routine_session_is_signed_in_three_steps(ada, session):
    """Scores are in: open, attendance, sign. The text is typed."""
    ada.look_over()
    ada.press("Open session 8")
    write_opening(ada)
    ada.choose("Held")
    ada.press("Sign note")
    assert ada.steps == 3
    note = note_of(session)
    assert (note.opening_answer, note.session_number, note.phase) == (TEXT, 8, "middle")
    assert note.signed_by.email == "ada@practice.example"
    ada.open(reverse("note_edit", args=[session.pk]))
    ada.sees(TEXT)
    expect(ada.page.get_by_role("button", name="Sign note")).to_have_count(0)


def test_a_communication_analysis_is_written_on_a_phone(ada, session):
    """Row 001-26: the ticked technique opens its part; what will be tried is asked about next time. Flows 9."""
    ada.open(reverse("note_edit", args=[session.pk]))
    ada.page.set_viewport_size(NARROW)
    part = ada.page.locator("details[data-opens-with=communication_analysis]")
    expect(part).not_to_have_attribute("open", "")
    ada.page.get_by_role("navigation", name="Parts of the note").get_by_role("link", name="Focus").click()
    ada.page.locator("label", has_text="Communication analysis").first.click()
    expect(part).to_have_attribute("open", "")
    for label, text in (
        ("When it happened", "Sunday evening"),
        ("With whom", "her husband"),
        ("What was said", "Client: always the same.\nHe: not now."),
        ("What the client wanted", "One evening"),
        ("What will be tried out", "Ask for Thursday"),
    ):
        part.get_by_label(label).first.fill(text)
    saved(ada)
    ada.look_over()
    ada.page.set_viewport_size(NARROW)
    ada.choose("Held")
    ada.press("Sign note")
    note = note_of(session)
    assert note.communication_analysis["said"].replace("\r\n", "\n") == "Client: always the same.\nHe: not now."
    ada.open(reverse("note_edit", args=[session.pk]))
    ada.sees("He: not now.")
    ada.open(reverse("client_sessions", args=[session.course.client_id]))
    ada.sees("Ask for Thursday")


def test_every_part_of_the_note_is_whole_when_it_is_open(ada, session):
    ada.open(reverse("note_edit", args=[session.pk]))
    ada.page.evaluate(
        "document.querySelectorAll('details').forEach(each => { each.open = !each.closest('.tabbar, .menu'); })"
    )
    ada.look_over()


def test_phq9_is_nine_keys_and_enter(ada):
    session = todays_session("Thornquist")
    ada.open(reverse("measure_enter", args=[session.pk, "phq9"]))
    for key in "101010101"[:8] + "0":
        ada.page.keyboard.press(key)
    expect(ada.page.locator("[data-scale-total]")).to_contain_text("Total 4")
    ada.press("Save PHQ-9")
    sheet = Administration.objects.get(therapy_session_id=session.pk, instrument="phq9")
    assert (sheet.total, sheet.missing) == (4, 0)


def test_phq9_by_keys_goes_on_when_nothing_has_the_focus(ada):
    """After a press beside the form, or before the page has put the focus: no key is lost."""
    session = todays_session("Thornquist")
    ada.open(reverse("measure_enter", args=[session.pk, "phq9"]))
    for key in "1012":
        ada.page.evaluate("document.activeElement.blur()")
        ada.page.keyboard.press(key)
    ada.page.evaluate("document.activeElement.blur()")
    ada.page.keyboard.press("Backspace")
    ada.page.keyboard.press("Backspace")
    for key in "310100":
        ada.page.keyboard.press(key)
    expect(ada.page.locator("[data-scale-total]")).to_contain_text("Total 7")
    ada.page.evaluate("document.activeElement.blur()")
    ada.page.keyboard.press("3")
    ada.press("Save PHQ-9")
    assert Administration.objects.get(therapy_session_id=session.pk, instrument="phq9").total == 7


def test_an_answer_that_means_danger_stands_as_a_banner_at_once(ada):
    session = todays_session("Thornquist")
    ada.open(reverse("measure_enter", args=[session.pk, "phq9"]))
    for key in "000000001":
        ada.page.keyboard.press(key)
    ada.press("Save PHQ-9")
    ada.sees("Ask about safety today")
    ada.press("Record assessment")
    expect(ada.page.locator("h1")).to_be_visible()


def test_the_draft_saves_itself(ada, session):
    ada.open(reverse("note_edit", args=[session.pk]))
    write_opening(ada)
    saved(ada)
    assert note_of(session).opening_answer == TEXT
    ada.page.reload()
    expect(ada.page.get_by_label("Since last session")).to_have_value(TEXT)


def test_two_tabs_never_overwrite_each_other(ada, session):
    ada.open(reverse("note_edit", args=[session.pk]))
    other = ada.context.new_page()
    other.goto(reverse("note_edit", args=[session.pk]))
    write_opening(ada)
    saved(ada)
    ada.expected.add(409)
    other.get_by_label("Since last session").fill("From the other tab.")
    expect(other.get_by_text("This note was changed in another window")).to_be_visible(timeout=15_000)
    expect(other.get_by_label("Since last session")).to_have_value("From the other tab.")
    assert note_of(session).opening_answer == TEXT
    other.get_by_role("button", name="Keep the text in this window").click()
    expect(other.locator("[data-autosave-status]")).to_contain_text("Draft saved")
    assert note_of(session).opening_answer == "From the other tab."
    other.close()


def test_a_session_that_ends_while_writing_keeps_the_text(ada, session, visit):
    ada.open(reverse("note_edit", args=[session.pk]))
    end_session(ada)
    ada.expected.add(401)
    write_opening(ada)
    expect(ada.page.get_by_text("You are signed out").first).to_be_visible(timeout=15_000)
    expect(ada.page.get_by_label("Since last session")).to_have_value(TEXT)
    # She signs in again in another tab, and the page saves by itself
    with ada.context.expect_page() as opened:
        ada.page.get_by_role("link", name="Sign in again").first.click()
    tab = opened.value
    tab.get_by_label(re.compile("E-?mail")).first.fill("ada@practice.example")
    tab.get_by_label("Password", exact=True).fill("demo-practice")
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_load_state()
    ada.page.bring_to_front()
    expect(ada.page.locator("[data-autosave-status]")).to_contain_text("Draft saved", timeout=60_000)
    assert note_of(session).opening_answer == TEXT


def end_session(visitor):
    """As if nothing had been done for a quarter of an hour."""
    cookie = next(each for each in visitor.context.cookies() if each["name"] == "sessionid")
    SessionStore(cookie["value"]).delete()


def test_a_lost_connection_is_said_and_made_good(ada, session):
    ada.open(reverse("note_edit", args=[session.pk]))
    ada.expected.add("offline")
    ada.context.set_offline(True)
    write_opening(ada)
    expect(ada.page.get_by_text("Not saved. Trying again.").first).to_be_visible(timeout=15_000)
    ada.context.set_offline(False)
    saved(ada)
    ada.complaints[:] = [each for each in ada.complaints if "ERR_INTERNET_DISCONNECTED" not in each]
    assert note_of(session).opening_answer == TEXT


def test_leaving_with_unsaved_text_warns(ada, session):
    ada.open(reverse("note_edit", args=[session.pk]))
    ada.expected.add("offline")
    ada.context.set_offline(True)
    ada.page.get_by_label("Since last session").press_sequentially("Not saved yet")
    asked = []
    ada.page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    ada.page.evaluate("location.href = '/clients/'")
    ada.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(ada.page.get_by_label("Since last session")).to_have_value("Not saved yet")
    ada.context.set_offline(False)
    saved(ada)
    ada.complaints[:] = [each for each in ada.complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def test_the_back_button_brings_the_saved_text(ada, session):
    ada.open(reverse("note_edit", args=[session.pk]))
    write_opening(ada)
    saved(ada)
    ada.page.goto(reverse("client_list"))
    ada.page.go_back()
    expect(ada.page.get_by_label("Since last session")).to_have_value(TEXT)


def test_the_private_note_stays_out_of_the_chart(ada, session):
    ada.open(reverse("private_note_edit", args=[session.pk]))
    ada.page.locator("main textarea").first.fill("A thought of my own: heliotrope.")
    ada.follow(ada.page.locator("main form.private-note button[type=submit]").first)
    ada.open(reverse("note_edit", args=[session.pk]))
    ada.sees_not("heliotrope")
