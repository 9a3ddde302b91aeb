"""What is asked and said when an answer or a concern means danger, and how fast somebody answers for it.

Facts: docs/clinical.md 4.4. Intervals are this product's defaults for a practice policy, not a clinical standard.
Vocabularies are tuples of (key, label), in the order shown.
"""

from dataclasses import dataclass
from datetime import timedelta

ALERT_SOURCES = (
    ("measure", "An answer on a questionnaire"),
    ("clinician", "The clinician's own concern"),
)

PRESENCE = (("no", "No"), ("yes", "Yes"), ("not_asked", "Not asked"))

IDEATION = (
    ("none", "None"),
    ("passive", "Passive: wishes not to be alive"),
    ("active", "Active: thoughts of ending life"),
    ("not_asked", "Not asked"),
)

HISTORY = (
    ("none", "None known"),
    ("self_harm", "Self-harm"),
    ("attempt", "Suicide attempt"),
    ("both", "Self-harm and attempt"),
    ("not_asked", "Not asked"),
)

RISK_LEVELS = (
    ("none", "No current risk found"),
    ("low", "Low"),
    ("moderate", "Moderate"),
    ("high", "High"),
    ("imminent", "Imminent"),
)

ACTIONS = (
    ("monitor", "Continue, and ask again each session"),
    ("safety_plan", "Safety plan made or reviewed"),
    ("more_contact", "More frequent contact"),
    ("means_safety", "Means made safe"),
    ("prescriber", "Prescriber contacted"),
    ("supporter", "Supporter or guardian involved"),
    ("crisis_service", "Crisis service involved"),
    ("emergency", "Emergency services called"),
    ("other", "Other"),
)

WHO_TOLD = (
    ("nobody", "Nobody else"),
    ("director", "Director"),
    ("supervisor", "Supervisor"),
    ("prescriber", "Prescriber or physician"),
    ("guardian", "Parent or guardian"),
    ("supporter", "Supporter named by the client"),
    ("emergency", "Emergency services"),
    ("other", "Other"),
)


@dataclass(frozen=True)
class RiskField:
    """One part of a risk assessment. choices is None for free text; `several` where more than one may be chosen."""

    key: str
    label: str
    prompt: str
    choices: tuple[tuple[str, str], ...] | None = None
    several: bool = False
    required: bool = False


RISK_FIELDS = (
    RiskField(
        "ideation", "Ideation", "Thoughts of death, of ending life or of self-harm now?", IDEATION, required=True
    ),
    RiskField("plan", "Plan", "A plan: how, where, when?", PRESENCE, required=True),
    RiskField("intent", "Intent", "Any intention to act on it?", PRESENCE, required=True),
    RiskField("means", "Means", "Access to the means?", PRESENCE, required=True),
    RiskField("history", "History", "Earlier attempts or self-harm: what and when?", HISTORY, required=True),
    RiskField("protective_factors", "Protective factors", "What keeps the client safe: people, reasons, plans?"),
    RiskField("level", "Level of risk", "Your judgment, from all of this.", RISK_LEVELS, required=True),
    RiskField("action", "Action", "What was done?", ACTIONS, several=True, required=True),
    RiskField(
        "who_told", "Who was told", "Who knows, besides you and the client?", WHO_TOLD, several=True, required=True
    ),
    RiskField("details", "Details", "What was said and agreed, in a few lines."),
)

NOT_CLEARANCE = (
    "A zero on the safety item is not clearance. Ask directly, and raise an alert whenever you are concerned."
)
SAFETY_ITEM_UNANSWERED = "The safety item was left blank. Ask about it today."
SCHEDULE_TAG = "Call the therapist"
"""All that the office sees of an alert."""

ACKNOWLEDGE_WITHIN = timedelta(minutes=30)
"""In office hours: how long an alert waits for its owner before the next in line is told."""

ESCALATION_ORDER = ("therapist", "backup", "director")
"""Who is told in turn, each after a further ACKNOWLEDGE_WITHIN."""

ASSESS_SAME_DAY = True
"""The assessment that closes an alert is due by the end of the day on which it was raised."""

EMERGENCY_NUMBER = "911"
CRISIS_LINE = "988"

CRISIS_TEXT = (
    "Thank you for telling us. If you might act on these thoughts, or are in danger now, call {emergency} or go to the "
    "nearest emergency room. You can call or text {crisis_line} at any hour to talk with someone. "
    "To reach us, call {phone}."
)
OUT_OF_HOURS_TEXT = "Nobody reads this page outside office hours. Do not wait for us: use the numbers above."


def crisis_text(phone, emergency=EMERGENCY_NUMBER, crisis_line=CRISIS_LINE):
    """What a client sees after an answer that means danger: whom to call, and no score. `phone` is the practice's."""
    return CRISIS_TEXT.format(phone=phone, emergency=emergency, crisis_line=crisis_line)
