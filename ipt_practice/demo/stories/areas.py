"""Sentences of the middle phase, area by area: what was worked on, what moved, what was hard, what was to be tried.

m1 to m8 are the eight sessions of the middle phase of a course of 16; shorter courses leave some out. Two ways each.
"""

ROLE_DISPUTE = {
    "focus_work": {
        "m1": (
            "Explored what {issue} means: being asked, being heard. Expectations on both sides set down in two columns; "
            "they do not meet.",
            "Asked what was agreed in the beginning and when it stopped holding. Anger for the first time, and fear of it.",
        ),
        "m2": (
            "Replayed the last exchange with {who} line by line. Heard refusal where there was a postponement. "
            "Found three places where it could have turned.",
            "Communication analysis of the quarrel: what was said, what was meant, what {who} probably heard.",
        ),
        "m3": (
            "Stage of the dispute: talk has all but stopped. Weighed reopening it, knowing that it may get louder first.",
            "Looked at what keeps it stuck: hints instead of requests, then silence as punishment, on both sides.",
        ),
        "m4": (
            "Midpoint: scores and goals against the start. The focus is right, the tempo is {her} own. Agreed to "
            "move from understanding to trying.",
            "Midpoint review. Gains named first, then what has not moved. Kept the focus on {issue}.",
        ),
        "m5": (
            "Laid out the options: ask again, ask differently, settle for less, live apart from it for a while. "
            "Chose asking for {wish}, once, at a quiet hour.",
            "Decision analysis: what each way would cost, how {who} might answer, what a first step is.",
        ),
        "m6": (
            "Rehearsed the talk, taking both parts. Began with an apology each time; by the fourth time without one.",
            "Role play of asking for {wish}. Practised staying in the room when the answer is slow.",
        ),
        "m7": (
            "Went through the real talk with {who}. Not all was given, but it was a talk. Pride allowed.",
            "Looked at what {who} expects as well; one of the expectations is fair. Built on {support} for the rest.",
        ),
        "m8": (
            "Less about {who}, more about what is wanted in any case. First mention of the end of our sessions.",
            "Found the same pattern at work, and used the same words there. Four sessions left after the next; said so.",
        ),
    },
    "progress": (
        "Said what is wanted, out loud, twice.",
        "One quarrel stopped halfway, and taken up again the next day.",
        "Asked for {wish} in one sentence.",
        "Fewer quarrels, and shorter.",
        "Heard {who} out without preparing the answer.",
        "Told {support} how it really is.",
    ),
    "challenges": (
        "Backs off when {who} looks tired.",
        "Reads silence as contempt.",
        "Anger comes late and then all at once.",
        "Hopes to be understood without saying it.",
        "Keeps score of old wrongs.",
    ),
    "goals": (
        "Ask for {wish} once, at a quiet hour",
        "Write down one exchange with {who}, line by line",
        "Say no to one thing",
        "Tell {who} one thing that went well",
        "Ring {support}",
        "Wait one breath before answering",
        "Agree a time to talk, not an answer",
    ),
    "techniques": (
        ("communication_analysis", "clarification"),
        ("communication_analysis", "encouragement_of_affect"),
        ("decision_analysis", "linking_mood_event"),
        ("role_play", "communication_analysis"),
        ("role_play", "practice_review"),
    ),
}

GRIEF = {
    "focus_work": {
        "m1": (
            "Told the story of the last weeks with {who}: before, during, after. Slowly, with tears, without hurry.",
            "Went back to the day of the death and the days around it. Much of it had never been said aloud.",
        ),
        "m2": (
            "Reconstructed the relationship with {who}: the good that is easy to tell, then what was not good. "
            "Relief that both may be true.",
            "Brought photographs. Spoke about being loved and about being overlooked, in one sentence at last.",
        ),
        "m3": (
            "Guilt about what was left unsaid. Looked at what could have been known then, and what only now.",
            "Stayed with the anger, which came as a surprise. It eased the guilt.",
        ),
        "m4": (
            "Midpoint: scores and goals against the start. Mourning has begun; the focus stays. Named {issue} as the next step.",
            "Midpoint review. Can speak of {who} without breaking off. Kept the focus.",
        ),
        "m5": (
            "Talked about {issue}. Not a task to finish: chose one corner of it for this week.",
            "What is avoided, and what it keeps away: {issue}. Weighed doing it alone or with {support}; chose company.",
        ),
        "m6": (
            "Rehearsed telling {support} about the bad days. Practised the first sentence until it came easily.",
            "Role play of the family evening at which nobody mentions {who}, and of mentioning it.",
        ),
        "m7": (
            "Looked at the room that is left: who could share part of what {who} was. Not a replacement; a beginning.",
            "New ties and old ones to renew. {wish} thought through in steps.",
        ),
        "m8": (
            "Visited what had been avoided and came back with a mixed feeling, which is the right one. "
            "First mention of the end of our sessions, another goodbye.",
            "Spoke of {who} in the past tense throughout. Four sessions left after the next; said so, and what it stirs.",
        ),
    },
    "progress": (
        "Spoke of {who} with a smile and with tears.",
        "Went where {she_has} not been since the funeral.",
        "Opened one drawer and closed it again, on purpose.",
        "Said yes to an invitation.",
        "Told {support} about the night it happened.",
        "Slept in the middle of the bed.",
    ),
    "challenges": (
        "Sundays.",
        "Feels disloyal on good days.",
        "Family changes the subject.",
        "The anniversary is near.",
        "Idealizes, then scolds {her} own memory.",
    ),
    "goals": (
        "One hour on {issue}, not more",
        "Ring {support} on the bad evening",
        "Write {who} a letter that is not sent",
        "Visit once, with company",
        "Take up one thing that was done for pleasure",
        "Mention {who} at the table",
        "Accept one invitation",
    ),
    "techniques": (
        ("encouragement_of_affect", "grief_work"),
        ("nondirective_exploration", "grief_work"),
        ("clarification", "encouragement_of_affect"),
        ("role_play", "social_support_mobilisation"),
        ("grief_work", "linking_mood_event"),
    ),
}

ROLE_TRANSITION = {
    "focus_work": {
        "m1": (
            "Looked at what was lost with {old}: company, standing, the shape of a day. Sadness came before the words.",
            "Good and bad of {old}, honestly. It had been too much for years, and it was {her} own.",
        ),
        "m2": (
            "Expressed what had been held back about the change: shame, mostly, and anger at those who find it easy.",
            "Replayed the last talk with {who} about it. The offer of help had been heard as criticism.",
        ),
        "m3": (
            "Set {issue} beside it: what it asks, what it gives, what nobody said it would ask.",
            "Looked for what is good in {issue}. Two things found; one of them surprised us both.",
        ),
        "m4": (
            "Midpoint: scores and goals against the start. Both roles are seen more evenly. Focus kept.",
            "Midpoint review. Mastery rated higher than at the start, support no higher: that is the second half.",
        ),
        "m5": (
            "Which demands of {issue} can be met now, which learned, which handed over. Chose one to hand over.",
            "Decision analysis: {wish}, with costs and likely answers. A first step by Thursday.",
        ),
        "m6": (
            "Rehearsed asking {who} for help before it is an emergency.",
            "Role play: introducing {herself} in the new role, without the apology.",
        ),
        "m7": (
            "People for this part of life: {support}, and two others to be asked. Planned the asking.",
            "Skills and supports in a list; crossed out three that are there already.",
        ),
        "m8": (
            "Tells of the week as someone at home with {issue}, not as a visitor. First mention of the end of our sessions.",
            "Looked at the next pressure on the calendar and how to meet it. Four sessions left after the next; said so.",
        ),
    },
    "progress": (
        "Did one thing that the new role asks, and it went well.",
        "Can name two good sides of {issue}.",
        "Asked {who} for help before it was late.",
        "Joined in, and stayed to the end.",
        "Misses {old} without hiding from it.",
        "Met {support} and talked of other things, too.",
    ),
    "challenges": (
        "Compares each day with how it was.",
        "Ashamed of needing help.",
        "Mornings without a plan.",
        "Others assume that it is a happy time.",
        "Does it all alone and is bitter after.",
    ),
    "goals": (
        "Ask {who} for one thing by Thursday",
        "Write down one good thing about {issue}",
        "Meet {support} for an hour",
        "Try {wish}, once",
        "Plan two mornings",
        "Tell one person what is missed about {old}",
        "Hand one task over",
    ),
    "techniques": (
        ("encouragement_of_affect", "clarification"),
        ("decision_analysis", "problem_solving"),
        ("role_play", "social_support_mobilisation"),
        ("encouragement_of_affect", "linking_mood_event"),
        ("practice_review", "decision_analysis"),
    ),
}

INTERPERSONAL_DEFICITS = {
    "focus_work": {
        "m1": (
            "Reviewed past friendships: how each began, what was good, how it faded. None ended in a quarrel; all by {her} silence.",
            "Looked at who has been close, ever. Short list, told with more warmth than expected.",
        ),
        "m2": (
            "Found the pattern: expects to be a burden, answers late, is asked less, feels confirmed.",
            "Replayed the one conversation of the week. Left it when it became friendly.",
        ),
        "m3": (
            "Asked how it is to talk with me. 'You are paid to listen.' Stayed with that, and what it protects.",
            "Same holding back here as outside: good news is kept, bad news is polished. Said so; it was taken well.",
        ),
        "m4": (
            "Midpoint: scores and goals against the start. Two contacts more than at the start. Focus kept, hopes modest.",
            "Midpoint review. Less avoidance; still few ties. Agreed to count first steps, not friends.",
        ),
        "m5": (
            "Chose between {wish} and waiting until it feels easier. Listed what waiting has cost.",
            "Decision analysis of {issue}: smallest step that is still a step.",
        ),
        "m6": (
            "Rehearsed starting a talk with {who}: opening, one question, one thing about {herself}.",
            "Role play of an invitation and of a no. The no was survivable.",
        ),
        "m7": (
            "Went through the real attempt. Awkward for a minute, pleasant for ten.",
            "{support} wrote first this week. Looked at answering the same day.",
        ),
        "m8": (
            "Keeping contact as a skill of its own: how often, how much, who is next. First mention of the end of our sessions.",
            "Spoke about losing this contact, too. Four sessions left after the next; said so, and asked what it brings up.",
        ),
    },
    "progress": (
        "Started two conversations.",
        "Stayed ten minutes longer than planned.",
        "Answered {support} the same day.",
        "Asked a question and waited for the answer.",
        "Told {who} something about {herself}.",
        "Came in from the corridor at the break.",
    ),
    "challenges": (
        "Expects to be found out.",
        "Cancels in {her} head before anybody asks.",
        "Finds small talk false.",
        "Counts every pause as a failure.",
        "Weekends without a voice.",
    ),
    "goals": (
        "Say good morning first on three days",
        "Ask {who} one question",
        "Answer messages within the day",
        "Try {wish}, once",
        "Sit with others at lunch on one day",
        "Tell {support} one good thing",
        "Stay until the end, once",
    ),
    "techniques": (
        ("role_play", "communication_analysis"),
        ("therapeutic_relationship", "clarification"),
        ("role_play", "practice_review"),
        ("social_support_mobilisation", "encouragement_of_affect"),
        ("communication_analysis", "linking_mood_event"),
    ),
}

AREAS = {
    "role_dispute": ROLE_DISPUTE,
    "grief": GRIEF,
    "role_transition": ROLE_TRANSITION,
    "interpersonal_deficits": INTERPERSONAL_DEFICITS,
}
