"""Phases, midpoint, ending, tasks and the count, for every length a course may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.course_plan import (
    INITIAL,
    MIDDLE,
    TEMPLATES,
    TERMINATION,
    PhaseBounds,
    count_sentence,
    ending_opens_at,
    midpoint_session,
    needs_approval,
    needs_reason,
    phase_for,
    scaled_bounds,
    schedule_phrase,
)
from sessions.phase_tasks import MIDPOINT_REVIEW, SESSION_ROWS, due_session, fitted_rows, phase_tasks, session_tasks

LENGTHS = st.integers(1, 60)
ORDER = [INITIAL, MIDDLE, TERMINATION]
TABLE = SESSION_ROWS[16]


def phase_of_row(row):
    return phase_for(row.first, scaled_bounds(16))


@given(planned=LENGTHS)
def test_scaled_phases_follow_one_another_and_fill_the_course(planned):
    bounds = scaled_bounds(planned)
    phases = [phase_for(n, bounds) for n in range(1, planned + 1)]
    assert phases == sorted(phases, key=ORDER.index)
    assert phases[0] == INITIAL
    assert planned < 2 or phases[-1] == TERMINATION
    assert planned < 3 or set(phases) == set(ORDER)
    assert phase_for(planned + 1, bounds) == TERMINATION
    for phase in ORDER:
        first, last = bounds.sessions_in(phase)
        assert [n for n in range(1, planned + 1) if phases[n - 1] == phase] == list(range(first, last + 1))


@pytest.mark.parametrize(("planned", "initial_to", "middle_to"), [(16, 4, 12), (12, 3, 9), (14, 4, 10), (8, 2, 6)])
def test_scaled_bounds(planned, initial_to, middle_to):
    assert scaled_bounds(planned) == PhaseBounds(initial_to, middle_to, planned)


@pytest.mark.parametrize("bounds", [(0, 5, 10), (5, 4, 10), (4, 11, 10), (-1, 0, 0)])
def test_bounds_that_do_not_rise_are_refused(bounds):
    with pytest.raises(ValueError, match="must rise"):
        PhaseBounds(*bounds)


def test_sessions_are_counted_from_one():
    for refused in (
        lambda: phase_for(0, scaled_bounds(16)),
        lambda: scaled_bounds(0),
        lambda: session_tasks(0, scaled_bounds(16)),
    ):
        with pytest.raises(ValueError, match=r"(?i)session"):
            refused()


@pytest.mark.parametrize(
    ("planned", "midpoint", "ending"),
    [(16, 8, 12), (12, 6, 8), (14, 7, 10), (13, 7, 9), (8, 4, 4), (4, 2, 1), (1, 1, 1)],
)
def test_midpoint_and_ending_have_their_sessions(planned, midpoint, ending):
    assert midpoint_session(planned) == midpoint
    assert ending_opens_at(planned) == ending


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((7, 16), "7 of 16 held, 9 left"),
        ((7, 16, 1), "7 of 16 held, 9 left, 1 missed"),
        ((0, 16), "0 of 16 held, 16 left"),
        ((15, 16), "15 of 16 held, 1 left"),
        ((16, 16), "16 of 16 held"),
        ((16, 16, 2), "16 of 16 held, 2 missed"),
        ((18, 16), "18 of 16 held, 2 over"),
    ],
)
def test_count_sentence(counts, sentence):
    assert count_sentence(*counts) == sentence


@pytest.mark.parametrize("counts", [(-1, 16), (0, -1), (0, 16, -1)])
def test_count_sentence_refuses_numbers_below_zero(counts):
    with pytest.raises(ValueError, match="never below 0"):
        count_sentence(*counts)


@given(held=st.integers(0, 40), planned=st.integers(1, 40), missed=st.integers(0, 9))
def test_count_sentence_adds_up(held, planned, missed):
    numbers = {part.split()[-1]: int(part.split()[0]) for part in count_sentence(held, planned, missed).split(", ")}
    assert numbers["held"] + numbers.get("left", 0) - numbers.get("over", 0) == planned
    assert numbers.get("missed", 0) == missed
    assert 0 not in {numbers.get("left"), numbers.get("over"), numbers.get("missed")}


def test_the_office_reads_a_course_without_the_name_of_its_template():
    assert schedule_phrase(16) == "16 weekly, 50 minutes"
    assert schedule_phrase(6, 45, 2) == "6 every 2 weeks, 45 minutes"
    assert schedule_phrase(12, 60, 4) == "12 every 4 weeks, 60 minutes"


def test_unusual_lengths_want_a_reason_and_rare_ones_approval():
    assert not needs_reason(14, TEMPLATES["ipt_16"])
    assert needs_reason(17, TEMPLATES["ipt_16"])
    assert not needs_reason(8, TEMPLATES["ipt_b"])
    assert [n for n in (5, 6, 20, 21) if needs_approval(n)] == [5, 21]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda each: each.key)
def test_each_template_is_within_its_own_range_and_dates_its_tasks(template):
    assert not needs_reason(template.planned_sessions, template)
    for phase in ORDER:
        first, last = template.phase_bounds.sessions_in(phase)
        for task in phase_tasks(phase, template.key):
            assert task.phase == phase
            assert first <= due_session(task, template.phase_bounds) <= last, task.key


@given(planned=LENGTHS)
def test_every_task_is_due_in_a_session_of_the_course(planned):
    bounds = scaled_bounds(planned)
    for phase in ORDER:
        for task in phase_tasks(phase):
            assert 1 <= due_session(task, bounds) <= planned


def test_the_contract_is_due_at_the_end_of_the_initial_phase_and_the_review_at_the_midpoint():
    due = {task.key: due_session(task, scaled_bounds(16)) for phase in ORDER for task in phase_tasks(phase)}
    assert (due["syndrome_named"], due["inventory"], due["contract"]) == (1, 3, 4)
    assert (due[MIDPOINT_REVIEW], due["ending_mentioned"]) == (8, 12)
    assert (due["ending_raised_on"], due["end_reason"]) == (13, 16)


def test_task_keys_are_unique_across_the_phases():
    for template in ("", "ipt_a", "fb_ipt", "ipt_b", "ipt_ptsd", "ipt_perinatal"):
        keys = [task.key for phase in ORDER for task in phase_tasks(phase, template)]
        assert len(keys) == len(set(keys)), template


def test_templates_with_parents_add_their_tasks():
    added = {"parents_start", "mood_thermometer", "parent_tips"}
    assert added == {t.key for t in phase_tasks(INITIAL, "fb_ipt")} - {t.key for t in phase_tasks(INITIAL)}


@given(planned=LENGTHS)
def test_session_tasks_cover_the_whole_table_in_its_order(planned):
    bounds = scaled_bounds(planned)
    seen = [session_tasks(n, bounds) for n in range(1, planned + 1)]
    assert all(seen)
    flat = [task for tasks in seen for task in tasks]
    there = {phase_for(n, bounds) for n in range(1, planned + 1)}
    assert list(dict.fromkeys(flat)) == [task for row in TABLE if phase_of_row(row) in there for task in row.tasks]
    assert planned < 2 or "Review and goodbye" in seen[-1]
    assert planned < 2 or "Review and goodbye" not in seen[-2]
    assert planned < 3 or "Is the focus still right" in seen[midpoint_session(planned) - 1]
    assert session_tasks(planned + 3, bounds) == seen[-1]


@given(st.tuples(*[st.integers(0, 20)] * 3))
def test_no_session_names_a_task_of_another_phase(lengths):
    """Wherever the phases were moved to: every session has a line, and each phase says all that is its own."""
    initial, middle, termination = lengths
    bounds = PhaseBounds(initial + 1, initial + 1 + middle, initial + 1 + middle + termination)
    said = {}
    for n in range(1, bounds.planned + 1):
        assert session_tasks(n, bounds)
        said.setdefault(phase_for(n, bounds), {}).update(dict.fromkeys(session_tasks(n, bounds)))
    for phase, tasks in said.items():
        assert list(tasks) == [task for row in TABLE if phase_of_row(row) == phase for task in row.tasks], bounds


def test_a_moved_phase_takes_its_main_tasks_along():
    early, late = PhaseBounds(2, 12, 16), PhaseBounds(6, 12, 16)
    assert "Sign the contract" in session_tasks(2, early) and "Opening question" in session_tasks(3, early)
    assert "Sign the contract" not in session_tasks(4, late) and "Sign the contract" in session_tasks(6, late)
    assert "Is the focus still right" in session_tasks(8, late)
    assert fitted_rows(scaled_bounds(16)) == SESSION_ROWS[16]


def test_session_tasks_of_16_and_12_are_the_table_itself():
    assert session_tasks(2, scaled_bounds(12)) == SESSION_ROWS[12][1].tasks + SESSION_ROWS[12][2].tasks
    assert session_tasks(7, scaled_bounds(16)) == SESSION_ROWS[16][4].tasks
