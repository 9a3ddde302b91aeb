"""The kinds of course that the practice offers: the director's to read and to change."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.versions import StaleVersion

from ..access import course_templates, template_for, template_like
from ..actions.templates import TemplateRefused, add_template, change_template
from ..plan_forms import TemplateForm
from ..template_page import differences, rows


def template_list(request):
    return render(request, "sessions/template_list.html", {"rows": rows(course_templates())})


def template_new(request):
    """A new kind of course, modelled on another one: `like` in the address."""
    model = template_like(request.GET.get("like", ""))
    form = TemplateForm(request.POST or None, template=model, initial={"name": "", "is_offered": True})
    if request.method == "POST" and form.is_valid():
        try:
            template = add_template(values=form.values() | {"kind": model.kind}, by=request.user)
        except TemplateRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("%(name)s can be booked from now on") % {"name": template.name})
            return redirect("template_list")
    page = {"form": form, "model": model, "copied": model.name}
    return render(request, "sessions/template_new.html", page)


def template_edit(request, pk):
    template = template_for(pk)
    form = TemplateForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            change_template(template=template, version=version, values=form.values(), by=request.user)
        except TemplateRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        except StaleVersion as stale:
            return _say_what_is_stored(request, form, stale.current)
        else:
            messages.success(request, _("Template saved. It holds for courses booked from now on."))
            return redirect("template_list")
    return render(request, "sessions/template_edit.html", {"form": form, "template": template})


def _say_what_is_stored(request, form, template):
    form.data = form.data.copy()
    form.data["version"] = template.version
    page = {"form": form, "template": template, "stored": differences(form, template)}
    return render(request, "sessions/template_edit.html", page, status=409)
