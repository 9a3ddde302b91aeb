"""Kinds of course and courses of an older database keep the meetings that booking proposed for them."""

import importlib
from types import SimpleNamespace

import pytest

from sessions.actions.booking import seed_templates
from sessions.models import Course, CourseTemplate

from .. import make

pytestmark = pytest.mark.django_db


def test_older_kinds_and_courses_keep_their_meetings(cast):
    seed_templates()
    CourseTemplate.objects.update(parent_meetings=[])
    CourseTemplate.objects.filter(key="fb_ipt").update(planned_sessions=15)
    tasks = [{"key": "parents_start", "text": "Meet the parents", "phase": "initial", "due": 0.5}]
    own = CourseTemplate.objects.create(
        key="own-1", name="Teens", planned_sessions=10, initial_to=3, middle_to=8, tasks=tasks
    )
    teen = make.make_course(make.make_client("Toni", "Ash"), cast.dee, planned=12, template_key="ipt_a")
    migration = importlib.import_module("sessions.migrations.0008_parent_meetings")
    models = {"CourseTemplate": CourseTemplate, "Course": Course}
    migration.plan_meetings(SimpleNamespace(get_model=lambda _app, name: models[name]), None)
    planned = {each.key: each.parent_meetings for each in CourseTemplate.objects.all() if each.parent_meetings}
    assert planned == {"ipt_a": [1, 6, 12], "fb_ipt": [1, 8, 15], own.key: [1, 5, 10]}
    teen.refresh_from_db()
    cast.casey_course.refresh_from_db()
    assert (teen.parent_meetings, cast.casey_course.parent_meetings) == ([1, 6, 12], [])
