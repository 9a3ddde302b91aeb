"""The course strip: which dot stands where, in which words, and that nothing typed can become markup."""

import re
from xml.etree import ElementTree

import pytest

from rendering.course_strip import (
    HELD,
    MISSED,
    NEXT,
    PLANNED,
    CourseStrip,
    StripDot,
    StripPhase,
    course_strip,
    dots_by_phase,
    every_dot,
    held_words,
    line_heights,
    mini_strip,
)
from rendering.course_strip_print import course_strip_print

HOSTILE = "<script>alert(1)</script>\"'&\x00\ud800\x1b"
PHASES = (StripPhase("Initial", 1, 4), StripPhase("Middle", 5, 12, True), StripPhase("Ending", 13, 16))


def a_strip(**changes) -> CourseStrip:
    """Row 004-03. Seven of 16 held, one missed after the fifth, the eighth is next."""
    scores = (16, 17, 16, 15, 13, 15, 14, 12)
    dots = [StripDot(n, HELD if n < 8 else NEXT, f"Mar {n}", f"/s/{n}/", phq9=scores[n - 1]) for n in range(1, 9)]
    dots.insert(5, StripDot(None, MISSED, "Feb 17"))
    return CourseStrip(**({"planned": 16, "phases": PHASES, "dots": tuple(dots)} | changes))


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(str(markup))


def spoken(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def test_the_words_say_held_and_left():
    assert held_words(7, 16) == "7 of 16 held, 9 left"
    assert held_words(7, 16, is_over=True) == "7 of 16 held"
    assert held_words(12, 12) == "12 of 12 held"
    assert held_words(0, 0) == "0 of 0 held"


def test_each_dot_is_a_link_named_by_number_state_and_date():
    links = [spoken(a) for a in parsed(course_strip(a_strip())).iter("a")]
    assert links[:2] == ["Session 1, held Mar 1", "Session 2, held Mar 2"]
    assert links[-1] == "Session 8, next Mar 8"


def test_a_missed_session_keeps_no_number_and_says_so():
    strip = parsed(course_strip(a_strip()))
    assert "Missed Feb 17, does not count as a session" in spoken(strip)
    assert "1 missed" in spoken(strip)
    assert "Dashed: missed, not counted" in spoken(strip)


def test_sessions_that_nothing_is_booked_for_are_planned_dots():
    dots = every_dot(a_strip())
    assert [dot.number for dot in dots] == [1, 2, 3, 4, 5, None, *range(6, 17)]
    assert "Session 9, not booked yet" in spoken(parsed(course_strip(a_strip())))


def test_the_missed_session_stands_in_the_phase_of_the_session_it_put_off():
    groups = dots_by_phase(a_strip(), every_dot(a_strip()))
    assert [len(dots) for _phase, dots in groups] == [4, 9, 4]
    between = (*(StripDot(n, HELD) for n in range(1, 5)), StripDot(None, MISSED))
    strip = a_strip(dots=between)
    assert [len(dots) for _phase, dots in dots_by_phase(strip, every_dot(strip))] == [4, 9, 4]


def test_phases_are_past_current_or_to_come():
    classes = re.findall(r'class="(strip-phase [^"]*)"', course_strip(a_strip()))
    assert classes == ["strip-phase n-4 is-past", "strip-phase n-9 is-now", "strip-phase n-4 no-score"]


def test_a_finished_course_has_only_past_phases():
    done = CourseStrip(
        2, (StripPhase("Initial", 1, 1), StripPhase("Ending", 2, 2)), (StripDot(1, HELD), StripDot(2, HELD))
    )
    assert course_strip(done).count("is-past") == 2
    assert "Initial, 1<" in course_strip(done)


def test_without_scores_there_is_neither_line_nor_number_nor_the_word_phq():
    bare = course_strip(a_strip(dots=(StripDot(1, HELD, "Feb 3"),)))
    assert "strip-line" not in bare
    assert "strip-score" not in bare
    assert "PHQ" not in bare


def test_the_line_rises_with_the_score_and_a_point_is_not_a_cliff():
    assert [round(y, 2) for y in line_heights([16, 17, 12])] == [2.5, 0.83, 9.17]
    first, second = line_heights([10, 11])
    assert 0 < first - second < 2
    assert line_heights([9]) == [5]
    assert line_heights([]) == []


@pytest.mark.parametrize("draw", [course_strip, course_strip_print])
def test_hostile_text_stays_text(draw):
    strip = a_strip(
        phases=(StripPhase(HOSTILE, 1, 16),),
        dots=(StripDot(1, HELD, HOSTILE, "/s/?a=1&b=\"'>", HOSTILE), StripDot(None, MISSED, HOSTILE)),
        facts=(HOSTILE,),
        foot=(HOSTILE,),
        heading_id='x" onload="',
    )
    markup = draw(strip)
    assert "<script" not in markup
    markup.encode("utf-8")
    elements = list(parsed(markup).iter())
    assert not any(name.startswith("on") for element in elements for name in element.keys())
    assert not any(element.tag == "script" for element in elements)


def test_pages_carry_no_style_of_their_own_and_print_carries_no_class():
    assert " style=" not in course_strip(a_strip())
    assert " class=" not in course_strip_print(a_strip())


@pytest.mark.parametrize("dots", [(), (StripDot(40, HELD),), (StripDot(None, MISSED),) * 3, (StripDot(1, "odd"),)])
@pytest.mark.parametrize("planned", [0, 1, 24])
@pytest.mark.parametrize("phases", [(), PHASES])
def test_odd_courses_are_drawn_too(dots, planned, phases):
    strip = CourseStrip(planned, phases, dots)
    parsed(course_strip(strip))
    parsed(course_strip_print(strip))
    assert sum(len(group) for _phase, group in dots_by_phase(strip, every_dot(strip))) == len(every_dot(strip))


def test_the_mini_strip_has_a_dot_for_each_planned_session():
    svg = mini_strip(7, 16, is_next=True)
    assert [svg.count(f"ms-{kind}") for kind in (HELD, NEXT, PLANNED)] == [7, 1, 8]
    assert 'width="128"' in svg
    assert 'aria-hidden="true"' in svg
    assert mini_strip(12, 12, is_next=True).count("<circle") == 12
    assert mini_strip(-1, -1).count("<circle") == 0


def test_the_printed_strip_says_what_it_shows():
    assert parsed(course_strip_print(a_strip())).find("title").text == "7 of 16 held, 9 left"
    assert parsed(course_strip_print(a_strip(), title="Seven held")).find("title").text == "Seven held"
