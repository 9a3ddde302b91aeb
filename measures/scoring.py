"""From answers to a total, a band and the answers that mean danger. Pure arithmetic, docs/clinical.md 4.3."""

from dataclasses import dataclass

from .instruments.pcl5 import CLUSTERS, PCL5, SYMPTOM_AT_LEAST

RISK_AT_LEAST = 1
"""The answer to a safety item from which an alert is due: anything but "Not at all" (docs/clinical.md 4.4)."""


class InvalidAnswer(ValueError):
    """An answer that the questionnaire does not offer, or an answer to a question it does not ask."""


@dataclass(frozen=True)
class Score:
    """What one answer sheet says.

    total: whole points, or None where it cannot be computed; `problem` then says why in one sentence.
    n_missing: how many scored items are blank.
    prorated: True where blank items were replaced by the mean of the answered ones; show "prorated" beside the total.
    band: label of the band, or None. risk_items: pairs (item key, answer) that mean danger, whatever the total.
    safety_item_unanswered: True where a safety item is blank, so that the clinician must ask.
    """

    total: int | None
    n_missing: int
    prorated: bool
    band: str | None
    risk_items: tuple[tuple[str, int], ...]
    safety_item_unanswered: bool
    problem: str | None


def score(definition, answers):
    """Score one answer sheet, partial or whole.

    answers: mapping item key -> whole number or None (blank); a key left out is blank. Unscored items may be among
    them. Raises InvalidAnswer. Blank items: NHSDD for the PHQ-9, CAM for the others, in docs/clinical.md 4.3.
    """
    _check(definition, answers)
    given = {key: answers[key] for key in definition.item_keys if answers.get(key) is not None}
    n_missing = len(definition.items) - len(given)
    unanswered = any(key not in given for key in definition.risk_item_keys)
    problem = _problem(definition, n_missing, unanswered)
    total = None if problem else _total(definition, given)
    band = definition.band_for(total)
    return Score(
        total=total,
        n_missing=n_missing,
        prorated=total is not None and n_missing > 0,
        band=band.label if band else None,
        risk_items=tuple((key, given[key]) for key in definition.risk_item_keys if given.get(key, 0) >= RISK_AT_LEAST),
        safety_item_unanswered=unanswered,
        problem=problem,
    )


def depressive_syndrome(definition, answers):
    """What the answers to PHQ-9 or PHQ-A suggest: "major", "other" or "none". Source CAM, docs/clinical.md 4.3 rule 4.

    An item counts from 2, the safety item from 1. Always shown as "suggests": bereavement, a history of mania and
    medical causes remain for the clinician to exclude. Blank items do not count. Raises InvalidAnswer.
    """
    _check(definition, answers)
    counted = {key for key, least in _COUNTS_FROM.items() if (answers.get(key) or 0) >= least}
    if not counted & {"interest", "mood"}:
        return "none"
    return "major" if len(counted) >= 5 else "other" if len(counted) >= 2 else "none"


def pcl5_clusters(answers):
    """How many PCL-5 symptoms count in each cluster, and whether all clusters are met.

    answers: mapping item key -> 0 to 4 or None. Returns (counts by cluster letter, all met). Raises InvalidAnswer.
    Rule: at least 1 of B, 1 of C, 2 of D and 2 of E rated 2 or more (PCL, docs/clinical.md 4.1).
    """
    _check(PCL5, answers)
    counts = {
        cluster.key: sum((answers.get(key) or 0) >= SYMPTOM_AT_LEAST for key in cluster.item_keys)
        for cluster in CLUSTERS
    }
    return counts, all(counts[cluster.key] >= cluster.needed for cluster in CLUSTERS)


_COUNTS_FROM = {
    "interest": 2,
    "mood": 2,
    "sleep": 2,
    "energy": 2,
    "appetite": 2,
    "self_worth": 2,
    "concentration": 2,
    "movement": 2,
    "self_harm": 1,
}


def _check(definition, answers):
    """Raise InvalidAnswer unless each answer is blank or one that its question offers."""
    allowed = definition.allowed_answers
    for key, answer in answers.items():
        if key not in allowed:
            raise InvalidAnswer(f"{definition.name} has no item {key!r}.")
        if answer is not None and (type(answer) is not int or answer not in allowed[key]):
            low, high = min(allowed[key]), max(allowed[key])
            raise InvalidAnswer(f"{definition.name}, {key}: {answer!r} is not a whole number from {low} to {high}.")


def _problem(definition, n_missing, safety_item_unanswered):
    """Why there is no total, in one sentence, or None where there is one."""
    if n_missing > definition.max_missing:
        needed = len(definition.items) - definition.max_missing
        blank = "1 item is blank" if n_missing == 1 else f"{n_missing} items are blank"
        return f"{blank}. A total needs {needed} of {len(definition.items)} answers."
    if safety_item_unanswered:
        return "The safety item is blank and is never estimated. Ask about it to get a total."
    return None


def _total(definition, given):
    """Sum of the answers, reversed where the item says so; blanks replaced by the mean, half a point rounded up."""
    points = 0
    for item in definition.items:
        answer = given.get(item.key)
        if answer is not None:
            points += item.min + item.max - answer if item.reverse else answer
    answered, items = len(given), len(definition.items)
    return (2 * points * items + answered) // (2 * answered)
