"""The techniques of IPT, in the canonical vocabulary of docs/clinical.md 2.8 (source W18-10 for the first eight)."""

from dataclasses import dataclass

from accounts.terms import Worded
from problem_areas.catalogue import AREAS


@dataclass(frozen=True)
class Technique:
    """A technique as a note names it: the code that is stored, the label shown, and what is meant."""

    key: str
    label: str
    meaning: str


_TECHNIQUES = (
    Technique(
        "nondirective_exploration",
        "Non-directive exploration",
        "Open questions and receptive silence that let the client lead",
    ),
    Technique(
        "direct_elicitation",
        "Direct elicitation",
        "Targeted questions for needed facts (symptoms, a person, an event)",
    ),
    Technique(
        "encouragement_of_affect",
        "Encouragement of affect",
        "Helping the client notice, name, bear, express and use feelings",
    ),
    Technique(
        "clarification",
        "Clarification",
        "Restating, pointing to contradictions or implications so the client sees the pattern",
    ),
    Technique(
        "communication_analysis",
        "Communication analysis",
        "Step-by-step replay of a recent charged exchange to find failures and options",
    ),
    Technique(
        "decision_analysis",
        "Decision analysis",
        "Listing options and likely consequences, then choosing",
    ),
    Technique("role_play", "Role play", "Rehearsing an interaction or taking the other's view"),
    Technique(
        "therapeutic_relationship",
        "Use of the therapeutic relationship",
        "Feedback from how the client relates in session; not transference interpretation",
    ),
    Technique("supportive_listening", "Supportive listening", "Listening without judgment"),
    Technique("psychoeducation", "Psychoeducation", "Explaining the condition, relationships and well-being, and IPT"),
    Technique("sick_role", Worded("{Sick_role}"), "Permission to recover, with the duty to work at it"),
    Technique("linking_mood_event", "Linking mood and event", "Tying a change in mood to what happened with people"),
    Technique("problem_solving", "Problem solving", "Finding and weighing practical ways forward"),
    Technique("practice_review", "Practice review", "Looking at what was tried since the last session"),
    Technique(
        "social_support_mobilisation",
        "Social support mobilization",
        "Finding people who help and turning to them",
    ),
    Technique("grief_work", Worded("{Grief} work"), "Mourning the person or role that was lost"),
    Technique(
        "termination_work",
        Worded("Work on the {ending}"),
        Worded("Feelings about the {ending}, gains and what comes after"),
    ),
    Technique(
        "affective_attunement",
        "Affective attunement",
        "PTSD adaptation: eliciting, naming, normalizing, validating feeling",
    ),
    Technique(
        "teen_tips",
        "Teen tips",
        'IPT-A skills, such as good timing, "I feel" statements, give to get, have a few solutions ready',
    ),
    Technique("tween_tips", "Tween tips", "The same skills in FB-IPT, for ages about 7 to 12"),
)

TECHNIQUES = {technique.key: technique for technique in _TECHNIQUES}
"""Every technique by code, in the order shown."""

TECHNIQUE_CHOICES = tuple((technique.key, technique.label) for technique in _TECHNIQUES)


def areas_for(technique_key):
    """Keys of the problem areas in which this technique is usual; () for those that belong to no area."""
    return tuple(area.key for area in AREAS.values() if technique_key in area.techniques)


def usual_first(area_key):
    """All techniques, those usual in this area first and in the area's own order. Any area key, or "" for none."""
    usual = AREAS[area_key].techniques if area_key in AREAS else ()
    rest = (technique for technique in _TECHNIQUES if technique.key not in usual)
    return (*(TECHNIQUES[key] for key in usual), *rest)
