"""The log of messages as the office reads it: states in words, a page at a time, without counting all there are."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from outbox.models import Message

from .forms import GROUPS, SettleForm
from .models import Reminder

PAGE = 50


@dataclass(frozen=True)
class Entry:
    """One line: the reminder, what became of it, why (if that needs saying), when, and what may be decided."""

    reminder: Reminder
    word: str
    why: str
    at: dt.datetime
    choices: tuple = ()

    @property
    def is_open(self):
        return bool(self.choices)


def entry(reminder, now):
    message = reminder.message
    state, useful = message.state, message.useful_until > now
    again = [(SettleForm.AGAIN, _("Send again"))] if useful else []
    words = {
        Message.PENDING: (
            _("Waiting"),
            _("not taken yet; tried again automatically") if message.reply else "",
            message.due_at,
        ),
        Message.SENDING: (_("Being sent"), "", message.due_at),
        Message.SENT: (_("Sent"), "", message.data_started_at or message.settled_at),
        Message.FAILED: (_("Failed"), _("the mail server did not take it"), message.settled_at),
        Message.UNKNOWN: (_("Not known"), _("the connection broke while it was sent"), message.data_started_at),
        Message.EXPIRED: (_("Not sent"), _("it would have come too late"), message.settled_at),
        Message.CANCELLED: (_("Not sent"), _(message.reply) if message.reply else "", message.settled_at),
    }
    choices = {Message.UNKNOWN: [(SettleForm.SENT, _("Looks sent")), *again], Message.FAILED: again}
    word, why, at = words[state]
    return Entry(reminder, word, why, at or message.created_at, tuple(choices.get(state, ())))


def page(reminders, form, now):
    """The entries of the page that a LogForm asks for, and the query string of the next one ("" when this is the last)."""
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("state"):
        reminders = reminders.in_states(GROUPS[asked["state"]][1])
    if asked.get("name"):
        reminders = reminders.about(asked["name"])
    if asked.get("before") is not None:
        reminders = reminders.before(dt.datetime.fromtimestamp(asked["before"], dt.UTC))
    rows = list(reminders[: PAGE + 1])
    last = rows[PAGE - 1].message.created_at.timestamp() if len(rows) > PAGE else None
    following = urlencode({**form.query(), "before": repr(last)}) if last else ""
    return [entry(row, now) for row in rows[:PAGE]], following
