"""A questionnaire that belongs to no session."""

from django.contrib import messages
from django.shortcuts import redirect, render

from audit.actions import record
from clients.access import treated_client_for

from .access import instrument_or_404
from .actions import record_answers
from .forms import SheetForm
from .scores import outcome_in_words


def administration_new(request, pk, instrument):
    """Enter a questionnaire that was answered on a day, outside a session."""
    client = treated_client_for(request.user, pk)
    definition = instrument_or_404(instrument)
    form = SheetForm(request.POST if request.method == "POST" else None, definition=definition, with_date=True)
    if request.method == "POST" and form.is_valid():
        sheet = record_answers(
            client=client, instrument=definition.key, answers=form.answers(), taken_on=form.cleaned_data["taken_on"], by=request.user
        )  # fmt: skip
        messages.success(request, outcome_in_words(sheet))
        return redirect("client_scores", pk=client.pk)
    record("client.viewed", client, client=client, details={"instrument": definition.key}, by=request.user)
    return render(
        request,
        "measures/administration_new.html",
        {"form": form, "client": client},
        status=422 if form.errors else 200,
    )
