"""The ending of a course: reasons, checklist, decisions, and the markers that outcome is rated by.

Facts and source keys: docs/clinical.md 2.9 (W00-7, MK21-9, EBR-T) and rows 000-22 to 000-24, 001-28, 002-22.
Vocabularies are tuples of (key, label), in the order shown.
"""

from dataclasses import dataclass

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

NEAR_END_RISE = (
    "A brief rise in symptoms near the end is common and is not by itself a relapse. Talk about the ending, "
    "and measure again."
)


@dataclass(frozen=True)
class EndingItem:
    """One line of the ending checklist. due: by which part of the termination phase, above 0 to 1."""

    key: str
    text: str
    due: float


ENDING_CHECKLIST = (
    EndingItem("ending_raised_on", "Raise the ending, with the date of the last session", 0.25),
    EndingItem("feelings_discussed", "Talk about feelings about the ending, itself a role transition", 0.5),
    EndingItem("gains_listed", "List the gains, in the client's words", 0.5),
    EndingItem("attribution_of_change", "Ask why the client thinks things are better", 0.5),
    EndingItem("focus_resolution", "Rate how far the focus is resolved", 0.75),
    EndingItem("remaining_difficulties", "Name remaining difficulties", 0.75),
    EndingItem("early_warning_signs", "Write down early warning signs", 0.75),
    EndingItem("coping_plan", "Write the coping plan", 0.75),
    EndingItem("support_people", "Name people to turn to", 0.75),
    EndingItem("maintenance_decision", "Decide about maintenance or other treatment", 1.0),
    EndingItem("followup_on", "Set the follow-up date", 1.0),
    EndingItem("final_measures_done", "Give the final measures", 1.0),
    EndingItem("end_reason", "Record the reason for ending", 1.0),
)

OUTCOME_RATING_TIMES = (("start", "Start"), ("middle", "Middle"), ("end", "End"))

OUTCOME_DOMAINS = (
    ("emotional", "Emotional"),
    ("relational", "Relational"),
    ("somatic", "Somatic and lifestyle"),
    ("skills", "Skills and awareness"),
    ("connection", "Connection"),
)


@dataclass(frozen=True)
class OutcomeMarker:
    """A sign of benefit, rated at start, middle and end. row: the row of docs/clinical.md it comes from."""

    key: str
    label: str
    domain: str
    row: str


OUTCOME_MARKERS = (
    OutcomeMarker("symptoms", "Fewer depressive, anxious or irritable symptoms", "emotional", "000-22"),
    OutcomeMarker("feelings", "Awareness and expression of feeling", "emotional", "000-22"),
    OutcomeMarker("managing", "Managing grief, transition and stress", "emotional", "000-22"),
    OutcomeMarker("belonging", "Self-esteem and belonging", "emotional", "000-22"),
    OutcomeMarker("empathy", "Communication and empathy", "relational", "000-23"),
    OutcomeMarker("repair", "Repairing ties", "relational", "000-23"),
    OutcomeMarker("boundaries", "Boundaries and assertiveness", "relational", "000-23"),
    OutcomeMarker("confidence", "Confidence with conflict and change", "relational", "000-23"),
    OutcomeMarker("tension", "Less tension", "somatic", "000-24"),
    OutcomeMarker("sleep", "Better sleep, concentration, motivation", "somatic", "000-24"),
    OutcomeMarker("calm", "Calmer nervous system", "somatic", "000-24"),
    OutcomeMarker("communication", "Communication skill", "skills", "001-28"),
    OutcomeMarker("depression", "Fewer depressive symptoms", "skills", "001-28"),
    OutcomeMarker("acceptance", "Acceptance of emotion", "skills", "001-28"),
    OutcomeMarker("bias", "Bias recognition", "skills", "001-28"),
    OutcomeMarker("relational_self", "Explore relational self", "connection", "002-22"),
    OutcomeMarker("strengthen_ties", "Strengthen ties", "connection", "002-22"),
    OutcomeMarker("new_ties", "Foster new ties", "connection", "002-22"),
    OutcomeMarker("interaction", "Improve interaction", "connection", "002-22"),
    OutcomeMarker("relief", "Relief", "connection", "002-22"),
)
