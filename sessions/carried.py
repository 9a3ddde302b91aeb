"""What a maintenance or follow-up course takes over from the one before it: focus, warning signs, plan (docs/clinical.md 2.10)."""

from dataclasses import dataclass

from .course_plan import ACUTE
from .models import Contract, Course, CourseFocus, Ending


@dataclass(frozen=True)
class CarriedOver:
    """`course`: the one before. `step_up`: what its own contract says would change the plan."""

    course: Course
    focus: CourseFocus | None
    ending: Ending | None
    step_up: str

    @property
    def resolution(self):
        return self.ending.get_focus_resolution_display() if self.ending and self.ending.focus_resolution else ""

    @property
    def is_bare(self):
        has_plan = self.ending and (self.ending.early_warning_signs or self.ending.coping_plan)
        return not (self.focus or has_plan or self.step_up)


def carried_over(course):
    """The CarriedOver of a course that follows another one and is not acute; else None. Two or three queries.

    A follow-up after maintenance takes over what the last acute course left.
    """
    if course is None or course.kind == ACUTE or course.previous_id is None:
        return None
    earlier = Course.objects.filter(client=course.client_id, number__lt=course.number).select_related("ending")
    found = earlier.filter(kind=ACUTE).order_by("number").last() or earlier.order_by("number").last()
    focuses = found.focuses.filter(rank=CourseFocus.PRIMARY).select_related("area").order_by("-from_on", "-chosen_at")
    step_up = Contract.objects.filter(course=course).order_by("-number").values_list("step_up", flat=True).first()
    return CarriedOver(found, focuses.first(), getattr(found, "ending", None), step_up or "")
