"""The plan of a course: templates, three phases, and how the count is said. Pure; docs/clinical.md 2.2 and 2.7.

Sessions are counted from 1, and only held therapy sessions count. Every number here is a default that the practice
can change; a course keeps its own copy. What is to be done in each phase stands in `sessions.phase_tasks`.
"""

from dataclasses import dataclass

from accounts.terms import Worded

INITIAL = "initial"
MIDDLE = "middle"
TERMINATION = "termination"

PHASE_CHOICES = ((INITIAL, "Initial"), (MIDDLE, "Middle"), (TERMINATION, "Termination"))

PHASE_LABELS = {INITIAL: Worded("{Initial}"), MIDDLE: Worded("{Middle}"), TERMINATION: Worded("{Termination}")}
"""The phases as every page names them, in the words of the practice (accounts.terms)."""

ACUTE = "acute"
MAINTENANCE = "maintenance"
FOLLOW_UP = "follow_up"

KIND_CHOICES = ((ACUTE, "Acute course"), (MAINTENANCE, "Maintenance"), (FOLLOW_UP, "Follow-up"))
"""Maintenance and follow-up are courses of their own with a contract of their own, after an acute one (2.1)."""

OPENING_QUESTIONS = {
    INITIAL: "What brings you here, and what was happening with the people in your life when it began?",
    MIDDLE: "How have things been since we last met?",
    TERMINATION: "How have things been since we last met, and how is it to be near the end?",
}
"""The line that opens a session, by phase. The middle one is the manual's (ALPF-S); the others are ours."""

DEFAULT_MINUTES = 50
DEFAULT_PLANNED_RANGE = (12, 16)
ANY_PLANNED_RANGE = (6, 20)
"""A course of any kind outside this range wants the director's approval (product choice)."""

ENDING_OPENS_BEFORE_END = 4

USUAL_MEASURES = ("phq9", "gad7")


@dataclass(frozen=True)
class PhaseBounds:
    """Where the phases end: session 1 to initial_to, then to middle_to, then to planned. Raises ValueError.

    A phase may be empty (middle_to equal to initial_to) only where the course is too short to hold it.
    """

    initial_to: int
    middle_to: int
    planned: int

    def __post_init__(self):
        if not 1 <= self.initial_to <= self.middle_to <= self.planned:
            raise ValueError(f"Phase bounds must rise from 1: {self.initial_to}, {self.middle_to}, {self.planned}.")

    def sessions_in(self, phase):
        """The pair (first, last) of session numbers in this phase; first is above last where the phase is empty."""
        return {
            INITIAL: (1, self.initial_to),
            MIDDLE: (self.initial_to + 1, self.middle_to),
            TERMINATION: (self.middle_to + 1, self.planned),
        }[phase]


@dataclass(frozen=True)
class CourseTemplate:
    """A kind of course that a practice can choose.

    planned_range: the lengths that need no reason. ages: (youngest, oldest) in years, or None. measures: keys of
    `measures.instruments` given each session; milestone_measures: given at start, midpoint and end.
    engagement_sessions: how many are usual before session 1, outside the count. hidden_areas: keys of areas that this
    kind of course does not use (8.5). parent_meetings: the sessions near which parents are met, at its own length.
    source: keys in docs/clinical.md.
    """

    key: str
    label: str
    phase_bounds: PhaseBounds
    source: str
    planned_range: tuple[int, int] = DEFAULT_PLANNED_RANGE
    minutes: int = DEFAULT_MINUTES
    weeks_between: int = 1
    ages: tuple[int, int] | None = None
    measures: tuple[str, ...] = USUAL_MEASURES
    milestone_measures: tuple[str, ...] = ()
    engagement_sessions: int = 0
    kind: str = ACUTE
    hidden_areas: tuple[str, ...] = ()
    parent_meetings: tuple[int, ...] = ()

    @property
    def planned_sessions(self):
        """How many sessions the course has by default."""
        return self.phase_bounds.planned


def scaled_bounds(planned):
    """PhaseBounds for any number of sessions: a quarter initial, half middle, a quarter termination, halves up.

    Gives 1-4, 5-12, 13-16 for 16 and 1-3, 4-9, 10-12 for 12. A course of 1 has only an initial phase, one of 2 no
    middle phase. Raises ValueError below 1.
    """
    if planned < 1:
        raise ValueError("A course has at least one session.")
    quarter = max(1, (planned + 2) // 4)
    if planned == 1:
        return PhaseBounds(1, 1, 1)
    return PhaseBounds(quarter, planned - quarter, planned)


_TEMPLATES = (
    CourseTemplate("ipt_16", "IPT, 16 sessions", PhaseBounds(4, 12, 16), "IPTUK, ALPF-P"),
    CourseTemplate("ipt_12", "IPT, 12 sessions", PhaseBounds(3, 9, 12), "FP"),
    CourseTemplate(
        "ipt_a",
        "IPT for adolescents (IPT-A)",
        PhaseBounds(4, 9, 12),
        "IPTA, IPTA-case",
        ages=(12, 18),
        measures=("phq_a", "gad7"),
        parent_meetings=(1, 6, 12),
    ),
    CourseTemplate(
        "fb_ipt",
        "Family-based IPT (FB-IPT)",
        PhaseBounds(5, 11, 14),
        "FBIPT",
        planned_range=(14, 14),
        ages=(7, 12),
        measures=("phq_a",),
        parent_meetings=(1, 7, 14),
    ),
    CourseTemplate(
        "ipt_b",
        "Brief IPT (IPT-B), 8 sessions",
        PhaseBounds(2, 7, 8),
        "IPTB",
        planned_range=(8, 8),
        engagement_sessions=1,
    ),
    CourseTemplate(
        "ipt_ptsd",
        "IPT for PTSD",
        PhaseBounds(3, 11, 14),
        "PTSD15, SHEA",
        planned_range=(12, 14),
        milestone_measures=("pcl5",),
        hidden_areas=("interpersonal_deficits",),
    ),
    CourseTemplate(
        "ipt_perinatal",
        "Perinatal IPT",
        PhaseBounds(3, 9, 12),
        "PP07, OH00",
        planned_range=(12, 12),
    ),
    CourseTemplate(
        "ipt_maintenance",
        "Maintenance IPT, monthly",
        PhaseBounds(1, 11, 12),
        "W00-7, FRANK07",
        planned_range=(6, 36),
        weeks_between=4,
        kind=MAINTENANCE,
    ),
    CourseTemplate(
        "follow_up",
        "Follow-up after IPT",
        PhaseBounds(1, 2, 3),
        "",
        planned_range=(1, 6),
        weeks_between=8,
        kind=FOLLOW_UP,
    ),
    CourseTemplate(
        "custom",
        "Other length",
        scaled_bounds(16),
        "",
        planned_range=ANY_PLANNED_RANGE,
    ),
)

TEMPLATES = {template.key: template for template in _TEMPLATES}
"""The templates that a new practice starts with, by key, in the order shown."""


def measures_of(key):
    """Keys of the questionnaires of each session, by template key; the usual ones for a practice's own template."""
    return TEMPLATES[key].measures if key in TEMPLATES else USUAL_MEASURES


def is_milestone(n, planned):
    """Is session `n` the first, the middle or the last one?"""
    return n in (1, midpoint_session(planned), planned)


def are_measures_due(n, planned, every):
    """Are the questionnaires of the course due at session `n`, given each `every` sessions (docs/clinical.md 8.8)?

    At the milestones always, and where the session has no number.
    """
    return n is None or is_milestone(n, planned) or (n - 1) % every == 0


ADOLESCENT_MEASURE_AGES = (11, 17)
"""The ages, both included, at which PHQ-A stands in for PHQ-9."""


def measures_for_age(keys, age):
    """The same questionnaires with that of depression which is made for this age in years; as they are where it is not known."""
    if age is None or age < ADOLESCENT_MEASURE_AGES[0]:
        return tuple(keys)
    given, meant = ("phq9", "phq_a") if age <= ADOLESCENT_MEASURE_AGES[1] else ("phq_a", "phq9")
    return tuple(dict.fromkeys(meant if key == given else key for key in keys))


def phase_for(n, bounds):
    """The phase of session number `n`; sessions beyond the plan are termination. Raises ValueError below 1."""
    if n < 1:
        raise ValueError("Sessions are counted from 1.")
    if n <= bounds.initial_to:
        return INITIAL
    return MIDDLE if n <= bounds.middle_to else TERMINATION


def first_of(phase, bounds):
    """The number of the session that this phase begins with."""
    return bounds.sessions_in(phase)[0]


def may_begin_with(phase, bounds, held):
    """The pair (lowest, highest) of session numbers that the middle or the termination phase could be moved to.

    Only sessions still to come can change their phase, and each phase keeps at least one. None when it cannot be
    moved: it has begun, or there is no room.
    """
    first = first_of(phase, bounds)
    if first <= held:
        return None
    if phase == MIDDLE:
        low, high = 2, bounds.middle_to
    else:
        low, high = bounds.initial_to + 2, bounds.planned
    low = max(low, held + 1)
    return (low, high) if low < high else None


def moved(phase, from_number, bounds):
    """PhaseBounds with the middle or the termination phase beginning with session `from_number`. Raises ValueError."""
    if phase == MIDDLE:
        return PhaseBounds(from_number - 1, bounds.middle_to, bounds.planned)
    return PhaseBounds(bounds.initial_to, from_number - 1, bounds.planned)


def refitted(bounds, planned, held):
    """PhaseBounds for another number of sessions, once `held` are held: a phase that has begun stays where it began."""
    fresh = scaled_bounds(planned)
    initial_to = bounds.initial_to if held > bounds.initial_to else max(fresh.initial_to, held)
    middle_to = bounds.middle_to if held > bounds.middle_to else max(fresh.middle_to, held)
    initial_to = min(max(1, initial_to), planned)
    return PhaseBounds(initial_to, min(max(initial_to, middle_to), planned), planned)


def midpoint_session(planned):
    """The session of the midpoint review: 8 of 16, 6 of 12, half rounded up."""
    return (planned + 1) // 2


def is_late_change(held, planned):
    """True from the midpoint on, 8 of 16 or 6 of 12 held: a new primary focus then wants supervision (3.5)."""
    return held >= midpoint_session(planned)


def ending_opens_at(planned):
    """The session at which the ending planner opens: 4 before the last, so 12 of 16, and never before session 1."""
    return max(1, planned - ENDING_OPENS_BEFORE_END)


def meeting_near(n, planned, count):
    """Near which of `count` sessions a meeting falls that a plan of `planned` puts near session `n`: first and last stay so."""
    if planned == 1:
        return 1
    return 1 + round((n - 1) * (count - 1) / (planned - 1))


def needs_reason(planned, plan):
    """True when this length is unusual for a kind of course, or for a course of it, and a reason is asked for."""
    low, high = plan.planned_range
    return not low <= planned <= high


def needs_approval(planned, kind=ACUTE):
    """True when an acute course of this length wants the director's approval (product choice, docs/clinical.md 2.2)."""
    low, high = ANY_PLANNED_RANGE
    return kind == ACUTE and not low <= planned <= high


def count_sentence(held, planned, missed=0):
    """Where a course stands, as in "7 of 16 held, 9 left, 1 missed". Raises ValueError for numbers below 0.

    "16 of 16 held" when none is left; "17 of 16 held, 1 over" when more were held than planned.
    """
    if min(held, planned, missed) < 0:
        raise ValueError("Counts of sessions are never below 0.")
    parts = [f"{held} of {planned} held"]
    if held < planned:
        parts.append(f"{planned - held} left")
    if held > planned:
        parts.append(f"{held - planned} over")
    if missed:
        parts.append(f"{missed} missed")
    return ", ".join(parts)


def schedule_phrase(planned, minutes=DEFAULT_MINUTES, weeks_between=1):
    """A course as the office may read it, as in "16 weekly, 50 minutes": never the template's name."""
    rhythm = {1: "weekly", 2: "every 2 weeks"}.get(weeks_between, f"every {weeks_between} weeks")
    return f"{planned} {rhythm}, {minutes} minutes"
