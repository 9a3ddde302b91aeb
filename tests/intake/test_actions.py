"""An inquiry moves on: taken, consultation booked, outcome recorded, closed."""

import datetime as dt

import pytest

from audit.models import AuditEvent
from audit.versions import StaleVersion
from clients.models import Assignment, Client
from intake import actions
from intake.models import Consultation
from scheduling.clashes import DoubleBooking
from tests import make

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2025, 5, 6)


def inquiry_of(cast, **changes):
    values = {
        "first_name": "Harriet",
        "last_name": "Plum",
        "phone": "+12125550177",
        "channel": "phone",
        "seeks": "Since the move nothing is as it was",
        "by": cast.kim,
    }
    return actions.take_inquiry(**{**values, **changes})


def consultation_of(cast, inquiry=None, **changes):
    values = {
        "inquiry": inquiry or inquiry_of(cast),
        "clinician": cast.dee,
        "location": make.make_location(),
        "wall_date": TUESDAY,
        "wall_time": dt.time(13),
        "by": cast.kim,
    }
    return actions.book_consultation(**{**values, **changes})


def test_take_inquiry_registers_the_client_with_the_next_file_number(cast):
    highest = max(Client.objects.values_list("file_number", flat=True))
    inquiry = inquiry_of(cast, consents=["email"], email="harriet@client.example")
    assert inquiry.client.file_number == highest + 1
    assert inquiry.client.consents.get().channel == "email"
    assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == [
        "client.registered",
        "consent.given",
        "inquiry.taken",
    ]


def test_take_inquiry_of_someone_who_came_before_keeps_their_file(cast):
    inquiry = inquiry_of(cast)
    again = actions.take_inquiry(client=inquiry.client, channel="phone", seeks="Again", by=cast.kim)
    assert again.client == inquiry.client


def test_a_consultation_is_booked_once(cast):
    consultation = consultation_of(cast)
    with pytest.raises(actions.AlreadyBooked):
        consultation_of(cast, inquiry=consultation.inquiry, wall_time=dt.time(15))


def test_a_cancelled_consultation_is_booked_again(cast):
    consultation = consultation_of(cast)
    actions.scheduling.cancel(appointment=consultation.appointment, status="cancelled_by_client", by=cast.kim)
    again = consultation_of(cast, inquiry=consultation.inquiry, wall_time=dt.time(15))
    assert (again.pk, again.appointment.wall_time) == (consultation.pk, dt.time(15))


def test_a_clash_books_nothing(cast):
    consultation_of(cast)
    with pytest.raises(DoubleBooking):
        consultation_of(cast)
    assert Consultation.objects.count() == 1


def test_ipt_confirmed_assigns_the_therapist_and_marks_the_consultation_held(cast):
    consultation = consultation_of(cast)
    actions.record_consultation(
        consultation=consultation, outcome="ipt_confirmed", therapist=cast.ada, reasons="fits", by=cast.dee
    )
    consultation.refresh_from_db()
    assert consultation.appointment.status == "held"
    assert Assignment.objects.get(client=consultation.inquiry.client).clinician == cast.ada


def test_another_therapist_replaces_the_first(cast):
    consultation = consultation_of(cast)
    record = {"consultation": consultation, "outcome": "ipt_confirmed", "by": cast.dee}
    actions.record_consultation(therapist=cast.ada, **record)
    actions.record_consultation(therapist=cast.ben, **record)
    assert Assignment.objects.open().get(client=consultation.inquiry.client).clinician == cast.ben
    assert AuditEvent.objects.filter(verb="consultation.corrected").count() == 1


def test_the_kind_of_course_goes_with_the_assignment(cast):
    consultation = consultation_of(cast)
    record = {"consultation": consultation, "outcome": "ipt_confirmed", "therapist": cast.ada, "by": cast.dee}
    actions.record_consultation(plan_key="ipt_12", **record)
    assert Assignment.objects.get(client=consultation.inquiry.client).plan_key == "ipt_12"
    actions.record_consultation(plan_key="ipt_perinatal", **record)
    assert Assignment.objects.get(client=consultation.inquiry.client).plan_key == "ipt_perinatal"


def test_an_outcome_taken_back_takes_the_therapist_back(cast):
    consultation = consultation_of(cast)
    actions.record_consultation(consultation=consultation, outcome="ipt_confirmed", therapist=cast.ada, by=cast.dee)
    actions.record_consultation(consultation=consultation, outcome="referred_out", recommended="Elsewhere", by=cast.dee)
    assert not Assignment.objects.open().filter(client=consultation.inquiry.client).exists()
    assert consultation.therapist is None


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [
        ("ipt_confirmed", "therapist"),
        ("other_therapy_recommended", "recommended"),
        ("referred_out", "recommended"),
        ("not_ready", "review_on"),
    ],
)
def test_each_outcome_asks_for_what_belongs_to_it(cast, outcome, missing):
    consultation = consultation_of(cast)
    with pytest.raises(actions.Incomplete) as refusal:
        actions.record_consultation(consultation=consultation, outcome=outcome, by=cast.dee)
    assert refusal.value.field == missing


def test_only_the_director_records(cast):
    consultation = consultation_of(cast)
    with pytest.raises(actions.NotTheDirector):
        actions.record_consultation(consultation=consultation, outcome="ipt_confirmed", therapist=cast.ada, by=cast.kim)


def test_an_outcome_is_of_a_meeting_that_has_begun(cast):
    consultation = consultation_of(cast, wall_date=dt.date(2027, 5, 4))
    record = {"consultation": consultation, "outcome": "ipt_confirmed", "therapist": cast.ada, "by": cast.dee}
    with pytest.raises(actions.NotYet):
        actions.record_consultation(**record)
    assert actions.record_consultation(now=consultation.appointment.starts_at, **record).outcome == "ipt_confirmed"


def test_recording_with_an_old_version_changes_nothing(cast):
    consultation = consultation_of(cast)
    record = {"consultation": consultation, "outcome": "ipt_confirmed", "version": 1, "by": cast.dee}
    actions.record_consultation(therapist=cast.ada, **record)
    with pytest.raises(StaleVersion):
        actions.record_consultation(therapist=cast.ben, **record)
    assert Assignment.objects.open().get(client=consultation.inquiry.client).clinician == cast.ada


def test_close_inquiry_says_why_and_frees_the_time(cast):
    consultation = consultation_of(cast)
    inquiry = actions.close_inquiry(inquiry=consultation.inquiry, because="Found help nearer home", by=cast.kim)
    assert (inquiry.closed_because, inquiry.closed_by) == ("Found help nearer home", cast.kim)
    consultation.appointment.refresh_from_db()
    assert consultation.appointment.status == "cancelled_by_client"
    with pytest.raises(actions.AlreadyClosed):
        actions.close_inquiry(inquiry=inquiry, because="Again", by=cast.kim)
    with pytest.raises(actions.AlreadyClosed):
        consultation_of(cast, inquiry=inquiry)
