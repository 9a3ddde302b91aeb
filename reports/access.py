"""Whose reports a user may read and write. A stranger's report and one that does not exist answer alike: 404."""

import uuid

from django.http import Http404

from clients.access import treated_by, visible_to

from .models import PrintedPage, Report


def reports_visible_to(user):
    """Reports about clients this user may read: own caseload, cover, supervisees, everyone's for the director."""
    if not user.is_clinical:
        return Report.objects.none()
    return Report.objects.filter(client__in=visible_to(user))


def report_for(user, pk):
    """The report with this id, if `user` may read it. Raises Http404."""
    return _one(reports_visible_to(user).with_its_course().with_file_state(), pk)


def treated_report_for(user, pk):
    """The report with this id, if `user` may write in that chart. Raises Http404."""
    return _one(Report.objects.filter(client__in=treated_by(user)).with_its_course(), pk)


def printed_page_for(user, pk):
    """The printed page with this id, if `user` may read the chart. Raises Http404."""
    readable = visible_to(user) if user.is_clinical else visible_to(user).none()
    return _one(PrintedPage.objects.filter(client__in=readable), pk)


def draft_of(course, kind, *, or_new_by=None):
    """The draft of this kind for the course, None without one; with `or_new_by` a new one, not stored."""
    draft = Report.objects.drafts().with_its_course().filter(course=course, kind=kind).first()
    if draft is None and or_new_by is not None:
        draft = Report(course=course, client=course.client, kind=kind, author=or_new_by, version=0)
    return draft


def report_named(course, kind, pk):
    """The report of this kind for the course with the id that a page sent; None for anything else."""
    try:
        return Report.objects.with_its_course().filter(course=course, kind=kind, pk=uuid.UUID(pk)).first()
    except ValueError:
        return None


def last_signed(course, kind):
    """The report of this kind that was signed last; None without one."""
    return Report.objects.signed().with_its_course().filter(course=course, kind=kind).order_by("-signed_at").first()


def _one(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
