"""What brings a client: reasons for seeking help, indications, populations, and what an assessment covers.

Pure data, to be proof-read by a clinician: docs/clinical.md 2.12. A reason *suggests* an area and never decides one.
`row` names the line of docs/clinical.md, section 1, that asks for it.
"""

from dataclasses import dataclass

from .catalogue import AREAS, GRIEF, INTERPERSONAL_DEFICITS, ROLE_DISPUTE, ROLE_TRANSITION

ANYONE, WORK, HOME, YOUNG = "anyone", "work", "home", "young"

GROUPS = ((ANYONE, ""), (WORK, "At work"), (HOME, "At home with children"), (YOUNG, "Child or adolescent"))
"""Under which heading a reason stands; the first list is for everybody."""


@dataclass(frozen=True)
class Concern:
    """A reason for seeking help. suggests: the area it may point to, "" for none. note: what it is good for besides."""

    key: str
    label: str
    row: str
    suggests: str = ""
    group: str = ANYONE
    note: str = ""


_CONCERNS = (
    Concern("loss", "Overwhelmed by grief, loss or a change in a relationship", "000-04", GRIEF),
    Concern("mood", "Chronic depression, unstable mood or anxiety in relationships", "000-05"),
    Concern("conflict", "A conflict with partner, friend or family that seems impossible to settle", "000-06", ROLE_DISPUTE),
    Concern("transition", "A major transition", "000-07", ROLE_TRANSITION),
    Concern("isolation", "Isolated, lonely or cut off from support", "000-08", INTERPERSONAL_DEFICITS),
    Concern("identity", "No longer who they were, after a life-altering event", "000-09", ROLE_TRANSITION),
    Concern("expression", "Hard to express needs or emotions", "000-10", note="A candidate for communication work"),
    Concern("cycles", "Stress with people drives sadness, irritability or withdrawal", "000-11", note="For the timeline"),
    Concern("beginning", "Anxious about starting a relationship", "002-26"),
    Concern("heartbreak", "Heartbroken at the end of a relationship", "002-26", ROLE_TRANSITION),
    Concern("partner", "A partner who is not there for them", "002-26", ROLE_DISPUTE),
    Concern("misunderstood", "Misunderstood or disconnected", "002-26", note="A candidate for communication work"),
    Concern("work_life", "Balance of work and life", "003-10", group=WORK),
    Concern("colleagues", "Trouble with colleagues", "003-10", ROLE_DISPUTE, WORK),
    Concern("work_conflict", "Conflict at work", "003-10", ROLE_DISPUTE, WORK),
    Concern("career_change", "Change of career", "003-10", ROLE_TRANSITION, WORK),
    Concern("promotion", "Promotion", "003-10", ROLE_TRANSITION, WORK),
    Concern("personal_loss", "Personal loss", "003-10", GRIEF, WORK),
    Concern("parenting", "Adjusting to parenting", "003-11", ROLE_TRANSITION, HOME),
    Concern("postpartum", "Postpartum depression", "003-11", group=HOME),
    Concern("home_conflict", "Trouble with partner, children or extended family", "003-11", ROLE_DISPUTE, HOME),
    Concern("home_isolation", "Isolation at home", "003-11", INTERPERSONAL_DEFICITS, HOME),
    Concern("coping", "Coping", "003-11", group=HOME),
    Concern("balance", "Finding a balance", "003-11", group=HOME),
    Concern("family", "Family dynamics", "003-12", ROLE_DISPUTE, YOUNG),
    Concern("peers", "Trouble with peers", "003-12", ROLE_DISPUTE, YOUNG),
    Concern("school", "Stress at school", "003-12", group=YOUNG),
    Concern("bullying", "Bullying", "003-12", group=YOUNG),
    Concern("talking", "Talking to parents", "003-12", group=YOUNG, note="A candidate for communication work"),
    Concern("moving", "Moving, or changing school", "003-12", ROLE_TRANSITION, YOUNG),
    Concern("dysregulation", "Emotions that run away", "003-12", group=YOUNG),
)  # fmt: skip

CONCERNS = {concern.key: concern for concern in _CONCERNS}

TRANSITIONS = (
    ("parenthood", "Parenthood"),
    ("caregiving", "Caregiving"),
    ("relocation", "Relocation"),
    ("career_change", "Career change"),
    ("divorce", "Divorce"),
    ("illness", "Illness"),
    ("other_event", "Another event"),
)
"""What kind of transition or life-altering event it was (000-07, 000-09)."""


@dataclass(frozen=True)
class Indication:
    """A condition that is treated. hint: what the therapist is reminded of when it is ticked."""

    key: str
    label: str
    row: str
    hint: str = ""


_INDICATIONS = (
    Indication("depression", "Depression or another mood disorder", "001-11"),
    Indication("anxiety", "Anxiety linked to relationships", "001-12", "Find the cause first, then strategies."),
    Indication("ptsd", "Trauma or PTSD", "001-13", "Use emotions as social cues, then trust-building exercises."),
    Indication("social_anxiety", "Social anxiety", "001-14", "Notice avoidance and self-isolation, then build strategies."),
    Indication("panic", "Panic attacks", "002-10"),
    Indication("bipolar", "Bipolar disorder", "002-10", "Consider IPSRT, and medication alongside."),
    Indication("borderline", "Borderline personality disorder", "002-10"),
    Indication("eating", "Eating disorder", "002-10"),
    Indication("fatigue", "Fatigue", "002-10"),
    Indication("grief", "Grief or loss", "002-10"),
    Indication("transitions", "Transitions", "002-10"),
    Indication("relationships", "Relationship conflict", "002-10"),
    Indication("substances", "Substance use", "004-12", "These records may fall under 42 CFR Part 2 (unverified)."),
    Indication("personality", "Personality disorder", "004-12"),
)  # fmt: skip

INDICATIONS = {indication.key: indication for indication in _INDICATIONS}

NO_DISORDER_NEEDED = "No specific disorder is required: wanting better relationships is enough."
"""002-11: the diagnosis is optional, what brings the client is not."""

POPULATIONS = (
    ("child", "Child"),
    ("adolescent", "Adolescent"),
    ("college", "College student"),
    ("adult", "Adult"),
    ("professional", "Professional"),
    ("parent", "Parent"),
    ("at_home_parent", "Stay-at-home parent"),
    ("perinatal", "Perinatal"),
)
"""003-09."""

GROUP_OF_POPULATION = {
    "child": YOUNG, "adolescent": YOUNG, "professional": WORK, "at_home_parent": HOME, "parent": HOME, "perinatal": HOME,
}  # fmt: skip
"""Which list of reasons goes with a population."""

COVERED = (
    ("symptoms", "Symptoms"),
    ("relationships", "The most important relationships"),
    ("feelings", "The client’s feelings about those relationships"),
)
"""What an assessment covers (002-17)."""

HELPFUL = (("yes", "Helped"), ("partly", "Helped in part"), ("no", "Did not help"))
"""How an earlier treatment went (000-12)."""

MEDICATION_VIEWS = (
    ("not_needed", "Not needed now"),
    ("consider", "To be considered"),
    ("taking", "Taken already"),
    ("declined", "Offered and declined"),
)
"""By severity, history, past response and preference (2.3)."""

SUITABILITY = (("suited", "Suited"), ("with_care", "Suited, with care"), ("not_suited", "Not suited now"))

AGES_OF_IPT_A = range(12, 19)
ADOLESCENT_CAUTION = (
    "IPT-A is not meant for acute suicidality or danger to others, psychosis, bipolar disorder, active substance use or "
    "intellectual disability. "
    "Say in the judgment of suitability why it is chosen."
)


def suggested_areas(concerns):
    """Area key to the labels of the reasons that suggest it, for these keys; in the order of the areas."""
    found = {area: [] for area in AREAS}
    for key in concerns:
        if key in CONCERNS and CONCERNS[key].suggests:
            found[CONCERNS[key].suggests].append(CONCERNS[key].label)
    return {area: labels for area, labels in found.items() if labels}


def concerns_in(group):
    """The Concerns of one group, in order."""
    return tuple(concern for concern in _CONCERNS if concern.group == group)


def fitting_groups(populations, age):
    """The groups whose list is open from the start: that of everybody, and those of the populations or the age."""
    groups = {ANYONE} | {GROUP_OF_POPULATION[key] for key in populations if key in GROUP_OF_POPULATION}
    return groups | ({YOUNG} if age is not None and age < 18 else set())


def hints(indications, age=None, concerns=()):
    """What the therapist is reminded of for these indications, reasons and age in years, None where it is not known."""
    said = [INDICATIONS[key].hint for key in indications if key in INDICATIONS and INDICATIONS[key].hint]
    noted = [CONCERNS[key] for key in concerns if key in CONCERNS and CONCERNS[key].note]
    said += [f"{each.label}: {each.note[:1].lower()}{each.note[1:]}." for each in noted]
    return said + ([ADOLESCENT_CAUTION] if age in AGES_OF_IPT_A else [])


def populations_for(age):
    """The population that a new assessment begins with, by age in years."""
    if age is None:
        return []
    return ["child"] if age < 12 else ["adolescent"] if age < 18 else ["adult"]
