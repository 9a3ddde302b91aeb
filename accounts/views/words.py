"""The practice's words for what practices name differently."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.versions import StaleVersion

from .. import actions
from ..models import Practice
from ..terms import TERMS
from ..words_form import WordsForm
from .people import read_again


def words_edit(request):
    practice = Practice.current()
    form = WordsForm(
        request.POST or None,
        initial=practice.words | {"version": practice.version},
        label_suffix="",
        use_required_attribute=False,
    )
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_words(version=form.cleaned_data["version"], words=form.words(), by=request.user)
        except StaleVersion as stale:
            context["stored"] = _differences(form, stale.current.words)
            read_again(form, stale.current)
            return render(request, "accounts/words_edit.html", context, status=409)
        messages.success(request, _("Words saved. Pages say them from now on; what is signed keeps its words."))
        return redirect("words_edit")
    return render(request, "accounts/words_edit.html", context, status=422 if form.errors else 200)


def _differences(form, stored):
    """What was typed and what is stored now, where they differ: the rows of templates/_stored_now.html."""
    typed = form.words()
    return [
        {"label": term.about, "mine": typed.get(key, term.usual), "theirs": stored.get(key, term.usual)}
        for key, term in TERMS.items()
        if typed.get(key) != stored.get(key)
    ]
