"""Who and where: letterhead, client, clinicians, and how the client came."""

from accounts.access import today_for
from accounts.models import Practice, Supervision
from intake.models import Inquiry

from .. import facts
from ..phrases import dotted_initials


def gathered(course, where, zone, now, discreet, signer):
    """Letterhead, client, clinicians and the way in, as keyword arguments of Facts."""
    asked = inquiry(course)
    consultation = getattr(asked, "consultation", None)
    treating = clinician(course.therapist, where, now)
    return {
        "letterhead": facts.Letterhead(**Practice.current().letterhead_at(where)),
        "subject": subject(course.client, asked, now.date()),
        "clinician": treating,
        "signer": treating if signer in (None, course.therapist) else clinician(signer, where, now),
        "first_contact_on": asked.received_at.astimezone(zone).date() if asked else None,
        "consultation_on": consultation.appointment.wall_date if consultation else None,
        "presenting_concern": discreet(consultation.presenting_concern.strip()) if consultation else "",
        "seeks": discreet(asked.seeks.strip()) if asked else "",
    }


def subject(client, asked, today):
    guardians = client.guardians.order_by("pk") if client.is_minor_on(today) else ()
    return facts.Subject(
        name=client.full_name,
        initials=dotted_initials(client),
        file=client.file_label,
        born_on=client.born_on,
        guardians=tuple(f"{guardian.name} ({guardian.relation})" for guardian in guardians),
        referrer=asked.referred_by if asked else "",
    )


def clinician(user, where, now):
    licences = list(user.licences.order_by("pk"))
    here = [licence for licence in licences if where and licence.state == where.state]
    chosen = (here or licences or [None])[0]
    supervision = (
        Supervision.objects.current(today_for(user, now)).filter(supervisee=user).select_related("supervisor").first()
    )
    return facts.Clinician(
        name=user.signature_name,
        licence=str(chosen) if chosen else "",
        supervisor=supervision.supervisor.signature_name if supervision else "",
    )


def inquiry(course):
    """The inquiry this course came from: the last one before it was opened."""
    inquiries = Inquiry.objects.filter(client=course.client, received_at__lte=course.opened_at)
    return inquiries.select_related("consultation__appointment").order_by("-received_at").first()
