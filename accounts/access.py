"""Whose cases a user may see through their relations to other staff. Dates decide, at the boundary of the day."""

from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from . import roles
from .models import Cover, Supervision, User


def today_for(user, now=None):
    """The date it is for `user`, in their own time zone."""
    return (now or timezone.now()).astimezone(ZoneInfo(user.time_zone)).date()


def therapist_ids_treated_as(user, *, now=None):
    """Ids of the therapists whose cases `user` may treat: their own, and those they cover today. Unevaluated."""
    covered = Cover.objects.current(today_for(user, now)).filter(covering=user).values("absent_id")
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=covered)).values("pk")


def therapist_ids_read_by(user, *, now=None):
    """Ids of the therapists whose cases `user` may read: those they may treat, and their supervisees' (supervisors)."""
    treated = Q(pk__in=therapist_ids_treated_as(user, now=now))
    if user.role == roles.SUPERVISOR:
        treated |= Q(pk__in=therapist_ids_supervised_by(user, now=now))
    return User.objects.filter(treated).values("pk")


def therapist_ids_supervised_by(user, *, now=None):
    """Ids of the therapists whose notes `user` may comment on and co-sign today."""
    supervisions = Supervision.objects.current(today_for(user, now)).filter(supervisor=user)
    return supervisions.values_list("supervisee_id", flat=True)


def people():
    """All who work or worked here, those who still do first. The access table says who may ask."""
    return User.objects.by_name()


def clinicians():
    """Active people who see clients, by name."""
    return User.objects.clinicians()


def supervisors():
    """Active people who may supervise, by name."""
    return User.objects.supervisors()


def person_for(user, pk):
    """The member of staff with this id. Raises Http404; the access table says who may ask."""
    return get_object_or_404(User, pk=pk)


def supervision_for(user, pk):
    return get_object_or_404(Supervision, pk=pk)


def cover_for(user, pk):
    return get_object_or_404(Cover, pk=pk)


def relations_not_over(user, now=None):
    """The supervisions and the covers that hold or will hold, for the administrator's page: two lists."""
    today = today_for(user, now)
    return (
        Supervision.objects.not_over(today).select_related("supervisor", "supervisee"),
        Cover.objects.not_over(today).select_related("absent", "covering"),
    )


def with_second_step():
    """Ids of the people who have set up the second step of signing in."""
    return set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True))
