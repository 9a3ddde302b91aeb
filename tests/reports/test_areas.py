"""Each area is told in its report line, gathered from its fields and ratings: relations, never names (docs/clinical.md 3.5)."""

import datetime as dt
import json

import pytest

from problem_areas.models import AreaProgress, ImportantPerson, ProblemArea
from reports.facts import Facts, from_json, to_json
from reports.gather import gather
from reports.sections import chart_text
from sessions.models import CourseFocus

pytestmark = pytest.mark.django_db

ON = dt.date(2025, 12, 16)
LAST = dt.date(2026, 2, 24)
CASES = {
    "grief": (
        {"death_date": "2024-11-02", "pattern": "delayed", "deceased_label": "Old Tom"},
        {"loss_kind": "death"},
        ["Death of a significant other (friend)", "Grief at the start: delayed.", "New supports: friend.", "Next anniversary:"],
    ),
    "role_dispute": (
        {"issue": "Quillby drinks", "typical_argument": "Quillby shouts", "plan_chosen": "renegotiate", "outcome": "improved"},
        {"dispute_stage": "renegotiation"},
        ["With: friend.", "Plan chosen: renegotiate.", "Outcome: improved."],
    ),
    "role_transition": (
        {"event": "Quillby sold the barn", "event_date": "2025-05-01", "obstacles": "Quillby and the rent", "old_role": "owner"},
        {"transition_type": "situational"},
        ["Change: [friend] sold the barn (May 1, 2025).", "Mastery of the new role: 2 to 6 of 10.", "[friend] and the rent."],
    ),
    "interpersonal_deficits": (
        {"isolation_level": 3, "therapist_relationship_notes": "Apologizes for coming"},
        {"exclusion_confirmed": ["no_death", "no_dispute", "no_transition"]},
        ["Isolation at the start: a lot.", "further treatment is recommended more often than in the others."],
    ),
}  # fmt: skip


def told(made, now, kind):
    details, columns, _lines = CASES[kind]
    client, therapist = made.course.client, made.course.therapist
    friend = ImportantPerson.objects.create(client=client, name="Quillby", relation="friend")
    friend.history.update(history_date=dt.datetime(2025, 12, 3, tzinfo=dt.UTC))
    area = ProblemArea.objects.create(
        client=client, kind=kind, person=friend, identified_on=ON, identified_by=therapist,
        details=details | {"supports_now": [str(friend.pk)]}, **columns,
    )  # fmt: skip
    CourseFocus.objects.filter(course=made.course).update(until_on=ON)
    CourseFocus.objects.create(course=made.course, area=area, rank="primary", from_on=ON, chosen_by=therapist)
    for on, progress, mastery in ((ON, 2, 2), (LAST, 7, 6)):
        AreaProgress.objects.create(
            area=area, rated_on=on, progress=progress, mastery=mastery if kind == "role_transition" else None, recorded_by=therapist
        )  # fmt: skip
    return gather(made.course, "end_of_treatment", now=now)


@pytest.mark.parametrize("kind", CASES)
def test_the_report_line_of_an_area(oak, now, kind):
    facts = told(oak, now, kind)
    text = chart_text(facts)["focus_outcome"]
    for line in (*CASES[kind][2], "Progress in this area: 2 to 7 of 10."):
        assert line in text
    assert "Quillby" not in json.dumps(chart_text(facts))


@pytest.mark.parametrize("kind", CASES)
def test_nothing_else_of_the_area_is_told(oak, now, kind):
    """What was written about a third party, the client's name for the dead, notes on the therapy relationship."""
    text = json.dumps(to_json(told(oak, now, kind)))
    assert [words for words in ("drinks", "shouts", "Old Tom", "Apologizes") if words in text] == []


@pytest.mark.parametrize("kind", CASES)
def test_the_facts_of_an_area_survive_json(oak, now, kind):
    facts = told(oak, now, kind)
    assert from_json(Facts, json.loads(json.dumps(to_json(facts)))) == facts


def test_a_report_frozen_before_areas_had_fields_reads_as_it_did(oak, now):
    """Its focus has the stage and nothing that came later."""
    old = to_json(told(oak, now, "role_dispute"))
    for focus in old["focuses"]:
        del focus["known"]
    text = chart_text(from_json(Facts, old))["focus_outcome"]
    assert "Stage at the start and now: renegotiation." in text and "Plan chosen" not in text
