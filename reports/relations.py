"""People are printed by their relation, never by their name. Pure."""

import re

from problem_areas.vocabulary import RELATIONS

_LABELS = dict(RELATIONS)
_AS_PERSON = {
    "extended_family": "Relative",
    "faith_community": "From the community",
    "online": "Online contact",
    "professional": "Professional",
    "deceased": "Someone who died",
    "other": "Someone close",
}
KIN = frozenset(
    "mother father mom mum dad parent stepmother stepfather husband wife spouse partner girlfriend boyfriend fiancé "
    "fiancée sister brother sibling twin daughter son child baby stepson stepdaughter aunt uncle cousin niece nephew "
    "grandmother grandfather grandma grandpa grandson granddaughter friend colleague coworker neighbor boss manager "
    "roommate teacher coach doctor pastor priest rabbi imam dog cat ex ex-husband ex-wife ex-partner mother-in-law "
    "father-in-law sister-in-law brother-in-law son-in-law daughter-in-law".split()
)
"""Words that tell a relation and no name: someone entered under one of them keeps it."""

_BEFORE = re.compile(r"^(?:the|my|his|her|their|old|older|younger|elder|late|former|best|close)\s+", re.IGNORECASE)
_NO_NAME = frozenset(
    "The My His Her Their Old Older Younger Late Former Best Close Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. From Next And".split()
)
_SHORTEST_NAME = 2
_SAID_TWICE = re.compile(r"\b([\w-]+)\s+\[\1\]", re.IGNORECASE)


def is_relation_word(name):
    """True for "Mother" or "older brother": words that may be printed."""
    words = name.strip()
    while _BEFORE.match(words):
        words = _BEFORE.sub("", words)
    return words.lower() in KIN


def printed_as(name, relation):
    """How someone of the inventory is printed: "Mother" where entered so, else the relation, "Parent"."""
    if is_relation_word(name):
        return name.strip()[:1].upper() + name.strip()[1:]
    return _AS_PERSON.get(relation) or _LABELS.get(relation, "Someone close")


class Discretion:
    """Replaces the names of known people by their relation in brackets: "argued with [partner]".

    Names are matched as whole words with their capitals; the first name of "Rosa Diaz" alone is matched, too;
    "May 5" stays a date.
    """

    def __init__(self, people):
        """`people`: pairs (name, relation)."""
        self._said = {}
        for name, relation in people:
            if is_relation_word(name):
                continue
            for form in {name.strip(), *name.split()}:
                if (
                    len(form) >= _SHORTEST_NAME
                    and form[:1].isupper()
                    and form not in _NO_NAME
                    and not is_relation_word(form)
                ):
                    self._said.setdefault(form, f"[{printed_as(name, relation).lower()}]")
        forms = sorted(self._said, key=len, reverse=True)
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w| \d)") if forms else None

    def __call__(self, text):
        """The text without names. Where the word before says the relation already, nothing is added: "his neighbor Bob"."""
        if not self._pattern or not text:
            return text
        return _SAID_TWICE.sub(r"\1", self._pattern.sub(lambda found: self._said[found.group()], text))
