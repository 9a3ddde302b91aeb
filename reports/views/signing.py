"""The confirmation before the signature: what is frozen, what is cancelled, what is missing."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.actions import record
from audit.versions import StaleVersion
from safety.banner import client_banners
from scheduling.actions import NotPossible
from sessions.actions.closing import CourseIsClosedAlready
from sessions.endings import END_REASONS

from ..access import treated_report_for
from ..actions import ChartChanged, EndReasonMissing, ReportIsSigned, sign_report
from ..forms import SignForm
from ..reading import read

CHANGED = gettext_lazy("This report was changed in another window. Read it again, then sign.")
CHART_CHANGED = gettext_lazy("The chart has changed since you opened this page. Read the report again, then sign.")
BOOKING_CHANGED = gettext_lazy("A booking of this course has just been changed. Look at the list again, then sign.")
REASON_MISSING = gettext_lazy("Choose how treatment ended before you sign.")


def report_sign(request, pk):
    """Ask once, listing what will be cancelled; then sign."""
    report = treated_report_for(request.user, pk)
    if report.is_signed:
        return redirect("report_detail", pk=report.pk)
    if request.method == "POST":
        return _sign(request, report)
    record("report.viewed", report, client=report.client_id, by=request.user)
    return _page(request, report, SignForm())


def _sign(request, report):
    form = SignForm(request.POST)
    if not form.is_valid():
        return _page(request, report, form, 422)
    try:
        with transaction.atomic():
            sign_report(
                report=report, version=form.cleaned_data["version"], seen=form.cleaned_data["seen"], by=request.user
            )
    except ReportIsSigned as late:
        return redirect("report_detail", pk=late.current.pk)
    except EndReasonMissing:
        return _again(request, report, form, REASON_MISSING, 422)
    except ChartChanged:
        return _again(request, report, form, CHART_CHANGED)
    except StaleVersion as late:
        return _again(request, report, form, CHANGED if late.current == report else BOOKING_CHANGED)
    except (NotPossible, CourseIsClosedAlready):
        return _again(request, report, form, BOOKING_CHANGED)
    messages.success(request, _("Signed. The PDF is being made."))
    return redirect("report_detail", pk=report.pk)


def _again(request, report, form, sentence, status=409):
    form.add_error(None, sentence)
    return _page(request, treated_report_for(request.user, report.pk), form, status)


def _page(request, report, form, status=200):
    now = timezone.now()
    closes = report.kind == report.END_OF_TREATMENT and report.course.closed_at is None
    reading = read(report, signer=request.user, now=now)
    page = {
        "report": report,
        "client": report.client,
        "form": form,
        "reading": reading,
        "reading_reason": dict(END_REASONS).get(reading.facts.ending.reason, ""),
        "safety_banners": client_banners(report.client, request.user),
        "closes": closes,
        "to_cancel": report.course.still_to_come(now) if closes else [],
    }
    return render(request, "reports/report_sign.html", page, status=status)
