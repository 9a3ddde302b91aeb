"""Everybody who works here, who supervises whom, and who covers for whom."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import actions
from ..access import (
    clinicians,
    cover_for,
    people,
    relations_not_over,
    supervision_for,
    supervisors,
    with_second_step,
)
from ..forms import CoverForm, LastDayForm, SupervisionForm


def people_list(request):
    supervisions, covers = relations_not_over(request.user)
    context = {
        "people": people(),
        "with_second_step": with_second_step(),
        "supervisions": supervisions,
        "covers": covers,
    }
    return render(request, "accounts/people_list.html", context)


def supervision_new(request):
    form = SupervisionForm(request.POST or None, supervisors=supervisors(), clinicians=clinicians())
    if request.method == "POST" and form.is_valid():
        actions.begin_supervision(**form.cleaned_data, by=request.user)
        messages.success(request, _("Supervision recorded"))
        return redirect("people_list")
    return render(request, "accounts/supervision_new.html", {"form": form})


def cover_new(request):
    form = CoverForm(request.POST or None, clinicians=clinicians())
    if request.method == "POST" and form.is_valid():
        actions.arrange_cover(**form.cleaned_data, by=request.user)
        messages.success(request, _("Cover arranged"))
        return redirect("people_list")
    return render(request, "accounts/cover_new.html", {"form": form})


def supervision_end(request, pk):
    return _end(request, "supervision_end", supervision_for(request.user, pk))


def cover_end(request, pk):
    return _end(request, "cover_end", cover_for(request.user, pk))


def _end(request, template, relation):
    form = LastDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end_relation(relation=relation, last_day=form.cleaned_data["last_day"], by=request.user)
        messages.success(request, _("Ended"))
        return redirect("people_list")
    return render(request, f"accounts/{template}.html", {"form": form, "relation": relation})
