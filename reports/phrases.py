"""The small change of sentences: dates, lists, sources. Pure."""

import re

from sessions.endings import UNPLANNED_END_REASONS

from .facts import END_OF_TREATMENT

LONGEST_QUOTE = 220


def full_day(day):
    """March 10, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def short_day(day):
    """Mar 10."""
    return f"{day:%b} {day.day}"


def event_day(event):
    """The date of an event as precisely as it is known: March 10, 2026, or April 2025, or 2024."""
    if event.precision == "year":
        return str(event.on.year)
    return full_day(event.on) if event.precision == "day" else f"{event.on:%B} {event.on.year}"


def listed(words):
    """a; a and b; a, b and c."""
    words = [str(word) for word in words]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def counted(number, one, many=None):
    """1 session, 2 sessions, no sessions."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def sources(numbers):
    """ "Session 5", "Sessions 5, 8": where a sentence comes from. Empty without a number."""
    numbers = sorted({number for number in numbers if number is not None})
    if not numbers:
        return ""
    return f"Session {numbers[0]}" if len(numbers) == 1 else "Sessions " + ", ".join(map(str, numbers))


def sourced(sentence, numbers):
    """The sentence with its sources in brackets before its full stop."""
    found = sources(numbers)
    return f"{sentence.rstrip('.')} ({found})." if found else sentence


def full_stop(text):
    """The text ending as a sentence does; nothing for nothing."""
    text = text.strip()
    return text if not text or text[-1] in '.!?…”"' else text + "."


def beginning(text, limit=LONGEST_QUOTE):
    """As many whole sentences from the beginning as fit, on one line; cut at a word with an ellipsis if not even one does."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return full_stop(text)
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s)", text[: limit + 1])]
    return text[: ends[-1]] if ends else text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + "…"


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


NOT_RECORDED = "Not recorded."
"""What stands where the chart has nothing: never an empty place."""


def unfinished(facts):
    """For the sections about the end (docs/clinical.md 6.4, items 9 to 14): after an unplanned ending, "Not completed."."""
    return "Not completed." if ended_unplanned(facts) else NOT_RECORDED
