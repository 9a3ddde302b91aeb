"""The four problem areas of IPT and the words an inventory, a timeline and a formulation are written in.

All of it is data, to be proof-read by a clinician. Vocabularies are tuples of (key, label), in the order shown.
Facts and source keys: docs/clinical.md, sections 2.3 to 2.5 and 3. "Product list" there marks our own additions.
"""

from dataclasses import dataclass

from accounts.terms import Worded

GRIEF = "grief"
ROLE_DISPUTE = "role_dispute"
ROLE_TRANSITION = "role_transition"
INTERPERSONAL_DEFICITS = "interpersonal_deficits"


@dataclass(frozen=True)
class ProblemAreaEntry:
    """What the manuals say about one area.

    strategies and progress_markers are (key, text), so that a note can store which were worked on. techniques are
    codes of `sessions.techniques`. report_line says what the area's paragraph in a report tells, and what it leaves out.
    """

    key: str
    label: str
    definition: str
    recognition_prompts: tuple[str, ...]
    goals: tuple[tuple[str, str], ...]
    strategies: tuple[tuple[str, str], ...]
    techniques: tuple[str, ...]
    progress_markers: tuple[tuple[str, str], ...]
    report_line: str


_AREAS = (
    ProblemAreaEntry(
        key=GRIEF,
        label=Worded("{Grief}"),
        definition="Onset or maintenance of the episode is tied to the death of a significant other; mourning was "
        "postponed or avoided rather than worked through.",
        recognition_prompts=(
            "Who has died?",
            "When, how, were you there?",
            "How did you react then, at the funeral, since?",
            "What do you avoid or keep untouched?",
            "Are dates hard?",
            "Anyone to talk to?",
            "Did symptoms start near the death or an anniversary?",
        ),
        goals=(
            ("facilitate_mourning", "Facilitate mourning"),
            ("reestablish_interests", "Re-establish interests and relationships that partly fill the gap"),
        ),
        strategies=(
            ("relate_to_death", "Relate symptoms to the death"),
            ("reconstruct_relationship", "Reconstruct the relationship, good and bad"),
            ("tell_the_story", "Tell the story of before, during and after"),
            ("explore_feelings", "Explore the feelings"),
            ("reconnect", "Consider ways to reconnect with others"),
        ),
        techniques=("encouragement_of_affect", "nondirective_exploration", "clarification", "role_play"),
        progress_markers=(
            ("mixed_feelings", "Can speak of the person with mixed feeling"),
            ("visits_avoided", "Visits avoided places or objects"),
            ("contacts", "New or renewed contacts"),
            ("scores_falling", Worded("{Grief} and depression scores falling")),
        ),
        report_line="Relation and time since death (no name), pattern at start, work done, current mourning, "
        "new supports, anniversaries ahead.",
    ),
    ProblemAreaEntry(
        key=ROLE_DISPUTE,
        label=Worded("{Role_dispute}"),
        definition="Client and at least one significant other hold non-reciprocal expectations of the relationship, "
        "overtly or covertly.",
        recognition_prompts=(
            "What was it like before?",
            "What changed?",
            "What are the issues?",
            "What do you expect?",
            "What do they expect?",
            "What do you wish would change?",
            "What stops it being settled?",
        ),
        goals=(
            ("identify_dispute", "Identify the dispute"),
            ("choose_plan", "Choose a plan"),
            ("change_communication", "Change communication and/or expectations"),
        ),
        strategies=(
            ("calm_and_improve", "Renegotiation: calm and improve communication"),
            ("reopen", "Impasse: reopen negotiation (conflict may rise) or consider leaving"),
            ("end_and_mourn", "Dissolution: help end, mourn and move on"),
        ),
        techniques=("communication_analysis", "role_play", "decision_analysis", "clarification"),
        progress_markers=(
            ("stage_moved", "Stage movement"),
            ("tried_conversation", "A tried conversation"),
            ("fewer_arguments", "Fewer or shorter arguments"),
            ("expectations_stated", "Expectations stated"),
        ),
        report_line="Relation, stage at start and end, plan chosen, communication change, outcome; never allegations "
        "about the third party.",
    ),
    ProblemAreaEntry(
        key=ROLE_TRANSITION,
        label=Worded("{Role_transition}"),
        definition="Symptoms are tied to difficulty coping with changed circumstances in work, relationship, health, "
        "home or finance. Wanted changes count too; change is felt as loss.",
        recognition_prompts=(
            "What was your life like before?",
            "What did you give up?",
            "What does the new role ask?",
            "Who helps?",
        ),
        goals=(
            ("accept_loss", "Mourn and accept loss of the old role"),
            ("see_positively", "See the new role more positively"),
            ("mastery", "Restore self-esteem through mastery of its demands"),
        ),
        strategies=(
            ("review_roles", "Review good and bad of old and new"),
            ("express_feelings", "Express feelings about change"),
            ("see_opportunities", "See opportunities realistically"),
            ("build_supports", "Build supports and skills"),
        ),
        techniques=("encouragement_of_affect", "decision_analysis", "role_play", "social_support_mobilisation"),
        progress_markers=(
            ("balanced_view", "Balanced view of both roles"),
            ("mastery_up", "Mastery rating up"),
            ("new_supports", "New supports"),
            ("skill_tried", "Skill tried"),
        ),
        report_line="Change and date, old and new role appraisal, skills and supports gained, mastery, next pressures.",
    ),
    ProblemAreaEntry(
        key=INTERPERSONAL_DEFICITS,
        label=Worded("{Interpersonal_deficits}"),
        definition="Loneliness, isolation or too few attachments, without an acute life event; chosen only if no other "
        "area fits.",
        recognition_prompts=(
            "Who are you close to?",
            "What happened with past friendships?",
            "What stops you reaching out?",
        ),
        goals=(
            ("reduce_isolation", "Reduce isolation"),
            ("new_relationships", "Encourage new relationships, including via the therapist relationship"),
        ),
        strategies=(
            ("review_past", "Review significant past relationships"),
            ("find_patterns", "Find repeating patterns"),
            ("discuss_therapist", "Discuss feelings about the therapist and parallels elsewhere"),
            ("rehearse_contacts", "Rehearse and try contacts"),
        ),
        techniques=("role_play", "communication_analysis", "therapeutic_relationship"),
        progress_markers=(
            ("new_contacts", "New contacts made"),
            ("invitations", "Invitations"),
            ("circle_counts", "Circle counts"),
            ("initiations", "Initiations per week"),
            ("less_avoidance", "Less avoidance"),
        ),
        report_line="Modest expectations; changes in network and skills; further treatment recommended more often here.",
    ),
)

AREAS = {area.key: area for area in _AREAS}
"""The four areas by key, in the order of the manuals."""

AREA_CHOICES = tuple((area.key, area.label) for area in _AREAS)

FOCUS_PROMPTS = (
    "What happened just before you became unwell?",
    "Who died?",
    "With whom are you at odds?",
    "What has changed in your life or role?",
    "Is there anyone you can turn to?",
)
"""Asked when choosing the focus (docs/clinical.md 2.5)."""
