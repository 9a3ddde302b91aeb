"""The door to inquiries and consultations, through the client they are about."""

from django.db.models import Q
from django.http import Http404

from clients.access import visible_to
from scheduling.models import Appointment

from .models import Consultation, Inquiry

WITH_CONSULTATION = ("client", "taken_by", "consultation__appointment__clinician", "consultation__therapist")


def inquiries_visible_to(user):
    """Inquiries whose client `user` may know of, with their consultation."""
    return Inquiry.objects.filter(client__in=visible_to(user)).select_related(*WITH_CONSULTATION)


def inquiry_for(user, pk):
    """The inquiry with this id, if `user` may know its client. Raises Http404."""
    return _one(inquiries_visible_to(user), pk)


def consultation_for(user, pk):
    """The consultation with this id, with its inquiry and client, if `user` may know the client. Raises Http404."""
    consultations = Consultation.objects.filter(inquiry__client__in=visible_to(user))
    return _one(consultations.select_related("inquiry__client", "appointment__clinician", "therapist"), pk)


def inquiries_of(client):
    """The client's inquiries, the newest first, with their consultations."""
    return Inquiry.objects.filter(client=client).select_related(*WITH_CONSULTATION).order_by("-received_at")


def inquiry_without_a_time(client):
    """The client's open inquiry for whom no consultation is booked or held, None where there is none."""
    booked = Q(consultation__appointment__status__in=Appointment.STANDING)
    decided = Q(consultation__isnull=False) & ~Q(consultation__outcome="")
    return inquiries_of(client).waiting().exclude(booked | decided).last()


def open_inquiries(user):
    """The inquiries that still wait for something, the longest wait first."""
    return inquiries_visible_to(user).waiting()


def _one(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
