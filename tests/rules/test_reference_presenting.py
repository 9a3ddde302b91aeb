"""One test for each table of docs/clinical.md on what brings a client."""

import re

from problem_areas import presenting
from problem_areas.catalogue import AREAS

from .reference import TEXT, between, pairs, section, table

ROWS = {row[0]: row[1] for name in ("1.0", "1.1", "1.2", "1.3", "1.4") for row in table(section(name), "Id")}


def test_reasons_match_their_table():
    """Rows 000-04 to 000-11, 002-26, 003-10, 003-11, 003-12."""
    printed = table(section("2.12"), "Key")
    blank = {"": "–"}
    assert printed == [
        (each.key, each.label, each.row, blank.get(each.suggests, each.suggests), each.group, blank.get(each.note, each.note))
        for each in presenting.CONCERNS.values()
    ]  # fmt: skip
    assert {each.row for each in presenting.CONCERNS.values()} <= ROWS.keys()
    assert {each.suggests for each in presenting.CONCERNS.values()} <= {"", *AREAS}


def test_the_fit_list_suggests_what_its_rows_say():
    """Rows 000-04 to 000-11: the arrow of the row, or none."""
    said = {row[0]: re.search(r"→ (?:suggests )?([a-z_]+)", row[2]) for row in table(section("1.0"), "Id")}
    for each in presenting.CONCERNS.values():
        if each.row.startswith("000"):
            found = said[each.row]
            assert (found.group(1) if found and found.group(1) in AREAS else "") == each.suggests, each


def test_indications_match_their_table():
    """Rows 001-11 to 001-14, 002-10, 004-12."""
    text = section("2.12")
    printed = table(text[text.index("| Key | Indication") :], "Key")
    expected = [(each.key, each.label, each.row, each.hint or "–") for each in presenting.INDICATIONS.values()]
    assert printed == expected
    assert {"001-11", "001-12", "001-13", "001-14", "002-10", "004-12"} == {row[2] for row in printed}
    assert "IPSRT" in presenting.INDICATIONS["bipolar"].hint
    assert "42 CFR Part 2 (unverified)" in presenting.INDICATIONS["substances"].hint


def test_the_other_lists_match():
    """Rows 000-07, 000-09, 000-12, 002-11, 002-17, 003-09."""
    text = section("2.12")
    for start, choices in (
        ("life-altering event (000-07, 000-09): ", presenting.TRANSITIONS),
        ("Populations (003-09): ", presenting.POPULATIONS),
        ("An assessment covers (002-17): ", presenting.COVERED),
        ("Earlier treatment went (000-12): ", presenting.HELPFUL),
        ("View of medication (2.3, item 4): ", presenting.MEDICATION_VIEWS),
        ("Suitability (2.3, item 8): ", presenting.SUITABILITY),
    ):
        assert re.findall(r"`([a-z_]+)` (.+?)(?=, `|$)", between(text, start, ".")) == list(choices), start
    assert presenting.NO_DISORDER_NEEDED in text
    assert presenting.ADOLESCENT_CAUTION in TEXT
    assert pairs("`a` A.") == [("a", "A")]


def test_reasons_suggest_and_never_decide():
    found = presenting.suggested_areas(["isolation", "loss", "mood", "personal_loss", "nothing"])
    assert list(found) == ["grief", "interpersonal_deficits"]
    assert found["grief"] == [presenting.CONCERNS["loss"].label, presenting.CONCERNS["personal_loss"].label]
    assert presenting.suggested_areas(["mood", "expression", "cycles"]) == {}


def test_hints_go_with_what_is_ticked():
    assert presenting.hints(["depression"]) == []
    assert presenting.hints(["bipolar"], age=40) == [presenting.INDICATIONS["bipolar"].hint]
    assert presenting.hints(["bipolar"], age=15)[-1] == presenting.ADOLESCENT_CAUTION
    assert [presenting.hints([], age=age) != [] for age in (11, 12, 18, 19)] == [False, True, True, False]
    assert presenting.hints([], 40, ["expression", "loss", "cycles"]) == [
        "Hard to express needs or emotions: a candidate for communication work.",
        "Stress with people drives sadness, irritability or withdrawal: for the timeline.",
    ]
    assert presenting.populations_for(9) == ["child"] and presenting.populations_for(15) == ["adolescent"]
    assert presenting.populations_for(None) == []


def test_the_lists_that_fit_are_open():
    assert presenting.fitting_groups([], 40) == {"anyone"}
    assert presenting.fitting_groups(["professional", "perinatal"], None) == {"anyone", "work", "home"}
    assert presenting.fitting_groups([], 15) == {"anyone", "young"}
