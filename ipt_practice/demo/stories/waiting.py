"""Those on their way in: one line each, from the first call on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Someone who called `called` days ago.

    consultation: days from today of the meeting with the director (negative: it was held), None where none is booked.
    outcome and therapist: what it came to, "" while it is to come. forms: which of the required ones are back.
    closed: why the inquiry was closed, "" while it is open. review: days until asking again, for someone not ready.
    """

    person: str
    called: int
    channel: str
    seeks: str
    referred_by: str = ""
    consultation: int | None = None
    at: str = "10:00"
    modality: str = "in_person"
    outcome: str = ""
    therapist: str = ""
    concern: str = ""
    reasons: str = ""
    therapist_reason: str = ""
    recommended: str = ""
    review: int | None = None
    forms: tuple[str, ...] = ()
    closed: str = ""


INTAKE, CONFIDENTIALITY = "intake", "confidentiality_cancellation"

WAITING = (
    Waiting(
        "ursula",
        19,
        "phone",
        "Has not been herself since her sister moved abroad. Evenings only, please.",
        "her daughter",
    ),
    Waiting("victor", 3, "web", "Found the page. Wants to talk to someone about his work and his temper."),
    Waiting(
        "willa",
        1,
        "referral",
        "Letter asks for a consultation: low since a miscarriage, asks for video.",
        "Exampletown Midwives",
    ),
    Waiting(
        "xander",
        8,
        "phone",
        "Separated, sleeps badly, drinks more coffee than he eats.",
        "a colleague",
        consultation=1,
        at="10:00",
    ),
    Waiting(
        "yarrow", 6, "web", "Would like help with being new in town.", consultation=4, at="11:00", modality="video"
    ),
    Waiting(
        "zinnia",
        10,
        "referral",
        "Her doctor suggests IPT after a hard year with her mother.",
        "Dr. Sample, Exampletown",
        consultation=0,
        at="13:00",
    ),
    Waiting(
        "alder",
        16,
        "phone",
        "Quarrels with his father about the farm. His wife read about IPT.",
        "his wife",
        consultation=-5,
        outcome="ipt_confirmed",
        therapist="ben",
        concern="Five months of low mood since he took over the farm from his father, who keeps giving orders.",
        reasons="Clear onset with the hand-over, moderate symptoms, willing to look at relationships. No current risk.",
        therapist_reason="Ben has worked with families on farms and has a slot at the time he can come.",
        forms=(INTAKE,),
    ),
    Waiting(
        "briony",
        22,
        "phone",
        "Cannot settle after the move. Tuesdays or Thursdays.",
        consultation=-9,
        at="11:00",
        outcome="ipt_confirmed",
        therapist="sam",
        concern="Low and lonely since a move she did not choose.",
        reasons="A role transition with a clear date; supports are few but willing.",
        therapist_reason="Asked for someone experienced; Sam has an opening.",
    ),
    Waiting(
        "corin",
        13,
        "referral",
        "Widowed; his doctor writes that he is wasting away.",
        "Sampleton Family Medicine",
        consultation=-6,
        at="15:00",
        modality="video",
        outcome="ipt_confirmed",
        therapist="luis",
        concern="Low, thinner and silent since his wife's death nine months ago.",
        reasons="Grief that has not begun; no psychotic signs; asked directly, no wish to die.",
        therapist_reason="Luis works near his home and is at ease with older men.",
        forms=(INTAKE, CONFIDENTIALITY),
    ),
    Waiting(
        "delphine",
        11,
        "web",
        "Wants to understand why every relationship ends the same way.",
        consultation=-3,
        at="14:00",
        outcome="ipt_confirmed",
        therapist="ada",
        concern="Tearful since the third separation in two years; anxious before every meeting.",
        reasons="Current dispute with a partner, moderate depression, curious about patterns.",
        therapist_reason="Ada has worked with disputes of this kind and sees people late in the afternoon.",
        forms=(INTAKE, CONFIDENTIALITY),
    ),
    Waiting(
        "elias",
        40,
        "phone",
        "His sister made him call. Not sure.",
        "his sister",
        consultation=-30,
        outcome="not_ready",
        concern="Low for a year; does not want to talk about people now.",
        reasons="Not willing to look at relationships yet; no risk found. Offered preparation steps and a call in a month.",
        review=12,
    ),
    Waiting(
        "flora",
        35,
        "referral",
        "Panic on the way to work.",
        "Dr. Specimen, Exampletown",
        consultation=-27,
        at="15:00",
        outcome="other_therapy_recommended",
        concern="Panic attacks without low mood; no interpersonal event before them.",
        reasons="Panic is the main problem; another treatment has the better evidence.",
        recommended="Cognitive behavioral therapy for panic; two addresses given.",
        closed="Recommended elsewhere; letter sent",
    ),
)
