"""What the pages about a course's agreement share: the client's head, the record of the read, and a closed course's answer."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.actions import record
from clients.access import chart_client_for
from safety.banner import client_banners


def course_page(request, name, course, *, status=200, **shown):
    """A page about this course. Reading it is recorded; a form with something to correct answers 422."""
    client = chart_client_for(request.user, course.client_id)
    if request.method == "GET":
        record("client.viewed", client, client=client, details={"page": name}, by=request.user)
    elif status == 200:
        status = 422
    head = {"client": client, "course": course, "banners": client_banners(client, request.user)}
    return render(request, f"sessions/{name}.html", head | shown, status=status)


def say_closed(request, course):
    """A closed course is read, not written."""
    messages.warning(request, _("This course is closed. Its record can no longer be changed."))
    return redirect("client_detail", pk=course.client_id)
