"""The frame around the clinical pages: the place in the navigation, groups of choices, the letterhead."""

import re

import pytest
from django.urls import reverse

from accounts.models import Practice

pytestmark = pytest.mark.django_db


def _here(answer):
    return [item["label"] for item in answer.context["nav"]["items"] if item["current"]]


def test_technique_list_marks_its_place(cast, as_dee):
    assert _here(as_dee.get(reverse("technique_list"))) == ["Kinds of course"]


def test_adjunct_list_stands_with_the_clients(cast, as_ada):
    assert _here(as_ada.get(reverse("adjunct_list", args=[cast.casey_course.pk]))) == ["Clients"]


def test_assessment_edit_tells_checkboxes_from_radio_buttons(cast, as_ada):
    page = as_ada.get(reverse("assessment_edit", args=[cast.casey.pk])).content.decode()
    groups = {match[1]: match[0] for match in re.finditer(r'<fieldset id="div_id_(\w+)"[^>]*>', page)}
    assert 'role="radiogroup"' in groups["medication_view"] and "radiogroup" not in groups["indications"]


def test_letterhead_of_the_practice_is_one_line_each():
    letterhead = Practice(name="Test", address="12 Marlow Street\nSuite 3\n", phone="555", email="").letterhead
    assert letterhead == {"name": "Test", "address": "12 Marlow Street, Suite 3", "contact": "555"}
