"""The whole course booked at once: everything that stands against it, and all or nothing."""

import datetime as dt

import pytest

from audit.models import AuditEvent
from clients.actions import assign, override_forms, receive_form
from scheduling.models import Absence, Appointment
from sessions.actions.booking import CannotBook, Slot, SlotsTaken, book_again, open_course_and_book, seed_templates
from sessions.models import Course, CourseTemplate, TherapySession
from tests import make

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2027, 2, 2)


def slots(count=16, first=TUESDAY, **fields):
    values = {"wall_time": dt.time(11), "location": make.make_location(), "room": make.make_room(), **fields}
    return [Slot(wall_date=first + dt.timedelta(weeks=week), **values) for week in range(count)]


@pytest.fixture
def newcomer(cast):
    """Somebody whose therapist is Ada, with both forms back."""
    seed_templates()
    person = make.make_client("Harriet", "Plum")
    assign(client=person, clinician=cast.ada, by=cast.dee)
    for kind in ("intake", "confidentiality_cancellation"):
        receive_form(client=person, kind=kind, received_on=dt.date(2027, 1, 4), by=cast.kim)
    return person


def book(cast, person, **changes):
    values = {
        "client": person,
        "therapist": cast.ada,
        "template": CourseTemplate.objects.get(key="ipt_16"),
        "planned_sessions": 16,
        "slots": slots(),
        "by": cast.kim,
    }
    return open_course_and_book(**{**values, **changes})


def refusal(cast, person, **changes):
    with pytest.raises(CannotBook) as refused:
        book(cast, person, **changes)
    return str(refused.value)


def test_the_whole_course_is_booked(cast, newcomer, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        course = book(cast, newcomer)
    assert (course.planned_sessions, course.initial_to, course.middle_to, course.number) == (16, 4, 12, 1)
    appointments = [each.appointment for each in TherapySession.objects.filter(course=course).in_order()]
    assert [each.wall_date for each in appointments] == [slot.wall_date for slot in slots()]
    assert {each.wall_time for each in appointments} == {dt.time(11)}
    assert {each.starts_at.hour for each in appointments} == {16, 15}, "UTC shifts with the clocks, wall time does not"
    assert len({each.series_id for each in appointments}) == 1
    assert AuditEvent.objects.filter(verb="course.booked", client_id=newcomer.pk).count() == 1


def test_seeding_twice_changes_nothing(cast):
    CourseTemplate.objects.all().delete()
    assert seed_templates() == CourseTemplate.objects.count()
    assert seed_templates() == 0


def test_a_clash_anywhere_books_nothing_and_names_the_session(cast, newcomer):
    make.make_appointment(cast.drew, cast.ada, dt.datetime(2027, 2, 16, 16, 30, tzinfo=dt.UTC))
    Absence.objects.create(clinician=cast.ada, from_on=dt.date(2027, 3, 1), until_on=dt.date(2027, 3, 5))
    with pytest.raises(SlotsTaken) as refused:
        book(cast, newcomer)
    assert refused.value.problems == {2: ["Ada Test is taken"], 4: ["Ada Test is away"]}
    assert str(refused.value) == "Sessions 3, 5 cannot be booked at these times. The first: Ada Test is taken"
    assert not Course.objects.filter(client=newcomer).exists()
    assert not Appointment.objects.filter(client=newcomer).exists()


def test_times_that_overlap_each_other_are_refused(cast, newcomer):
    twice = [*slots(15), slots(1)[0]]
    with pytest.raises(SlotsTaken) as refused:
        book(cast, newcomer, slots=twice)
    assert list(refused.value.problems) == [15]


def test_a_time_that_does_not_come_is_a_problem_of_its_session(cast, newcomer):
    nights = slots(first=dt.date(2027, 3, 7), wall_time=dt.time(2, 30))
    with pytest.raises(SlotsTaken) as refused:
        book(cast, newcomer, slots=nights)
    assert refused.value.problems == {1: ["The clocks go forward that night, and this time does not come"]}


def test_forms_come_first_unless_the_director_overrides(cast, newcomer):
    newcomer.signed_forms.filter(kind="intake").delete()
    assert refusal(cast, newcomer) == "The intake form and the confidentiality form come first"
    override_forms(client=newcomer, reason="Lives far away, brings them along", by=cast.dee)
    newcomer = type(newcomer).objects.get(pk=newcomer.pk)
    assert book(cast, newcomer).client == newcomer


def test_the_consultation_comes_first(cast, newcomer):
    newcomer.assignments.all().delete()
    assert refusal(cast, newcomer) == "Book the consultation first: it says which therapist suits"


def test_the_therapist_is_the_one_assigned(cast, newcomer):
    assert refusal(cast, newcomer, therapist=cast.ben).startswith("Somebody else is the client's therapist")


def test_one_course_at_a_time(cast, newcomer):
    book(cast, newcomer)
    assert refusal(cast, newcomer, slots=slots(first=dt.date(2028, 1, 4))) == "A course is running already"


@pytest.mark.parametrize(("planned", "needs"), [(12, False), (16, False), (15, False), (10, True), (20, True)])
def test_an_unusual_length_wants_a_reason(cast, newcomer, planned, needs):
    length = {"planned_sessions": planned, "slots": slots(planned)}
    if needs:
        assert refusal(cast, newcomer, **length) == "Say why the course has another length"
        length["reason"] = "Moves away in June"
    assert book(cast, newcomer, **length).planned_sessions == planned


def test_a_very_unusual_length_is_the_directors(cast, newcomer):
    length = {"planned_sessions": 24, "slots": slots(24), "reason": "Long standing"}
    assert "for the director to book" in refusal(cast, newcomer, **length)
    assert book(cast, newcomer, **length, by=cast.dee).planned_sessions == 24


def test_the_lengths_of_a_template_need_no_reason(cast, newcomer):
    template = CourseTemplate.objects.get(key="ipt_b")
    course = book(cast, newcomer, template=template, planned_sessions=8, slots=slots(8))
    assert (course.initial_to, course.middle_to, course.planned_sessions) == (2, 7, 8)


def test_each_session_needs_its_time(cast, newcomer):
    assert refusal(cast, newcomer, slots=slots(15)) == "Each session needs its time"


def test_book_again_fills_what_was_cancelled_and_no_more(cast, newcomer):
    course = book(cast, newcomer)
    Appointment.objects.filter(client=newcomer, wall_date=TUESDAY).update(status="cancelled_by_client")
    late = slots(1, first=dt.date(2027, 6, 1))
    book_again(course=course, slots=late, by=cast.kim)
    assert course.sessions.count() == 17
    with pytest.raises(CannotBook):
        book_again(course=course, slots=slots(1, first=dt.date(2027, 6, 8)), by=cast.kim)
