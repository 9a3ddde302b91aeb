"""The courses of Sam Tolliver, who also supervises."""

from .plot import Aim, CourseStory, Figure, Happening

JUNIPER = CourseStory(
    person="juniper",
    therapist="sam",
    past="hhhhhhhhhhh",
    next_in=1,
    at="13:00",
    phq=(14, 14, 13, 13, 12, 11, 10, 10, 9, 8, 8),
    gad=(9, 9, 9, 8, 8, 7, 7, 6, 6, 6, 5),
    area="role_dispute",
    about="with her daughter",
    detail="renegotiation",
    seeks="War at home with a daughter of seventeen.",
    words={
        "who": "her daughter",
        "issue": "the rules at home",
        "wish": "one meal without rules",
        "support": "her sister",
    },
    scenes=(
        ("Doors, telephones, late hours.", "Low after every quarrel."),
        ("Daughter moved to her father's for a week.", "Empty, and slept well; ashamed of that."),
        ("Asked one question and listened.", "Both surprised. Up."),
        ("They made three rules together.", "Quiet week."),
    ),
    people=(
        Figure("Daughter", "child", (2, 1, 1), "Seventeen", "Talk without rules", conflict=2),
        Figure("Sister", "sibling", (2, 2, 2), "Has sons", "", supports=True, confides=True),
        Figure("Former husband", "partner", (3, 3, 3), "Lenient", status="past", conflict=1),
    ),
    events=(
        Happening("conflict", "First night out without a call", 140, who="Daughter"),
        Happening("onset", "Low, tearful", 110),
        Happening("support", "Three rules made together", after=9, who="Daughter"),
    ),
    syndrome="Major depressive disorder, single episode, mild",
    link="Her low follows each quarrel over who decides in a house where her daughter is nearly grown.",
    patterns="Forbids, gives in, feels betrayed.",
    strengths="Loves her loudly.",
    said="I am the police in my own kitchen.",
    aims=(
        Aim("Listen before I answer", 2, 7, (5,)),
        Aim("One good hour a week with her", 2, 8, (6,)),
        Aim("No tears at work", 3, 9, (7,), "symptom"),
    ),
)

KIT = CourseStory(
    person="kit",
    therapist="sam",
    past="hhhhhhh",
    next_in=3,
    at="9:00",
    template="ipt_12",
    modality="video",
    phq=(15, 14, 14, 12, 11, 9, 9),
    gad=(12, 12, 11, 10, 9, 8, 8),
    area="role_transition",
    about="to a new city",
    detail="situational",
    seeks="Moved across the country for a post; knows nobody.",
    words={
        "who": "their partner far away",
        "issue": "the new city",
        "wish": "a standing date",
        "support": "a runner from the park",
        "old": "the old band",
    },
    scenes=(
        ("Boxes still closed after five months.", "Low on coming home."),
        ("Video call dropped three times.", "Lonely, then cross."),
        ("Ran with a group once.", "Legs sore, mood up."),
        ("Opened six boxes.", "Odd peace."),
    ),
    people=(
        Figure("Partner", "partner", (1, 1, 1), "Far away until next year", "A fixed hour"),
        Figure("Runner", "friend", (3, 2, 2), "Saturday group", "", supports=True),
        Figure("Band", "friend", (2, 3, 2), "Plays on without"),
    ),
    events=(Happening("change", "Move across the country", 160), Happening("onset", "Low in the evenings", 120)),
    syndrome="Major depressive disorder, single episode, moderate",
    link="Low since band, partner and streets were left behind for a post that was wanted.",
    patterns="Works late, puts off arriving.",
    strengths="Musical, open once asked.",
    said="My name is on the door and I am not in.",
    aims=(
        Aim("Two standing dates a week", 0, 6, (4,)),
        Aim("Say what I miss without a joke", 2, 7, (5,)),
        Aim("Asleep by midnight", 3, 8, (6,), "symptom"),
    ),
)

STORIES = (JUNIPER, KIT)
