"""The private note: its author's alone, kept apart from the chart."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record
from audit.versions import StaleVersion

from ..access import private_note_of, treated_session_for
from ..actions.notes import save_private_note
from ..forms import PrivateNoteForm
from ..note_page import heading_of
from ..standing import standing_of
from .drafts import kept, too_late


def private_note_edit(request, pk):
    """Write one's own private note of a session. Nobody else's can be reached from here."""
    session = treated_session_for(request.user, pk)
    note = private_note_of(request.user, session)
    stored = {"version": note.version if note else 0, "text": note.text if note else ""}
    form = PrivateNoteForm(request.POST if request.method == "POST" else None, initial=stored, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            save_private_note(therapy_session=session, by=request.user, **form.cleaned_data)
        except StaleVersion as late:
            too_late(form, late)
            return _page(request, session, form, status=409, theirs=late.current.text)
        messages.success(request, _("Private note saved."))
        return redirect("note_edit", pk=session.pk)
    record("private_note.viewed", session, client=session.course.client_id, by=request.user)
    written_at = note.written_at if note else None
    return _page(request, session, form, status=422 if form.errors else 200, written_at=written_at)


def private_note_autosave(request, pk):
    """Keep what is written so far."""
    session = treated_session_for(request.user, pk)

    def save(version, values):
        return save_private_note(therapy_session=session, version=version, by=request.user, **values)

    return kept(request, PrivateNoteForm(request.POST, label_suffix=""), save)


def private_note_version(request, pk):
    """Which version of one's own note is stored."""
    note = private_note_of(request.user, treated_session_for(request.user, pk))
    return JsonResponse({"version": note.version if note else 0})


def _page(request, session, form, status, **more):
    page = {
        "form": form,
        "session": session,
        "client": session.course.client,
        "heading": heading_of(session, standing_of(session.course)),
        **more,
    }
    return render(request, "sessions/private_note_edit.html", page, status=status)
