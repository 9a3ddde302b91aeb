"""PHQ-A, the PHQ-9 modified for adolescents. Text: docs/clinical.md 4.2, source NIMH-A; youth cut-off R10.

The items stand in another order than in the PHQ-9, so both share keys by meaning. Bands, change and the rule for
blank items are those of the PHQ-9; that they hold for adolescents is not verified.
"""

from .definition import LOWER_IS_BETTER, CutOff, Item, MeasureDefinition, Response, UnscoredItem
from .phq9 import BANDS, DIFFICULTY, RESPONSES

PHQ_A = MeasureDefinition(
    key="phq_a",
    version="1",
    name="PHQ-A",
    full_name="PHQ-9 modified for adolescents",
    window="the past two weeks",
    direction=LOWER_IS_BETTER,
    stem="How often have you been bothered by each of the following symptoms during the past two weeks?",
    responses=RESPONSES,
    items=(
        Item("mood", "Feeling down, depressed, irritable, or hopeless?", "Low or irritable mood"),
        Item("interest", "Little interest or pleasure in doing things?", "Interest or pleasure"),
        Item("sleep", "Trouble falling asleep, staying asleep, or sleeping too much?", "Sleep"),
        Item("appetite", "Poor appetite, weight loss, or overeating?", "Appetite"),
        Item("energy", "Feeling tired, or having little energy?", "Energy"),
        Item(
            "self_worth",
            "Feeling bad about yourself – or feeling that you are a failure, or that you have let yourself "
            "or your family down?",
            "Self-worth",
        ),
        Item(
            "concentration",
            "Trouble concentrating on things like school work, reading, or watching TV?",
            "Concentration",
        ),
        Item(
            "movement",
            "Moving or speaking so slowly that other people could have noticed? Or the opposite – being so fidgety "
            "or restless that you were moving around a lot more than usual?",
            "Slowed or restless",
        ),
        Item(
            "self_harm",
            "Thoughts that you would be better off dead, or of hurting yourself in some way?",
            "Thoughts of death or self-harm",
        ),
    ),
    bands=BANDS,
    cut_offs=(CutOff("youth_case", "suggests depression in a young person", 11, "R10"),),
    caseness=11,
    reliable_change=6,
    response_pct=50,
    remission_max=4,
    minimal_important_change=3.7,
    max_missing=2,
    risk_item_keys=("self_harm",),
    unscored_items=(
        UnscoredItem(
            "past_year",
            "In the past year have you felt depressed or sad most days, even if you felt okay sometimes?",
            "Low most days in the past year",
            (Response(1, "Yes"), Response(0, "No")),
        ),
        DIFFICULTY,
    ),
    licence="Text from a page of the US National Institute of Mental Health, shipped with attribution.",
    credit="PHQ-9 modified for adolescents (PHQ-A), adapted from the PHQ-9. Text from the US National Institute of "
    "Mental Health.",
    ship_text=True,
    sources=(
        ("bands", "K01"),
        ("caseness", "R10"),
        ("reliable_change", "IAPT"),
        ("response_pct", "HEDIS"),
        ("remission_max", "HEDIS"),
        ("minimal_important_change", "BS21"),
        ("max_missing", "NHSDD"),
        ("licence", "NIMH-A"),
    ),
)
