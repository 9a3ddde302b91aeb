"""Clients who are minors: guardians, what they may be told, the school, and who consents. Row 003-12, section 2.10, 8.13."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Practice
from clients.models import Guardian, SchoolContact

pytestmark = pytest.mark.django_db


@pytest.fixture
def teenager(cast):
    cast.casey.born_on = timezone.localdate() - dt.timedelta(days=15 * 366)
    cast.casey.save()
    return cast.casey


def path(name, row):
    return reverse(name, args=[row.pk])


def text_of(answer):
    return answer.content.decode()


def rows(**changes):
    return {
        "version": "1",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-name": "Jane Quill",
        "form-0-relation": "Mother",
        "form-0-holds_consent": "on",
        "form-0-may_be_told": "attendance",
        "form-0-released_on": "2026-01-05",
        "school-school": "Oak School",
        "school-name": "Mr. Pell",
        "school-released_on": "",
        **changes,
    }


def test_guardians_edit_keeps_what_may_be_told_and_the_school(as_kim, teenager):
    assert as_kim.post(path("guardians_edit", teenager), rows()).status_code == 302
    guardian, school = Guardian.objects.get(), SchoolContact.objects.get()
    assert (guardian.may_be_told, guardian.released_on) == ("attendance", dt.date(2026, 1, 5))
    assert (school.school, school.name, school.released_on) == ("Oak School", "Mr. Pell", None)
    page = text_of(as_kim.get(path("client_contact", teenager)))
    assert "May be told: attendance, and what concerns safety" in page
    assert "Oak School" in page and "No release: do not contact the school" in page
    out = rows(version="2", **{"school-school": "", "school-name": ""})
    assert as_kim.post(path("guardians_edit", teenager), out).status_code == 302
    assert not SchoolContact.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"school-school": ""}, "Enter the school, or empty the other fields"),
        ({"school-phone": "12"}, "Enter a phone number with its area code"),
        ({"form-0-released_on": "soon"}, "Enter a date"),
    ],
)
def test_guardians_edit_says_what_is_missing(as_kim, teenager, changes, sentence):
    assert sentence in text_of(as_kim.post(path("guardians_edit", teenager), rows(**changes)))
    assert not SchoolContact.objects.exists()


@pytest.mark.parametrize(
    ("age", "sentence"),
    [
        (None, "The practice has set no age of consent"),
        (14, "From 14 on, a client may consent alone"),
        (16, "Under 16, a guardian who may consent signs"),
    ],
)
def test_the_age_of_consent_is_a_setting_and_nothing_is_assumed(as_kim, teenager, age, sentence):
    """8.13."""
    Practice.objects.update(age_of_consent=age)
    for name in ("client_contact", "guardians_edit"):
        assert sentence in text_of(as_kim.get(path(name, teenager)))


def test_nothing_is_said_of_consent_for_an_adult(as_kim, cast):
    assert "consent alone" not in text_of(as_kim.get(path("client_contact", cast.casey)))
    assert "Guardian confidentiality agreement" not in text_of(as_kim.get(path("client_contact", cast.casey)))


def test_form_received_takes_the_guardian_confidentiality_agreement(as_kim, teenager):
    """Section 2.10: recorded with its date."""
    typed = {"kind": ["guardian_confidentiality"], "received_on": "2026-01-05"}
    assert as_kim.post(path("form_received", teenager), typed).status_code == 302
    assert teenager.signed_forms.get().received_on == dt.date(2026, 1, 5)
    assert "Guardian confidentiality agreement" in text_of(as_kim.get(path("client_contact", teenager)))
    assert "intake" in teenager.missing_forms()


def test_practice_edit_sets_the_age_of_consent(as_ali, cast):
    page = as_ali.get(reverse("practice_edit"))
    data = {name: value for name, value in page.context["form"].initial.items() if value not in (None, "", False)}
    for typed, kept in (("16", 16), ("", None)):
        data |= {"age_of_consent": typed, "version": Practice.current().version}
        assert as_ali.post(reverse("practice_edit"), data).status_code == 302
        assert Practice.current().age_of_consent == kept
