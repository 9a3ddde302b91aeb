"""A session that ends while a plain form is half typed: the page keeps the text, and saves it after a new sign-in."""

import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import expect

from problem_areas.models import FormulationLetter
from sessions.models import Course, SessionNote

from .visitor import PASSWORD

TEXT = "Her sister wrote back on Thursday; heliotrope."


def end_session(visitor):
    """As if nothing had been done for a quarter of an hour."""
    cookie = next(each for each in visitor.context.cookies() if each["name"] == "sessionid")
    SessionStore(cookie["value"]).delete()


def sign_in_in_another_tab(visitor):
    with visitor.context.expect_page() as opened:
        visitor.page.get_by_role("link", name="Sign in again").first.click()
    tab = opened.value
    tab.get_by_label(re.compile("E-?mail")).first.fill(f"{visitor.who}@practice.example")
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    tab.get_by_role("heading", level=1).wait_for()
    tab.close()


def an_addendum(course):
    note = SessionNote.objects.filter(therapy_session__course=course, signed_at__isnull=False).latest("signed_at")
    return "addendum_new", note.pk, "Addendum", "Sign addendum", lambda: note.addenda.values_list("text", flat=True)


def a_letter(course):
    letters = FormulationLetter.objects.filter(formulation__client=course.client)
    return (
        "formulation_letter", course.client_id, "The letter", "Save and see it on paper",
        lambda: letters.values_list("text", flat=True),
    )  # fmt: skip


def a_contract(course):
    return (
        "contract_new", course.pk, "Why it changes", "Record the new version",
        lambda: course.contracts.values_list("reason", flat=True),
    )  # fmt: skip


def an_area(course):
    area = course.client.problem_areas.first()
    return "problem_area_edit", area.pk, "Whom or what it is about", "Save area", lambda: [_again(area).about]


def _again(row):
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("form", [an_addendum, a_letter, a_contract, an_area])
def test_what_was_typed_is_kept_and_saved_after_a_new_sign_in(visit, form):
    course = Course.objects.running().get(client__last_name="Thornquist")
    url, pk, label, button, kept = form(course)
    ada = visit("ada")
    ada.open(reverse(url, args=[pk]))
    ada.page.get_by_label(label).first.fill(TEXT)
    end_session(ada)
    ada.expected.add(401)
    ada.page.get_by_role("button", name=button).first.click()
    ada.sees("Not saved yet: you are signed out.")
    expect(ada.page.get_by_label(label).first).to_have_value(TEXT)
    sign_in_in_another_tab(ada)
    ada.press(button, role="button")
    assert TEXT in kept()


def test_a_form_with_something_to_correct_is_kept_too(visit):
    """What the server sent back is as unsaved as what is typed."""
    course = Course.objects.running().get(client__last_name="Thornquist")
    ada = visit("ada")
    ada.open(reverse("contract_new", args=[course.pk]))
    ada.expected |= {401, 422}
    ada.page.get_by_label("What the therapist does").first.fill(TEXT)
    ada.press("Record the new version", role="button")
    end_session(ada)
    ada.page.get_by_role("button", name="Record the new version").click()
    ada.sees("Not saved yet: you are signed out.")
    expect(ada.page.get_by_label("What the therapist does").first).to_have_value(TEXT)
