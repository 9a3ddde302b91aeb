"""What four stories know of their area beyond the first line: fields of problem_areas.area_fields, and of the formulation.

Names among the supports are figures of the story. Pure data, no Django.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Depth:
    """details: of the area. formulation: more fields of it. seen: its progress markers by the middle. mastery: at the start and then.

    letter: the formulation as a letter to the client.
    """

    details: dict
    formulation: dict = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    mastery: tuple[int, int] | None = None
    letter: str = ""


DEPTH = {
    "wren": Depth(
        details={
            "safety_concern": "no",
            "relationship_type": "partner",
            "issue": "The evenings apart",
            "onset": "Last spring",
            "trigger": "He took the study for his evening calls and stayed in it.",
            "client_expectations": "That he comes out without being asked, and asks about her day.",
            "other_expectations": "Quiet after work, and that she says so when she wants something.",
            "reciprocity_gap": "Each waits for the other to begin.",
            "drivers": ["unmet_needs", "misaligned_expectations"],
            "communication_trigger": "He closes the door after supper",
            "communication_said": "“You work a lot.” Not said: I miss you.",
            "communication_effect": "He hears a reproach and stays in; she cries in the car the next morning.",
            "communication_pattern": "She hints, he withdraws, she takes it for a no and goes quiet.",
            "attempts_so_far": "A birthday dinner, a note on the desk, going to bed early.",
            "alternatives": "Ask once, plainly, at a quiet hour\nPropose two fixed evenings\nGo out without him on the others",
            "resources": "Marn; choir; he is gentle when nobody is tired.",
            "plan_chosen": "reopen",
            "communication_goal": "One request in one sentence",
            "boundary_goal": "No talk about it through a closed door",
            "change_routes": ["active_participation", "boundary_setting"],
        },
        formulation={
            "why_now": "The evenings went first, then the choir, then the sister’s telephone calls became quarrels.",
            "interpersonal_pattern": "What is needed stays unspoken, comes out as silence or tears, and is answered by distance.",
            "supports": "Marn at work, a mother who calls on Sundays.",
            "plan": "Sixteen weekly sessions about the evenings: to find the words, to try them, to see what he answers.",
        },
        seen=("tried_conversation", "expectations_stated"),
        letter="""Dear Wren,

You came because things had become hard: you were alone in your marriage and cried in the car. I have put on this page how I \
understand it so far, so that you can read it in your own time. Where it does not fit, tell me, and we will change it.

What you have is called depression. It is common, it is nobody’s fault, and it can be treated. I think it has much to do with \
the evenings that your husband and you no longer share.

It began in the spring in which he moved into the study. At first you asked, then you stopped asking. Each of you waits for \
the other to begin. The choir went next, and then your sister’s calls became quarrels, so that fewer and fewer people heard \
how you are.

What seems to keep it going: you hint, he withdraws, you take it for a no and go quiet. What you need stays unspoken, comes out \
as silence or tears, and is answered by distance.

You bring a good deal with you: you are warm, you do not give up easily, people at work like you. And you are not alone with it: \
there is Marn, and your mother on Sundays.

When we talked about it, you said: “I stopped knocking on the study door.” I have not forgotten it.

What I propose: sixteen weekly sessions about the evenings. We look for the words, you try them, and we see what he answers.

With good wishes,""",
    ),
    "basil": Depth(
        details={
            "deceased_relation": "partner",
            "deceased_label": "Marta",
            "pattern": "delayed",
            "circumstances": "illness",
            "present_at_death": "no",
            "learned_how": "The ward called at four in the morning. He had gone home to sleep for an hour.",
            "relationship_positive": "Thirty-one years; she laughed at him in the right moments.",
            "relationship_negative": "She decided, he followed; he has been angry about it since.",
            "unfinished": "He did not say goodbye.",
            "reactions_then": "Arranged everything, comforted everybody, did not cry.",
            "funeral_role": "Spoke, and remembers nothing of it.",
            "complicated_indicators": ["avoidance", "no_or_delayed_grief", "guilt", "untouched_belongings"],
            "secondary_losses": "The card table of the couples; Sundays.",
            "supports_then": ["Daughter"],
            "supports_now": ["Daughter", "Odd", "Card table"],
        },
        formulation={
            "why_now": "The second spring without her, and the daughter’s question about the coat.",
            "supports": "His daughter, the neighbor with the soup.",
            "plan": "Sixteen sessions to tell it from beginning to end, good and bad, and to let people back in.",
        },
        seen=("mixed_feelings", "visits_avoided", "contacts"),
    ),
    "clementine": Depth(
        details={
            "transition_subtype": "retirement",
            "chosen_or_forced": "both",
            "old_role": "Head of a school kitchen",
            "old_positives": "Needed from six in the morning; everybody knew her name.",
            "old_negatives": "Her back, the budget, no Saturday in thirty years.",
            "new_role": "Retired",
            "new_positives": "Mornings with Hektor; the granddaughter.",
            "new_negatives": "Nobody waits for her.",
            "responsibilities": "To give a week its shape herself.",
            "losses": "Work, rank, the voices in the kitchen.",
            "feelings_about_change": "Shame at being tired of rest.",
            "skills_needed": "Asking to join in\nSaying what she can do",
            "obstacles": "Winter, when the museum closes.",
        },
        formulation={"why_now": "The new school year began without her."},
        seen=("skill_tried",),
        mastery=(2, 5),
    ),
    "cosmo": Depth(
        details={
            "isolation_level": 3,
            "current_ties_count": 2,
            "confidant": "yes",
            "onset_lifelong": "yes",
            "earliest_pattern": "Ate his lunch in the library from the second grade on.",
            "past_relationships": "A cousin, good company, moved away\nA colleague, lunches for a year, he stopped answering",
            "recurring_patterns": ["withdraws", "expects_rejection", "avoids_disclosure"],
            "skills_gaps": ["starting_talk", "keeping_contact"],
            "therapist_relationship_notes": "Apologizes for coming; it became easier to say so.",
            "social_anxiety": "Asked about: uneasy in groups, no panic.",
        },
        seen=("new_contacts", "less_avoidance"),
    ),
}
