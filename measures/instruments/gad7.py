"""GAD-7, anxiety. Text, bands and cut-offs: docs/clinical.md 4.1 and 4.2, sources CAM, IAPT, BS21.

The zero answer is "Not at all". Many published copies print "Not at all sure", which is a mistake.
"""

from .definition import LOWER_IS_BETTER, Band, CutOff, Item, MeasureDefinition
from .phq9 import CREDIT, LICENCE, RESPONSES, STEM

GAD7 = MeasureDefinition(
    key="gad7",
    version="1",
    name="GAD-7",
    full_name="Generalized Anxiety Disorder scale, 7 items",
    window="the last 2 weeks",
    direction=LOWER_IS_BETTER,
    stem=STEM,
    responses=RESPONSES,
    items=(
        Item("nervous", "Feeling nervous, anxious or on edge", "Nervous"),
        Item("worry_control", "Not being able to stop or control worrying", "Worry not under control"),
        Item("worry_amount", "Worrying too much about different things", "Too much worry"),
        Item("relaxing", "Trouble relaxing", "Relaxing"),
        Item("restless", "Being so restless that it is hard to sit still", "Restless"),
        Item("irritable", "Becoming easily annoyed or irritable", "Irritable"),
        Item("afraid", "Feeling afraid as if something awful might happen", "Afraid"),
    ),
    bands=(
        Band("minimal", "minimal", 0, 4),
        Band("mild", "mild", 5, 9),
        Band("moderate", "moderate", 10, 14),
        Band("severe", "severe", 15, 21),
    ),
    cut_offs=(CutOff("gad", "suggests generalized anxiety disorder", 10, "CAM"),),
    caseness=8,
    reliable_change=4,
    minimal_important_change=3.3,
    licence=LICENCE,
    credit=CREDIT,
    ship_text=True,
    sources=(
        ("bands", "CAM"),
        ("caseness", "IAPT"),
        ("reliable_change", "IAPT"),
        ("minimal_important_change", "BS21"),
        ("max_missing", "CAM"),
        ("licence", "CAM"),
    ),
)
