"""Scores against an independent reckoning: T44 in words is "arithmetic wrong or an item skipped"."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.instruments import GAD7, INSTRUMENTS, PCL5, PHQ9, PHQ_A, UnknownInstrument, instrument
from measures.instruments.definition import HIGHER_IS_BETTER, Item, MeasureDefinition, Response
from measures.scoring import InvalidAnswer, Score, depressive_syndrome, pcl5_clusters, score

PHQ9_KEYS = ("interest", "mood", "sleep", "energy", "appetite", "self_worth", "concentration", "movement", "self_harm")
PHQ9_BAND_OF = ["none or minimal"] * 5 + ["mild"] * 5 + ["moderate"] * 5 + ["moderately severe"] * 5 + ["severe"] * 8


def sheet(definition, value):
    return dict.fromkeys(definition.item_keys, value)


def round_half_up(numerator, denominator):
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest >= denominator)


def test_every_phq9_answer_sheet_has_the_right_total_band_and_risk_flag():
    sheets = 0
    for answers in product(range(4), repeat=9):
        scored = score(PHQ9, dict(zip(PHQ9_KEYS, answers, strict=True)))
        total = sum(answers)
        if scored.total != total or scored.band != PHQ9_BAND_OF[total] or scored.n_missing or scored.problem:
            pytest.fail(f"{answers}: {scored}")
        if scored.risk_items != ((("self_harm", answers[8]),) if answers[8] else ()):
            pytest.fail(f"{answers}: {scored.risk_items}")
        sheets += 1
    assert sheets == 4**9 == 262_144


@given(
    answers=st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=9, max_size=9),
    measure=st.sampled_from([PHQ9, PHQ_A]),
)
def test_blank_items_are_replaced_by_the_mean_at_most_twice_and_never_the_safety_item(answers, measure):
    by_key = dict(zip(measure.item_keys, answers, strict=True))
    scored = score(measure, by_key)
    answered = [answer for answer in answers if answer is not None]
    blank = 9 - len(answered)
    assert scored.n_missing == blank
    assert scored.safety_item_unanswered == (by_key["self_harm"] is None)
    if blank > 2 or by_key["self_harm"] is None:
        assert (scored.total, scored.band, scored.prorated) == (None, None, False)
        assert scored.problem
    else:
        assert scored.total == round_half_up(sum(answered) * 9, len(answered))
        assert scored.prorated == (blank > 0)
        assert scored.problem is None


@given(
    answers=st.dictionaries(st.sampled_from(PHQ9_KEYS), st.one_of(st.none(), st.integers(0, 3))),
    danger=st.integers(1, 3),
)
def test_item_9_above_zero_raises_the_risk_flag_on_any_partial_form(answers, danger):
    assert score(PHQ9, answers | {"self_harm": danger}).risk_items == (("self_harm", danger),)
    assert score(PHQ9, answers | {"self_harm": 0}).risk_items == ()


@pytest.mark.parametrize(
    ("answered", "total"),
    [
        ([1, 1, 1, 1, 1, 1, 1, 1], 9),  # 8 of 8 answered, times 9, by 8
        ([1, 1, 1, 1, 0, 0, 0, 0], 5),  # 4.5 rounds up
        ([1, 1, 1, 0, 0, 0, 0, 0], 3),  # 3.375
        ([3, 3, 3, 3, 3, 3, 3], 27),
        ([1, 0, 0, 0, 0, 0, 0], 1),  # 1.29
        ([2, 1, 1, 1, 1, 1, 0], 9),
    ],
)
def test_a_prorated_total_is_rounded_half_up(answered, total):
    keys = [*PHQ9_KEYS[: len(answered) - 1], "self_harm"]
    scored = score(PHQ9, dict(zip(keys, [*answered[1:], answered[0]], strict=True)))
    assert (scored.total, scored.prorated) == (total, True)


def test_a_blank_safety_item_leaves_no_total_and_says_so():
    answers = sheet(PHQ9, 1) | {"self_harm": None}
    assert score(PHQ9, answers) == Score(
        total=None,
        n_missing=1,
        prorated=False,
        band=None,
        risk_items=(),
        safety_item_unanswered=True,
        problem="The safety item is blank and is never estimated. Ask about it to get a total.",
    )


def test_an_empty_form_has_no_total():
    scored = score(PHQ9, {})
    assert (scored.total, scored.n_missing, scored.safety_item_unanswered) == (None, 9, True)
    assert scored.problem == "9 items are blank. A total needs 7 of 9 answers."


@pytest.mark.parametrize("measure", [GAD7, PCL5], ids=lambda each: each.key)
def test_gad7_and_pcl5_need_every_item(measure):
    whole = sheet(measure, 1)
    assert score(measure, whole).total == len(measure.items)
    for key in measure.item_keys:
        scored = score(measure, whole | {key: None})
        assert (scored.total, scored.n_missing, scored.safety_item_unanswered) == (None, 1, False)
        assert scored.problem.startswith("1 item is blank. A total needs ")


@pytest.mark.parametrize("answer", [4, -1, True, 1.0, "1", "", [], 10**30], ids=repr)
def test_an_answer_that_is_not_offered_is_refused(answer):
    with pytest.raises(InvalidAnswer, match=r"PHQ-9, mood: .* is not a whole number from 0 to 3"):
        score(PHQ9, {"mood": answer})


def test_an_answer_to_a_question_that_is_not_asked_is_refused():
    with pytest.raises(InvalidAnswer, match="GAD-7 has no item 'self_harm'"):
        score(GAD7, {"self_harm": 1})


def test_unscored_items_are_accepted_checked_and_never_counted():
    assert score(PHQ9, sheet(PHQ9, 0) | {"difficulty": 3}).total == 0
    assert score(PHQ_A, sheet(PHQ_A, 1) | {"difficulty": None, "past_year": 1}).total == 9
    with pytest.raises(InvalidAnswer):
        score(PHQ_A, {"past_year": 2})


def test_phq_a_is_keyed_by_meaning_not_by_position():
    assert set(PHQ_A.item_keys) == set(PHQ9.item_keys)
    assert PHQ_A.item_keys != PHQ9.item_keys
    assert PHQ_A.item_keys[:2] == ("mood", "interest")


def test_a_reversed_item_counts_from_the_other_end():
    turned = MeasureDefinition(
        key="turned", version="1", name="Turned", full_name="", window="", direction=HIGHER_IS_BETTER, stem="",
        responses=(Response(0, "No"), Response(4, "Yes")),
        items=(Item("plain", None, "", 0, 4), Item("reversed", None, "", 1, 5, reverse=True)),
        bands=(), cut_offs=(), licence="", credit="", ship_text=False,
    )  # fmt: skip
    assert score(turned, {"plain": 4, "reversed": 5}).total == 5
    assert score(turned, {"plain": 0, "reversed": 1}).total == 5
    assert (turned.minimum, turned.maximum) == (1, 9)


def syndrome_by_hand(answers):
    """Independent: over positions, as the scoring sheet prints them."""
    ticks = [a >= 2 for a in answers[:8]] + [answers[8] >= 1]
    if not (ticks[0] or ticks[1]) or sum(ticks) < 2:
        return "none"
    return "major" if sum(ticks) > 4 else "other"


@given(answers=st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_depressive_syndrome_follows_the_printed_algorithm(answers):
    by_key = dict(zip(PHQ9_KEYS, answers, strict=True))
    assert depressive_syndrome(PHQ9, by_key) == syndrome_by_hand(answers)
    assert depressive_syndrome(PHQ_A, by_key) == syndrome_by_hand(answers)


def test_item_9_counts_from_one_in_the_algorithm():
    four = {"interest": 2, "sleep": 2, "energy": 3, "appetite": 2}
    assert depressive_syndrome(PHQ9, four) == "other"
    assert depressive_syndrome(PHQ9, four | {"self_harm": 1}) == "major"
    assert depressive_syndrome(PHQ9, {"sleep": 3, "energy": 3, "appetite": 3, "movement": 3, "self_harm": 3}) == "none"


@given(answers=st.lists(st.integers(0, 4), min_size=20, max_size=20))
def test_pcl5_clusters_follow_the_item_numbers(answers):
    by_key = dict(zip(PCL5.item_keys, answers, strict=True))
    ticks = [answer >= 2 for answer in answers]
    expected = {"B": sum(ticks[:5]), "C": sum(ticks[5:7]), "D": sum(ticks[7:14]), "E": sum(ticks[14:])}
    met = expected["B"] >= 1 and expected["C"] >= 1 and expected["D"] >= 2 and expected["E"] >= 2
    assert pcl5_clusters(by_key) == (expected, met)
    assert score(PCL5, by_key).total == sum(answers)


def test_pcl5_cut_offs_run_in_their_own_directions():
    provisional, recovered = PCL5.cut_offs
    assert (provisional.reached(33), provisional.reached(32)) == (True, False)
    assert (recovered.reached(28), recovered.reached(29)) == (True, False)


def test_instruments_are_found_by_key_and_version():
    assert instrument("phq9") is instrument("phq9", "1") is PHQ9
    for key, version in [("phq8", None), ("phq9", "0"), (None, None)]:
        with pytest.raises(UnknownInstrument, match="There is no questionnaire"):
            instrument(key, version)


@pytest.mark.parametrize("measure", INSTRUMENTS.values(), ids=lambda each: each.key)
def test_each_definition_holds_together(measure):
    assert len(set(measure.item_keys)) == len(measure.items)
    assert set(measure.risk_item_keys) <= set(measure.item_keys)
    assert not {item.key for item in measure.unscored_items} & set(measure.item_keys)
    values = tuple(response.value for response in measure.responses)
    assert all(tuple(range(item.min, item.max + 1)) == values for item in measure.items)
    assert all(item.text and item.meaning for item in measure.items) and measure.ship_text
    if measure.bands:
        covered = [total for band in measure.bands for total in range(band.low, band.high + 1)]
        assert covered == list(range(measure.minimum, measure.maximum + 1))
    ruled = {"caseness", "reliable_change", "response_pct", "remission_max", "minimal_important_change"}
    assert {name for name in ruled if getattr(measure, name) is not None} <= {name for name, _ in measure.sources}
