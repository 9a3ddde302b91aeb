"""Looking back on a course: the middle, the markers, a follow-up; what is frozen, locked, refused and shown."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import today_for
from audit.models import AuditEvent
from audit.versions import StaleVersion
from problem_areas.actions import add_person, identify_area, save_formulation
from scheduling.models import Appointment
from sessions.actions.closing import close_course
from sessions.actions.contract import AgreedGoal, agree_contract, approve_length, rate_goal
from sessions.actions.ending import record_outreach, save_ending
from sessions.actions.focus import choose_focus
from sessions.actions.reviews import ReviewIsDone, rate_outcomes, record_follow_up, save_midpoint
from sessions.carried import carried_over
from sessions.endings import NEAR_END_RISE, NO_RESPONSE_OFFER, SHOWN_MARKERS
from sessions.models import (
    Course,
    CourseApproval,
    CourseIsClosed,
    FollowUpReview,
    GoalRating,
    MidpointReview,
    OutcomeRating,
    TherapySession,
)
from sessions.reviews import LASTING_GAINS, NO_RESPONSE, NO_RESPONSE_RULE, RATING_OLD_AFTER, RATING_RULE

from .. import make
from ..project.test_case_file import score

HOSTILE = '<script>alert(1)</script> "quoted" {{ x }} \u202e'
END = dt.date(2026, 5, 5)
LATER = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=400, hours=3)


def url(name, row, query=""):
    return reverse(name, args=[row.pk]) + query


def text_of(answer):
    return answer.content.decode()


def agree(course, by):
    goals = [AgreedGoal("interpersonal", "Ask for one evening", 2, 7), AgreedGoal("symptom", "Sleep", 3, 7)]
    return agree_contract(
        course=course,
        planned_sessions=course.planned_sessions,
        planned_weeks=16,
        planned_end_on=END,
        goals=goals,
        by=by,
    )


def scored(course, by, *totals):
    for session, total in zip(course.sessions.in_order(), totals, strict=False):
        score(course.client, by, session, total)


@pytest.fixture
def half(cast):
    """A course of Ada's at its middle: 8 of 16 held."""
    course = a_course(cast, 8)
    agree(course, cast.ada)
    return course


def a_course(cast, held, hours=3, **fields):
    """Another course of Ada's, `hours` after Casey's on the same days: held so many times, the next session tomorrow."""
    person = make.make_client("Toni", "Ash", therapist=cast.ada)
    tomorrow = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=1, hours=hours)
    return make.make_course(person, cast.ada, held=held, first_at=tomorrow - dt.timedelta(weeks=held), **fields)


def review(course, by, version=0, done=False, **values):
    values = {
        "held_on": today_for(by),
        "focus_answer": "yes",
        "decisions": ["continue"],
        "reason": "",
        "client_view": "",
    } | values
    return save_midpoint(course=course, version=version, values=values, done=done, by=by)


# The midpoint review


def test_midpoint_edit_freezes_scores_and_goals_and_locks(half, cast, as_ada):
    """Flows row 14: the scores against the start, the goals, the decision, kept as they stood."""
    scored(half, cast.ada, 16, 15, 9)
    typed = {"version": 0, "held_on": today_for(cast.ada).isoformat(), "focus_answer": "adjust", "decisions": ["continue"],
             "reason": "It moves", "client_view": "Slowly", f"goal-{half.goals.first().pk}": "5", "finish": "1"}  # fmt: skip
    answer = as_ada.post(url("midpoint_edit", half), typed)
    assert answer.headers["Location"] == url("midpoint_detail", half)
    kept = MidpointReview.objects.get(course=half)
    assert (kept.is_done, kept.no_response, kept.decision_labels) == (True, False, ["Continue as planned"])
    assert [(s["start"], s["now"], s["reliable"]) for s in kept.scores] == [(16, 9, "better")]
    assert [(g["start"], g["now"]) for g in kept.goals] == [(2, 5), (3, None)]
    assert half.tasks_done.filter(task="midpoint_review").exists()
    assert AuditEvent.objects.get(verb="midpoint.saved").details == {"done": True}, "the trail says nothing clinical"
    page = text_of(as_ada.get(url("midpoint_detail", half)))
    for words in ("Continue as planned", "7 below the start. Reliable change.", "Yes, with an adjustment", "Slowly"):
        assert words in page
    assert as_ada.get(url("midpoint_edit", half)).headers["Location"] == url("midpoint_detail", half)
    with pytest.raises(ReviewIsDone):
        review(half, cast.ada, kept.version)


def test_a_finished_review_is_locked_in_the_database(half, cast):
    review(half, cast.ada, done=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        MidpointReview.objects.filter(course=half).update(reason="Changed")


def test_midpoint_edit_says_when_no_score_has_moved(half, cast, as_ada):
    """Row 14 of the flows: no reliable change by the middle is said plainly, with the statistic beside it."""
    scored(half, cast.ada, 16, 15, 14)
    page = text_of(as_ada.get(url("midpoint_edit", half)))
    assert NO_RESPONSE in page and "2 below the start. Not yet a reliable change (6 needed)." in page
    review(half, cast.ada, decisions=["refocus", "supervision"], done=True)
    assert NO_RESPONSE in text_of(as_ada.get(url("midpoint_detail", half)))


def test_midpoint_edit_does_not_judge_too_early_or_without_two_scores(cast, as_ada):
    scored(cast.casey_course, cast.ada, 16, 16)
    assert NO_RESPONSE not in text_of(as_ada.get(url("midpoint_edit", cast.casey_course)))
    assert not review(a_course(cast, 8), cast.ada).no_response


def test_midpoint_edit_saves_what_is_unfinished_and_asks_to_finish(half, cast, as_ada):
    typed = {"version": 0, "held_on": today_for(cast.ada).isoformat(), "reason": "Half a thought"}
    assert as_ada.post(url("midpoint_edit", half), typed).headers["Location"] == url("midpoint_edit", half)
    assert "Half a thought" in text_of(as_ada.get(url("midpoint_edit", half)))
    answer = as_ada.post(url("midpoint_edit", half), typed | {"version": 1, "finish": "1"})
    assert answer.status_code == 422
    assert "Choose what is decided, or save without finishing" in text_of(answer)
    assert "not finished" in text_of(as_ada.get(url("midpoint_detail", half)))


def test_midpoint_edit_rates_no_goal_twice(half, cast, as_ada):
    typed = {"held_on": today_for(cast.ada).isoformat(), f"goal-{half.goals.first().pk}": "5"}
    for version in (0, 1):
        assert as_ada.post(url("midpoint_edit", half), typed | {"version": version}).status_code == 302
    assert half.goals.first().ratings.count() == 1


def rated(goal, by, rating, ago):
    return rate_goal(goal=goal, rating=rating, rated_on=today_for(by) - dt.timedelta(days=ago), by=by)


def test_midpoint_freezes_the_ratings_as_of_its_own_day(half, cast, as_ada):
    """A rating from after the day of the review is not its rating; one from before is, with its day."""
    first, second = half.goals.all()
    rated(first, cast.ada, 4, ago=9)
    rated(first, cast.ada, 8, ago=0)
    rated(second, cast.ada, 7, ago=0)
    on = today_for(cast.ada) - dt.timedelta(days=7)
    kept = review(half, cast.ada, held_on=on, done=True)
    assert [(goal["now"], goal["now_on"]) for goal in kept.goals] == [
        (4, (on - dt.timedelta(days=2)).isoformat()),
        (None, ""),
    ]
    page = text_of(as_ada.get(url("midpoint_detail", half)))
    assert date_format(on - dt.timedelta(days=2), "M j") in page
    assert "Not rated by then" in page and "old by then" not in page


def test_midpoint_calls_an_old_rating_old(half, cast, as_ada):
    goal = half.goals.first()
    rated(goal, cast.ada, 4, ago=RATING_OLD_AFTER + 1)
    day = date_format(today_for(cast.ada) - dt.timedelta(days=RATING_OLD_AFTER + 1), "M j")
    page = text_of(as_ada.get(url("midpoint_edit", half)))
    assert f"Last rated 4 on {day}: old by now" in page and RATING_RULE in page
    kept = review(half, cast.ada, done=True)
    assert kept.goals[0]["is_old"]
    page = text_of(as_ada.get(url("midpoint_detail", half)))
    assert day in page and "old by then" in page and RATING_RULE in page


def test_midpoint_of_a_day_on_which_it_was_frozen_without_days_still_opens(half, cast, as_ada):
    review(half, cast.ada)
    goals = [{"goal": "1", "kind": "symptom", "statement": "Sleep", "start": 3, "now": 5, "target": 7}]
    MidpointReview.objects.filter(course=half).update(goals=goals)
    assert "Sleep" in text_of(as_ada.get(url("midpoint_detail", half)))


def test_midpoint_edit_shows_the_scores_of_its_own_day(half, cast, as_ada):
    """What the page shows is what finishing it freezes."""
    scored(half, cast.ada, *[16] * 7, 9)
    on = half.sessions.in_order()[6].appointment.wall_date
    review(half, cast.ada, held_on=on)
    assert [each["now"] for each in as_ada.get(url("midpoint_edit", half)).context["scores"]] == [16]


@pytest.mark.parametrize("name", ["midpoint_edit", "goal_rate"])
def test_no_rating_is_dated_in_the_future(half, cast, as_ada, name):
    tomorrow = (today_for(cast.ada) + dt.timedelta(days=1)).isoformat()
    typed = {"version": 0, "held_on": tomorrow, "rated_on": tomorrow, f"goal-{half.goals.first().pk}": "5"}
    answer = as_ada.post(url(name, half), typed)
    assert answer.status_code == 422 and "Enter a day that is not in the future" in text_of(answer)
    assert not GoalRating.objects.exists()


def test_goals_are_shown_with_the_day_of_their_rating(half, cast, as_ada):
    rated(half.goals.first(), cast.ada, 4, ago=9)
    day = date_format(today_for(cast.ada) - dt.timedelta(days=9), "M j")
    assert f"Last rated 4 on {day}" in text_of(as_ada.get(url("goal_rate", half)))
    for page in (url("follow_up_new", half), url("client_detail", half.client)):
        shown = text_of(as_ada.get(page))
        assert day in shown[shown.index("Goals, 0 to 10") :]


# No response: one rule


def test_no_response_is_one_rule_everywhere(half, cast, as_ada, as_sam):
    """Flows row 14: PHQ-9 has not moved and GAD-7 has, so there is a response, on the review and in the queue alike."""
    scored(half, cast.ada, 16, 15, 15)
    page = text_of(as_ada.get(url("midpoint_edit", half)))
    assert NO_RESPONSE in page and "no_response" in flags_in_queue(as_sam)
    first, *_, last = half.sessions.held().in_order()
    for session, total in ((first, 15), (last, 8)):
        score(half.client, cast.ada, session, total, "gad7")
    page = text_of(as_ada.get(url("midpoint_edit", half)))
    assert NO_RESPONSE not in page and "no_response" not in flags_in_queue(as_sam)
    assert not review(half, cast.ada).no_response
    for browser, where in ((as_ada, url("midpoint_edit", half)), (as_sam, reverse("supervision_queue"))):
        assert NO_RESPONSE_RULE in text_of(browser.get(where))


def test_no_response_of_a_second_course_leaves_out_the_sheets_of_the_first(closed, cast, as_ada, as_sam):
    """What got better in the course before is no response of this one."""
    old = closed.sessions.held().in_order()
    for session, total in zip((old[0], old[7]), (15, 6), strict=True):
        score(closed.client, cast.ada, session, total, "gad7")
    Course.objects.filter(pk=closed.pk).update(closed_at=old[7].appointment.ends_at)
    closed.refresh_from_db()
    first_at = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=1, hours=6)
    again = make.make_course(closed.client, cast.ada, number=2, previous=closed, held=0, first_at=first_at)
    sessions = list(again.sessions.in_order())
    for n, session in enumerate(sessions[:8], 1):
        Appointment.objects.filter(pk=session.appointment_id).update(status="held")
        TherapySession.objects.filter(pk=session.pk).update(number=n, phase="initial")
    for session, total in zip(sessions[:2], (16, 15), strict=True):
        score(closed.client, cast.ada, session, total)
    assert "no_response" in flags_in_queue(as_sam)


def flags_in_queue(browser):
    queue = browser.get(reverse("supervision_queue")).context["queue"]
    cases = [case for _name, cases in queue.cases for case in cases]
    return {flag.key for case in cases if case.client.first_name == "Toni" for flag in case.flags}


def test_midpoint_edit_shows_both_texts_when_somebody_was_quicker(half, cast, as_ada):
    review(half, cast.ada, reason="Theirs")
    typed = {"version": 0, "held_on": today_for(cast.ada).isoformat(), "reason": "Mine"}
    answer = as_ada.post(url("midpoint_edit", half), typed)
    assert answer.status_code == 409
    assert "Theirs" in text_of(answer) and "Mine" in text_of(answer)
    assert MidpointReview.objects.get().reason == "Theirs"


def test_midpoint_edit_keeps_what_was_typed_when_another_tab_has_finished(half, cast, as_ada):
    review(half, cast.ada, done=True)
    typed = {"version": 0, "held_on": today_for(cast.ada).isoformat(), "reason": "Typed in vain"}
    answer = as_ada.post(url("midpoint_edit", half), typed)
    assert answer.status_code == 409 and "Typed in vain" in text_of(answer)
    assert MidpointReview.objects.get().reason != "Typed in vain"


@pytest.mark.parametrize(
    "typed", [{"decisions": ["nonsense"]}, {"focus_answer": "?"}, {"goal": "11"}, {"held_on": "soon"}]
)
def test_midpoint_edit_refuses_what_is_no_answer(half, as_ada, typed):
    typed = {f"goal-{half.goals.first().pk}" if name == "goal" else name: value for name, value in typed.items()}
    answer = as_ada.post(url("midpoint_edit", half), {"version": 0, "held_on": "2026-03-03"} | typed)
    assert answer.status_code == 422
    assert not MidpointReview.objects.exists()


def test_midpoint_keeps_the_circles(half, cast):
    add_person(client=half.client, values={"name": "Robin", "relation": "friend", "closeness": 1}, by=cast.ada)
    review(half, cast.ada, done=True)
    assert half.client.closeness_snapshots.get().occasion == "midpoint"


def test_a_closed_course_is_not_reviewed(half, cast):
    close_course(course=half, end_reason="completed", by=cast.ada)
    for write in (
        lambda: review(half, cast.ada),
        lambda: rate_outcomes(course=half, occasion="end", version=0, ratings={}, by=cast.ada),
    ):
        with pytest.raises(CourseIsClosed):
            write()


def test_what_needs_doing_asks_for_the_review_from_the_middle_on(half, cast, as_ada):
    page = text_of(as_ada.get(url("client_detail", half.client)))
    assert url("midpoint_edit", half) in page
    review(half, cast.ada, done=True, decisions=["refocus"])
    page = text_of(as_ada.get(url("client_detail", half.client)))
    assert "</a>: refocus the work" in page and url("midpoint_detail", half) in page
    needs = page[page.index("What needs doing") :]
    assert "Midpoint review" not in needs


def test_the_guide_of_the_note_leads_to_the_review(half, as_ada):
    session = half.sessions.filter(number=None).in_order().first()
    assert url("midpoint_edit", half) in text_of(as_ada.get(url("note_edit", session)))


def test_a_supervisor_reads_the_review_and_does_not_write_it(half, cast, as_sam):
    review(half, cast.ada, done=True, client_view=HOSTILE)
    page = text_of(as_sam.get(url("midpoint_detail", half)))
    assert "&lt;script&gt;" in page and "<script>alert" not in page
    assert as_sam.get(url("midpoint_edit", half)).status_code == 404


# The outcome markers


def test_outcomes_rate_keeps_three_occasions_beside_each_other(half, cast, as_ada):
    """Rows 000-22, 000-23, 000-24, 001-28, 002-22 and 003-26: rated at start, middle and end, blanks allowed."""
    rate_outcomes(course=half, occasion="start", version=0, ratings={"symptoms": 0, "sleep": 1}, by=cast.ada)
    page = text_of(as_ada.get(url("outcomes_rate", half)))
    assert "Start: not yet" in page and page.count("Better sleep, concentration, motivation") == 1
    typed = {"version": 0, "rated_on": "2026-03-03", "symptoms": "2", "relief": "3", "sleep": ""}
    assert as_ada.post(url("outcomes_rate", half, "?occasion=middle"), typed).status_code == 302
    assert half.outcome_ratings.get(occasion="middle").ratings == {"symptoms": 2, "relief": 3}
    page = text_of(as_ada.get(url("outcomes_detail", half)))
    for words in ("Fewer depressive, anxious or irritable symptoms", "Not yet", "Mostly", "Fully", "A little"):
        assert words in page
    assert "Adaptability" not in page, "what nobody rated is left out"


def test_outcomes_rate_asks_each_marker_once(half, as_ada):
    fields = as_ada.get(url("outcomes_rate", half)).context["form"].fields
    assert set(fields) - {"version", "rated_on"} == {marker.key for marker in SHOWN_MARKERS}
    assert "depression" not in fields


@pytest.mark.parametrize("typed", [{"symptoms": "4"}, {"symptoms": "x"}, {"rated_on": ""}])
def test_outcomes_rate_refuses_what_is_no_rating(half, as_ada, typed):
    answer = as_ada.post(url("outcomes_rate", half), {"version": 0, "rated_on": "2026-03-03"} | typed)
    assert answer.status_code == 422
    assert not OutcomeRating.objects.exists()


def test_outcomes_rate_loses_to_nobody_in_silence(half, cast, as_ada):
    rate_outcomes(course=half, occasion="middle", version=0, ratings={"relief": 1}, by=cast.ada)
    answer = as_ada.post(url("outcomes_rate", half), {"version": 0, "rated_on": "2026-03-03", "relief": "3"})
    assert answer.status_code == 409
    assert half.outcome_ratings.get().ratings == {"relief": 1}
    again = {"version": answer.context["form"]["version"].value(), "rated_on": "2026-03-03", "relief": "3"}
    assert as_ada.post(url("outcomes_rate", half), again).status_code == 302
    assert half.outcome_ratings.get().ratings == {"relief": 3}


@pytest.mark.parametrize(("occasion", "ratings"), [("later", {}), ("start", {"x": 1}), ("start", {"relief": 9})])
def test_rate_outcomes_knows_its_occasions_markers_and_ratings(half, cast, occasion, ratings):
    with pytest.raises(ValueError, match="no such"):
        rate_outcomes(course=half, occasion=occasion, version=0, ratings=ratings, by=cast.ada)


def test_rating_the_outcome_leaves_its_audit_event_without_words(half, cast):
    rate_outcomes(course=half, occasion="start", version=0, ratings={"relief": 1}, by=cast.ada)
    event = AuditEvent.objects.get(verb="outcome.rated")
    assert event.details == {"occasion": "start", "rated": 1}


# The follow-up


@pytest.fixture
def closed(half, cast):
    values = {"follow_up_on": today_for(cast.ada), "early_warning_signs": "Not answering calls", "coping_plan": "Call Greta",
              "focus_resolution": "improved"}  # fmt: skip
    save_ending(course=half, version=0, values=values, by=cast.ada)
    close_course(course=half, end_reason="completed", by=cast.ada)
    half.refresh_from_db()
    return half


FOLLOW_UP = {
    "held_on": "2026-09-01",
    "status": "well",
    "next_step": "none",
    "balanced_relationships": "3",
    "note": "Holds",
}


def test_follow_up_new_records_the_lasting_gains(closed, cast, as_ada):
    """Row 000-26."""
    page = text_of(as_ada.get(url("follow_up_new", closed)))
    assert all(label in page for _key, label in LASTING_GAINS)
    answer = as_ada.post(url("follow_up_new", closed), FOLLOW_UP)
    assert answer.headers["Location"] == url("follow_up_list", closed)
    kept = FollowUpReview.objects.get()
    assert (kept.gains, kept.status, kept.next_step) == ({"balanced_relationships": 3}, "well", "none")
    assert AuditEvent.objects.get(verb="follow_up.recorded").details == {}, "the trail says nothing clinical"
    page = text_of(as_ada.get(url("follow_up_list", closed)))
    assert "Balanced relationships: fully" in page and "keeping well" in page


def test_follow_up_new_says_what_is_missing(closed, as_ada):
    answer = as_ada.post(url("follow_up_new", closed), {"held_on": "2026-09-01", "note": "Kept"})
    assert answer.status_code == 422
    for words in ("Choose how it stands", "Choose what comes next", "Kept"):
        assert words in text_of(answer)


def test_a_follow_up_review_is_never_changed(closed, cast):
    values = {"held_on": END, "status": "well", "next_step": "none", "gains": {}, "note": "", "next_on": None}
    record_follow_up(course=closed, values=values, by=cast.ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        FollowUpReview.objects.update(note="x")


def test_what_needs_doing_asks_for_the_follow_up_when_its_day_comes(closed, cast, as_ada):
    """Row 000-26: due on the day agreed at the end, and done once it is recorded."""
    page = text_of(as_ada.get(url("client_detail", closed.client)))
    assert url("follow_up_new", closed) in page[page.index("What needs doing") :]
    assert url("follow_up_new", closed) in text_of(as_ada.get(reverse("home")))
    as_ada.post(url("follow_up_new", closed), FOLLOW_UP | {"held_on": today_for(cast.ada).isoformat()})
    assert "Follow-up review" not in _needs(as_ada, closed.client)
    assert url("follow_up_new", closed) not in text_of(as_ada.get(reverse("home")))


def test_the_next_review_is_asked_for_on_the_day_the_last_one_named(closed, cast, as_ada):
    today = today_for(cast.ada)
    for held_on, next_on, asked in (
        (today - dt.timedelta(days=3), today, True),
        (today, today + dt.timedelta(days=60), False),
    ):
        values = {
            "held_on": held_on,
            "status": "well",
            "next_step": "none",
            "gains": {},
            "note": "",
            "next_on": next_on,
        }
        record_follow_up(course=closed, values=values, by=cast.ada)
        assert ("Follow-up review" in _needs(as_ada, closed.client)) is asked
        assert (url("follow_up_new", closed) in text_of(as_ada.get(reverse("home")))) is asked


def test_a_review_long_before_the_agreed_day_does_not_replace_it(closed, cast, as_ada):
    early = {"held_on": today_for(cast.ada) - dt.timedelta(days=31), "status": "well", "next_step": "none", "gains": {}}
    record_follow_up(course=closed, values=early | {"note": "", "next_on": None}, by=cast.ada)
    assert "Follow-up review" in _needs(as_ada, closed.client)
    assert url("follow_up_new", closed) in text_of(as_ada.get(reverse("home")))


def test_what_needs_doing_tells_of_a_maintenance_course_until_it_is_booked(half, cast, as_ada, as_dee):
    values = {"maintenance_decision": "maintenance", "focus_resolution": "improved"}
    save_ending(course=half, version=0, values=values, by=cast.ada)
    assert "Maintenance IPT was agreed" not in _needs(as_ada, half.client)
    close_course(course=half, end_reason="completed", by=cast.ada)
    need = next(
        each
        for each in as_ada.get(url("client_detail", half.client)).context["needs"]
        if each.text == "Maintenance IPT was agreed"
    )
    assert (need.url, need.detail) == ("", "The office has it on its list")
    assert reverse("course_book", args=[half.client_id]) in text_of(as_dee.get(url("client_detail", half.client)))
    make.make_course(half.client, cast.ada, planned=12, number=2, kind="maintenance", previous=half,
                     template_key="ipt_maintenance", first_at=LATER)  # fmt: skip
    assert "Maintenance IPT was agreed" not in _needs(as_ada, half.client)


def _needs(browser, person):
    needs = browser.get(url("client_detail", person)).context["needs"]
    return [need.text for need in needs]


def test_a_follow_up_course_asks_for_its_review(closed, cast, as_ada):
    after = make.make_course(
        closed.client,
        cast.ada,
        planned=3,
        held=1,
        number=2,
        kind="follow_up",
        previous=closed,
        template_key="follow_up",
        first_at=LATER,
    )
    assert "Follow-up review" in _needs(as_ada, closed.client)
    assert "Midpoint review" not in _needs(as_ada, closed.client)
    as_ada.post(url("follow_up_new", after), FOLLOW_UP)
    assert "Follow-up review" not in _needs(as_ada, closed.client)


def test_the_list_of_follow_ups_costs_the_same_for_one_and_for_thirty(closed, cast, as_ada):
    values = {"held_on": END, "status": "well", "next_step": "none", "gains": {}, "note": "", "next_on": None}
    counts = []
    as_ada.get(url("follow_up_list", closed))
    for more in (1, 29):
        for _ in range(more):
            record_follow_up(course=closed, values=values, by=cast.ada)
        with CaptureQueriesContext(connection) as queries:
            assert as_ada.get(url("follow_up_list", closed)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Maintenance carries over


def test_maintenance_carries_focus_and_warning_signs_forward(closed, cast, as_ada):
    """Rows 002-08 and 000-25: a maintenance course shows them in its case file and its contract."""
    after = make.make_course(
        closed.client, cast.ada, planned=12, held=1, number=2, kind="maintenance", previous=closed,
        template_key="ipt_maintenance", first_at=LATER,
    )  # fmt: skip
    carried = carried_over(after)
    assert (carried.course, carried.ending.early_warning_signs) == (closed, "Not answering calls")
    for page in (url("client_detail", closed.client), url("contract_new", after)):
        assert "Not answering calls" in text_of(as_ada.get(page))
    assert "step_up" in as_ada.get(url("contract_new", after)).context["form"].fields
    assert carried_over(closed) is None


def test_a_follow_up_after_maintenance_takes_over_what_the_acute_course_left(closed, cast):
    second = make.make_course(
        closed.client, cast.ada, planned=12, number=2, kind="maintenance", previous=closed,
        template_key="ipt_maintenance", closed_at=timezone.now(), closed_by=cast.ada, end_reason="completed",
        first_at=LATER,
    )  # fmt: skip
    third = make.make_course(
        closed.client, cast.ada, planned=3, number=3, kind="follow_up", previous=second, template_key="follow_up",
        first_at=LATER + dt.timedelta(days=500),
    )  # fmt: skip
    assert carried_over(third).course == closed


# The ending: page to take home, tries to reach the client, a rise near the end


def test_take_home_page_says_it_in_plain_words(half, cast, as_ada, as_sam):
    """Rows 000-25 and 001-22: warning signs, plan, strategies and people, on letterhead; no score, no diagnosis."""
    values = {"early_warning_signs": "- Not answering calls\n\nWaking early", "coping_plan": "Call Greta", "support_people": "Greta",
              "carried_strategies": "Ask on the day", "contingency_plan": "Two bad weeks: come in"}  # fmt: skip
    save_ending(course=half, version=0, values=values, by=cast.ada)
    scored(half, cast.ada, 16, 9)
    for browser in (as_ada, as_sam):
        page = text_of(browser.get(url("take_home_page", half)))
        for words in (
            "<li>Not answering calls</li>",
            "Waking early",
            "Call Greta",
            "Ask on the day",
            "Two bad weeks",
            "988",
            "Test Practice",
        ):
            assert words in page
        assert "PHQ" not in page and "depressive" not in page.lower()


def test_take_home_page_names_the_diagnosis_only_where_the_client_wants_it(half, cast, as_ada):
    save_formulation(client=half.client, version=0, values={"syndrome_label": "Major depression"}, by=cast.ada)
    ending = save_ending(course=half, version=0, values={"gains": "More air"}, by=cast.ada)
    assert "Major depression" not in text_of(as_ada.get(url("take_home_page", half)))
    save_ending(course=half, version=ending.version, values={"names_diagnosis": True}, by=cast.ada)
    assert "Major depression" in text_of(as_ada.get(url("take_home_page", half)))


def test_take_home_page_leaves_room_to_write_where_nothing_was_typed(half, as_ada):
    assert text_of(as_ada.get(url("take_home_page", half))).count("by-hand") == 3


def test_outreach_new_keeps_dated_tries(half, as_ada):
    typed = {"tried_on": "2026-03-03", "way": "telephone", "result": "No answer"}
    assert as_ada.post(url("outreach_new", half), typed).status_code == 302
    assert "No answer" in text_of(as_ada.get(url("outreach_new", half)))
    assert as_ada.post(url("outreach_new", half), {"way": "pigeon"}).status_code == 422
    with pytest.raises(DatabaseError), transaction.atomic():
        half.outreach_attempts.update(result="x")


def test_outreach_ends_with_the_course(closed, cast):
    with pytest.raises(CourseIsClosed):
        record_outreach(course=closed, tried_on=END, way="letter", by=cast.ada)


def near_its_end(cast, *totals):
    course = a_course(cast, 13)
    scored(course, cast.ada, *totals)
    return course


def test_a_rise_near_the_end_is_explained_beside_the_scores(cast, as_ada):
    """Row 15 of the flows: a known phenomenon, and never called a relapse."""
    course = near_its_end(cast, 18, 16, 14, 12, 10, 9, 9, 8, 8, 7, 7, 6, 9)
    page = text_of(as_ada.get(url("client_detail", course.client)))
    assert f"PHQ-9 rose by 3 points. {NEAR_END_RISE}" in page


@pytest.mark.parametrize("totals", [(18, 9, 8), (18,), ()])
def test_no_rise_is_no_news(cast, as_ada, totals):
    course = near_its_end(cast, *totals)
    assert str(NEAR_END_RISE) not in text_of(as_ada.get(url("client_detail", course.client)))


def test_a_rise_in_the_middle_is_not_explained_away(half, cast, as_ada):
    scored(half, cast.ada, 10, 12, 14)
    assert str(NEAR_END_RISE) not in text_of(as_ada.get(url("client_detail", half.client)))


def test_ending_edit_offers_something_else_where_nothing_moved(cast, as_ada):
    """MK21-9: who is no better is offered another effective treatment."""
    course = near_its_end(cast, 16, 15, 15, 15)
    page = text_of(as_ada.get(url("ending_edit", course)))
    assert NO_RESPONSE_OFFER in page and "alternative_offered" in page
    better = a_course(cast, 13, hours=6)
    scored(better, cast.ada, 16, 8)
    assert NO_RESPONSE_OFFER not in text_of(as_ada.get(url("ending_edit", better)))


def test_ending_edit_lists_the_parent_and_the_goodbye_for_a_minor(cast, as_ada):
    course = a_course(cast, 9, planned=12, template_key="ipt_a")
    checklist = as_ada.get(url("ending_edit", course)).context["checklist"]
    assert {"Include the parents: gains, warning signs, plan", "Say goodbye"} <= {str(line.text) for line in checklist}


# An unusual length


def test_the_director_is_asked_and_nobody_waits(half, cast, as_ada, as_dee):
    """2.2: outside 6 to 20 sessions the director approves; the contract stands meanwhile."""
    goals = [AgreedGoal(goal.kind, goal.statement, goal.baseline, goal.target, goal) for goal in half.goals.all()]
    agree_contract(
        course=half,
        planned_sessions=24,
        planned_weeks=30,
        planned_end_on=END,
        goals=goals,
        reason="Two losses at once",
        by=cast.ada,
    )
    half.refresh_from_db()
    assert half.planned_sessions == 24
    assert "The director is asked to approve 24 sessions" in _needs(as_ada, half.client)
    assert "Approve 24 sessions" in _needs(as_dee, half.client)
    assert "Approve the length" in text_of(as_dee.get(reverse("home")))
    assert "Two losses at once" in text_of(as_dee.get(url("course_approve", half)))
    assert as_dee.post(url("course_approve", half), {"note": "Agreed"}).status_code == 302
    approval = CourseApproval.objects.get()
    assert (approval.planned_sessions, approval.approved_by, approval.note) == (24, cast.dee, "Agreed")
    assert not [need for need in _needs(as_ada, half.client) if "approve" in need.lower()]
    assert "was approved by Dee Test" in text_of(as_ada.get(url("contract_detail", half.contracts.last())))


def test_a_length_is_approved_once(half, cast):
    first = approve_length(course=half, by=cast.dee)
    assert approve_length(course=half, note="again", by=cast.dee) == first
    with pytest.raises(DatabaseError), transaction.atomic():
        CourseApproval.objects.update(note="x")


def test_a_closed_course_takes_no_approval_and_no_rating(half, cast, as_ada, as_dee):
    close_course(course=half, end_reason="completed", by=cast.ada)
    assert as_dee.post(url("course_approve", half), {"note": ""}).status_code == 302
    assert (
        as_ada.post(
            url("goal_rate", half), {"rated_on": "2026-03-10", f"goal-{half.goals.first().pk}": "5"}
        ).status_code
        == 302
    )
    assert not CourseApproval.objects.exists() and not GoalRating.objects.exists()


def test_two_tabs_do_not_save_a_review_twice(half, cast):
    review(half, cast.ada)
    with pytest.raises(StaleVersion):
        review(half, cast.ada, 0)


# The contract, 2.6


def test_contract_new_keeps_every_term_and_the_aims_of_goals(cast, as_ada):
    """Rows 001-17, 002-18 and 002-20: kind of goal, indicator, with whom, the focus; frequency, measures, safety plan, signature."""
    area = identify_area(client=cast.casey, kind="role_dispute", by=cast.ada)
    choose_focus(course=cast.casey_course, area=area, rank="primary", by=cast.ada)
    assert "Change communication and/or expectations" in text_of(as_ada.get(url("contract_new", cast.casey_course)))
    typed = {
        "follows": 0, "agreed_on": "2026-02-03", "planned_sessions": 16, "planned_weeks": 16, "planned_end_on": "2026-05-05",
        "minutes": 50, "frequency": "Weekly", "measures_plan": "PHQ-9 each time", "risk_plan": "Call 988", "signed_on": "2026-02-03",
        "new-interpersonal-0-statement": "Ask for one evening", "new-interpersonal-0-baseline": 2, "new-interpersonal-0-target": 7, "new-interpersonal-0-aim": "improve",
        "new-interpersonal-0-with_whom": "Partner", "new-interpersonal-0-indicator": "Two evenings a month", "new-interpersonal-0-area": area.pk,
        "new-interpersonal-0-skills": ["communication", "boundary_setting"],
        "new-symptom-0-statement": "Sleep", "new-symptom-0-baseline": 3, "new-symptom-0-target": 7, "new-symptom-0-indicator": "Four nights",
    }  # fmt: skip
    assert as_ada.post(url("contract_new", cast.casey_course), typed).status_code == 302
    page = text_of(as_ada.get(url("contract_detail", cast.casey_course.contracts.get())))
    for words in ("Weekly", "PHQ-9 each time", "Call 988", "Improve a relationship", "Partner", "Two evenings a month",
                  "Four nights", "Skills: Boundary-setting, Communication", "Signed by the client on paper", "Role dispute"):  # fmt: skip
        assert words in page
    form = as_ada.get(url("contract_new", cast.casey_course)).context["goals"][0]
    assert form["aim"].value() == "improve" and form.has_more
    assert form["skills"].value() == ["communication", "boundary_setting"]
    other = identify_area(client=cast.casey, kind="role_transition", by=cast.ada)
    choose_focus(course=cast.casey_course, area=other, rank="primary", reason="She retires", by=cast.ada)
    offered = as_ada.get(url("contract_new", cast.casey_course)).context["goals"][0].fields["area"].queryset
    assert set(offered) == {area, other}, "a goal of the earlier focus keeps its area when the contract changes"


def test_contract_detail_says_what_an_amendment_changed(half, cast, as_ada):
    """W00-7: a change of dose is an amendment with old, new, reason and date."""
    goals = [AgreedGoal(goal.kind, goal.statement, goal.baseline, 8, goal) for goal in half.goals.all()]
    second = agree_contract(
        course=half, planned_sessions=18, planned_weeks=20, planned_end_on=END, goals=goals, terms={"frequency": "Fortnightly"},
        reason="Away in April", by=cast.ada,
    )  # fmt: skip
    answer = as_ada.get(url("contract_detail", second))
    changes = {str(row["label"]): (row["old"], row["new"]) for row in answer.context["changes"]}
    assert changes["Sessions"] == (16, 18) and changes["How often"] == ("", "Fortnightly")
    assert changes["Goals"] == (
        "Ask for one evening, 2 to 7\nSleep, 3 to 7",
        "Ask for one evening, 2 to 8\nSleep, 3 to 8",
    )
    assert "Away in April" in text_of(answer)
    assert "What changed" not in text_of(as_ada.get(url("contract_detail", half.contracts.first())))


def test_the_opener_explains_a_rise_beside_the_score(cast, as_ada):
    course = near_its_end(cast, 18, 16, 14, 12, 10, 9, 9, 8, 8, 7, 7, 6, 9)
    session = course.sessions.filter(number=None).in_order().first()
    assert f"PHQ-9 rose by 3 points. {NEAR_END_RISE}" in text_of(as_ada.get(url("note_edit", session)))


def test_a_supervisor_reads_the_decision_in_the_queue(half, cast, as_sam):
    review(half, cast.ada, done=True, decisions=["refocus", "medication_review"])
    assert "Midpoint: refocus the work; add a medication review" in text_of(as_sam.get(reverse("supervision_queue")))
