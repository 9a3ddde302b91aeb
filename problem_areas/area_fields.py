"""What is asked about each of the four areas (docs/clinical.md, section 3), in folded parts, to be proof-read by a clinician.

One table makes the form, its checks, the page of the area and the help beside a field. Nothing here has to be filled.
A plain name among the fields ("about", "loss_kind") is a column of the area; an AreaField is kept in its details.
"""

from .area_words import (
    AREA_RESOLUTIONS,
    ATTACHMENT_STYLES,
    CHANGE_ROUTES,
    CHOSEN_OR_FORCED,
    DISPUTE_DRIVERS,
    DISPUTE_PLANS,
    DISPUTE_RELATIONSHIPS,
)
from .catalogue import GRIEF, INTERPERSONAL_DEFICITS, ROLE_DISPUTE, ROLE_TRANSITION
from .field_kinds import (
    AMOUNT,
    CHOICE,
    CHOICES,
    DAY,
    LINE,
    NUMBER,
    PEOPLE,
    STAGE_ON,
    AreaField,
    AreaPart,
    precision,
    yes_no,
)
from .vocabulary import (
    AMOUNTS,
    COMPLICATED_GRIEF_INDICATORS,
    DEATH_CIRCUMSTANCES,
    DISPUTE_OUTCOMES,
    DISPUTE_STANCE,
    GRIEF_PATTERNS,
    RECURRING_PATTERNS,
    RELATIONS,
    SKILLS_GAPS,
    TRANSITION_EXAMPLES,
)

_DATE_HINT = "If only the month or the year is known, choose any day in it"
_ROUTES = AreaField("change_routes", "How change is sought", CHOICES, "", CHANGE_ROUTES)
_SENSITIVITY = (
    yes_no(
        "sensitivity_modifier", "Does interpersonal sensitivity complicate it?", "A style that makes closeness hard"
    ),
    AreaField("sensitivity_note", "How it shows", LINE),
)
_RESOLUTION = AreaField("resolution", "Resolution", CHOICE, "", AREA_RESOLUTIONS)
_CLOSING = "At the end"


def _closing(field):
    return AreaPart(_CLOSING, (field, "closed_on", "closed_reason"))


SAFETY_CONCERN = yes_no(
    "safety_concern",
    "Is there violence, a threat or coercion?",
    "Asked first, about both of them, and with the client alone",
)
SAFETY_CLEARED = AreaField("safety_cleared", "If there is none any more: how do you know?", LINE)

_GRIEF = (
    AreaPart(
        "The loss",
        (
            "about",
            "person",
            "loss_kind",
            AreaField(
                "deceased_relation", "Who it was to the client", CHOICE, "If the person is not in the inventory",
                tuple(pair for pair in RELATIONS if pair[0] not in ("deceased", "online")),
            ),
            AreaField("deceased_label", "What the client calls them", LINE, "Never printed in a report", beside=True),
            AreaField("death_date", "Date of the death or loss", DAY, _DATE_HINT),
            precision("death_precision"),
            AreaField("pattern", "Grief so far", CHOICE, "", GRIEF_PATTERNS),
            "evidence",
        ),
    ),
    AreaPart(
        "How it happened",
        (
            AreaField("circumstances", "Circumstances", CHOICE, "", DEATH_CIRCUMSTANCES),
            yes_no("present_at_death", "Was the client there?"),
            AreaField("learned_how", "How the client learned of it, before, during and after"),
        ),
    ),
    AreaPart(
        "The relationship, good and bad",
        (
            AreaField("relationship_positive", "What was good"),
            AreaField("relationship_negative", "What was hard"),
            AreaField("unfinished", "What was left unsaid or undone"),
        ),
    ),
    AreaPart(
        "Mourning",
        (
            AreaField("reactions_then", "Reactions then"),
            AreaField("funeral_role", "At the funeral", hint="Was the client there, and with what part?"),
            AreaField("rituals", "Rituals, places and dates since"),
            AreaField(
                "complicated_indicators", "What points to complicated grief", CHOICES, "",
                COMPLICATED_GRIEF_INDICATORS,
            ),
        ),
    ),
    AreaPart(
        "What else was lost, and who is there",
        (
            AreaField("secondary_losses", "What was lost with the person", hint="Income, home, a role, friends"),
            AreaField("supports_then", "Who was there for the client then", PEOPLE),
            AreaField("supports_now", "Who is there now", PEOPLE),
        ),
    ),
    AreaPart("How the work is meant to help", (_ROUTES, *_SENSITIVITY)),
    _closing(_RESOLUTION),
)  # fmt: skip

_DISPUTE = (
    AreaPart(
        "The dispute",
        (
            SAFETY_CONCERN,
            SAFETY_CLEARED,
            "about",
            "person",
            AreaField("relationship_type", "Relationship", CHOICE, "", DISPUTE_RELATIONSHIPS),
            AreaField("issue", "What it is about, in one line", LINE),
            "dispute_stage",
            STAGE_ON,
            "evidence",
        ),
    ),
    AreaPart(
        "How it began",
        (
            AreaField("onset", "Since when", LINE, "A date or a season, as the client tells it"),
            AreaField("trigger", "What set it off"),
        ),
    ),
    AreaPart(
        "What each expects",
        (
            AreaField("client_expectations", "What the client expects"),
            AreaField("other_expectations", "What the other expects, as the client sees it"),
            AreaField("reciprocity_gap", "Where the two do not meet"),
            AreaField("drivers", "What drives it", CHOICES, "", DISPUTE_DRIVERS),
        ),
    ),
    AreaPart(
        "How they talk",
        (
            AreaField("communication_trigger", "It begins with", LINE, "One exchange, from beginning to end"),
            AreaField("communication_said", "What was said, and what was not", hint="A need unspoken counts too"),
            AreaField("communication_effect", "What came of it", hint="On the other, on the mood, on the contact"),
            AreaField("communication_pattern", "The pattern behind it"),
            AreaField("typical_argument", "How an argument usually goes"),
        ),
    ),
    AreaPart(
        "What was tried, what is possible",
        (
            AreaField("attempts_so_far", "What was tried"),
            AreaField("alternatives", "What else could be done", hint="One a line"),
            AreaField("resources", "What helps", hint="People, means, skills"),
            AreaField("similar_past_disputes", "Disputes like it before"),
        ),
    ),
    AreaPart(
        "The plan",
        (
            AreaField("plan_chosen", "Plan chosen with the client", CHOICE, DISPUTE_STANCE, DISPUTE_PLANS),
            AreaField("communication_goal", "Goal for communication", LINE),
            AreaField("boundary_goal", "Goal for boundaries", LINE),
            _ROUTES,
            *_SENSITIVITY,
        ),
    ),
    _closing(AreaField("outcome", "Outcome", CHOICE, "", DISPUTE_OUTCOMES)),
)

_TRANSITION = (
    AreaPart(
        "The change",
        (
            "about",
            "transition_type",
            AreaField("transition_subtype", "Which change", CHOICE, "", TRANSITION_EXAMPLES),
            AreaField("event", "What happened, in one line", LINE, beside=True),
            AreaField("event_date", "When", DAY, _DATE_HINT),
            precision("event_precision"),
            AreaField("chosen_or_forced", "Chosen or forced?", CHOICE, "Wanted changes count too", CHOSEN_OR_FORCED),
            "person",
            "evidence",
        ),
    ),
    AreaPart(
        "The old role",
        (
            AreaField("old_role", "The old role", LINE),
            AreaField("old_positives", "What was good about it"),
            AreaField("old_negatives", "What was not"),
        ),
    ),
    AreaPart(
        "The new role",
        (
            AreaField("new_role", "The new role", LINE),
            AreaField("new_positives", "What is good about it, or could be"),
            AreaField("new_negatives", "What is hard about it"),
            AreaField("responsibilities", "What it asks of the client"),
        ),
    ),
    AreaPart(
        "What the change means",
        (
            AreaField("losses", "What was lost"),
            AreaField("gains", "What was gained"),
            AreaField("feelings_about_change", "Feelings about the change"),
        ),
    ),
    AreaPart(
        "What it takes",
        (
            AreaField("skills_needed", "Skills needed", hint="One a line"),
            AreaField("supports_lost", "Who went out of reach with the change", PEOPLE),
            AreaField("supports_needed", "Support that is needed", hint="One a line"),
            AreaField("obstacles", "What stands in the way, and what comes next"),
        ),
    ),
    AreaPart("How the work is meant to help", (_ROUTES, *_SENSITIVITY)),
    _closing(_RESOLUTION),
)

_DEFICITS = (
    AreaPart(
        "Isolation now",
        (
            "exclusion_confirmed",
            "about",
            AreaField("isolation_level", "How isolated is the client?", AMOUNT, "", AMOUNTS),
            AreaField("current_ties_count", "People in the client’s life now", NUMBER),
            yes_no("confidant", "Is there anyone to confide in?", beside=True),
            "evidence",
        ),
    ),
    AreaPart(
        "How long it has been so",
        (
            yes_no("onset_lifelong", "Has it always been so?"),
            AreaField("earliest_pattern", "The earliest the client remembers"),
            AreaField(
                "past_relationships", "Relationships that mattered",
                hint="One a line: who, what was good, what was not, how it ended",
            ),
        ),
    ),
    AreaPart(
        "Patterns and skills",
        (
            AreaField("recurring_patterns", "Patterns that come back", CHOICES, "", RECURRING_PATTERNS),
            AreaField("skills_gaps", "Skills to practice", CHOICES, "", SKILLS_GAPS),
            AreaField(
                "therapist_relationship_notes", "Parallels seen between the two of us",
                hint="Keep it brief: the client may read the chart",
            ),
        ),
    ),
    AreaPart(
        "What else may play a part",
        (
            AreaField("social_anxiety", "Social anxiety", LINE, "What was asked or screened, and what came of it"),
            AreaField("autism_or_other_factor", "Autism or another factor", LINE),
        ),
    ),
    AreaPart("How the work is meant to help", (_ROUTES,)),
    _closing(_RESOLUTION),
)  # fmt: skip

AREA_PARTS = {
    GRIEF: _GRIEF,
    ROLE_DISPUTE: _DISPUTE,
    ROLE_TRANSITION: _TRANSITION,
    INTERPERSONAL_DEFICITS: _DEFICITS,
}
"""The parts of each area, in the order asked."""

FACTORS = (
    AreaField("biological", "Biological", hint="Family history, illness, medication, substances"),
    AreaField("psychological", "Psychological", hint="Temperament, ways of coping"),
    AreaField("social", "Social", hint="Work, money, home, network"),
    AreaField("cultural", "Cultural", hint="Belonging, language, what is expected"),
    AreaField("spiritual", "Spiritual", hint="Faith, meaning"),
    AreaField("attachment_style", "Attachment style", CHOICE, "", ATTACHMENT_STYLES),
)
"""What a formulation may add (docs/clinical.md 2.6): optional, folded."""


def details_of(kind):
    """The AreaFields of one area, in order."""
    return tuple(field for part in AREA_PARTS[kind] for field in part.fields if isinstance(field, AreaField))


def columns_of(kind):
    """The columns of the area that its form asks for, in order."""
    return tuple(field for part in AREA_PARTS[kind] for field in part.fields if isinstance(field, str))
