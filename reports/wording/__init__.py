"""The first version of each part of a report: functions from facts to sentences a tired reader likes.

Every sentence is a message of its own with named places, so that a translator may order it otherwise.
"""

from .attendance import course_so_far, dates_and_attendance
from .course import (
    additions,
    beside_treatment,
    ending_phase,
    initial_phase,
    interventions,
    middle_phase,
    response_so_far,
)
from .danger import risk
from .end import (
    focus_outcome,
    people,
    plan,
    reason_for_ending,
    recommendations,
    remaining_difficulties,
    status,
    warning_signs_and_plan,
)
from .start import (
    diagnosis,
    focus_and_formulation,
    initial_assessment,
    presenting_problem,
    reason_for_treatment,
)

__all__ = [
    "additions",
    "beside_treatment",
    "course_so_far",
    "dates_and_attendance",
    "diagnosis",
    "ending_phase",
    "focus_and_formulation",
    "focus_outcome",
    "initial_assessment",
    "initial_phase",
    "interventions",
    "middle_phase",
    "nothing",
    "people",
    "plan",
    "presenting_problem",
    "reason_for_ending",
    "reason_for_treatment",
    "recommendations",
    "remaining_difficulties",
    "response_so_far",
    "risk",
    "status",
    "warning_signs_and_plan",
]


def nothing(facts):
    """For a part that only the clinician can fill."""
    return ""
