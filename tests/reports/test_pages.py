"""The pages: written in place, kept while typed, previewed, confirmed, signed, printed. In one sitting."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from reports.actions import render_report, save_report, sign_report, start_report
from reports.models import Report
from scheduling.models import Appointment

from .. import make
from . import charts

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def open_course(cast):
    """A running course of Casey's with six sessions to come; its ending is planned."""
    charts.therapist(cast.ada)
    course = cast.casey_course
    for session in course.sessions.exclude(number=None):
        charts.signed_note(session)
    charts.Ending.objects.create(
        course=course, planned_end_reason="early_by_agreement", remaining_difficulties="Sleep."
    )
    return course


def url_of(name, course, kind="end_of_treatment"):
    return reverse(name, args=[course.pk, kind])


def draft_for(course, kind="end_of_treatment"):
    return start_report(course=course, kind=kind, by=course.therapist)


def signed_for(course, kind="midcourse"):
    report = draft_for(course, kind)
    return sign_report(report=report, version=report.version, by=course.therapist)


def fields_of(answer):
    """What a browser would send of the page's form as it came: inputs and text areas."""
    html = answer.content.decode()
    html = html[html.index("<form", html.index("page-head")) :]
    html = html[: html.index("</form>")]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    for name, rest in re.findall(r'<textarea name="(\w+)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        found[name] = rest.replace("&#x27;", "'").replace("&quot;", '"').replace("&lt;", "<").replace("&amp;", "&")
    found.pop("csrfmiddlewaretoken", None)
    return found


# Writing


def test_report_new_opens_a_page_and_stores_nothing(as_ada, open_course):
    answer = as_ada.get(url_of("report_new", open_course))
    assert answer.status_code == 200
    assert fields_of(answer)["remaining"] == "Sleep."
    assert fields_of(answer)["version"] == "0"
    assert Report.objects.count() == 0


def test_report_new_begins_the_draft_with_the_first_text_that_is_kept(as_ada, open_course):
    fields = fields_of(as_ada.get(url_of("report_new", open_course)))
    fields["remaining"] = "Sleep, and Sundays."
    answer = as_ada.post(url_of("report_autosave", open_course), fields, headers=FETCH)
    assert answer.json()["version"] == 2
    assert Report.objects.get().text == {"remaining": "Sleep, and Sundays."}


def test_report_new_opens_the_draft_that_is_there(as_ada, open_course):
    draft = draft_for(open_course)
    answer = as_ada.get(url_of("report_new", open_course))
    assert (answer.status_code, answer.url) == (302, reverse("report_edit", args=[draft.pk]))


def test_report_new_knows_two_kinds(as_ada, open_course):
    assert as_ada.get(f"/courses/{open_course.pk}/reports/letter/").status_code == 404


def test_report_edit_of_a_signed_one_leads_to_its_page(as_ada, open_course):
    report = signed_for(open_course)
    assert as_ada.get(reverse("report_edit", args=[report.pk])).url == reverse("report_detail", args=[report.pk])
    answer = as_ada.post(reverse("report_edit", args=[report.pk]), {"version": 1, "remaining": "x"})
    assert answer.url == reverse("report_detail", args=[report.pk])


def test_report_edit_leads_who_only_reads_to_the_preview(as_sam, as_dee, open_course):
    draft = draft_for(open_course)
    for browser in (as_sam, as_dee):
        assert browser.get(reverse("report_edit", args=[draft.pk])).url == reverse("report_preview", args=[draft.pk])
        browser.post(reverse("report_edit", args=[draft.pk]), {"version": 1, "remaining": "x"})
    draft.refresh_from_db()
    assert (draft.text, draft.version) == ({}, 1)


def test_report_edit_goes_on_where_the_button_leads(as_ada, open_course):
    draft = draft_for(open_course)
    path = reverse("report_edit", args=[draft.pk])
    answer = as_ada.post(path, {"version": 1, "remaining": "Dates.", "preview": "1"})
    assert answer.url == reverse("report_preview", args=[draft.pk])
    assert as_ada.post(path, {"version": 2, "sign": "1"}).url == reverse("report_sign", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.text == {"remaining": "Dates."}


def test_report_edit_too_late_shows_both_texts_and_overwrites_nothing(as_ada, open_course):
    draft = draft_for(open_course)
    save_report(report=draft, version=1, text={"remaining": "From the other window."}, by=open_course.therapist)
    answer = as_ada.post(reverse("report_edit", args=[draft.pk]), {"version": 1, "remaining": "From this window."})
    assert answer.status_code == 409
    assert "From the other window." in answer.text and "From this window." in answer.text
    assert fields_of(answer)["version"] == "2"
    draft.refresh_from_db()
    assert draft.text == {"remaining": "From the other window."}


def test_report_autosave_too_late_shows_both_texts(as_ada, open_course):
    draft = draft_for(open_course)
    save_report(report=draft, version=1, text={"remaining": "Other."}, by=open_course.therapist)
    answer = as_ada.post(url_of("report_autosave", open_course), {"version": 1, "remaining": "Mine."}, headers=FETCH)
    assert answer.status_code == 409
    assert 'data-autosave-keep="2"' in answer.text
    assert "Other." in answer.text and "Mine." in answer.text
    kept = as_ada.post(url_of("report_autosave", open_course), {"version": 2, "remaining": "Mine."}, headers=FETCH)
    assert kept.json()["version"] == 3


def test_report_autosave_after_the_signature_begins_no_second_draft_unasked(as_ada, open_course):
    """The old window's page: it gets no conflict to keep, and what it typed becomes no new report by itself."""
    draft = draft_for(open_course, "midcourse")
    save_report(report=draft, version=1, text={"plan": "Once."}, by=open_course.therapist)
    sign_report(report=draft, version=2, by=open_course.therapist)
    answer = as_ada.post(
        url_of("report_autosave", open_course, "midcourse"), {"version": 2, "plan": "Twice."}, headers=FETCH
    )
    assert answer.status_code == 409
    assert "signed in another window" in answer.text
    assert Report.objects.drafts().count() == 0


def test_report_autosave_without_a_session_says_so(browser, open_course):
    answer = browser.post(url_of("report_autosave", open_course), {"version": 0}, headers=FETCH)
    assert (answer.status_code, set(answer.json())) == (401, {"signin"})


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"version": "x", "remaining": "a"},
        {"version": "99999999999999999999", "remaining": "a"},
        {"version": "-1", "remaining": "a"},
        {"version": "0", "remaining": "nul\x00"},
        {"version": "0", "remaining": "a" * 30_000},
        {"version": "0", "end_reason": "because"},
        {"version": ["0", "1"], "remaining": ["a", "b"]},
        {"version": "0", "signed_at": "2026-01-01", "author": str(uuid.uuid4()), "snapshot": "{}"},
    ],
)
def test_report_autosave_never_breaks(as_ada, open_course, posted):
    answer = as_ada.post(url_of("report_autosave", open_course), posted, headers=FETCH)
    assert answer.status_code in (200, 409, 422)
    assert Report.objects.signed().count() == 0


def test_report_autosave_refuses_half_a_surrogate(as_ada, open_course):
    answer = as_ada.generic(
        "POST",
        url_of("report_autosave", open_course),
        "version=0&remaining=%ED%A0%80",
        "application/x-www-form-urlencoded",
    )
    assert answer.status_code in (200, 422)


def test_report_version(as_ada, open_course):
    assert as_ada.get(url_of("report_version", open_course)).json() == {"version": 0}
    draft_for(open_course)
    assert as_ada.get(url_of("report_version", open_course)).json() == {"version": 1}


# Preview


def test_report_preview_says_draft(as_ada, open_course):
    draft = draft_for(open_course)
    answer = as_ada.get(reverse("report_preview", args=[draft.pk]))
    assert 'class="is-draft"' in answer.text
    assert "Draft, not signed." in answer.text
    assert " style=" not in answer.text and "<style" not in answer.text


def test_report_preview_of_a_signed_one_is_what_was_frozen(as_ada, open_course):
    report = signed_for(open_course)
    open_course.client.last_name = "Changed"
    open_course.client.save()
    answer = as_ada.get(reverse("report_preview", args=[report.pk]))
    assert "Casey Quill" in answer.text and "Changed" not in answer.text
    assert 'class="is-draft"' not in answer.text


# Signing


def test_report_sign_lists_what_will_be_cancelled(as_ada, open_course):
    draft = draft_for(open_course)
    answer = as_ada.get(reverse("report_sign", args=[draft.pk]))
    assert [each.pk for each in answer.context["to_cancel"]] == list(
        open_course.still_to_come(timezone.now()).values_list("pk", flat=True)
    )
    assert "Sign report and cancel 14 appointments" in answer.text
    assert "Ended early by agreement" in answer.text


def test_report_sign_signs_closes_and_cancels(as_ada, open_course):
    draft = draft_for(open_course)
    path = reverse("report_sign", args=[draft.pk])
    answer = as_ada.post(path, fields_of(as_ada.get(path)))
    assert answer.url == reverse("report_detail", args=[draft.pk])
    open_course.refresh_from_db()
    assert open_course.end_reason == "early_by_agreement"
    assert Appointment.objects.filter(client=open_course.client, status="cancelled_by_practice").count() == 14
    assert as_ada.get(path).url == reverse("report_detail", args=[draft.pk])


def test_report_sign_needs_the_reason_and_says_where(as_ada, open_course):
    charts.Ending.objects.update(planned_end_reason="")
    draft = draft_for(open_course)
    path = reverse("report_sign", args=[draft.pk])
    answer = as_ada.get(path)
    assert "Choose how treatment ended before you sign." in answer.text
    answer = as_ada.post(path, fields_of(answer))
    assert answer.status_code == 422
    assert Report.objects.signed().count() == 0


def test_report_sign_refuses_what_was_not_read(as_ada, open_course):
    draft = draft_for(open_course)
    path = reverse("report_sign", args=[draft.pk])
    fields = fields_of(as_ada.get(path))
    charts.add_to(open_course.sessions.get(number=1).note, "An afterthought.", open_course.therapist)
    answer = as_ada.post(path, fields)
    assert answer.status_code == 409
    assert "The chart has changed since you opened this page." in answer.text
    assert as_ada.post(path, fields_of(answer)).status_code == 302


def test_report_sign_in_two_windows_signs_once(as_ada, open_course):
    draft = draft_for(open_course)
    path = reverse("report_sign", args=[draft.pk])
    fields = fields_of(as_ada.get(path))
    assert [as_ada.post(path, fields).status_code for _window in range(2)] == [302, 302]
    assert AuditEvent.objects.filter(verb="report.signed").count() == 1


@pytest.mark.parametrize(
    "posted", [{}, {"version": "x"}, {"version": "1", "seen": "x" * 90}, {"version": "1", "seen": "\x00"}]
)
def test_report_sign_never_breaks(as_ada, open_course, posted):
    draft = draft_for(open_course)
    assert as_ada.post(reverse("report_sign", args=[draft.pk]), posted).status_code in (409, 422)
    assert Report.objects.signed().count() == 0


def test_report_sign_is_for_who_treats_the_client(as_sam, as_ben, as_dee, as_kim, open_course):
    draft = draft_for(open_course)
    answers = [
        browser.get(reverse("report_sign", args=[draft.pk])).status_code for browser in (as_sam, as_ben, as_dee, as_kim)
    ]
    assert answers == [404, 404, 404, 403]


def test_from_the_case_file_to_signed_and_printed_in_four_steps(
    as_ada, open_course, django_capture_on_commit_callbacks
):
    """domain/flows.md: the end-of-treatment report signed and printed, future visits cancelled: 4 steps at most, and 2 F."""
    page = as_ada.get(url_of("report_new", open_course))  # 1: Write the end-of-treatment report
    fields = fields_of(page) | {"remaining": "Dates.", "end_reason": "completed"}  # F, F
    confirm = as_ada.post(url_of("report_new", open_course), fields | {"sign": "1"})  # 2: Continue to signing
    asked = as_ada.get(confirm.url)
    with django_capture_on_commit_callbacks(execute=True):
        done = as_ada.post(confirm.url, fields_of(asked))  # 3: Sign report and cancel 14 appointments
    file_url = reverse("report_file", args=[Report.objects.get().pk])
    assert file_url in as_ada.get(done.url).text
    assert as_ada.get(file_url).content.startswith(b"%PDF-")  # 4: Print PDF
    assert (Report.objects.get().text["remaining"], open_course.__class__.objects.get(pk=open_course.pk).end_reason) == (
        "Dates.", "completed",
    )  # fmt: skip


# Reading


def test_report_detail_waits_for_the_pdf_and_then_offers_it(as_ada, open_course):
    report = signed_for(open_course)
    page = as_ada.get(reverse("report_detail", args=[report.pk])).text
    assert f'hx-get="{reverse("report_status", args=[report.pk])}"' in page
    assert reverse("report_file", args=[report.pk]) not in page
    render_report(report.pk)
    status = as_ada.get(
        reverse("report_status", args=[report.pk]), headers={"HX-Request": "true", "X-Background": "1"}
    ).text
    assert reverse("report_file", args=[report.pk]) in status
    assert "hx-get" not in status


def test_report_status_records_no_reading(as_ada, open_course):
    report = signed_for(open_course)
    before = AuditEvent.objects.count()
    as_ada.get(reverse("report_status", args=[report.pk]))
    assert AuditEvent.objects.count() == before


def test_report_detail_tells_what_the_chart_got_since(as_ada, open_course):
    report = signed_for(open_course)
    note = open_course.sessions.get(number=2).note
    note.addenda.create(
        text="Later.", signed_at=timezone.now() + dt.timedelta(seconds=5), signed_by=open_course.therapist
    )
    page = as_ada.get(reverse("report_detail", args=[report.pk])).text
    assert "The chart has changed since" in page
    assert reverse("note_edit", args=[note.therapy_session_id]) in page


def test_report_detail_of_a_draft_leads_to_it(as_ada, open_course):
    draft = draft_for(open_course)
    assert as_ada.get(reverse("report_detail", args=[draft.pk])).url == reverse("report_edit", args=[draft.pk])


def test_report_file_is_given_out_with_care(as_ada, open_course):
    report = signed_for(open_course)
    path = reverse("report_file", args=[report.pk])
    assert as_ada.get(path).url == reverse("report_detail", args=[report.pk])  # not rendered yet
    file = render_report(report.pk)
    answer = as_ada.get(path)
    assert answer.content == bytes(file.pdf)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="report-{str(report.pk)[:8]}.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Quill" not in str(answer.headers)
    event = AuditEvent.objects.get(verb="report.printed")
    assert (event.object_id, event.actor_id, event.client_id) == (str(report.pk), as_ada.user.pk, report.client_id)


def test_who_reads_a_report(as_ada, as_sam, as_dee, as_ben, as_kim, as_ali, open_course):
    report = signed_for(open_course)
    render_report(report.pk)
    for name in ("report_detail", "report_preview", "report_file", "report_status"):
        answers = [
            browser.get(reverse(name, args=[report.pk])).status_code
            for browser in (as_ada, as_sam, as_dee, as_ben, as_kim, as_ali)
        ]
        assert answers == [200, 200, 200, 404, 403, 403], name


@pytest.mark.parametrize("name", ["report_edit", "report_preview", "report_detail"])
def test_each_reading_is_recorded(as_ada, open_course, name):
    report = signed_for(open_course) if name == "report_detail" else draft_for(open_course)
    as_ada.get(reverse(name, args=[report.pk]))
    event = AuditEvent.objects.get(verb="report.viewed")
    assert (event.object_id, event.actor_id, event.client_id) == (str(report.pk), as_ada.user.pk, report.client_id)


def test_report_list_shows_each_reader_their_own(as_ada, as_ben, as_sam, as_dee, cast, open_course):
    draft_for(open_course)
    signed_for(open_course)
    signed_for(cast.drew_course)
    seen = []
    for browser in (as_ada, as_ben, as_sam, as_dee):
        page = browser.get(reverse("report_list"))
        names = lambda rows: sorted(report.client.first_name for report in rows)  # noqa: E731
        seen.append((names(page.context["drafts"]), names(page.context["signed"])))
    assert seen == [(["Casey"], ["Casey"]), ([], ["Drew"]), (["Casey"], ["Casey"]), (["Casey"], ["Casey", "Drew"])]


def test_report_list_asks_as_often_for_30_as_for_1(as_ada, cast, open_course):
    counts = []
    draft_for(open_course)
    signed_for(open_course)
    as_ada.get(reverse("report_list"))  # the session's clock starts
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = as_ada.get(reverse("report_list"))
        counts.append((len(queries), len(page.context["drafts"]), len(page.context["signed"])))
        for number in range(29) if _round == 0 else ():
            start = timezone.now() - dt.timedelta(days=400 + number)
            person = make.make_client("Kit", f"Number{number}", therapist=cast.ada)
            course = make.make_course(person, cast.ada, planned=1, held=0, first_at=start)
            draft_for(course)
            signed_for(course)
    assert [drafts for _queries, drafts, _signed in counts] == [1, 30]
    assert counts[0][0] == counts[1][0]
