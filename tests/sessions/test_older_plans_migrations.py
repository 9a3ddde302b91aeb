"""Contracts, kinds of course and courses of an older database keep the numbers that they were agreed and booked with."""

import datetime as dt
import importlib
from types import SimpleNamespace

import pytest
from django.db import connection

from ipt_practice import database_rules
from sessions.models import Contract, Course

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
