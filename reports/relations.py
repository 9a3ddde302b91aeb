"""People are printed by their relation, never by their name. The words looked for are those of a chart in English."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from problem_areas.vocabulary import RELATIONS

_LABELS = dict(RELATIONS)
_AS_PERSON = {
    "extended_family": gettext_noop("Relative"),
    "faith_community": gettext_noop("From the community"),
    "online": gettext_noop("Online contact"),
    "professional": gettext_noop("Professional"),
    "deceased": gettext_noop("Someone who died"),
    "other": gettext_noop("Someone close"),
}
_WORDS = {
    "partner": "husband wife spouse partner girlfriend boyfriend fiancé fiancée ex ex-husband ex-wife ex-partner",
    "parent": "parent mother father mom mum dad stepmother stepfather",
    "child": "child son daughter baby twin stepson stepdaughter",
    "sibling": "sibling brother sister twin",
    "extended_family": "relative aunt uncle cousin niece nephew grandmother grandfather grandma grandpa grandson "
    "granddaughter mother-in-law father-in-law sister-in-law brother-in-law son-in-law daughter-in-law",
    "friend": "friend roommate",
    "colleague": "colleague coworker",
    "manager": "manager boss",
    "neighbor": "neighbor",
    "professional": "professional teacher coach doctor",
    "faith_community": "pastor priest rabbi imam",
    "pet": "pet dog cat",
}
"""Relation to the words that tell it, as a chart says them."""

KIN = frozenset(word for words in _WORDS.values() for word in words.split()) - {"relative", "professional", "pet"}
"""Words that tell a relation and no name: someone entered under one of them keeps it."""

_BEFORE = re.compile(r"^(?:the|my|his|her|their|old|older|younger|elder|late|former|best|close)\s+", re.IGNORECASE)
_NO_NAME = frozenset(
    "The My His Her Their Old Older Younger Late Former Best Close Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. From Next And".split()
)
_SHORTEST_NAME = 2
_ALONE = re.compile(r"^([\s•-]*)\[(\w)([^\[\]]*)\]([\s.,;]*)$", re.MULTILINE)


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
    return _(_AS_PERSON.get(relation) or _LABELS.get(relation, "Someone close"))


def _told_already(role, words):
    """Patterns for a role in brackets beside a word that tells the same.

    "his neighbor [neighbor]", "his neighbor ([neighbor])", "his wife, [partner], said", "[partner], his wife, said",
    "[partner] (his wife)".
    """
    said, word = re.escape(f"[{role}]"), rf"(?:{'|'.join(map(re.escape, words))})"
    before = rf"(?<![\w-])(?P<kept>{word})"
    title, ends = r"(?:(?:Dr|Mr|Mrs|Ms)\.?\s+)?", r"(?:,|(?=\s*(?:[.;:!?)]|$)))"
    named = rf"(?:the|my|his|her|their|an?)\s+(?:(?:old|older|younger|elder|late|former|best|close)\s+)?{word}"
    patterns = (
        rf"{before} {title}{said}(?!\w)",
        rf"{before} \({title}{said}\)",
        rf"{before}, {title}{said}{ends}",
        rf"{said}, (?P<kept>{named}){ends}",
        rf"{said} \((?P<kept>{named})\)",
        rf"{said} \((?P<in_brackets>{word})\)",
    )
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


class Discretion:
    """Replaces the names of known people by their relation in brackets: "argued with [partner]".

    Names are matched as whole words with their capitals; the first name of "Rosa Diaz" alone is matched, too;
    "May 5" stays a date. Where the text tells the relation itself, nothing is added: "his neighbor Bob" is "his neighbor".
    """

    def __init__(self, people):
        """`people`: pairs (name, relation)."""
        self._said, known = {}, {}
        for name, relation in people:
            if is_relation_word(name):
                continue
            role = printed_as(name, relation).lower()
            known.setdefault(role, {role}).update(_WORDS.get(relation, "").split())
            for form in {name.strip(), *name.split()}:
                if (
                    len(form) >= _SHORTEST_NAME
                    and form[:1].isupper()
                    and form not in _NO_NAME
                    and not is_relation_word(form)
                ):
                    self._said.setdefault(form, f"[{role}]")
        forms = sorted(self._said, key=len, reverse=True)
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w| \d)") if forms else None
        self._twice = [pattern for role, words in known.items() for pattern in _told_already(role, sorted(words))]

    def __call__(self, text):
        """The text without names. A name that is a whole line is the relation alone: "Neighbor"."""
        if not self._pattern or not text:
            return text
        said = self._pattern.sub(lambda found: self._said[found.group()], text)
        if said == text:
            return text
        for pattern in self._twice:
            said = pattern.sub(_once, said)
        return _ALONE.sub(lambda line: f"{line[1]}{line[2].upper()}{line[3]}{line[4]}", said)


def _once(found):
    """What stays of a relation that was told twice, with a capital where it now begins a sentence."""
    kept = f"[{found['in_brackets']}]" if found.groupdict().get("in_brackets") else found["kept"]
    before = found.string[: found.start()].rstrip()
    return kept if before and before[-1] not in ".!?\n" else kept[:1].upper() + kept[1:]
