"""A clinician's running courses by phase, and the sheet for whoever takes over while they are away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Practice
from audit.actions import record, record_reads
from rendering.pdf import RenderFailed, render_pdf_apart
from reports.pdf_answer import pdf_answer

from ..caseload import MOST, caseload_of
from ..handover import absent_for, cases_of


def caseload_board(request):
    board = caseload_of(request.user, request.GET.get("therapist", ""), now=timezone.now())
    courses = [str(card.course.pk) for card in board.cards]
    record("caseload.viewed", details={"courses": courses}, by=request.user)
    return render(request, "ipt_practice/caseload_board.html", {"board": board, "most": MOST})


def handover_sheet(request, pk):
    page = _sheet(request, pk, "handover_sheet")
    return render(request, "ipt_practice/handover_sheet.html", page | {"screen": True})


def handover_print(request, pk):
    """The sheet as a PDF, made for this moment and kept nowhere: it is to be shredded when the cover ends."""
    page = _sheet(request, pk, "handover_print")
    html = render_to_string("ipt_practice/handover_sheet.html", page)
    try:
        pdf = render_pdf_apart(html, title=str(page["running"]), author=request.user.full_name)
    except RenderFailed:
        messages.error(request, _("The PDF could not be made. Try again, or print this page from the browser."))
        return redirect("handover_sheet", pk=pk)
    return pdf_answer(pdf, "hand-over.pdf")


def _sheet(request, pk, name):
    """What stands on the sheet. That it was read, or printed, is recorded for each client on it."""
    now = timezone.now()
    absent = absent_for(request.user, pk)
    cases = cases_of(absent, reader=request.user, now=now)
    clients = [case.client for case in cases]
    record_reads(verb="client.viewed", clients=clients, details={"page": name}, at=now, by=request.user)
    return {
        "absent": absent,
        "cases": cases,
        "now": now,
        "reader": request.user,
        "letterhead": Practice.current().letterhead,
        "running": _("Hand-over of %(name)s") % {"name": absent.full_name},
    }
