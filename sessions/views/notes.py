"""The note of a session: written, kept while it is typed, signed, read."""

from functools import partial

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import record
from audit.versions import StaleVersion
from safety.banner import client_banners
from scheduling.models import Appointment

from ..access import (
    comments_on,
    has_co_signed,
    note_of,
    requests_on,
    supervises,
    therapy_session_for,
    treated_session_for,
    treats,
)
from ..actions.notes import NoteIsSigned, NotSignable, draft_note, save_and_sign
from ..note_document import conflict_rows
from ..note_page import heading_of, note_form, signed_page, writing_page
from ..standing import standing_of
from ..waiting import waiting_notes
from .drafts import is_sent_twice, kept, too_late


def note_edit(request, pk):
    """The note: to write for those who treat the client, to read once it is signed."""
    session = therapy_session_for(request.user, pk)
    note = note_of(session)
    record("note.viewed", note or session, client=session.course.client_id, by=request.user)
    if note is not None and note.is_signed:
        return _signed_page(request, session, note)
    if not treats(request.user, session.course.client):
        return _no_note_page(request, session)
    return _writing_page(request, session, note_form(session))


def note_autosave(request, pk):
    """Keep the draft."""
    session = treated_session_for(request.user, pk)
    save = partial(draft_note, therapy_session=session, by=request.user)
    return kept(request, note_form(session, request.POST), save, conflict_rows)


def note_version(request, pk):
    """Which version is stored: a page that comes back from the browser's memory asks whether it is the newest."""
    note = note_of(treated_session_for(request.user, pk))
    return JsonResponse({"version": note.version if note else 0})


def note_sign(request, pk):
    """Save what the page holds and sign it."""
    session = treated_session_for(request.user, pk)
    form = note_form(session, request.POST, signing=True)
    if not form.is_valid():
        return _writing_page(request, session, form, status=422)
    try:
        note = save_and_sign(
            therapy_session=session, version=form.cleaned_data["version"], values=form.values(), by=request.user
        )
    except NotSignable as error:
        form.add_error(error.field, str(error))
        return _writing_page(request, session, form, status=422)
    except (StaleVersion, NoteIsSigned) as error:
        return _too_late(request, session, form, error)
    _say_signed(request, note)
    return redirect("client_detail", pk=session.course.client_id)


def notes_to_sign(request):
    """Every session of the caseload whose note waits for its signature, the oldest first."""
    notes = waiting_notes(request.user, timezone.now())
    record("note.listed", details={"waiting": len(notes)}, by=request.user)
    return render(request, "sessions/notes_to_sign.html", {"notes": notes})


def _writing_page(request, session, form, status=200, **more):
    page = writing_page(session, form, **more)
    page["safety_banners"] = client_banners(session.course.client, request.user)
    return render(request, "sessions/note_edit.html", page, status=status)


def _signed_page(request, session, note):
    may_review = supervises(request.user, note)
    may_add = treats(request.user, session.course.client)
    is_author = note.author_id == request.user.pk
    requests = list(requests_on(note)) if may_review or may_add or is_author else []
    comments = list(comments_on(note)) if may_review or is_author else []
    page = signed_page(session, note) | {
        "may_add": may_add,
        "requests": requests,
        "asked_open": any(each.asked_by_id == request.user.pk and not hasattr(each, "answer") for each in requests),
        "may_review": may_review,
        "is_author": is_author,
        "comments": comments,
        "to_see": max((each.pk for each in comments if each.seen_at is None), default=None) if is_author else None,
        "co_signed": has_co_signed(request.user, note),
        "safety_banners": client_banners(session.course.client, request.user),
    }
    return render(request, "sessions/note_signed.html", page)


def _no_note_page(request, session):
    page = {
        "session": session,
        "client": session.course.client,
        "heading": heading_of(session, standing_of(session.course)),
        "safety_banners": client_banners(session.course.client, request.user),
    }
    return render(request, "sessions/note_unsigned.html", page)


def _too_late(request, session, form, error):
    """Show both texts. A second press of Sign on a note that was signed as it stands here is no conflict."""
    conflict = too_late(form, error, conflict_rows)
    if is_sent_twice(conflict):
        return redirect("note_edit", pk=session.pk)
    return _writing_page(request, session, form, status=409, conflict=conflict)


def _say_signed(request, note):
    if note.attendance != Appointment.HELD:
        messages.success(request, _("Note signed. It does not count as a session of the course."))
    elif note.session_number is None:
        messages.success(
            request, _("Note signed. All planned sessions were held, so this one stands outside the count.")
        )
    else:
        words = {"number": note.session_number, "planned": note.planned_sessions}
        messages.success(request, _("Session %(number)s of %(planned)s signed.") % words)
