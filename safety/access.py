"""The door to safety: who may see an alert, who stands in for its owner, and what the office is told."""

from django.db.models import Q
from django.http import Http404

from accounts import roles
from accounts.access import today_for
from accounts.models import Supervision, User
from clients.access import treated_by, visible_to

from .models import SafetyAlert


def alerts_visible_to(user):
    """Alerts about clients whose chart `user` may read, and those passed to them."""
    if not user.is_clinical:
        return SafetyAlert.objects.none()
    return SafetyAlert.objects.filter(client__in=visible_to(user))


def alerts_to_answer(user):
    """Open alerts that are `user`'s to answer: their own, those passed to them, and those of whom they treat today."""
    passed = Q(deputy=user, escalated_at__isnull=False)
    return SafetyAlert.objects.open().filter(Q(owner=user) | passed | Q(client__in=treated_by(user)))


def alert_for(user, pk):
    """The alert with this id, with its client, if `user` may see it. Raises Http404."""
    alert = alerts_visible_to(user).select_related("client", "owner", "deputy", "acknowledged_by").filter(pk=pk).first()
    if alert is None:
        raise Http404
    return alert


def alerts_about(client, danger):
    """The alerts about one danger of a client who was fetched through the user, closed ones too."""
    return client.safety_alerts.filter(danger=danger)


def assessments_of(client):
    """The signed assessments of a client whose chart was fetched through the reader, the latest first."""
    return client.risk_assessments.select_related("signed_by", "alert").order_by("-signed_at")


def deputy_for(owner, *, now=None):
    """Who answers when `owner` does not: a current supervisor, else a director, else nobody."""
    supervising = Supervision.objects.current(today_for(owner, now)).filter(supervisee=owner).values("supervisor_id")
    active = User.objects.filter(is_active=True).exclude(pk=owner.pk).order_by("full_name")
    return active.filter(pk__in=supervising).first() or active.filter(role=roles.DIRECTOR).first()


def call_therapist_ids(client_ids):
    """Those of `client_ids` with an open alert: the office is shown "Call the therapist", and nothing else of it."""
    return set(
        SafetyAlert.objects.filter(client__in=client_ids, closed_at__isnull=True).values_list("client_id", flat=True)
    )


def who_answers(client, fallback, *, now=None):
    """Who answers for an alert about this client: their clinician today, else `fallback`."""
    for assignment in client.assignments.select_related("clinician").order_by("-from_on"):
        day = today_for(assignment.clinician, now)
        if assignment.from_on <= day and (assignment.until_on is None or assignment.until_on >= day):
            return assignment.clinician
    return fallback
