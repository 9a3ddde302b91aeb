"""Focus, contract, goals, ending and supervision through the browser: what is typed, refused, kept, and to whom it is shown."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from problem_areas.actions import identify_area
from scheduling.words import day_words
from sessions.actions.contract import AgreedGoal, agree_contract
from sessions.actions.ending import save_ending
from sessions.actions.focus import choose_focus
from sessions.models import Ending, SessionNote

from .. import make

HOSTILE = '<script>alert(1)</script> "quoted" {{ x }} \u202e'
CONTRACT = {
    "follows": 0, "agreed_on": "2026-02-03", "planned_sessions": 16, "planned_weeks": 16, "planned_end_on": "2026-05-05",
    "minutes": 50, "client_tasks": "Bring feelings", "new-interpersonal-0-statement": "Ask for one evening", "new-interpersonal-0-baseline": 2, "new-interpersonal-0-target": 7,
    "new-symptom-0-statement": "Sleep", "new-symptom-0-baseline": 3, "new-symptom-0-target": 7,
}  # fmt: skip


def named(course, typed=CONTRACT):
    """The same once more: the line of each goal that the course has by now goes by that goal."""
    for kind in ("interpersonal", "symptom"):
        for n, goal in enumerate(course.goals.current().filter(kind=kind)):
            old = f"new-{kind}-{n}-"
            typed = {name.replace(old, f"goal-{goal.pk}-"): value for name, value in typed.items()}
    return typed


COURSE_PAGES = ("focus_choose", "contract_new", "goal_rate", "ending_edit")


def url(name, row):
    return reverse(name, args=[row.pk])


def text_of(answer):
    return answer.content.decode()


def area_of(cast, kind="role_dispute", **values):
    return identify_area(client=cast.casey, kind=kind, values=values, by=cast.ada)


def focus_data(area, rank="primary", **typed):
    return {"area": area.pk, "rank": rank, "on": "2026-02-03", "reason": ""} | typed


# Focus


def test_focus_choose_without_an_area_says_what_to_do(cast, as_ada):
    answer = as_ada.get(url("focus_choose", cast.casey_course))
    assert "No problem area is identified yet" in text_of(answer)


def test_focus_choose_takes_the_first_without_a_reason(cast, as_ada):
    area = area_of(cast)
    answer = as_ada.post(url("focus_choose", cast.casey_course), focus_data(area))
    assert answer.headers["Location"] == url("client_detail", cast.casey)
    assert cast.casey_course.focuses.current().get().area == area


def test_focus_choose_says_which_area_is_the_focus_now(cast, as_ada):
    choose_focus(course=cast.casey_course, area=area_of(cast, about="with her husband"), rank="primary", by=cast.ada)
    page = text_of(as_ada.get(url("focus_choose", cast.casey_course)))
    assert "Role dispute, with her husband (primary focus now)" in page and "No other area is identified." in page
    area_of(cast, "grief")
    assert "No other area is identified." not in text_of(as_ada.get(url("focus_choose", cast.casey_course)))
    assert "Focus on this day:" in text_of(as_ada.get(url("midpoint_edit", cast.casey_course)))


def test_focus_choose_asks_why_it_changes(cast, as_ada):
    choose_focus(course=cast.casey_course, area=area_of(cast), rank="primary", by=cast.ada)
    grief = area_of(cast, "grief")
    answer = as_ada.post(url("focus_choose", cast.casey_course), focus_data(grief))
    assert (answer.status_code, answer.context["form"].errors["reason"]) == (422, ["Say why the focus changes"])
    assert (
        as_ada.post(url("focus_choose", cast.casey_course), focus_data(grief, reason="Anniversary")).status_code == 302
    )


def test_focus_choose_confirms_deficits(cast, as_ada):
    area = area_of(cast, "interpersonal_deficits")
    assert "confirmed" in as_ada.get(url("focus_choose", cast.casey_course)).context["form"].fields
    answer = as_ada.post(url("focus_choose", cast.casey_course), focus_data(area))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["confirmed"])
    confirmed = ["no_death", "no_dispute", "no_transition"]
    assert as_ada.post(url("focus_choose", cast.casey_course), focus_data(area, confirmed=confirmed)).status_code == 302
    area.refresh_from_db()
    assert area.no_other_area_fits


def test_focus_choose_offers_no_area_of_another_client(cast, as_ada):
    area_of(cast)
    stranger = identify_area(client=cast.drew, kind="grief", by=cast.ben)
    assert as_ada.post(url("focus_choose", cast.casey_course), focus_data(stranger)).status_code == 422
    assert not cast.casey_course.focuses.exists()


def test_focus_choose_speaks_of_supervision_from_the_midpoint_on(cast, as_sam):
    person = make.make_client("Toni", "Ash", therapist=cast.sam)
    course = make.make_course(person, cast.sam, held=8)
    area = identify_area(client=person, kind="grief", by=cast.sam)
    assert not as_sam.get(url("focus_choose", course)).context["is_late"], "nothing is chosen yet"
    choose_focus(course=course, area=area, rank="primary", by=cast.sam)
    assert "talk a change of focus over in supervision" in text_of(as_sam.get(url("focus_choose", course)))


def test_focus_choose_lets_the_secondary_go(cast, as_ada):
    for kind, rank in (("role_dispute", "primary"), ("grief", "secondary")):
        choose_focus(course=cast.casey_course, area=area_of(cast, kind), rank=rank, by=cast.ada)
    assert as_ada.post(url("focus_choose", cast.casey_course), {"end_secondary": "1"}).status_code == 302
    assert [focus.rank for focus in cast.casey_course.focuses.current()] == ["primary"]


# Contract


def test_contract_new_records_the_first_version(cast, as_ada):
    answer = as_ada.post(url("contract_new", cast.casey_course), CONTRACT)
    contract = cast.casey_course.contracts.get()
    assert answer.headers["Location"] == url("contract_detail", contract)
    text = text_of(as_ada.get(url("contract_detail", contract)))
    for words in (
        "Treatment contract, version 1",
        "Bring feelings",
        "Ask for one evening",
        "16 sessions of 50 minutes",
    ):
        assert words in text


def test_contract_new_keeps_what_was_typed_and_says_what_is_missing(cast, as_ada):
    typed = CONTRACT | {
        "new-interpersonal-0-target": "",
        "new-symptom-0-statement": "",
        "planned_end_on": "",
        "client_tasks": "Kept",
    }
    answer = as_ada.post(url("contract_new", cast.casey_course), typed)
    text = text_of(answer)
    assert answer.status_code == 422
    for words in ("Rate this goal from 0 to 10", "Say which goal this rating is for", "Enter the planned end", "Kept"):
        assert words in text
    assert not cast.casey_course.contracts.exists()


def test_contract_new_amends_with_a_reason(cast, as_ada):
    as_ada.post(url("contract_new", cast.casey_course), CONTRACT)
    reworded = CONTRACT | {"new-interpersonal-0-statement": "Ask for two evenings"}
    again = named(cast.casey_course, reworded) | {"follows": 1, "planned_sessions": 12}
    again |= {"planned_end_on": "2026-04-07"}
    assert as_ada.post(url("contract_new", cast.casey_course), again).status_code == 422
    assert (
        as_ada.post(url("contract_new", cast.casey_course), again | {"reason": "Moves away in May"}).status_code == 302
    )
    cast.casey_course.refresh_from_db()
    assert (cast.casey_course.planned_sessions, cast.casey_course.initial_to, cast.casey_course.middle_to) == (12, 3, 9)
    first, second = (text_of(as_ada.get(url("contract_detail", c))) for c in cast.casey_course.contracts.all())
    assert ("Ask for one evening" in first, "Ask for two evenings" in first) == (True, False)
    assert "Ask for two evenings" in second


def days_of(course):
    return [session.appointment.wall_date for session in course.sessions.in_order()]


def test_an_amendment_proposes_the_end_that_is_booked(cast, as_ada):
    """W00-7: the end never moves by itself, and is not forgotten either."""
    page = url("contract_new", cast.casey_course)
    as_ada.post(page, CONTRACT)
    shown = as_ada.get(page).context["form"]
    last = day_words(days_of(cast.casey_course)[-1])
    assert shown["planned_end_on"].help_text == f"By what is booked: Session 16 has its time on {last}."
    assert shown["planned_end_on"].value() == dt.date(2026, 5, 5), "as agreed, until somebody changes it"
    again = named(cast.casey_course) | {"follows": 1, "planned_sessions": 12, "client_tasks": "Kept"}
    answer = as_ada.post(page, again)
    twelfth = days_of(cast.casey_course)[11]
    text = text_of(answer)
    assert answer.status_code == 422 and f"Session 12 has its time on {day_words(twelfth)}." in text
    assert "The end was Tue, May 5" in text and "Say why the contract changes" in text and "Kept" in text
    asked = answer.context["form"]
    assert asked["planned_end_on"].help_text.startswith("Session 12 has its time")
    assert list(asked.errors) == ["reason"] and asked.end_notice, "a proposal is no mistake"
    assert asked["planned_end_on"].value() == asked["end_proposed"].value() == twelfth.isoformat()
    assert asked["planned_weeks"].value() == 12, "the weeks go with the end"
    assert cast.casey_course.contracts.count() == 1
    again |= {"reason": "Moves away", "end_proposed": twelfth.isoformat(), "planned_end_on": twelfth.isoformat()}
    assert as_ada.post(page, again).status_code == 302
    assert cast.casey_course.contracts.last().planned_end_on == twelfth


@pytest.mark.parametrize("typed", ["2026-05-05", "2026-06-01"])
def test_an_amendment_takes_the_old_end_or_another_one(cast, as_ada, typed):
    page = url("contract_new", cast.casey_course)
    as_ada.post(page, CONTRACT)
    proposed = days_of(cast.casey_course)[11].isoformat()
    again = named(cast.casey_course) | {"follows": 1, "planned_sessions": 12, "reason": "x"}
    again |= {"planned_end_on": typed, "end_proposed": proposed}
    assert as_ada.post(page, again).status_code == 302
    assert cast.casey_course.contracts.last().planned_end_on == dt.date.fromisoformat(typed)


@pytest.mark.parametrize(
    ("changes", "days_after", "rhythm", "weeks"),
    [
        ({"planned_sessions": 18}, 14, "once a week", "18"),
        ({"planned_sessions": 18, "frequency": "Every 2 weeks"}, 28, "every 2 weeks", "20"),
        ({"planned_sessions": 18, "planned_weeks": 36}, 28, "one every 14 days", "36"),
    ],
)
def test_an_amendment_counts_on_from_the_last_booked_session(cast, as_ada, changes, days_after, rhythm, weeks):
    page = url("contract_new", cast.casey_course)
    as_ada.post(page, CONTRACT | {"frequency": "Once a week"})
    again = named(cast.casey_course) | {"frequency": "Once a week", "follows": 1, "reason": "Needs more"} | changes
    answer = as_ada.post(page, again)
    last = days_of(cast.casey_course)[-1]
    form = answer.context["form"]
    assert form["planned_end_on"].value() == (last + dt.timedelta(days=days_after)).isoformat()
    assert str(form["planned_weeks"].value()) == weeks
    assert f"2 more would follow ({rhythm})" in text_of(answer)


def test_an_amendment_of_other_terms_asks_nothing_about_the_end(cast, as_ada):
    page = url("contract_new", cast.casey_course)
    as_ada.post(page, CONTRACT)
    again = named(cast.casey_course) | {"follows": 1, "client_tasks": "More", "reason": "Clearer"}
    assert as_ada.post(page, again).status_code == 302


def test_contract_new_needs_no_goal_for_symptoms(cast, as_ada):
    """Row 002-11: no disorder is needed, so no goal about one; the page asks why and goes on."""
    typed = CONTRACT | {"new-symptom-0-statement": "", "new-symptom-0-baseline": "", "new-symptom-0-target": ""}
    answer = as_ada.post(url("contract_new", cast.casey_course), typed)
    assert answer.status_code == 422 and "Say why there is no goal for the symptoms" in text_of(answer)
    typed["reason"] = "Wants better relationships"
    assert as_ada.post(url("contract_new", cast.casey_course), typed).status_code == 302
    assert [goal.kind for goal in cast.casey_course.goals.all()] == ["interpersonal"]


def test_an_amendment_shows_what_changed_in_a_goal(cast, as_ada):
    """Old and new: also whom a goal is about, what it aims at and how it shows."""
    as_ada.post(url("contract_new", cast.casey_course), CONTRACT)
    again = {
        "follows": 1,
        "reason": "Clearer",
        "new-interpersonal-0-with_whom": "Her husband",
        "new-interpersonal-0-aim": "improve",
        "new-interpersonal-0-indicator": "Two evenings",
    }
    as_ada.post(url("contract_new", cast.casey_course), named(cast.casey_course, CONTRACT | again))
    page = as_ada.get(url("contract_detail", cast.casey_course.contracts.last()))
    (change,) = page.context["changes"]
    assert change["old"].startswith("Ask for one evening, 2 to 7\n")
    assert change["new"].startswith("Ask for one evening, 2 to 7. Improve a relationship. Her husband. Two evenings\n")


def test_contract_new_begins_with_the_rhythm_that_is_booked(cast, as_ada):
    assert as_ada.get(url("contract_new", cast.casey_course)).context["form"]["frequency"].value() == "Once a week"


def test_contract_new_lets_a_goal_go_for_another(cast, as_ada):
    """Row 002-20: a goal also names the skills that it asks for."""
    three = {
        f"new-interpersonal-{n}-{name}": value
        for n in (1, 2)
        for name, value in (("statement", f"Goal {n}"), ("baseline", 1), ("target", 5))
    }
    as_ada.post(url("contract_new", cast.casey_course), CONTRACT | three)
    typed = named(cast.casey_course, CONTRACT | three | {"new-interpersonal-0-is_let_go": "on"})
    typed |= {
        "new-interpersonal-0-statement": "See a friend",
        "new-interpersonal-0-baseline": 0,
        "new-interpersonal-0-target": 4,
        "new-interpersonal-0-skills": ["communication"],
    }
    typed |= {"follows": 1, "reason": "He left"}
    assert as_ada.post(url("contract_new", cast.casey_course), typed).status_code == 302
    assert [goal.statement for goal in cast.casey_course.goals.current()] == [
        "Goal 1",
        "Goal 2",
        "See a friend",
        "Sleep",
    ]
    text = text_of(as_ada.get(url("contract_detail", cast.casey_course.contracts.last())))
    assert "See a friend" in text and "Communication" in text
    assert [goal.statement for goal in as_ada.get(url("goal_rate", cast.casey_course)).context["goals"]] == [
        "Goal 1", "Goal 2", "See a friend", "Sleep",
    ]  # fmt: skip


def test_contract_sign_records_the_day_once_the_print_is_signed(cast, as_ada, as_sam):
    as_ada.post(url("contract_new", cast.casey_course), CONTRACT)
    contract = cast.casey_course.contracts.get()
    assert as_sam.post(url("contract_sign", contract), {"signed_on": "2026-02-10"}).status_code == 404
    assert as_ada.post(url("contract_sign", contract), {"signed_on": ""}).status_code == 422
    assert as_ada.post(url("contract_sign", contract), {"signed_on": "2026-02-10"}).status_code == 302
    assert "Signed by the client on paper, February 10, 2026" in text_of(as_sam.get(url("contract_detail", contract)))
    assert cast.casey_course.contracts.count() == 1


def test_contract_new_shows_the_version_that_came_between(cast, as_ada):
    as_ada.post(url("contract_new", cast.casey_course), CONTRACT)
    answer = as_ada.post(url("contract_new", cast.casey_course), CONTRACT | {"client_tasks": "Mine"})
    assert answer.status_code == 409
    assert "Version 1 was recorded in the meantime" in text_of(answer)
    assert "Mine" in text_of(answer)
    assert cast.casey_course.contracts.count() == 1


THREE = {
    f"new-interpersonal-{n}-{name}": value
    for n, goal in enumerate(("Ask", "Say no", "See friends"))
    for name, value in (("statement", goal), ("baseline", n), ("target", 7))
}


def test_what_is_typed_for_a_goal_never_comes_to_stand_with_another(cast, as_ada):
    """Two windows: one lets a goal go, the other was opened before. Each goal keeps its own words and ratings."""
    page, course = url("contract_new", cast.casey_course), cast.casey_course
    as_ada.post(page, CONTRACT | THREE)
    ask, say_no, friends, sleep = course.goals.current()
    before = named(course, CONTRACT | THREE) | {"follows": 1, "reason": "x"}
    as_ada.post(page, before | {f"goal-{say_no.pk}-is_let_go": "on"})
    late = before | {f"goal-{say_no.pk}-statement": "Say no to her", f"goal-{friends.pk}-baseline": 3}
    answer = as_ada.post(page, late)
    assert answer.status_code == 409 and "Say no to her" in text_of(answer)
    shown = {line.goal: line["statement"].value() for line in answer.context["goals"]}
    assert (shown[ask], shown[friends], shown[sleep]) == ("Ask", "See friends", "Sleep")
    assert as_ada.post(page, late | {"follows": 2}).status_code == 302
    assert [(goal.statement, goal.baseline) for goal in course.goals.current().filter(kind="interpersonal")] == [
        ("Ask", 0),
        ("See friends", 3),
        ("Say no to her", 1),
    ]
    again = before | {"follows": 1, f"goal-{say_no.pk}-is_let_go": "on"}
    answer = as_ada.post(page, again)
    assert answer.status_code == 409 and not any(
        line["statement"].value() == "Say no" for line in answer.context["goals"]
    )
    assert "Say no to her" in text_of(answer), "a goal that the other window added is shown as it stands"


def test_a_rating_is_of_the_goal_that_the_page_showed(cast, as_ada):
    page, course = url("contract_new", cast.casey_course), cast.casey_course
    as_ada.post(page, CONTRACT | THREE)
    _ask, say_no, friends, _sleep = course.goals.current()
    typed = {"rated_on": "2026-03-10", f"goal-{say_no.pk}": "2", f"goal-{friends.pk}": "6"}
    let_go = {"follows": 1, "reason": "x", f"goal-{say_no.pk}-is_let_go": "on"}
    as_ada.post(page, named(course, CONTRACT | THREE) | let_go)
    answer = as_ada.post(url("goal_rate", course), typed)
    assert answer.status_code == 422 and "A goal was let go in the meantime" in text_of(answer)
    assert not friends.ratings.exists() and not say_no.ratings.exists()
    del typed[f"goal-{say_no.pk}"]
    assert as_ada.post(url("goal_rate", course), typed).status_code == 302
    assert friends.ratings.get().rating == 6


def test_contract_new_warns_of_sessions_booked_beyond(cast, as_ada):
    answer = as_ada.post(url("contract_new", cast.casey_course), CONTRACT | {"planned_sessions": 12}, follow=True)
    assert "4 booked beyond the agreed number" in text_of(answer)


def test_the_minutes_of_a_session_are_agreed_and_amended(cast, as_ada):
    """2.1: the time frame is agreed at the outset, and another one is an amendment: old, new, why."""
    page = url("contract_new", cast.casey_course)
    assert as_ada.get(page).context["form"].initial["minutes"] == 50
    as_ada.post(page, CONTRACT)
    assert as_ada.post(page, named(cast.casey_course) | {"follows": 1, "minutes": 5, "reason": "x"}).status_code == 422
    amended = named(cast.casey_course) | {"follows": 1, "minutes": 45, "reason": "She comes in her lunch break"}
    answer = as_ada.post(page, amended, follow=True)
    assert "16 sessions of 45 minutes" in text_of(answer) and "What is booked keeps its length" in text_of(answer)
    assert {"label": "Minutes each", "old": 50, "new": 45} in answer.context["changes"]
    first, second = cast.casey_course.contracts.all()
    cast.casey_course.refresh_from_db()
    assert (first.minutes, second.minutes, cast.casey_course.minutes) == (50, 45, 45)
    assert "16 sessions of 50 minutes" in text_of(as_ada.get(url("contract_detail", first)))
    assert as_ada.get(page).context["form"].initial["minutes"] == 45


def test_goal_rate_adds_ratings(cast, as_ada):
    goals = [AgreedGoal("interpersonal", "Ask", 2, 7), AgreedGoal("symptom", "Sleep", 3, 7)]
    agree_contract(
        course=cast.casey_course,
        planned_sessions=16,
        planned_weeks=16,
        planned_end_on=dt.date(2026, 5, 5),
        goals=goals,
        by=cast.ada,
    )
    page, name = url("goal_rate", cast.casey_course), f"goal-{cast.casey_course.goals.first().pk}"
    assert as_ada.post(page, {"rated_on": "2026-03-10"}).status_code == 422
    assert as_ada.post(page, {"rated_on": "2026-03-10", name: "11"}).status_code == 422
    assert as_ada.post(page, {"rated_on": "2026-03-10", name: "5"}).status_code == 302
    first, second = cast.casey_course.goals.with_latest_rating()
    assert (first.rating, first.rated_on, second.rating) == (5, dt.date(2026, 3, 10), None)


# Ending


def test_ending_edit_is_filled_bit_by_bit(cast, as_ada):
    page = url("ending_edit", cast.casey_course)
    assert as_ada.get(page).status_code == 200
    assert not Ending.objects.exists(), "reading changes nothing"
    typed = {"version": 0, "gains": HOSTILE, "early_warning_signs": "Poor sleep\nStaying in", "confidence": "7"}
    assert as_ada.post(page, typed).status_code == 302
    ending = Ending.objects.get()
    assert (ending.gains, ending.early_warning_signs, ending.confidence) == (
        HOSTILE,
        "Poor sleep\r\nStaying in".replace("\r", ""),
        7,
    )
    assert (ending.done, ending.done_count) == (["gains_listed", "early_warning_signs", "competence"], 3)


def test_ending_edit_shows_both_texts_when_it_comes_too_late(cast, as_ada):
    save_ending(course=cast.casey_course, version=0, values={"gains": "Stored"}, by=cast.ada)
    answer = as_ada.post(url("ending_edit", cast.casey_course), {"version": 0, "gains": "Typed"})
    assert (answer.status_code, answer.context["rows"]) == (
        409,
        [{"label": "Gains", "mine": "Typed", "theirs": "Stored"}],
    )
    assert Ending.objects.get().gains == "Stored"


@pytest.mark.parametrize("confidence", ["11", "-1", "seven", "9" * 400])
def test_ending_edit_refuses_what_is_no_rating(cast, as_ada, confidence):
    answer = as_ada.post(
        url("ending_edit", cast.casey_course), {"version": 0, "confidence": confidence, "gains": "Kept"}
    )
    assert answer.status_code == 422
    assert "Kept" in text_of(answer)


# Who


def close(cast):
    course = cast.casey_course
    course.closed_at, course.closed_by, course.end_reason = timezone.now(), cast.ada, "completed"
    course.save()


def test_a_closed_course_is_not_written(cast, as_ada):
    area = area_of(cast)
    close(cast)
    for name, typed in (
        ("focus_choose", focus_data(area)),
        ("contract_new", CONTRACT),
        ("ending_edit", {"version": 0}),
    ):
        answer = as_ada.post(url(name, cast.casey_course), typed)
        assert answer.headers.get("Location") == url("client_detail", cast.casey), name
    assert not (cast.casey_course.focuses.exists() or cast.casey_course.contracts.exists() or Ending.objects.exists())


@pytest.mark.parametrize("name", COURSE_PAGES)
def test_who_writes(cast, as_ada, as_ben, as_sam, as_dee, as_kim, as_ali, name):
    everybody = (as_ada, as_sam, as_dee, as_ben, as_kim, as_ali)
    answers = [browser.get(url(name, cast.casey_course)).status_code for browser in everybody]
    assert answers == [200, 404, 404, 404, 403, 403]


def test_who_reads_a_contract(cast, as_ada, as_ben, as_sam, as_dee, as_kim):
    as_ada.post(url("contract_new", cast.casey_course), CONTRACT)
    contract = cast.casey_course.contracts.get()
    answers = [b.get(url("contract_detail", contract)).status_code for b in (as_ada, as_sam, as_dee, as_ben, as_kim)]
    assert answers == [200, 200, 200, 404, 403]


@pytest.mark.parametrize("text", [HOSTILE, "nul\x00inside", "9" * 400, "x" * 30_000, ""])
def test_no_text_breaks_a_form(cast, as_ada, text):
    area_of(cast, "interpersonal_deficits")
    for name, fields in (
        ("focus_choose", ("area", "rank", "on", "reason", "confirmed")),
        ("contract_new", tuple(CONTRACT)),
        ("goal_rate", ("rated_on", "goal-0")),
        ("ending_edit", ("version", "gains", "confidence", "follow_up_on", "focus_resolution", "referral")),
    ):
        assert as_ada.post(url(name, cast.casey_course), dict.fromkeys(fields, text)).status_code == 422, name


# Supervision


def signed_note(cast, session):
    return SessionNote.objects.create(
        therapy_session=session,
        author=cast.ada,
        attendance="held",
        signed_at=timezone.now(),
        signed_by=cast.ada,
        session_number=session.number,
    )


def test_supervision_queue_lists_notes_and_cases(cast, as_sam):
    note = signed_note(cast, cast.casey_course.sessions.get(number=1))
    answer = as_sam.get(reverse("supervision_queue"))
    assert [row.note for row in answer.context["queue"].notes] == [note]
    ((name, cases),) = answer.context["queue"].cases
    assert name == "Ada Test"
    assert [(case.client, case.words["held"], case.phase) for case in cases] == [(cast.casey, 2, "Initial")]
    note.co_signatures.create(signed_by=cast.sam)
    assert as_sam.get(reverse("supervision_queue")).context["queue"].notes == []


def test_supervision_queue_is_for_supervisors(cast, as_ada, as_kim, as_ali, as_dee):
    signed_note(cast, cast.casey_course.sessions.get(number=1))
    answers = [browser.get(reverse("supervision_queue")) for browser in (as_ada, as_kim, as_ali, as_dee)]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 200]
    assert answers[3].context["queue"].notes == [], "the director supervises nobody here"


def test_supervision_queue_costs_the_same_for_one_and_for_thirty(cast, as_sam):
    as_sam.get(reverse("supervision_queue"))
    counts = []
    for held in (1, 9):
        person = make.make_client(f"Toni{held}", "Ash", therapist=cast.ada)
        first_at = timezone.now() + dt.timedelta(hours=3 * held) - dt.timedelta(weeks=held)
        for session in make.make_course(person, cast.ada, held=held, first_at=first_at).sessions.held():
            signed_note(cast, session)
        with CaptureQueriesContext(connection) as captured:
            as_sam.get(reverse("supervision_queue"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
