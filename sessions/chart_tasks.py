"""Tasks of the phase guide that the chart shows done on pages of their own: nobody ticks them a second time."""

from django.db.models import Min, Q

from .models import Course, CourseFocus
from .review_facts import sheets_of


def shown_done(course):
    """Keys of those tasks to the day they were done, None where no day is known. Two queries, three after an earlier course.

    An inventory or a timeline that is begun is not done: those are ticked by who judges it.
    """
    focus = Min("focuses__from_on", filter=Q(focuses__rank=CourseFocus.PRIMARY))
    found = (
        Course.objects.filter(pk=course.pk)
        .select_related("formulation", "ending", "previous")
        .annotate(contract_on=Min("contracts__agreed_on"), focus_on=focus)
        .get()
    )
    first = next(iter(sheets_of(found)), None)
    days = {
        "baseline_measures": first and first.taken_on,
        "focus": found.focus_on,
        "formulation": found.formulation and found.formulation.given_on,
        "contract": found.contract_on,
    }
    ending = getattr(found, "ending", None)
    written = dict.fromkeys(ending.done if ending else ())
    if "ending_raised_on" in written:
        written["ending_raised_on"] = ending.ending_raised_on
    return {task: day for task, day in days.items() if day} | written
