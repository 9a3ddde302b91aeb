"""The choice lists that only the fields of the four areas, the formulation and its letter use: tuples of (key, label).

docs/clinical.md, sections 2.6 and 3. Lists that other pages share stand in `problem_areas.vocabulary`.
"""

YES_NO = (("yes", "Yes"), ("no", "No"))

DISPUTE_RELATIONSHIPS = (
    ("partner", "Partner"),
    ("parent", "Parent"),
    ("child", "Child"),
    ("sibling", "Sibling"),
    ("friend", "Friend"),
    ("colleague", "Colleague"),
    ("other", "Other"),
)

DISPUTE_DRIVERS = (
    ("unmet_needs", "Unmet needs"),
    ("misaligned_expectations", "Misaligned expectations"),
    ("dissatisfaction", "Dissatisfaction"),
)
"""Row 002-15."""

DISPUTE_PLANS = (
    ("renegotiate", "Renegotiate"),
    ("reopen", "Reopen the negotiation"),
    ("part", "End it and mourn"),
    ("accept", "Accept with changed expectations"),
)

CHOSEN_OR_FORCED = (("chosen", "Chosen"), ("forced", "Forced"), ("both", "Partly chosen"))

CHANGE_ROUTES = (
    ("altered_perception", "Altered perception"),
    ("active_participation", "Active participation"),
    ("boundary_setting", "Boundary-setting"),
)
"""Row 001-18: how change is sought."""

AREA_RESOLUTIONS = (("resolved", "Resolved"), ("improved", "Improved"), ("unchanged", "Unchanged"), ("worse", "Worse"))
"""As the ending of a course has them (docs/clinical.md 2.9)."""

ATTACHMENT_STYLES = (
    ("secure", "Secure"),
    ("preoccupied", "Preoccupied"),
    ("dismissive", "Dismissive"),
    ("fearful", "Fearful"),
)
"""Row 002-25; the four of adult attachment (unverified)."""
