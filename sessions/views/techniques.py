"""The techniques that the practice names itself: the director's to add and to retire."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..access import practice_technique_for, practice_techniques
from ..actions.techniques import TechniqueRefused, add_technique, retire_technique
from ..plan_forms import TechniqueForm
from ..techniques import TECHNIQUES


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


def technique_retire(request, pk):
    """Retire a technique, or offer it again: `retired` in what is sent."""
    technique = practice_technique_for(pk)
    retire_technique(technique=technique, is_retired=request.POST.get("retired") == "yes", by=request.user)
    return redirect("technique_list")
