"""The circles as data: counts, who moved, and a snapshot that comes back as it was. Rows 004-08."""

import json

import pytest

from problem_areas.closeness import (
    CLOSER,
    FURTHER,
    GONE,
    NEW,
    PLACED,
    SAME,
    TAKEN_OUT,
    Counts,
    Figure,
    counts_of,
    frozen,
    moves_between,
    thawed,
)


def figure(key, closeness=None, **fields):
    return Figure(key, fields.pop("name", key.title()), fields.pop("relation", "friend"), closeness=closeness, **fields)


def test_counts_of_the_network():
    people = [figure("a", 1, confides=True), figure("b", 1, supports=True), figure("c", 3, supports=True), figure("d")]
    assert counts_of(people) == Counts((2, 0, 1), 1, 2)
    assert tuple(counts_of([])) == (0, 0, 0, 0, 0)


def test_the_dead_are_drawn_and_not_counted():
    lost = figure("m", 1, status="deceased", confides=True, supports=True)
    assert counts_of([lost, figure("a", 1)]) == Counts((1, 0, 0), 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "kind", "steps"),
    [(3, 1, CLOSER, 2), (1, 2, FURTHER, 1), (2, 2, SAME, 0), (None, 3, PLACED, 0), (1, None, TAKEN_OUT, 0)],
)
def test_what_became_of_one_person(before, after, kind, steps):
    (move,) = moves_between([figure("a", before)], [figure("a", after)])
    assert (move.kind, move.steps) == (kind, steps)


def test_who_is_new_and_who_is_gone():
    moves = moves_between([figure("a", 1), figure("b", 2)], [figure("c", 3), figure("a", 1)])
    assert [(move.figure.key, move.kind) for move in moves] == [("c", NEW), ("a", SAME), ("b", GONE)]


def test_a_snapshot_comes_back_as_it_was():
    people = [figure("a", 1, x=0.25, y=0.5, confides=True, status="estranged", name='"<Robin>"'), figure("b")]
    assert thawed(json.loads(json.dumps(frozen(people)))) == people
