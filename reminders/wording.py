"""The words of a message to a client. Neutral: anybody may read it over their shoulder, or answer the shared mailbox.

What may be said is what `reminder` takes: a first name or none, the date, the time, the place or a telephone number,
and the neutral name of the practice. What settings bring in is left out when it says more than that (threats T50).
"""

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.neutral_words import is_neutral
from scheduling.words import day_words


def neutral_lines(text):
    """The lines of `text` that are neutral, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip() and is_neutral(line)]


def when(moment):
    """ "Tuesday, March 10, 2026, 4:00 PM" of a local time."""
    return f"{formats.date_format(moment, 'l, F j, Y')}, {formats.date_format(moment, 'g:i A')}"


def reminder(*, first_name, sender, starts_at, today, also_at=None, place="", phone="", modality="in_person"):
    """Subject and body of a reminder.

    `sender` is the practice's neutral name; `starts_at` the local start, `today` the day it is sent; `also_at` the same
    moment in the client's own zone where it reads differently; `place` an address of several lines; `phone` whom to call.
    """
    sender = sender if sender and is_neutral(sender) else _("the office")
    subject = _("Your appointment on %(day)s") % {"day": day_words(starts_at, today)}
    paragraphs = [
        _("Hello %(name)s,") % {"name": first_name} if first_name and is_neutral(first_name) else _("Hello,"),
        _("This is a reminder of your appointment with %(sender)s:") % {"sender": sender},
        "\n".join([*_times(starts_at, also_at), *_where(place, modality)]),
        _("If you cannot come, call %(phone)s as soon as you can.") % {"phone": phone}
        if phone
        else _("If you cannot come, let us know as soon as you can."),
        _("This message was sent automatically, and answers to it are not read."),
    ]
    return subject, "\n\n".join(paragraphs) + "\n"


def _times(starts_at, also_at):
    yield when(starts_at)
    if also_at is not None:
        yield _("(%(time)s where you are)") % {"time": when(also_at)}


def _where(place, modality):
    if modality == "video":
        return [_("By video")]
    if modality == "telephone":
        return [_("By telephone")]
    return neutral_lines(place)
