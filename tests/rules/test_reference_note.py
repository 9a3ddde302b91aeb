"""The optional parts of a session's note stand in docs/clinical.md as the module has them."""

import re

import pytest

from problem_areas.catalogue import AREAS
from sessions.note_parts import (
    FEELINGS,
    OPTIONS,
    PARTS,
    SICK_ROLES,
    SKILLS,
    TASK_KINDS,
    TASK_OUTCOMES,
    strategy_choices,
    strategy_text,
    to_try_out,
)
from sessions.techniques import TECHNIQUES

from .reference import pairs, section, table


def listed(start):
    line = next(line for line in section("2.8").splitlines() if line.startswith(start))
    return pairs(line.partition(": ")[2])


@pytest.mark.parametrize(
    ("start", "choices"),
    [
        ("Feelings named", FEELINGS),
        ("Skills and routes of change", SKILLS),
        ("Kinds of between-session task", TASK_KINDS),
        ("How a task went", TASK_OUTCOMES),
    ],
)
def test_vocabularies_of_the_note_match(start, choices):
    """Rows 000-21, 001-13, 001-18, 001-27, 002-20, 002-21 and 004-10."""
    assert listed(start) == list(choices)


@pytest.mark.parametrize("key", ["communication_analysis", "role_play"])
def test_sub_forms_match_their_list(key):
    """Rows 001-24 and 001-26."""
    part = PARTS[key]
    printed = listed(f"- {part.label}")
    assert [(field.key, field.label) for field in part.fields] == [(name, label.rstrip(".")) for name, label in printed]


def test_the_decision_has_three_options_with_their_questions():
    part = PARTS["decision_analysis"]
    assert "Three options side by side" in section("2.8") and OPTIONS == 3
    printed = [(key, label.partition(". Three")[0]) for key, label in listed("- Decision analysis")]
    named = [(re.sub(r"_\d$", "", field.key), re.sub(r" \d$", "", field.label)) for field in part.fields]
    assert list(dict.fromkeys(named)) == printed


def test_sub_forms_ask_what_the_manual_lists():
    """Section 2.8: nothing of the list has no question."""
    text = next(line for line in section("2.8").splitlines() if line.startswith("Communication-analysis sub-form"))
    asked = " ".join(field.key for field in PARTS["communication_analysis"].fields)
    for word in (
        "when",
        "whom",
        "said",
        "tone",
        "felt",
        "wanted",
        "heard",
        "before",
        "after",
        "alternatives",
        "rehears",
    ):
        assert word in text and word in asked, word
    assert {part.technique for part in PARTS.values()} <= set(TECHNIQUES)


def test_the_sick_role_is_given_limited_or_not_used():
    rows = {row[0]: row[1] for row in table(section("2.3"), "Key")}
    assert rows["sick_role"] == "Sick role: given, limited or not used"
    assert [label.lower() for _key, label in SICK_ROLES] == ["given", "limited", "not used"]


@pytest.mark.parametrize("area", AREAS)
def test_every_strategy_has_its_code_and_its_text(area):
    """Rows 001-12, 001-21 and 002-19."""
    for code, text in strategy_choices(area):
        assert strategy_text(code) == text and len(code) <= 60
    assert strategy_text(f"{area}.nothing") == "" and strategy_text("") == "" and strategy_choices("") == []


def test_what_is_asked_about_next_time():
    analysis = {"try_out": "Ask", "with_whom_id": "7", "try_out_on": "2026-03-09", "alternatives": "Else"}
    assert to_try_out({"communication_analysis": analysis}) == [("Ask", "7", "2026-03-09")]
    assert to_try_out({"communication_analysis": {"alternatives": "Else"}}) == []
    dated = {"alternatives": " First \nSecond", "try_out_on": "2026-03-09"}
    assert to_try_out({"communication_analysis": dated}) == [("First", "", "2026-03-09")]
    assert to_try_out({"communication_analysis": {"try_out_on": "2026-03-09"}})[0][0] == "Try out what was rehearsed"
    assert to_try_out({"decision_analysis": {"first_step": "Ring"}}) == [("Ring", "", "")]
    assert to_try_out({}) == []
