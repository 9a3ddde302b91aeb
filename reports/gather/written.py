"""What was booked, held, written and answered: sessions, signed notes with their addenda, answer sheets, assessments."""

from measures.instruments import INSTRUMENTS
from measures.models import Administration
from safety.models import RiskAssessment
from scheduling.models import Appointment
from sessions.models import SessionNote

from .. import facts


def gathered(course, sessions, zone, now, discreet):
    """Sessions, notes, answer sheets and assessments, as keyword arguments of Facts."""
    numbers = {session.pk: session.number for session in sessions}
    return {
        "meetings": tuple(
            meeting(each.appointment, each) for each in sessions if not _cancelled_by_closing(course, each.appointment)
        ),
        "family_meetings": family_meetings(course, now),
        "notes": notes(course, zone, discreet),
        "sheets": sheets(course, numbers, now),
        "assessments": assessments(course, zone, now),
    }


def meeting(appointment, session=None):
    return facts.Meeting(
        on=appointment.wall_date,
        status=appointment.status,
        number=session.number if session else None,
        phase=session.phase if session else "",
        modality=appointment.modality,
        minutes=appointment.minutes,
    )


def _cancelled_by_closing(course, appointment):
    """What was still to come when the course was closed was never missed."""
    closed = course.closed_at is not None and appointment.starts_at > course.closed_at
    return closed and appointment.status == Appointment.CANCELLED_BY_PRACTICE


def family_meetings(course, now):
    held = Appointment.objects.filter(
        client=course.client,
        kind=Appointment.FAMILY,
        status=Appointment.HELD,
        starts_at__gte=course.opened_at,
        therapy_session__isnull=True,
    )
    until = course.closed_at or now
    return tuple(meeting(appointment) for appointment in held.filter(starts_at__lte=until).order_by("starts_at"))


def notes(course, zone, discreet):
    signed = SessionNote.objects.filter(therapy_session__course=course, signed_at__isnull=False)
    rows = signed.select_related("therapy_session__appointment", "area").prefetch_related("addenda__signed_by")
    return tuple(_note(row, zone, discreet) for row in rows.order_by("therapy_session__appointment__starts_at"))


def _note(row, zone, discreet):
    texts = ("opening_answer", "events", "focus_work", "progress", "challenges", "medication", "risk_note", "plan")
    return facts.Note(
        session=row.session_number,
        on=row.therapy_session.appointment.wall_date,
        phase=row.phase,
        area=row.area.kind if row.area else "",
        techniques=tuple(row.techniques),
        own_techniques=tuple(row.own_techniques.values()),
        strategies=tuple(row.strategies),
        tried=tuple(review["outcome"] for review in row.task_reviews.values() if review.get("outcome")),
        risk=row.risk,
        additions=tuple(
            facts.Addition(each.signed_at.astimezone(zone).date(), each.signed_by.signature_name, discreet(each.text))
            for each in row.addenda.all()
        ),
        **{name: discreet(getattr(row, name).strip()) for name in texts},
    )


def sheets(course, numbers, now):
    """Standing answer sheets since the course before this one, if any, and until this one was closed."""
    earlier = course.client.courses.filter(closed_at__lt=course.opened_at).order_by("-closed_at").first()
    sheets = Administration.objects.filter(
        client=course.client, taken_on__lte=(course.closed_at or now).date(), instrument__in=list(INSTRUMENTS)
    )
    if earlier:
        sheets = sheets.filter(taken_on__gt=earlier.closed_at.date())
    return tuple(
        facts.Sheet(
            instrument=row.instrument,
            version=row.instrument_version,
            on=row.taken_on,
            total=row.total,
            prorated=row.prorated,
            session=numbers.get(row.therapy_session_id),
            safety=_safety_answer(row),
        )
        for row in sheets.standing().in_order()
    )


def _safety_answer(row):
    answers = [row.answers.get(key) for key in INSTRUMENTS[row.instrument].risk_item_keys]
    return max((answer for answer in answers if answer is not None), default=None)


def assessments(course, zone, now):
    rows = RiskAssessment.objects.filter(
        client=course.client, signed_at__gte=course.opened_at, signed_at__lte=course.closed_at or now
    )
    return tuple(
        facts.Assessment(row.signed_at.astimezone(zone).date(), row.level, tuple(row.action), row.danger)
        for row in rows.order_by("signed_at")
    )
