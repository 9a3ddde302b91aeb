"""The report line of each area (docs/clinical.md, section 3 and 3.5): from the chart's fields, relations and no names."""

import datetime as dt
from types import SimpleNamespace

import pytest

from problem_areas.area_facts import facts_of
from problem_areas.report_line import months_since, next_anniversary, prolonged_hint, report_summary

ON = dt.date(2026, 3, 10)


def area(kind, details=None, **columns):
    empty = {"loss_kind": "", "dispute_stage": "", "transition_type": ""}
    return SimpleNamespace(kind=kind, details=details or {}, **{**empty, **columns})


def rating(progress, mastery=None, markers=()):
    return SimpleNamespace(progress=progress, mastery=mastery, markers=list(markers))


def test_grief_tells_relation_time_pattern_mourning_supports_and_anniversary():
    found = area(
        "grief",
        {"death_date": "2024-11-02", "death_precision": "day", "pattern": "delayed", "supports_then": ["a"],
         "supports_now": ["a", "b", "gone"], "deceased_label": "Marta", "resolution": "improved"},
        loss_kind="death",
    )  # fmt: skip
    known = facts_of(
        found, relation="Wife", relations={"a": "Child", "b": "Neighbor"},
        ratings=[rating(2), rating(6, markers=["mixed_feelings", "visits_avoided"])],
    )  # fmt: skip
    assert report_summary(known, ON) == (
        "Death of a significant other (wife), 16 months ago. Grief at the start: delayed. Mourning now: can speak of the "
        "person with mixed feeling and visits avoided places or objects. New supports: neighbor. Next anniversary: "
        "November 2, 2026. Progress in this area: 2 to 6 of 10. Resolution: improved."
    )


def test_a_dispute_never_tells_what_was_said_about_the_other():
    """Section 3.2: never allegations about the third party."""
    told = {
        "issue": "He drinks", "trigger": "He hit the door", "client_expectations": "He stops", "other_expectations": "Silence",
        "communication_said": "He shouted", "typical_argument": "He shouts", "attempts_so_far": "She left for a night",
        "safety_cleared": "He moved out", "similar_past_disputes": "Her father", "resources": "Aldous",
    }  # fmt: skip
    found = area("role_dispute", told | {"plan_chosen": "reopen", "outcome": "improved"}, dispute_stage="renegotiation")
    known = facts_of(
        found, relation="Partner", stage_at_start="impasse", ratings=[rating(4, markers=["tried_conversation"])]
    )
    line = report_summary(known, ON)
    assert line == (
        "With: partner. Stage at the start: impasse; now: renegotiation. Plan chosen: reopen the negotiation. "
        "Communication: a tried conversation. Progress in this area: 4 of 10. Outcome: improved."
    )
    assert [text for text in told.values() if text in line] == []


def test_a_transition_tells_the_change_both_roles_mastery_and_what_comes_next():
    details = {
        "event": "Sold the farm", "event_date": "2025-05-01", "event_precision": "month", "chosen_or_forced": "forced",
        "old_role": "farmer", "new_role": "tenant", "old_positives": "x", "old_negatives": "x", "new_positives": "x",
        "new_negatives": "x", "obstacles": "Daniel and the lambing",
    }  # fmt: skip
    known = facts_of(
        area("role_transition", details, transition_type="situational"),
        ratings=[rating(3, 2), rating(5, 6, ["skill_tried", "new_supports"])],
        discreet=lambda text: text.replace("Daniel", "[child]"),
    )
    assert report_summary(known, ON) == (
        "Change: Sold the farm (May 2025), forced. Old role: farmer; new role: tenant. Good and bad of both roles are named. "
        "Gained: skill tried. Supports: new supports. Mastery of the new role: 2 to 6 of 10. What may press next: [child] "
        "and the lambing. Progress in this area: 3 to 5 of 10."
    )


def test_deficits_are_told_with_modest_expectations():
    known = facts_of(
        area("interpersonal_deficits", {"isolation_level": 3, "current_ties_count": 2, "skills_gaps": ["assertion"]}),
        ratings=[rating(3, markers=["new_contacts", "invitations"])],
    )
    assert report_summary(known, ON) == (
        "Isolation at the start: a lot. People in the client's life then: 2. Skills worked on: assertion. Changes in network "
        "and skills: new contacts made and invitations. Change in this area is usually modest, and further treatment is "
        "recommended more often than in the others. Progress in this area: 3 of 10."
    )


def test_the_start_stays_the_start_when_the_answers_change():
    first = {"isolation_level": 3, "current_ties_count": 0}
    later = {"isolation_level": 1, "current_ties_count": 4}
    line = report_summary(facts_of(area("interpersonal_deficits", later), first=first), ON)
    assert "Isolation at the start: a lot; now: a little. People in the client's life then: 0; now: 4." in line
    line = report_summary(facts_of(area("grief", {"pattern": "normal"}), first={"pattern": "delayed"}), ON)
    assert "Grief at the start: delayed; now: normal." in line
    line = report_summary(facts_of(area("grief", {}), first={"pattern": "delayed"}), ON)
    assert "Grief at the start: delayed." in line, "taken out since: the first answer stands alone"


def test_a_loss_of_this_month_is_not_said_in_months():
    fresh = {"death_date": (ON - dt.timedelta(days=9)).isoformat()}
    assert "Loss, less than a month ago." in report_summary(facts_of(area("grief", fresh)), ON)


@pytest.mark.parametrize("kind", ["grief", "role_dispute", "role_transition", "interpersonal_deficits"])
def test_an_empty_area_breaks_nothing(kind):
    assert isinstance(report_summary(facts_of(area(kind)), ON), str)


@pytest.mark.parametrize(
    ("day", "on", "months"),
    [
        (dt.date(2025, 3, 10), ON, 12),
        (dt.date(2025, 3, 11), ON, 11),
        (dt.date(2026, 3, 10), ON, 0),
    ],
)
def test_months_since(day, on, months):
    assert months_since(day, on) == months


def test_next_anniversary_of_a_leap_day():
    assert next_anniversary(dt.date(2024, 2, 29), dt.date(2026, 1, 1)) == dt.date(2026, 2, 28)
    assert next_anniversary(dt.date(2024, 2, 29), dt.date(2027, 3, 1)) == dt.date(2028, 2, 29)
    assert next_anniversary(dt.date(2020, 3, 10), ON) == ON


def test_prolonged_grief_is_hinted_at_after_a_death_only():
    """Section 3.1: 12 months, in children 6."""
    death = area("grief", {"death_date": "2025-06-10"}, loss_kind="death")
    assert prolonged_hint(death, ON) == ""
    assert prolonged_hint(death, ON, is_minor=True).startswith("6 months")
    assert prolonged_hint(death, dt.date(2026, 6, 10)).startswith("12 months")
    assert prolonged_hint(area("grief", {"death_date": "2020-06-10"}, loss_kind="divorce"), ON) == ""
