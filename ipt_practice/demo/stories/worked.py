"""Sub-forms, affect and tasks between sessions, by area and step of the middle phase."""

PARTS = {
    "role_dispute": {
        "m2": {
            "communication_analysis": {
                "when": "Sunday evening",
                "with_whom": "{who}",
                "said": "Client: you never have time.\nThe other: not now, please.\nClient left the room.",
                "tone": "Sharp, from the doorway; no look back",
                "felt": "Left out, then angry",
                "wanted": "{wish}",
                "heard": "Another complaint",
                "mood_before": 5,
                "mood_after": 2,
                "alternatives": "Say first what is missed, then ask for {wish}, once.",
                "rehearsed": True,
                "try_out": "Ask for {wish}, at a quiet hour",
            },
            "feelings": ["angry", "lonely"],
            "skills": ["communication", "assertive_communication"],
        },
        "m5": {
            "decision_analysis": {
                "problem": "Whether to speak about it once more, or let it rest",
                "option_1": "Speak on a quiet morning",
                "pros_1": "Nobody is tired",
                "reaction_1": "Likely to listen",
                "option_2": "Let it rest",
                "cons_2": "Nothing changes",
                "choice": "Speak on a quiet morning",
            },
            "skills": ["decision_making"],
            "practice_tasks": [{"statement": "Name one thing that went well, aloud", "kind": "conversation"}],
        },
    },
    "grief": {
        "m2": {
            "feelings": ["sad", "guilty"],
            "affect": "It was the first time that the anger could be said aloud.",
            "practice_tasks": [{"statement": "Look at three photographs with somebody", "kind": "activity"}],
        },
    },
    "role_transition": {
        "m3": {
            "role_play": {
                "scenario": "Telling a colleague what is still new and asking for help",
                "rehearsal": "Too many apologies at first, then two plain sentences",
            },
            "feelings": ["anxious", "hopeful"],
            "practice_tasks": [{"statement": "Ask one colleague how they began", "kind": "try_out"}],
        },
    },
    "interpersonal_deficits": {
        "m2": {
            "behavior": "Sat nearest the door; looked away when asked about friends.",
            "skills": ["active_participation"],
            "practice_tasks": [{"statement": "Stay for tea after the class", "kind": "trust_building"}],
        },
    },
}
