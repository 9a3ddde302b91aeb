"""From what was frozen to the PDF: once, whole, sealed, and apart from every other one."""

import datetime as dt
import functools
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from pypdf import PdfReader

from audit.models import AuditEvent
from rendering.pdf import render_pdf, render_pdf_apart
from reports import render, tasks
from reports.actions import render_missing, render_report, save_report, sign_report, start_report
from reports.document import document
from reports.models import Report, ReportFile
from reports.reading import read

from . import charts

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:7 }} {% now 'Y' %} <link rel=attachment href=file:///etc/passwd>"
    "<style>@import 'http://127.0.0.1:9/x'; body { display: none }</style> \u202eright to left\u202c 👩‍👩‍👧 ąłőş ‑"
)


def signed(made, now, kind="end_of_treatment", **more):
    report = start_report(course=made.course, kind=kind, now=now, by=made.therapist)
    return sign_report(report=report, version=report.version, now=now, by=made.therapist, **more)


def pages_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_render_report_stores_the_pdf_with_its_hash(oak, now):
    report = signed(oak, now)
    file = render_report(report.pk, now=now)
    assert file.pdf.startswith(b"%PDF-")
    assert file.sha256 == hashlib.sha256(file.pdf).hexdigest()
    event = AuditEvent.objects.get(verb="report.rendered")
    assert (event.object_id, event.actor_id) == (str(report.pk), None)


def test_render_report_is_done_once(oak, now):
    report = signed(oak, now)
    first = render_report(report.pk, now=now)
    tasks.render_report(str(report.pk))
    assert ReportFile.objects.get() == first
    assert bytes(ReportFile.objects.get().pdf) == first.pdf


def test_a_draft_is_not_rendered(oak, now):
    report = start_report(course=oak.course, kind="midcourse", now=now, by=oak.therapist)
    assert render_report(report.pk, now=now) is None
    assert not ReportFile.objects.exists()


def test_a_stored_file_is_not_changed(oak, now):
    file = render_report(signed(oak, now).pk, now=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.filter(pk=file.pk).update(pdf=b"")
    with pytest.raises(DatabaseError), transaction.atomic():
        file.delete()


def test_every_page_says_whose_which_and_how_many(oak, now):
    pages = pages_of(render_report(signed(oak, now).pk, now=now + dt.timedelta(minutes=1)).pdf)
    count = len(pages)
    assert count <= 4
    for number, text in enumerate(pages, 1):
        assert "G. O., file 0003. End-of-treatment report, version 1. Printed March 11, 2026, 10:05 AM" in text
        assert f"Page {number} of {count}" in text
        assert "Draft" not in text
    assert all("Confidential" in text for text in pages)
    assert "Signed March 11, 2026, 10:04 AM" in pages[-1]
    assert "LCSW license 000000, NY" in pages[-1]


def test_the_files_own_data_do_not_name_the_client(oak, now):
    about = PdfReader(io.BytesIO(render_report(signed(oak, now).pk, now=now).pdf)).metadata
    assert (about.title, about.author) == ("End-of-treatment report", "Ada Test, LCSW")


def test_the_progress_summary_keeps_within_two_pages(halfway, now):
    assert len(pages_of(render_report(signed(halfway, now, "midcourse").pk, now=now).pdf)) == 2


def test_the_last_report_of_a_long_course_keeps_within_four_pages(cast, now):
    """Signature and definitions stand on a page with what they sign."""
    made = charts.long_course(cast, held=16, planned=16)
    pages = pages_of(render_report(signed(made, now + dt.timedelta(weeks=8)).pk, now=now + dt.timedelta(weeks=8)).pdf)
    assert len(pages) <= 4
    assert "Recommendations" in pages[-1] and "Definitions." in pages[-1]


def test_the_report_after_a_dropout_keeps_within_three_pages(ash, now):
    assert len(pages_of(render_report(signed(ash, now).pk, now=now).pdf)) <= 3


def test_a_draft_says_so_on_every_page(oak, now):
    report = start_report(course=oak.course, kind="end_of_treatment", now=now, by=oak.therapist)
    reading = read(report, signer=oak.therapist, now=now)
    html = render_to_string("pdf/report.html", document(report, facts=reading.facts, said=reading.said, printed_at=now))
    pages = pages_of(render_pdf(html, title="Draft"))
    assert len(pages) >= 4
    assert [number for number, text in enumerate(pages, 1) if "Draft" not in text] == []


def test_hostile_text_prints_as_text(oak, now):
    """Every field a person can fill: shown as typed, run by nobody, fetched from nowhere."""
    oak.client.first_name = "<b>Gabriel</b>"
    oak.client.save()
    ending = oak.course.ending
    for name in (
        "gains",
        "attribution",
        "remaining_difficulties",
        "early_warning_signs",
        "coping_plan",
        "support_people",
        "outreach",
    ):
        setattr(ending, name, HOSTILE)
    ending.save()
    formulation = oak.course.formulation
    for name in ("link_statement", "maintaining_patterns", "strengths", "client_words"):
        setattr(formulation, name, HOSTILE)
    formulation.syndrome_label = "<i>x</i>"
    formulation.save()
    oak.course.goals.update(statement="<script>goal</script>")
    oak.client.life_events.update(title="<script>event</script>")
    report = start_report(course=oak.course, kind="end_of_treatment", now=now, by=oak.therapist)
    save_report(report=report, version=1, text={"presenting": HOSTILE, "copies": HOSTILE}, now=now, by=oak.therapist)
    sign_report(report=report, version=2, now=now, by=oak.therapist)
    html = render_to_string("pdf/report.html", document(report, printed_at=now))
    assert "<script" not in html
    assert "<img" not in html
    assert "@import" in html  # as text, inside no style
    assert "<style" not in html
    text = "".join(pages_of(render_report(report.pk, now=now).pdf)).replace("\x00", "").replace("\n", " ")
    assert "<script>alert(1)</script>" in text
    assert "{{ 7|add:7 }}" in text
    assert "root:" not in text


def test_very_long_text_is_printed_whole(oak, now):
    words = " ".join(f"word{n}" for n in range(2500))
    report = start_report(course=oak.course, kind="end_of_treatment", now=now, by=oak.therapist)
    save_report(report=report, version=1, text={"presenting": words + "\n" + "x" * 3000}, now=now, by=oak.therapist)
    sign_report(report=report, version=2, now=now, by=oak.therapist)
    text = " ".join(pages_of(render_report(report.pk, now=now).pdf))
    assert "word0" in text and "word2499" in text


def test_two_clients_rendered_at_once_keep_apart(oak, fir, now):
    """threats T24. The rendering processes run side by side; each file holds its own client and nothing of the other."""
    fir.client.last_name = "Zzfirtree"
    fir.client.save()
    reports = [signed(oak, now), signed(fir, now, end_reason="completed")]
    html = [render_to_string("pdf/report.html", document(report, printed_at=now)) for report in reports]
    with ThreadPoolExecutor(2) as pool:
        files = list(pool.map(lambda page: render_pdf_apart(page, title="x", seconds=120), html * 2))
    for place, pdf in enumerate(files):
        text = " ".join(pages_of(pdf))
        mine, other = (("Gabriel Oak", "Zzfirtree"), ("Zzfirtree", "Gabriel Oak"))[place % 2]
        assert mine in text and other not in text


def test_a_failed_rendering_is_made_again_by_the_tick_from_the_same_snapshot(oak, now, monkeypatch):
    report = signed(oak, now)
    with monkeypatch.context() as patched:
        patched.setattr(render, "render_pdf_apart", functools.partial(render_pdf_apart, seconds=0.01))
        assert render_report(report.pk, now=now) is None
    assert AuditEvent.objects.filter(verb="report.render_failed", object_id=str(report.pk)).count() == 1
    assert render_missing(now + dt.timedelta(seconds=60)) == 0  # the worker has its two minutes
    assert render_missing(now + dt.timedelta(minutes=3)) == 1
    assert Report.objects.get(pk=report.pk).stored_file.sha256
    assert render_missing(now + dt.timedelta(minutes=4)) == 0


def test_a_report_that_keeps_failing_is_tried_ever_more_rarely(oak, now, monkeypatch):
    signed(oak, now)
    monkeypatch.setattr(render, "render_pdf_apart", functools.partial(render_pdf_apart, seconds=0.01))
    for minute in range(2, 40):
        assert render_missing(now + dt.timedelta(minutes=minute)) == 0
    assert AuditEvent.objects.filter(verb="report.render_failed").count() == 5  # at 2, 4, 8, 16, 32


def test_signing_sends_only_an_id_to_the_worker(oak, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        report = signed(oak, now)
    assert len(callbacks) == 1
    assert Report.objects.get(pk=report.pk).stored_file is not None


def test_a_dropout_prints_not_completed(ash, now):
    text = "\n".join(pages_of(render_report(signed(ash, timezone.now()).pk, now=timezone.now()).pdf))
    assert text.count("Not completed.") >= 3
    assert "called twice, wrote on the third day" in text


@pytest.mark.parametrize("planned", [1, 40])
def test_a_course_of_any_length_prints(cast, now, planned):
    made = charts.long_course_for(cast.ben, held=min(planned, 12), planned=planned) if planned >= 9 else None
    if made is None:
        person = charts.make.make_client("Ash", "Elm", therapist=cast.ben)
        course = charts.course_of(person, cast.ben, planned=planned, held=planned, missed=())
        made = charts.SimpleNamespace(client=person, course=course, therapist=cast.ben)
    file = render_report(signed(made, now, end_reason="completed").pk, now=now)
    assert "held" in " ".join(pages_of(file.pdf))
