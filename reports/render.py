"""The worker's part: the final PDF of a signed report, made once from what was frozen, and made again where that failed."""

import datetime as dt
import hashlib
import logging

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from audit.actions import record
from audit.models import AuditEvent
from rendering.pdf import RenderFailed, render_pdf_apart

from .document import document
from .models import Report, ReportFile

FAILED = "report.render_failed"
WAIT_FOR_THE_WORKER = dt.timedelta(minutes=2)
LONGEST_WAIT_MINUTES = 60
AT_ONCE = 3

log = logging.getLogger(__name__)


def render_report(report_id, *, now=None):
    """The ReportFile of this signed report: the one that is there, or a new one. None if it is not signed or will not print.

    Nobody's rights are asked: the report is signed, and its file is given out by a view that asks.
    """
    report = Report.objects.signed().select_related("file").filter(pk=report_id).first()
    if report is None or hasattr(report, "file"):
        return report and report.file
    now = now or timezone.now()
    page = document(report, printed_at=now)
    try:
        html = render_to_string("pdf/report.html", page)
        pdf = render_pdf_apart(html, title=str(page["title"]), author=page["author"])
    except RenderFailed as failure:
        log.error("report %s was not rendered: %s", report.pk, failure)
        record(FAILED, report, client=report.client_id, at=now, by=None)
        return None
    return _stored(report, pdf, now)


def _stored(report, pdf, now):
    try:
        with transaction.atomic():
            file = ReportFile.objects.create(
                report=report, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), rendered_at=now
            )
            record("report.rendered", report, client=report.client_id, at=now, by=None)
    except IntegrityError:  # another worker was quicker
        return ReportFile.objects.get(report=report)
    return file


def render_missing(now=None):
    """Render the signed reports that have no file two minutes after their signature; those that failed, ever more rarely.

    For the tick. A few at a time, so that a tick stays short. Returns how many were rendered.
    """
    now = now or timezone.now()
    waiting = Report.objects.signed().filter(file__isnull=True, signed_at__lte=now - WAIT_FOR_THE_WORKER)
    due = [report for report in waiting.order_by("signed_at") if _is_due(report, now)]
    return sum(render_report(report.pk, now=now) is not None for report in due[:AT_ONCE])


def _is_due(report, now):
    failures = AuditEvent.objects.filter(verb=FAILED, object_id=str(report.pk)).order_by("-at")
    last, count = failures.first(), failures.count()
    wait = min(2**count, LONGEST_WAIT_MINUTES) if count else 0
    return last is None or now - last.at >= dt.timedelta(minutes=wait)
