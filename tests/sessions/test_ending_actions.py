"""The ending checklist is filled over several sessions, by one hand at a time."""

import datetime as dt

import pytest

from audit.versions import StaleVersion
from sessions.actions.ending import save_ending
from sessions.models import CourseIsClosed


def save(cast, version=0, **values):
    return save_ending(course=cast.casey_course, version=version, values=values, by=cast.ada)


def test_it_is_filled_step_by_step(cast):
    save(cast, ending_raised_on=dt.date(2026, 4, 14))
    ending = save(cast, 1, gains="I say what I want", feelings_discussed=True)
    assert (ending.version, ending.ending_raised_on, ending.gains) == (2, dt.date(2026, 4, 14), "I say what I want")


@pytest.mark.parametrize("version", [0, 5])
def test_what_was_saved_in_between_stays(cast, version):
    save(cast, gains="First")
    with pytest.raises(StaleVersion) as stale:
        save(cast, version, gains="Second")
    assert stale.value.current.gains == "First"


def test_a_closed_course_has_ended(cast):
    course = cast.casey_course
    course.closed_at, course.closed_by, course.end_reason = course.opened_at, cast.ada, "completed"
    course.save()
    with pytest.raises(CourseIsClosed):
        save(cast, gains="x")
