"""The letter, the contract and the page to take home on paper: made once, kept as they were given, opened under the record."""

import hashlib
import io

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader

from audit.models import AuditEvent
from problem_areas.actions import save_formulation, save_letter
from rendering.pdf import RenderFailed
from reports.actions import printing
from reports.models import PrintedPage
from sessions.actions.ending import save_ending

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(name, args=[row.pk])


@pytest.fixture
def quick(monkeypatch):
    """A press that says what it was given, at once."""
    monkeypatch.setattr(printing, "render_pdf_apart", lambda html, **more: f"%PDF- {more['title']} {html}".encode())


@pytest.fixture
def letter(oak):
    formulation = oak.client.formulations.first() or save_formulation(
        client=oak.client, version=0, values={"syndrome_label": "Depression"}, by=oak.therapist
    )
    return save_letter(formulation=formulation, version=0, text="Dear Gabriel,\n\nThe farm.", by=oak.therapist)


@pytest.fixture
def printable(oak, letter):
    """View name to the row that it prints."""
    save_ending(
        course=oak.course, version=oak.course.ending.version, values={"coping_plan": "Call Bo"}, by=oak.therapist
    )
    return {
        "letter_print": oak.client, "contract_print": oak.course.contracts.get(), "take_home_print": oak.course,
    }  # fmt: skip


WORDS = {
    "letter_print": [
        "Dear Gabriel,",
        "The farm.",
        "Ada Test, LCSW",
        "G. O., letter of",
        "Page 1 of 1",
        "12 Marlow Street",
    ],
    "contract_print": [
        "Gabriel Oak",
        "Treatment contract",
        "12 sessions of 50 minutes",
        "Ada Test, LCSW",
        "G. O., file 0003.",
    ],
    "take_home_print": ["Keeping well", "Gabriel Oak", "Call Bo", "988", "12 Marlow Street", "Page 1 of 1"],
}


@pytest.mark.parametrize("name", WORDS)
def test_a_page_is_printed_kept_and_opened(oak, printable, as_ada, name):
    answer = as_ada.post(url(name, printable[name]))
    page = PrintedPage.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, url("printed_page", page))
    pdf = as_ada.get(answer.headers["Location"])
    assert (pdf.headers["Content-Type"], pdf.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert "Oak" not in pdf.headers["Content-Disposition"]
    assert hashlib.sha256(pdf.content).hexdigest() == page.sha256
    read = PdfReader(io.BytesIO(pdf.content))
    text = " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())
    assert [words for words in WORDS[name] if words not in text] == []
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] and "Oak" not in str(read.metadata)
    verbs = AuditEvent.objects.filter(verb__in=("page.printed", "page.opened"), client_id=str(oak.client.pk))
    assert [event.verb for event in verbs.order_by("pk")] == ["page.printed", "page.opened"]


def test_the_same_words_are_kept_once_and_new_words_beside_the_old(oak, letter, as_ada, quick):
    for _twice in range(2):
        as_ada.post(url("letter_print", oak.client))
    (first,) = PrintedPage.objects.all()
    save_letter(
        formulation=letter.formulation, version=letter.version, text="Dear Gabriel,\n\nThe sheep.", by=oak.therapist
    )
    as_ada.post(url("letter_print", oak.client))
    assert [b"The sheep." in bytes(page.pdf) for page in PrintedPage.objects.order_by("printed_at")] == [False, True]
    assert b"The farm." in as_ada.get(url("printed_page", first)).content
    documents = as_ada.get(url("client_documents", oak.client)).content.decode()
    assert (
        documents.count(reverse("printed_page", args=[first.pk])) == 1 and documents.count("Letter to the client") == 2
    )


def test_what_was_printed_is_not_changed(oak, letter, as_ada, quick):
    as_ada.post(url("letter_print", oak.client))
    for change in (lambda rows: rows.update(pdf=b""), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(PrintedPage.objects.all())


def test_without_a_letter_there_is_nothing_to_print(cast, as_ada):
    assert as_ada.post(url("letter_print", cast.casey)).headers["Location"] == url("formulation_detail", cast.casey)
    assert not PrintedPage.objects.exists()


def test_a_page_that_will_not_print_says_so_and_keeps_nothing(oak, as_ada, monkeypatch):
    def broken(html, **more):
        raise RenderFailed("no fonts found")

    monkeypatch.setattr(printing, "render_pdf_apart", broken)
    answer = as_ada.post(url("contract_print", oak.course.contracts.get()), follow=True)
    assert "The PDF could not be made." in answer.content.decode()
    assert not PrintedPage.objects.exists()


def test_only_who_reads_the_chart_prints_and_opens(oak, letter, as_ada, as_sam, as_ben, as_kim, quick):
    as_ada.post(url("letter_print", oak.client))
    page = PrintedPage.objects.get()
    for browser, code in ((as_sam, 302), (as_ben, 404), (as_kim, 403)):
        assert browser.post(url("letter_print", oak.client)).status_code == code
    for browser, code in ((as_sam, 200), (as_ben, 404), (as_kim, 403)):
        assert browser.get(url("printed_page", page)).status_code == code
