"""Builders: plain functions that make what a test needs, with sensible defaults. Through the product's actions where one exists."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Practice, Supervision, User
from clients.models import Assignment, Client
from scheduling.models import Appointment, Location, Room
from sessions.course_plan import scaled_bounds
from sessions.models import Course, TherapySession

PASSWORD = "a-good-long-password"
NEW_YORK = "America/New_York"


def make_user(first="Ada", role="therapist", **fields):
    email = fields.pop("email", f"{first.lower()}@practice.example")
    user = User(email=email, full_name=fields.pop("full_name", f"{first} Test"), role=role, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def make_practice(**fields):
    practice = Practice(pk=1, **{"name": "Test Practice", "short_name": "Test", **fields})
    practice.save()
    return practice


def make_location(name="Main office", **fields):
    location = Location.objects.filter(name=name).first()
    return location or Location.objects.create(name=name, **{"time_zone": NEW_YORK, **fields})


def make_room(location=None, name="Room 1"):
    location = location or make_location()
    return Room.objects.get_or_create(location=location, name=name)[0]


def make_client(first="Casey", last="Quill", therapist=None, **fields):
    """A client; with `therapist`, assigned to them since a year ago."""
    highest = Client.objects.order_by("-file_number").values_list("file_number", flat=True).first() or 0
    defaults = {"born_on": dt.date(1990, 5, 4), "email": f"{first.lower()}@client.example", "phone": "+12125550101"}
    person = Client.objects.create(first_name=first, last_name=last, file_number=highest + 1, **{**defaults, **fields})
    if therapist:
        make_assignment(person, therapist)
    return person


def make_assignment(person, therapist, from_on=None, until_on=None):
    from_on = from_on or timezone.now().date() - dt.timedelta(days=365)
    return Assignment.objects.create(client=person, clinician=therapist, from_on=from_on, until_on=until_on)


def make_appointment(
    person, clinician, starts_at=None, minutes=50, kind="therapy", status="booked", room=None, **fields
):
    """An appointment; by default next week at this hour. `starts_at` is an aware datetime."""
    appointment = _appointment(person, clinician, starts_at, minutes, kind, status, room, **fields)
    appointment.save(force_insert=True)
    return appointment


def _appointment(person, clinician, starts_at, minutes=50, kind="therapy", status="booked", room=None, **fields):
    starts_at = starts_at or (timezone.now() + dt.timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    location = fields.pop("location", None) or (room.location if room else make_location())
    local = starts_at.astimezone(ZoneInfo(location.time_zone))
    return Appointment(
        client=person,
        clinician=clinician,
        location=location,
        room=room,
        kind=kind,
        status=status,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        time_zone=location.time_zone,
        wall_date=local.date(),
        wall_time=local.time(),
        booked_by=fields.pop("booked_by", clinician),
        **fields,
    )


def make_course(person, therapist, planned=16, held=0, first_at=None, **fields):
    """A course of weekly sessions, all booked; the first `held` of them are held and numbered (their notes are not written).

    By default the last held session was yesterday or earlier this week and the next one is to come.
    """
    bounds = scaled_bounds(planned)
    course = Course.objects.create(
        client=person,
        therapist=therapist,
        template_key=fields.pop("template_key", "ipt_16"),
        planned_sessions=planned,
        initial_to=bounds.initial_to,
        middle_to=bounds.middle_to,
        opened_by=therapist,
        **fields,
    )
    first_at = first_at or (timezone.now() + dt.timedelta(days=1) - dt.timedelta(weeks=held)).replace(
        minute=0, second=0, microsecond=0
    )
    location = make_location()
    appointments = [
        _appointment(
            person,
            therapist,
            first_at + dt.timedelta(weeks=index),
            status="held" if index < held else "booked",
            location=location,
        )
        for index in range(planned)
    ]
    Appointment.objects.bulk_create(appointments)
    TherapySession.objects.bulk_create(
        TherapySession(
            course=course,
            appointment=appointment,
            number=number if number <= held else None,
            phase=course.phase_of(number) if number <= held else "",
        )
        for number, appointment in enumerate(appointments, 1)
    )
    return course


def cast():
    """The standing cast as one namespace: ada, ben, sam, kim, dee, ali, casey, drew and their courses."""
    make_practice()
    now = timezone.now()
    people = SimpleNamespace(
        ada=make_user("Ada", credentials="LCSW"),
        ben=make_user("Ben"),
        sam=make_user("Sam", "supervisor"),
        kim=make_user("Kim", "office_manager"),
        dee=make_user("Dee", "director"),
        ali=make_user("Ali", "administrator"),
    )
    Supervision.objects.create(
        supervisor=people.sam, supervisee=people.ada, from_on=now.date() - dt.timedelta(days=100)
    )
    people.casey = make_client("Casey", "Quill", therapist=people.ada)
    people.drew = make_client("Drew", "Marsh", therapist=people.ben)
    base = now.replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    people.casey_course = make_course(people.casey, people.ada, held=2, first_at=base - dt.timedelta(weeks=2))
    people.drew_course = make_course(people.drew, people.ben, held=2, first_at=base - dt.timedelta(weeks=2))
    return people
