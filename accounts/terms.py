"""The words that practices choose differently for the same thing, and text that says them. Pure; docs/clinical.md 2.11.

What is stored are keys (`grief`, `termination`); a word is only how a page names one. A `Worded` text reads as the
practice has set its words at the moment it is shown: middleware says which words hold (`using`). Outside of a request
the usual words hold. What was signed keeps the words of its day: a note and a report carry `in_force()` with them.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

LONGEST = 40


@dataclass(frozen=True)
class Term:
    """One word to choose. about: what it names; usual: the word in use unless another is set; others: also offered."""

    key: str
    about: str
    usual: str
    others: tuple[str, ...]
    group: str


PHASES, AREAS, WORK = "phases", "areas", "work"
GROUPS = ((PHASES, "The three phases"), (AREAS, "The four problem areas"), (WORK, "In the work"))

_TERMS = (
    Term("initial", "First phase", "Initial", ("Assessment", "Beginning"), PHASES),
    Term("middle", "Second phase", "Middle", ("Active work", "Intervention"), PHASES),
    Term("termination", "Third phase", "Ending", ("Termination", "Conclusion", "Consolidation"), PHASES),
    Term("grief", "After a death or another loss", "Grief", ("Grief and loss", "Loss", "Bereavement"), AREAS),
    Term("role_dispute", "At odds with somebody", "Role dispute", ("Relationship conflict", "Conflict"), AREAS),
    Term("role_transition", "A change of role", "Role transition", ("Life transition", "Life change"), AREAS),
    Term(
        "interpersonal_deficits",
        "Too few attachments",
        "Interpersonal deficits",
        ("Interpersonal sensitivity", "Social isolation", "Loneliness and isolation"),
        AREAS,
    ),
    Term("ending", "Finishing the course, and its planner", "Ending", ("Termination", "Conclusion"), WORK),
    Term("sick_role", "Relief from some duties while ill", "Sick role", ("Permission to recover",), WORK),
    Term("task", "What the client tries until next time", "Between-session task", ("Practice", "Task"), WORK),
)

TERMS = {term.key: term for term in _TERMS}
"""Every term by key, in the order shown."""

_USUAL = {term.key: term.usual for term in _TERMS}
_source = ContextVar("words", default=None)


@contextmanager
def using(source):
    """Let these words hold: a dict of those that differ from the usual ones, or a function that fetches it when asked."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


def in_force():
    """Every word as it stands now, by key: what a signed document takes with it."""
    source = _source.get()
    set_here = (source() if callable(source) else source) or {}
    return _USUAL | {key: text for key, text in set_here.items() if key in TERMS and text}


def word(key):
    """The practice's word for this term, as a heading has it: "Grief and loss"."""
    return in_force()[key]


def inside(text):
    """A word as it stands inside a sentence: "grief and loss"; one that begins with two capitals stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _said(pattern, words):
    both = words | {key: inside(text) for key, text in words.items()}
    return pattern.format_map(both | {key.capitalize(): text for key, text in words.items()})


class Worded(str):
    """Text with terms in it: Worded("{Sick_role}: given or not") begins with the word, {sick_role} has it in a sentence.

    It compares, hashes and is stored as the text in the usual words; shown, it is in the practice's. Say `str(text)`
    where it is joined with others: `", ".join` does not ask.
    """

    def __new__(cls, pattern):
        made = super().__new__(cls, _said(pattern, _USUAL))
        made.pattern = pattern
        return made

    def __getnewargs__(self):
        return (self.pattern,)

    def __str__(self):
        return _said(self.pattern, in_force())


def in_words(label, _=str):
    """A label of a pure module as it is shown: translated by `_` (gettext), in the practice's words; nothing for nothing."""
    if not label:
        return ""
    return str(Worded(_(label.pattern))) if isinstance(label, Worded) else str(_(label))


def _as_shown(name):
    def method(self, *args, **kwargs):
        return getattr(str(self), name)(*args, **kwargs)

    return method


for _name in (
    "__add__", "__format__", "__getitem__", "__iter__", "__len__", "__mod__", "capitalize", "casefold", "endswith", "lower",
    "partition", "replace", "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper",
):  # fmt: skip
    setattr(Worded, _name, _as_shown(_name))
