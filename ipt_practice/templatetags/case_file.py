"""The head that the pages of a client's chart share: the tabs of the case file. Pure presentation."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

TABS = (
    ("client_detail", _("Overview")),
    ("assessment_detail", _("Assessment")),
    ("client_sessions", _("Sessions")),
    ("client_scores", _("Scores")),
    ("important_people", _("People")),
    ("client_timeline", _("Timeline")),
    ("formulation_detail", _("Formulation")),
    ("client_documents", _("Documents")),
)
"""URL name and label, in the order of the page; each of them addresses the client."""


@register.inclusion_tag("_client_tabs.html")
def case_file_tabs(client, current=""):
    """The tabs of this client's case file; `current` is the URL name of the page that is open."""
    return {
        "client_tabs": [
            {"url": reverse(name, args=[client.pk]), "label": label, "current": name == current} for name, label in TABS
        ]
    }
