"""The formulation in full, and as a letter to the client. Rows 001-21, 002-25, 003-22; flows, row 7."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from problem_areas import actions
from problem_areas.models import Formulation, FormulationLetter


def url(name, row):
    return reverse(name, args=[row.pk])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def formulation(cast):
    values = {"syndrome_label": "Major depressive disorder, F32.1", "link_statement": "You stopped asking"}
    return actions.save_formulation(client=cast.casey, version=0, values=values, by=cast.ada)


def test_formulation_edit_keeps_all_of_it(cast, as_ada):
    area = actions.identify_area(client=cast.casey, kind="grief", values={"about": "for her aunt"}, by=cast.ada)
    typed = {
        "version": 0, "primary_area": area.pk, "why_now": "The anniversary", "interpersonal_pattern": "Goes quiet",
        "supports": "Her sister", "plan": "Sixteen sessions", "given_on": "2026-02-03", "social": "Lives alone",
        "attachment_style": "fearful",
    }  # fmt: skip
    assert as_ada.post(url("formulation_edit", cast.casey), typed).status_code == 302
    row = Formulation.objects.get()
    assert (row.primary_area, row.why_now, row.interpersonal_pattern, row.supports, row.plan) == (
        area, "The anniversary", "Goes quiet", "Her sister", "Sixteen sessions",
    )  # fmt: skip
    assert row.factors == {"social": "Lives alone", "attachment_style": "fearful"}
    text = text_of(as_ada.get(url("formulation_detail", cast.casey)))
    for shown in (
        "for her aunt",
        "The anniversary",
        "Goes quiet",
        "Her sister",
        "Sixteen sessions",
        "Lives alone",
        "Fearful",
    ):
        assert shown in text


def test_a_formulation_links_two_areas_that_differ(cast, as_ada):
    area = actions.identify_area(client=cast.casey, kind="grief", by=cast.ada)
    answer = as_ada.post(
        url("formulation_edit", cast.casey), {"version": 0, "primary_area": area.pk, "secondary_area": area.pk}
    )
    assert answer.status_code == 422
    assert "Choose another area than the first, or none" in text_of(answer)


def test_a_formulation_links_no_area_of_another_chart(cast, as_ada):
    actions.identify_area(client=cast.casey, kind="grief", by=cast.ada)
    strangers = actions.identify_area(client=cast.drew, kind="grief", by=cast.ben)
    answer = as_ada.post(url("formulation_edit", cast.casey), {"version": 0, "primary_area": strangers.pk})
    assert answer.status_code == 422
    with pytest.raises(actions.NotOfThisClient):
        actions.save_formulation(client=cast.casey, version=0, values={"primary_area": strangers}, by=cast.ada)


def test_formulation_letter_begins_with_the_formulation_in_plain_words(cast, as_ada, formulation):
    answer = as_ada.get(url("formulation_letter", cast.casey))
    text = answer.context["form"]["text"].value()
    assert text.startswith("Dear Casey,") and "What you have is called depression." in text
    assert "You stopped asking." in text and "F32" not in text
    assert not FormulationLetter.objects.exists()


def test_formulation_letter_is_saved_edited_and_printed(cast, as_ada, formulation):
    answer = as_ada.post(
        url("formulation_letter", cast.casey), {"version": 0, "text": "Dear Casey,\n\nSo it is.\r\n\r\nAda"}
    )
    assert answer.headers["Location"] == url("formulation_letter_print", cast.casey)
    as_ada.post(url("formulation_letter", cast.casey), {"version": 1, "text": "Dear Casey,\n\nSo it was."})
    letter = FormulationLetter.objects.get()
    assert (letter.text, letter.version, letter.saved_by) == ("Dear Casey,\n\nSo it was.", 2, cast.ada)
    assert sorted(letter.history.values_list("version", flat=True)) == [1, 2]
    text = text_of(as_ada.get(url("formulation_letter_print", cast.casey)))
    assert '<p class="kept-text">So it was.</p>' in text
    assert "Test Practice" in text and "F32" not in text and "Quill" not in text
    assert AuditEvent.objects.filter(verb="formulation.letter_saved").count() == 2
    assert AuditEvent.objects.filter(verb="formulation.letter_viewed").count() == 1


def test_formulation_letter_overwrites_nothing(cast, as_ada, formulation):
    actions.save_letter(formulation=formulation, version=0, text="Stored", by=cast.ada)
    answer = as_ada.post(url("formulation_letter", cast.casey), {"version": 0, "text": "Typed"})
    assert answer.status_code == 409
    assert answer.context["rows"] == [{"label": "The letter", "mine": "Typed", "theirs": "Stored"}]
    assert as_ada.post(url("formulation_letter", cast.casey), {"version": 1, "text": "Typed"}).status_code == 302


@pytest.mark.parametrize("text", ["", "   ", "nul\x00", "x" * 30_000])
def test_formulation_letter_takes_no_empty_or_broken_text(cast, as_ada, formulation, text):
    assert as_ada.post(url("formulation_letter", cast.casey), {"version": 0, "text": text}).status_code == 422


def test_formulation_letter_waits_for_a_formulation(cast, as_ada):
    assert "There is no formulation yet" in text_of(as_ada.get(url("formulation_letter", cast.casey)))
    assert as_ada.get(url("formulation_letter_print", cast.casey)).headers["Location"] == url(
        "formulation_detail", cast.casey
    )


def test_who_writes_and_who_reads_the_letter(cast, as_ada, as_sam, as_ben, as_kim, formulation):
    actions.save_letter(formulation=formulation, version=0, text="Dear Casey", by=cast.ada)
    writes = [b.get(url("formulation_letter", cast.casey)).status_code for b in (as_ada, as_sam, as_ben, as_kim)]
    reads = [b.get(url("formulation_letter_print", cast.casey)).status_code for b in (as_ada, as_sam, as_ben, as_kim)]
    assert (writes, reads) == ([200, 404, 404, 403], [200, 200, 404, 403])
