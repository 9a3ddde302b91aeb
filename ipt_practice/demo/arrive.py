"""From the first call to the booked course. Each function is a generator: it yields the moment at which it goes on."""

import datetime as dt

from clients.actions import receive_form, save_guardians
from clients.models import SignedForm
from intake.actions import book_consultation, close_inquiry, record_consultation, take_inquiry
from scheduling.clashes import NotBookable
from sessions.actions.booking import Slot, book_again, open_course_and_book

from . import around
from .people import BY_KEY, PEOPLE
from .stage import clock

CALLED, MET, BOOKED = 24, 15, 9
"""Days before the first session: the first call, the consultation, the booking of the whole course."""

NUMBERS = {person.key: number for number, person in enumerate(PEOPLE, 1)}
CONSULTING_HOURS = ("9:00", "10:00", "11:00", "12:00", "14:00", "15:00", "16:00", "17:00")


def inquire(stage, key, now, *, seeks, channel="phone", referred_by=""):
    """Kim takes the call. Returns the Inquiry."""
    person, number = BY_KEY[key], NUMBERS[key]
    inquiry = take_inquiry(
        channel=channel,
        seeks=seeks,
        referred_by=referred_by,
        consents=person.consents,
        first_name=person.first_name,
        last_name=person.last_name,
        pronouns=person.pronouns,
        born_on=person.born_on(stage.today, number),
        convenient_times=person.times,
        **person.contact(number),
        now=now,
        by=stage.user("kim"),
    )
    if person.guardians:
        guardians = [{"name": name, "relation": relation} for name, relation in person.guardians]
        client = inquiry.client
        save_guardians(client=client, version=client.version, guardians=guardians, now=now, by=stage.user("kim"))
    return inquiry


def consult(stage, inquiry, day, now, *, at=None, modality="in_person"):
    """Book the consultation with the director: at the time given, or the first hour of that day that she has free."""
    for time in (at,) if at else CONSULTING_HOURS:
        try:
            return book_consultation(
                inquiry=inquiry,
                clinician=stage.user("dee"),
                wall_date=stage.today + dt.timedelta(days=day),
                wall_time=clock(time),
                location=stage.locations["lantern"],
                room=stage.room_of("dee"),
                modality=modality,
                now=now,
                by=stage.user("kim"),
            )
        except NotBookable:
            continue
    raise ValueError(f"The director has no free hour {day} days from today.")


def come_to_a_course(stage, story):
    """First call, consultation, forms and the booking of one course. Yields moments; returns (client, Course)."""
    first = first_day(story)
    now = yield stage.at(first - CALLED, "10:20")
    inquiry = inquire(stage, story.person, now, seeks=story.seeks, referred_by=story.referred_by)
    place = BY_KEY[story.person].place
    modality = "video" if place == "lakeside" else "in_person"
    consultation = consult(stage, inquiry, weekday_near(stage, first - MET), now, modality=modality)
    now = yield consultation.appointment.ends_at + dt.timedelta(minutes=20)
    record_consultation(
        consultation=consultation,
        outcome="ipt_confirmed",
        therapist=stage.user(story.therapist),
        presenting_concern=story.seeks,
        reasons=story.link or "Symptoms began with a change among people. Willing to look at relationships.",
        therapist_reason="Has a weekly slot at a convenient time, and experience with such cases.",
        now=now,
        by=stage.user("dee"),
    )
    now = yield stage.at(first - BOOKED - 1, "9:30")
    receive_forms(stage, inquiry.client, SignedForm.REQUIRED, now)
    if story.person == around.YOUNG:
        around.agree_with_parents(stage, inquiry.client, now)
    now = yield stage.at(first - BOOKED, "11:10")
    return inquiry.client, book_course(stage, story, inquiry.client, first, now)


def receive_forms(stage, client, kinds, now):
    for kind in kinds:
        receive_form(client=client, kind=kind, received_on=now.date(), now=now, by=stage.user("kim"))


def first_day(story):
    """Days from today (negative: ago) of the first session."""
    return story.next_in - 7 * (len(story.past) - (1 if story.is_finished else 0))


def weekday_near(stage, day):
    """That day, or the Friday before it when it falls on a weekend."""
    weekday = (stage.today + dt.timedelta(days=day)).weekday()
    return day - max(0, weekday - 4)


def book_course(stage, story, client, first, now):
    """Every week at the same time, as many as the template has."""
    template = stage.templates[story.template]
    planned = template.planned_sessions
    room = stage.room_of(story.therapist)
    slots = [
        Slot(
            stage.today + dt.timedelta(days=first + 7 * week),
            clock(story.at),
            room.location,
            room if story.modality == "in_person" else None,
            story.modality,
            fold=0,
        )
        for week in range(planned)
    ]
    return open_course_and_book(
        client=client,
        therapist=stage.user(story.therapist),
        template=template,
        planned_sessions=planned,
        slots=slots,
        beside=around.with_parents(stage, story, slots),
        now=now,
        by=stage.user("kim"),
    )


def book_one_more(stage, story, last, now):
    """A week after the last one, since one was missed. Returns the TherapySession."""
    appointment = last.appointment
    slot = Slot(
        appointment.wall_date + dt.timedelta(days=7),
        appointment.wall_time,
        appointment.location,
        appointment.room,
        story.modality,
        fold=0,
    )
    book_again(course=last.course, slots=[slot], now=now, by=stage.user("kim"))
    return last.course.sessions.select_related("appointment").in_order().last()


def wait(stage, waiting):
    """Someone who is still on the way in."""
    now = yield stage.at(-waiting.called, "14:40" if waiting.called > 1 else "9:10")
    inquiry = inquire(
        stage, waiting.person, now, seeks=waiting.seeks, channel=waiting.channel, referred_by=waiting.referred_by
    )
    if waiting.consultation is None:
        return
    now = yield now + dt.timedelta(hours=1)
    day = waiting.consultation if waiting.consultation >= 0 else weekday_near(stage, waiting.consultation)
    consultation = consult(stage, inquiry, day, now, at=waiting.at, modality=waiting.modality)
    if not waiting.outcome:
        return
    now = yield consultation.appointment.ends_at + dt.timedelta(minutes=15)
    record_consultation(
        consultation=consultation,
        outcome=waiting.outcome,
        therapist=stage.users.get(waiting.therapist),
        presenting_concern=waiting.concern,
        reasons=waiting.reasons,
        therapist_reason=waiting.therapist_reason,
        recommended=waiting.recommended,
        review_on=stage.today + dt.timedelta(days=waiting.review) if waiting.review else None,
        now=now,
        by=stage.user("dee"),
    )
    now = yield now + dt.timedelta(hours=20)
    receive_forms(stage, inquiry.client, waiting.forms, now)
    if waiting.closed:
        close_inquiry(inquiry=inquiry, because=waiting.closed, now=now, by=stage.user("kim"))
