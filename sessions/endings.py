"""The ending of a course: reasons, checklist, decisions, and the markers that outcome is rated by.

Facts and source keys: docs/clinical.md 2.9 (W00-7, MK21-9, EBR-T) and rows 000-22 to 000-24, 001-28, 002-22, 003-26.
Vocabularies are tuples of (key, label), in the order shown.
"""

from dataclasses import dataclass

from accounts.terms import Worded

END_REASONS = (
    ("completed", "Completed"),
    ("early_by_agreement", "Ended early by agreement"),
    ("dropout", "Dropout"),
    ("transferred", "Transferred"),
    ("administrative", "Administrative"),
    ("safety", "Safety"),
)

UNPLANNED_END_REASONS = ("dropout", "transferred", "administrative", "safety")
"""With these, parts of the report read "not completed" rather than being left out."""

FOCUS_RESOLUTIONS = (
    ("resolved", "Resolved"),
    ("improved", "Improved"),
    ("unchanged", "Unchanged"),
    ("worse", "Worse"),
)

MAINTENANCE_DECISIONS = (
    ("none", "No further treatment"),
    ("booster", "Booster sessions"),
    ("maintenance", "Maintenance IPT, under a new contract"),
    ("other_treatment", "Other treatment"),
    ("medication_review", "Medication review"),
)

OUTREACH_WAYS = (
    ("telephone", "Telephone"),
    ("message", "Text or email"),
    ("letter", "Letter"),
    ("guardian", "Through the guardian"),
    ("referrer", "Through the referrer"),
)
"""How the practice tried to reach a client who stopped coming."""

NO_RESPONSE_OFFER = (
    "The scores show no reliable change. Offer another effective treatment: medication, another psychotherapy, or both. "
    "It is the treatment that did not help, not the client who failed."
)
"""Non-improvers must be offered an alternative effective treatment (MK21-9)."""

NEAR_END_RISE = Worded(
    "A brief rise in symptoms near the end is common and is not by itself a relapse. Talk about the {ending}, "
    "and measure again."
)


@dataclass(frozen=True)
class EndingItem:
    """One line of the ending checklist. due: by which part of the termination phase, above 0 to 1."""

    key: str
    text: str
    due: float


ENDING_CHECKLIST = (
    EndingItem("ending_raised_on", Worded("Raise the {ending}, with the date of the last session"), 0.25),
    EndingItem("feelings_discussed", Worded("Talk about feelings about the {ending}, itself a {role_transition}"), 0.5),
    EndingItem("gains_listed", "List the gains, in the client's words", 0.5),
    EndingItem("attribution_of_change", "Ask why the client thinks things are better", 0.5),
    EndingItem("carried_strategies", "List the strategies the client takes along", 0.75),
    EndingItem("focus_resolution", "Rate how far the focus is resolved", 0.75),
    EndingItem("remaining_difficulties", "Name remaining difficulties", 0.75),
    EndingItem("early_warning_signs", "Write down early warning signs", 0.75),
    EndingItem("coping_plan", "Write the coping plan", 0.75),
    EndingItem("support_people", "Name people to turn to", 0.75),
    EndingItem("contingency_plan", "Agree what to do if symptoms return, and whom to call", 0.75),
    EndingItem("competence", "Rate the confidence to cope without the therapist", 1.0),
    EndingItem("maintenance_decision", "Decide about maintenance or other treatment", 1.0),
    EndingItem("followup_on", "Set the follow-up date", 1.0),
    EndingItem("final_measures_done", "Give the final measures", 1.0),
    EndingItem("end_reason", Worded("Record the reason for the {ending}"), 1.0),
)

OUTCOME_RATING_TIMES = (("start", "Start"), ("middle", "Middle"), ("end", "End"))

OUTCOME_RATINGS = ((0, "Not yet"), (1, "A little"), (2, "Mostly"), (3, "Fully"))
"""How far a marker is true of the client now, in the client's and the therapist's judgement."""

OUTCOME_DOMAINS = (
    ("emotional", "Emotional"),
    ("relational", "Relational"),
    ("somatic", "Somatic and lifestyle"),
    ("skills", "Skills and awareness"),
    ("connection", "Connection"),
    ("living", "Living"),
)


@dataclass(frozen=True)
class OutcomeMarker:
    """A sign of benefit, rated at start, middle and end. row: the row of docs/clinical.md it comes from.

    same_as: the key of another row's marker that says plainly the same. The two are asked and shown once.
    """

    key: str
    label: str
    domain: str
    row: str
    same_as: str = ""


OUTCOME_MARKERS = (
    OutcomeMarker("symptoms", "Fewer depressive, anxious or irritable symptoms", "emotional", "000-22"),
    OutcomeMarker("feelings", "Awareness and expression of feeling", "emotional", "000-22"),
    OutcomeMarker("managing", Worded("Managing {grief}, transition and stress"), "emotional", "000-22"),
    OutcomeMarker("belonging", "Self-esteem and belonging", "emotional", "000-22"),
    OutcomeMarker("empathy", "Communication and empathy", "relational", "000-23"),
    OutcomeMarker("repair", "Repairing ties", "relational", "000-23"),
    OutcomeMarker("boundaries", "Boundaries and assertiveness", "relational", "000-23"),
    OutcomeMarker("confidence", "Confidence with conflict and change", "relational", "000-23"),
    OutcomeMarker("tension", "Less tension", "somatic", "000-24"),
    OutcomeMarker("sleep", "Better sleep, concentration, motivation", "somatic", "000-24"),
    OutcomeMarker("calm", "Calmer nervous system", "somatic", "000-24"),
    OutcomeMarker("communication", "Communication skill", "skills", "001-28", same_as="empathy"),
    OutcomeMarker("depression", "Fewer depressive symptoms", "skills", "001-28", same_as="symptoms"),
    OutcomeMarker("acceptance", "Acceptance of emotion", "skills", "001-28"),
    OutcomeMarker("bias", "Bias recognition", "skills", "001-28"),
    OutcomeMarker("relational_self", "Explore relational self", "connection", "002-22"),
    OutcomeMarker("strengthen_ties", "Strengthen ties", "connection", "002-22", same_as="repair"),
    OutcomeMarker("new_ties", "Foster new ties", "connection", "002-22"),
    OutcomeMarker("interaction", "Improve interaction", "connection", "002-22"),
    OutcomeMarker("relief", "Relief", "connection", "002-22"),
    OutcomeMarker("adaptability", "Adaptability", "living", "003-26"),
    OutcomeMarker("reflection", "Reflective functioning", "living", "003-26"),
    OutcomeMarker("healthy_ties", "Healthy relationships", "living", "003-26"),
    OutcomeMarker("quality_of_life", "Quality of life", "living", "003-26"),
)

SHOWN_MARKERS = tuple(marker for marker in OUTCOME_MARKERS if not marker.same_as)
"""The markers that are asked: each once, whatever the number of rows that name it."""


def markers_of(domain):
    """The shown markers of one domain, in order."""
    return [marker for marker in SHOWN_MARKERS if marker.domain == domain]


def rows_of(marker):
    """The rows of docs/clinical.md that a shown marker stands for: its own, and those that say the same."""
    return [marker.row, *(other.row for other in OUTCOME_MARKERS if other.same_as == marker.key)]


def near_end_rise(totals, *, lower_is_better=True):
    """By how many points the last of these totals, in order of time, is worse than the one before it; 0 if it is not."""
    if len(totals) < 2:
        return 0
    worse = totals[-1] - totals[-2] if lower_is_better else totals[-2] - totals[-1]
    return max(0, worse)
