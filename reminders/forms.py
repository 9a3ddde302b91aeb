"""What the office asks of the log of messages, and what it decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from outbox.models import Message

GROUPS = {
    "waiting": (_("Waiting"), (Message.PENDING, Message.SENDING)),
    "sent": (_("Sent"), (Message.SENT,)),
    "not_sent": (_("Not sent"), (Message.FAILED, Message.EXPIRED, Message.CANCELLED)),
    "unknown": (_("Not known"), (Message.UNKNOWN,)),
}


class LogForm(forms.Form):
    """Which lines of the log to show, and how far back the page begins."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All"))] + [(key, label) for key, (label, _s) in GROUPS.items()],
    )
    name = LineFormField(label=_("Client's name or file number"), required=False, max_length=80)
    before = forms.FloatField(required=False, min_value=0, max_value=9_999_999_999, widget=forms.HiddenInput)

    mark_optional = False

    def query(self):
        """The filters as the beginning of a query string, without the page."""
        asked = self.cleaned_data if self.is_valid() else {}
        return {name: asked[name] for name in ("state", "name") if asked.get(name)}


class SettleForm(forms.Form):
    SENT, AGAIN = "sent", "again"

    answer = forms.ChoiceField(choices=[(SENT, _("Looks sent")), (AGAIN, _("Send again"))])
