"""What a report says of the midpoint review, the outcome markers, a dropout and the supervisor; and names said once."""

import datetime as dt
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from reports import tables
from reports.ending_facts import Midpoint
from reports.facts import Facts, from_json, to_json
from reports.gather import gather
from reports.relations import Discretion
from reports.sections import chart_text
from sessions.actions.contract import AgreedGoal, agree_contract, rate_goal
from sessions.actions.ending import record_outreach, save_ending
from sessions.actions.notes import co_sign
from sessions.actions.reviews import rate_outcomes, save_midpoint
from sessions.models import SessionNote

pytestmark = pytest.mark.django_db


def review(made, done=True, **values):
    values = {
        "held_on": dt.date(2026, 1, 6), "focus_answer": "yes", "decisions": ["refocus", "supervision"],
        "reason": "Talks about it at home and not to them", "client_view": "",
    } | values  # fmt: skip
    return save_midpoint(course=made.course, version=0, values=values, done=done, by=made.course.therapist)


def test_the_decision_of_the_middle_is_in_both_reports(halfway, now):
    """Flows row 14: documented in the progress summary; the end report tells it with the middle phase."""
    review(halfway)
    decided = "Midpoint review of January 6, 2026: refocus the work; consult the supervisor."
    assert chart_text(gather(halfway.course, "midcourse", now=now))["plan"].startswith(decided)
    assert decided in chart_text(gather(halfway.course, "end_of_treatment", now=now))["course_middle"]


def test_an_unfinished_review_is_not_reported(halfway, now):
    review(halfway, done=False)
    assert gather(halfway.course, "midcourse", now=now).midpoint is None


def test_markers_are_a_table_domain_by_domain(halfway, now):
    """6.4 item 9; rows 000-22 to 000-24, 001-28, 002-22, 003-26."""
    by = halfway.course.therapist
    rate_outcomes(course=halfway.course, occasion="start", version=0, ratings={"symptoms": 0, "relief": 1}, by=by)
    facts = gather(halfway.course, "end_of_treatment", now=now)
    assert tables.markers(facts)["groups"] == [] and "start only" in tables.markers(facts)["empty"]
    rate_outcomes(course=halfway.course, occasion="end", version=0, ratings={"symptoms": 2}, by=by)
    shown = tables.markers(gather(halfway.course, "end_of_treatment", now=now))
    assert [(group["name"], [(row["name"], row["values"]) for row in group["rows"]]) for group in shown["groups"]] == [
        ("Emotional", [("Fewer depressive, anxious or irritable symptoms", ["0", "2"])]),
        ("Connection", [("Relief", ["1", "–"])]),
    ]
    assert shown["heads"] == ["Start", "End"], "no column for an occasion that was left out"
    assert shown["key"] == "0 not yet, 1 a little, 2 mostly, 3 fully"


def test_goals_rated_with_the_review_stand_in_the_middle_and_not_at_the_end(halfway, now):
    """A review held some days after the midpoint session is of the middle all the same (6.4 item 6)."""
    review(halfway, held_on=dt.date(2026, 1, 9))
    goal = halfway.course.goals.first()
    goal.ratings.all().delete()
    rate_goal(goal=goal, rating=4, rated_on=dt.date(2026, 1, 9), by=halfway.course.therapist)
    row = tables.goals(gather(halfway.course, "end_of_treatment", now=now))["rows"][0]
    assert row["values"] == ["1", "4", "–", "8"]
    rate_goal(goal=goal, rating=7, rated_on=dt.date(2026, 2, 24), by=halfway.course.therapist)
    row = tables.goals(gather(halfway.course, "end_of_treatment", now=now))["rows"][0]
    assert row["values"] == ["1", "4", "7", "8"]
    assert tables.goals(gather(halfway.course, "midcourse", now=now))["rows"][0]["values"] == ["1", "7", "8"]


def test_a_goal_that_was_let_go_is_told_with_its_day_and_reason(halfway, now):
    """Neither report lists it as if it stood: an amendment let it go, and its ratings stay its own."""
    course, by = halfway.course, halfway.course.therapist
    latest, goals = course.contracts.last(), list(course.goals.all())
    agreed = [
        AgreedGoal(goal.kind, goal.statement, goal.baseline, goal.target, goal, is_let_go=goal == goals[0])
        for goal in goals
    ]
    terms = {name: getattr(latest, name) for name in ("planned_sessions", "planned_weeks", "planned_end_on")}
    amended = {"agreed_on": dt.date(2026, 2, 3), "reason": "They parted", **terms}
    agree_contract(course=course, goals=agreed, by=by, **amended)
    for kind in ("midcourse", "end_of_treatment"):
        shown = tables.goals(gather(course, kind, now=now))
        printed = render_to_string("pdf/_shown.html", {"shown": shown | {"name": "goals"}})
        assert printed.count("Let go on Feb 3, 2026: They parted") == 1
        asides = {row["name"]: row["aside"] for row in shown["rows"]}
        assert asides.pop(goals[0].statement) == "Let go on Feb 3, 2026: They parted"
        assert asides and not any(asides.values())
    kept = [AgreedGoal(goal.kind, goal.statement, goal.baseline, goal.target, goal) for goal in goals[1:]]
    agree_contract(course=course, goals=kept, by=by, **amended | {"reason": "A slip in the words"})
    row = tables.goals(gather(course, "end_of_treatment", now=now))["rows"][0]
    assert row["aside"] == "Let go on Feb 3, 2026", "two versions of one day: the reason is not guessed"


def test_tries_to_reach_the_client_are_dated(ash, now):
    for on, way, result in ((3, "telephone", "No answer"), (9, "letter", "")):
        record_outreach(
            course=ash.course, tried_on=dt.date(2026, 3, on), way=way, result=result, by=ash.course.therapist
        )
    facts = gather(ash.course, "end_of_treatment", now=now)
    assert [attempt.way for attempt in facts.ending.attempts] == ["Telephone", "Letter"]


def test_the_plan_after_the_end_is_told(halfway, now):
    """Row 001-22: strategies carried forward; EBR-T: what to do if symptoms return; MK21-9: what else was offered."""
    values = {"carried_strategies": "- Ask\n- Walk.", "contingency_plan": "Call the practice", "early_warning_signs": "Silence",
              "alternative_offered": "Medication; wants to think"}  # fmt: skip
    ending = getattr(halfway.course, "ending", None)
    save_ending(
        course=halfway.course, version=ending.version if ending else 0, values=values, by=halfway.course.therapist
    )
    halfway.course.refresh_from_db()
    said = chart_text(gather(halfway.course, "end_of_treatment", now=now))
    assert "Strategies the client takes along: Ask; Walk." in said["warning"]
    assert "If symptoms return: Call the practice." in said["warning"]
    assert "Offered beside it: Medication; wants to think." in said["recommendations"]


def test_what_a_report_looked_back_on_comes_back_from_json(halfway, cast, now):
    review(halfway)
    rate_outcomes(
        course=halfway.course, occasion="middle", version=0, ratings={"relief": 1}, by=halfway.course.therapist
    )
    note = SessionNote.objects.signed().filter(therapy_session__course=halfway.course).first()
    co_sign(note=note, by=cast.sam)
    facts = gather(halfway.course, "end_of_treatment", now=now)
    assert (facts.co_signed[0].name, facts.co_signed[0].notes) == ("Sam Test", 1)
    assert from_json(Facts, to_json(facts)) == facts


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("met his neighbor Bob.", "met his neighbor."),
        ("met Bob, a neighbor", "met a neighbor"),
        ("The Neighbor Bob said", "The Neighbor said"),
        ("two neighbors Bob", "two neighbors [neighbor]"),
        ("Saw Bob (his neighbor) twice", "Saw his neighbor twice"),
        ("Saw Bob (neighbor) twice", "Saw [neighbor] twice"),
        ("his neighbor, Bob, came", "his neighbor came"),
        ("his neighbor (Bob) came", "his neighbor came"),
        ("He fell. Bob, his old neighbor, came.", "He fell. His old neighbor came."),
        ("Bob, his neighbor and he", "[neighbor], his neighbor and he"),
        ("Bob's dog and neighbor Bob's cat", "[neighbor]'s dog and neighbor's cat"),
        ("Rosa, his wife, left. His wife Rosa’s car.", "His wife left. His wife’s car."),
        ("argued with Rosa and his sister", "argued with [partner] and his sister"),
        ("the ex-wife Rosa and his stepbrother Bob", "the ex-wife and his stepbrother [neighbor]"),
        ("Bob\n- Rosa\nCall Bob", "Neighbor\n- Partner\nCall [neighbor]"),
    ],
)
def test_a_relation_that_stands_there_is_not_said_twice(typed, printed):
    assert Discretion({("Bob", "neighbor"), ("Rosa", "partner")})(typed) == printed


def test_the_middle_is_the_session_the_review_looked_back_from(oak, now):
    """The plan may have changed since: a review at session 5 of what became 12 is of session 5."""
    facts = gather(oak.course, "end_of_treatment", now=now)
    fifth = facts.held[4]
    facts = replace(facts, midpoint=Midpoint(on=fifth.on + dt.timedelta(days=2)))
    assert chart_text(facts)["course_middle"].count("At the midpoint, session 5, ") == 1
    assert tables.measures(facts)["middle"] == "middle: session 5"
    late = replace(facts, midpoint=Midpoint(on=facts.held[-1].on))
    assert tables.measures(late)["middle"] == "middle: session 6"


def test_the_measure_of_depression_leads(oak, now):
    """A minor's PHQ-A stands before the GAD-7, in the table and on the chart."""
    facts = gather(oak.course, "end_of_treatment", now=now)
    sheets = tuple(replace(each, instrument="phq_a") if each.instrument == "phq9" else each for each in facts.sheets)
    names = [row["name"] for row in tables.measures(replace(facts, sheets=sheets))["rows"]]
    assert names == ["PHQ-A", "GAD-7"]
