"""The signature: it freezes facts and text, and for the last report of a course closes the course."""

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from audit.versions import update_version
from sessions.actions.closing import close_course
from sessions.endings import END_REASONS

from ..drafts import facts_for, fingerprint, texts
from ..facts import to_json
from ..gather import gather
from ..models import Report
from ..sections import ending_with
from ..tasks import render_report
from .drafting import ReportIsSigned


class EndReasonMissing(Exception):
    """The end-of-treatment report says why treatment ended, in one of the reasons of `sessions.endings`."""


class ChartChanged(Exception):
    """The chart says something else than on the page that was read. Read again, then sign."""


def sign_report(*, report, version, end_reason="", seen=None, now=None, by):
    """Sign and freeze the report; the worker then renders it. The end-of-treatment report also closes the course, for
    `end_reason` (default: the draft's, else the ending checklist's), and cancels what is still booked of it. All of it in one transaction.

    `seen` is the fingerprint of the page that was read. Raises ReportIsSigned, StaleVersion, EndReasonMissing, ChartChanged.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if report.is_signed:
            raise ReportIsSigned(report)
        course = report.course
        closes = report.kind == Report.END_OF_TREATMENT
        facts = facts_for(report, gather(course, report.kind, now=now, signer=by))
        if closes and end_reason and course.closed_at is None:
            facts = ending_with(facts, end_reason)
        if closes and facts.ending.reason not in dict(END_REASONS):
            raise EndReasonMissing
        said = texts(report, facts)
        if seen is not None and seen != fingerprint(facts, said):
            raise ChartChanged
        update_version(report, version, text=said, snapshot=to_json(facts), signed_at=now, signed_by=by)
        record("report.signed", report, client=report.client_id, details={"kind": report.kind}, at=now, by=by)
        if closes and course.closed_at is None:
            close_course(course=course, end_reason=facts.ending.reason, now=now, by=by)
        transaction.on_commit(lambda: render_report.delay(str(report.pk)), robust=True)
    return report
