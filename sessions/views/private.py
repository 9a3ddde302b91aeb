"""The private note: its author's alone, kept apart from the chart."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record
from audit.versions import StaleVersion

from ..access import private_note_of, treated_session_for
from ..actions.notes import save_private_note
from ..forms import PrivateNoteForm
from ..note_page import heading_of
from ..standing import standing_of


def private_note_edit(request, pk):
    """Write one's own private note of a session. Nobody else's can be reached from here."""
    session = treated_session_for(request.user, pk)
    note = private_note_of(request.user, session)
    kept = {"version": note.version if note else 0, "text": note.text if note else ""}
    form = PrivateNoteForm(request.POST if request.method == "POST" else None, initial=kept, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            save_private_note(therapy_session=session, by=request.user, **form.cleaned_data)
        except StaleVersion as error:
            return _changed_elsewhere(request, session, form, error.current)
        messages.success(request, _("Private note saved."))
        return redirect("note_edit", pk=session.pk)
    record("private_note.viewed", session, client=session.course.client_id, by=request.user)
    return _page(request, session, form, status=422 if form.errors else 200)


def _changed_elsewhere(request, session, form, current):
    form.data = form.data.copy()
    form.data["version"] = current.version
    return _page(request, session, form, status=409, theirs=current.text)


def _page(request, session, form, status, **more):
    page = {
        "form": form,
        "session": session,
        "client": session.course.client,
        "heading": heading_of(session, standing_of(session.course)),
        **more,
    }
    return render(request, "sessions/private_note_edit.html", page, status=status)
