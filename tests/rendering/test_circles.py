"""The closeness circles: everyone in their ring, the same direction then and now, trails for whoever moved."""

from math import hypot
from xml.etree import ElementTree

import pytest

from rendering.circles import EDGES, Person, circle_pair, circles, places

HOSTILE = "</title><script>alert(1)</script>\"'&\x00\ud800"


def drawn(people, **changes) -> ElementTree.Element:
    made = {"centre": "C", "title": "Circles on Feb 3", "picture_id": "c"} | changes
    return ElementTree.fromstring(str(circles(people, **made)))


def distances(people) -> list[float]:
    spots = [(float(c.get("cx")), float(c.get("cy"))) for c in drawn(people).iter("circle") if c.get("r") == "7"]
    return [hypot(x - 200, y - 200) for x, y in spots]


@pytest.mark.parametrize("ring", [1, 2, 3])
@pytest.mark.parametrize("place", [(None, None), (0, 0), (0.9, 0.1), (-0.3, 0), (40, -40), (float("nan"), 1)])
def test_everyone_stands_in_their_ring_wherever_the_dot_was_put(ring, place):
    (distance,) = distances([Person("Sister", ring, *place)])
    assert EDGES.get(ring - 1, 17) < distance < EDGES[ring]


def test_a_dot_put_inside_its_ring_stays_where_it_was_put():
    (dot,) = (c for c in drawn([Person("Sister", 2, 0.5, 0.25)]).iter("circle") if c.get("r") == "7")
    assert (dot.get("cx"), dot.get("cy")) == ("289", "244.5")


def test_people_without_a_place_do_not_cover_each_other():
    people = [Person(f"Person {i}", 1 + i % 3, key=str(i)) for i in range(14)]
    spots = list(places(people, [])[0].values())
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(spots) for b in spots[:i]]
    assert min(gaps) > 14


def test_a_trail_leads_from_then_to_now_for_who_moved_and_for_nobody_else():
    then = [Person("Friend", 3), Person("Sister", 2), Person("Uncle", 3)]
    now = [Person("Friend", 1), Person("Sister", 2), Person("Neighbor", 3)]
    first, second = (
        ElementTree.fromstring(str(svg))
        for svg in circle_pair(then=then, now=now, centre="C", titles=("Then", "Now"), picture_id="c")
    )
    assert not list(first.iter("line"))
    (trail,) = second.iter("line")
    friend_then = next(c for c in first.iter("circle") if c.get("r") == "7")
    assert (trail.get("x1"), trail.get("y1")) == (friend_then.get("cx"), friend_then.get("cy"))
    assert first.find("title").get("id") != second.find("title").get("id")


def test_who_has_died_is_a_dashed_dot_and_said_in_words():
    svg = drawn([Person("Mother", 1, deceased=True)])
    assert [c.get("class") for c in svg.iter("circle") if c.get("r") == "7"] == ["who-gone"]
    assert svg.find("title").text == "Circles on Feb 3. Inner: Mother, who has died. Middle: none. Outer: none."
    (dot,) = (
        c for c in drawn([Person("Mother", 1, deceased=True)], for_print=True).iter("circle") if c.get("r") == "7"
    )
    assert dot.get("stroke-dasharray")


def test_print_carries_its_colours_and_the_page_does_not():
    page, paper = drawn([Person("Friend", 2)]), drawn([Person("Friend", 2)], for_print=True)
    assert not any(element.get("fill") or element.get("style") for element in page.iter())
    assert not any(element.get("class") for element in paper if element.tag != "svg")


def test_two_people_with_one_label_are_two_dots():
    assert len(set(distances([Person("Friend", 1), Person("Friend", 3)]))) == 2


def test_long_labels_are_shortened_and_stay_inside():
    svg = drawn([Person("Colleague from the old office in the north", 3, 0.9, 0)])
    (label,) = (t for t in svg.iter("text") if t.get("class") == "label")
    assert len(label.text) <= 20
    assert float(label.get("x")) + 3.9 * len(label.text) < 386


@pytest.mark.parametrize("for_print", [False, True])
def test_hostile_text_stays_text(for_print):
    svg = drawn([Person(HOSTILE, 9)], centre=HOSTILE, title=HOSTILE, picture_id=HOSTILE, for_print=for_print)
    assert not list(svg.iter("script"))


def test_nobody_at_all_is_a_picture_too():
    assert len(list(drawn([]).iter("circle"))) == 4
