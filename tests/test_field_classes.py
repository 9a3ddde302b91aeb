"""Every field of every table of ours has its class in docs/data.md, and the page names nothing that is not there."""

import re
from pathlib import Path

from django.apps import apps

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "data.md").read_text()
OURS = (
    "accounts", "audit", "clients", "intake", "ipt_sessions", "measures", "outbox", "problem_areas", "reminders", "reports",
    "safety", "scheduling",
)  # fmt: skip


def written():
    """Field to class, as the page has them."""
    return dict(re.findall(r"^\| (\w+\.\w+) \| (\w+) \|$", PAGE, re.MULTILINE))


def fields():
    """Every concrete field of ours, as Model.field; history tables repeat their model's."""
    return {
        f"{model.__name__}.{field.name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
        for field in (*model._meta.fields, *model._meta.many_to_many)
    }


def classes():
    return set(re.findall(r"^\| (\w+) \| .+ \| .+ \|$", PAGE, re.MULTILINE)) - {"class"}


def test_every_field_has_its_class():
    assert fields() - written().keys() == set()


def test_the_page_names_no_field_that_is_gone():
    assert written().keys() - fields() == set()


def test_every_class_is_explained():
    assert set(written().values()) - classes() == set()


def test_private_text_is_private():
    assert {field for field, kind in written().items() if kind == "private"} == {
        "PrivateNote.author", "PrivateNote.text", "PrivateNote.therapy_session", "PrivateNote.written_at",
    }  # fmt: skip


def test_nothing_has_a_path_to_the_private_note():
    """No relation leads from the chart to it: neither a foreign key nor a reverse accessor."""
    reached = [
        f"{model.__name__}.{relation.name}"
        for model in apps.get_models()
        for relation in model._meta.get_fields()
        if relation.is_relation
        and relation.related_model
        and relation.related_model.__name__ == "PrivateNote"
        and not relation.hidden
    ]
    assert reached == []
