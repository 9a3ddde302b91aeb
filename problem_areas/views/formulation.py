"""The formulation: written, given, answered."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record
from audit.versions import StaleVersion
from clients.access import chart_client_for, treated_client_for

from .. import actions
from ..access import assessment_of
from ..formulation_forms import FormulationForm, LetterForm
from ..formulation_page import earlier_versions, factors_of, formulation_of, letter_facts, letter_of, letter_page
from ..letter import first_letter
from .page import page, stale_page, typed


def formulation_detail(request, pk):
    client = chart_client_for(request.user, pk)
    formulation = formulation_of(client)
    earlier, saved_at = earlier_versions(formulation) if formulation else ([], None)
    letter = letter_of(formulation) if formulation else None
    shown = {
        "formulation": formulation,
        "earlier": earlier,
        "letter_is_older": letter is not None and letter.saved_at < saved_at,
        "areas": client.problem_areas.select_related("person"),
        "factors": factors_of(formulation) if formulation else [],
    }
    return page(request, "formulation_detail", client, **shown)


def formulation_edit(request, pk):
    """Edits the latest formulation, or begins the first one; with `?new=1` another one, for another course."""
    client = treated_client_for(request.user, pk)
    latest, is_new = client.formulations.first(), request.GET.get("new") == "1"
    known = assessment_of(client)
    first = {"syndrome_label": known.diagnosis} if known and (is_new or latest is None) else None
    form = FormulationForm(typed(request), instance=None if is_new else latest, client=client, initial=first)
    shown = {"form": form, "is_new": is_new, "tab": "formulation_detail"}
    if form.is_valid():
        version = None if is_new else form.read_version()
        try:
            actions.save_formulation(client=client, version=version, values=form.values(), by=request.user)
        except StaleVersion as stale:
            return stale_page(request, "formulation_edit", stale, client=client, **shown)
        messages.success(request, _("The formulation is saved"))
        return redirect("formulation_detail", pk=client.pk)
    return page(request, "formulation_edit", client, **shown)


def formulation_letter(request, pk):
    """The letter to the client: what the formulation says, in words to be edited, then saved and printed."""
    client = treated_client_for(request.user, pk)
    formulation = formulation_of(client)
    if formulation is None:
        return page(request, "formulation_letter", client, tab="formulation_detail")
    letter = letter_of(formulation)
    first = None if letter else {"text": first_letter(letter_facts(formulation), _)}
    form = LetterForm(typed(request), instance=letter, client=client, initial=first)
    shown = {"form": form, "letter": letter, "tab": "formulation_detail"}
    if form.is_valid():
        try:
            actions.save_letter(
                formulation=formulation, version=form.read_version(), text=form.cleaned_data["text"], by=request.user
            )
        except StaleVersion as stale:
            return stale_page(request, "formulation_letter", stale, client=client, **shown)
        messages.success(request, _("The letter is saved"))
        return redirect("formulation_letter_print", pk=client.pk)
    return page(request, "formulation_letter", client, **shown)


def formulation_letter_print(request, pk):
    """The saved letter on the practice's letterhead, for the browser to print."""
    client = chart_client_for(request.user, pk)
    formulation = formulation_of(client)
    letter = letter_of(formulation) if formulation else None
    if letter is None:
        return redirect("formulation_detail", pk=client.pk)
    record("formulation.letter_viewed", letter, client=client, by=request.user)
    return render(
        request, "problem_areas/formulation_letter_print.html", letter_page(letter, client) | {"screen": True}
    )
