"""An alert has an owner and a clock, and leaves only when an assessment is recorded."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Supervision
from audit.models import AuditEvent
from safety.access import call_therapist_ids, deputy_for
from safety.actions import acknowledge, escalate_overdue, raise_alert, record_assessment
from safety.models import RiskAssessment, SafetyAlert

pytestmark = pytest.mark.django_db

ANSWERS = {
    "ideation": "passive", "plan": "no", "intent": "no", "means": "not_asked", "history": "none", "level": "low",
    "action": ["safety_plan"], "who_told": ["supervisor"], "details": "Agreed to call.",
}  # fmt: skip


def raised(cast, **fields):
    given = {"client": cast.casey, "source": "clinician", "what": "x", "owner": cast.ada, "by": cast.ada} | fields
    return raise_alert(**given)


def verbs():
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def test_raise_alert_has_an_owner_a_deputy_and_a_due_time(cast):
    now = timezone.now()
    alert = raised(cast, now=now)
    assert (alert.owner, alert.deputy, alert.due_at) == (cast.ada, cast.sam, now + dt.timedelta(minutes=240))
    assert verbs() == ["alert.raised"]


def test_without_a_supervisor_a_director_stands_in(cast):
    assert deputy_for(cast.ben) == cast.dee
    Supervision.objects.update(until_on=dt.date(2020, 1, 1), from_on=dt.date(2019, 1, 1))
    assert deputy_for(cast.ada) == cast.dee
    assert deputy_for(cast.dee) is None


def test_acknowledge_counts_once_and_closes_nothing(cast):
    alert = acknowledge(alert=raised(cast), by=cast.ada)
    assert (alert.acknowledged_by, alert.closed_at) == (cast.ada, None)
    assert acknowledge(alert=alert, by=cast.sam).acknowledged_by == cast.ada
    assert verbs() == ["alert.raised", "alert.acknowledged"]


def test_record_assessment_closes_every_open_alert_of_the_client(cast):
    first, second = raised(cast), raised(cast)
    other = raised(cast, client=cast.drew, owner=cast.ben)
    assessment = record_assessment(client=cast.casey, alert=second, by=cast.ada, **ANSWERS)
    assert assessment.alert == second
    assert list(SafetyAlert.objects.open()) == [other]
    first.refresh_from_db()
    assert first.closed_by == cast.ada
    assert call_therapist_ids([cast.casey.pk, cast.drew.pk]) == {cast.drew.pk}


def test_a_second_assessment_of_one_alert_stands_beside_the_first(cast):
    alert = raised(cast)
    record_assessment(client=cast.casey, alert=alert, by=cast.ada, **ANSWERS)
    late = record_assessment(client=cast.casey, alert=alert, by=cast.sam, **ANSWERS)
    assert (late.alert, RiskAssessment.objects.count()) == (None, 2)


def test_a_recorded_assessment_is_not_changed(cast):
    assessment = record_assessment(client=cast.casey, by=cast.ada, **ANSWERS)
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskAssessment.objects.filter(pk=assessment.pk).update(level="none")


def test_escalate_overdue_passes_each_alert_on_once(cast):
    now = timezone.now()
    alert = raised(cast, now=now)
    assert escalate_overdue(now + dt.timedelta(minutes=239)) == 0
    later = now + dt.timedelta(minutes=241)
    assert (escalate_overdue(later), escalate_overdue(later)) == (1, 0)
    alert.refresh_from_db()
    assert (alert.escalated_at, alert.deputy) == (later, cast.sam)
    assert verbs() == ["alert.raised", "alert.escalated"]


def test_escalate_overdue_finds_another_deputy_when_one_has_left(cast):
    alert = raised(cast, now=timezone.now() - dt.timedelta(days=1))
    cast.sam.is_active = False
    cast.sam.save()
    escalate_overdue(timezone.now())
    alert.refresh_from_db()
    assert alert.deputy == cast.dee


def test_what_is_assessed_does_not_escalate(cast):
    alert = raised(cast, now=timezone.now() - dt.timedelta(days=1))
    record_assessment(client=cast.casey, alert=alert, by=cast.ada, **ANSWERS)
    assert escalate_overdue(timezone.now()) == 0
