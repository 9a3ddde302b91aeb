"""The parts of a session's note that are optional: sub-forms, feelings, skills, tasks between sessions. docs/clinical.md 2.7 and 2.8."""

from dataclasses import dataclass

from problem_areas.catalogue import AREAS

LINE, PROSE, MOOD, DAY, PERSON, YES = "line", "prose", "mood", "day", "person", "yes"
"""What is typed into a field of a sub-form. MOOD is 0 to 10; PERSON a name, with `with_whom_id` kept beside it where the
inventory has somebody of that name."""


@dataclass(frozen=True)
class PartField:
    """One question of a sub-form: the key that is stored, its label, what is typed, a hint. `fold`: shown folded under this."""

    key: str
    label: str
    kind: str = LINE
    hint: str = ""
    fold: str = ""


@dataclass(frozen=True)
class Part:
    """A sub-form of the note. `technique`: ticking it opens the part, and writing in the part counts as using it."""

    key: str
    label: str
    technique: str
    fields: tuple[PartField, ...]


OPTIONS = 3
"""How many options of a decision are written side by side."""


def _option(n):
    fold = f"Option {n}" if n > 1 else ""
    return (
        PartField(f"option_{n}", f"Option {n}", fold=fold),
        PartField(f"pros_{n}", f"For option {n}", fold=fold),
        PartField(f"cons_{n}", f"Against option {n}", fold=fold),
        PartField(f"reaction_{n}", f"How the other would take option {n}", fold=fold),
    )


_PARTS = (
    Part(
        "communication_analysis",
        "Communication analysis",
        "communication_analysis",
        (
            PartField("when", "When it happened"),
            PartField("with_whom", "With whom", PERSON),
            PartField("said", "What was said", PROSE, "Line by line: who said what"),
            PartField("tone", "Tone and body language", PROSE),
            PartField("felt", "What the client felt"),
            PartField("wanted", "What the client wanted"),
            PartField("heard", "What the other probably heard"),
            PartField("mood_before", "Mood before", MOOD),
            PartField("mood_after", "Mood after", MOOD),
            PartField("alternatives", "What could be said instead", PROSE),
            PartField("rehearsed", "Rehearsed in the session", YES),
            PartField("try_out", "What will be tried out", LINE, "Asked about at the next session"),
            PartField("try_out_on", "Try it out on", DAY),
        ),
    ),
    Part(
        "decision_analysis",
        "Decision analysis",
        "decision_analysis",
        (
            PartField("problem", "The problem", PROSE),
            *(field for n in range(1, OPTIONS + 1) for field in _option(n)),
            PartField("choice", "What the client chose"),
            PartField("first_step", "First step", LINE, "Asked about at the next session"),
        ),
    ),
    Part(
        "role_play",
        "Role play",
        "role_play",
        (
            PartField("scenario", "Scenario", PROSE, "Who is there, and what is it about"),
            PartField("rehearsal", "How the rehearsal went", PROSE),
        ),
    ),
)

PARTS = {part.key: part for part in _PARTS}
"""The sub-forms by key, which is also the field of the note that keeps what was written."""

FEELINGS = (
    ("sad", "Sad"),
    ("angry", "Angry"),
    ("anxious", "Anxious"),
    ("hurt", "Hurt"),
    ("lonely", "Lonely"),
    ("guilty", "Guilty"),
    ("ashamed", "Ashamed"),
    ("disappointed", "Disappointed"),
    ("relieved", "Relieved"),
    ("close", "Close"),
    ("hopeful", "Hopeful"),
    ("proud", "Proud"),
)
"""Words for the affect that was named in the session."""

SKILLS = (
    ("altered_perception", "Altered perception"),
    ("active_participation", "Active participation"),
    ("boundary_setting", "Boundary-setting"),
    ("communication", "Communication"),
    ("problem_solving", "Problem-solving"),
    ("decision_making", "Decision-making"),
    ("expressing_emotion", "Expressing emotion"),
    ("assertive_communication", "Assertive communication"),
)
"""Routes of change and skills that a session worked on: rows 001-18, 002-20 and 004-10."""

SICK_ROLE = "sick_role"
SICK_ROLES = (("given", "Given"), ("limited", "Limited"), ("not_used", "Not used"))

TASK_KINDS = (
    ("try_out", "Try-out"),
    ("conversation", "Conversation"),
    ("contact", "Contact"),
    ("trust_building", "Trust-building exercise"),
    ("activity", "Activity"),
    ("noticing", "Noticing"),
    ("other", "Other"),
)
"""What kind of practice between sessions it is. Trust-building is row 001-13."""

DONE, PARTLY, NOT_DONE, NOT_TRIED = "done", "partly", "not_done", "not_tried"
TASK_OUTCOMES = ((DONE, "Done"), (PARTLY, "Partly"), (NOT_DONE, "Not done"), (NOT_TRIED, "Not tried"))


def to_try_out(parts):
    """What the sub-forms say will be tried: (statement, person's id, day) of each. `parts`: key of a part to its answers."""
    analysis = parts.get("communication_analysis") or {}
    decision = parts.get("decision_analysis") or {}
    person, day = analysis.get("with_whom_id", ""), analysis.get("try_out_on", "")
    wanted = [(analysis.get("try_out", ""), person, day), (decision.get("first_step", ""), "", "")]
    if day and not analysis.get("try_out"):
        first_line = analysis.get("alternatives", "").strip().partition("\n")[0].strip()
        wanted[0] = (first_line[:200] or "Try out what was rehearsed", person, day)
    return [each for each in wanted if each[0]]


def strategy_choices(area_key):
    """The strategies of one area as a note stores and shows them: ("grief.reconnect", text)."""
    return [(f"{area_key}.{key}", text) for key, text in AREAS[area_key].strategies] if area_key in AREAS else []


def strategy_text(code):
    """The text of a stored strategy; "" for one that the catalogue does not know."""
    area_key, _dot, _key = code.partition(".")
    return dict(strategy_choices(area_key)).get(code, "")
