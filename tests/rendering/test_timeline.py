"""The timeline: true to its dates, nothing over anything, the course never squeezed, and the same in a sentence."""

import datetime as dt
import random
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from rendering.time_scale import time_scale
from rendering.timeline import (
    LEFT,
    MISSED,
    MOST_ROWS,
    ONSET,
    RIGHT,
    SYMPTOM,
    WIDTH,
    Timeline,
    TimelineEvent,
    TimelineSeries,
    TimelineSession,
    rows_for,
    scale_of,
    timeline_picture,
    width_of,
)
from rendering.timeline_narrow import BLOCK, MOST_NAMED, timeline_narrow
from rendering.timeline_narrow import WIDTH as NARROW

HOSTILE = "</title><script>alert(1)</script>\"'&\x00\ud800"
FIRST = dt.date(2026, 1, 6)


def weeks(count):
    return [FIRST + dt.timedelta(weeks=number) for number in range(count)]


def a_timeline(events=(), count=16, **changes):
    made = {
        "events": tuple(events),
        "sessions": tuple(TimelineSession(day, number + 1) for number, day in enumerate(weeks(count))),
        "series": (TimelineSeries("PHQ-9", tuple((day, 18 - n) for n, day in enumerate(weeks(count)))),),
    }
    return Timeline(**(made | changes))


def drawn(timeline, picture=timeline_picture) -> ElementTree.Element:
    return ElementTree.fromstring(str(picture(timeline)))


def labels(svg) -> list[ElementTree.Element]:
    return [each for each in svg.iter("text") if each.get("class") == "label"]


def crowd(count, *, years=40, seed=1):
    """Events over many years, most of them shortly before the course, in words of every length."""
    chance = random.Random(seed)
    for number in range(count):
        back = chance.choice((chance.randint(-100, 60), chance.randint(60, 400), chance.randint(400, 365 * years)))
        title = "Something happened again " * chance.randint(1, 3)
        yield TimelineEvent(FIRST - dt.timedelta(days=back), f"{number} {title}"[: chance.randint(6, 60)], "with Robin")


@pytest.mark.parametrize("seed", range(6))
def test_no_words_cover_words_or_a_stem(seed):
    timeline = a_timeline(crowd(30, seed=seed))
    scale = scale_of(timeline)
    found = [(scale.x(e.about), scale.x(e.about) + width_of(e), row) for e, row in rows_for(timeline.events, scale)]
    assert len(found) == 30
    assert max(right for _left, right, _row in found) <= WIDTH
    for one, other in combinations(found, 2):
        low, high = sorted((one, other), key=lambda each: each[2])
        if low[2] == high[2]:
            assert low[1] <= high[0] or high[1] <= low[0]
        else:
            assert not low[0] < high[0] < low[1], "a stem goes through words"


@pytest.mark.parametrize("years", [1, 3, 20, 100])
def test_long_years_do_not_squeeze_the_course(years):
    timeline = a_timeline([TimelineEvent(dt.date(2025 - years, 3, 1), "Born far away")])
    scale = scale_of(timeline)
    first, last = (scale.x(day) for day in timeline.course)
    assert last - first > 0.35 * (RIGHT - LEFT)
    assert LEFT <= scale.x(timeline.events[0].on) < first
    assert scale.breaks


def test_a_course_alone_has_one_scale_and_no_break():
    scale = scale_of(a_timeline([TimelineEvent(FIRST - dt.timedelta(days=40), "Row")]))
    assert (len(scale.parts), scale.breaks) == (1, [])


def test_what_lies_far_ahead_gets_a_part_of_its_own():
    scale = scale_of(a_timeline([TimelineEvent(dt.date(2199, 1, 1), "Much later")]))
    assert len(scale.breaks) == 1
    assert scale.x(FIRST + dt.timedelta(weeks=15)) - scale.x(FIRST) > 0.5 * (RIGHT - LEFT)
    assert scale.x(dt.date(2199, 1, 1)) <= RIGHT


@pytest.mark.parametrize("course", [None, (FIRST, FIRST + dt.timedelta(weeks=15))])
@pytest.mark.parametrize("seed", range(5))
def test_time_runs_from_left_to_right(course, seed):
    chance = random.Random(seed)
    days = sorted(dt.date(1900, 1, 1) + dt.timedelta(days=chance.randint(0, 109_000)) for _each in range(40))
    scale = time_scale(days, course, LEFT, RIGHT)
    places = [scale.x(day) for day in days]
    assert places == sorted(places)
    assert LEFT <= places[0] and places[-1] <= RIGHT
    assert all(a.right < b.left and a.last == b.first for a, b in pairwise(scale.parts))


def test_ticks_have_room_and_say_the_year():
    scale = scale_of(a_timeline(crowd(20)))
    ticks = scale.ticks()
    for part in scale.parts:
        inside = [tick.x for tick in ticks if part.left <= tick.x <= part.right]
        assert all(b - a > 40 for a, b in pairwise(inside))
    assert any(tick.year == "2026" for tick in ticks)


def test_an_inexact_date_is_a_bar_as_long_as_it():
    event = TimelineEvent(dt.date(2026, 2, 1), "Moved", until=dt.date(2026, 2, 28))
    timeline = a_timeline([event])
    scale = scale_of(timeline)
    (bar,) = (each for each in drawn(timeline).iter("rect") if each.get("class") == "span")
    assert float(bar.get("x")) == pytest.approx(scale.x(event.on), abs=0.1)
    assert float(bar.get("width")) == pytest.approx(scale.x(event.until) - scale.x(event.on), abs=0.2)
    assert event.on < event.about < event.until


def test_each_kind_has_a_shape_of_its_own():
    kinds = [TimelineEvent(FIRST, "Low", kind=ONSET), TimelineEvent(FIRST, "No sleep", kind=SYMPTOM)]
    svg = drawn(a_timeline([*kinds, TimelineEvent(FIRST, "Row")], sessions=(TimelineSession(FIRST, None, MISSED),)))
    corners = sorted(len(each.get("points").split()) for each in svg.iter("polygon"))
    assert corners == [3, 4]
    assert len([each for each in svg.iter("path") if each.get("class") == "cross"]) == 1
    assert [each for each in svg.iter("line") if each.get("class") == "event"], "the line of the onset"


def test_lines_are_named_with_their_last_value():
    phq = TimelineSeries("PHQ-9", ((FIRST, 16), (FIRST + dt.timedelta(weeks=15), 5)))
    gad = TimelineSeries("GAD-7", ((FIRST, 12), (FIRST + dt.timedelta(weeks=15), 5)))
    svg = drawn(a_timeline(series=(phq, gad)))
    named = [each for each in svg.iter("text") if (each.text or "").startswith(("PHQ", "GAD"))]
    assert {each.text for each in named} == {"PHQ-9: 5", "GAD-7: 5"}
    assert abs(float(named[0].get("y")) - float(named[1].get("y"))) >= 17


def test_the_title_says_it_in_a_sentence():
    title = drawn(a_timeline([TimelineEvent(dt.date(1998, 5, 1), "Divorce")])).find("title").text
    assert title == (
        "Timeline from 1998 to 2026: 1 life event, 16 sessions held, PHQ-9 from 18 to 3. The list below has every entry."
    )


def test_one_score_is_said_once():
    once = a_timeline(sessions=(TimelineSession(FIRST, 1),), series=(TimelineSeries("PHQ-9", ((FIRST, 16),)),))
    assert "1 session held, PHQ-9 16. " in drawn(once).find("title").text


def test_of_a_crowd_the_last_are_named_and_the_onset_always():
    onset = TimelineEvent(dt.date(1990, 1, 1), "Onset", kind=ONSET)
    timeline = a_timeline([onset, *crowd(400)])
    named = [event for event, _row in rows_for(timeline.events, scale_of(timeline))]
    assert onset in named and len(named) < 401
    assert max(row for _event, row in rows_for(timeline.events, scale_of(timeline))) <= MOST_ROWS
    for picture in (timeline_picture, timeline_narrow):
        svg = drawn(timeline, picture)
        assert len([each for each in svg.iter("circle") if each.get("r") == "5"]) == 400, "each has its mark"
        assert any(each.text == "Onset" for each in labels(svg))
    assert float(drawn(timeline, timeline_narrow).get("viewBox").split()[3]) < (MOST_NAMED + 3) * BLOCK


@pytest.mark.parametrize("seed", range(4))
def test_the_narrow_one_runs_down_the_page(seed):
    """Words keep clear of the next words, of the sessions, and of the edge; marks stand in the order of their days."""
    timeline = a_timeline(sorted(crowd(20, seed=seed), key=lambda each: each.on))
    svg = drawn(timeline, timeline_narrow)
    height = float(svg.get("viewBox").split()[3])
    marks = [float(each.get("cy")) for each in svg.iter("circle") if each.get("r") == "5"]
    assert len(marks) == 20 and marks == sorted(marks)
    words = [each for each in svg.iter("text") if each.get("x") == "64"]
    assert all(float(b.get("y")) - float(a.get("y")) >= 16.9 for a, b in pairwise(words))
    assert max(64 + 7.4 * len(each.text or "") for each in words) < 232
    assert all(0 <= float(each.get("y")) <= height and float(each.get("x")) <= NARROW for each in svg.iter("text"))


def test_the_narrow_one_says_the_same():
    timeline = a_timeline([TimelineEvent(FIRST, "Low", kind=ONSET)], sessions=(TimelineSession(FIRST, None, MISSED),))
    wide, narrow = drawn(timeline), drawn(timeline, timeline_narrow)
    assert wide.find("title").text == narrow.find("title").text
    assert wide.find("title").get("id") != narrow.find("title").get("id")
    assert [each.text for each in labels(narrow)] == ["Low", "PHQ-9: 3"]
    assert len([each for each in narrow.iter("path") if each.get("class") == "cross"]) == 1


@pytest.mark.parametrize("picture", [timeline_picture, timeline_narrow])
def test_hostile_words_stay_words(picture):
    svg = picture(a_timeline([TimelineEvent(FIRST, HOSTILE, HOSTILE)], picture_id='x" onload="y'))
    assert "<script" not in svg and 'onload="' not in svg
    assert ElementTree.fromstring(str(svg)).find("title") is not None


@pytest.mark.parametrize(
    "timeline",
    [
        Timeline(),
        Timeline(events=(TimelineEvent(dt.date(1900, 1, 1), "x", until=dt.date(1900, 12, 31)),)),
        Timeline(sessions=(TimelineSession(FIRST, 1),)),
        Timeline(series=(TimelineSeries("PHQ-9", ((FIRST, 40),)),)),
        Timeline(series=(TimelineSeries("PHQ-9", ()),), events=(TimelineEvent(dt.date(2199, 12, 31), "x"),)),
    ],
)
@pytest.mark.parametrize("picture,width", [(timeline_picture, WIDTH), (timeline_narrow, NARROW)])
def test_little_or_nothing_is_drawn_too(timeline, picture, width):
    svg = str(picture(timeline))
    assert svg == "" or ElementTree.fromstring(svg).get("viewBox").startswith(f"0 0 {width}")
