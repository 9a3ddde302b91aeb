"""Links in templates that only some roles may follow. `{% link_for user "course_book" client.pk as book_url %}`."""

from django import template
from django.utils.translation import gettext as _

from clients.access import current_therapist_of
from safety.access import call_therapist_ids

from .. import links

register = template.Library()


@register.simple_tag
def link_for(user, name, *args):
    """The address of the page, or "" where the access table does not let this reader in."""
    return links.link_for(user, name, *args)


@register.inclusion_tag("scheduling/_call_therapist.html")
def call_before_booking(user, client):
    """The same where nothing is booked yet: who looks after the client is called, else the director."""
    if user.is_clinical or not call_therapist_ids([client.pk]):
        return {"who": ""}
    therapist = current_therapist_of(client)
    return {"who": therapist.full_name if therapist else _("the director")}


@register.simple_tag
def call_first(user, appointments):
    """For the office: the ids of the clients among these appointments whose clinician is called first; one query for all."""
    return set() if user.is_clinical else call_therapist_ids([each.client_id for each in appointments])


@register.inclusion_tag("scheduling/_call_therapist.html")
def call_therapist(user, appointment):
    """For the office: call the clinician before booking, where an alert about the client is open. Says nothing of why."""
    calls = not user.is_clinical and call_therapist_ids([appointment.client_id])
    return {"who": appointment.clinician.full_name if calls else ""}
