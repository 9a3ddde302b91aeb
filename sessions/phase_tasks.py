"""What is to be done in each phase and in each session: a guide that never blocks. docs/clinical.md 2.3, 2.7, 2.9."""

import math
from dataclasses import asdict, dataclass

from accounts.terms import Worded

from .course_plan import INITIAL, MIDDLE, PHASE_CHOICES, TERMINATION, midpoint_session, phase_for, scaled_bounds
from .endings import ENDING_CHECKLIST

MIDPOINT_REVIEW = "midpoint_review"


@dataclass(frozen=True)
class PhaseTask:
    """One task of a phase. due: by which part of the phase it should be done, above 0 to 1 (1: its last session)."""

    key: str
    phase: str
    text: str
    due: float


INITIAL_TASKS = (
    PhaseTask("baseline_measures", INITIAL, "Take baseline measures", 0.25),
    PhaseTask("risk_screen", INITIAL, "Ask about suicide and self-harm; make a plan where needed", 0.25),
    PhaseTask("syndrome_named", INITIAL, "Name the syndrome as treatable and give hope", 0.25),
    PhaseTask("sick_role", INITIAL, Worded("{Sick_role}: given, limited or not used"), 0.25),
    PhaseTask("ipt_explained", INITIAL, "Explain IPT, what each does, confidentiality and cancellation", 0.25),
    PhaseTask("history", INITIAL, "History, current symptoms and diagnosis", 0.5),
    PhaseTask("medication", INITIAL, "Consider the need for medication; record the prescriber", 0.5),
    PhaseTask("timeline", INITIAL, "Timeline: symptoms against life events", 0.5),
    PhaseTask("inventory", INITIAL, "Interpersonal inventory and closeness circle", 0.75),
    PhaseTask("focus", INITIAL, "Judge suitability and choose the focus", 1.0),
    PhaseTask("formulation", INITIAL, "Give the formulation; the client agrees or amends it", 1.0),
    PhaseTask("contract", INITIAL, "Agree the contract", 1.0),
)

MIDDLE_TASKS = (
    PhaseTask("explore_focus", MIDDLE, "Explore the focus: affect, expectations, losses, roles", 0.5),
    PhaseTask("communication_analysis", MIDDLE, "Communication analysis", 0.5),
    PhaseTask(MIDPOINT_REVIEW, MIDDLE, "Midpoint review: scores, goals, is the focus still right", 0.5),
    PhaseTask("decision_analysis", MIDDLE, "Decision analysis", 1.0),
    PhaseTask("rehearsal", MIDDLE, "Role play, and action in life", 1.0),
    PhaseTask("supports", MIDDLE, "Build supports", 1.0),
    PhaseTask("ending_mentioned", MIDDLE, "Mention the end for the first time", 1.0),
)

TERMINATION_TASKS = tuple(PhaseTask(item.key, TERMINATION, item.text, item.due) for item in ENDING_CHECKLIST)

PHASE_TASKS = {INITIAL: INITIAL_TASKS, MIDDLE: MIDDLE_TASKS, TERMINATION: TERMINATION_TASKS}

_WITH_PARENTS = (
    PhaseTask("parents_start", INITIAL, "Meet the parents or guardians", 0.5),
    PhaseTask("parents_middle", MIDDLE, "Meet the parents or guardians where relevant", 1.0),
    PhaseTask("parents_end", TERMINATION, "Include the parents: gains, warning signs, plan", 1.0),
    PhaseTask("goodbye", TERMINATION, "Say goodbye", 1.0),
)

_LIMITED = PhaseTask("sick_role", INITIAL, Worded("Limited {sick_role}: school and activities as able"), 0.25)

TEMPLATE_TASKS = {
    "ipt_a": (
        _LIMITED,
        PhaseTask("mood_rating", INITIAL, "Begin the weekly mood rating", 0.25),
        *_WITH_PARENTS,
        PhaseTask("teen_tips", MIDDLE, "Teen tips: ways of talking to try at home", 0.5),
    ),
    "fb_ipt": (
        _LIMITED,
        PhaseTask("mood_thermometer", INITIAL, "Begin the mood thermometer", 0.25),
        *_WITH_PARENTS,
        PhaseTask("parent_tips", INITIAL, "Parent tips, in the parents’ part of the session", 0.75),
        PhaseTask("tween_tips", MIDDLE, "Tween tips: ways of talking to try", 0.5),
        PhaseTask("experiments", MIDDLE, "Experiments where there is social anxiety", 1.0),
    ),
    "ipt_perinatal": (
        PhaseTask("infant_safety", INITIAL, "Ask about the safety of the infant", 0.25),
        PhaseTask("partner", MIDDLE, "The partner may attend: decide with the client", 0.5),
    ),
    "ipt_ptsd": (
        PhaseTask("no_exposure", INITIAL, "Explain: no exposure between sessions; feelings guide the work", 0.5),
    ),
    "ipt_b": (PhaseTask("small_focus", INITIAL, "Pick a manageable focus that builds on strengths", 1.0),),
}
"""Tasks that a template adds to those of every course, by template key; one of the same key stands in for the usual one."""


_MAINTENANCE_TASKS = {
    INITIAL: (
        PhaseTask("carried_over", INITIAL, "Carry over the focus, the early warning signs and the plan", 1.0),
        PhaseTask("maintenance_contract", INITIAL, "Agree how often, how long, and what would change the plan", 1.0),
    ),
    MIDDLE: (
        PhaseTask("relapse_check", MIDDLE, "Scores and early warning signs: stop, go on, or step up", 0.5),
        PhaseTask("focus_kept", MIDDLE, "Keep to the focus; one relationship in some depth", 1.0),
        PhaseTask("supports", MIDDLE, "Build supports", 1.0),
    ),
    TERMINATION: (
        PhaseTask("final_measures_done", TERMINATION, "Take final measures", 1.0),
        PhaseTask("maintenance_review", TERMINATION, "Decide: end, go on, or an acute course again", 1.0),
    ),
}

_FOLLOW_UP_TASKS = {
    INITIAL: (PhaseTask("since_the_end", INITIAL, "How it has been since the course ended; measures", 1.0),),
    MIDDLE: (
        PhaseTask("gains_kept", MIDDLE, "Which gains have held, and what helped", 1.0),
        PhaseTask("relapse_check", MIDDLE, "Scores and early warning signs: stop, go on, or step up", 1.0),
    ),
    TERMINATION: (PhaseTask("maintenance_review", TERMINATION, "Decide: end, go on, or an acute course again", 1.0),),
}

REPLACED_TASKS = {"ipt_maintenance": _MAINTENANCE_TASKS, "follow_up": _FOLLOW_UP_TASKS}
"""Tasks of templates that are not acute courses, by template key: in place of the usual ones."""


@dataclass(frozen=True)
class SessionRow:
    """The main tasks of sessions `first` to `last` in a course of a given length."""

    first: int
    last: int
    tasks: tuple[str, ...]


_START = (
    "Welcome, complaint and symptoms",
    "Risk and baseline measures",
    "Name the syndrome and give hope",
    Worded("Explain IPT and the {sick_role}"),
    "Start the timeline",
)
_HISTORY = ("Finish history and timeline", "Consider medication", "Begin the inventory and closeness circle")
_INVENTORY = ("Finish the inventory", "Candidate focus", "Expectations")
_CONTRACT = ("Give the formulation", "Agree the focus", "Sign the contract", Worded("Move to the {middle} phase"))
_EXPLORE = (
    "Opening question",
    "Focus strategies, part 1: explore, express affect, map expectations, losses or roles",
    "Communication analysis",
)
_MIDPOINT = (
    "Midpoint review: scores against the start, goal ratings",
    "Is the focus still right",
    "Medication or other therapy if no response",
    "Print the progress summary",
)
_ACT = (
    "Focus strategies, part 2: decision analysis, role play, action in life, supports",
    "First mention of the end, 2 to 4 sessions before it",
)
_ENDING = (Worded("Tasks of the {ending}"), "Generalize", "Early warning signs", "Residual problems")
_GOODBYE = ("Final measures", "Review and goodbye", "Maintenance or referral decision", "Follow-up date")

SESSION_ROWS = {
    16: (
        SessionRow(1, 1, _START),
        SessionRow(2, 2, _HISTORY),
        SessionRow(3, 3, _INVENTORY),
        SessionRow(4, 4, _CONTRACT),
        SessionRow(5, 7, _EXPLORE),
        SessionRow(8, 8, _MIDPOINT),
        SessionRow(9, 12, _ACT),
        SessionRow(13, 15, _ENDING),
        SessionRow(16, 16, _GOODBYE),
    ),
    12: (
        SessionRow(1, 1, _START),
        SessionRow(1, 2, _HISTORY),
        SessionRow(2, 3, _INVENTORY),
        SessionRow(3, 3, _CONTRACT),
        SessionRow(4, 5, _EXPLORE),
        SessionRow(6, 6, _MIDPOINT),
        SessionRow(7, 9, _ACT),
        SessionRow(10, 11, _ENDING),
        SessionRow(12, 12, _GOODBYE),
    ),
}
"""Main tasks by course length, then by session (docs/clinical.md 2.7; the exact numbering is not verified)."""


def phase_tasks(phase, template_key=""):
    """The PhaseTasks of one phase, in order, with those the template adds. KeyError for an unknown phase."""
    if template_key in REPLACED_TASKS:
        return REPLACED_TASKS[template_key][phase]
    added = {task.key: task for task in TEMPLATE_TASKS.get(template_key, ()) if task.phase == phase}
    usual = tuple(added.pop(task.key, task) for task in PHASE_TASKS[phase])
    return (*usual, *added.values())


_EVERY_TASK = (
    task
    for tasks in (
        *PHASE_TASKS.values(),
        *TEMPLATE_TASKS.values(),
        *(each for phases in REPLACED_TASKS.values() for each in phases.values()),
    )
    for task in tasks
)
_WORDED = {str.__str__(task.text): task.text for task in _EVERY_TASK if isinstance(task.text, Worded)}
"""What is kept of a task is its text in the usual words; here it finds its terms again."""

OWN = "own-"
"""How the keys of tasks begin that a practice wrote itself."""


def is_own(task):
    """Is this a task that the practice wrote itself?"""
    return task.key.startswith(OWN)


def as_plan(tasks):
    """PhaseTasks as a template and a course keep them."""
    return [asdict(task) for task in tasks]


def tasks_in(phase, template_key, plan):
    """The PhaseTasks of one phase in a kept plan; the usual ones of the template where nothing was kept."""
    if not plan:
        return phase_tasks(phase, template_key)
    kept = [entry | {"text": _WORDED.get(entry["text"], entry["text"])} for entry in plan if entry["phase"] == phase]
    return tuple(PhaseTask(**entry) for entry in kept)


def due_session(task, bounds):
    """The session number by which `task` should be done under these PhaseBounds, from 1 to planned."""
    if task.key == MIDPOINT_REVIEW:
        return midpoint_session(bounds.planned)
    first, last = bounds.sessions_in(task.phase)
    length = max(1, last - first + 1)
    return min(bounds.planned, first - 1 + math.ceil(task.due * length))


def session_tasks(n, bounds):
    """The main tasks of session `n` in a course with these PhaseBounds, as sentences. Raises ValueError below 1.

    Courses of 16 and 12 in the usual phases have their own table. In others each phase keeps its rows of 16, stretched
    or squeezed to where it begins and ends now, so that no session names a task of another phase. Beyond the plan the
    tasks of the last session remain.
    """
    if n < 1:
        raise ValueError("Sessions are counted from 1.")
    n = min(n, bounds.planned)
    is_usual = bounds.planned in SESSION_ROWS and bounds == scaled_bounds(bounds.planned)
    rows = SESSION_ROWS[bounds.planned] if is_usual else fitted_rows(bounds)
    return tuple(task for row in rows if row.first <= n <= row.last for task in row.tasks)


def fitted_rows(bounds):
    """The table of 16 in other phases; an empty phase has no row. A gap before a row belongs to the row before."""
    usual, fitted = scaled_bounds(16), []
    for phase, _label in PHASE_CHOICES:
        first, last = bounds.sessions_in(phase)
        if first > last:
            continue
        rows = [row for row in SESSION_ROWS[16] if phase_for(row.first, usual) == phase]
        starts = [min(max(_start(row, phase, bounds), first), last) for row in rows] + [last + 1]
        spans = zip(rows, starts, starts[1:], strict=False)
        fitted += [SessionRow(start, max(start, following - 1), row.tasks) for row, start, following in spans]
    return tuple(fitted)


def _start(row, phase, bounds):
    """Where a row of the table of 16 begins under these bounds: the fixed ones in their places, others in proportion."""
    middle = midpoint_session(bounds.planned)
    fixed = {_CONTRACT: bounds.initial_to, _MIDPOINT: middle, _ACT: middle + 1, _GOODBYE: bounds.planned}
    if row.tasks in fixed:
        return fixed[row.tasks]
    (first, last), (usual_first, usual_last) = (each.sessions_in(phase) for each in (bounds, scaled_bounds(16)))
    return first + (row.first - usual_first) * (last - first + 1) // (usual_last - usual_first + 1)
