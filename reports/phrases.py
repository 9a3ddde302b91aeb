"""The small change of sentences: dates, lists, sources, in the language of the reader."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.terms import in_words
from sessions.endings import UNPLANNED_END_REASONS

from .facts import END_OF_TREATMENT

LONGEST_QUOTE = 220
ONE_LINE = 100


def worded(label):
    """A label of a pure module in the reader's language and the practice's words; nothing for nothing."""
    return in_words(label, _)


def full_day(day):
    """March 10, 2026."""
    return date_format(day, "F j, Y")


def short_day(day):
    """Mar 10."""
    return date_format(day, "M j")


def brief_day(day):
    """Mar 10, 2026."""
    return date_format(day, "M j, Y")


def month_of(day):
    """April 2025."""
    return date_format(day, "F Y")


def event_day(event):
    """The date of an event as precisely as it is known: March 10, 2026, or April 2025, or 2024."""
    if event.precision == "year":
        return str(event.on.year)
    return full_day(event.on) if event.precision == "day" else month_of(event.on)


def dotted_initials(client):
    """B. T."""
    return f"{client.first_name[:1]}. {client.last_name[:1]}.".upper()


def listed(words):
    """a; a and b; a, b and c."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def sources(numbers):
    """ "Session 5", "Sessions 5, 8": where a sentence comes from. Empty without a number."""
    numbers = sorted({number for number in numbers if number is not None})
    if not numbers:
        return ""
    return ngettext("Session %(n)s", "Sessions %(n)s", len(numbers)) % {"n": ", ".join(map(str, numbers))}


def sourced(sentence, numbers):
    """The sentence with its sources in brackets before its full stop."""
    found = sources(numbers)
    return f"{sentence.rstrip('.')} ({found})." if found else sentence


def full_stop(text):
    """The text ending as a sentence does; nothing for nothing."""
    text = text.strip()
    return text if not text or text[-1] in '.!?…”"' else text + "."


def beginning(text, limit=LONGEST_QUOTE):
    """As many whole sentences from the beginning as fit in `limit`, on one line; at least one, which is cut at a word with
    an ellipsis where it is longer than a quote may be."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return full_stop(text)
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s|$)", text)]
    fit = [end for end in ends if end <= limit] or [end for end in ends[:1] if end <= LONGEST_QUOTE]
    return text[: fit[-1]] if fit else text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def lower_first(text):
    """For the middle of a sentence; names of measures and "I" keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text.startswith("A ") else text


def joined(*parts):
    """Paragraphs with a blank line between them, empty ones left out."""
    return "\n\n".join(part.strip() for part in parts if part and part.strip())


def sentences(*parts):
    """Sentences in one paragraph, empty ones left out."""
    return " ".join(part.strip() for part in parts if part and part.strip())


def bullets(items):
    return "\n".join(f"- {item}" for item in items)


def quoted(words):
    """Someone's own words in quotation marks, on a line of their own."""
    words = words.strip().strip('“”"')
    return f"“{words}”" if words else ""


def ended_unplanned(facts):
    return facts.kind == END_OF_TREATMENT and facts.ending.reason in UNPLANNED_END_REASONS


def not_recorded():
    """What stands where the chart has nothing: never an empty place."""
    return _("Not recorded.")


def unfinished(facts):
    """For the sections about the end (docs/clinical.md 6.4, items 9 to 14): after an unplanned ending, "Not completed."."""
    return _("Not completed.") if ended_unplanned(facts) else not_recorded()
