"""What is put beside a signed note: addenda, a supervisor's signature, comments and requests for a change."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record

from ..access import (
    change_request_for,
    has_open_request,
    own_note_for,
    supervised_note_for,
    supervises,
    treated_note_for,
)
from ..actions.notes import AlreadyCoSigned, add_addendum, comment_on_note
from ..actions.notes import co_sign as sign_beside
from ..actions.supervision import AlreadyAnswered, AlreadyAsked, answer_change, request_change, see_comments
from ..beside_forms import AddendumForm, ChangeAnswerForm, ChangeRequestForm, CommentsSeenForm, ReviewCommentForm
from ..note_page import signed_page


def addendum_new(request, pk):
    """Add to a signed note."""
    note = treated_note_for(request.user, pk)
    return _beside(request, note, AddendumForm, add_addendum, _("Addendum signed."))


def review_comment_new(request, pk):
    """A supervisor's comment for the author."""
    note = supervised_note_for(request.user, pk)
    return _beside(
        request, note, ReviewCommentForm, comment_on_note, _("Comment saved. The author sees it with the note.")
    )


def change_request_new(request, pk):
    """A supervisor asks the author for a change."""
    note = supervised_note_for(request.user, pk)
    if has_open_request(request.user, note):
        return _asked_already(request, note)
    try:
        return _beside(request, note, ChangeRequestForm, request_change, _("Asked. The author sees it on Today."))
    except AlreadyAsked:
        return _asked_already(request, note)


def change_answer(request, pk):
    """The author answers a change request."""
    asked = change_request_for(request.user, pk)

    def answer(*, note, text, how, by):
        answer_change(request=asked, text=text, as_addendum=how == ChangeAnswerForm.ADDENDUM, by=by)

    still = supervises(asked.asked_by, asked.note)
    said = (
        _("Answered. %(name)s sees it.") if still else _("Answered. Whoever supervises you now sees it with the note.")
    )
    sentence = said % {"name": asked.asked_by.full_name}
    try:
        return _beside(request, asked.note, ChangeAnswerForm, answer, sentence, asked=asked, lapsed=not still)
    except AlreadyAnswered:
        messages.success(request, _("This was answered already. Nothing was saved a second time."))
        return redirect("note_edit", pk=asked.note.therapy_session_id)


def comments_seen(request, pk):
    """The author says that the comments on their note are read: those that the page showed, and none that came since."""
    note = own_note_for(request.user, pk)
    form = CommentsSeenForm(request.POST)
    if form.is_valid():
        see_comments(note=note, by=request.user, **form.cleaned_data)
    return redirect("note_edit", pk=note.therapy_session_id)


def co_sign(request, pk):
    """A supervisor's signature beside the author's."""
    note = supervised_note_for(request.user, pk)
    try:
        sign_beside(note=note, by=request.user)
        messages.success(request, _("Note co-signed."))
    except AlreadyCoSigned:
        messages.success(request, _("You had co-signed this note already."))
    return redirect("note_edit", pk=note.therapy_session_id)


def _asked_already(request, note):
    messages.success(request, _("You have asked for a change to this note. The author has not answered yet."))
    return redirect("note_edit", pk=note.therapy_session_id)


def _beside(request, note, form_class, action, sentence, **more):
    """One text beside a note: asked for under the note itself, written by `action`, then back to the note."""
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action(note=note, **form.cleaned_data, by=request.user)
        messages.success(request, sentence)
        return redirect("note_edit", pk=note.therapy_session_id)
    session = note.therapy_session
    record("note.viewed", note, client=session.course.client_id, by=request.user)
    page = signed_page(session, note) | {"form": form} | more
    template = f"sessions/{request.resolver_match.url_name}.html"
    return render(request, template, page, status=422 if form.errors else 200)
