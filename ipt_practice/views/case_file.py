"""A client's case file: overview, sessions, scores, timeline, documents. Each read is recorded."""

from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import roles
from audit.actions import record
from clients.access import client_for
from sessions.access import offers_not_taken_by

from ..case_file import case_file_for
from ..case_tables import beside_of, document_rows, log_of, score_tables, session_rows
from ..case_words import agreement_words, chip_of, next_time
from ..course_pictures import chart_of, strip_of
from ..timeline import picture_of, timeline_of
from ..told_elsewhere import told_elsewhere
from ..what_needs_doing import needs_of


def client_detail(request, pk):
    if request.user.role == roles.OFFICE_MANAGER:
        return redirect("client_contact", pk=client_for(request.user, pk).pk)
    file = _opened(request, pk)
    shown = {
        "chart": chart_of(file),
        "needs": needs_of(file),
        "focus": chip_of(file.focus),
        "secondary": chip_of(file.secondary_focus),
        "agreed": agreement_words(file),
        "next": next_time(file),
        "not_taken": offers_not_taken_by(file.client) if any(each.closed_at for each in file.courses) else (),
    }
    return _page(request, "client_detail", file, shown)


def client_sessions(request, pk):
    file = _opened(request, pk)
    return _page(request, "client_sessions", file, {"rows": session_rows(file), "log": log_of(file)} | beside_of(file))


def client_scores(request, pk):
    file = _opened(request, pk)
    shown = {"chart": chart_of(file), "tables": score_tables(file)}
    return _page(request, "client_scores", file, shown)


def client_timeline(request, pk):
    file = _opened(request, pk)
    told = told_elsewhere(file)
    shown = {"drawn": picture_of(file, told), "entries": timeline_of(file, told)}
    return _page(request, "client_timeline", file, shown)


def client_documents(request, pk):
    file = _opened(request, pk)
    return _page(request, "client_documents", file, document_rows(file))


def _opened(request, pk):
    """The case file, and the record that it was read."""
    file = case_file_for(request.user, pk, chosen=request.GET.get("course", ""), now=timezone.now())
    page = request.resolver_match.url_name
    record("client.viewed", file.client, client=file.client, details={"page": page}, by=request.user)
    return file


def _page(request, name, file, shown):
    head = {"file": file, "client": file.client, "tab": name, "strip": strip_of(file), "banners": file.banners}
    return render(request, f"ipt_practice/{name}.html", head | shown)
