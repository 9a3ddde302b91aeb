"""What the page of booking a course needs: what comes first, which kinds of course, what the form begins with, the proposal."""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Practice
from clients.access import clinicians
from clients.models import Assignment
from safety.access import call_therapist_ids
from scheduling.openings import usual_location

from . import course_plan
from .models import Course, CourseTemplate
from .proposal import Proposal, Wish, weekly_openings
from .series import Slot


@dataclass
class Standing:
    """How things stand for a client's next booking. `therapist` None with `blocks` empty: the office chooses one."""

    client: object
    therapist: object = None
    plan_key: str = ""
    course: Course | None = None
    to_book: int = 0
    blocks: list = field(default_factory=list)
    call_therapist: bool = False

    @property
    def books_again(self):
        """Is it a running course that has sessions without a time?"""
        return self.course is not None


def standing_of(client, user):
    """The Standing of this client: what stands against booking comes as (sentence, URL, words of the link)."""
    assignment = Assignment.objects.open().filter(client=client).select_related("clinician").first()
    standing = Standing(client, call_therapist=not user.is_clinical and bool(call_therapist_ids([client.pk])))
    if assignment:
        standing.therapist, standing.plan_key = assignment.clinician, assignment.plan_key
    standing.course = Course.objects.running().filter(client=client).counted().select_related("therapist").first()
    if standing.course:
        standing.therapist = standing.course.therapist
        standing.to_book = max(standing.course.planned_sessions - standing.course.timed_count, 0)
        if not standing.to_book:
            words = _("The whole course is booked already"), reverse("client_contact", args=[client.pk])
            standing.blocks.append((*words, _("See its dates")))
        return standing
    if not assignment and Practice.current().require_consultation:
        words = _("The consultation comes first: it says which therapist suits"), reverse("intake_board")
        standing.blocks.append((*words, _("Open intake")))
    if not client.may_be_booked():
        words = _("The intake form and the confidentiality form come first"), reverse("form_received", args=[client.pk])
        standing.blocks.append((*words, _("Mark form received")))
    return standing


def templates_for(standing, today):
    """The kinds of course to choose from, one for each rhythm: the one the director meant, else the first that fits."""
    offered = {template.key: template for template in CourseTemplate.objects.offered()}
    returning = Course.objects.filter(client=standing.client).exists()
    age, by_rhythm = standing.client.age_on(today), {}
    order = [key for key in dict.fromkeys([*course_plan.TEMPLATES, *offered]) if key in offered]
    young = [key for key in order if offered[key].is_for_an_age] if _is_minor(age) else []
    for key in dict.fromkeys([standing.plan_key, *young, *order]):
        template = offered.get(key)
        if template and (key == standing.plan_key or _fits(template, age, returning)):
            by_rhythm.setdefault(template.schedule_words, template)
    return list(by_rhythm.values())


def _is_minor(age):
    return age is not None and age < 18


def _fits(template, age, returning):
    """Courses for an age are for that age; those that follow a course are for who had one."""
    if template.kind != course_plan.ACUTE and not returning:
        return False
    return template.suits(age)


def usual_template(standing, templates, today):
    """The one the form begins with: the director's wish, for a minor one made for the age, else the usual 16."""
    keys = {template.key: template for template in templates}
    is_minor = _is_minor(standing.client.age_on(today))
    young = [key for key, template in keys.items() if is_minor and template.is_for_an_age]
    usual = next((keys[key] for key in (standing.plan_key, *young, "ipt_16") if key in keys), None)
    return usual or (templates[0] if templates else None)


def asked_template(templates, data):
    """The kind of course that the form was sent with; None where nobody used the form."""
    return next((each for each in templates if data and str(each.pk) == data.get("template")), None)


def with_usual_count(data, templates):
    """The form's data; where another kind of course was chosen and the number left as it was, that kind's own number."""
    before, now = (next((e for e in templates if str(e.pk) == data.get(name)), None) for name in ("shown", "template"))
    if before is None or now is None or before == now or data.get("count") != str(before.planned_sessions):
        return data
    return data.dict() | {"count": now.planned_sessions}


def openings_for(standing, template, today, *, first_on=None):
    """Weekly times that would carry the whole course, the best first; none where the practice has no place."""
    location = usual_location(standing.therapist) if standing.therapist else None
    if location is None or (template is None and not standing.course):
        return []
    return weekly_openings(
        client=standing.client,
        clinician=standing.therapist,
        location=location,
        minutes=standing.course.minutes if standing.course else template.minutes,
        count=standing.to_book or template.planned_sessions,
        weeks_between=template.weeks_between if template else 1,
        first_on=max(first_on or today, today + dt.timedelta(days=1)),
    )


def initial_of(standing, template, openings, locations):
    """What the form shows first: the best weekly opening."""
    first = openings[0].slot if openings else None
    initial = {
        "template": str(template.pk) if template else "",
        "count": standing.to_book or (template.planned_sessions if template else 16),
        "location": locations.first(),
        "modality": "in_person",
        "therapist": standing.therapist,
    }
    return initial | (as_fields(first) if first else {})


def as_fields(slot):
    """A first slot as the form's fields."""
    return {
        "weekday": slot.wall_date.weekday(),
        "wall_time": slot.wall_time,
        "first_on": slot.wall_date,
        "modality": slot.modality,
        "location": slot.location.pk,
        "room": slot.room.pk if slot.room else None,
    }


def links_to(openings, data):
    """(query, slot, clashes) of each weekly opening: the address of the page with this time instead."""
    kept = {name: data[name] for name in ("template", "count", "therapist") if data.get(name)}
    return [
        (
            urlencode(kept | {name: _plain(value) for name, value in as_fields(each.slot).items()}),
            each.slot,
            each.clashes,
        )
        for each in openings
    ]


def _plain(value):
    return "" if value is None else value.strftime("%H:%M") if isinstance(value, dt.time) else value


def wish_of(standing, values):
    """The Wish that a valid CourseForm stands for."""
    ahead = (values["weekday"] - values["first_on"].weekday()) % 7
    first_on = values["first_on"] + dt.timedelta(days=ahead)
    template, course = values["template"], standing.course
    return Wish(
        client=standing.client,
        clinician=standing.therapist or values["therapist"],
        count=min(values["count"], standing.to_book) if course else values["count"],
        minutes=course.minutes if course else template.minutes,
        weeks_between=template.weeks_between,
        every_second=_every_second(values),
        first=Slot(first_on, values["wall_time"], values["location"], values["room"], values["modality"]),
    )


def _every_second(values):
    """(weekday, time) of every second session, None where it is the usual one."""
    weekday, time = values["second_weekday"], values["second_time"]
    if weekday is None and time is None:
        return None
    return values["weekday"] if weekday is None else weekday, time or values["wall_time"]


def proposal_of(standing, values):
    return Proposal(wish_of(standing, values))


def sentence_of(proposal):
    """ "14 of 16 are free. 2 clash, and the nearest free time is chosen for each." """
    if not proposal.clashes:
        return _("All %(count)s are free.") % {"count": proposal.wish.count}
    free = _("%(free)s of %(count)s are free.") % {"free": proposal.free, "count": proposal.wish.count}
    clash = ngettext(
        "%(clashes)s clashes, and the nearest free time is chosen for it.",
        "%(clashes)s clash, and the nearest free time is chosen for each.",
        proposal.clashes,
    ) % {"clashes": proposal.clashes}
    return f"{free} {clash}"


def therapists_to_choose(standing):
    """The clinicians the office may choose from; None where the therapist is known already."""
    return None if standing.therapist else clinicians()
