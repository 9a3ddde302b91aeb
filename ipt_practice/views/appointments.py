"""One appointment: when, with whom, where; and the ways on from it."""

from django.shortcuts import render
from django.urls import reverse

from audit.actions import record
from clients.heading import client_head
from safety.access import call_therapist_ids
from scheduling.access import appointment_for, may_schedule
from scheduling.models import Appointment
from sessions.access import sessions_visible_to


def appointment_detail(request, pk):
    appointment = appointment_for(request.user, pk)
    record("appointment.viewed", appointment, client=appointment.client_id, by=request.user)
    session = sessions_visible_to(request.user).filter(appointment=appointment).first()
    is_booked = appointment.status == Appointment.BOOKED
    return render(
        request,
        "scheduling/appointment_detail.html",
        {
            "appointment": appointment,
            "client_head": client_head(appointment.client),
            "note_url": reverse("note_edit", args=[session.pk]) if session else "",
            "may_schedule": is_booked and may_schedule(request.user, appointment.client),
            "call_therapist": not request.user.is_clinical and bool(call_therapist_ids([appointment.client_id])),
        },
    )
