"""Sentences that any course may need: the first sessions, the last ones, moods, sleep, plans. Two or three ways each.

In braces: who, issue, wish, support (from the course's words) and her (the client's possessive).
"""

MOODS = {
    "better": (
        "Better since last week, with two good days in a row.",
        "A lighter week. Got up without arguing with the alarm on most mornings.",
        "Mood up. Noticed it first in the car, singing along.",
        "Less low than last time; the evenings are still the hard part.",
        "Somewhat better, and able to say what made the difference.",
    ),
    "same": (
        "Much the same as last week.",
        "No great change; up on two days, down on two.",
        "Mood steady, on the low side. Energy comes back after noon.",
        "About as before. Less tearful, no less tired.",
        "Holding. Reads this as better than the month before, when it only went down.",
    ),
    "worse": (
        "A hard week. Low from the weekend on.",
        "Worse than last time; stayed in bed on one day.",
        "Mood dropped after midweek and did not lift by itself.",
        "More tearful, and short with everybody at home.",
        "A step back, and afraid that it means starting over.",
    ),
    "first": (
        "Low on most days for some months. Little pleasure, poor sleep, tired from the morning on.",
        "Came with months of low mood, early waking and loss of interest.",
        "Tells of a slow slide: first the sleep, then appetite, then people.",
    ),
}

SLEEP = (
    "Sleeping about the same.",
    "Slept through on three nights.",
    "Wakes before five on most days.",
    "Falls asleep late, wakes rested more often than not.",
    "Appetite is coming back.",
    "Eating by the clock rather than from hunger.",
    "Back at the weekly walk.",
    "Concentration good enough to read again.",
)

FOCUS_WORK = {
    "start": (
        "Took the history of this episode and of earlier ones. Named it as depression: an illness, common and "
        "treatable, not a failing. Explained IPT, what each of us does, and that it has an end from the start.",
        "Went through symptoms one by one and put a name to them together. Gave hope on good grounds. Permission to do "
        "less for now, with the duty to work at recovery. Began the timeline.",
        "Heard what led here, asked about safety directly, explained how IPT works between mood and people. "
        "Relief at hearing that this has a name.",
    ),
    "history": (
        "Finished the timeline. The low began within weeks of {issue}; nothing like it in the years before. "
        "Talked over medication with {her} doctor's view in mind.",
        "Set symptoms against events, month by month. The curve bends where {issue} begins. Started on the people.",
        "History completed: one milder episode years ago, lifted by itself. This one keeps step with {issue}.",
    ),
    "inventory": (
        "Went through the people in {her} life: contact, what is good, what is not, what each expects. Drew the "
        "closeness circles. Most feeling came with {who}.",
        "Interpersonal inventory finished. Few confidants; {support} named as a possible one. Much said about {who}, "
        "little about what {her} own wishes are.",
        "Circles drawn: wide middle ring, thin inner one. Asked of each person what is expected both ways. Came back "
        "to {who} three times.",
    ),
    "contract": (
        "Gave the formulation: depression, tied to {issue}. Listened, changed one word, agreed. Goals written "
        "down together, number of sessions and last date named.",
        "Put the link in plain words: mood fell as {issue} took hold. Agreement, with some grief at hearing it said. "
        "Contract gone through line by line.",
        "Formulation given and taken up in {her} own words. Chose the focus together and agreed the contract.",
    ),
    "e1": (
        "Named the number of sessions left and asked what that is like. Some sadness, some pride. Ending taken up "
        "as a change of role of its own.",
        "Raised the ending with its date. First answer a joke, then worry about managing alone. Stayed with the worry.",
    ),
    "e2": (
        "Listed what has changed since the start, in {her} words; credited to what was tried, not to luck. Looked at "
        "where {issue} may press again.",
        "Reviewed gains: {wish} has begun to happen. Asked why things are better; the answer was about speaking up sooner.",
    ),
    "e3": (
        "Wrote down early warning signs and a plan for each. Named people to turn to, {support} first.",
        "Went through a likely hard week in advance: what would show first, who would be told, what has helped before.",
    ),
    "e4": (
        "Last session. Final scores looked at together. Said what was good about the work and what was missed. Goodbye "
        "without hurry.",
        "Closed the work: gains, what remains, the plan on one page. Follow-up agreed.",
    ),
}

PROGRESS = {
    "initial": (
        "Came on time and brought the sheets filled in.",
        "Told one person that {she_is} in treatment.",
        "Says that naming it helped already.",
        "Can say more about people than two weeks ago.",
        "Kept up work and meals as agreed.",
    ),
    "termination": (
        "Did it alone this time and told me afterwards.",
        "Uses the words of our work without noticing.",
        "Asked for {wish} and took the answer calmly.",
        "Spent an evening with {support}; would not have in the spring.",
        "Saw a low day coming and acted before noon.",
    ),
}

CHALLENGES = {
    "initial": (
        "Hard to say what {she_wants}; easier to say what others do.",
        "Feels guilty about taking the time.",
        "Apt to report facts and skip the feeling.",
        "Doubts that talking can change {issue}.",
        "Tired; needed a pause in the middle.",
    ),
    "termination": (
        "Fears the first bad week without a session.",
        "Still waits too long before asking.",
        "Would like one more month; knows that it is the ending speaking.",
        "Old habit of going quiet under pressure.",
        "Sleep not yet what it was.",
    ),
}

WEEK_GOALS = {
    "initial": (
        "Note mood once a day, and who was there",
        "Walk on three days",
        "Tell one person about the depression",
        "Bring one thing that someone said this week",
        "Go to bed before midnight on work days",
        "Answer {support}",
    ),
    "termination": (
        "Add to the list of warning signs",
        "Fix a date with {support}",
        "Ask once without preparing it here",
        "Write down what helped this month",
        "Plan the first week without a session",
        "Keep the Thursday walk",
    ),
}

TECHNIQUES = {
    "start": ("direct_elicitation", "psychoeducation", "sick_role", "supportive_listening"),
    "history": ("direct_elicitation", "linking_mood_event", "nondirective_exploration"),
    "inventory": ("direct_elicitation", "clarification"),
    "contract": ("psychoeducation", "clarification", "linking_mood_event"),
    "e1": ("termination_work", "encouragement_of_affect"),
    "e2": ("termination_work", "practice_review"),
    "e3": ("termination_work", "social_support_mobilisation"),
    "e4": ("termination_work",),
}

TASKS = {
    "start": ("baseline_measures", "risk_screen", "syndrome_named", "sick_role", "ipt_explained"),
    "history": ("history", "timeline", "medication"),
    "inventory": ("inventory",),
    "contract": ("focus", "formulation", "contract"),
    "m1": ("explore_focus",),
    "m2": ("communication_analysis",),
    "m4": ("midpoint_review",),
    "m5": ("decision_analysis",),
    "m6": ("rehearsal",),
    "m7": ("supports",),
    "m8": ("ending_mentioned",),
    "e1": ("ending_raised_on", "feelings_discussed"),
    "e2": ("gains_listed", "attribution_of_change", "focus_resolution"),
    "e3": ("remaining_difficulties", "early_warning_signs", "coping_plan", "support_people"),
    "e4": ("maintenance_decision", "followup_on", "final_measures_done", "end_reason"),
}

PLANS = {
    "start": "Next: finish the timeline, begin with the people who matter.",
    "history": "Next: interpersonal inventory and circles.",
    "inventory": "Next: formulation, focus, contract.",
    "contract": "Middle phase from the next session; open with how things have been.",
    "m4": "Same focus for the second half. Progress summary to be written.",
    "m8": "Name the number of sessions left each time from now on.",
    "e3": "Last session next time: final measures, goodbye, follow-up date.",
    "e4": "Course ends as agreed. Follow-up in three months.",
}

MIDDLE_PLANS = (
    "Stay with the focus; look at what came of the goals.",
    "Go back to the same exchange if it recurs.",
    "Hear how the rehearsed talk went.",
    "More time for feeling next week, less for solving.",
    "Keep the focus; ask about {support}.",
)

RISK_NOTES = (
    "",
    "",
    "Asked directly: no thoughts of death.",
    "",
    "No thoughts of self-harm; looks forward to the weekend.",
)
