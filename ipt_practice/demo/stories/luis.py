"""The courses of Luis Calderstone at Lakeside, in another time zone."""

from .plot import Aim, CourseStory, Figure, Happening

QUINCY = CourseStory(
    person="quincy",
    therapist="luis",
    past="hhhhhhnhhhh",
    next_in=0,
    at="15:00",
    phq=(15, 15, 14, 15, 13, 12, 12, 11, 10, 10),
    gad=(12, 12, 12, 11, 10, 10, 9, 9, 8, 8),
    area="role_transition",
    about="to living with diabetes",
    detail="illness",
    seeks="Since the diagnosis nothing is as it was.",
    words={
        "who": "his wife",
        "issue": "living by the clock",
        "wish": "one trip with the club",
        "support": "a man from the clinic group",
        "old": "cooking without counting",
    },
    scenes=(
        ("Diagnosed in winter; sold the restaurant share.", "Low at meals, of all things."),
        ("Wife hid the sugar.", "Treated like a child; rage, then low."),
        ("Went to the group at the clinic.", "Others joke about it. Lighter."),
        ("Cooked for friends, and counted.", "It tasted. Up."),
    ),
    people=(
        Figure("Wife", "partner", (1, 1, 1), "Watches every bite", "Trust", conflict=1, supports=True),
        Figure("Man from the group", "friend", (3, 2, 2), "Ten years ahead", "", supports=True, confides=True),
        Figure("Old kitchen", "colleague", (2, 3, 3), "Open without him"),
    ),
    events=(
        Happening("change", "Diagnosis; gives up his share", 190),
        Happening("onset", "Low at meals", 160),
        Happening("support", "Joined the group", after=6, who="Man from the group"),
    ),
    syndrome="Major depressive disorder, single episode, moderate",
    link="Depression followed the loss of a body and a trade that could be taken for granted.",
    patterns="Cheats, is caught, sulks.",
    strengths="Generous, funny, loved by cooks.",
    said="I was taste. Now I am numbers.",
    aims=(
        Aim("Tell my wife what helps", 2, 7, (5,)),
        Aim("Cook for others once a month", 0, 6, (4,)),
        Aim("Less dread at meals", 2, 7, (5,), "symptom"),
    ),
)

ROSAMUND = CourseStory(
    person="rosamund",
    therapist="luis",
    past="hhhhhl",
    next_in=4,
    at="9:00",
    phq=(16, 15, 16, 15, 14),
    gad=(12, 12, 12, 11, 11),
    area="role_dispute",
    about="with her partner",
    detail="renegotiation",
    seeks="They cannot agree on a second child.",
    words={
        "who": "her partner",
        "issue": "a second child",
        "wish": "a month without the subject",
        "support": "her godmother",
    },
    scenes=(
        ("He wants a second child; she does not know.", "Low after each visit to his parents."),
        ("His mother asked at table.", "Left the room; low for days."),
        ("Said 'I do not know' instead of no.", "He held her hand. Better."),
        ("Agreed on a month without the subject.", "Quiet, some joy."),
    ),
    people=(
        Figure("Partner", "partner", (1, 1, 1), "Sure of it", "Wait", conflict=2),
        Figure("Godmother", "extended_family", (2, 2, 2), "Childless by choice", "", confides=True, supports=True),
        Figure("His mother", "extended_family", (3, 3, 3), "Asks", "", worsens=True),
    ),
    events=(Happening("conflict", "First quarrel about it", 120, who="Partner"), Happening("onset", "Low, tense", 100)),
    syndrome="Major depressive disorder, single episode, moderate",
    link="Low since a wish that only one of them has stands between them.",
    patterns="Hints, hurt, jokes.",
    strengths="Clear once she starts.",
    said="We discuss it by not discussing it.",
    aims=(
        Aim("Say 'I do not know' and stay", 2, 7),
        Aim("One evening a week for the two of us", 2, 7),
        Aim("Fewer tense nights", 3, 7, kind="symptom"),
    ),
)

SILAS = CourseStory(
    person="silas",
    therapist="luis",
    past="hhhhhhhhhhhhh",
    next_in=5,
    at="16:00",
    phq=(21, 20, 21, 19, 18, 17, 17, 15, 14, 14, 12, 11, 12),
    gad=(13, 13, 13, 12, 11, 11, 10, 9, 9, 9, 8, 7, 8),
    area="grief",
    about="after his son's death",
    detail="death",
    second_area="role_dispute",
    second_about="with his wife, over mourning",
    medication="Mirtazapine 15 mg at night, from his doctor, as reported",
    seeks="His son died three years ago. His wife says that he never came back from it.",
    words={
        "who": "his son",
        "issue": "the tree house",
        "wish": "a Sunday with his wife",
        "support": "a father from the group",
    },
    scenes=(
        ("Three years since; the tree house stands.", "Low in the garden, low away from it."),
        ("His wife wants to take it down.", "Quarrel; slept in the car."),
        ("Met a father from the group.", "First talk without explaining."),
        ("Climbed up. Sat there for an hour.", "Cried, came down, ate."),
        ("Sat there with his wife.", "Sad and close."),
    ),
    people=(
        Figure("Son", "deceased", (1, 1, 1), "Died three years ago at seventeen", status="deceased"),
        Figure("Wife", "partner", (2, 1, 1), "Mourns otherwise", "Mourn together", conflict=2, supports=True),
        Figure("Father from the group", "friend", (3, 2, 2), "Same loss", "", confides=True, supports=True),
    ),
    events=(
        Happening("death", "Death of his son", 1100, who="Son"),
        Happening("onset", "Low since the first summer", 900),
        Happening("support", "In the tree house with his wife", after=11, who="Wife"),
    ),
    syndrome="Major depressive disorder, single episode, severe; prolonged grief",
    link="Depression since a mourning that each of the parents does alone and differently.",
    patterns="Guards the place, shuts out his wife.",
    strengths="Faithful, skilled with wood.",
    said="If it comes down, so do I.",
    aims=(
        Aim("Speak of him with my wife", 1, 7, (4,)),
        Aim("See the other father monthly", 0, 6, (4,)),
        Aim("Four nights of sleep", 1, 6, (3,), "symptom"),
    ),
)

THEA = CourseStory(
    person="thea",
    therapist="luis",
    past="hhhhh",
    next_in=6,
    at="12:00",
    template="ipt_b",
    phq=(14, 13, 11, 10, 8),
    gad=(13, 12, 11, 9, 8),
    area="role_transition",
    about="out of college",
    detail="situational",
    seeks="Finished college, moved home, feels stuck.",
    words={
        "who": "her parents",
        "issue": "being home again",
        "wish": "a room in town",
        "support": "her old roommate",
        "old": "the house of six",
    },
    scenes=(
        ("From a house of six to her old bedroom.", "Low at supper with her parents."),
        ("First interview, not well.", "Down for two days."),
        ("Roommate stayed for the weekend.", "Herself again until Monday."),
        ("Signed for a room in town.", "Up, a little afraid."),
    ),
    people=(
        Figure(
            "Parents", "parent", (2, 2, 2), "Kind, full of advice", "Ask before advising", conflict=1, supports=True
        ),
        Figure("Roommate", "friend", (2, 1, 1), "Two hours away", "", confides=True, supports=True),
    ),
    events=(Happening("change", "Leaves college, moves home", 100), Happening("onset", "Low at home", 80)),
    syndrome="Depressive episode, mild to moderate",
    link="Low since friends, rhythm and a name of her own were left behind within a week.",
    patterns="Retreats to her room, is sought, is cross.",
    strengths="Sociable, honest, quick.",
    said="I went back to being someone's child.",
    aims=(
        Aim("Say what I need at home", 2, 7),
        Aim("One visit to friends every two weeks", 3, 8),
        Aim("Up before nine", 3, 8, kind="symptom"),
    ),
)

STORIES = (QUINCY, ROSAMUND, SILAS, THEA)
