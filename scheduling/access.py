"""The door to appointments, through the client they are for; and what a calendar may say of the others."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from accounts.models import User
from accounts.roles import DIRECTOR, OFFICE_MANAGER
from clients.access import scheduled_by, visible_to

from .models import Absence, Appointment, Location, Room

WITH_ALL = ("client", "clinician", "location", "room")


def appointments_visible_to(user):
    """Appointments whose client `user` may know of."""
    return Appointment.objects.filter(client__in=visible_to(user)).select_related(*WITH_ALL)


def appointment_for(user, pk):
    """The appointment with this id, if `user` may know its client. Raises Http404."""
    return _one(appointments_visible_to(user), pk)


def scheduled_appointment_for(user, pk):
    """The appointment with this id, if `user` may move and cancel it. Raises Http404."""
    return _one(Appointment.objects.filter(client__in=scheduled_by(user)).select_related(*WITH_ALL), pk)


def may_schedule(user, client):
    """May `user` move and cancel appointments of this client?"""
    return scheduled_by(user).filter(pk=client.pk).exists()


def locations():
    """Every place of the practice, by name."""
    return Location.objects.all()


def places():
    """Every place with its rooms and hours, for the administrator's page."""
    return Location.objects.prefetch_related("rooms", "opening_hours")


def location_for(user, pk):
    """The place with this id. Raises Http404; the access table says who may ask."""
    return _one(Location.objects.all(), pk)


def rooms():
    """Every room, by place and name."""
    return Room.objects.select_related("location")


def taken_between(user, first_on, last_on):
    """What is booked or held on these local days; `is_known` where `user` may know the client, else it is only taken."""
    begin = dt.datetime.combine(first_on, dt.time(0), dt.UTC) - dt.timedelta(days=1)
    known = visible_to(user).filter(pk=OuterRef("client_id"))
    return (
        Appointment.objects.overlapping(begin, begin + (last_on - first_on) + dt.timedelta(days=3))
        .filter(wall_date__gte=first_on, wall_date__lte=last_on)
        .annotate(is_known=Exists(known))
        .select_related("client", "location", "room")
        .order_by("wall_date", "wall_time")
    )


def clinicians_with_hours():
    """Active clinicians by name, one row for each stretch of working hours (or one without)."""
    names = ("pk", "full_name", "working_hours__weekday", "working_hours__starts_at", "working_hours__ends_at")
    return User.objects.clinicians().order_by("full_name", "pk", "working_hours__starts_at").values(*names)


def absences_between(first_on, last_on):
    return Absence.objects.filter(from_on__lte=last_on, until_on__gte=first_on)


def absences_of(user, today):
    """The absences that are not over: everybody's for the office, else one's own. With `booked`, what stands in their time."""
    standing = Appointment.objects.filter(
        status=Appointment.BOOKED,
        clinician=OuterRef("clinician"),
        wall_date__range=(OuterRef("from_on"), OuterRef("until_on")),
    )
    count = standing.order_by().values("clinician").annotate(n=Count("pk")).values("n")
    found = _absences(user).filter(until_on__gte=today).order_by("from_on", "clinician__full_name")
    return found.annotate(booked=Coalesce(Subquery(count), 0))


def away_clinician_for(user, pk):
    """The clinician with this id whose days away `user` sees to: anybody for the office, else oneself. Raises Http404."""
    people = User.objects.clinicians()
    return _one(people if user.role in (DIRECTOR, OFFICE_MANAGER) else people.filter(pk=user.pk), pk)


def _absences(user):
    absences = Absence.objects.select_related("clinician")
    return absences if user.role in (DIRECTOR, OFFICE_MANAGER) else absences.filter(clinician=user)


def appointments_while_away(user, clinician, today):
    """What is or was booked from today on with this clinician for days they are away, for clients whom `user` schedules."""
    away = Absence.objects.filter(
        clinician=OuterRef("clinician"), from_on__lte=OuterRef("wall_date"), until_on__gte=OuterRef("wall_date")
    )
    during = Appointment.objects.filter(Exists(away), clinician=clinician, wall_date__gte=today)
    return list(during.filter(client__in=scheduled_by(user)).select_related(*WITH_ALL).order_by("starts_at"))


def _one(appointments, pk):
    appointment = appointments.filter(pk=pk).first()
    if appointment is None:
        raise Http404
    return appointment
