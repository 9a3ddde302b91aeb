"""The board on which people are moved: a handle for each, in its ring or waiting beneath."""

from math import hypot
from xml.etree import ElementTree

import pytest

from rendering.circle_board import WAITING_TOP, circle_board
from rendering.circles import EDGES, Person, from_middle, ring_at

HOSTILE = "</title><script>alert(1)</script>\"'&\x00\ud800"


def handles(people):
    svg = ElementTree.fromstring(str(circle_board(people, centre="C", title="Circles", picture_id="c")))
    return svg, {each.get("data-key"): each for each in svg.iter("g")}


def place_of(handle):
    return [float(part) for part in handle.get("transform")[len("translate(") : -1].split()]


def test_everybody_has_a_handle_with_room_for_a_finger():
    svg, found = handles([Person("Robin", 2, key="a"), Person("Kit", 0, key="b"), Person("Kit", 3, key="c")])
    assert set(found) == {"a", "b", "c"}
    assert {each.get("data-name") for each in found.values()} == {"Robin", "Kit"}
    assert all(float(each.find("circle").get("r")) >= 22 for each in found.values())
    assert svg.find("title").text == "Circles. Inner: none. Middle: Robin. Outer: Kit."


def test_whoever_is_in_no_circle_waits_beneath_and_the_picture_grows():
    svg, found = handles([Person(f"P{n}", 0, key=str(n)) for n in range(10)])
    assert all(place_of(each)[1] > WAITING_TOP for each in found.values())
    assert len({tuple(place_of(each)) for each in found.values()}) == 10
    height = float(svg.get("viewBox").split()[3])
    assert max(place_of(each)[1] for each in found.values()) + 23 < height + 14


def test_a_place_that_was_chosen_is_kept():
    _svg, found = handles([Person("Robin", 2, 0.5, 0.25, key="a")])
    assert place_of(found["a"]) == [289, 244.5]


@pytest.mark.parametrize(
    ("x", "y", "ring"),
    [(0.5, 0.5, 1), (0.5, 0.31, 1), (0.5, 0.29, 2), (0.84, 0.5, 2), (0.87, 0.5, 3), (0, 0, 3), (1, 1, 3), (0.5, 1, 3)],
)
def test_the_ring_follows_the_place(x, y, ring):
    assert ring_at(x, y) == ring
    (handle,) = handles([Person("Robin", ring, from_middle(x), from_middle(y), key="a")])[1].values()
    across, down = place_of(handle)
    assert EDGES.get(ring - 1, 17) < hypot(across - 200, down - 200) < EDGES[ring]


def test_hostile_names_stay_words():
    svg = circle_board([Person(HOSTILE, 1, key=HOSTILE)], centre=HOSTILE, title=HOSTILE, picture_id="c")
    assert "<script" not in svg
    ElementTree.fromstring(str(svg))
