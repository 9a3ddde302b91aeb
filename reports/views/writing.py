"""Writing a report: one page for a new one and for a draft, saved as it is written."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone

from audit.actions import record
from audit.versions import StaleVersion
from safety.banner import client_banners
from sessions.access import treated_course_for, treats

from ..access import draft_of, last_signed, report_for, report_named
from ..actions import ReportIsSigned, save_report, start_report
from ..drafts import texts
from ..forms import ReportForm, VersionForm, labels
from ..reading import read


def report_new(request, pk, kind):
    """The page of a report that is not begun: nothing is stored before something is saved. One that is begun opens."""
    course = treated_course_for(request.user, pk)
    draft = draft_of(course, kind)
    if request.method == "POST":
        return _save(request, _written_to(request, course, kind))
    if draft is not None:
        return redirect("report_edit", pk=draft.pk)
    report = draft_of(course, kind, or_new_by=request.user)
    record("client.viewed", course, client=course.client_id, details={"report": kind}, by=request.user)
    return _page(request, report, read(report, signer=request.user))


def report_edit(request, pk):
    """The draft, to write for those who treat the client; others read the preview, and a signed one has its own page."""
    report = report_for(request.user, pk)
    if report.is_signed:
        return redirect("report_detail", pk=report.pk)
    if not treats(request.user, report.client):
        return redirect("report_preview", pk=report.pk)
    if request.method == "POST":
        return _save(request, report)
    record("report.viewed", report, client=report.client_id, by=request.user)
    return _page(request, report, read(report, signer=request.user))


def report_autosave(request, pk, kind):
    """Keep the draft (static/js/autosave.js); the first text kept begins it. What came too late overwrites nothing."""
    course = treated_course_for(request.user, pk)
    form = _form_for(course, kind, request.POST)
    if not form.is_valid():
        error = next(iter(form.errors.values()))[0]
        return JsonResponse({"error": error}, status=422)
    draft = _written_to(request, course, kind)
    try:
        report = save_report(report=draft, version=_version(request, draft), text=form.typed, by=request.user)
    except (StaleVersion, ReportIsSigned) as late:
        return render(request, "reports/_conflict.html", _conflict(form, late.current, request.user), status=409)
    saved_at = formats.time_format(timezone.localtime(report.drafted_at), "g:i")
    return JsonResponse({"version": report.version, "saved_at": saved_at})


def report_version(request, pk, kind):
    """Which version of the draft is stored; 0 while there is none."""
    draft = draft_of(treated_course_for(request.user, pk), kind)
    return JsonResponse({"version": draft.version if draft else 0})


def _written_to(request, course, kind):
    """The report that the page was made from: the one it names, else the draft, which now begins at the latest.

    A page that has saved before, and whose draft is gone, was written in until another window signed it.
    """
    named = report_named(course, kind, request.POST.get("report", ""))
    draft = named or draft_of(course, kind)
    if draft is None and VersionForm.read(request.POST) > 0:
        draft = last_signed(course, kind)
    return draft or start_report(course=course, kind=kind, by=request.user)


def _version(request, draft):
    """A page made before there was a draft says 0, and is right as long as nobody else has written in it."""
    posted = VersionForm.read(request.POST)
    return draft.version if posted == 0 and draft.version == 1 and not draft.text else posted


def _save(request, report):
    """Keep what the whole page holds and go on where the pressed button leads."""
    form = _form_for(report.course, report.kind, request.POST)
    if not form.is_valid():
        return _page(request, report, read(report, signer=request.user), form, status=422)
    try:
        save_report(report=report, version=_version(request, report), text=form.typed, by=request.user)
    except ReportIsSigned as late:
        return redirect("report_detail", pk=late.current.pk)
    except StaleVersion as late:
        more = _conflict(form, late.current, request.user)
        return _page(request, late.current, read(late.current, signer=request.user), form, status=409, conflict=more)
    return redirect("report_sign" if "sign" in request.POST else "report_preview", pk=report.pk)


def _form_for(course, kind, data):
    return ReportForm(data, kind=kind, reason_is_fixed=course.closed_at is not None)


def _page(request, report, reading, form=None, status=200, **more):
    form = form or ReportForm(
        kind=report.kind,
        texts=reading.said,
        reason=reading.facts.ending.reason,
        focus=reading.facts.current_focus("primary"),
        reason_is_fixed=report.course.closed_at is not None,
    )
    page = {
        "report": report,
        "client": report.client,
        "reading": reading,
        "form": form,
        "sections": form.sections(),
        "is_new": report.version == 0,
        "course_words": reading.course_words,
        "safety_banners": client_banners(report.client, request.user),
    }
    return render(request, "reports/report_edit.html", {**page, **more}, status=status)


def _conflict(form, stored, user):
    """Both texts of each part that differs, the typed one and the one that is stored."""
    theirs = stored.text if stored.is_signed else texts(stored, read(stored, signer=user).facts)
    named = labels(stored.kind)
    rows = [
        {"label": named[key], "mine": mine, "theirs": theirs.get(key, "")}
        for key, mine in form.typed.items()
        if key in named and mine.strip() != theirs.get(key, "")
    ]
    return {"rows": rows, "version": stored.version, "locked": stored.is_signed}
