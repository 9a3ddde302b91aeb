"""What a course is reviewed by: at its middle, and at a follow-up after its end. Pure; docs/clinical.md 2.7, 2.10.

Vocabularies are tuples of (key, label), in the order shown.
"""

import datetime as dt

FOLLOW_UP_AHEAD, FOLLOW_UP_EARLY = dt.timedelta(days=7), dt.timedelta(days=30)
"""A follow-up review is asked for from a week before its day; one held up to a month early counts."""


def follow_up_due_on(*, agreed_on, reviewed_on, look_again_on):
    """The day of the next follow-up review, None where none is due: dates or None in, a date or None out.

    The day that the last review named (`look_again_on`); else the day agreed at the end, unless it was reviewed about then.
    """
    if look_again_on is not None:
        return look_again_on
    if agreed_on is None or (reviewed_on is not None and reviewed_on >= agreed_on - FOLLOW_UP_EARLY):
        return None
    return agreed_on


FOCUS_ANSWERS = (("yes", "Yes, it stays"), ("adjust", "Yes, with an adjustment"), ("change", "No, it changes"))

MIDPOINT_DECISIONS = (
    ("continue", "Continue as planned"),
    ("refocus", "Refocus the work"),
    ("medication_review", "Add a medication review"),
    ("other_therapy", "Add or change therapy"),
    ("supervision", "Consult the supervisor"),
    ("refer", "Refer"),
)
"""What a midpoint review may decide; more than one may be chosen."""

NO_RESPONSE = (
    "By the middle of the course no questionnaire shows a reliable change for the better. That is said here so that it is "
    "decided about, not passed over: go on with a reason, refocus, add a treatment, or ask for help."
)

NO_RESPONSE_RULE = (
    "No response means: of the questionnaires answered in this course whose change can be judged, none shows a reliable "
    "change for the better since the start."
)
"""How `measures.change.has_responded` judges, wherever it is said that there is no response."""

RATING_OLD_AFTER = 21
"""Days: a goal rating from longer before the review than this is called old, as a score is on the caseload."""

RATING_RULE = (
    "A goal counts as it was last rated on the day of the review or before it. A rating from more than three weeks before "
    "is called old."
)


def is_old_rating(rated_on, day):
    """Is a rating of `rated_on` old on `day`?"""
    return (day - rated_on).days > RATING_OLD_AFTER


LASTING_GAINS = (
    ("balanced_relationships", "Balanced relationships"),
    ("needs_and_boundaries", "Stating needs and boundaries"),
    ("ease_in_transitions", "Ease in transitions"),
    ("emotion_regulation", "Steady emotion regulation"),
    ("restored_connection", "Restored connection"),
)
"""Row 000-26: what is asked for at a follow-up."""

GAIN_RATINGS = ((0, "Not at all"), (1, "A little"), (2, "Mostly"), (3, "Fully"))

FOLLOW_UP_STATUSES = (
    ("well", "Keeping well"),
    ("some_symptoms", "Some symptoms, managed alone"),
    ("returning", "Symptoms are coming back"),
    ("recurrence", "A new episode"),
)

FOLLOW_UP_STEPS = (
    ("none", "Nothing more for now"),
    ("booster", "Booster sessions"),
    ("maintenance", "Maintenance IPT"),
    ("new_course", "A new acute course"),
    ("refer", "Refer"),
)

NOT_TAKEN_REASONS = (("declined", "The client does not want it"), ("not_reached", "The client could not be reached"))
"""Why something that was agreed for after the end does not come about, in words for the office, too."""

STEP_UP = "Stop or step up on recurrence: agree now which signs or scores would mean more frequent sessions or an acute course."
"""Maintenance IPT: what its contract says beside frequency and length (FRANK07)."""

GOAL_AIMS = (
    ("improve", "Improve a relationship"),
    ("leave", "Leave a relationship"),
    ("reframe", "See relationships differently"),
    ("seek_new", "Seek new ones"),
)
"""Row 001-17: what a goal about people aims at."""


def labels_of(keys, choices):
    """The labels of these keys in the order of `choices`; unknown keys are passed over."""
    return [label for key, label in choices if key in keys]
