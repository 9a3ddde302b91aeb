"""Whose cases a user may see through their relations to other staff. Dates decide, at the boundary of the day."""

from zoneinfo import ZoneInfo

from django.db.models import Q
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
