"""Writes to safety: an alert is raised, acknowledged, passed on by the clock, and closed by an assessment."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Practice
from audit.actions import record

from .access import deputy_for
from .models import RiskAssessment, SafetyAlert
from .questions import FIELDS_OF, SELF, SHARED


def raise_alert(*, client, source, what, owner, danger=SELF, administration_id=None, now=None, by):
    """Open an alert: `owner` must ask about safety until it is due; then it goes to a deputy as well.

    `what` says what was answered or seen, `danger` which danger it is about (questions.DANGERS). One for each questionnaire: a second call for the same sheet returns the first.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if administration_id is not None:
            known = SafetyAlert.objects.filter(administration_id=administration_id).first()
            if known is not None:
                return known
        alert = SafetyAlert.objects.create(
            client=client, source=source, danger=danger, what=what, owner=owner, deputy=deputy_for(owner, now=now), raised_at=now,
            raised_by=by, administration_id=administration_id,
            due_at=now + dt.timedelta(minutes=Practice.current().alert_due_minutes),
        )  # fmt: skip
        record("alert.raised", alert, client=client, details={"source": source}, at=now, by=by)
    return alert


def acknowledge(*, alert, now=None, by):
    """Say that somebody has seen the alert. It stays open until an assessment is recorded; the first one counts."""
    now = now or timezone.now()
    with transaction.atomic():
        seen = SafetyAlert.objects.open().filter(pk=alert.pk, acknowledged_at__isnull=True)
        if seen.update(acknowledged_at=now, acknowledged_by=by):
            record("alert.acknowledged", alert, client=alert.client_id, at=now, by=by)
    alert.refresh_from_db()
    return alert


def record_assessment(*, client, danger=SELF, alert=None, alerts=None, now=None, by, **answers):
    """Record what was asked, heard and done. It closes what is open for the client about the same danger.

    `answers` by the keys of safety.questions.FIELDS_OF[danger]; `alerts`: those that were known when it was begun, None for all. One that
    was raised since, or is about another danger, stays open. An alert that somebody else closed in the meantime keeps its assessment, and
    this one stands beside it: nothing typed is refused.
    """
    now = now or timezone.now()
    with transaction.atomic():
        waiting = SafetyAlert.objects.open().filter(client=client, danger=danger)
        if alerts is not None:
            waiting = waiting.filter(pk__in=[each.pk for each in alerts])
        closed = [pk for pk in waiting.values_list("pk", flat=True) if _close(pk, now, by)]
        answered = alert.pk if alert is not None else next(iter(closed), None)
        more = {part.key for part in FIELDS_OF[danger]} - set(SHARED) if danger != SELF else set()
        columns = {key: value for key, value in answers.items() if key not in more}
        assessment = RiskAssessment.objects.create(
            client=client, danger=danger, alert_id=answered if answered in closed else None, signed_at=now, signed_by=by,
            answers={key: value for key, value in answers.items() if key in more}, **columns,
        )  # fmt: skip
        record(
            "assessment.signed",
            assessment,
            client=client,
            details={"closed": [str(pk) for pk in closed]},
            at=now,
            by=by,
        )
    return assessment


def _close(pk, now, by):
    return SafetyAlert.objects.filter(pk=pk, closed_at__isnull=True).update(closed_at=now, closed_by=by)


def escalate_overdue(now):
    """Pass every alert that is past due and still open to its deputy as well. Returns how many."""
    passed = 0
    for alert in SafetyAlert.objects.overdue(now).select_related("owner", "deputy"):
        deputy = alert.deputy if alert.deputy and alert.deputy.is_active else deputy_for(alert.owner, now=now)
        with transaction.atomic():
            waiting = SafetyAlert.objects.overdue(now).filter(pk=alert.pk)
            if waiting.update(escalated_at=now, deputy=deputy):
                record(
                    "alert.escalated",
                    alert,
                    client=alert.client_id,
                    details={"to": str(deputy.pk) if deputy else ""},
                    at=now,
                    by=None,
                )
                passed += 1
    return passed
