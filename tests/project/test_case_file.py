"""The case file: what it shows to whom, what it counts, and what it costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from measures.models import Administration
from problem_areas.actions import add_event, add_person, edit_area, identify_area, save_formulation
from reports.models import Report
from safety.actions import raise_alert
from sessions.actions.contract import AgreedGoal, agree_contract, rate_goals
from sessions.actions.focus import choose_focus
from sessions.models import SessionNote

from .. import make

PAGES = ("client_detail", "client_sessions", "client_scores", "client_timeline", "client_documents")
HOSTILE = '<script>alert(1)</script> "quoted" {{ x }} \u202e'


def agree(course, by, planned=16):
    goals = [AgreedGoal("interpersonal", "Ask for one evening", 2, 7), AgreedGoal("symptom", "Sleep", 3, 7)]
    return agree_contract(
        course=course,
        planned_sessions=planned,
        planned_weeks=planned,
        planned_end_on=dt.date(2026, 5, 5),
        goals=goals,
        by=by,
    )


def score(person, by, session, total, instrument="phq9"):
    return Administration.objects.create(
        client=person, instrument=instrument, instrument_version="1", therapy_session_id=session.pk,
        taken_on=session.appointment.wall_date, answers={}, total=total, band="moderate", recorded_by=by,
    )  # fmt: skip


def fill(person, course, by):
    """A chart with something in every strand."""
    on = timezone.now().date() - dt.timedelta(days=3)
    area = identify_area(
        client=person, kind="role_dispute", values={"about": "with her husband", "dispute_stage": "impasse"}, by=by
    )
    event = add_event(
        client=person, values={"kind": "conflict", "title": "He moved into the study", "happened_on": on}, by=by
    )
    values = {"link_statement": "Since the evenings ended", "client_words": "I stopped knocking", "given_on": on}
    save_formulation(client=person, version=0, values={**values, "precipitants": [event]}, by=by)
    choose_focus(course=course, area=area, rank="primary", by=by)
    agree(course, by, course.planned_sessions)
    rate_goals(ratings=dict.fromkeys(course.goals.all(), 5), by=by)
    for session in course.sessions.held().in_order():
        for instrument, total in (("phq9", 12), ("gad7", 8)):
            score(person, by, session, total, instrument)
        SessionNote.objects.create(
            therapy_session=session,
            author=by,
            attendance="held",
            techniques=["role_play"],
            signed_at=timezone.now(),
            signed_by=by,
        )


def page(browser, name, person, query=""):
    return browser.get(reverse(name, args=[person.pk]) + query)


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_who_opens_the_pages(cast, as_ada, as_ben, as_sam, as_dee, as_ali, as_kim, name):
    opened = {
        browser.user.full_name.split()[0]: page(browser, name, cast.casey).status_code
        for browser in (as_ada, as_ben, as_sam, as_dee, as_ali, as_kim)
    }
    office = 302 if name == "client_detail" else 403
    assert opened == {"Ada": 200, "Ben": 404, "Sam": 200, "Dee": 200, "Ali": 403, "Kim": office}


def test_client_detail_sends_the_office_to_contact_data(cast, as_kim):
    assert page(as_kim, "client_detail", cast.casey).headers["Location"] == reverse(
        "client_contact", args=[cast.casey.pk]
    )


@pytest.mark.parametrize("name", PAGES)
def test_each_read_is_recorded(cast, as_sam, name):
    page(as_sam, name, cast.casey)
    viewed = AuditEvent.objects.get(verb="client.viewed")
    assert (viewed.actor_id, viewed.client_id, viewed.details) == (cast.sam.pk, cast.casey.pk, {"page": name})


def test_client_detail_says_where_the_case_stands(cast, as_ada):
    fill(cast.casey, cast.casey_course, cast.ada)
    text = text_of(page(as_ada, "client_detail", cast.casey))
    for words in (
        "2 of 16 held, 14 left", "Born 1990", "with Ada Test", "with her husband, at an impasse", "Since the evenings ended",
        "I stopped knocking", "Ask for one evening", "PHQ-9 12 to 12, no reliable change (6 needed)", "Open session 3",
        "He moved into the study", "Contract, version 1",
    ):  # fmt: skip
        assert words in text, words


def test_client_detail_shows_each_goal_over_time(cast, as_sam):
    """2.6: what was rated between the start and now stays visible; of one day the latest rating counts."""
    agree(cast.casey_course, cast.ada)
    first, _second = cast.casey_course.goals.all()
    for on, rating in ((3, 3), (3, 4), (17, 6)):
        rate_goals(ratings={first: rating}, rated_on=dt.date(2025, 3, on), by=cast.ada)
    text = text_of(page(as_sam, "client_detail", cast.casey))
    assert "2 at the start, 4 on Mar 3, 2025, 6 now, 7 is the goal" in text
    assert "3 at the start, 7 is the goal" in text


def test_client_detail_shows_an_open_alert_with_its_owner(cast, as_ada):
    raise_alert(client=cast.casey, source="clinician", what="Said so in the session", owner=cast.ada, by=cast.ada)
    text = text_of(page(as_ada, "client_detail", cast.casey))
    assert "Ask about safety today" in text
    assert "Said so in the session" in text


def test_readers_are_offered_nothing_to_write(cast, as_ada, as_sam):
    fill(cast.casey, cast.casey_course, cast.ada)
    written = ("important_person_new", "life_event_new", "formulation_edit")
    course = ("focus_choose", "contract_new", "goal_rate", "ending_edit")
    links = [reverse(name, args=[cast.casey.pk]) for name in written]
    links += [reverse(name, args=[cast.casey_course.pk]) for name in course]
    pages = {
        browser.user.role: "".join(
            text_of(page(browser, name, cast.casey)) for name in (*PAGES, "important_people", "formulation_detail")
        )
        for browser in (as_ada, as_sam)
    }
    assert [link for link in links if f'"{link}"' in pages["supervisor"]] == []
    assert [link for link in links if f'"{link}"' not in pages["therapist"]] == []


def test_a_client_without_a_course_has_an_overview(cast, as_ada):
    person = make.make_client("Nova", "Reed", therapist=cast.ada)
    for name in PAGES:
        assert page(as_ada, name, person).status_code == 200
    assert "No course yet" in text_of(page(as_ada, "client_detail", person))


def test_an_earlier_course_can_be_chosen(cast, as_ada):
    first = cast.casey_course
    first.closed_at, first.closed_by, first.end_reason = timezone.now() - dt.timedelta(hours=1), cast.ada, "completed"
    first.save()
    first.sessions.all()[15].appointment.client.appointments.filter(status="booked").update(
        status="cancelled_by_practice"
    )
    make.make_course(
        cast.casey, cast.ada, planned=12, number=2, first_at=timezone.now() + dt.timedelta(days=2, hours=3)
    )
    assert "0 of 12 held, 12 left" in text_of(page(as_ada, "client_detail", cast.casey))
    earlier = text_of(page(as_ada, "client_detail", cast.casey, "?course=1"))
    assert "2 of 16 held" in earlier and "14 left" not in earlier
    assert "Nothing is booked" not in earlier
    assert page(as_ada, "client_detail", cast.casey, "?course=3").status_code == 404
    assert page(as_ada, "client_detail", cast.casey, "?course=%00").status_code == 404


def test_a_planned_end_in_another_year_has_its_year(cast, as_ada):
    person, next_year = (
        make.make_client("Lark", "Field", therapist=cast.ada),
        timezone.localtime() + dt.timedelta(weeks=53),
    )
    make.make_course(person, cast.ada, planned=1, first_at=next_year)
    assert f"Planned end {next_year:%b} {next_year.day}, {next_year.year}" in text_of(
        page(as_ada, "client_detail", person)
    )


def test_a_session_added_without_a_time_moves_the_planned_end(cast, as_ada):
    """What is booked ends before the contract does, as long as a session of the contract has no time."""
    person = make.make_client("Wren", "Field", therapist=cast.ada)
    course = make.make_course(person, cast.ada, planned=8, first_at=timezone.now() - dt.timedelta(weeks=2))
    last = course.sessions.in_order().last().appointment.wall_date
    agreed = last + dt.timedelta(weeks=1)
    agree_contract(
        course=course, planned_sessions=9, planned_weeks=9, planned_end_on=agreed, goals=[], reason="one more", by=cast.ada,
    )  # fmt: skip
    shown = text_of(page(as_ada, "client_detail", person))
    assert "1 session has no time yet" in shown
    assert f"Planned end {agreed:%b} {agreed.day}" in shown


def needs(browser, person):
    """The lines of What needs doing."""
    return [need.text for need in page(browser, "client_detail", person).context["needs"]]


def test_what_needs_doing_follows_the_phase(cast, as_ada):
    early = needs(as_ada, cast.casey)
    assert "Take baseline measures" in early
    assert "Begin the inventory of people" in early
    assert "Choose the focus" not in early, "due in session 4"
    fill(cast.casey, cast.casey_course, cast.ada)
    assert "Take baseline measures" not in needs(as_ada, cast.casey)


@pytest.mark.parametrize(
    ("held", "due", "not_due"),
    [
        (
            3,
            {"Choose the focus", "Give the formulation", "Agree the contract"},
            {"Midpoint review", "Ending checklist"},
        ),
        (
            7,
            {"Midpoint review", "Progress summary", "Rate engagement at the midpoint"},
            {"Ending checklist", "End-of-treatment report"},
        ),
        (11, {"Midpoint review"}, {"Ending checklist"}),
        (12, {"Ending checklist"}, {"Midpoint review", "End-of-treatment report", "Rate engagement at the midpoint"}),
        (15, {"Ending checklist", "End-of-treatment report"}, {"Progress summary"}),
    ],
)
def test_what_needs_doing_opens_by_itself(cast, as_sam, held, due, not_due):
    person = make.make_client("Toni", "Ash", therapist=cast.sam)
    make.make_course(person, cast.sam, held=held)
    found = set(needs(as_sam, person))
    assert due - found == set()
    assert not_due & found == set()


def test_the_report_of_a_finished_course_waits(cast, as_sam):
    person = make.make_client("Toni", "Ash", therapist=cast.sam)
    course = make.make_course(person, cast.sam, held=16)
    assert "End-of-treatment report" in needs(as_sam, person)
    Report.objects.create(client=person, course=course, kind="end_of_treatment", author=cast.sam)
    assert "Finish the end-of-treatment report" in needs(as_sam, person)


def test_notes_to_sign_come_first(cast, as_ada):
    session = cast.casey_course.sessions.filter(number=None).in_order().first()
    session.appointment.starts_at = timezone.now() - dt.timedelta(minutes=30)
    session.appointment.ends_at = timezone.now() + dt.timedelta(minutes=20)
    session.appointment.save()
    assert needs(as_ada, cast.casey)[:3] == [
        "Sign the note of session 1",
        "Sign the note of session 2",
        "Sign the note of session 3",
    ]


def test_the_tasks_of_the_phase_lead_to_the_note_that_waits(cast, as_ada):
    found = page(as_ada, "client_detail", cast.casey).context["needs"]
    tasks = next(need for need in found if "of this phase" in need.text)
    assert found[0].text == "Sign the note of session 1"
    assert tasks.url == found[0].url


def test_hostile_text_is_shown_as_it_was_typed(cast, as_ada):
    course = cast.casey_course
    area = identify_area(client=cast.casey, kind="grief", values={"about": HOSTILE}, by=cast.ada)
    choose_focus(course=course, area=area, rank="primary", by=cast.ada)
    words = {"link_statement": HOSTILE, "client_words": HOSTILE}
    save_formulation(client=cast.casey, version=0, values=words, by=cast.ada)
    on = timezone.now().date()
    add_event(client=cast.casey, values={"kind": "other", "title": HOSTILE, "happened_on": on}, by=cast.ada)
    for session in course.sessions.held().in_order():
        score(cast.casey, cast.ada, session, 12)
    for name in PAGES:
        assert "<script>alert" not in text_of(page(as_ada, name, cast.casey)), name
    assert "&lt;script&gt;alert(1)" in text_of(page(as_ada, "client_detail", cast.casey))


def test_client_scores_says_what_the_change_amounts_to(cast, as_ada):
    first, second = cast.casey_course.sessions.held().in_order()
    score(cast.casey, cast.ada, first, 18)
    score(cast.casey, cast.ada, second, 10)
    text = text_of(page(as_ada, "client_scores", cast.casey))
    assert "8 below the start of 18. Reliable change." in text


def test_client_timeline_is_in_order(cast, as_ada):
    for day, title in ((5, "Later"), (2, "Earlier")):
        values = {
            "kind": "change",
            "title": title,
            "happened_on": dt.date(2020, 3, day),
            "description": f"{title}, told",
        }
        add_event(client=cast.casey, values=values, by=cast.ada)
    answer = page(as_ada, "client_timeline", cast.casey)
    assert "Later, told" in text_of(answer)
    entries = answer.context["entries"]
    days = [entry.on for _year, found in entries for entry in found]
    assert days == sorted(days)
    assert [entry.text for entry in entries[0][1]] == ["Earlier", "Later"]


def test_a_focus_whose_area_was_closed_asks_for_another(cast, as_ada):
    area = identify_area(client=cast.casey, kind="role_dispute", values={"about": "with her sister"}, by=cast.ada)
    choose_focus(course=cast.casey_course, area=area, rank="primary", by=cast.ada)
    asked = "The area of the focus is closed"
    assert asked not in text_of(page(as_ada, "client_detail", cast.casey))
    values = {"closed_on": dt.date(2026, 3, 1), "closed_reason": "Settled"}
    edit_area(area=area, version=area.version, values=values, by=cast.ada)
    assert asked in text_of(page(as_ada, "client_detail", cast.casey))


def test_client_timeline_shows_the_days_that_people_and_areas_tell(cast, as_ada, as_sam):
    """Row 000-11, section 2.3: a change with somebody, a death and a change of role stand among the events, each once."""
    changed = {"change_on": dt.date(2025, 11, 3), "change_precision": "month", "change_since_onset": "Moved out"}
    person = add_person(client=cast.casey, values={"name": "Juno", "relation": "sibling", **changed}, by=cast.ada)
    dead = {"loss_kind": "death", "about": "for her mother", "details": {"death_date": "2025-01-09"}}
    identify_area(client=cast.casey, kind="grief", values=dead, by=cast.ada)
    moved = {"details": {"event": "Sold the farm", "event_date": "2025-05-01", "event_precision": "month"}}
    identify_area(client=cast.casey, kind="role_transition", values=moved, by=cast.ada)
    for browser in (as_ada, as_sam):
        answer = page(browser, "client_timeline", cast.casey)
        told = [(entry.when, entry.text, entry.label) for _year, found in answer.context["entries"] for entry in found]
        assert ("Jan 9", "Death of a significant other, for her mother", "Grief") in told
        assert ("May", "Sold the farm", "Role transition") in told
        assert ("November", "A change with Juno", "Inventory") in told
        assert "Moved out" in text_of(answer) and "Sold the farm" in str(answer.context["drawn"]["picture"])
    events = [
        {"kind": "conflict", "title": "Juno left", "happened_on": dt.date(2025, 11, 20), "person": person},
        {
            "kind": "death",
            "title": "Her mother died",
            "happened_on": dt.date(2025, 1, 1),
            "precision": "year",
            "area": "grief",
        },
    ]
    for values in events:
        add_event(client=cast.casey, values=values, by=cast.ada)
    entries = page(as_ada, "client_timeline", cast.casey).context["entries"]
    texts = [entry.text for _year, found in entries for entry in found]
    assert "Juno left" in texts and "A change with Juno" not in texts
    assert "Her mother died" in texts and not any(text.startswith("Death of") for text in texts)


def test_client_timeline_calls_no_session_missed_before_its_note_is_written(cast, as_ada):
    session = cast.casey_course.sessions.filter(number=None).in_order().first()
    session.appointment.starts_at = timezone.now() - dt.timedelta(minutes=30)
    session.appointment.ends_at = timezone.now() + dt.timedelta(minutes=20)
    session.appointment.save()
    text = text_of(page(as_ada, "client_timeline", cast.casey))
    assert "Note to write" in text
    assert 'class="cross"' not in text


def test_client_documents_keeps_drafts_from_readers(cast, as_ada, as_sam):
    Report.objects.create(client=cast.casey, course=cast.casey_course, kind="midcourse", author=cast.ada)
    shown = {b.user.role: len(page(b, "client_documents", cast.casey).context["reports"]) for b in (as_ada, as_sam)}
    assert shown == {"therapist": 1, "supervisor": 0}


def queries(browser, name, person):
    page(browser, name, person)
    with CaptureQueriesContext(connection) as captured:
        assert page(browser, name, person).status_code == 200
    return len(captured)


def test_the_same_queries_for_one_row_and_for_thirty(cast, as_sam):
    """Ten for the overview (house, section 8), whatever the course holds."""
    people = [long_case(cast.sam, held) for held in (1, 16, 30)]
    counts = {name: [queries(as_sam, name, person) for person in people] for name in PAGES}
    assert [name for name, found in counts.items() if len(set(found)) > 1] == [], counts
    assert counts["client_detail"][0] <= 10


def long_case(therapist, held):
    """Somebody with `held` sessions held, as many events, and one session to come."""
    person = make.make_client(f"Toni{held}", "Ash", therapist=therapist)
    first_at = timezone.now() + dt.timedelta(hours=held) - dt.timedelta(weeks=held)
    course = make.make_course(
        person, therapist, planned=held + 1, held=held, first_at=first_at, template_key="custom", length_reason="x"
    )
    fill(person, course, therapist)
    on = timezone.now().date()
    for number in range(held):
        values = {"kind": "other", "title": f"Event {number}", "happened_on": on - dt.timedelta(days=number)}
        add_event(client=person, values=values, by=therapist)
    return person
