"""What must never be in a report: private notes, drafts, supervision, names of third parties. In no kind, in no form."""

import ast
import io
import json
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from reports.actions import render_report, sign_report, start_report
from reports.document import document
from reports.reading import read
from sessions.models import ReviewComment, SessionNote

from . import charts

pytestmark = pytest.mark.django_db

CANARY = "zzprivate"
NAMES = ("Daniel", "Pell", "Ines", "Tom")


@pytest.fixture
def guarded(oak):
    """The long chart with a canary wherever a report must not look."""
    for session in oak.course.sessions.exclude(number=None):
        charts.private_note(session, f"{CANARY} session {session.number}")
        ReviewComment.objects.create(note=session.note, text=f"{CANARY} comment", written_by=oak.therapist)
    waiting = oak.course.sessions.filter(number=None).first()
    SessionNote.objects.create(
        therapy_session=waiting, author=oak.therapist, opening_answer=f"{CANARY} draft", progress=f"{CANARY} draft",
        medication=CANARY, attendance="late_cancel",
    )  # fmt: skip
    area = oak.course.focuses.get().area
    area.about, area.evidence = "since Daniel moved, and Ines left", "Tom said so"
    area.save()
    note = oak.course.sessions.get(number=3).note
    charts.add_to(note, "Mrs. Pell was there, and Tom.", oak.therapist)
    ending = oak.course.ending
    ending.coping_plan = "Call Daniel's sister. Then Ines."
    ending.support_people = "Daniel\nTom"
    ending.save()
    return oak


def everything(made, kind, now):
    """All that a reader can get of this report: draft page, snapshot, frozen text, signed page, PDF."""
    report = start_report(course=made.course, kind=kind, now=now, by=made.therapist)
    reading = read(report, signer=made.therapist, now=now)
    draft = document(report, facts=reading.facts, said=reading.said, printed_at=now)
    yield render_to_string("pdf/report.html", draft)
    sign_report(report=report, version=report.version, now=now, by=made.therapist)
    yield json.dumps([report.snapshot, report.text], ensure_ascii=False)
    yield render_to_string("pdf/report.html", document(report, printed_at=now))
    file = render_report(report.pk, now=now)
    yield "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.pdf)).pages)
    yield file.pdf.decode("latin-1")


@pytest.mark.parametrize("kind", ["midcourse", "end_of_treatment"])
def test_neither_private_words_nor_names_get_in(guarded, now, kind):
    outputs = list(everything(guarded, kind, now))
    assert len(outputs) == 5
    assert [place for place, text in enumerate(outputs) if CANARY in text] == []
    assert [(place, name) for place, text in enumerate(outputs[:4]) for name in NAMES if name in text] == []
    assert all("Gabriel Oak" in text for text in outputs[:4])  # the canaries' cage is not empty


def test_no_module_of_reports_knows_what_it_must_not_read():
    """Reports may name neither the private note nor its door, nor review comments; the model layer is not asked by another way."""
    forbidden = {"PrivateNote", "private_note_of", "EncryptedProse", "ReviewComment", "review_comments"}
    folder = Path(__file__).resolve().parents[2] / "reports"
    found = {
        (
            path.name,
            node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else node.name,
        )
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Name) and node.id in forbidden)
        or (isinstance(node, ast.Attribute) and node.attr in forbidden)
        or (isinstance(node, ast.alias) and node.name in forbidden)
    }
    assert found == set()


def test_templates_of_reports_are_given_no_rows_of_notes(oak, now):
    """What the printed page is made from is facts and text; its only row is the report itself."""
    report = start_report(course=oak.course, kind="midcourse", now=now, by=oak.therapist)
    reading = read(report, signer=oak.therapist, now=now)
    page = document(report, facts=reading.facts, said=reading.said, printed_at=now)
    rows = [key for key, value in page.items() if hasattr(value, "_meta")]
    assert rows == ["report"]
