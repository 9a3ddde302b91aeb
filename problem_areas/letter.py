"""The formulation as a letter to the client: a first version in plain words, second person, no codes, to be edited. Pure.

docs/clinical.md 2.6. What the chart says goes in as it stands there; the therapist makes it theirs before it is printed.
"""

import re
from dataclasses import dataclass

from .catalogue import GRIEF, INTERPERSONAL_DEFICITS, ROLE_DISPUTE, ROLE_TRANSITION

PLAIN_NAMES = (
    ("persistent depressive", "a depression that has lasted a long time"),
    ("dysthym", "a depression that has lasted a long time"),
    ("postpartum", "depression after a birth"),
    ("peripartum", "depression around a birth"),
    ("depress", "depression"),
    ("bipolar", "bipolar disorder"),
    ("posttraumatic", "the after-effects of trauma"),
    ("ptsd", "the after-effects of trauma"),
    ("prolonged grief", "a grief that has not eased with time"),
    ("social anxiety", "anxiety among people"),
    ("panic", "panic attacks"),
    ("anxiety", "anxiety"),
    ("adjustment", "a hard time in adjusting to what happened"),
    ("bulimi", "an eating disorder"),
    ("anorexi", "an eating disorder"),
    ("binge", "an eating disorder"),
)
"""What a diagnosis is called to the person who has it: the first that its name contains."""

PLAIN_AREAS = {
    GRIEF: "a loss that is hard to mourn",
    ROLE_DISPUTE: "being at odds with somebody who matters to you",
    ROLE_TRANSITION: "a change in your life, and what it took away",
    INTERPERSONAL_DEFICITS: "having too few people close to you",
}

_CODE = re.compile(r"\(?\b[A-Z]\d{2}(?:\.\d{1,4})?\b\)?|\(?\b\d{3}\.\d{1,2}\b\)?")


@dataclass(frozen=True)
class LetterFacts:
    """What the letter is made of: fields of the formulation. `areas`: keys; `events`: titles; `words`: the client's own."""

    name: str
    syndrome: str = ""
    areas: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    link: str = ""
    why_now: str = ""
    maintaining: str = ""
    pattern: str = ""
    strengths: str = ""
    supports: str = ""
    plan: str = ""
    words: str = ""


def plain_name(syndrome, _=str):
    """A diagnosis in plain words: no code, no severity, no specifier. What is not known stays, without its code."""
    low = syndrome.lower()
    known = next((words for part, words in PLAIN_NAMES if part in low), "")
    return _(known) if known else _CODE.sub("", syndrome).split(",")[0].strip(" ;:-")


def first_letter(facts, _=str):
    """The first version of the letter: paragraphs with a blank line between them, what is missing left out.

    _: what translates a sentence (gettext); the sentences are written as its messages.
    """
    words = facts.words.strip().strip("“”")
    parts = (
        _("Dear %(name)s,") % {"name": facts.name},
        _(
            "You came because things had become hard. I have put on this page how I understand it so far, so that you can "
            "read it in your own time. Where it does not fit, tell me, and we will change it."
        ),
        _what_it_is(facts, _),
        _sentences(_events(facts.events, _), facts.link, facts.why_now),
        _told(_("What seems to keep it going: %(text)s"), facts.maintaining, facts.pattern),
        _told(_("You bring a good deal with you: %(text)s"), facts.strengths),
        _told(_("You are not alone with it: %(text)s"), facts.supports),
        _("When we talked about it, you said: “%(words)s”") % {"words": words} if words else "",
        _told(_("What I propose: %(text)s"), facts.plan),
        _("With good wishes,"),
    )
    return "\n\n".join(part for part in parts if part)


def _what_it_is(facts, _):
    name = plain_name(facts.syndrome, _)
    areas = [_(PLAIN_AREAS[area]) for area in facts.areas if area in PLAIN_AREAS]
    called = _("What you have is called %(name)s. It is common, it is nobody’s fault, and it can be treated.")
    linked = _("I think it has much to do with %(areas)s.") % {"areas": _(" and with ").join(areas)}
    return _sentences(called % {"name": name} if name else "", linked if areas else "")


def _events(titles, _):
    told = "; ".join(title.strip().rstrip(".") for title in titles)
    return _("It began around this time: %(events)s.") % {"events": told} if told else ""


def _told(sentence, *texts):
    said = _sentences(*texts)
    return sentence % {"text": said} if said else ""


def _sentences(*texts):
    return " ".join(_stopped(text.strip()) for text in texts if text.strip())


def _stopped(text):
    return text if text[-1] in ".!?…”" else text + "."
