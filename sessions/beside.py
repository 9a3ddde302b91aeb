"""What goes on beside the sessions of a course: adjunct modalities, engagement, family meetings. Pure; docs/clinical.md 2.13.

IPT is a course's one primary modality (000-02). What stands beside it is listed, and no cause is claimed for it (8.17).
"""

from dataclasses import dataclass

from .course_plan import INITIAL, MIDDLE, TERMINATION


@dataclass(frozen=True)
class Modality:
    """An adjunct modality, with one plain sentence on what it adds. row: the line of docs/clinical.md, section 1."""

    key: str
    label: str
    sentence: str
    row: str


_MODALITIES = (
    Modality("emdr", "EMDR", "Works on disturbing memories with guided eye movements.", "000-03"),
    Modality("attachment", "Attachment-based therapy", "Repairs trust in close relationships.", "000-03"),
    Modality("somatic", "Somatic therapy", "Notices and settles what stress does in the body.", "000-03"),
    Modality("ifs", "Internal family systems (IFS)", "Gets to know the parts of oneself that pull apart.", "000-03"),
    Modality("cbt", "CBT", "Looks at the thoughts behind relationships and emotion.", "003-13"),
    Modality("mbct", "MBCT", "Uses mindfulness for reactivity and stress in social situations.", "003-14"),
    Modality(
        "dbt",
        "DBT",
        "Teaches mindfulness, distress tolerance, emotion regulation and interpersonal effectiveness.",
        "003-15",
    ),
    Modality(
        "psychodynamic", "Psychodynamic therapy", "Looks at early and unconscious patterns and past trauma.", "003-16"
    ),
    Modality("sft", "Solution-focused therapy (SFT)", "Looks for quick, practical solutions.", "003-17"),
    Modality("family", "Family therapy", "Works on the patterns of the family as a unit.", "003-18"),
    Modality("trauma", "Trauma-focused therapy", "Works on a trauma itself, as TF-CBT does.", "003-19"),
    Modality("art", "Art therapy", "Uses art, music or drama; useful for children and adolescents.", "003-20"),
)

MODALITIES = {modality.key: modality for modality in _MODALITIES}
MODALITY_CHOICES = tuple((modality.key, modality.label) for modality in _MODALITIES)

OURS, ELSEWHERE = "ours", "elsewhere"
PROVIDERS = ((OURS, "In this practice"), (ELSEWHERE, "Elsewhere"))

ENGAGEMENT = (
    ("motivation", "Motivation"),
    ("awareness", "Awareness of relationships"),
    ("commitment", "Commitment"),
)
"""Rated 0 to 10, because effectiveness depends on them (002-23)."""

START, MIDPOINT = "start", "midpoint"
OCCASIONS = ((START, "At the start"), (MIDPOINT, "At the midpoint"))

MEETS_FAMILY = ("family",)
"""Adjuncts whose sessions in this practice are the family meetings of the course: they are entered there and nowhere else."""

MEETING_MOMENTS = (
    ("start", "At the start"),
    ("middle", "In the middle"),
    ("end", "At the end"),
    ("other", "In between"),
)
"""When parents, guardians or a partner are met: start, middle where relevant, and end (2.10)."""

MEETING_TASKS = {"start": "parents_start", "middle": "parents_middle", "end": "parents_end"}
"""The task of the guide (phase_tasks) that a meeting of this moment is, once it was held."""

MOMENT_OF_PHASE = {INITIAL: "start", MIDDLE: "middle", TERMINATION: "end"}
"""The moment of a meeting with the parents that a kind of course plans, by the phase of the session it is near."""

ENGAGEMENT_SESSION = "engagement"
"""The moment of the session before the first that IPT-B usually has; it stands outside the count (2.2)."""


def occasion_due(held, midpoint):
    """The occasion that the engagement is asked for next, by the number of sessions held."""
    return MIDPOINT if held + 1 >= midpoint else START
