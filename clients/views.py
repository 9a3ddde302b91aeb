"""The office's pages about one client: contact data, guardians, consents, forms, therapist. The lists are in `ipt_practice`."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.versions import StaleVersion

from . import actions, forms
from .access import client_for, clinicians
from .heading import client_head
from .minors import school_fields, who_consents
from .models import ContactConsent

CONTACT = [name for name in forms.ContactForm.base_fields if name != "version"]


def _page(request, template, client, *, status=200, **context):
    context = {"client": client, "client_head": client_head(client), **context}
    return render(request, f"clients/{template}.html", context, status=status)


def _stored(client, form):
    """What is stored now where it differs from what was typed: rows for `_stored_now.html`."""
    return [
        {"label": form.fields[name].label, "mine": form.cleaned_data[name], "theirs": getattr(client, name)}
        for name in CONTACT
        if (form.cleaned_data[name] or "") != (getattr(client, name) or "")
    ]


def client_edit(request, pk):
    client = client_for(request.user, pk)
    initial = model_to_dict(client, fields=CONTACT) | {"version": client.version}
    initial["phone"] = client.phone.as_national if client.phone else ""
    form = forms.ContactForm(request.POST if request.method == "POST" else None, initial=initial, zone=client.time_zone)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in CONTACT}
        try:
            actions.edit_client(client=client, version=form.cleaned_data["version"], values=values, by=request.user)
        except StaleVersion as stale:
            rows, form.data = _stored(stale.current, form), form.data.copy()
            form.data["version"] = stale.current.version
            return _page(request, "client_edit", stale.current, form=form, stored=rows, status=409)
        messages.success(request, _("Contact data saved"))
        return redirect("client_contact", pk=client.pk)
    return _page(request, "client_edit", client, form=form)


def guardians_edit(request, pk):
    client = client_for(request.user, pk)
    names = list(forms.GuardianForm.base_fields)
    formset = forms.GuardianFormSet(
        request.POST if request.method == "POST" else None, initial=list(client.guardians.order_by("pk").values(*names))
    )
    version = forms.ClientVersionForm(
        request.POST if request.method == "POST" else None, initial={"version": client.version}
    )
    school = forms.SchoolForm(
        request.POST if request.method == "POST" else None, initial=school_fields(client), prefix="school"
    )
    context = {"formset": formset, "version_form": version, "school": school, "consents": who_consents(client)}
    if request.method == "POST" and version.is_valid() and formset.is_valid() and school.is_valid():
        rows = {
            "guardians": [form.cleaned_data for form in formset if form.cleaned_data.get("name")],
            "school": school.cleaned_data,
        }
        try:
            actions.save_guardians(client=client, version=version.cleaned_data["version"], by=request.user, **rows)
        except StaleVersion as stale:
            version.data = version.data.copy()
            version.data["version"] = stale.current.version
            stored = stale.current.guardians.order_by("pk")
            return _page(request, "guardians_edit", stale.current, **context, stored=stored, is_stale=True, status=409)
        messages.success(request, _("Guardians saved"))
        return redirect("client_contact", pk=client.pk)
    return _page(request, "guardians_edit", client, **context)


def consent_set(request, pk):
    client = client_for(request.user, pk)
    initial = {"on": timezone.localdate(), "channel": request.GET.get("channel"), "answer": request.GET.get("answer")}
    form = forms.ConsentForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {"client": client, "channel": form.cleaned_data["channel"], "by": request.user}
        if form.cleaned_data["answer"] == form.GIVEN:
            actions.give_consent(given_on=form.cleaned_data["on"], **values)
        else:
            actions.withdraw_consent(withdrawn_on=form.cleaned_data["on"], **values)
        messages.success(request, _("Recorded what they said"))
        return redirect("client_contact", pk=client.pk)
    consents = client.consents.order_by("channel", "given_on")
    return _page(request, "consent_set", client, form=form, consents=consents, channels=ContactConsent.CHANNELS)


def form_received(request, pk):
    client = client_for(request.user, pk)
    initial = {"received_on": timezone.localdate(), "kind": client.missing_forms()}
    form = forms.ReceivedForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        for kind in form.cleaned_data["kind"]:
            actions.receive_form(
                client=client, kind=kind, received_on=form.cleaned_data["received_on"], by=request.user
            )
        messages.success(request, _("Form received"))
        return redirect("client_contact", pk=client.pk)
    return _page(request, "form_received", client, form=form, received=client.signed_forms.order_by("-received_on"))


def forms_override(request, pk):
    client = client_for(request.user, pk)
    form = forms.OverrideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.override_forms(client=client, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Session 1 may be booked without the forms"))
        return redirect("client_contact", pk=client.pk)
    return _page(request, "forms_override", client, form=form)


def therapist_assign(request, pk):
    client = client_for(request.user, pk)
    form = forms.TherapistForm(request.POST if request.method == "POST" else None, clinicians=clinicians())
    if request.method == "POST" and form.is_valid():
        actions.assign(client=client, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is the therapist now") % {"name": form.cleaned_data["clinician"]})
        return redirect("client_contact", pk=client.pk)
    return _page(request, "therapist_assign", client, form=form)
