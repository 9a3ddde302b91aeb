"""The settings of the practice."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.versions import StaleVersion, differences

from .. import actions
from ..forms import PracticeForm
from ..models import Practice
from .people import read_again

SETTINGS = [name for name in PracticeForm.base_fields if name != "version"]


def practice_edit(request):
    practice = Practice.current()
    initial = model_to_dict(practice, fields=SETTINGS) | {"version": practice.version}
    form = PracticeForm(request.POST or None, initial=initial, zone=practice.time_zone)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in SETTINGS}
        try:
            actions.edit_practice(version=form.cleaned_data["version"], values=values, by=request.user)
        except StaleVersion as stale:
            context["stored"] = differences(form, stale.current)
            read_again(form, stale.current)
            return render(request, "accounts/practice_edit.html", context, status=409)
        messages.success(request, _("Settings saved"))
        return redirect("practice_edit")
    return render(request, "accounts/practice_edit.html", context)
