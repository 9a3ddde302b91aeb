"""Assessment, adjunct modalities and family meetings, as a report may name them."""

from django.utils.translation import gettext as _

from scheduling.models import Appointment
from sessions.models import AdjunctModality, FamilyMeeting

from ..beside_facts import Adjunct, Beside
from ..beside_facts import FamilyMeeting as FamilyMeetingFact
from ..phrases import worded


def gathered(course, discreet):
    """What stood beside the sessions, as keyword arguments of Facts."""
    assessment = getattr(course.client, "assessment", None)
    return {
        "beside": Beside(
            sought=tuple(discreet(worded(label)) for label in assessment.concern_labels) if assessment else (),
            words=discreet(assessment.words.strip()) if assessment else "",
            prior=tuple(_prior(row, discreet) for row in course.client.prior_treatments.all()),
            adjuncts=tuple(_adjunct(row, discreet) for row in AdjunctModality.objects.filter(course=course)),
            family=tuple(_family(row) for row in _held(course)),
        )
    }


def _prior(row, discreet):
    """ "CBT group, 2024: helped in part"."""
    when = f", {row.when}" if row.when else ""
    helped = f": {worded(row.get_helpful_display()).lower()}" if row.helpful else ""
    return discreet(f"{row.what}{when}{helped}")


def _adjunct(row, discreet):
    return Adjunct(
        name=worded(row.get_modality_display()),
        provider=worded(row.get_provider_display()),
        from_on=row.from_on,
        until_on=row.until_on,
        purpose=discreet(row.purpose.strip()),
    )


def _held(course):
    held = FamilyMeeting.objects.filter(course=course, appointment__status=Appointment.HELD)
    return held.select_related("appointment")


def _family(row):
    """Who came by relation alone: "Jane Quill (mother)" is the mother."""
    relations = [name[name.rindex("(") + 1 : -1] for name in row.attended if name.endswith(")") and "(" in name]
    others = [_("others")] if row.attended_others else []
    return FamilyMeetingFact(row.appointment.wall_date, ", ".join([*relations, *others]))
