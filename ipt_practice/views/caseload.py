"""A clinician's running courses by phase, and the sheet for whoever takes over while they are away."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Practice
from audit.actions import record, record_reads

from ..caseload import MOST, caseload_of
from ..handover import absent_for, cases_of


def caseload_board(request):
    board = caseload_of(request.user, request.GET.get("therapist", ""), now=timezone.now())
    courses = [str(card.course.pk) for card in board.cards]
    record("caseload.viewed", details={"courses": courses}, by=request.user)
    return render(request, "ipt_practice/caseload_board.html", {"board": board, "most": MOST})


def handover_sheet(request, pk):
    now = timezone.now()
    absent = absent_for(request.user, pk)
    cases = cases_of(absent, reader=request.user, now=now)
    clients = [case.client for case in cases]
    record_reads(verb="client.viewed", clients=clients, details={"page": "handover_sheet"}, at=now, by=request.user)
    page = {
        "absent": absent,
        "cases": cases,
        "now": now,
        "screen": True,
        "letterhead": Practice.current().letterhead,
        "running": _("Hand-over of %(name)s") % {"name": absent.full_name},
    }
    return render(request, "ipt_practice/handover_sheet.html", page)
