"""The clients as a list, and the office's page of one: who, how to reach them, which forms, when they come."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone

from accounts import roles
from accounts.models import Practice
from audit.actions import record
from audit.text import LineFormField
from clients.access import client_for, visible_to
from clients.fields import UUIDField
from clients.heading import client_head
from clients.minors import who_consents
from clients.models import ContactConsent, SignedForm
from intake.access import inquiries_of
from scheduling.access import appointments_visible_to, may_schedule
from sessions.access import offers_not_taken_by
from sessions.afterwards import to_book_after_the_end

from ..client_rows import page_of_clients, rows_of


def client_list(request):
    words = typed(LineFormField(required=False, max_length=100), request.GET.get("q"))
    after = typed(UUIDField(required=False), request.GET.get("after"))
    visible = visible_to(request.user)
    clients, is_more = page_of_clients(
        visible, words=words or "", after=visible.filter(pk=after).first() if after else None
    )
    record("clients.listed", details={"count": len(clients)}, by=request.user)
    context = {"rows": rows_of(clients), "words": words or "", "after": after, "is_more": is_more}
    return render(request, "clients/client_list.html", context | {"reads_charts": request.user.is_clinical})


def typed(field, text):
    """What stands in the address, None where it cannot be read."""
    try:
        return field.clean(text or "")
    except ValidationError:
        return None


def client_contact(request, pk):
    client = client_for(request.user, pk)
    record("client.contact_viewed", client, client=client, by=request.user)
    (row,) = rows_of([client])
    appointments = appointments_visible_to(request.user).filter(client=client)
    return render(
        request,
        "clients/client_contact.html",
        {
            "client": client,
            "client_head": client_head(client),
            "row": row,
            "consents": _consents(client),
            "forms": _forms(client),
            "policy_version": Practice.current().form_policy_version,
            "guardians": client.guardians.order_by("pk"),
            "school": getattr(client, "school_contact", None),
            "who_consents": who_consents(client),
            "is_minor": client.is_minor_on(timezone.localdate()),
            "inquiries": inquiries_of(client),
            "upcoming": appointments.upcoming(timezone.now())[:30],
            "to_book": to_book_after_the_end(visible_to(request.user).filter(pk=client.pk), timezone.localdate()),
            "not_taken": offers_not_taken_by(client),
            "past": appointments.begun(timezone.now())[:10],
            "may_schedule": may_schedule(request.user, client),
            "is_office": request.user.role in (roles.OFFICE_MANAGER, roles.DIRECTOR),
            "is_director": request.user.role == roles.DIRECTOR,
            "reads_charts": request.user.is_clinical,
        },
    )


def _consents(client):
    """(channel, label, consent in force or None) for each channel."""
    in_force = {consent.channel: consent for consent in client.consents.all() if consent.withdrawn_on is None}
    return [(channel, label, in_force.get(channel)) for channel, label in ContactConsent.CHANNELS]


def _forms(client):
    """(kind, label, newest received or None, is it required) for each kind of form."""
    newest = {form.kind: form for form in sorted(client.signed_forms.all(), key=lambda form: form.received_on)}
    minor = client.is_minor_on(timezone.localdate())
    kinds = [
        (kind, label) for kind, label in SignedForm.KINDS if minor or kind != SignedForm.GUARDIANS or kind in newest
    ]
    return [(kind, label, newest.get(kind), kind in SignedForm.REQUIRED) for kind, label in kinds]
