"""The ending checklist of a course."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from audit.versions import StaleVersion, differences

from ..access import treated_course_for
from ..actions.ending import save_ending
from ..agreement_forms import EndingForm
from ..endings import ENDING_CHECKLIST, NEAR_END_RISE
from ..models import CourseIsClosed, Ending
from ..standing import standing_of
from .course_page import course_page, say_closed


def ending_edit(request, pk):
    course = treated_course_for(request.user, pk)
    ending = getattr(course, "ending", None)
    done = ending.done if ending else []
    form = EndingForm(request.POST if request.method == "POST" else None, instance=ending or Ending(course=course))
    shown = {"form": form, "standing": standing_of(course), "near_end_rise": NEAR_END_RISE}
    shown["checklist"] = [(item.text, item.key in done) for item in ENDING_CHECKLIST]
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            save_ending(course=course, version=version, values=form.values(), by=request.user)
        except StaleVersion as stale:
            form.data = form.data.copy()
            form.data["version"] = stale.current.version
            rows = differences(form, stale.current)
            return course_page(request, "ending_edit", course, status=409, rows=rows, is_stale=True, **shown)
        except CourseIsClosed:
            return say_closed(request, course)
        messages.success(request, _("The ending checklist is saved"))
        return redirect("client_detail", pk=course.client_id)
    return course_page(request, "ending_edit", course, **shown)
