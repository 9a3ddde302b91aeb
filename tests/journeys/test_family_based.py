"""Family-based IPT from the first call to the signed report: a nine-year-old with her mother, fourteen sessions (docs/clinical.md 2.2 and 2.10)."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from clients.models import Client
from intake.models import Consultation
from problem_areas.models import ImportantPerson
from reports.models import Report
from scheduling.models import Appointment, WorkingHours
from sessions.actions.booking import seed_templates
from sessions.models import Course, FamilyMeeting, PhaseTaskDone, SessionNote
from tests import make

from .pages import Worker

pytestmark = pytest.mark.django_db
BEGINS = dt.datetime(2027, 1, 11, 15, 0, tzinfo=dt.UTC)
MOTHER = "Maren Alder"
HERS = f"{MOTHER} (Mother)"


@pytest.fixture
def story():
    with time_machine.travel(BEGINS, tick=False) as clock:
        yield Story(clock)


class Story:
    """The practice, the people, and the day."""

    def __init__(self, clock):
        self.clock = clock
        cast = make.cast()
        seed_templates()
        self.ada, self.kim, self.dee, self.sam = (Worker(user) for user in (cast.ada, cast.kim, cast.dee, cast.sam))
        place, _room = make.make_location(), make.make_room()
        for who in (cast.ada, cast.dee):
            for weekday in range(5):
                WorkingHours.objects.create(
                    clinician=who, location=place, weekday=weekday, starts_at="09:00", ends_at="17:00"
                )

    @property
    def client(self):
        return Client.objects.get(last_name="Alder")

    @property
    def course(self):
        return Course.objects.get(client=self.client)

    @property
    def today(self):
        return timezone.localdate().isoformat()

    def session(self, number):
        return self.course.sessions.select_related("appointment").in_order()[number - 1]

    def after(self, appointment):
        """Ten minutes after it ended."""
        self.clock.move_to(appointment.ends_at + dt.timedelta(minutes=10))

    def writes(self, number, **said):
        """The session's note, signed; what was not said is left out."""
        session = self.session(number)
        self.after(session.appointment)
        self.ada.sends("note_edit", session, to="note_sign", attendance="held", **said)
        return SessionNote.objects.get(therapy_session=session)

    def meeting(self, moment):
        return FamilyMeeting.objects.select_related("appointment").get(course=self.course, moment=moment)

    def meets_her_mother(self, moment, **said):
        meeting = self.meeting(moment)
        self.after(meeting.appointment)
        assert "Sign the note of a family meeting" in self.ada.needs(self.client)
        self.ada.sends("family_note_edit", meeting, attended=[HERS], sign="1", **said)
        self.ada.sees(MOTHER, *(text for name, text in said.items() if name == "discussed"))


def test_a_nine_year_old_and_her_mother(story):
    the_first_call(story)
    the_consultation(story)
    the_forms_and_her_mother(story)
    the_booking(story)
    the_first_sessions(story)
    her_mother_at_the_start(story)
    the_people_the_area_the_focus(story)
    formulation_and_contract(story)
    tween_tips(story)
    the_middle(story)
    the_rest_of_the_middle(story)
    the_ending(story)
    the_report(story)


def the_first_call(story):
    """Rows 001-01, 003-04, 003-12: her mother calls."""
    page = story.kim.opens("inquiry_new")
    slot = next(value for value in re.findall(r'value="([^"]+\|[^"]+\|[^"]+)"', page.content.decode()))
    story.kim.sends(
        "inquiry_new", first_name="Linnea", last_name="Alder", born_on="2017-09-02", phone="(212) 555-0171",
        seeks="She cries before school since her father moved out.", channel="phone", modality="in_person", slot=slot,
    )  # fmt: skip
    assert story.client.age_on(timezone.localdate()) == 9


def the_consultation(story):
    """Rows 001-02, 002-03: the director finds that it suits, and means the course for her age."""
    consultation = Consultation.objects.get(inquiry__client=story.client)
    story.after(consultation.appointment)
    story.dee.sends(
        "consultation_record", consultation, outcome="ipt_confirmed", therapist=str(story.ada.user.pk), plan="fb_ipt",
        presenting_concern="Tearful, clinging, no friends asked home", concerns=["transition"],
    )  # fmt: skip


def the_forms_and_her_mother(story):
    """Section 2.10: who holds consent and what she may be told; the guardian confidentiality agreement."""
    story.kim.sends(
        "guardians_edit", story.client, form__0__name=MOTHER, form__0__relation="Mother", form__0__holds_consent="on",
        form__0__may_be_told="progress", form__0__released_on=story.today, school__school="Elm Street School",
    )  # fmt: skip
    kinds = ["intake", "confidentiality_cancellation", "guardian_confidentiality"]
    story.kim.sends("form_received", story.client, kind=kinds, received_on=story.today)
    story.kim.opens("client_contact", story.client)
    story.kim.sees(MOTHER, "Guardian confidentiality agreement")


def the_booking(story):
    """Section 2.2: fourteen, and three meetings with the parents in one go; no clinical word for the office."""
    page = story.kim.opens("course_book", story.client)
    assert page.context["form"].cleaned_data["template"].key == "fb_ipt"
    story.kim.sees_not("FB-IPT", "family-based", "depress")
    beside = dict(re.findall(r'name="(beside-[\w-]+)" value="([^"]+)"', page.content.decode()))
    assert len(beside) == 3, "with the parents: at the start, in the middle, at the end"
    data = {field.html_name: str(field.value()) for field in page.context["form"] if field.value() not in (None, "")}
    answer = story.kim.browser.post(story.kim.address, data | beside)
    assert answer.status_code == 302
    course = story.course
    assert (course.planned_sessions, course.initial_to, course.middle_to, course.sessions.count()) == (14, 5, 11, 14)
    assert course.family_meetings.count() == 3 and course.measure_keys == ("phq_a",)
    story.kim.opens("client_contact", story.client)
    story.kim.sees("0 of 14 held, 14 left")


def the_first_sessions(story):
    """The mood thermometer and the limited sick role; the guide of this adaptation, and no other's techniques."""
    story.after(story.session(1).appointment)
    story.ada.opens("home")
    story.ada.sees("Linnea")
    story.ada.opens("note_edit", story.session(1))
    story.ada.sees(
        "Session 1 of 14", "Begin the mood thermometer", "Limited sick role", "Meet the parents or guardians",
        "Parent tips", "Tween tips", "PHQ-A", "Mood today",
    )  # fmt: skip
    story.ada.sees_not("Teen tips", "IPT-A")
    note = story.writes(
        1, mood_now="3", sick_role="limited", tasks_done=["mood_thermometer"], techniques=["psychoeducation"],
        opening_answer="Drew the thermometer and coloured it up to three.",
    )  # fmt: skip
    assert (note.session_number, note.phase, note.mood_now, note.sick_role) == (1, "initial", 3, "limited")
    assert set(done(story)) >= {"mood_thermometer", "sick_role"}


def done(story):
    return list(PhaseTaskDone.objects.filter(course=story.course).values_list("task", flat=True))


def her_mother_at_the_start(story):
    """Row 003-12: beside the sessions, written down once; the guide knows that she was met."""
    story.meets_her_mother("start", discussed="What depression is in a child.", may_be_shared="Not the drawings.")
    assert "parents_start" in done(story)
    story.ada.opens("note_edit", story.session(2))
    assert "parents_start" not in [task.key for task in story.ada.page.context["carried"]]
    story.kim.opens("client_contact", story.client)
    story.kim.sees("1 of 14 held, 13 left")
    story.kim.sees_not("What depression is", "drawings")


def the_people_the_area_the_focus(story):
    """The closeness circle and the inventory; a role transition, with its hint from the consultation."""
    story.writes(2, opening_answer="The rings, in crayon.", tasks_done=["inventory"])
    for name, relation, ring in (("Her mother", "parent", 1), ("Her father", "parent", 3), ("Bo, the dog", "pet", 1)):
        story.ada.sends("important_person_new", story.client, name=name, relation=relation, closeness=str(ring))
    assert ImportantPerson.objects.filter(client=story.client).count() == 3
    story.ada.sends("problem_area_new", story.client, query="?kind=role_transition", about="her father moving out")
    area = story.client.problem_areas.get()
    story.ada.sends("focus_choose", story.course, area=str(area.pk), from_on=story.today)
    story.writes(3, tasks_done=["focus", "parent_tips"], techniques=["clarification"])


def formulation_and_contract(story):
    """Given to the child with her mother; what her mother may be told stands in the contract."""
    story.ada.sends(
        "formulation_edit", story.client, syndrome_label="Depression", link_statement="Low since two homes.",
        given_on=story.today, client_response="agreed", client_words="It is not because of me.",
    )  # fmt: skip
    page = story.ada.opens("contract_new", story.course)
    goals = [goal.prefix for goal in page.context["goals"]]
    changes = {
        f"{goals[0]}-statement": "Ask one friend home", f"{goals[0]}-baseline": "1", f"{goals[0]}-target": "6",
        f"{goals[-1]}-statement": "Into school without tears", f"{goals[-1]}-baseline": "2", f"{goals[-1]}-target": "8",
    }  # fmt: skip
    story.ada.sends("contract_new", story.course, agreed_on=story.today, **changes)
    story.ada.opens("contract_detail", story.course.contracts.get())
    story.ada.sees(MOTHER, "Ask one friend home", "14")
    story.writes(4, tasks_done=["formulation", "contract"])
    story.writes(5)


def tween_tips(story):
    """Tween tips, rehearsed; something to try at home is asked about a week later, and stands at its analysis."""
    story.ada.opens("note_edit", story.session(6))
    story.ada.sees("Session 6 of 14", "Tween tips: ways of talking to try", "Usual for this focus")
    note = story.writes(
        6, techniques=["tween_tips", "role_play"], tasks_done=["tween_tips"], mood_now="5",
        communication_analysis__with_whom="Her father", communication_analysis__said="She said fine.",
        communication_analysis__try_out="Tell him: I miss you on Sundays", goals_for_week="Say one thing at supper",
    )  # fmt: skip
    assert note.phase == "middle"
    story.ada.opens("note_edit", story.session(7))
    story.ada.sees("To ask about", "Tell him: I miss you on Sundays")
    task = story.course.practice_tasks.get()
    review = {f"review-{task.pk}-outcome": "done", f"review-{task.pk}-happened": "He stayed for supper."}
    story.writes(7, mood_now="6", **review)
    story.ada.opens("note_edit", story.session(6))
    story.ada.sees("Result of the try-out", "Done. He stayed for supper.", "Tween tips")


def the_middle(story):
    """The midpoint review is asked for; her mother is met where it is relevant."""
    story.meets_her_mother("middle", discussed="Supper without the phone.")
    assert "parents_middle" in done(story)
    assert "Midpoint review" in " ".join(story.ada.needs(story.client))
    story.ada.sends("midpoint_edit", story.course, focus_answer="yes", decisions=["continue"], finish="1")
    story.ada.sees("Continue as planned")


def the_rest_of_the_middle(story):
    """Experiments where she is shy; the ending is mentioned in time."""
    for number in (8, 9, 10):
        story.writes(number, mood_now="6", tasks_done=["experiments"] if number == 8 else [])
    story.writes(11, tasks_done=["ending_mentioned"])


def the_ending(story):
    """Section 2.9: include the parent, the warning signs, the goodbye session; the page to take home."""
    story.ada.opens("note_edit", story.session(12))
    story.ada.sees("Include the parents: gains, warning signs, plan", "Say goodbye", "early warning signs")
    assert any("ending" in need.casefold() for need in story.ada.needs(story.client))
    story.writes(12)
    story.ada.sends(
        "ending_edit", story.course, ending_raised_on=story.today, feelings_discussed="on", gains="I can say it.",
        attribution="Because I asked.", focus_resolution="improved", early_warning_signs="Tummy ache on Sundays",
        coping_plan="Draw the thermometer and show Mom", support_people="Mom, Bo", maintenance_decision="none",
        contingency_plan="Mom calls Ada", follow_up_on="2027-07-06", final_measures_done="on", planned_end_reason="completed",
    )  # fmt: skip
    story.writes(13)
    story.writes(14, tasks_done=["goodbye"], opening_answer="Said goodbye to the room.")
    story.meets_her_mother("end", discussed="Gains, and the Sunday sign.")
    assert {"parents_end", "goodbye"} <= set(done(story))
    story.ada.opens("take_home_page", story.course)
    story.ada.sees("Tummy ache on Sundays", "Draw the thermometer and show Mom")


def the_report(story):
    """Signed, the course closed, nothing left on the calendar and nothing left to sign."""
    story.ada.sends("report_new", story.course, "end_of_treatment")
    report = Report.objects.get(course=story.course)
    story.ada.sends("report_sign", report)
    report.refresh_from_db()
    course = story.course
    assert report.signed_at and course.end_reason == "completed" and course.closed_at
    assert not Appointment.objects.filter(client=story.client, status="booked").exists()
    story.ada.opens("report_preview", report)
    story.ada.sees("14 of 14", "mother")
    story.ada.sees_not("Not the drawings", "IPT-A")
    left = story.ada.needs(story.client)
    assert not [need for need in left if "Sign" in need], left
