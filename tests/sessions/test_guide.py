"""The guide of a whole course: read by whoever reads the chart, ticked outside a note, and put right after a slip."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from sessions.actions.ending import save_ending
from sessions.actions.notes import save_and_sign
from sessions.models import PhaseTaskDone, SessionNote

from .moments import next_of

DAY = "2026-02-03"


def at(name, course):
    return reverse(name, args=[course.pk])


def lines_of(answer):
    return {line.key: line for *_phase, lines in answer.context["phases"] for line in lines}


def test_guide_detail_tells_readers_what_was_done_when(cast, as_ada, as_sam, as_dee, as_ben, as_kim):
    """2.3: each task with its date and its session, for supervisor and director as well."""
    course, session = cast.casey_course, next_of(cast.casey_course)
    values = {"attendance": "held", "tasks_done": ["risk_screen"], "sick_role": "limited"}
    save_and_sign(therapy_session=session, version=0, values=values, by=cast.ada)
    save_ending(course=course, version=0, values={"gains": "More air"}, by=cast.ada)
    for browser in (as_ada, as_sam, as_dee):
        lines = lines_of(browser.get(at("guide_detail", course)))
        risk = lines["risk_screen"]
        assert (risk.is_done, risk.done_on, risk.session) == (True, session.appointment.wall_date, 3)
        assert lines["sick_role"].how == "limited"
        assert lines["gains_listed"].is_done and not lines["gains_listed"].may_be_taken_back
        assert (lines["contract"].is_done, lines["contract"].due) == (False, 4)
    assert "Mark what is ticked" not in as_sam.get(at("guide_detail", course)).content.decode()
    assert [browser.get(at("guide_detail", course)).status_code for browser in (as_ben, as_kim)] == [404, 403]
    assert [browser.post(at("guide_tick", course), {}).status_code for browser in (as_sam, as_dee)] == [404, 404]


def test_guide_tick_marks_what_was_done_outside_a_session(cast, as_ada):
    typed = {"tasks": ["history", "ipt_explained"], "done_on": DAY}
    assert as_ada.post(at("guide_tick", cast.casey_course), typed).status_code == 302
    done = {each.task: (each.phase, each.done_on, each.done_by) for each in PhaseTaskDone.objects.all()}
    assert done == dict.fromkeys(typed["tasks"], ("initial", dt.date.fromisoformat(DAY), cast.ada))
    as_ada.post(at("guide_tick", cast.casey_course), typed | {"done_on": "2026-03-01"})
    assert {each.done_on.isoformat() for each in PhaseTaskDone.objects.all()} == {DAY}
    assert AuditEvent.objects.filter(verb="tasks.ticked").count() == 2


@pytest.mark.parametrize("typed", [{"done_on": DAY}, {"tasks": ["history"]}, {"tasks": ["nothing"], "done_on": DAY}])
def test_guide_tick_says_what_is_missing(cast, as_ada, typed):
    answer = as_ada.post(at("guide_tick", cast.casey_course), typed)
    assert answer.status_code == 422
    assert lines_of(answer) and not PhaseTaskDone.objects.exists()


def test_a_slip_is_taken_back_and_the_note_stays(cast, as_ada):
    course, session = cast.casey_course, next_of(cast.casey_course)
    values = {"attendance": "held", "tasks_done": ["risk_screen"]}
    save_and_sign(therapy_session=session, version=0, values=values, by=cast.ada)
    assert as_ada.post(at("guide_tick", course), {"take_back": "risk_screen"}).status_code == 302
    assert not lines_of(as_ada.get(at("guide_detail", course)))["risk_screen"].is_done
    assert SessionNote.objects.get().tasks_done == ["risk_screen"]
    assert AuditEvent.objects.get(verb="task.taken_back").details == {"task": "risk_screen"}
    needs = as_ada.get(reverse("client_detail", args=[cast.casey.pk])).context["needs"]
    assert any("Ask about suicide" in need.detail for need in needs)


def test_the_guide_of_a_closed_course_is_read(cast, as_ada):
    course = cast.casey_course
    course.closed_at, course.closed_by, course.end_reason = timezone.now(), cast.ada, "completed"
    course.save()
    assert "Mark what is ticked" not in as_ada.get(at("guide_detail", course)).content.decode()
    as_ada.post(at("guide_tick", course), {"tasks": ["history"], "done_on": DAY})
    assert not PhaseTaskDone.objects.exists()


def test_the_guide_costs_the_same_for_one_and_for_thirty(cast, as_ada):
    course, counts = cast.casey_course, []
    as_ada.get(at("guide_detail", course))
    for done in (
        ["history"],
        [task.key for phase in ("initial", "middle", "termination") for task in course.tasks_in(phase)],
    ):
        as_ada.post(at("guide_tick", course), {"tasks": done, "done_on": DAY})
        with CaptureQueriesContext(connection) as captured:
            as_ada.get(at("guide_detail", course))
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("task", ["nul\x00inside", "x" * 100_000, "no such task"])
def test_what_is_no_task_is_not_taken_back(cast, as_ada, task):
    answer = as_ada.post(reverse("guide_tick", args=[cast.casey_course.pk]), {"take_back": task})
    assert answer.status_code == 302
    assert not AuditEvent.objects.filter(verb="task.taken_back").exists()
