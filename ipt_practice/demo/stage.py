"""The practice itself: people who work here, places, rooms, hours. Every later step of the demo stands on this stage."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Licence, Practice, Supervision, User
from audit.actions import record
from scheduling.models import Location, OpeningHours, Room, WorkingHours
from scheduling.wall_time import moment
from sessions.actions.booking import seed_templates
from sessions.models import CourseTemplate

from .people import PASSWORD, PLACES, PRACTICE, STAFF, SUPERVISIONS

OPEN, CLOSE = dt.time(8), dt.time(20)
SUNDAY_CLOSE = dt.time(19)
STARTED = dt.timedelta(days=400)


@dataclass
class Stage:
    """What the stories share. `now` is the moment of loading; `today` its date at the practice."""

    now: dt.datetime
    today: dt.date
    users: dict = field(default_factory=dict)
    locations: dict = field(default_factory=dict)
    rooms: dict = field(default_factory=dict)
    templates: dict = field(default_factory=dict)

    def user(self, key):
        return self.users[key]

    def room_of(self, key):
        """The room where this clinician sees people."""
        return self.rooms[key]

    def at(self, days, time, zone=PRACTICE["time_zone"]):
        """The moment `days` from today at a local time ("9:30" or a time)."""
        time = clock(time) if isinstance(time, str) else time
        return moment(self.today + dt.timedelta(days=days), time, zone, fold=0)


def clock(text):
    hours, minutes = text.split(":")
    return dt.time(int(hours), int(minutes))


def set_the_stage(now):
    """Make the practice, its people and places. Returns the Stage."""
    stage = Stage(now=now, today=now.astimezone(ZoneInfo(PRACTICE["time_zone"])).date())
    Practice(pk=1, is_demo=True, **PRACTICE).save()
    _hire(stage)
    _furnish(stage)
    _keep_hours(stage)
    seed_templates()
    stage.templates = {template.key: template for template in CourseTemplate.objects.all()}
    return stage


def _hire(stage):
    password, began = make_password(PASSWORD), stage.now - STARTED
    for member in STAFF:
        user = User.objects.create(
            email=member.email,
            full_name=member.full_name,
            role=member.role,
            credentials=member.credentials,
            time_zone=member.time_zone,
            password=password,
            is_demo=True,
            created_at=began,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if member.licence:
            kind, number, state = member.licence
            expires = dt.date(stage.today.year + 2, 6, 30)
            Licence.objects.create(user=user, kind=kind, number=number, state=state, expires_on=expires)
        stage.users[member.key] = user
        record("user.created", user, details={"role": member.role}, at=began, by=stage.users["ali"])
    for supervisor, supervisee in SUPERVISIONS:
        Supervision.objects.create(
            supervisor=stage.user(supervisor), supervisee=stage.user(supervisee), from_on=began.date()
        )


def _furnish(stage):
    for place in PLACES:
        location = Location.objects.create(
            name=place.name,
            address=place.address,
            phone=place.phone,
            state=place.state,
            time_zone=place.time_zone,
        )
        stage.locations[place.key] = location
        rooms = {name: Room.objects.create(location=location, name=name) for name in place.rooms}
        here = [member for member in STAFF if member.place == place.key and member.room]
        stage.rooms |= {member.key: rooms[member.room] for member in here}


def _keep_hours(stage):
    """Open on every day of the week, so that whatever day the demo is looked at has its appointments."""
    for weekday in range(7):
        closes = SUNDAY_CLOSE if weekday == 6 else CLOSE
        for location in stage.locations.values():
            OpeningHours.objects.create(location=location, weekday=weekday, opens_at=OPEN, closes_at=closes)


def keep_working_hours(stage, key, days):
    """This clinician works on Mondays to Fridays, and on the weekdays of `days` (days from today) at weekends."""
    weekdays = {0, 1, 2, 3, 4} | {(stage.today + dt.timedelta(days=day)).weekday() for day in days}
    WorkingHours.objects.bulk_create(
        WorkingHours(
            clinician=stage.user(key),
            location=stage.room_of(key).location,
            weekday=weekday,
            starts_at=dt.time(9),
            ends_at=dt.time(19),
        )
        for weekday in sorted(weekdays)
    )
