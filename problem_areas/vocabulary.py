"""The choice lists of the area forms, the inventory and the timeline: tuples of (key, label), in the order shown.

Facts and source keys: docs/clinical.md, sections 2.3, 2.4 and 3. `problem_areas.catalogue` holds the areas themselves.
"""

from dataclasses import dataclass

from accounts.terms import Worded

from .catalogue import GRIEF, INTERPERSONAL_DEFICITS, ROLE_DISPUTE, ROLE_TRANSITION

# Interpersonal inventory (2.4)

RELATIONS = (
    ("partner", "Partner"),
    ("parent", "Parent"),
    ("child", "Child"),
    ("sibling", "Sibling"),
    ("extended_family", "Extended family"),
    ("friend", "Friend"),
    ("colleague", "Colleague"),
    ("manager", "Manager"),
    ("neighbor", "Neighbor"),
    ("professional", "Professional"),
    ("faith_community", "Faith or community"),
    ("pet", "Pet"),
    ("online", "Online"),
    ("deceased", "Deceased"),
    ("other", "Other"),
)

STATUSES = (("current", "Current"), ("past", "Past"), ("deceased", "Deceased"), ("estranged", "Estranged"))

CIRCLES = ((1, "Inner circle"), (2, "Middle circle"), (3, "Outer circle"))
RING_WORDS = {1: "Inner", 2: "Middle", 3: "Outer"}

CONTACT_FREQUENCIES = (
    ("daily", "Daily"),
    ("weekly", "Weekly"),
    ("monthly", "Monthly"),
    ("yearly", "A few times a year"),
    ("none", "No contact"),
)

CONTACT_MODES = (
    ("in_person", "In person"),
    ("phone", "Phone or video"),
    ("messages", "Messages"),
    ("mixed", "Several ways"),
)

KNOWS_ABOUT_SYMPTOMS = (("yes", "Yes"), ("no", "No"), ("unsure", "Unsure"))

AMOUNTS = ((0, "None"), (1, "A little"), (2, "Some"), (3, "A lot"))
"""For the fields rated 0 to 3: conflict, support, reciprocity, expectations met, isolation."""

RESOLUTIONS = (("settled", "Settled"), ("dropped", "Dropped"))

STATUS_ORDER = ("current", "past", "estranged", "deceased")
"""The inventory lists those of today first (000-16); who has died stands last."""

SNAPSHOT_OCCASIONS = (
    ("formulation", "Formulation"),
    ("midpoint", "Midpoint review"),
    ("end", "End of treatment"),
    ("other", "Other"),
)
"""The closeness circles are kept at these points."""

PRECISIONS = (("day", "Day"), ("month", "Month"), ("year", "Year"))
"""How exactly a date is known."""

# Timeline (2.3)


@dataclass(frozen=True)
class LifeEventType:
    """A kind of entry on the timeline, and the area it may point to ("" for none). A hint, never a decision."""

    key: str
    label: str
    suggests: str = ""


LIFE_EVENT_TYPES = (
    LifeEventType("onset", "Onset of the episode"),
    LifeEventType("symptom", "Change in symptoms"),
    LifeEventType("death", "Death", GRIEF),
    LifeEventType("conflict", "Conflict", ROLE_DISPUTE),
    LifeEventType("change", "Change of role or circumstances", ROLE_TRANSITION),
    LifeEventType("isolation", "Loss of contact or isolation", INTERPERSONAL_DEFICITS),
    LifeEventType("support", "New support or good news"),
    LifeEventType("treatment", "Treatment or medication"),
    LifeEventType("other", "Other"),
)

LIFE_EVENT_CHOICES = tuple((each.key, each.label) for each in LIFE_EVENT_TYPES)

# Grief (3.1 and 8, 3)

LOSS_KINDS = (
    ("death", "Death of a significant other"),
    ("divorce", "Divorce or separation"),
    ("estrangement", "Estrangement"),
    ("health", "Loss of health"),
    ("pet", "Death of a pet"),
    ("miscarriage", "Miscarriage"),
    ("other", "Other loss"),
)

LOSS_HINT = Worded("The manual treats a loss that is not a death as a {role_transition}.")


def loss_hint(loss_kind):
    """The hint for a kind of loss: LOSS_HINT for all but a death, for which it is "". Never blocks."""
    return "" if loss_kind in ("", "death") else LOSS_HINT


GRIEF_PATTERNS = (
    ("delayed", "Delayed"),
    ("unresolved", "Unresolved"),
    ("distorted", "Distorted"),
    ("normal", "Normal"),
)

DEATH_CIRCUMSTANCES = (
    ("expected", "Expected"),
    ("sudden", "Sudden"),
    ("suicide", "Suicide"),
    ("violent", "Violent"),
    ("perinatal", "Perinatal"),
    ("illness", "Illness"),
    ("other", "Other"),
)

COMPLICATED_GRIEF_INDICATORS = (
    ("avoidance", "Avoidance"),
    ("no_or_delayed_grief", "No or delayed grief"),
    ("over_long_grief", "Over-long grief"),
    ("guilt", "Guilt"),
    ("anger", "Anger"),
    ("idealization", "Idealization"),
    ("untouched_belongings", "Untouched belongings"),
    ("anniversary_reaction", "Anniversary reaction"),
    ("similar_symptoms", "Similar symptoms to deceased"),
    ("fear_of_same_illness", "Fear of same illness"),
    ("multiple_losses", "Multiple losses"),
    ("lack_of_support", "Lack of support"),
)

# Role dispute (3.2)


@dataclass(frozen=True)
class DisputeStage:
    """Where a dispute stands and what the manuals advise there. The stage may move, also back."""

    key: str
    label: str
    meaning: str
    advice: str


_STAGES = (
    DisputeStage(
        "renegotiation",
        "Renegotiation",
        "Both are aware and still trying.",
        "Calm and improve communication.",
    ),
    DisputeStage(
        "impasse",
        "Impasse",
        "Talk has stopped; resentment remains.",
        "Reopen negotiation (conflict may rise) or consider leaving.",
    ),
    DisputeStage(
        "dissolution",
        "Dissolution",
        "Beyond repair; ending and mourning.",
        "Help end, mourn and move on.",
    ),
)

DISPUTE_STAGES = {stage.key: stage for stage in _STAGES}
DISPUTE_STAGE_CHOICES = tuple((stage.key, stage.label) for stage in _STAGES)

DISPUTE_SAFETY_NOTE = "Violence or coercion: make the risk plan first, before any negotiation."
DISPUTE_STANCE = "The therapist does not favor one resolution."

DISPUTE_OUTCOMES = (
    ("improved", "Improved"),
    ("accepted", "Accepted with changed expectations"),
    ("ended", "Ended"),
    ("unresolved", "Unresolved"),
)

# Role transition (3.3)

TRANSITION_TYPES = (
    ("situational", "Situational"),
    ("relationship", "Relationship"),
    ("illness", "Illness-related"),
    ("post_event", "After an event"),
)

TRANSITION_EXAMPLES = (
    ("parenthood", "Parenthood"),
    ("caregiving", "Caregiving"),
    ("relocation", "Relocation"),
    ("career_change", "Career change"),
    ("marriage", "Marriage"),
    ("new_relationship", "New relationship"),
    ("divorce", "Divorce"),
    ("retirement", "Retirement"),
    ("illness", "Illness"),
    ("other", "Other"),
)
"""Sub-types named by the practices (000-07, 000-09, 000-19, 002-14, 004-06)."""

# Interpersonal deficits (3.4)

DEFICITS_CONFIRMATIONS = (
    ("no_death", "No death is tied to the episode"),
    ("no_dispute", "No dispute is tied to the episode"),
    ("no_transition", "No change of role or circumstances is tied to the episode"),
)
"""All three are confirmed before deficits may be the primary focus."""

DEFICITS_CAUTION = Worded("Choose {interpersonal_deficits} only when no other area fits; outcomes are poorer.")

RECURRING_PATTERNS = (
    ("withdraws", "Withdraws"),
    ("over_gives", "Over-gives"),
    ("expects_rejection", "Expects rejection"),
    ("hostile", "Hostile"),
    ("avoids_disclosure", "Avoids disclosure"),
    ("conflict_avoidant", "Conflict-avoidant"),
)

SKILLS_GAPS = (
    ("starting_talk", "Starting talk"),
    ("keeping_contact", "Keeping contact"),
    ("assertion", "Assertion"),
    ("expressing_affect", "Expressing affect"),
    ("reading_cues", "Reading cues"),
)
