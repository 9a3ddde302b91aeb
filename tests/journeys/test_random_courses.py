"""Random courses through every legal move: no state that the rules forbid, no dead end. On both databases."""

import os

import pytest

from .random_course import RandomCourse

SEEDS = range(int(os.environ.get("IPT_RANDOM_COURSES", "5")))
"""The same ones each time. For a long night: IPT_RANDOM_COURSES=2000 ./test tests/journeys"""


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_random_courses_keep_every_rule_and_find_no_dead_end(seed):
    way = RandomCourse(seed)
    try:
        way.take_moves(80)
        way.find_the_way_out()
    except Exception as error:
        error.add_note(f"After {len(way.taken)} moves: {', '.join(way.taken)}")
        raise
    finally:
        way.clock.stop()
