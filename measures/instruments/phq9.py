"""PHQ-9, depression. Text, bands and cut-offs: docs/clinical.md 4.1 and 4.2, sources K01, HEDIS, IAPT, BS21."""

from .definition import LOWER_IS_BETTER, Band, CutOff, Item, MeasureDefinition, Response, UnscoredItem

STEM = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"

RESPONSES = (
    Response(0, "Not at all"),
    Response(1, "Several days"),
    Response(2, "More than half the days"),
    Response(3, "Nearly every day"),
)

BANDS = (
    Band("minimal", "none or minimal", 0, 4),
    Band("mild", "mild", 5, 9),
    Band("moderate", "moderate", 10, 14),
    Band("moderately_severe", "moderately severe", 15, 19),
    Band("severe", "severe", 20, 27),
)

DIFFICULTY = UnscoredItem(
    "difficulty",
    "If you checked off any problems, how difficult have these problems made it for you to do your work, "
    "take care of things at home, or get along with other people?",
    "Difficulty in daily life",
    (
        Response(0, "Not difficult at all"),
        Response(1, "Somewhat difficult"),
        Response(2, "Very difficult"),
        Response(3, "Extremely difficult"),
    ),
)

CREDIT = (
    "Developed by Drs Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, "
    "with an educational grant from Pfizer Inc."
)
LICENCE = "No permission required to reproduce, translate, display or distribute."

PHQ9 = MeasureDefinition(
    key="phq9",
    version="1",
    name="PHQ-9",
    full_name="Patient Health Questionnaire, 9 items",
    window="the last 2 weeks",
    direction=LOWER_IS_BETTER,
    stem=STEM,
    responses=RESPONSES,
    items=(
        Item("interest", "Little interest or pleasure in doing things", "Interest or pleasure"),
        Item("mood", "Feeling down, depressed, or hopeless", "Low mood"),
        Item("sleep", "Trouble falling or staying asleep, or sleeping too much", "Sleep"),
        Item("energy", "Feeling tired or having little energy", "Energy"),
        Item("appetite", "Poor appetite or overeating", "Appetite"),
        Item(
            "self_worth",
            "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
            "Self-worth",
        ),
        Item(
            "concentration",
            "Trouble concentrating on things, such as reading the newspaper or watching television",
            "Concentration",
        ),
        Item(
            "movement",
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety "
            "or restless that you have been moving around a lot more than usual",
            "Slowed or restless",
        ),
        Item(
            "self_harm",
            "Thoughts that you would be better off dead or of hurting yourself in some way",
            "Thoughts of death or self-harm",
        ),
    ),
    bands=BANDS,
    cut_offs=(CutOff("case", "suggests depression", 10, "K01"),),
    caseness=10,
    reliable_change=6,
    response_pct=50,
    remission_max=4,
    minimal_important_change=3.7,
    max_missing=2,
    risk_item_keys=("self_harm",),
    unscored_items=(DIFFICULTY,),
    licence=LICENCE,
    credit=CREDIT,
    ship_text=True,
    sources=(
        ("bands", "K01"),
        ("caseness", "IAPT"),
        ("reliable_change", "IAPT"),
        ("response_pct", "HEDIS"),
        ("remission_max", "HEDIS"),
        ("minimal_important_change", "BS21"),
        ("max_missing", "NHSDD"),
        ("licence", "FHIR"),
    ),
)
