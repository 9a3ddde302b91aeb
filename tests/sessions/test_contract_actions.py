"""The contract in versions, the goals it states, and the course that follows the agreed number of sessions."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from audit.versions import StaleVersion
from sessions.actions.contract import AgreedGoal, ContractRefused, agree_contract, rate_goals, record_signature
from sessions.models import CourseIsClosed

from .. import make

END = dt.date(2026, 5, 5)
GOALS = (
    AgreedGoal("interpersonal", "Say what I want from the evenings", 2, 7),
    AgreedGoal("symptom", "Sleep through four nights a week", 3, 7),
)


def agree(cast, course=None, goals=GOALS, planned=16, **more):
    return agree_contract(
        course=course or cast.casey_course, planned_sessions=planned, planned_weeks=planned, planned_end_on=END,
        goals=goals, by=cast.ada, **more,
    )  # fmt: skip


def test_the_first_contract_sets_the_goals(cast):
    contract = agree(cast, terms={"missed_session_rule": "A day before"}, agreed_on=dt.date(2026, 2, 3))
    assert (contract.number, contract.missed_session_rule, contract.planned_end_on) == (1, "A day before", END)
    assert list(cast.casey_course.goals.values_list("kind", "baseline", "target", "position")) == [
        ("interpersonal", 2, 7, 0),
        ("symptom", 3, 7, 1),
    ]


@pytest.mark.parametrize("kinds", [["symptom"] * 2 + ["interpersonal"], ["interpersonal"] * 4 + ["symptom"]])
def test_at_most_one_symptom_goal_and_three_about_people(cast, kinds):
    with pytest.raises(ContractRefused):
        agree(cast, goals=[AgreedGoal(kind, "x", 1, 5) for kind in kinds], reason="All of them")
    assert not cast.casey_course.contracts.exists()


@pytest.mark.parametrize("kinds", [[], ["symptom"], ["interpersonal"]])
def test_a_kind_of_goal_is_left_out_with_a_reason(cast, kinds):
    """Row 002-11: somebody who only wants better relationships has no goal for symptoms. Asked why, never a wall."""
    goals = [AgreedGoal(kind, "x", 1, 5) for kind in kinds]
    with pytest.raises(ContractRefused) as refused:
        agree(cast, goals=goals)
    assert refused.value.field == "reason"
    contract = agree(cast, goals=goals, reason="No disorder: better relationships")
    assert [goal.kind for goal in contract.goals_as_agreed()] == kinds


def test_an_amendment_is_a_version_with_a_reason(cast):
    first = agree(cast)
    with pytest.raises(ContractRefused) as refused:
        agree(cast, goals=())
    assert refused.value.field == "reason"
    second = agree(cast, goals=(), reason="Two weeks away in April", follows=1)
    assert (
        [contract.number for contract in cast.casey_course.contracts.all()] == [first.number, second.number] == [1, 2]
    )
    assert cast.casey_course.goals.count() == 2


def test_two_tabs_do_not_agree_twice(cast):
    agree(cast, follows=0)
    with pytest.raises(StaleVersion):
        agree(cast, follows=0, reason="x")
    assert cast.casey_course.contracts.count() == 1


def test_goals_are_reworded_and_keep_their_history(cast):
    agree(cast)
    goal = cast.casey_course.goals.get(kind="interpersonal")
    reworded = AgreedGoal("interpersonal", "Ask for one evening a week", 2, 8, goal)
    agree(cast, goals=[reworded], reason="Smaller step")
    goal.refresh_from_db()
    assert (goal.statement, goal.target) == ("Ask for one evening a week", 8)
    assert goal.history.count() == 2


def test_a_goal_of_another_course_is_refused(cast):
    agree(cast, course=cast.drew_course)
    stranger = cast.drew_course.goals.first()
    with pytest.raises(ContractRefused):
        agree(cast, goals=[*GOALS, AgreedGoal("interpersonal", "x", 1, 2, stranger)])


@pytest.mark.parametrize(("planned", "bounds"), [(12, (3, 9)), (14, (4, 10)), (16, (4, 12))])
def test_another_length_moves_the_phases(cast, planned, bounds):
    agree(cast, planned=planned)
    cast.casey_course.refresh_from_db()
    course = cast.casey_course
    assert (course.planned_sessions, (course.initial_to, course.middle_to)) == (planned, bounds)


def test_an_unusual_length_wants_a_reason(cast):
    with pytest.raises(ContractRefused) as refused:
        agree(cast, planned=24)
    assert refused.value.field == "reason"
    agree(cast, planned=24, reason="Agreed with the director")
    cast.casey_course.refresh_from_db()
    assert (cast.casey_course.planned_sessions, cast.casey_course.length_reason) == (24, "Agreed with the director")


def test_a_course_is_not_shorter_than_what_was_held(cast):
    person = make.make_client("Toni", "Ash", therapist=cast.sam)
    course = make.make_course(person, cast.sam, held=13)
    with pytest.raises(ContractRefused) as refused:
        agree(cast, course=course, planned=12)
    assert (refused.value.field, str(refused.value)) == (
        "planned_sessions",
        "13 sessions are held already. Enter 13 or more.",
    )


def test_a_closed_course_has_its_last_contract(cast):
    course = cast.casey_course
    course.closed_at, course.closed_by, course.end_reason = course.opened_at, cast.ada, "completed"
    course.save()
    with pytest.raises(CourseIsClosed):
        agree(cast)


def test_ratings_are_added_and_never_replaced(cast):
    agree(cast)
    goals = list(cast.casey_course.goals.all())
    for rating in (3, 5):
        rate_goals(ratings=dict.fromkeys(goals, rating), rated_on=dt.date(2026, 3, rating), by=cast.ada)
    assert [rated.rating for rated in goals[0].ratings.all()] == [3, 5]


def test_a_goal_is_let_go_and_another_takes_its_place(cast):
    """Old ratings belong to the old goal: a new statement never inherits them. Each version shows its own goals."""
    first = agree(cast)
    talk, sleep = cast.casey_course.goals.all()
    rate_goals(ratings={talk: 5}, by=cast.ada)
    kept = AgreedGoal("symptom", sleep.statement, 3, 7, goal=sleep)
    gone = AgreedGoal("interpersonal", talk.statement, 2, 7, goal=talk, is_let_go=True)
    new = AgreedGoal("interpersonal", "Find one friend", 0, 5, skills=("boundary_setting",))
    second = agree(cast, goals=[gone, kept, new], reason="They parted", agreed_on=dt.date(2026, 3, 3))
    assert [goal.statement for goal in cast.casey_course.goals.current()] == [sleep.statement, "Find one friend"]
    assert [goal.statement for goal in first.goals_as_agreed()] == [talk.statement, sleep.statement]
    assert [goal.statement for goal in second.goals_as_agreed()] == [sleep.statement, "Find one friend"]
    talk.refresh_from_db()
    assert (talk.ended_on, [rating.rating for rating in talk.ratings.all()]) == (dt.date(2026, 3, 3), [5])
    friend = cast.casey_course.goals.get(statement="Find one friend")
    assert (friend.skills, friend.ratings.count()) == (["boundary_setting"], 0)
    with pytest.raises(ContractRefused):
        agree(cast, goals=[gone], reason="Again")


def test_the_day_of_the_signature_is_told_after_the_print(cast):
    contract = agree(cast)
    assert contract.client_signed_on is None
    record_signature(contract=contract, signed_on=dt.date(2026, 2, 9), by=cast.ada)
    record_signature(contract=contract, signed_on=dt.date(2026, 2, 10), by=cast.ada)
    assert contract.client_signed_on == dt.date(2026, 2, 10), "told again, the latest counts"
    with pytest.raises(DatabaseError), transaction.atomic():
        contract.signatures.update(signed_on=END)
