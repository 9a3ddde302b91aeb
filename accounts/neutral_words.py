"""Words that would tell a bystander what somebody comes for. They stay out of messages to clients (threats T50). Pure."""

import re

STEMS = (
    "anxi", "behavio", "bereav", "bipolar", "clinic", "counsel", "depress", "diagnos", "disorder", "gad-7", "griev",
    "interpersonal", "mental", "pcl-5", "phq", "psych", "suicid", "therap", "trauma", "wellness",
)  # fmt: skip
WORDS = (
    "dispute", "grief", "ipt", "mood", "patient", "patients", "ptsd", "recovery", "session", "sessions", "stress",
    "transition", "transitions", "treatment",
)  # fmt: skip

_REVEALING = re.compile(
    rf"(?<![a-z])(?:{'|'.join(map(re.escape, STEMS))})|(?<![a-z])(?:{'|'.join(WORDS)})(?![a-z])|therap|psych",
    re.IGNORECASE,
)


def is_neutral(text):
    """Does `text` say nothing of what somebody comes for?"""
    return not _REVEALING.search(text)
