"""A client whose course is booked and has begun weeks ago, with nothing written yet: where a story of a whole course starts."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from clients.actions import assign, receive_form, register_client, save_guardians
from clients.models import SignedForm
from ipt_practice.demo.stage import clock
from scheduling.models import WorkingHours
from sessions.actions.booking import Slot, SlotsTaken, open_course_and_book
from sessions.models import CourseTemplate

HOURS = [f"{hour}:00" for hour in range(9, 18)]


def course_begun(first_name, last_name, *, template="ipt_12", born=1985, guardians=(), therapist="ada", held=None):
    """A Course of Ada's, one session a week, so long ago that `held` of them (all, unless told) have had their time.

    `born` is a year, `guardians` are dicts of name and relation. The hour is the first that is free each week.
    """
    now = timezone.now()
    template = CourseTemplate.objects.get(key=template)
    held = template.planned_sessions if held is None else held
    first_on = now.date() - dt.timedelta(days=2, weeks=held - 1)
    first_on -= dt.timedelta(days=max(0, first_on.weekday() - 4))
    booked_at = now - dt.timedelta(weeks=held + 2)
    kim, therapist = (User.objects.get(email=f"{who}@practice.example") for who in ("kim", therapist))
    client = register_client(
        first_name=first_name, last_name=last_name, born_on=dt.date(born, 3, 14), email=f"{first_name.lower()}@client.example",
        phone="+12125550155", now=booked_at, by=kim,
    )  # fmt: skip
    if guardians:
        save_guardians(client=client, version=client.version, guardians=list(guardians), now=booked_at, by=kim)
    for kind in SignedForm.REQUIRED:
        receive_form(client=client, kind=kind, received_on=booked_at.date(), now=booked_at, by=kim)
    assign(
        client=client,
        clinician=therapist,
        from_on=booked_at.date(),
        now=booked_at,
        by=User.objects.get(email="dee@practice.example"),
    )
    return _booked_at_a_free_hour(client, therapist, template, first_on, booked_at, kim)


def _booked_at_a_free_hour(client, therapist, template, first_on, booked_at, by):
    location = WorkingHours.objects.filter(clinician=therapist).first().location
    days = [first_on + dt.timedelta(weeks=week) for week in range(template.planned_sessions)]
    refusal = None
    for hour in HOURS:
        slots = [Slot(day, clock(hour), location, None, "video", fold=0) for day in days]
        try:
            return open_course_and_book(
                client=client, therapist=therapist, template=template, planned_sessions=len(slots), slots=slots, now=booked_at, by=by
            )  # fmt: skip
        except SlotsTaken as taken:
            refusal = taken
    raise AssertionError(f"no hour is free in all these weeks: {refusal}")
