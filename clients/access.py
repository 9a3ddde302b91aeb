"""The one door to clients. A stranger's client and one that does not exist answer alike: 404."""

from django.http import Http404
from django.utils import timezone

from accounts import roles
from accounts.access import therapist_ids_read_by, therapist_ids_treated_as, today_for

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


def client_for(user, pk):
    """The client with this id, if `user` may see them. Raises Http404."""
    return _one(visible_to(user), pk)


def treated_client_for(user, pk):
    """The client with this id, if `user` may write in their chart. Raises Http404."""
    return _one(treated_by(user), pk)


def _one(clients, pk):
    client = clients.filter(pk=pk).first()
    if client is None:
        raise Http404
    return client
