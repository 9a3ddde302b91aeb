"""The questionnaires against docs/clinical.md 4.1 to 4.3. A clinician corrects both or neither."""

import re

import pytest

from measures.instruments import GAD7, INSTRUMENTS, PCL5, PHQ9, PHQ_A
from measures.instruments.pcl5 import CLUSTERS

from .reference import between, numbered, section, table

MEASURES = {re.split(r" [(↓↑]", row[0])[0]: row for row in table(section("4.1"), "Measure")}
ITEM_TEXTS = section("4.2")


def item_block(name, until):
    return ITEM_TEXTS[ITEM_TEXTS.index(f"**{name}") : ITEM_TEXTS.index(until)]


@pytest.mark.parametrize(
    ("measure", "name", "until"),
    [
        (PHQ9, "PHQ-9.**", "Item 10 (unscored)"),
        (GAD7, "GAD-7.**", "**Known defect"),
        (PHQ_A, "PHQ-A** (order", "Unscored:"),
        (PCL5, "PCL-5.**", "Source of the text"),
    ],
    ids=lambda each: getattr(each, "key", ""),
)
def test_item_text_is_word_for_word(measure, name, until):
    block = item_block(name, until)
    assert [item.text for item in measure.items] == numbered(block)
    if measure is not GAD7:  # "Same stem, responses and credit"
        assert f'Stem: "{measure.stem}"' in block


def test_responses_are_word_for_word():
    spoken = between(ITEM_TEXTS, "Responses: ", ". (LOINC")
    assert spoken == "; ".join(f"{response.label} = {response.value}" for response in PHQ9.responses)
    assert GAD7.responses == PHQ_A.responses == PHQ9.responses
    assert GAD7.responses[0].label == "Not at all"
    for response in PCL5.responses:
        assert f"{response.value} {response.label}" in item_block("PCL-5.**", "Source of the text")


def test_unscored_items_and_credit_are_word_for_word():
    (difficulty,) = PHQ9.unscored_items
    labels = " / ".join(response.label for response in difficulty.responses)
    assert f'"{difficulty.text}" {labels}.' in ITEM_TEXTS
    assert f'"{PHQ_A.unscored_items[0].text}" (yes/no)' in ITEM_TEXTS
    assert PHQ9.credit.removeprefix("Developed").rstrip(".") in ITEM_TEXTS


@pytest.mark.parametrize("measure", INSTRUMENTS.values(), ids=lambda each: each.key)
def test_items_and_range_match_the_measure_table(measure):
    items, low, top = re.match(r"(\d+) × (\d)–(\d)", MEASURES[measure.name][1]).groups()
    low_total, high_total = re.search(r"→ (\d+)–(\d+)", MEASURES[measure.name][1]).groups()
    assert len(measure.items) == int(items)
    assert {(item.min, item.max) for item in measure.items} == {(int(low), int(top))}
    assert (measure.minimum, measure.maximum) == (int(low_total), int(high_total))
    assert MEASURES[measure.name][0].endswith("↓") and measure.improvement(2, 1) == 1


@pytest.mark.parametrize("measure", [PHQ9, GAD7], ids=lambda each: each.key)
def test_bands_match_the_measure_table(measure):
    cell = MEASURES[measure.name][2].split(";")[0]
    printed = re.findall(r"(\d+)–(\d+) ([a-z/ ]+)", cell)
    bands = [(band.low, band.high, band.label.replace(" or ", "/")) for band in measure.bands]
    assert bands == [(int(low), int(high), label.strip()) for low, high, label in printed]
    assert PHQ_A.bands == PHQ9.bands


def test_cut_offs_match_the_measure_table():
    assert f"≥ {PHQ9.cut_offs[0].value} case" in MEASURES["PHQ-9"][2]
    assert f"caseness ≥ {PHQ9.caseness} (England) [IAPT]" in MEASURES["PHQ-9"][3]
    assert f"≥ {GAD7.cut_offs[0].value} GAD" in MEASURES["GAD-7"][2]
    assert f"caseness ≥ {GAD7.caseness};" in MEASURES["GAD-7"][3]
    assert f"≥ {PHQ_A.cut_offs[0].value} on PHQ-9" in MEASURES["PHQ-A"][2]
    provisional, recovered = PCL5.cut_offs
    assert f"use cut {provisional.value}, reliable {PCL5.reliable_change}, meaningful 10" in section("8")
    assert f"likely-recovered ≤ {recovered.value} [MARX]" in MEASURES["PCL-5"][3]


def test_change_rules_match_the_measure_table():
    phq9, gad7, pcl5 = (MEASURES[name][3] for name in ("PHQ-9", "GAD-7", "PCL-5"))
    assert f"response ≥ {PHQ9.response_pct} % drop, remission < {PHQ9.remission_max + 1} [HEDIS]" in phq9
    assert f"reliable change ≥ {PHQ9.reliable_change} and" in phq9 and PHQ9.source("reliable_change") == "IAPT"
    assert f"about {PHQ9.minimal_important_change} points" in phq9
    assert f"reliable change ≥ {GAD7.reliable_change} [IAPT]" in gad7
    assert f"about {GAD7.minimal_important_change}/" in gad7
    assert (GAD7.response_pct, GAD7.remission_max) == (None, None)
    assert f"reliable change {PCL5.reliable_change}–18" in pcl5
    assert f"{PCL5.minimal_important_change} = least that is clinically meaningful [PCL]" in pcl5
    assert MEASURES["PHQ-A"][3] == "as PHQ-9 (unverified)"
    for field in ("reliable_change", "response_pct", "remission_max"):
        assert getattr(PHQ_A, field) == getattr(PHQ9, field)


def test_missing_rules_and_clusters_match_the_rules_for_code():
    rules = section("4.3")
    assert f"1–{PHQ9.max_missing} missing → replace by the mean" in rules
    assert "GAD-7, PCL-5: require all items" in rules and GAD7.max_missing == PCL5.max_missing == 0
    for cluster in CLUSTERS:
        first, last = (PCL5.item_keys.index(cluster.item_keys[i]) + 1 for i in (0, -1))
        assert f"{cluster.needed} {cluster.key}({first}–{last})" in MEASURES["PCL-5"][2]


def test_safety_items_of_every_measure_are_alert_triggers():
    assert {key: each.risk_item_keys for key, each in INSTRUMENTS.items()} == {
        "phq9": ("self_harm",),
        "gad7": (),
        "phq_a": ("self_harm",),
        "pcl5": (),
    }
    assert PHQ9.item_keys[8] == PHQ_A.item_keys[8] == "self_harm"
