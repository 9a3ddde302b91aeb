"""What is put beside a signed note: addenda, a supervisor's signature and comments."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record

from ..access import supervised_note_for, treated_note_for
from ..actions.notes import AlreadyCoSigned, add_addendum, comment_on_note
from ..actions.notes import co_sign as sign_beside
from ..forms import AddendumForm, ReviewCommentForm
from ..note_page import signed_page


def addendum_new(request, pk):
    """Add to a signed note."""
    note = treated_note_for(request.user, pk)
    form = AddendumForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        add_addendum(note=note, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Addendum signed."))
        return redirect("note_edit", pk=note.therapy_session_id)
    return _beside(request, "sessions/addendum_new.html", note, form)


def review_comment_new(request, pk):
    """A supervisor's comment for the author."""
    note = supervised_note_for(request.user, pk)
    form = ReviewCommentForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        comment_on_note(note=note, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Comment saved. The author sees it with the note."))
        return redirect("note_edit", pk=note.therapy_session_id)
    return _beside(request, "sessions/review_comment_new.html", note, form)


def co_sign(request, pk):
    """A supervisor's signature beside the author's."""
    note = supervised_note_for(request.user, pk)
    try:
        sign_beside(note=note, by=request.user)
        messages.success(request, _("Note co-signed."))
    except AlreadyCoSigned:
        messages.success(request, _("You had co-signed this note already."))
    return redirect("note_edit", pk=note.therapy_session_id)


def _beside(request, template, note, form):
    session = note.therapy_session
    record("note.viewed", note, client=session.course.client_id, by=request.user)
    page = signed_page(session, note) | {"form": form}
    return render(request, template, page, status=422 if form.errors else 200)
