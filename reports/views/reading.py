"""Reading reports: the list, one report, its preview and its PDF. Every look is recorded."""

from django.shortcuts import redirect, render
from django.utils import timezone

from audit.actions import record
from clients.heading import client_head
from safety.banner import client_banners
from sessions.access import treats

from ..access import report_for, reports_visible_to
from ..document import document
from ..facts import Facts, from_json
from ..pdf_answer import pdf_answer
from ..reading import changed_since, read

SHOWN_AT_ONCE = 50


def report_list(request):
    """Drafts to finish, then what was signed, of every client this user may read."""
    reports = reports_visible_to(request.user).with_its_course()
    drafts, signed = reports.drafts().order_by("-drafted_at"), reports.signed().order_by("-signed_at")
    page = {
        "drafts": drafts[:SHOWN_AT_ONCE],
        "signed": signed.with_file_state()[:SHOWN_AT_ONCE],
        "shown": SHOWN_AT_ONCE,
    }
    record("report.listed", by=request.user)
    return render(request, "reports/report_list.html", page)


def report_detail(request, pk):
    """A signed report: whether its PDF is ready, and what the chart has got since."""
    report = report_for(request.user, pk)
    if not report.is_signed:
        return redirect("report_edit", pk=report.pk)
    record("report.viewed", report, client=report.client_id, by=request.user)
    page = {
        "report": report,
        "client_head": client_head(report.client),
        "facts": from_json(Facts, report.snapshot),
        "changes": changed_since(report),
        "may_write": treats(request.user, report.client),
        "safety_banners": client_banners(report.client, request.user),
    }
    return render(request, "reports/report_detail.html", page)


def report_status(request, pk):
    """The state of the PDF, asked by the open page until it is ready; a signal of the page, not of a reader."""
    return render(request, "reports/_status.html", {"report": report_for(request.user, pk)})


def report_preview(request, pk):
    """The report as it is printed: a draft as it reads now, a signed one as it was frozen."""
    report = report_for(request.user, pk)
    may_write = treats(request.user, report.client)
    drafted = None if report.is_signed else read(report, signer=request.user if may_write else report.author)
    now = timezone.now()
    if drafted:
        page = document(report, facts=drafted.facts, said=drafted.said, printed_at=now)
    else:
        page = document(report, printed_at=now)
    record("report.viewed", report, client=report.client_id, by=request.user)
    return render(request, "pdf/report.html", {**page, "screen": True, "may_write": may_write})


def report_file(request, pk):
    """The PDF, as stored. Its name says nothing of the client."""
    report = report_for(request.user, pk)
    file = report.stored_file
    if file is None:
        return redirect("report_detail", pk=report.pk)
    record("report.printed", report, client=report.client_id, details={"sha256": file.sha256}, by=request.user)
    return pdf_answer(bytes(file.pdf), f"report-{str(report.pk)[:8]}.pdf")
