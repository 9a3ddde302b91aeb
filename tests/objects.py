"""One builder for each kind of row that a URL addresses: `MAKERS[kind](cast, "casey")` makes the row of that client.

The access walk and the privacy canaries use them; a new kind of row in the access table needs its line here.
"""

import datetime as dt
import uuid

from django.utils import timezone

from accounts.models import Cover
from clients.models import ContactConsent, FormsOverride, Guardian, SchoolContact, SignedForm
from intake.models import Consultation, Inquiry
from measures.models import Administration
from outbox.models import Message
from problem_areas.models import (
    AreaProgress,
    Assessment,
    ClosenessSnapshot,
    Formulation,
    FormulationLetter,
    ImportantPerson,
    LifeEvent,
    PriorTreatment,
    ProblemArea,
    StageChange,
)
from reminders.models import Reminder
from reports.models import PrintedPage, Report
from safety.models import RiskAssessment, SafetyAlert
from sessions.models import (
    AdjunctModality,
    ChangeAnswer,
    ChangeRequest,
    Contract,
    CourseApproval,
    CourseFocus,
    CourseTemplate,
    Ending,
    EngagementRating,
    FamilyMeeting,
    FollowUpReview,
    Goal,
    GoalRating,
    MidpointReview,
    NoteAddendum,
    OfferNotTaken,
    OutcomeRating,
    OutreachAttempt,
    PhaseMove,
    PracticeTask,
    PracticeTechnique,
    PrivateNote,
    ReviewComment,
    SessionNote,
    WeeklyGoal,
)

from . import make


def person_of(cast, who):
    return getattr(cast, who)


def therapist_of(cast, who):
    return {"casey": cast.ada, "drew": cast.ben}[who]


def course(cast, who):
    return getattr(cast, f"{who}_course")


def therapy_session(cast, who):
    return course(cast, who).sessions.filter(number=None).order_by("appointment__starts_at").first()


def important_person(cast, who):
    return ImportantPerson.objects.create(client=person_of(cast, who), name="Robin", relation="friend", closeness=1)


def life_event(cast, who):
    return LifeEvent.objects.create(
        client=person_of(cast, who), kind="life_event", happened_on=dt.date(2026, 1, 5), title="Moved house"
    )


def problem_area(cast, who):
    return ProblemArea.objects.create(
        client=person_of(cast, who),
        kind="role_dispute",
        identified_on=dt.date(2026, 1, 5),
        identified_by=therapist_of(cast, who),
        details={"issue": f"zz{who}qclinicalqdetails", "safety_concern": "yes"},
    )


def formulation(cast, who):
    return Formulation.objects.create(
        client=person_of(cast, who), written_by=therapist_of(cast, who), link_statement="Since the move"
    )


def safety_alert(cast, who):
    return SafetyAlert.objects.create(
        client=person_of(cast, who),
        source="clinician",
        what="Said so",
        owner=therapist_of(cast, who),
        raised_by=therapist_of(cast, who),
        due_at=timezone.now() + dt.timedelta(hours=4),
    )


def signed_note(cast, who):
    return SessionNote.objects.create(
        therapy_session=course(cast, who).sessions.get(number=2),
        author=therapist_of(cast, who),
        attendance="held",
        signed_at=timezone.now(),
        signed_by=therapist_of(cast, who),
    )


def course_template(cast, who):
    return CourseTemplate.objects.filter(key="ipt_16").first() or CourseTemplate.objects.create(
        key="ipt_16", name="IPT, 16 sessions", planned_sessions=16, initial_to=4, middle_to=12
    )


def practice_technique(cast, who):
    return PracticeTechnique.objects.get_or_create(key="own-walk", defaults={"name": "Walking together"})[0]


def message(cast, who):
    """A reminder's message, addressed by itself."""
    appointment, now = therapy_session(cast, who).appointment, timezone.now()
    made = Message.objects.create(
        key=f"made-{who}", recipient=f"{who}@client.example", subject="x", body="x", due_at=now, useful_until=now
    )
    Reminder.objects.create(appointment=appointment, schedule_version=1, recipient=made.recipient, message=made)
    return made


def contract(cast, who):
    return Contract.objects.create(
        course=course(cast, who),
        agreed_on=dt.date(2026, 2, 3),
        planned_sessions=16,
        planned_weeks=16,
        planned_end_on=dt.date(2026, 5, 5),
        recorded_by=therapist_of(cast, who),
    )


def midpoint_review(cast, who):
    return MidpointReview.objects.create(
        course=course(cast, who), held_on=dt.date(2026, 3, 24), written_by=therapist_of(cast, who)
    )


def inquiry(cast, who):
    return Inquiry.objects.create(client=person_of(cast, who), seeks="x", taken_by=cast.kim)


def consultation(cast, who):
    first_meeting = make.make_appointment(
        person_of(cast, who), cast.dee, timezone.now() + dt.timedelta(days=301), kind="consultation"
    )
    return Consultation.objects.create(inquiry=inquiry(cast, who), appointment=first_meeting)


def cover(cast, who):
    on = dt.date(2026, 3, 2)
    return Cover.objects.create(absent=therapist_of(cast, who), covering=cast.sam, from_on=on, until_on=on)


def adjunct(cast, who):
    return AdjunctModality.objects.create(
        course=course(cast, who), modality="cbt", from_on=dt.date(2026, 2, 3), recorded_by=therapist_of(cast, who)
    )


def family_meeting(cast, who):
    """Yesterday, with its note still to write."""
    starts_at = timezone.now() - dt.timedelta(days=1, hours=len(who))
    meeting = make.make_appointment(person_of(cast, who), therapist_of(cast, who), starts_at, kind="family")
    return FamilyMeeting.objects.create(course=course(cast, who), appointment=meeting)


def change_request(cast, who):
    return ChangeRequest.objects.create(note=signed_note(cast, who), text="x", asked_by=cast.sam)


MAKERS = {
    "change_request": change_request,
    "adjunct": adjunct,
    "family_meeting": family_meeting,
    "note": signed_note,
    "inquiry": inquiry,
    "consultation": consultation,
    "client": person_of,
    "course": course,
    "course_template": course_template,
    "practice_technique": practice_technique,
    "therapy_session": therapy_session,
    "appointment": lambda cast, who: therapy_session(cast, who).appointment,
    "important_person": important_person,
    "life_event": life_event,
    "problem_area": problem_area,
    "formulation": formulation,
    "contract": contract,
    "midpoint_review": midpoint_review,
    "safety_alert": safety_alert,
    "report": lambda cast, who: Report.objects.create(
        client=person_of(cast, who), course=course(cast, who), kind="midcourse", author=therapist_of(cast, who)
    ),
    "printed_page": lambda cast, who: PrintedPage.objects.create(
        client=person_of(cast, who),
        kind="contract",
        of=uuid.uuid4(),
        edition="0" * 64,
        pdf=b"%PDF-",
        sha256="0" * 64,
        printed_by=therapist_of(cast, who),
    ),
    "user": lambda cast, who: therapist_of(cast, who),
    "message": message,
    "supervision": lambda cast, who: cast.sam.supervisions_given.get(),
    "cover": cover,
    "location": lambda cast, who: make.make_location(),
}

PARAMETERS = {"instrument": "phq9", "kind": "midcourse", "uidb36": "x", "key": "y-z"}
"""What the walk puts where a URL has a parameter other than `pk`."""


def full_chart(cast, who):
    """One row of every table that can hold something about a client, for `who`. Texts are the caller's to fill.

    Rows that the database locks at once are born with the canary that `tests/test_privacy.py` looks for.
    """
    locked = f"zz{who}qclinicalqlocked"
    person, therapist, on = person_of(cast, who), therapist_of(cast, who), dt.date(2026, 2, 3)
    now, mine = timezone.now(), course(cast, who)
    held = mine.sessions.get(number=1)
    area = problem_area(cast, who)
    safety_alert(cast, who)
    important_person(cast, who)
    life_event(cast, who)
    kept = [{"key": "1", "name": locked, "relation": "friend", "closeness": 1}]
    ClosenessSnapshot.objects.create(
        client=person, occasion="formulation", taken_on=on, taken_at=now, taken_by=therapist, people=kept
    )
    StageChange.objects.create(area=area, stage="impasse", from_on=on, note=locked, recorded_by=therapist)
    AreaProgress.objects.create(area=area, rated_on=on, progress=3, note=locked, recorded_by=therapist)
    FormulationLetter.objects.create(formulation=formulation(cast, who), text="x", saved_by=therapist)
    Assessment.objects.create(client=person, words="x", written_by=therapist)
    PriorTreatment.objects.create(client=person, what="x")
    ContactConsent.objects.create(client=person, channel="email", given_on=on, recorded_by=cast.kim)
    Guardian.objects.create(client=person, name="Guardian", relation="aunt")
    SignedForm.objects.create(client=person, kind="intake", received_on=on, recorded_by=cast.kim)
    FormsOverride.objects.create(client=person, reason="x", overridden_by=cast.dee)
    inquiry = Inquiry.objects.create(client=person, seeks="x", taken_by=cast.kim)
    first_meeting = make.make_appointment(
        person, cast.dee, now + dt.timedelta(days=300 + len(who)), kind="consultation"
    )
    Consultation.objects.create(
        inquiry=inquiry,
        appointment=first_meeting,
        outcome="ipt_confirmed",
        recorded_at=now,
        recorded_by=cast.dee,
        therapist=therapist,
    )
    RiskAssessment.objects.create(
        client=person,
        ideation="none",
        plan="no",
        intent="no",
        means="no",
        history="none",
        level="none",
        signed_by=therapist,
    )
    Administration.objects.create(
        client=person,
        instrument="phq9",
        instrument_version="1",
        therapy_session_id=held.pk,
        taken_on=on,
        answers=dict.fromkeys(
            ("interest", "mood", "sleep", "energy", "appetite", "self_worth", "concentration", "movement", "self_harm"),
            1,
        ),
        total=9,
        band="Mild",
        recorded_by=therapist,
    )
    CourseFocus.objects.create(course=mine, area=area, rank="primary", from_on=on, chosen_by=therapist)
    Contract.objects.create(
        course=mine,
        agreed_on=on,
        planned_sessions=16,
        planned_weeks=16,
        planned_end_on=on,
        recorded_by=therapist,
        client_tasks=locked,
    )
    goal = Goal.objects.create(course=mine, kind="interpersonal", statement="x", baseline=2, target=7, set_on=on)
    GoalRating.objects.create(goal=goal, rated_on=on, rating=3, recorded_by=therapist)
    Ending.objects.create(course=mine)
    midpoint_review(cast, who)
    OutcomeRating.objects.create(course=mine, occasion="start", ratings={"relief": 1}, rated_on=on, rated_by=therapist)
    FollowUpReview.objects.create(
        course=mine, held_on=on, status="well", next_step="none", note=locked, written_by=therapist
    )
    remark = f"zz{who}qscheduleqremark"
    OfferNotTaken.objects.create(course=mine, why="declined", said_on=on, remark=remark, recorded_by=cast.kim)
    OutreachAttempt.objects.create(course=mine, tried_on=on, way="letter", result=locked, recorded_by=therapist)
    CourseApproval.objects.create(course=mine, planned_sessions=30, note=locked, approved_by=cast.dee)
    PhaseMove.objects.create(
        course=mine, phase="middle", from_number=6, was_number=5, reason=locked, moved_by=therapist
    )
    adjunct(cast, who)
    family_meeting(cast, who)
    EngagementRating.objects.create(
        course=mine, occasion="start", motivation=5, awareness=5, commitment=5, rated_on=on, recorded_by=therapist
    )
    SchoolContact.objects.create(client=person, school="School")
    said = {"with_whom": locked, "said": locked}
    note = SessionNote.objects.create(
        therapy_session=held, author=therapist, attendance="held", area=area, communication_analysis=said
    )
    WeeklyGoal.objects.create(course=mine, set_in=held, statement="x")
    PracticeTask.objects.create(course=mine, set_in=held, statement=locked, what_happened=locked)
    NoteAddendum.objects.create(note=note, text=locked, signed_by=therapist)
    ReviewComment.objects.create(note=note, text=locked, written_by=cast.sam)
    asked = ChangeRequest.objects.create(note=note, text=locked, asked_by=cast.sam)
    ChangeAnswer.objects.create(request=asked, text=locked, answered_by=therapist)
    PrivateNote.objects.create(therapy_session=held, author=therapist, text="x")
    Report.objects.create(client=person, course=mine, kind="midcourse", author=therapist, text={})
    message = Message.objects.create(
        key=f"test-{who}", recipient="someone@client.example", subject="x", body="x", due_at=now, useful_until=now
    )
    Reminder.objects.create(appointment=held.appointment, schedule_version=1, message=message)
    return note


def found(kind, cast, who):
    """The pk of the row of this kind that `full_chart` left for `who`, None when it makes none."""
    person = person_of(cast, who)
    rows = {
        "client": lambda: person,
        "course": lambda: course(cast, who),
        "therapy_session": lambda: course(cast, who).sessions.get(number=1),
        "appointment": lambda: course(cast, who).sessions.get(number=1).appointment,
        "important_person": lambda: ImportantPerson.objects.filter(client=person).first(),
        "life_event": lambda: LifeEvent.objects.filter(client=person).first(),
        "problem_area": lambda: ProblemArea.objects.filter(client=person).first(),
        "formulation": lambda: Formulation.objects.filter(client=person).first(),
        "safety_alert": lambda: SafetyAlert.objects.filter(client=person).first(),
        "inquiry": lambda: Inquiry.objects.filter(client=person).first(),
        "consultation": lambda: Consultation.objects.filter(inquiry__client=person).first(),
        "change_request": lambda: ChangeRequest.objects.filter(note__therapy_session__course__client=person).first(),
        "note": lambda: SessionNote.objects.filter(therapy_session__course__client=person).first(),
        "adjunct": lambda: AdjunctModality.objects.filter(course__client=person).first(),
        "family_meeting": lambda: FamilyMeeting.objects.filter(course__client=person).first(),
        "goal": lambda: Goal.objects.filter(course__client=person).first(),
        "midpoint_review": lambda: MidpointReview.objects.filter(course__client=person).first(),
        "contract": lambda: Contract.objects.filter(course__client=person).first(),
        "report": lambda: Report.objects.filter(client=person).first(),
        "printed_page": lambda: PrintedPage.objects.filter(client=person).first(),
        "message": lambda: Message.objects.filter(reminder__appointment__client=person).first(),
        "user": lambda: therapist_of(cast, who),
        "location": lambda: make.make_location(),
        "course_template": lambda: course_template(cast, who),
    }
    row = rows[kind]() if kind in rows else None
    return row.pk if row else None
