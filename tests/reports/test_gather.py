"""From the chart to facts, and through JSON and back."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from problem_areas.actions import Placing, add_person, arrange_circles, take_snapshot
from problem_areas.models import LifeEvent
from reports import pictures
from reports.facts import Facts, from_json, to_json
from reports.gather import gather
from reports.models import Report
from reports.relations import Discretion, printed_as
from scheduling.models import Appointment
from sessions.models import Course, SessionNote

from . import charts

pytestmark = pytest.mark.django_db


def facts_of(made, now, kind="end_of_treatment"):
    return gather(made.course, kind, now=now)


@pytest.mark.parametrize("kind", ["midcourse", "end_of_treatment"])
def test_facts_survive_json(oak, now, kind):
    facts = facts_of(oak, now, kind)
    assert from_json(Facts, json.loads(json.dumps(to_json(facts)))) == facts


def test_facts_of_an_almost_empty_chart_survive_json(cast, now):
    facts = gather(cast.casey_course, "midcourse", now=now)
    assert from_json(Facts, json.loads(json.dumps(to_json(facts)))) == facts


def test_a_snapshot_of_an_older_version_is_still_read(oak, now):
    """A field that came later has its default; one that is gone is passed over."""
    old = to_json(facts_of(oak, now))
    del old["assessments"], old["ending"]["confidence"]
    old["forgotten"] = 1
    facts = from_json(Facts, old)
    assert (facts.assessments, facts.ending.confidence) == ((), None)


def test_letterhead_and_identifiers(oak, now):
    facts = facts_of(oak, now)
    assert facts.letterhead.name == "Test Practice"
    assert facts.letterhead.address == "12 Marlow Street, Suite 3, Exampletown, NY 10000"
    assert facts.letterhead.contact == "(212) 555-0142"
    assert (facts.subject.name, facts.subject.initials, facts.subject.born_on) == (
        "Gabriel Oak",
        "G. O.",
        dt.date(1991, 6, 4),
    )
    assert (facts.clinician.name, facts.clinician.licence) == ("Ada Test, LCSW", "LCSW license 000000, NY")
    assert facts.subject.referrer == "Exampletown Family Medicine"


def test_only_signed_notes_are_read(oak, now):
    session = oak.course.sessions.get(number=12)
    SessionNote.objects.create(
        therapy_session=charts._session(oak.course, charts.FIRST + dt.timedelta(weeks=40), "held", None),
        author=oak.therapist, progress="A draft.", attendance="held",
    )  # fmt: skip
    facts = facts_of(oak, now)
    assert [note.session for note in facts.notes] == list(range(1, 13))
    assert "A draft." not in json.dumps(to_json(facts))
    assert session.note.is_signed


def test_an_addendum_stands_beside_its_note(oak, now):
    (note,) = [note for note in facts_of(oak, now).notes if note.additions]
    assert note.session == 3
    assert [(each.by, each.text) for each in note.additions] == [
        ("Ada Test, LCSW", "The sale was in April, not in May.")
    ]


def test_a_replaced_answer_sheet_is_not_read(oak, now):
    first = oak.client.administrations.filter(instrument="phq9").order_by("taken_on").first()
    corrected = charts.sheet(oak.course.sessions.get(number=1), "phq9", 20, replaced_by=first)
    facts = facts_of(oak, now)
    assert next(sheet.total for sheet in facts.sheets if sheet.instrument == "phq9") == 18
    assert corrected.total == 20


def test_circles_then_and_now(oak, now):
    then, today = facts_of(oak, now).networks
    assert (then.on, today.on) == (dt.date(2025, 12, 16), dt.date(2026, 3, 11))
    assert [(p.label, p.ring, p.confides) for p in then.people] == [
        ("Partner", 2, False), ("Neighbor", 2, False), ("Father", 3, False), ("Brother", 3, False),
    ]  # fmt: skip
    assert [(p.label, p.ring, p.confides) for p in today.people] == [
        ("Partner", 1, True), ("Father", 2, False), ("Colleague", 2, True), ("Neighbor", 3, False), ("Brother", 3, False),
        ("Friend", 3, False),
    ]  # fmt: skip
    moved = {p.key for p in then.people} & {p.key for p in today.people}
    assert len(moved) == 4


def test_circles_are_those_kept_at_the_formulation_and_at_the_end(oak, now):
    """004-08: a snapshot tells better than the history what stood in the circles."""
    add_person(client=oak.client, values={"name": "Sister", "relation": "sibling", "closeness": 1}, by=oak.therapist)
    take_snapshot(client=oak.client, occasion="other", now=charts.FIRST + dt.timedelta(days=1), by=oak.therapist)
    first = take_snapshot(
        client=oak.client, occasion="formulation", now=charts.FIRST + dt.timedelta(days=9), by=oak.therapist
    )
    then, today = facts_of(oak, now).networks
    assert (then.on, "Sister" in {person.label for person in then.people}) == (first.taken_on, True)
    assert {person.key for person in then.people} >= {person.key for person in today.people}
    take_snapshot(client=oak.client, occasion="end", now=now - dt.timedelta(days=2), by=oak.therapist)
    networks = facts_of(oak, now).networks
    assert [network.on for network in networks] == [(now - dt.timedelta(days=2)).date()], "nobody moved between the two"


def test_circles_keep_their_places(oak, now):
    person = oak.client.important_people.first()
    arrange_circles(client=oak.client, placings=[Placing(person, person.version, x=0.5, y=0.3)], by=oak.therapist)
    told = from_json(Facts, json.loads(json.dumps(to_json(facts_of(oak, timezone.now())))))
    assert (0.5, 0.3) in {(each.x, each.y) for each in told.networks[-1].people}
    assert pictures.circle_figures(told)


def test_only_events_that_may_be_printed_are_read(oak, now):
    """Private unless the clinician says so; what the formulation names is printed with it."""
    before = {event.title for event in facts_of(oak, now).events}
    assert "Sold the farm" in before
    oak.client.life_events.update(printable=False)
    assert {event.title for event in facts_of(oak, now).events} == {"Sold the farm"}
    LifeEvent.objects.filter(title="Father in hospital").update(printable=True)
    assert {event.title for event in facts_of(oak, now).events} == {"Sold the farm", "Father in hospital"}


def test_names_become_relations():
    discreet = Discretion(
        [("Rosa Diaz", "partner"), ("Father", "parent"), ("May", "friend"), ("Dr. Malik", "professional")]
    )
    assert discreet("Rosa and Father argued; Rosa's plan.") == "[partner] and Father argued; [partner]'s plan."
    assert discreet("May called on May 5.") == "[friend] called on May 5."
    assert discreet("Saw Dr. Malik, not Dr. Jones.") == "Saw [professional], not Dr. Jones."
    assert discreet("rosary") == "rosary"
    assert Discretion([])("Rosa") == "Rosa"


def test_printed_as():
    assert printed_as("Mother", "parent") == "Mother"
    assert printed_as("older brother", "sibling") == "Older brother"
    assert printed_as("Rosa", "partner") == "Partner"
    assert printed_as("Rosa", "deceased") == "Someone who died"


def test_a_second_course_does_not_inherit_the_first_ones_scores(oak, now):
    oak.course.closed_at, oak.course.closed_by, oak.course.end_reason = now, oak.therapist, "completed"
    oak.course.save()
    later = charts.FIRST + dt.timedelta(weeks=60)
    again = Course(
        client=oak.client, number=2, therapist=oak.therapist, template_key="ipt_12", planned_sessions=12, initial_to=3,
        middle_to=9, opened_by=oak.therapist, opened_at=later,
    )  # fmt: skip
    again.save()
    facts = gather(again, "midcourse", now=later + dt.timedelta(days=1))
    assert facts.sheets == ()
    assert facts.notes == ()


def test_what_closing_cancelled_was_never_missed(halfway, now):
    halfway.course.closed_at, halfway.course.closed_by, halfway.course.end_reason = now, halfway.therapist, "dropout"
    halfway.course.save()
    later = Appointment.objects.filter(therapy_session__course=halfway.course, status="booked", starts_at__gt=now)
    later.update(status="cancelled_by_practice")
    statuses = {meeting.status for meeting in facts_of(halfway, now).meetings}
    assert "cancelled_by_practice" not in statuses


def test_a_minors_guardian_is_named(oak, now):
    oak.client.guardians.create(name="Jane Oak", relation="mother")
    assert facts_of(oak, now).subject.guardians == ()
    oak.client.born_on = dt.date(2012, 1, 1)
    oak.client.save()
    assert gather(oak.course, "midcourse", now=now).subject.guardians == ("Jane Oak (mother)",)


def test_the_version_counts_signed_reports_of_the_kind(oak, now):
    assert facts_of(oak, now).version == 1
    Report.objects.create(
        client=oak.client, course=oak.course, kind="end_of_treatment", author=oak.therapist, signed_at=now,
        signed_by=oak.therapist, snapshot={},
    )  # fmt: skip
    assert facts_of(oak, now).version == 2
    assert facts_of(oak, now, "midcourse").version == 1


def test_gathering_takes_the_same_queries_for_any_length(cast, fir, now):
    long = charts.long_course_for(cast.ben)
    counts = []
    for made in (fir, long):
        with CaptureQueriesContext(connection) as queries:
            facts_of(made, now)
        counts.append(len(queries))
    assert max(counts) <= 36, counts
    assert max(counts) - min(counts) <= 4, counts  # what an empty chart need not ask for
