"""Raise a concern, acknowledge an alert, record the assessment."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from safety.actions import raise_alert
from safety.banner import client_banners, home_banners
from safety.models import RiskAssessment, SafetyAlert

pytestmark = pytest.mark.django_db

ANSWERS = {
    "ideation": "passive", "plan": "no", "intent": "no", "means": "not_asked", "history": "none", "level": "low",
    "action": ["safety_plan", "monitor"], "who_told": ["supervisor"], "details": "<b>agreed</b>",
}  # fmt: skip


@pytest.fixture
def alert(cast):
    return raise_alert(client=cast.casey, source="measure", what="Item 9: several days.", owner=cast.ada, by=cast.ada)


def test_alert_raise_goes_to_the_therapist(as_sam, cast):
    as_sam.post(reverse("alert_raise", args=[cast.casey.pk]), {"what": "Said goodbye oddly"})
    alert = SafetyAlert.objects.get()
    assert (alert.owner, alert.raised_by, alert.what) == (cast.ada, cast.sam, "Said goodbye oddly")


@pytest.mark.parametrize("what", ["", "nul\x00", "x" * 30_000])
def test_alert_raise_says_what_is_wrong(as_ada, cast, what):
    assert as_ada.post(reverse("alert_raise", args=[cast.casey.pk]), {"what": what}).status_code == 422
    assert not SafetyAlert.objects.exists()


def test_alert_acknowledge_goes_back_where_it_was_pressed(as_ada, alert):
    answer = as_ada.post(reverse("alert_acknowledge", args=[alert.pk]), {"next": "/"})
    assert answer["Location"] == "/"
    alert.refresh_from_db()
    assert alert.acknowledged_at and not alert.closed_at


@pytest.mark.parametrize(
    "back", ["https://else.example/", "//else.example", "javascript:alert(1)", "", "\\\\else.example"]
)
def test_alert_acknowledge_leads_nowhere_else(as_ada, alert, back):
    answer = as_ada.post(reverse("alert_acknowledge", args=[alert.pk]), {"next": back})
    assert answer["Location"] == reverse("assessment_new", args=[alert.pk])


def test_assessment_new_closes_the_alert(as_ada, cast, alert):
    address = reverse("assessment_new", args=[alert.pk])
    assert "Item 9: several days." in as_ada.get(address).content.decode()
    as_ada.post(address, ANSWERS)
    assessment = RiskAssessment.objects.get()
    assert (assessment.alert, assessment.signed_by, assessment.action, assessment.details) == (
        alert, cast.ada, ["safety_plan", "monitor"], "<b>agreed</b>",
    )  # fmt: skip
    assert not SafetyAlert.objects.open().exists()


def test_assessment_new_leaves_open_what_was_raised_while_it_was_written(as_ada, cast, alert):
    """Another alert about the same danger that the page did not know of still waits for somebody who reads it."""
    known = raise_alert(client=cast.casey, source="clinician", what="Said goodbye.", owner=cast.ada, by=cast.ada)
    address = reverse("assessment_new", args=[alert.pk])
    page = as_ada.get(address).content.decode()
    shown = re.findall(r'name="shown" value="([0-9a-f-]{36})"', page)
    assert sorted(shown) == sorted([str(alert.pk), str(known.pk)])
    later = raise_alert(client=cast.casey, source="measure", what="Item 9: every day.", owner=cast.ada, by=cast.ada)
    refused = as_ada.post(address, ANSWERS | {"level": "", "shown": shown})
    assert refused.content.decode().count('name="shown"') == 2, "a correction does not make it known"
    answer = as_ada.post(address, ANSWERS | {"shown": shown}, follow=True)
    assert list(SafetyAlert.objects.open()) == [later]
    assert "1 alert is still open." in answer.content.decode()


@pytest.mark.parametrize("shown", ["no id", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_assessment_new_is_kept_whatever_is_said_to_have_been_shown(as_ada, cast, alert, shown):
    other = raise_alert(client=cast.casey, source="clinician", what="Another", owner=cast.ada, by=cast.ada)
    assert as_ada.post(reverse("assessment_new", args=[alert.pk]), ANSWERS | {"shown": [shown]}).status_code == 302
    assert RiskAssessment.objects.get().alert == alert and list(SafetyAlert.objects.open()) == [other]


def test_assessment_new_asks_for_each_part(as_ada, alert):
    answer = as_ada.post(reverse("assessment_new", args=[alert.pk]), ANSWERS | {"level": "", "details": "kept"})
    assert answer.status_code == 422
    assert "Choose an answer: Level of risk" in answer.content.decode() and "kept" in answer.content.decode()
    assert SafetyAlert.objects.open().exists()


def test_who_reads_the_case_may_answer_and_nobody_else(as_sam, as_dee, as_ben, as_kim, as_ali, alert):
    address = reverse("assessment_new", args=[alert.pk])
    for browser, status in ((as_sam, 200), (as_dee, 200), (as_ben, 404), (as_kim, 403), (as_ali, 403)):
        assert browser.get(address).status_code == status


def test_home_banners_name_the_client_and_not_the_answer(cast, alert):
    (banner,) = home_banners(cast.ada, now=timezone.now())
    assert banner["title"] == "Casey Quill: ask about safety today"
    assert "several days" not in banner["text"]
    assert "it also goes to Sam Test" in banner["text"]


def test_client_banners_say_what_was_answered_to_readers_only(cast, alert):
    (banner,) = client_banners(cast.casey, cast.ada)
    assert banner["title"] == "Ask about safety today"
    assert banner["text"].startswith("Item 9: several days. Yours.")
    assert client_banners(cast.casey, cast.sam) and client_banners(cast.casey, cast.dee)
    assert client_banners(cast.casey, cast.kim) == client_banners(cast.casey, cast.ben) == []


def test_a_deputy_is_told_once_it_has_passed_to_them(cast, alert):
    assert home_banners(cast.sam, now=timezone.now()) == []
    SafetyAlert.objects.update(escalated_at=timezone.now())
    (banner,) = home_banners(cast.sam, now=timezone.now() + dt.timedelta(hours=5))
    assert "It passed to you as well" in banner["text"]
