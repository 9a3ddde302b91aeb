"""What the overview says in words: the focus chip, what was agreed when, what is booked next. From a CaseFile."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scheduling.models import Appointment
from scheduling.words import day_words

from .course_pictures import short_day

STAGES = {
    "renegotiation": gettext_lazy("in renegotiation"),
    "impasse": gettext_lazy("at an impasse"),
    "dissolution": gettext_lazy("in dissolution"),
}
MODALITIES = {
    Appointment.IN_PERSON: gettext_lazy("in person"),
    Appointment.VIDEO: gettext_lazy("by video"),
    Appointment.TELEPHONE: gettext_lazy("by telephone"),
}


def chip_of(focus):
    """Area, and whom or what it is about with the stage of a dispute: what `_focus_chip.html` asks for. None without one."""
    if focus is None:
        return None
    area = focus.area
    detail = [area.about] if area.about else []
    detail += [str(STAGES[area.dispute_stage])] if area.dispute_stage in STAGES else []
    safety = _("Risk plan before negotiation") if area.has_safety_concern else ""
    return {"area": area.label, "detail": ", ".join(detail), "safety": safety}


def agreement_words(file):
    """ "Formulation given Feb 3, agreed. Focus since Feb 3." """
    parts, formulation = [], file.formulation
    if formulation is not None and formulation.given_on:
        words = {"date": short_day(formulation.given_on), "response": formulation.get_client_response_display().lower()}
        given = (
            _("Formulation given %(date)s, %(response)s.") if words["response"] else _("Formulation given %(date)s.")
        )
        parts.append(given % words)
    if file.focus is not None:
        parts.append(_("Focus since %(date)s.") % {"date": short_day(file.focus.from_on)})
    return " ".join(parts)


def next_time(file):
    """When, what and where the next session of a running course is, else the next appointment; None where nothing is booked."""
    session = file.next_session
    appointment = session.appointment if session else None if file.is_running else file.next_appointment
    if appointment is None:
        return None
    number = file.standing.number_of(session) if session else None
    label = _("Session %(number)s") % {"number": number} if number else appointment.get_kind_display()
    place = [appointment.room.name] if appointment.room else []
    return {
        "when": _("%(day)s, %(start)s to %(end)s")
        % {
            "day": _("Today") if appointment.wall_date == file.today else day_words(appointment.wall_date),
            "start": formats.time_format(appointment.wall_time, "g:i"),
            "end": formats.time_format(appointment.local_end.time(), "g:i A"),
        },
        "what": ", ".join([label, str(MODALITIES[appointment.modality]), *place]),
        "where": appointment.location.name,
        "who": "" if session else appointment.clinician.full_name,
    }
