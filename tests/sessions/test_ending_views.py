"""What is written about the ending reaches who reads the chart, the guide of the note, and the planner: one truth."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from problem_areas.actions import save_formulation
from sessions.actions.contract import AgreedGoal, agree_contract
from sessions.actions.ending import record_outreach, save_ending
from sessions.actions.notes import save_and_sign
from sessions.models import PhaseTaskDone
from tests import make

from .moments import next_of

DAY = dt.date(2026, 4, 14)
WRITTEN = {
    "gains": "I say what I want",
    "remaining_difficulties": "Sundays",
    "focus_resolution": "improved",
    "follow_up_on": DAY,
}


def at(name, course):
    return reverse(name, args=[course.pk])


def text_of(answer):
    return answer.content.decode()


def near_the_end(cast):
    person = make.make_client("Nell", "Near", cast.ada)
    tomorrow = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=1, hours=3)
    return make.make_course(person, cast.ada, held=13, first_at=tomorrow - dt.timedelta(weeks=13))


def guide_of(browser, session):
    """Key to (is done, its day) of each task of the guide."""
    page = browser.get(reverse("note_edit", args=[session.pk])).context
    return {task.key: (task.is_done, task.done_on) for task in [*page["guide"], *page["carried"]]}


def test_ending_detail_is_read_by_who_reads_the_chart(cast, as_ada, as_sam, as_dee, as_ben, as_kim):
    """Rows 001-22, 003-26: gains, attribution and what remains are read by supervisor and director, too."""
    save_ending(course=cast.casey_course, version=0, values=WRITTEN, by=cast.ada)
    record_outreach(course=cast.casey_course, tried_on=DAY, way="telephone", result="No answer", by=cast.ada)
    page = at("ending_detail", cast.casey_course)
    for browser in (as_ada, as_sam, as_dee):
        text = text_of(browser.get(page))
        assert all(
            words in text for words in ("I say what I want", "Sundays", "Improved", "April 14, 2026", "No answer")
        )
    edit = f'href="{at("ending_edit", cast.casey_course)}"'
    assert edit in text_of(as_ada.get(page)) and edit not in text_of(as_sam.get(page))
    assert [browser.get(page).status_code for browser in (as_ben, as_kim)] == [404, 403]
    documents = text_of(as_sam.get(reverse("client_documents", args=[cast.casey.pk])))
    assert page in documents


def test_a_closed_course_shows_its_ending_to_read(cast, as_ada):
    save_ending(course=cast.casey_course, version=0, values=WRITTEN, by=cast.ada)
    course = cast.casey_course
    course.closed_at, course.closed_by, course.end_reason = timezone.now(), cast.ada, "completed"
    course.save()
    answer = as_ada.get(at("ending_edit", course), follow=True)
    assert answer.redirect_chain[0][0] == at("ending_detail", course)
    assert "I say what I want" in text_of(answer)
    assert f'href="{at("ending_edit", course)}"' not in text_of(answer)


def test_what_the_planner_holds_is_done_in_the_guide(cast, as_ada):
    course = near_the_end(cast)
    session = next_of(course)
    assert guide_of(as_ada, session)["gains_listed"] == (False, None)
    save_ending(course=course, version=0, values=WRITTEN | {"ending_raised_on": DAY}, by=cast.ada)
    guide = guide_of(as_ada, session)
    assert guide["gains_listed"] == (True, None)
    assert guide["ending_raised_on"] == (True, DAY)
    assert guide["coping_plan"] == (False, None)


def test_what_a_note_ticks_reaches_the_planner(cast, as_ada):
    course = near_the_end(cast)
    session = next_of(course)
    ticked = ["ending_raised_on", "feelings_discussed", "gains_listed"]
    save_and_sign(therapy_session=session, version=0, values={"attendance": "held", "tasks_done": ticked}, by=cast.ada)
    page = as_ada.get(at("ending_edit", course)).context
    assert page["form"]["ending_raised_on"].value() == session.appointment.wall_date
    assert page["form"]["feelings_discussed"].value() is True
    lines = {str(line.text): line for line in page["checklist"]}
    gains = lines["List the gains, in the client's words"]
    assert (gains.is_done, gains.is_covered) == (False, True)


@pytest.mark.parametrize(
    ("key", "agree"),
    [
        ("contract", lambda cast, course: _agree(cast, course)),
        ("formulation", lambda cast, course: _formulate(cast, course)),
    ],
)
def test_what_has_a_page_of_its_own_is_ticked_by_nobody(cast, as_ada, key, agree):
    course = cast.casey_course
    session = next_of(course)
    assert guide_of(as_ada, session)[key] == (False, None)
    agree(cast, course)
    assert guide_of(as_ada, session)[key] == (True, DAY)
    assert not PhaseTaskDone.objects.filter(course=course).exists()


def _agree(cast, course):
    goals = [AgreedGoal("interpersonal", "Ask", 2, 6), AgreedGoal("symptom", "Sleep", 2, 6)]
    terms = {"planned_sessions": 16, "planned_weeks": 16, "planned_end_on": DAY, "agreed_on": DAY}
    agree_contract(course=course, goals=goals, by=cast.ada, **terms)


def _formulate(cast, course):
    save_formulation(client=course.client, version=0, values={"link_statement": "x", "given_on": DAY}, by=cast.ada)
    type(course).objects.link_formulation(course)
