"""The fields of the four areas against section 3 of docs/clinical.md, table by table."""

import re

import pytest

from problem_areas import area_words, vocabulary
from problem_areas.area_fields import AREA_PARTS, FACTORS, columns_of, details_of
from problem_areas.catalogue import AREAS
from problem_areas.field_kinds import AMOUNT, CHOICE, CHOICES, KINDS
from sessions.endings import FOCUS_RESOLUTIONS

from .reference import between, section, table

SECTIONS = dict(zip(AREAS, ("3.1", "3.2", "3.3", "3.4"), strict=True))
ELSEWHERE = {
    "months_since", "pg13r_scores", "other_party", "stage", "renegotiation", "impasse", "dissolution", "stage_history",
    "mastery_rating", "transition_type", "exclusion_confirmed",
}  # fmt: skip
"""Derived, measured, or a column or a row of its own."""


def printed_keys(kind):
    cells = [row[0] for row in table(section(SECTIONS[kind]), "Field")]
    raw = [line.split(" | ")[0] for line in section(SECTIONS[kind]).splitlines() if line.startswith("| `")]
    assert len(cells) == len(raw)
    return {key.rstrip("[]") for cell in raw for key in re.findall(r"`([a-z0-9_]+(?:\[\])?)`", cell)}


@pytest.mark.parametrize("kind", AREAS)
def test_each_area_asks_what_its_table_lists(kind):
    shared = set(re.findall(r"`([a-z_]+)`", section("3.5")))
    asked = {field.key for field in details_of(kind)}
    assert asked - shared == printed_keys(kind) - ELSEWHERE


@pytest.mark.parametrize("kind", AREAS)
def test_a_field_is_asked_once_and_in_a_kind_there_is(kind):
    fields = details_of(kind)
    assert len({field.key for field in fields}) == len(fields)
    assert {field.kind for field in fields} <= set(KINDS)
    assert all(field.choices for field in fields if field.kind in (CHOICE, CHOICES, AMOUNT))
    assert {"about", "evidence", "closed_on", "closed_reason"} <= set(columns_of(kind))


def test_safety_is_asked_first_in_a_dispute():
    """Section 3.2: a safety concern routes to the risk plan before negotiation."""
    assert AREA_PARTS["role_dispute"][0].fields[0].key == "safety_concern"


def test_sensitivity_complicates_the_other_three():
    """Section 8, 4."""
    with_it = {kind for kind in AREAS if "sensitivity_modifier" in {field.key for field in details_of(kind)}}
    assert with_it == {"grief", "role_dispute", "role_transition"}


@pytest.mark.parametrize(
    ("number", "start", "end", "choices"),
    [
        ("3.1", "`pattern`: ", " |", vocabulary.GRIEF_PATTERNS),
        ("3.2", "`drivers[]`: ", " |", area_words.DISPUTE_DRIVERS),
        ("3.2", "`plan_chosen`: ", " |", area_words.DISPUTE_PLANS),
        ("3.5", "`change_routes` ", " (001-18)", area_words.CHANGE_ROUTES),
        ("3.5", "`resolution` ", " (a dispute", area_words.AREA_RESOLUTIONS),
        ("2.6", "(002-25: ", "; the four", area_words.ATTACHMENT_STYLES),
    ],
)
def test_lists_match_their_fields(number, start, end, choices):
    """Rows 001-18, 002-13, 002-15, 002-25."""
    assert [label.lower() for _key, label in choices] == between(section(number), start, end).split(", ")


def test_an_area_is_resolved_in_the_words_of_the_ending():
    assert area_words.AREA_RESOLUTIONS == FOCUS_RESOLUTIONS


def test_the_factors_of_a_formulation_are_those_of_the_reference():
    printed = re.findall(r"`([a-z_]+)`", between(section("2.6"), "Optional factors: ", ".\n"))
    assert [field.key for field in FACTORS] == printed
