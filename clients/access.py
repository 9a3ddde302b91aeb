"""The one door to clients. A stranger's client and one that does not exist answer alike: 404."""

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.utils import timezone

from accounts import roles
from accounts.access import therapist_ids_read_by, therapist_ids_treated_as, today_for
from accounts.models import User

from .models import Assignment, Client


def _assigned_to(therapist_ids, today):
    return Assignment.objects.current(today).filter(clinician__in=therapist_ids).values("client_id")


def visible_to(user, *, now=None):
    """The clients `user` may know of: everyone's for office manager and director, else by caseload, cover, supervision."""
    if user.role in (roles.DIRECTOR, roles.OFFICE_MANAGER):
        return Client.objects.all()
    if user.role == roles.ADMINISTRATOR:
        return Client.objects.none()
    now = now or timezone.now()
    return Client.objects.filter(pk__in=_assigned_to(therapist_ids_read_by(user, now=now), today_for(user, now)))


def treated_by(user, *, now=None):
    """The clients whose chart `user` may write: their own caseload, and that of a colleague they cover today."""
    if not user.is_clinical:
        return Client.objects.none()
    now = now or timezone.now()
    return Client.objects.filter(pk__in=_assigned_to(therapist_ids_treated_as(user, now=now), today_for(user, now)))


def scheduled_by(user, *, now=None):
    """The clients whose appointments `user` may move and cancel: everyone's for the office, else those they treat."""
    if user.role in (roles.DIRECTOR, roles.OFFICE_MANAGER):
        return Client.objects.all()
    return treated_by(user, now=now)


def current_therapist_of(client):
    """The clinician who looks after the client now, None when there is nobody."""
    assignment = Assignment.objects.open().filter(client=client).select_related("clinician").first()
    return assignment.clinician if assignment else None


def client_for(user, pk):
    """The client with this id, if `user` may see them. Raises Http404."""
    return _one(visible_to(user), pk)


def treated_client_for(user, pk):
    """The client with this id, if `user` may write in their chart. Raises Http404."""
    return _one(treated_by(user), pk)


def scheduled_client_for(user, pk):
    """The client with this id, if `user` may book for them. Raises Http404."""
    return _one(scheduled_by(user), pk)


def chart_client_for(user, pk):
    """The client with this id, if `user` may read their chart, with `may_write` and `therapist_name`. Raises Http404."""
    clients = visible_to(user) if user.is_clinical else Client.objects.none()
    writes = Exists(treated_by(user).filter(pk=OuterRef("pk")))
    return _one(clients.annotate(may_write=writes, therapist_name=therapist_name("pk")), pk)


def therapist_name(client):
    """The name of who looks after the client now; `client` is the path from the row to the client. For `annotate`."""
    current = Assignment.objects.open().filter(client=OuterRef(client))
    return Subquery(current.values("clinician__full_name")[:1])


def _one(clients, pk):
    client = clients.filter(pk=pk).first()
    if client is None:
        raise Http404
    return client


def clinicians():
    """Active people who see clients, by name."""
    return User.objects.clinicians()


def directors():
    """Active directors, by name: consultations are theirs."""
    return User.objects.clinicians().filter(role=roles.DIRECTOR)
