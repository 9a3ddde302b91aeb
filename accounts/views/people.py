"""One member of staff: added, edited, invited again, and taken out."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.versions import StaleVersion, differences

from .. import actions, invitation, roles
from ..access import person_for, with_second_step
from ..forms import EditPersonForm, LicenceFormSet, PersonForm
from ..models import Practice

PERSON = ["full_name", "credentials", "email", "role", "time_zone"]
LICENCE = ["kind", "number", "state", "expires_on"]


def _page(request, template, *, status=200, **context):
    context = {"roles": roles.ROLES.values(), **context}
    return render(request, f"accounts/{template}.html", context, status=status)


def _licences(formset):
    return [form.cleaned_data for form in formset if form.cleaned_data.get("number")]


def _tell(request, user, sent):
    if sent:
        messages.success(request, _("A link to set a password was sent to %(email)s") % {"email": user.email})
    else:
        messages.warning(request, _("The mail server did not take the link. Send it again from the person's page."))


def person_new(request):
    form = PersonForm(request.POST or None, initial={"time_zone": Practice.current().time_zone})
    licences = LicenceFormSet(request.POST or None, prefix="licences")
    if request.method == "POST" and form.is_valid() and licences.is_valid():
        try:
            user = actions.add_person(**form.cleaned_data, licences=_licences(licences), by=request.user)
        except actions.EmailTaken:
            form.add_error("email", _("Choose another address: somebody signs in with this one"))
        else:
            _tell(request, user, invitation.invite(user=user, by=request.user))
            return redirect("people_list")
    return _page(request, "person_new", form=form, licences=licences)


REFUSALS = {
    actions.EmailTaken: ("email", _("Choose another address: somebody signs in with this one")),
    actions.OwnRole: ("role", _("Ask another administrator: nobody changes their own role")),
    actions.LastAdministrator: ("role", _("Make somebody else an administrator first: this is the last one")),
}


def person_edit(request, pk):
    user = person_for(request.user, pk)
    initial = model_to_dict(user, fields=PERSON) | {"version": user.version}
    form = EditPersonForm(request.POST or None, initial=initial, zone=user.time_zone)
    rows = user.licences.order_by("pk").values(*LICENCE)
    licences = LicenceFormSet(request.POST or None, prefix="licences", initial=list(rows))
    context = {"person": user, "form": form, "licences": licences, "second_step": user.pk in with_second_step()}
    if request.method == "POST" and form.is_valid() and licences.is_valid():
        return _save_person(request, user, form, licences, context)
    return _page(request, "person_edit", **context)


def _save_person(request, user, form, licences, context):
    values = {name: form.cleaned_data[name] for name in PERSON}
    version = form.cleaned_data["version"]
    try:
        actions.edit_person(user=user, version=version, values=values, licences=_licences(licences), by=request.user)
    except StaleVersion as stale:
        stored = differences(form, stale.current)
        read_again(form, stale.current)
        return _page(request, "person_edit", **context, stored=stored, status=409)
    except tuple(REFUSALS) as refusal:
        field, sentence = REFUSALS[type(refusal)]
        form.add_error(field, sentence)
        return _page(request, "person_edit", **context)
    messages.success(request, _("Saved"))
    return redirect("people_list")


def read_again(form, row):
    """The form as typed, over the row as it is now."""
    form.data = form.data.copy()
    form.data["version"] = row.version


def person_deactivate(request, pk):
    """Asks, then takes the access away; for someone whose access was taken away, asks and gives it back."""
    user = person_for(request.user, pk)
    if request.method != "POST":
        return _page(request, "person_deactivate", person=user)
    try:
        if user.is_active:
            actions.deactivate_person(user=user, by=request.user)
            messages.success(request, _("%(name)s cannot sign in any more") % {"name": user.full_name})
        else:
            user = actions.reactivate_person(user=user, by=request.user)
            _tell(request, user, invitation.invite(user=user, by=request.user))
    except actions.OwnRole:
        messages.warning(request, _("Ask another administrator: nobody ends their own access."))
    except actions.LastAdministrator:
        messages.warning(request, _("Make somebody else an administrator first: this is the last one."))
    return redirect("person_edit", pk=user.pk)


@require_POST
def person_invite(request, pk):
    user = person_for(request.user, pk)
    if user.is_active:
        _tell(request, user, invitation.invite(user=user, by=request.user))
    return redirect("person_edit", pk=user.pk)


@require_POST
def person_second_factor_remove(request, pk):
    user = person_for(request.user, pk)
    actions.remove_second_factor(user=user, by=request.user)
    messages.success(request, _("The second step is removed. They set up a new one at the next sign-in."))
    return redirect("person_edit", pk=user.pk)
