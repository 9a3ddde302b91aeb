"""A clinician is away: said once, looked at by every booking; and what stands in that time is called off together."""

from django.db import transaction

from audit.actions import record

from ..models import Absence, Appointment
from .appointments import cancel


@transaction.atomic
def add_absences(*, clinicians, from_on, until_on, now=None, by):
    """Each of these clinicians is away from one day to another, both included. What is booked stays booked."""
    absences = [Absence.objects.create(clinician=each, from_on=from_on, until_on=until_on) for each in clinicians]
    for absence in absences:
        record("absence.added", absence, details={"clinician": str(absence.clinician_id)}, at=now, by=by)
    return absences


@transaction.atomic
def remove_absence(*, absence, now=None, by):
    """They are there after all. What was called off stays so."""
    gone, _rows = Absence.objects.filter(pk=absence.pk).delete()
    if gone:
        record("absence.removed", absence, details={"clinician": str(absence.clinician_id)}, at=now, by=by)


@transaction.atomic
def call_off(*, appointments, now=None, by):
    """We cancel all of these, or none. Raises NotPossible, StaleVersion."""
    for appointment in appointments:
        cancel(appointment=appointment, status=Appointment.CANCELLED_BY_PRACTICE, now=now, by=by)
