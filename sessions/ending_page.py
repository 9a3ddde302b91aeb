"""What the pages of the ending show beside the form: the checklist with what the template adds, and lists line by line."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.models import Practice

from .agreement_forms import EndingForm
from .course_plan import TERMINATION
from .endings import ENDING_CHECKLIST
from .models import Ending
from .paper import letterhead_of


@dataclass(frozen=True)
class ChecklistLine:
    """One item. `is_covered`: ticked in a session's note, while what was said is not written down here yet."""

    text: str
    is_done: bool
    is_covered: bool = False


def checklist_of(course, ending):
    """The ChecklistLines: the planner's own items, then what the course's guide adds (a parent, a goodbye)."""
    done = set(ending.done if ending else ())
    ticked = set(course.tasks_done.values_list("task", flat=True))
    own = {item.key for item in ENDING_CHECKLIST}
    lines = [ChecklistLine(item.text, item.key in done, item.key in ticked - done) for item in ENDING_CHECKLIST]
    added = [task for task in course.tasks_in(TERMINATION) if task.key not in own]
    return lines + [ChecklistLine(task.text, task.key in ticked) for task in added]


def covered_in_sessions(course, ending):
    """What the planner begins with where a note has ticked it and nobody has said so here: values of Ending by field."""
    days = dict(course.tasks_done.values_list("task", "done_on"))
    known = {
        "ending_raised_on": days.get("ending_raised_on"),
        "feelings_discussed": "feelings_discussed" in days,
        "final_measures_done": "final_measures_done" in days,
    }
    return {field: value for field, value in known.items() if value and not getattr(ending, field, None)}


def facts_of(ending):
    """Pairs of label and text of what is written about the ending, in the order of its form, to be read."""
    if ending is None:
        return []
    fields = (Ending._meta.get_field(name) for name in EndingForm.Meta.fields)
    rows = ((EndingForm.Meta.labels[field.name], _text(ending, field)) for field in fields)
    return [(label, text) for label, text in rows if text]


def _text(ending, field):
    value = getattr(ending, field.name)
    if value is None or value is False:
        return ""
    if value is True:
        return _("Yes")
    if hasattr(value, "strftime"):
        return formats.date_format(value, "F j, Y")
    return str(getattr(ending, f"get_{field.name}_display")() if field.choices else value)


def lines_of(text):
    """What was written one a line, without the hyphens that people put in front."""
    return [line.strip().lstrip("-•* ").strip() for line in text.splitlines() if line.strip(" -•*\t")]


def latest_syndrome(course):
    """What the formulation of this course calls it, "" without one."""
    formulation = course.formulation or course.client.formulations.first()
    return formulation.syndrome_label if formulation else ""


def take_home(course):
    """What stands on the page that the client takes home."""
    ending = getattr(course, "ending", None)
    lists = ("early_warning_signs", "carried_strategies", "support_people")
    return {
        "course": course,
        "client": course.client,
        "ending": ending,
        "practice": Practice.current(),
        "syndrome": latest_syndrome(course) if ending and ending.names_diagnosis else "",
        "letterhead": letterhead_of(course),
        **{name: lines_of(getattr(ending, name, "")) for name in lists},
    }
