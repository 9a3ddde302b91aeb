"""What a report says of what stood beside IPT: rows 000-02, 000-12, 003-12, 003-13 to 003-20; docs/clinical.md 8.17."""

import datetime as dt

import pytest

from problem_areas.assessing import save_assessment
from reports.facts import Facts, from_json, to_json
from reports.gather import gather
from reports.wording import beside_treatment, interventions, presenting_problem
from reports.wording.beside import NO_CAUSE
from sessions.actions.around import add_adjunct
from sessions.models import FamilyMeeting
from tests import make

from . import charts

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast, now):
    """A chart with an assessment, one adjunct modality, and a meeting with the mother."""
    made = charts.long_course_for(cast.ben)
    treatment = {"what": "CBT group", "when": "2019", "helpful": "partly"}
    save_assessment(
        client=made.client,
        version=0,
        values={"concerns": ["loss"], "words": "All is grey"},
        treatments=[treatment],
        by=cast.ben,
    )
    values = {"modality": "emdr", "provider": "elsewhere", "purpose": "The accident."}
    add_adjunct(course=made.course, from_on=dt.date(2026, 1, 5), by=cast.ben, **values)
    day = dt.datetime(2026, 1, 7, 15, 0, tzinfo=dt.UTC)
    meeting = make.make_appointment(made.client, cast.ben, day, kind="family", status="held", location=charts.place())
    FamilyMeeting.objects.create(
        course=made.course, appointment=meeting, attended=["Jane Fir (mother)"], discussed="Secretword"
    )
    return gather(made.course, "end_of_treatment", now=now)


def test_adjuncts_are_listed_and_no_cause_is_claimed(told):
    said = beside_treatment(told)
    assert "IPT was the one primary modality. Beside it: EMDR, elsewhere, since January 5, 2026 (the accident)." in said
    assert str(NO_CAUSE) in said and "no cause is claimed" in NO_CAUSE
    assert "EMDR" in interventions(told)


def test_a_family_meeting_is_counted_by_relation_and_its_note_stays_where_it_is(told):
    said = beside_treatment(told)
    assert "Jan 7 with mother" in said and "Jane Fir" not in said
    assert "Secretword" not in str(to_json(told))


def test_reasons_and_earlier_treatment_stand_with_the_presenting_problem(told):
    said = presenting_problem(told)
    assert "Sought help for: overwhelmed by grief, loss or a change in a relationship." in said
    assert "Treatment before: CBT group, 2019: helped in part." in said


def test_the_facts_come_back_from_json_and_old_ones_without_them(told):
    assert from_json(Facts, to_json(told)) == told
    old = to_json(told)
    del old["beside"]
    assert from_json(Facts, old).beside.adjuncts == ()
