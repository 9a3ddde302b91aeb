"""Contracts, kinds of course and courses of an older database keep the numbers that they were agreed and booked with."""

import datetime as dt
import importlib
from types import SimpleNamespace

import pytest
from django.db import connection

from ipt_practice import database_rules
from sessions.actions.booking import seed_templates
from sessions.course_plan import TEMPLATES
from sessions.models import Contract, Course, CourseTemplate

from .. import make

FIRST = dt.datetime(2027, 3, 1, 14, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def run(migration, step, **models):
    """Run a data step of a migration as `migrate` does: no trigger stands in its way."""
    database_rules.remove(connection)
    module = importlib.import_module(f"sessions.migrations.{migration}")
    getattr(module, step)(SimpleNamespace(get_model=lambda _app, name: models[name]), None)
    database_rules.install(connection)


def test_an_older_contract_has_the_minutes_of_its_course(cast):
    for course, minutes in ((cast.casey_course, 60), (cast.drew_course, 45)):
        Course.objects.filter(pk=course.pk).update(minutes=minutes)
        Contract.objects.create(
            course=course, number=9, agreed_on=dt.date(2026, 2, 3), planned_sessions=16, planned_weeks=16,
            planned_end_on=dt.date(2026, 5, 5), recorded_by=cast.ada,
        )  # fmt: skip
    run("0012_contract_minutes", "take_those_of_the_course", Contract=Contract, Course=Course)
    assert Contract.objects.get(course=cast.casey_course, number=9).minutes == 60
    assert set(Contract.objects.filter(course=cast.drew_course).values_list("minutes", flat=True)) == {45}


def test_older_kinds_and_courses_keep_their_lengths_ages_and_milestones(cast):
    """What was known by key alone stands in the rows afterwards, the same as a new practice is given."""
    for number, key in enumerate((*TEMPLATES, "own-1")):
        person = make.make_client(key, "Ash")
        make.make_course(person, cast.dee, planned=1, first_at=FIRST + dt.timedelta(days=number), template_key=key)
    seed_templates()
    CourseTemplate.objects.create(key="own-1", name="Own", planned_sessions=10, initial_to=3, middle_to=8)
    names = ("key", "milestone_measures", "usual_from", "usual_to", "youngest", "oldest")
    seeded = set(map(str, CourseTemplate.objects.values_list(*names)))
    CourseTemplate.objects.update(milestone_measures=[], usual_from=12, usual_to=16, youngest=None, oldest=None)
    run("0013_lengths_ages_and_milestones", "keep_what_held", CourseTemplate=CourseTemplate, Course=Course)
    assert set(map(str, CourseTemplate.objects.values_list(*names))) == seeded
    courses = {each.template_key: each for each in Course.objects.exclude(template_key="ipt_16")}
    for key, template in TEMPLATES.items():
        if key != "ipt_16":
            found = courses[key]
            assert (found.planned_range, tuple(found.milestone_measures)) == (
                template.planned_range,
                template.milestone_measures,
            )
    assert (courses["own-1"].planned_range, cast.casey_course.planned_range) == ((6, 20), (12, 16))
