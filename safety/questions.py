"""What is asked and said when an answer or a concern means danger, and how fast somebody answers for it.

Facts: docs/clinical.md 4.4. Intervals, and what is asked about danger other than to oneself, are this product's defaults
for a practice policy, not a clinical standard. Vocabularies are tuples of (key, label), in the order shown.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

ALERT_SOURCES = (
    ("measure", "An answer on a questionnaire"),
    ("clinician", "The clinician's own concern"),
)

SELF, FROM_OTHER, TO_OTHERS, CHILD = "self", "from_other", "to_others", "child"

DANGERS = (
    (SELF, "Suicide or self-harm"),
    (FROM_OTHER, "Violence, threats or coercion from another"),
    (TO_OTHERS, "Danger to others"),
    (CHILD, "A child's safety"),
)
"""What an alert is about. It decides what the assessment asks, and closing one leaves those about another danger open."""

YES_NO = (("yes", "Yes"), ("no", "No"))
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

VIOLENCE = (
    ("physical", "Physical violence"),
    ("threats", "Threats"),
    ("coercion", "Coercion or control"),
    ("sexual", "Sexual coercion or violence"),
    ("stalking", "Stalking or harassment"),
    ("none_found", "None found"),
    ("not_asked", "Not asked"),
)

HARM_THOUGHTS = (
    ("none", "None"),
    ("vague", "Anger, with nobody in mind"),
    ("named", "Thoughts of harming somebody in particular"),
    ("not_asked", "Not asked"),
)

HARM_HISTORY = (
    ("none", "None known"),
    ("threats", "Threats"),
    ("violence", "Violence"),
    ("both", "Threats and violence"),
    ("not_asked", "Not asked"),
)

CHILD_CONCERNS = (
    ("neglect", "Neglect"),
    ("physical", "Physical harm"),
    ("sexual", "Sexual harm"),
    ("emotional", "Emotional harm"),
    ("witness", "Sees or hears violence at home"),
    ("thoughts", "A caregiver's thoughts of harming the child"),
    ("none_found", "None found"),
    ("not_asked", "Not asked"),
)

CHILD_REPORT = (
    ("made", "Report made"),
    ("not_required", "Not required, as far as known"),
    ("to_clarify", "To be clarified today"),
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

ACTIONS_BESIDE = {
    FROM_OTHER: (
        ("safe_place", "Safe place, shelter or hotline named"),
        ("apart", "No sessions together with the other person for now"),
    ),
    TO_OTHERS: (("warned", "The person in danger was warned, as the law asks"),),
    CHILD: (("child_protection", "Child protection contacted"),),
}
"""What may be done beside ACTIONS, by danger. A report never says these."""

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

_SHARED = RISK_FIELDS[5:]


def _with(danger, protective):
    """The fields that every assessment ends with; `protective`: what is asked for under protective factors."""
    actions = (*ACTIONS[:-1], *ACTIONS_BESIDE[danger], ACTIONS[-1])
    changed = {"protective_factors": {"prompt": protective}, "action": {"choices": actions}}
    return tuple(replace(part, **changed.get(part.key, {})) for part in _SHARED)


FIELDS_OF = {
    SELF: RISK_FIELDS,
    FROM_OTHER: (
        RiskField("alone", "Asked alone", "Was the client asked with nobody else there?", YES_NO, required=True),
        RiskField(
            "violence",
            "What is done",
            "What does the other person do, or what did they do?",
            VIOLENCE,
            several=True,
            required=True,
        ),
        RiskField(
            "danger_now", "Danger now", "Is the client in danger today, or afraid to go home?", PRESENCE, required=True
        ),
        RiskField("worse", "Getting worse", "More often, or more severe than before?", PRESENCE, required=True),
        RiskField(
            "grave",
            "Signs of grave danger",
            "Weapons, strangling, threats to kill, or a separation under way?",
            PRESENCE,
            required=True,
        ),
        RiskField(
            "children",
            "Children or others at risk",
            "Is a child, or somebody who depends on care, in the home?",
            PRESENCE,
            required=True,
        ),
        *_with(FROM_OTHER, "Where can the client go, whom can they call, what is ready if they must leave?"),
    ),
    TO_OTHERS: (
        RiskField("harm", "Thoughts of harming", "Thoughts of harming somebody now?", HARM_THOUGHTS, required=True),
        RiskField("harm_plan", "Plan to harm", "A plan: whom, how, where, when?", PRESENCE, required=True),
        RiskField("harm_intent", "Intent to harm", "Any intention to act on it?", PRESENCE, required=True),
        RiskField("harm_means", "Means to harm", "Access to weapons or other means?", PRESENCE, required=True),
        RiskField("harm_history", "Earlier violence", "Threats or violence before?", HARM_HISTORY, required=True),
        *_with(TO_OTHERS, "What holds the client back: people, reasons, plans?"),
    ),
    CHILD: (
        RiskField(
            "child_concerns",
            "What the concern is",
            "What was seen or said?",
            CHILD_CONCERNS,
            several=True,
            required=True,
        ),
        RiskField("child_now", "Danger now", "Is the child in danger today?", PRESENCE, required=True),
        RiskField(
            "child_adult", "A safe adult", "Is there an adult who can keep the child safe?", PRESENCE, required=True
        ),
        RiskField(
            "child_report", "Report", "Does the law ask for a report to child protection?", CHILD_REPORT, required=True
        ),
        *_with(CHILD, "Who looks after the child, and what is agreed with them?"),
    ),
}
"""What the assessment of each danger asks, in order. The last five fields are the same for all."""

SHARED = tuple(part.key for part in _SHARED)


def in_words(part, value):
    """What was answered to this part, in words; "" for nothing."""
    if part.choices is None:
        return value or ""
    labels = dict(part.choices)
    given = value if isinstance(value, list | tuple) else [value] if value else []
    return ", ".join(labels.get(key, key) for key in given)


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
