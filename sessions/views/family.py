"""Meetings with parents, guardians or a partner: booked, and written down in a short note of their own."""

from functools import partial

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.versions import StaleVersion
from clients.access import scheduled_client_for
from clients.heading import client_head
from scheduling.access import locations, rooms
from scheduling.actions import NotPossible
from scheduling.forms import REFUSALS
from scheduling.openings import next_openings

from ..access import family_meeting_for, running_course_of, treated_meeting_for, treats
from ..actions.around import (
    AlreadySigned,
    NoSessionLeft,
    NotYetHeld,
    SignedWithItsSession,
    TimeIsTaken,
    book_family_meeting,
    save_family_note,
    sign_family_note,
)
from ..around_forms import FamilyMeetingForm, FamilyNoteForm
from ..models import CourseIsClosed
from .course_page import course_page
from .drafts import is_sent_twice, kept, too_late


def family_meeting_book(request, pk):
    client = scheduled_client_for(request.user, pk)
    course = running_course_of(client)
    page = {"client": client, "client_head": client_head(client), "course": course}
    if course is None:
        return render(request, "sessions/family_meeting_book.html", page, status=_status(request, 409))
    data = request.POST if request.method == "POST" else None
    form = FamilyMeetingForm(data, initial=_first_free(course), locations=locations(), rooms=rooms())
    if form.is_valid() and _book(request, course, form):
        messages.success(request, _("The family meeting is booked"))
        return redirect("client_contact", pk=client.pk)
    return render(
        request, "sessions/family_meeting_book.html", page | {"form": form}, status=409 if form.errors else 200
    )


def _status(request, refused):
    return refused if request.method == "POST" else 200


def _first_free(course):
    """The therapist's next free time, as the form's fields."""
    found = next_openings(
        clinicians=[course.therapist], client=course.client, now=timezone.now(), minutes=course.minutes, count=1
    )
    initial = {"moment": "other", "modality": "in_person"}
    if found:
        span = found[0].span
        initial |= {"wall_date": span.wall_date, "wall_time": span.wall_time, "location": found[0].location}
        initial["room"] = found[0].room
    return initial


def _book(request, course, form):
    """True when it is booked; else the form says why not."""
    chosen = {name: form.cleaned_data[name] for name in ("moment", "counts")}
    try:
        book_family_meeting(course=course, minutes=course.minutes, by=request.user, **chosen, **form.when())
    except REFUSALS as refusal:
        form.refuse(refusal)
    except NoSessionLeft:
        form.add_error("counts", _("All sessions of the course have a time. Cancel one first, or let it not count"))
    except CourseIsClosed:
        form.add_error(None, _("The course was closed in the meantime"))
    else:
        return True
    return False


def family_meeting_detail(request, pk):
    """The note once it is signed; its draft is for those who treat the client. One that counts is in its session's note."""
    meeting = family_meeting_for(request.user, pk)
    if meeting.is_in_session_note:
        return redirect("note_edit", pk=meeting.appointment.therapy_session.pk)
    may_write = meeting.signed_at is None and treats(request.user, meeting.course.client)
    shown = {"meeting": meeting, "may_write": may_write, "is_shown": meeting.signed_at or may_write}
    return course_page(request, "family_meeting_detail", meeting.course, **shown)


def family_note_edit(request, pk):
    """Save keeps a draft; Sign locks it and says that the meeting was held."""
    meeting = treated_meeting_for(request.user, pk)
    if request.method != "POST" and (meeting.signed_at or meeting.is_in_session_note):
        return redirect("family_meeting_detail", pk=meeting.pk)
    form = _note_form(request, meeting)
    shown = {"form": form, "meeting": meeting, "guardians": form.guardians}
    if form.is_valid():
        try:
            if _kept(request, meeting, form):
                return redirect("family_meeting_detail", pk=meeting.pk)
        except (StaleVersion, AlreadySigned) as late:
            shown |= too_late(form, late)
            if is_sent_twice(shown):
                return redirect("family_meeting_detail", pk=meeting.pk)
            return course_page(request, "family_note_edit", meeting.course, status=409, **shown)
    return course_page(request, "family_note_edit", meeting.course, **shown)


def family_note_autosave(request, pk):
    """Keep the draft."""
    meeting = treated_meeting_for(request.user, pk)
    return kept(request, _note_form(request, meeting), partial(save_family_note, meeting=meeting, by=request.user))


def family_note_version(request, pk):
    """Which version is stored."""
    return JsonResponse({"version": treated_meeting_for(request.user, pk).version})


def _note_form(request, meeting):
    guardians = meeting.course.client.guardians.order_by("pk")
    return FamilyNoteForm(request.POST if request.method == "POST" else None, meeting=meeting, guardians=guardians)


def _kept(request, meeting, form):
    """True when the note was saved or signed; else the form says what is missing. Raises StaleVersion, AlreadySigned."""
    said = {"meeting": meeting, "version": form.cleaned_data["version"], "values": form.values(), "by": request.user}
    if "sign" not in request.POST:
        save_family_note(**said)
        messages.success(request, _("The note is saved, not signed"))
        return True
    if not form.require_who_came():
        return False
    try:
        sign_family_note(**said)
    except NotYetHeld:
        form.add_error(None, _("The meeting is still to come. Save the note, and sign it afterwards"))
    except NotPossible:
        form.add_error(None, _("The appointment was called off. Save the note; it needs no signature"))
    except TimeIsTaken:
        form.add_error("attendance", _("Another appointment stands at this time now. Correct the calendar, then sign"))
    except SignedWithItsSession:
        form.add_error(
            None, _("This meeting counts as a session. Save the note, and sign it in the note of the session")
        )
    else:
        messages.success(request, _("The note is signed"))
        return True
    return False
