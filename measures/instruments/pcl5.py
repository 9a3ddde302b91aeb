"""PCL-5, post-traumatic stress. Text, cut-offs and clusters: docs/clinical.md 4.1 and 4.2, sources CAM, PCL, MARX.

Of the values in use the project takes cut-off 33, reliable change 15 and meaningful change 10 (docs/clinical.md, 8, 11).
"""

from dataclasses import dataclass

from .definition import LOWER_IS_BETTER, CutOff, Item, MeasureDefinition, Response


@dataclass(frozen=True)
class Cluster:
    """A symptom cluster of the diagnosis: its items and how many must be rated 2 or more."""

    key: str
    label: str
    item_keys: tuple[str, ...]
    needed: int


def _item(key, text, meaning):
    return Item(key, text, meaning, min=0, max=4)


ITEMS = (
    _item("memories", "Repeated, disturbing, and unwanted memories of the stressful experience?", "Unwanted memories"),
    _item("dreams", "Repeated, disturbing dreams of the stressful experience?", "Disturbing dreams"),
    _item(
        "reliving",
        "Suddenly feeling or acting as if the stressful experience were actually happening again "
        "(as if you were actually back there reliving it)?",
        "Reliving it",
    ),
    _item("upset", "Feeling very upset when something reminded you of the stressful experience?", "Upset by reminders"),
    _item(
        "body_reactions",
        "Having strong physical reactions when something reminded you of the stressful experience "
        "(for example, heart pounding, trouble breathing, sweating)?",
        "Physical reactions",
    ),
    _item(
        "avoid_thoughts",
        "Avoiding memories, thoughts, or feelings related to the stressful experience?",
        "Avoiding thoughts",
    ),
    _item(
        "avoid_reminders",
        "Avoiding external reminders of the stressful experience "
        "(for example, people, places, conversations, activities, objects, or situations)?",
        "Avoiding reminders",
    ),
    _item("remembering", "Trouble remembering important parts of the stressful experience?", "Gaps in memory"),
    _item(
        "beliefs",
        "Having strong negative beliefs about yourself, other people, or the world (for example, having thoughts "
        "such as: I am bad, there is something seriously wrong with me, no one can be trusted, the world is "
        "completely dangerous)?",
        "Negative beliefs",
    ),
    _item(
        "blame",
        "Blaming yourself or someone else for the stressful experience or what happened after it?",
        "Blame",
    ),
    _item(
        "negative_feelings",
        "Having strong negative feelings such as fear, horror, anger, guilt, or shame?",
        "Negative feelings",
    ),
    _item("interest", "Loss of interest in activities that you used to enjoy?", "Loss of interest"),
    _item("distant", "Feeling distant or cut off from other people?", "Cut off from people"),
    _item(
        "positive_feelings",
        "Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings "
        "for people close to you)?",
        "Trouble feeling positive",
    ),
    _item("anger", "Irritable behavior, angry outbursts, or acting aggressively?", "Anger"),
    _item("risks", "Taking too many risks or doing things that could cause you harm?", "Taking risks"),
    _item("watchful", 'Being "superalert" or watchful or on guard?', "On guard"),
    _item("startled", "Feeling jumpy or easily startled?", "Easily startled"),
    _item("concentration", "Having difficulty concentrating?", "Concentration"),
    _item("sleep", "Trouble falling or staying asleep?", "Sleep"),
)

_KEYS = tuple(item.key for item in ITEMS)

SYMPTOM_AT_LEAST = 2
"""The answer from which an item counts as a symptom in a cluster."""

CLUSTERS = (
    Cluster("B", "intrusion", _KEYS[0:5], 1),
    Cluster("C", "avoidance", _KEYS[5:7], 1),
    Cluster("D", "thoughts and mood", _KEYS[7:14], 2),
    Cluster("E", "arousal and reactivity", _KEYS[14:20], 2),
)

PCL5 = MeasureDefinition(
    key="pcl5",
    version="1",
    name="PCL-5",
    full_name="PTSD Checklist for DSM-5",
    window="the past month",
    direction=LOWER_IS_BETTER,
    stem="In the past month, how much were you bothered by:",
    responses=(
        Response(0, "Not at all"),
        Response(1, "A little bit"),
        Response(2, "Moderately"),
        Response(3, "Quite a bit"),
        Response(4, "Extremely"),
    ),
    items=ITEMS,
    bands=(),
    cut_offs=(
        CutOff("provisional_ptsd", "suggests post-traumatic stress disorder", 33, "PCL"),
        CutOff("likely_recovered", "likely recovered", 28, "MARX", at_least=False),
    ),
    caseness=33,
    reliable_change=15,
    minimal_important_change=10,
    licence="US government work, not copyrighted.",
    credit="PTSD Checklist for DSM-5 (PCL-5), US Department of Veterans Affairs, National Center for PTSD.",
    ship_text=True,
    sources=(
        ("caseness", "PCL"),
        ("reliable_change", "MARX"),
        ("minimal_important_change", "PCL"),
        ("max_missing", "CAM"),
        ("licence", "PCL"),
    ),
)
