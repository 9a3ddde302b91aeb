"""The techniques that the practice names itself: the director's to add, to rename and to retire."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.versions import StaleVersion

from ..access import practice_technique_for, practice_techniques
from ..actions.techniques import TechniqueRefused, add_technique, rename_technique, retire_technique
from ..plan_forms import TechniqueForm, TechniqueRenameForm
from ..techniques import TECHNIQUES
from .drafts import too_late


def technique_list(request):
    form = TechniqueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            technique = add_technique(**form.cleaned_data, by=request.user)
        except TechniqueRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("%(name)s is offered in every note from now on") % {"name": technique.name})
            return redirect("technique_list")
    page = {"form": form, "techniques": practice_techniques(), "usual": TECHNIQUES.values()}
    return render(request, "sessions/technique_list.html", page, status=422 if form.errors else 200)


def technique_rename(request, pk):
    """Give a technique of the practice another name. Signed notes keep the one they were signed with."""
    technique = practice_technique_for(pk)
    initial = {name: getattr(technique, name) for name in ("version", "name", "meaning")}
    form = TechniqueRenameForm(request.POST if request.method == "POST" else None, initial=initial)
    page = {"form": form, "technique": technique}
    if form.is_valid():
        try:
            rename_technique(technique=technique, by=request.user, **form.cleaned_data)
        except TechniqueRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        except StaleVersion as late:
            return render(request, "sessions/technique_rename.html", page | too_late(form, late), status=409)
        else:
            messages.success(request, _("Saved. Notes signed before keep the name they were signed with."))
            return redirect("technique_list")
    return render(request, "sessions/technique_rename.html", page, status=422 if form.errors else 200)


def technique_retire(request, pk):
    """Retire a technique, or offer it again: `retired` in what is sent."""
    technique = practice_technique_for(pk)
    retire_technique(technique=technique, is_retired=request.POST.get("retired") == "yes", by=request.user)
    return redirect("technique_list")
