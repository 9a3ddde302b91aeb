"""Change between two totals, in both directions, and the two scores a course is judged by."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.change import DatedScore, InvalidTotal, baseline_and_final, change, change_sentence, recovery
from measures.instruments import GAD7, PCL5, PHQ9
from measures.instruments.definition import HIGHER_IS_BETTER

TOTALS = st.integers(0, 27)
UPWARD = replace(PHQ9, key="upward", name="Upward", direction=HIGHER_IS_BETTER, remission_max=23)
"""The PHQ-9 turned round: a made-up measure where higher is better, for the other direction."""


@given(start=TOTALS, end=TOTALS)
def test_phq9_flags_follow_the_published_rules(start, end):
    flags = change(PHQ9, start, end)
    assert flags.difference == end - start
    assert flags.reliable_improvement == (start - end >= 6)
    assert flags.reliable_deterioration == (end - start >= 6)
    assert flags.response == (start > 0 and end <= start / 2)
    assert flags.remission == (end < 5 <= start)
    assert flags.reliable_improvement + flags.reliable_deterioration + flags.no_reliable_change == 1


@given(start=TOTALS, end=TOTALS)
def test_a_measure_that_runs_the_other_way_mirrors_the_flags(start, end):
    down, up = change(PHQ9, 27 - start, 27 - end), change(UPWARD, start, end)
    assert up.reliable_improvement == down.reliable_improvement
    assert up.reliable_deterioration == down.reliable_deterioration
    assert up.no_reliable_change == down.no_reliable_change
    assert up.remission == down.remission
    assert up.difference == -down.difference
    assert up.response == (start > 0 and 2 * (end - start) >= start)


@given(start=TOTALS, end=TOTALS)
def test_going_back_undoes_an_improvement(start, end):
    assert change(PHQ9, start, end).reliable_improvement == change(PHQ9, end, start).reliable_deterioration


@given(start=TOTALS, end=TOTALS)
def test_percent_is_whole_and_rounded_half_away_from_zero(start, end):
    percent = change(PHQ9, start, end).percent
    if start == 0:
        assert percent is None
    else:
        assert abs(percent - (end - start) * 100 / start) <= 0.5
        assert percent == -change(PHQ9, start, 2 * start - end).percent if 0 <= 2 * start - end <= 27 else True


def test_the_worked_example_of_a_report():
    flags = change(PHQ9, 18, 6)
    assert (flags.difference, flags.percent, flags.start_band, flags.end_band) == (
        -12,
        -67,
        "moderately severe",
        "mild",
    )
    assert (flags.reliable_improvement, flags.response, flags.remission) == (True, True, False)
    assert flags.definition_text == (
        "Reliable change: PHQ-9 6 points or more from the first score (IAPT). "
        "Response: PHQ-9 50 percent or more better than the first score (HEDIS). "
        "Remission: PHQ-9 4 or less, from a worse start (HEDIS). Scoring rules version 1."
    )


def test_a_rule_that_a_measure_does_not_have_is_none_and_not_false():
    flags = change(GAD7, 12, 3)
    assert (flags.reliable_improvement, flags.response, flags.remission) == (True, None, None)
    unruled = change(replace(GAD7, reliable_change=None), 12, 3)
    assert (unruled.reliable_improvement, unruled.reliable_deterioration, unruled.no_reliable_change) == (None,) * 3
    assert change_sentence(replace(GAD7, reliable_change=None), 12, 3) == "9 below the start."


def test_bands_are_none_where_the_measure_has_none():
    assert (change(PCL5, 50, 30).start_band, change(PCL5, 50, 30).reliable_improvement) == (None, True)


@pytest.mark.parametrize("total", [-1, 28, None, 5.0, "5", True], ids=repr)
def test_a_total_outside_the_range_is_refused(total):
    with pytest.raises(InvalidTotal, match="PHQ-9 total; it runs from 0 to 27"):
        change(PHQ9, 10, total)
    with pytest.raises(InvalidTotal):
        change(PHQ9, total, 10)


@pytest.mark.parametrize(
    ("measure", "start", "end", "sentence"),
    [
        (PHQ9, 16, 12, "4 below the start. Not yet a reliable change (6 needed)."),
        (PHQ9, 16, 10, "6 below the start. Reliable change."),
        (PHQ9, 16, 16, "Same as the start. No reliable change (6 needed)."),
        (PHQ9, 12, 16, "4 above the start. No reliable change (6 needed)."),
        (PHQ9, 10, 16, "6 above the start. Reliable change for the worse."),
        (GAD7, 12, 8, "4 below the start. Reliable change."),
        (UPWARD, 12, 16, "4 above the start. Not yet a reliable change (6 needed)."),
        (UPWARD, 16, 10, "6 below the start. Reliable change for the worse."),
    ],
)
def test_the_sentence_says_distance_and_verdict(measure, start, end, sentence):
    assert change_sentence(measure, start, end) == sentence
    assert change_sentence(measure, start, end, name_start=True) == sentence.replace("start.", f"start of {start}.")


DAY = date(2026, 3, 10)


def dated(*pairs):
    return [DatedScore(DAY + timedelta(days=days), total) for days, total in pairs]


def totals(pair):
    return pair and tuple(each.total for each in pair)


@pytest.mark.parametrize(
    ("scores", "final_on", "expected"),
    [
        ([(-14, 20), (-1, 18), (7, 15), (70, 6)], None, (18, 6)),  # the last one before session 1
        ([(0, 18), (7, 15)], None, (18, 15)),  # on the day itself
        ([(7, 15), (14, 11)], None, (15, 11)),  # none before: the first there is
        ([(70, 6), (-1, 18), (7, 15)], None, (18, 6)),  # order of entry does not matter
        ([(-1, 18), (70, 6), (100, 20)], DAY + timedelta(days=70), (18, 6)),  # none from after the end
        ([(-1, 18), (100, 20)], DAY + timedelta(days=70), None),
        ([(-14, 20), (-1, 18)], None, None),  # both before: start and end would be one
        ([(-1, 18), (7, None)], None, None),  # a sheet without a total is no score
        ([(-1, 18), (0, None), (7, 12)], None, (18, 12)),
        ([(-1, 18)], None, None),
        ([], None, None),
    ],
)
def test_baseline_and_final(scores, final_on, expected):
    assert totals(baseline_and_final(dated(*scores), DAY, final_on)) == expected


def test_before_session_1_the_first_score_is_the_baseline():
    assert totals(baseline_and_final(dated((0, 18), (7, 15), (14, 12)), None)) == (18, 12)


@pytest.mark.parametrize(
    ("phq9", "gad7", "expected"),
    [
        # (case, recovery, reliable improvement, reliable deterioration, reliable recovery)
        ((18, 6), (13, 5), (True, True, True, False, True)),
        ((18, 12), (13, 5), (True, False, True, False, False)),  # still a case on one
        ((9, 9), (8, 7), (True, True, False, False, False)),  # recovered, but not reliably
        ((9, 3), (7, 7), (False, None, True, False, None)),  # no case at the start
        ((18, 6), (3, 7), (True, True, False, True, False)),  # one better, the other reliably worse
        ((10, 9), (0, 0), (True, True, False, False, False)),
    ],
)
def test_recovery_takes_both_measures_together(phq9, gad7, expected):
    found = recovery(phq9, gad7, attended_sessions=2)
    assert expected == (
        found.case_at_start,
        found.recovery,
        found.reliable_improvement,
        found.reliable_deterioration,
        found.reliable_recovery,
    )


def test_recovery_needs_two_attended_sessions():
    assert recovery((18, 6), (13, 5), attended_sessions=1) is None
