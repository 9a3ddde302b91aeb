"""The score chart: true to the values, legible where it is crowded, and the same in words."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from rendering.score_chart import (
    ChartEvent,
    ChartPhase,
    ChartSession,
    ScoreBand,
    ScoreChart,
    ScorePoint,
    ScoreSeries,
    chart_title,
    event_list,
    score_chart,
    score_chart_print,
    score_rows,
    score_table,
)
from rendering.score_plot import NARROW, PRINT, WIDE, numbers_that_fit, scales_for, spread

HOSTILE = "</title><script>alert(1)</script>\"'&\x00\ud800"
BANDS = (
    ScoreBand(0, 5, "none"),
    ScoreBand(5, 10, "mild"),
    ScoreBand(10, 15, "moderate"),
    ScoreBand(15, 20, "mod. severe"),
    ScoreBand(20, 27, "severe"),
)


def a_series(label, values, step=7) -> ScoreSeries:
    points = (ScorePoint(i * step, value, str(i + 1), f"day {i * step}") for i, value in enumerate(values))
    return ScoreSeries(label.lower(), label, tuple(points))


def a_chart(phq9=(16, 15, 12), gad7=(12, 11, 8), count=16, **changes) -> ScoreChart:
    made = {
        "series": (a_series("PHQ-9", phq9), a_series("GAD-7", gad7)),
        "sessions": tuple(ChartSession(7 * i, i + 1, i + 1 == len(phq9)) for i in range(count)),
        "phases": (ChartPhase("Initial", 1, 4), ChartPhase("Middle", 5, 12), ChartPhase("Ending", 13, 16)),
        "events": (ChartEvent("A", 3, "Jan 16", "moved out"),),
        "bands": BANDS,
        "cut_off": 10,
    }
    return ScoreChart(**(made | changes))


def pictures(chart: ScoreChart) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<div>{score_chart(chart)}{score_chart_print(chart)}</div>"))


def test_there_are_two_pictures_for_a_page_and_one_for_print():
    assert [svg.get("viewBox") for svg in pictures(a_chart())] == ["0 0 600 310", "0 0 326 300", "0 0 660 262"]


def test_ids_are_unique_and_name_the_pictures():
    svgs = pictures(a_chart(picture_id="phq of Ann"))
    ids = [svg.find("title").get("id") for svg in svgs]
    assert len(set(ids)) == 3
    assert ids == [svg.get("aria-labelledby") for svg in svgs]
    assert all(re.fullmatch(r"[\w-]+", name) for name in ids)


def test_a_score_stands_at_its_height_on_the_axis():
    chart = a_chart(phq9=(0, 27, 13.5), gad7=())
    heights = [float(c.get("cy")) for c in pictures(chart)[0].iter("circle") if c.get("class") == "p1"]
    assert heights == [264, 34, 149]


def test_values_out_of_range_are_drawn_at_the_edge_and_told_as_they_are():
    chart = a_chart(phq9=(40, -3), gad7=())
    heights = [float(c.get("cy")) for c in pictures(chart)[0].iter("circle") if c.get("class") == "p1"]
    assert heights == [34, 264]
    assert [row.values[0] for row in score_rows(chart)] == ["40", "-3"]
    assert "PHQ-9: -3" in score_chart(chart)


def test_phq9_is_solid_with_discs_and_gad7_dashed_with_squares():
    svg = pictures(a_chart())[2]
    solid, dashed = (line for line in reversed(list(svg.iter("polyline"))))
    assert solid.get("stroke-dasharray") is None
    assert dashed.get("stroke-dasharray") == "5 4"
    assert len([c for c in svg.iter("circle") if c.get("r") == "4.5"]) == 3
    assert len([r for r in svg.iter("rect") if r.get("width") == "7"]) == 3


def test_the_page_is_coloured_by_classes_and_print_by_attributes():
    page, paper = score_chart(a_chart()), score_chart_print(a_chart())
    assert not re.search(r" (style|fill|stroke|font-family)=", page)
    assert set(re.findall(r'class="([^"]*)"', paper)) == {"chart"}
    assert " style=" not in paper


def test_the_title_tells_where_each_line_began_and_ended():
    title = "PHQ-9 from 16 to 12 and GAD-7 from 12 to 8 over 3 sessions; events A Jan 16. The table below gives every value."
    assert chart_title(a_chart()) == title
    assert (
        chart_title(a_chart(phq9=(16,), gad7=(), events=()))
        == "PHQ-9 16 over 1 session. The table below gives every value."
    )
    assert chart_title(a_chart(phq9=(), gad7=())) == "No scores yet."


def test_the_table_has_a_row_for_each_session_and_a_gap_where_a_score_is_missing():
    rows = score_rows(a_chart(phq9=(16, None, 12), gad7=(9, 8)))
    assert [(row.session, row.values) for row in rows] == [("1", ("16", "9")), ("2", ("", "8")), ("3", ("12", ""))]
    table = ElementTree.fromstring(str(score_table(a_chart())))
    assert [cell.text for cell in table.iter("th")][:4] == ["Session", "Date", "PHQ-9", "GAD-7"]
    assert table.get("class") == "twin"


def test_the_last_values_are_named_apart_from_each_other_and_inside_the_picture():
    for svg in pictures(a_chart(phq9=(18, 6), gad7=(13, 6), count=2)):
        named = [t for t in svg.iter("text") if ": " in (t.text or "")]
        first, second = (float(text.get("y")) for text in named)
        assert abs(first - second) >= 17.9
        width = float(svg.get("viewBox").split()[2])
        assert all(float(text.get("x")) + 62 < width for text in named)


def test_a_missed_session_leaves_a_gap_on_the_axis():
    sessions = (ChartSession(0, 1), ChartSession(7, None), ChartSession(14, 2))
    svg = pictures(a_chart(sessions=sessions, phq9=(16,), gad7=(), bands=(), events=(), phases=()))[0]
    numbers = [text.text for text in svg.iter("text") if text.get("y") == "282"]
    assert numbers == ["1", "2"]


@pytest.mark.parametrize("frame", [WIDE, NARROW, PRINT])
@pytest.mark.parametrize("count", [1, 4, 12, 16, 24, 40])
def test_session_numbers_never_touch_and_the_ends_are_there(frame, count):
    chart = a_chart(phq9=(), gad7=(), count=count)
    scales = scales_for(chart, frame)
    shown = numbers_that_fit(chart.sessions, scales)
    assert shown[0].number == 1
    assert shown[-1].number == count
    edges = [(scales.x(s.x) - 4 * len(str(s.number)), scales.x(s.x) + 4 * len(str(s.number))) for s in shown]
    assert all(right < left for (_l, right), (left, _r) in pairwise(edges))


def test_pins_keep_apart_and_inside():
    assert spread([50, 100], 25, 12, 500) == [50, 100]
    assert spread([50, 51, 52], 25, 12, 500) == [50, 75, 100]
    assert spread([490, 495, 499], 25, 12, 500) == [450, 475, 500]
    many = spread([3.0] * 100, 25, 12, 500)
    assert many == sorted(many)
    assert min(many) >= 12 - 1e-6
    assert max(many) <= 500 + 1e-6
    assert spread([], 25, 12, 500) == []


def test_events_far_outside_the_course_stand_at_the_edge():
    events = (ChartEvent("A", -4000, "2015", "loss"), ChartEvent("B", 4000, "2040", "move"))
    pins = [c for c in pictures(a_chart(events=events))[0].iter("circle") if c.get("class") == "event-dot"]
    assert [float(pin.get("cx")) for pin in pins] == [30, 508]


@pytest.mark.parametrize(
    "changes",
    [
        {"series": ()},
        {"series": (), "sessions": ()},
        {"sessions": ()},
        {"sessions": (ChartSession(0, None),) * 3},
        {"sessions": (ChartSession(5, 1), ChartSession(5, 2))},
        {"bands": (), "cut_off": None, "phases": (), "events": ()},
        {"phases": (ChartPhase("Never", 90, 99),)},
        {"phq9": (float("nan"), float("inf"), None)},
        {"phq9": (5,) * 24, "gad7": (), "count": 24},
        {"series": tuple(a_series(f"S{i}", (i, i)) for i in range(6))},
    ],
)
def test_odd_charts_are_drawn_too(changes):
    for svg in pictures(a_chart(**changes)):
        assert "nan" not in ElementTree.tostring(svg, encoding="unicode")
    ElementTree.fromstring(str(score_table(a_chart(**changes))))


def test_hostile_text_stays_text():
    chart = a_chart(
        series=(ScoreSeries(HOSTILE, HOSTILE, (ScorePoint(0, 3, HOSTILE, HOSTILE),)),),
        phases=(ChartPhase(HOSTILE, 1, 4),),
        events=(ChartEvent(HOSTILE, 3, HOSTILE, HOSTILE),),
        bands=(ScoreBand(0, 27, HOSTILE),),
        picture_id=HOSTILE,
    )
    markup = f"<div>{score_chart(chart)}{score_chart_print(chart)}{score_table(chart)}{event_list(chart)}</div>"
    markup.encode("utf-8")
    assert not list(ElementTree.fromstring(markup).iter("script"))


def test_the_events_are_listed_in_words():
    assert event_list(a_chart()) == '<ul class="events"><li><b>A</b>Jan 16: moved out</li></ul>'
    assert event_list(a_chart(events=())) == ""
