"""An alert and its assessment are about one danger, with questions of its own (docs/clinical.md 3.2, 4.4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from problem_areas.actions import identify_area
from reports.facts import Assessment
from reports.wording.danger import _assessment
from safety.actions import raise_alert, record_assessment
from safety.models import RiskAssessment, SafetyAlert
from safety.questions import CHILD, DANGERS, FIELDS_OF, FROM_OTHER, SELF, SHARED, TO_OTHERS

pytestmark = pytest.mark.django_db

ANSWERS = {
    "level": "moderate",
    "action": ["monitor", "safe_place"],
    "who_told": ["supervisor"],
    "details": "Knows whom to call.",
}
VIOLENCE = ANSWERS | {
    "alone": "yes", "violence": ["physical", "coercion"], "danger_now": "no", "worse": "yes", "grave": "not_asked", "children": "no",
    "protective_factors": "Her sister has a room.",
}  # fmt: skip


def alert_about(cast, danger, what="He shoved her in March"):
    return raise_alert(client=cast.casey, source="clinician", what=what, owner=cast.ada, danger=danger, by=cast.ada)


def address(name, row, query=""):
    return reverse(name, args=[row.pk]) + query


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_violence_in_a_dispute_leads_to_an_alert_about_it(as_ada, cast):
    values = {"details": {"safety_concern": "yes"}}
    area = identify_area(client=cast.casey, kind="role_dispute", values=values, by=cast.ada)
    leads = address("alert_raise", cast.casey, "?danger=from_other")
    assert leads in text_of(as_ada.get(address("problem_area_detail", area)))
    assert as_ada.get(leads).context["form"]["danger"].value() == FROM_OTHER
    answer = as_ada.post(leads, {"danger": FROM_OTHER, "what": "Shoved in March"}, follow=True)
    alert = SafetyAlert.objects.get()
    assert alert.danger == FROM_OTHER
    page = text_of(answer)
    assert "Signs of grave danger" in page and "Ideation" not in page
    banner = answer.client.get(address("client_detail", cast.casey)).context
    assert "Violence, threats or coercion from another: Shoved in March" in str(banner["banners"])


def test_a_concern_without_a_danger_chosen_is_not_lost(as_ada, cast):
    as_ada.post(address("alert_raise", cast.casey), {"what": "Said goodbye oddly"})
    assert SafetyAlert.objects.get().danger == SELF
    answer = as_ada.post(address("alert_raise", cast.casey), {"what": "kept", "danger": "weather"})
    assert answer.status_code == 422 and "kept" in text_of(answer)


@pytest.mark.parametrize(("danger", "label"), DANGERS)
def test_assessment_new_asks_what_fits_the_danger(as_ada, cast, danger, label):
    answer = as_ada.get(address("assessment_new", alert_about(cast, danger)))
    assert list(answer.context["form"].fields) == [part.key for part in FIELDS_OF[danger]]
    assert label.replace("'", "&#x27;") in text_of(answer)


def test_assessment_new_keeps_the_answers_and_shows_them(as_ada, cast):
    alert = alert_about(cast, FROM_OTHER)
    as_ada.post(address("assessment_new", alert), VIOLENCE)
    kept = RiskAssessment.objects.get()
    assert (kept.danger, kept.alert, kept.level, kept.ideation) == (FROM_OTHER, alert, "moderate", "")
    assert kept.answers == {key: value for key, value in VIOLENCE.items() if key not in SHARED}
    page = text_of(as_ada.get(address("safety_record", cast.casey)))
    for words in (
        "Physical violence, Coercion or control",
        "Her sister has a room.",
        "Safe place, shelter or hotline named",
    ):
        assert words in page
    assert AuditEvent.objects.filter(verb="client.viewed", details={"page": "safety_record"}).count() == 1


def test_assessment_new_asks_for_each_part_of_another_danger(as_ada, cast):
    answer = as_ada.post(address("assessment_new", alert_about(cast, TO_OTHERS)), ANSWERS | {"action": ["monitor"]})
    assert answer.status_code == 422 and "Choose an answer: Plan to harm" in text_of(answer)
    assert "Knows whom to call." in text_of(answer) and not RiskAssessment.objects.exists()


def test_an_assessment_leaves_alerts_about_another_danger_open(as_ada, cast):
    """An answer about suicide is not settled by an assessment of violence."""
    own, other = alert_about(cast, SELF, "Item 9: several days."), alert_about(cast, FROM_OTHER)
    answer = as_ada.post(address("assessment_new", other), VIOLENCE, follow=True)
    assert list(SafetyAlert.objects.open()) == [own]
    assert "1 alert is still open." in text_of(answer)


def test_another_danger_may_be_assessed_from_the_alert_which_stays_open(as_ada, cast):
    alert = alert_about(cast, SELF)
    leads = address("assessment_new", alert, "?danger=from_other")
    assert leads in text_of(as_ada.get(address("assessment_new", alert)))
    assert "It stays open until that is assessed" in text_of(as_ada.get(leads))
    as_ada.post(leads, VIOLENCE)
    assert (RiskAssessment.objects.get().danger, RiskAssessment.objects.get().alert) == (FROM_OTHER, None)
    assert list(SafetyAlert.objects.open()) == [alert]


def test_safety_record_shows_an_assessment_from_before_there_were_dangers(as_sam, cast):
    RiskAssessment.objects.create(
        client=cast.casey, ideation="passive", plan="no", intent="no", means="no", history="attempt", level="low",
        action=["safety_plan"], who_told=["nobody"], details="Agreed to call.", signed_by=cast.ada,
    )  # fmt: skip
    page = text_of(as_sam.get(address("safety_record", cast.casey)))
    for words in ("Suicide or self-harm", "Passive: wishes not to be alive", "Suicide attempt", "Agreed to call."):
        assert words in page


def test_safety_record_is_for_those_who_read_the_chart(as_ada, as_sam, as_dee, as_ben, as_kim, cast):
    pages = [
        each.get(address("safety_record", cast.casey)).status_code for each in (as_ada, as_sam, as_dee, as_ben, as_kim)
    ]
    assert pages == [200, 200, 200, 404, 403]


def test_safety_record_asks_as_often_for_one_as_for_thirty(as_ada, cast):
    counts = []
    for more in (1, 29):
        for _ in range(more):
            record_assessment(client=cast.casey, danger=CHILD, alert=alert_about(cast, CHILD), by=cast.ada, **ANSWERS)
        as_ada.get(address("safety_record", cast.casey))
        with CaptureQueriesContext(connection) as queries:
            as_ada.get(address("safety_record", cast.casey))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_hand_over_names_each_danger_with_its_level(as_dee, cast):
    record_assessment(client=cast.casey, danger=FROM_OTHER, by=cast.ada, **VIOLENCE)
    record_assessment(client=cast.casey, by=cast.ada, **ANSWERS)
    page = text_of(as_dee.get(reverse("handover_sheet", args=[cast.ada.pk])))
    assert "Violence, threats or coercion from another: moderate" in page and "Suicide or self-harm: moderate" in page


def test_a_report_tells_nothing_that_is_said_of_somebody_else(cast):
    day = cast.casey_course.opened_at.date()
    for danger in (FROM_OTHER, CHILD):
        said = _assessment(Assessment(day, "moderate", ("monitor", "safe_place", "child_protection"), danger))
        assert said.startswith("Assessment of safety of") and said.endswith(
            "moderate; continue, and ask again each session."
        )
    assert _assessment(Assessment(day, "low", ("monitor",))).startswith("Risk assessment of")
