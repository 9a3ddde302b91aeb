"""Fifty at once want the same time: one gets it, forty-nine are told so, nobody meets an error (threats R1)."""

import datetime as dt

import pytest

from clients.actions import assign, receive_form, register_client
from scheduling.actions import book
from scheduling.clashes import DoubleBooking
from scheduling.models import Appointment
from sessions.actions.booking import Slot, SlotsTaken, open_course_and_book, seed_templates
from sessions.models import Course, CourseTemplate
from tests import make
from tests.parallel import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TUESDAY = dt.date(2027, 5, 4)


def sorted_out(results):
    """(winners, names of the exceptions of the others)"""
    lost = [result for result in results if isinstance(result, Exception)]
    return len(results) - len(lost), {type(error).__name__ for error in lost}, len(lost)


@pytest.mark.parametrize("what", ["clinician", "room", "client"])
def test_fifty_want_one_slot(transactional_db, what):
    make.make_practice()
    kim, ada, room = make.make_user("Kim", "office_manager"), make.make_user("Ada"), make.make_room()
    people = [make.make_client(f"Client{n}", "Quill") for n in range(50)]
    clinicians = [make.make_user(f"Therapist{n}") for n in range(50)] if what != "clinician" else [ada] * 50

    def booking(n):
        return lambda: book(
            client=people[0] if what == "client" else people[n],
            clinician=clinicians[n],
            location=room.location,
            room=room if what == "room" else None,
            kind="therapy",
            wall_date=TUESDAY,
            wall_time=dt.time(11),
            minutes=50,
            by=kim,
        )

    winners, refusals, lost = sorted_out(at_once([booking(n) for n in range(50)]))
    assert (winners, refusals, lost) == (1, {DoubleBooking.__name__}, 49)
    assert Appointment.objects.count() == 1


def test_eight_want_the_same_weeks(transactional_db):
    make.make_practice()
    seed_templates()
    kim, dee, ada = make.make_user("Kim", "office_manager"), make.make_user("Dee", "director"), make.make_user("Ada")
    room, template, people = make.make_room(), CourseTemplate.objects.get(key="ipt_16"), []
    for n in range(8):
        people.append(make.make_client(f"Client{n}", "Quill"))
        assign(client=people[n], clinician=ada, by=dee)
        for kind in ("intake", "confidentiality_cancellation"):
            receive_form(client=people[n], kind=kind, received_on=TUESDAY, by=kim)

    def course_of(n):
        slots = [
            Slot(TUESDAY + dt.timedelta(weeks=n % 3 + week), dt.time(11), room.location, room) for week in range(16)
        ]
        return lambda: open_course_and_book(
            client=people[n], therapist=ada, template=template, planned_sessions=16, slots=slots, by=kim
        )

    winners, refusals, _lost = sorted_out(at_once([course_of(n) for n in range(8)]))
    assert (winners, refusals) == (1, {SlotsTaken.__name__})
    assert (Course.objects.count(), Appointment.objects.count()) == (1, 16)


def test_twenty_desks_register_at_once(transactional_db):
    make.make_practice()
    kim = make.make_user("Kim", "office_manager")
    calls = [lambda n=n: register_client(first_name=f"Client{n}", phone="+12125550100", by=kim) for n in range(20)]
    numbers = [client.file_number for client in at_once(calls)]
    assert sorted(numbers) == list(range(1, 21))
