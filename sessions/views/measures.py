"""A questionnaire of a session: answered, or corrected."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record
from measures.access import instrument_or_404, sheet_of_session
from measures.actions import SheetWasReplaced, record_answers, replace_answers
from measures.forms import SheetForm
from measures.scores import outcome_in_words

from ..access import treated_session_for
from ..note_page import heading_of
from ..standing import standing_of


def measure_enter(request, pk, instrument):
    """Enter the answers, or correct those that stand; the sheet that was corrected is kept."""
    session = treated_session_for(request.user, pk)
    definition = instrument_or_404(instrument)
    sheet = sheet_of_session(session.pk, definition.key)
    form = SheetForm(request.POST if request.method == "POST" else None, definition=definition, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request.user, session, form, sheet)
        except SheetWasReplaced as error:
            return _replaced(request, session, definition, form, error.current)
        messages.success(request, outcome_in_words(saved))
        return redirect("note_edit", pk=session.pk)
    record(
        "measure.viewed",
        session,
        client=session.course.client_id,
        details={"instrument": definition.key},
        by=request.user,
    )
    return _page(request, session, form, 422 if form.errors else 200)


def _save(user, session, form, sheet):
    if form.cleaned_data["replaces"] != (str(sheet.pk) if sheet else ""):
        raise SheetWasReplaced(sheet)
    if sheet is not None:
        return replace_answers(administration=sheet, answers=form.answers(), by=user)
    return record_answers(
        client=session.course.client, instrument=form.definition.key, answers=form.answers(), therapy_session_id=session.pk,
        taken_on=session.appointment.wall_date, by=user,
    )  # fmt: skip


def _replaced(request, session, definition, form, current):
    """What was typed stays on the page, beside what stands now; saving again corrects it."""
    theirs = SheetForm(definition=definition, sheet=current)
    labels = {response.value: response.label for response in definition.responses}
    rows = [
        {"label": field.label, "mine": labels.get(mine, _("left blank")), "theirs": labels.get(current.answers.get(key), _("left blank"))}
        for key, field in theirs.fields.items()
        if key in definition.item_keys and (mine := form.cleaned_data.get(key)) != current.answers.get(key)
    ] if current else []  # fmt: skip
    form.data = form.data.copy()
    form.data["replaces"] = str(current.pk) if current else ""
    return _page(request, session, form, 409, rows=rows, changed=True)


def _page(request, session, form, status, **more):
    page = {
        "form": form,
        "session": session,
        "client": session.course.client,
        "heading": heading_of(session, standing_of(session.course)),
        **more,
    }
    return render(request, "sessions/measure_enter.html", page, status=status)
