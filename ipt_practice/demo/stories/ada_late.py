"""The courses of Ada Lindqvist that are done or nearly so."""

from .plot import Aim, CourseStory, Figure, Happening

ISOLDE = CourseStory(
    person="isolde",
    therapist="ada",
    past="hhhhhhhhhhhh",
    next_in=-24,
    at="15:00",
    template="ipt_12",
    ends="completed",
    phq=(18, 18, 17, 15, 14, 12, 11, 10, 9, 10, 7, 6),
    gad=(13, 12, 12, 11, 10, 8, 8, 7, 6, 7, 5, 5),
    area="role_transition",
    about="to life after the divorce",
    detail="relationship",
    seeks="Divorced last year after twenty-six years. Cannot get used to the flat.",
    referred_by="Exampletown Family Medicine",
    words={
        "who": "her daughter",
        "issue": "living alone",
        "wish": "one dinner for guests",
        "support": "her friend",
        "old": "the marriage and the garden",
    },
    scenes=(
        ("The divorce was settled in spring; moved to a flat without a garden.", "Low on waking, every day."),
        ("Drove past the old house twice.", "Low for the rest of the weekend."),
        ("Daughter asked about the holidays; changed the subject.", "Cried after the call."),
        ("Told Greta how bad the mornings are.", "Tired, lighter."),
        ("Signed the papers for the flat.", "Sad and a little proud."),
        ("First Sunday with a plan.", "Up until the evening."),
        ("Asked her daughter for two days of the holidays.", "Got three. Good week."),
        ("Took a box at the shared garden.", "Hands in soil: best hour of the week."),
        ("Former husband has a new partner.", "Low for two days, then angry, then fine."),
        ("Counted the sessions left.", "A little down; knew why."),
        ("Dinner for four in the flat.", "Happy while cooking."),
        ("Put her name on the door.", "Calm."),
    ),
    people=(
        Figure("Daughter", "child", (2, 1, 1), "Careful with her", "Talk about holidays", supports=True, confides=True),
        Figure("Former husband", "partner", (3, 3, 3), "Practical mails only", status="past"),
        Figure("Greta", "friend", (2, 1, 1), "Friend since school", "", confides=True, supports=True),
        Figure("Garden group", "friend", (3, 2, 2), "Since session 8", "", supports=True),
    ),
    events=(
        Happening("change", "Divorce after twenty-six years", 230, who="Former husband"),
        Happening("onset", "Low on waking", 200),
        Happening("support", "A box at the shared garden", after=8, who="Garden group"),
    ),
    syndrome="Major depressive disorder, single episode, moderate",
    link="Depression followed the loss of a marriage, a garden and a daily place at once.",
    patterns="Keeps it from her daughter, avoids the new street.",
    strengths="Hospitable, stubborn in a good way.",
    said="I moved, but I never arrived.",
    aims=(
        Aim("Feel at home in the flat", 1, 7, (4, 8)),
        Aim("Two people to turn to", 1, 6, (4, 7)),
        Aim("Mornings without dread", 2, 7, (5, 7), "symptom"),
    ),
)

COSMO = CourseStory(
    person="cosmo",
    therapist="ada",
    past="hhhhhhhnhhhhh",
    next_in=3,
    at="17:00",
    phq=(16, 16, 17, 16, 15, 15, 13, 13, 12, 11, 12, 10),
    gad=(15, 15, 14, 14, 13, 13, 12, 11, 10, 10, 10, 9),
    area="interpersonal_deficits",
    about="few lasting ties",
    seeks="Says that he has never had a friend for longer than a year.",
    words={
        "who": "a man at the chess club",
        "issue": "keeping in touch",
        "wish": "an evening at the club",
        "support": "his sister",
    },
    scenes=(
        ("Works alone, shops at night.", "Low and restless, worst on holidays."),
        ("Went to the club and turned round at the door.", "Angry with himself, low for two days."),
        ("Went in. Watched for an hour.", "Tired, not low."),
        ("Played one game, lost, stayed.", "Up, and wary of it."),
        ("His sister wrote; he answered the same day.", "Warm feeling, unfamiliar."),
        ("Was asked whether he comes on Friday.", "Slept badly for joy, he says."),
    ),
    people=(
        Figure(
            "Sister", "sibling", (2, 1, 1), "Writes, is not pushy", "Call once a month", supports=True, confides=True
        ),
        Figure("Benno", "friend", (3, 2, 2), "Chess club", "Play on Fridays", supports=True),
        Figure("Mother", "parent", (3, 3, 3), "Expects little of him", "", worsens=True),
    ),
    events=(
        Happening("isolation", "Last friend moved away", 900),
        Happening("onset", "Low for as long as he knows, worse in the last year", 360),
        Happening("support", "Was asked back at the club", after=11, who="Benno"),
    ),
    syndrome="Persistent depressive disorder",
    link="Few ties and a habit of leaving first; no death, no quarrel, no change came before it.",
    patterns="Expects rejection, avoids disclosure, withdraws.",
    strengths="Honest, observant, a patient sister.",
    said="I leave before they can.",
    aims=(
        Aim("Go to the club every week", 0, 7, (3,)),
        Aim("Answer messages within the day", 2, 7, (5,)),
        Aim("Fewer empty Sundays", 1, 6, (3,), "symptom"),
    ),
)

STORIES = (ISOLDE, COSMO)
