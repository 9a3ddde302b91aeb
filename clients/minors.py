"""What the law leaves to the practice about clients who are minors: nothing is assumed (docs/clinical.md 8.13)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Practice

SCHOOL = ("school", "name", "phone", "email", "released_on")


def who_consents(client):
    """Who consents to the treatment of a minor, as the practice has set it, in one sentence; "" for an adult."""
    today = timezone.localdate()
    if not client.is_minor_on(today):
        return ""
    age = Practice.current().age_of_consent
    if age is None:
        return _("The practice has set no age of consent. Ask which rule holds in your state before treatment begins.")
    if client.age_on(today) >= age:
        return _("From %(age)s on, a client may consent alone in this practice.") % {"age": age}
    return _("Under %(age)s, a guardian who may consent signs with the client.") % {"age": age}


def school_fields(client):
    """The school's contact as a form's fields."""
    contact = getattr(client, "school_contact", None)
    return {name: getattr(contact, name) for name in SCHOOL} if contact else {}


def guardians_of(client):
    """The guardians of a client who is a minor, in order; none for an adult."""
    return list(client.guardians.order_by("pk")) if client.is_minor_on(timezone.localdate()) else []
