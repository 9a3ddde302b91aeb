"""What the pages of the ending show beside the form: the checklist with what the template adds, and lists line by line."""

from .course_plan import TERMINATION
from .endings import ENDING_CHECKLIST


def checklist_of(course, ending):
    """Pairs of task and whether it is done: the planner's own items, then what the course's guide adds (a parent, a goodbye)."""
    done = set(ending.done if ending else ())
    own = {item.key for item in ENDING_CHECKLIST}
    added = [task for task in course.tasks_in(TERMINATION) if task.key not in own]
    ticked = set(course.tasks_done.values_list("task", flat=True)) if added else set()
    return [(item.text, item.key in done) for item in ENDING_CHECKLIST] + [
        (task.text, task.key in ticked) for task in added
    ]


def lines_of(text):
    """What was written one a line, without the hyphens that people put in front."""
    return [line.strip().lstrip("-•* ").strip() for line in text.splitlines() if line.strip(" -•*\t")]


def latest_syndrome(course):
    """What the formulation of this course calls it, "" without one."""
    formulation = course.formulation or course.client.formulations.first()
    return formulation.syndrome_label if formulation else ""
