"""PHQ-9 of a session, entered and corrected."""

import pytest
from django.urls import reverse

from measures.models import Administration
from safety.models import SafetyAlert

from .moments import next_of, phq9

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    return next_of(cast.casey_course)


@pytest.fixture
def address(session):
    return reverse("measure_enter", args=[session.pk, "phq9"])


def given(answers, replaces=""):
    return {key: answer for key, answer in answers.items() if answer is not None} | {"replaces": replaces}


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_measure_enter_is_ready_for_nine_keys(as_ada, address):
    page = as_ada.get(address).content.decode()
    assert page.count("autofocus") == 1
    assert "Little interest or pleasure in doing things" in page and "js/scale-keys.js" in page


def test_measure_enter_records_the_sheet_of_the_session(as_ada, address, session):
    answer = as_ada.post(address, given(phq9(12)), follow=True)
    sheet = Administration.objects.get()
    assert (sheet.total, sheet.therapy_session_id, sheet.taken_on) == (12, session.pk, session.appointment.wall_date)
    assert said(answer) == ["PHQ-9 12, moderate."]


def test_blank_items_are_said_honestly(as_ada, address):
    answer = as_ada.post(address, given({"interest": 1, "self_harm": 0}), follow=True)
    assert said(answer) == ["PHQ-9 saved without a total. 7 items are blank. A total needs 7 of 9 answers."]


def test_a_blank_safety_item_is_to_be_asked(as_ada, address):
    answer = as_ada.post(address, given(phq9(12) | {"self_harm": None}), follow=True)
    assert "The safety item was left blank. Ask about it today." in said(answer)[0]


def test_an_answer_that_means_danger_opens_the_banner_at_once(as_ada, address, session):
    answer = as_ada.post(address, given({"self_harm": 1}), follow=True)
    assert SafetyAlert.objects.count() == 1
    assert "Ask about safety today" in answer.content.decode()


def test_a_correction_replaces_and_keeps(as_ada, address):
    as_ada.post(address, given(phq9(12)))
    first = Administration.objects.get()
    page = as_ada.get(address).content.decode()
    assert f'value="{first.pk}"' in page
    as_ada.post(address, given(phq9(10), str(first.pk)))
    assert list(Administration.objects.standing().values_list("total", flat=True)) == [10]
    assert Administration.objects.count() == 2


def test_a_tab_that_is_behind_corrects_nothing_in_silence(as_ada, address):
    as_ada.post(address, given(phq9(12)))
    answer = as_ada.post(address, given(phq9(3)))
    assert answer.status_code == 409
    assert list(Administration.objects.values_list("total", flat=True)) == [12]


@pytest.mark.parametrize("value", ["4", "-1", "x", "\x00", "1.5", "9" * 400])
def test_an_answer_that_is_not_offered_is_refused(as_ada, address, value):
    assert as_ada.post(address, {"interest": value}).status_code == 422
    assert not Administration.objects.exists()


def test_an_unknown_questionnaire_is_not_found(as_ada, session):
    assert as_ada.get(reverse("measure_enter", args=[session.pk, "nothing"])).status_code == 404


def test_strangers_and_readers_enter_nothing(as_ben, as_sam, as_dee, as_kim, address):
    for browser, status in ((as_ben, 404), (as_sam, 404), (as_dee, 404), (as_kim, 403)):
        assert browser.post(address, given(phq9(1))).status_code == status
