"""Starting a report and keeping what was written in it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions import record
from audit.versions import Locked, StaleVersion, update_version
from sessions.actions.drafts import EDITING_SPELL

from ..drafts import END_REASON, facts_for, written_over
from ..gather import gather
from ..models import Report
from ..sections import chart_text, ending_with


class ReportIsSigned(Locked):
    """A signed report is not changed; a new version is a report of its own."""


def start_report(*, course, kind, now=None, by):
    """The draft of this `kind` for the course: the one that is there, or a new one."""
    now = now or timezone.now()
    draft = Report.objects.drafts().filter(course=course, kind=kind).first()
    if draft is not None:
        return draft
    try:
        with transaction.atomic():
            draft = Report.objects.create(client=course.client, course=course, kind=kind, author=by, drafted_at=now)
            record("report.started", draft, client=course.client_id, details={"kind": kind}, at=now, by=by)
    except IntegrityError:  # another window was quicker
        return Report.objects.drafts().get(course=course, kind=kind)
    return draft


def save_report(*, report, version, text, now=None, by):
    """Keep what was written: `text` maps part keys, and END_REASON, to text; parts left out stay as they are.

    Text that says what the chart says is not kept: it goes on following the chart. What is stored already is not saved
    again, whatever its version. Raises StaleVersion and ReportIsSigned; nothing is overwritten.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if report.is_signed:
            raise ReportIsSigned(report)
        kept = _kept(report, text, now)
        if kept == report.text:
            return report
        spell_began = now - report.drafted_at > EDITING_SPELL
        try:
            update_version(report, version, text=kept, drafted_at=now)
        except StaleVersion as stale:
            if stale.current.is_signed:
                raise ReportIsSigned(stale.current) from stale
            raise
        if spell_began or report.version == 2:
            record("report.drafted", report, client=report.client_id, at=now, by=by)
    return report


def _kept(report, text, now):
    facts = gather(report.course, report.kind, now=now)
    before = facts_for(report, facts)
    after = ending_with(before, text.get(END_REASON, ""))
    charts = [chart_text(each) for each in ([before] if before == after else [before, after])]
    own = {key: said for key, said in report.text.items() if key not in text}
    reason = {END_REASON: text[END_REASON]} if text.get(END_REASON) else {}
    return own | written_over(text, *charts) | reason
