"""One appointment: when, with whom, where; and the ways on from it."""

from django.shortcuts import render
from django.urls import reverse

from audit.actions import record
from clients.heading import client_head
from scheduling.access import appointment_for, may_schedule
from scheduling.models import Appointment
from sessions.access import meeting_at, sessions_visible_to


def appointment_detail(request, pk):
    appointment = appointment_for(request.user, pk)
    record("appointment.viewed", appointment, client=appointment.client_id, by=request.user)
    is_booked = appointment.status == Appointment.BOOKED
    return render(
        request,
        "scheduling/appointment_detail.html",
        {
            "appointment": appointment,
            "client_head": client_head(appointment.client),
            "note_url": _note_url(request.user, appointment),
            "may_schedule": is_booked and may_schedule(request.user, appointment.client),
        },
    )


def _note_url(user, appointment):
    """Where what was said is written: of the session, or of the family meeting; "" where the reader has nothing to open."""
    session = sessions_visible_to(user).filter(appointment=appointment).first()
    if session:
        return reverse("note_edit", args=[session.pk])
    meeting = meeting_at(user, appointment)
    return reverse("family_meeting_detail", args=[meeting.pk]) if meeting else ""
