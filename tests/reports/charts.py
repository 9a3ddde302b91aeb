"""Charts to report on: a long course with everything in it, a short one, and one that broke off. Rows are made directly."""

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from accounts.models import Licence
from intake.models import Consultation, Inquiry
from measures.instruments import instrument
from measures.models import Administration
from measures.scoring import score
from problem_areas.models import Formulation, ImportantPerson, LifeEvent, ProblemArea
from safety.models import RiskAssessment
from scheduling.models import Appointment
from sessions.course_plan import scaled_bounds
from sessions.models import (
    Contract,
    Course,
    CourseFocus,
    Ending,
    Goal,
    GoalRating,
    NoteAddendum,
    PrivateNote,
    SessionNote,
    TherapySession,
)

from .. import make

PHQ9 = (18, 18, 17, 15, 14, 12, 11, 10, 9, 10, 7, 6)
GAD7 = (13, 12, 12, 11, 10, 8, 8, 7, 6, 7, 5, 5)
FIRST = dt.datetime(2025, 12, 2, 21, 0, tzinfo=dt.UTC)
"""Tue, Dec 2, 2025, 4:00 PM in New York."""


def place(**fields):
    defaults = {"address": "12 Marlow Street, Suite 3\nExampletown, NY 10000", "phone": "(212) 555-0142", "state": "NY"}
    return make.make_location("Marlow Street", **{**defaults, **fields})


def therapist(user):
    Licence.objects.create(user=user, kind="LCSW license", number="000000", state="NY")
    return user


def referred(person, clinician, by):
    """The inquiry and the consultation that the course came from."""
    at = FIRST - dt.timedelta(days=15)
    inquiry = Inquiry.objects.create(
        client=person,
        received_at=at,
        seeks="I cannot get going any more.",
        referred_by="Exampletown Family Medicine",
        taken_by=by,
    )
    appointment = make.make_appointment(
        person, clinician, at + dt.timedelta(days=7), kind="consultation", status="held", location=place()
    )
    return Consultation.objects.create(
        inquiry=inquiry, appointment=appointment, outcome="ipt_confirmed", therapist=clinician, recorded_at=at, recorded_by=by,
        presenting_concern="Seven months of low mood, early waking and loss of interest, since the farm was sold. No earlier episodes.",
    )  # fmt: skip


def course_of(person, clinician, planned=12, held=12, missed=(9,), first_at=FIRST):
    """A weekly course. `missed`: after how many held sessions a late cancel stands. What is not held stays booked."""
    bounds = scaled_bounds(planned)
    course = Course.objects.create(
        client=person,
        therapist=clinician,
        template_key="ipt_12",
        planned_sessions=planned,
        initial_to=bounds.initial_to,
        middle_to=bounds.middle_to,
        opened_by=clinician,
        opened_at=first_at - dt.timedelta(days=4),
    )
    week = 0
    for index in range(planned):
        if index in missed and index < held + 1:
            _session(course, first_at + dt.timedelta(weeks=week), "late_cancel", None)
            week += 1
        number = index + 1 if index < held else None
        _session(course, first_at + dt.timedelta(weeks=week), "held" if number else "booked", number)
        week += 1
    return course


def _session(course, at, status, number):
    appointment = make.make_appointment(course.client, course.therapist, at, status=status, location=place())
    return TherapySession.objects.create(
        course=course, appointment=appointment, number=number, phase=course.phase_of(number) if number else ""
    )


def sheet(session, key, total, **fields):
    """An answer sheet with this total, the safety item at 0."""
    definition = instrument(key)
    answers, left = {}, total
    for item in definition.item_keys:
        answers[item] = 0 if item in definition.risk_item_keys else min(3, left)
        left -= answers[item]
    assert left == 0
    answers |= fields.pop("answers", {})
    result = score(definition, answers)
    day = session.appointment.wall_date
    return Administration.objects.create(
        client=session.course.client,
        instrument=key,
        instrument_version=definition.version,
        therapy_session_id=session.pk,
        taken_on=fields.pop("taken_on", day),
        answers=answers,
        total=result.total,
        band=result.band or "",
        recorded_at=session.appointment.starts_at,
        recorded_by=session.course.therapist,
        **fields,
    )


def signed_note(session, **fields):
    texts = {
        "opening_answer": "A quiet week. Slept until five on most days.",
        "events": "Asked for more say at work.",
        "focus_work": "Good and bad of the old role and the new.",
        "progress": "Spoke about the farm without shutting down.",
        "challenges": "Avoids the road past the farm.",
        "plan": "Ask Daniel about the lambing.",
        "techniques": ["encouragement_of_affect", "role_play"],
        "risk": "no_concern",
        "attendance": "held",
    }
    at = session.appointment.ends_at + dt.timedelta(minutes=10)
    return SessionNote.objects.create(
        therapy_session=session,
        author=session.course.therapist,
        drafted_at=at,
        signed_at=at,
        signed_by=session.course.therapist,
        session_number=session.number,
        planned_sessions=session.course.planned_sessions,
        phase=session.phase,
        **{**texts, **fields},
    )


def add_to(note, text, by):
    return NoteAddendum.objects.create(
        note=note, text=text, signed_at=note.signed_at + dt.timedelta(days=1), signed_by=by
    )


def private_note(session, text):
    return PrivateNote.objects.create(therapy_session=session, author=session.course.therapist, text=text)


def person(owner, name, relation, closeness, at, **fields):
    row = ImportantPerson(client=owner, name=name, relation=relation, closeness=closeness, created_at=at, **fields)
    row._history_date = at
    row.save()
    return row


def later(row, at, **changes):
    for name, value in changes.items():
        setattr(row, name, value)
    row._history_date = at
    row.save()


def agreed(course, about="from running his own farm to employed work"):
    """Area, focus, formulation, contract and goals of a role transition."""
    client, by = course.client, course.therapist
    on = FIRST.date() + dt.timedelta(days=14)
    area = ProblemArea.objects.create(
        client=client,
        kind="role_transition",
        about=about,
        transition_type="situational",
        identified_on=on,
        identified_by=by,
    )
    CourseFocus.objects.create(course=course, area=area, rank="primary", from_on=on, chosen_by=by)
    course.formulation = Formulation.objects.create(
        client=client,
        syndrome_label="Major depressive disorder, single episode, moderate",
        onset_on=dt.date(2025, 5, 1),
        link_statement="Depression followed the loss of the role he was proud of, of daily company and of a say in his own day.",
        strengths="Keeps promises; good with animals.",
        given_on=on,
        client_response="agreed",
        client_words="I am not just tired. I lost the thing I was.",
        written_by=by,
    )
    course.save()
    course.formulation.precipitants.add(
        LifeEvent.objects.create(
            client=client, kind="change", happened_on=dt.date(2025, 4, 1), precision="month", title="Sold the farm"
        )
    )
    Contract.objects.create(
        course=course,
        agreed_on=on,
        planned_sessions=course.planned_sessions,
        planned_weeks=14,
        planned_end_on=dt.date(2026, 3, 10),
        recorded_by=by,
    )
    rated = {6: 4, 12: 8}
    for position, (statement, baseline, middle, end) in enumerate([
        ("Speak about the farm without shutting down", 1, 4, 8),
        ("Two people at work to turn to", 0, 3, 7),
        ("Sleep until six on most days", 2, 5, 6),
    ]):  # fmt: skip
        goal = Goal.objects.create(
            course=course,
            kind="symptom" if position == 2 else "interpersonal",
            statement=statement,
            baseline=baseline,
            target=8,
            set_on=on,
            position=position,
        )
        for number, value in zip(rated, (middle, end), strict=True):
            session = course.sessions.filter(number=number).first()
            if session:
                GoalRating.objects.create(
                    goal=goal, rated_on=session.appointment.wall_date, rating=value, recorded_by=by
                )
    return area


def ended(course, **fields):
    return Ending.objects.create(**{
        "course": course, "ending_raised_on": course.sessions.filter(number=9).first().appointment.wall_date,
        "feelings_discussed": True, "gains": "I can drive past the farm and feel sad, and go on.",
        "attribution": "Talking about it, and asking for what I wanted.", "focus_resolution": "improved",
        "remaining_difficulties": "Waking before five two or three nights a week.",
        "early_warning_signs": "skipping the Thursday club two weeks running\nnot answering his father's calls\nwaking before four for a week",
        "coping_plan": "Tell his partner the same day, ring one of two people he named, and call the practice if it lasts two weeks.",
        "support_people": "his partner\na colleague", "maintenance_decision": "none", "follow_up_on": dt.date(2026, 6, 9),
        "final_measures_done": True, "planned_end_reason": "completed", "confidence": 7, **fields,
    })  # fmt: skip


def long_course(cast, held=12, planned=12):
    """Gabriel Oak, Ada's: the whole of a course, with an addendum, circles then and now, events and an ending."""
    made = long_course_for(cast.ada, held=held, planned=planned)
    referred(made.client, cast.dee, cast.kim)
    return made


def long_course_for(clinician, held=12, planned=12):
    therapist(clinician)
    client = make.make_client("Gabriel", "Oak", therapist=clinician, born_on=dt.date(1991, 6, 4))
    course = course_of(client, clinician, planned=planned, held=held)
    agreed(course)
    for session in course.sessions.exclude(number=None).order_by("number"):
        note = signed_note(session)
        index = min(session.number, 12) - 1
        sheet(session, "phq9", PHQ9[index])
        sheet(session, "gad7", GAD7[index])
        if session.number == 3:
            add_to(note, "The sale was in April, not in May.", clinician)
    people(client)
    for day, title in (
        (26, "First holiday away from the farm"),
        (45, "Asked for, and got, charge of the lambing"),
        (78, "Father in hospital"),
    ):
        LifeEvent.objects.create(
            client=client, kind="other", happened_on=FIRST.date() + dt.timedelta(days=day), title=title, printable=True
        )
    RiskAssessment.objects.create(
        client=client,
        ideation="none",
        plan="no",
        intent="no",
        means="no",
        history="none",
        level="none",
        action=["monitor"],
        signed_at=FIRST + dt.timedelta(days=1),
        signed_by=clinician,
    )
    if held == planned:
        ended(course)
    return SimpleNamespace(client=client, course=course, therapist=clinician)


def people(client):
    then, now = FIRST + dt.timedelta(days=13), FIRST + dt.timedelta(days=90)
    partner = person(client, "Daniel", "partner", 2, then)
    father = person(client, "Father", "parent", 3, then)
    neighbor = person(client, "Mrs. Pell", "neighbor", 2, then)
    person(client, "Brother", "sibling", 3, then)
    later(partner, now, closeness=1, confides=True)
    later(father, now, closeness=2)
    later(neighbor, now, closeness=3)
    person(client, "Ines", "colleague", 2, now, confides=True)
    person(client, "Tom", "friend", 3, now)


def short_course(cast):
    """Four sessions planned and held, one score, hardly anything written."""
    clinician = therapist(cast.ada)
    client = make.make_client("Lena", "Fir", therapist=clinician)
    course = course_of(client, clinician, planned=4, held=4, missed=(), first_at=FIRST + dt.timedelta(hours=2))
    first = course.sessions.get(number=1)
    signed_note(first, events="", focus_work="", progress="", challenges="", plan="", techniques=[])
    sheet(first, "phq9", 11)
    return SimpleNamespace(client=client, course=course, therapist=clinician)


def dropout(cast):
    """Five of sixteen held, two no-shows, then nothing; eleven were still booked."""
    clinician = therapist(cast.ada)
    client = make.make_client("Noor", "Ash", therapist=clinician)
    start = (timezone.now() - dt.timedelta(weeks=7)).replace(minute=0, second=0, microsecond=0)
    course = course_of(client, clinician, planned=16, held=5, missed=(), first_at=start)
    agreed(course, about="from student to employee")
    for session in course.sessions.exclude(number=None):
        signed_note(session)
        sheet(session, "phq9", 16)
    gone = course.sessions.filter(number=None, appointment__starts_at__lt=timezone.now())
    Appointment.objects.filter(pk__in=gone.values("appointment_id")).update(status="no_show")
    Ending.objects.create(
        course=course, planned_end_reason="dropout", outreach="Called twice, wrote on the third day. No answer."
    )
    return SimpleNamespace(client=client, course=course, therapist=clinician)
