"""A course from its first session to its end: a fifteen-year-old in a new school after a move, twelve sessions of IPT-A, with her mother."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from problem_areas.models import ImportantPerson
from scheduling.models import Appointment
from sessions.actions.around import book_family_meeting
from sessions.models import CourseFocus, FamilyMeeting

from .clinician import Clinician
from .course_begun import course_begun

PHQ_A = {1: "22222211001", 3: "22221111001", 6: "11111110000", 12: "11100000000"}
"""Answers by session: 14, 12, 7 and 3; then whether most of the year was sad, and how difficult it is."""

MOTHER = "Imogen Halloran"
GOAL = {"Goal": "Sit with the same people at lunch", "At the start": 1, "At the end": 6}
SYMPTOMS = {"Goal": "Up for school four days of five", "At the start": 2, "At the end": 7}
SAY_IT = "Tell her mother one thing about school, before supper"


def ago(**length):
    return (timezone.localdate() - dt.timedelta(**length)).isoformat()


@pytest.fixture
def course(demo):
    return course_begun("Wynn", "Halloran", template="ipt_a", born=timezone.localdate().year - 15)


def test_a_new_school(course, visit):
    ada, kim = Clinician(visit("ada"), course), Clinician(visit("kim"), course)
    her_mother_is_named(kim)
    what_brings_her(ada)
    the_first_session(ada)
    her_mother_is_met(ada, kim)
    the_people_and_the_move(ada)
    the_old_role_and_the_new(ada)
    the_focus_and_the_formulation(ada)
    a_letter_in_plain_words(ada)
    the_contract_names_her_mother(ada)
    teen_tips(ada)
    what_came_of_it(ada)
    the_middle_is_reviewed(ada)
    the_new_role_is_mastered(ada)
    the_ending_with_her_mother(ada, kim)
    the_page_to_take_home(ada)
    the_report_and_the_close(ada)


def her_mother_is_named(kim):
    """Rows 001-10, 003-12: who holds consent and what she may be told, the school, and the agreement on confidentiality."""
    kim.open("guardians_edit")
    kim.answers({
        "Relation": "Mother",
        "Name": MOTHER,
        "May be told": "Attendance, and what concerns safety",
        "May consent to the treatment": True,
        "Contact person there": "The counselor",
    })  # fmt: skip
    kim.page.get_by_role("textbox", name="School").fill("Lakeside High School")
    kim.send("Save guardians")
    kim.open("form_received")
    kim.answers({"Which form": "Guardian confidentiality agreement", "Received on": ago(weeks=13)})
    kim.send("Mark received")
    kim.sees(MOTHER, "Guardian confidentiality agreement")
    kim.visitor.sees_not("depress", "phq", "transition")


def what_brings_her(ada):
    """Rows 000-05, 000-07, 000-11, 003-09, 003-12: school, peers, a move; an adolescent; a role transition is suggested."""
    ada.open("assessment_edit")
    ada.answers({
        "In the client’s own words": "Everyone here has known everyone since they were five.",
        "What they seek help for": ["A major transition"],
        "Which transition or event": ["Relocation"],
        "Who they are": ["Adolescent"],
        "Talked about so far": ["Symptoms", "The most important relationships"],
        "Is IPT suited?": "Suited",
    })  # fmt: skip
    ada.tick("Stress at school", "Moving, or changing school")
    ada.send("Save assessment")
    ada.sees("Everyone here has known everyone since they were five.", "Role transition")


def the_first_session(ada):
    """Rows 001-10, 001-25, 004-04: the PHQ-A for her age, the syndrome named, and a limited sick role (section 2.3, 3)."""
    ada.visitor.open(reverse("measure_enter", args=[ada.sessions[0].pk, "phq_a"]))
    ada.scores(1, "phq_a", PHQ_A[1])
    ada.begins_note(1, look=True)
    ada.sees("PHQ-A 14")
    ada.answers({
        "Since last session": "Stays in bed until noon on Sundays. No one has asked her anywhere.",
        "Mood today": 3,
        "Techniques used": ["Supportive listening", "Psychoeducation", "Sick role"],
        "Sick role": "Limited",
        "Safety": "Asked, no concern",
    })  # fmt: skip
    note = ada.signs(1)
    assert (note.sick_role, note.phase) == ("limited", "initial")


def her_mother_is_met(ada, kim):
    """Rows 003-12, 003-18: a parent meeting at the start, held and written down in a note of its own; it is no session."""
    meeting = met_at_the_start(ada)
    ada.open("family_note_edit", meeting)
    ada.sees("Attendance, and what concerns safety")
    ada.answers({
        "Did they come?": "Yes",
        "Who came": f"{MOTHER} (Mother)",
        "The client was there, too": True,
        "What was talked about": "What depression is, and what to expect of a morning.",
        "What may be told of it, and to whom": "Nothing to the school.",
    })  # fmt: skip
    ada.send("Sign note")
    ada.sees(MOTHER, "What depression is")
    kim.go("client_contact")
    kim.sees("1 of 12 held, 11 left")
    kim.visitor.sees_not("what depression is", "morning")


def met_at_the_start(ada):
    """The office books from today on; this meeting lies in the first week, so that it can have been held in this story."""
    first = ada.sessions[0].appointment
    return book_family_meeting(
        course=ada.course, moment="start", wall_date=first.wall_date + dt.timedelta(days=1), wall_time=dt.time(12), minutes=50,
        location=first.location, room=None, modality="video", now=first.starts_at - dt.timedelta(weeks=1), by=ada.course.therapist,
    )  # fmt: skip


def the_people_and_the_move(ada):
    """Rows 000-16, 001-16, 003-12, 002-24: who is near now and who stayed behind; the move on the line of time."""
    for name, relation, ring in (
        ("Her mother", "Parent", "Inner circle"),
        ("Juno", "Friend", "Inner circle"),
        ("Lab partner", "Friend", "Outer circle"),
    ):
        ada.go("important_people")
        ada.fill("Name or alias", name)
        ada.select("Relation", relation)
        ada.answer("Circle", ring)
        ada.send("Add person", look=False)
    ada.go("important_person_edit", ImportantPerson.objects.get(client=ada.client, name="Juno"))
    ada.answers(
        {"How often": "Weekly", "How": "Messages", "What changed near the start of the episode?": "Two hundred miles."}
    )
    ada.tick("The client confides in them", "They are a support")
    ada.send("Save person", look=False)
    ada.open("life_event_new")
    ada.answers({
        "What happened": "Moved, and began at Lakeside High School", "When": ago(weeks=26), "How exact is this date?": "Month",
        "Kind": "Change of role or circumstances", "Problem area it points to": "Role transition",
    })  # fmt: skip
    ada.send("Save event")
    ada.open("client_timeline")
    ada.sees("Moved, and began at Lakeside High School")


def the_old_role_and_the_new(ada):
    """Rows 000-07, 000-19, 002-14, 004-06: the transition's own fields, and how far the new role is mastered at first."""
    ada.open("problem_area_new", query="?kind=role_transition")
    ada.answers({
        "Whom or what it is about": "a new school after the move",
        "Kind of transition": "Situational",
        "Which change": "Relocation",
        "Chosen or forced?": "Forced",
        "The old role": "One of five since first grade",
        "What was good about it": "Nobody had to ask who sits where.",
        "What was not": "They never let her change her mind.",
        "The new role": "The new girl in tenth grade",
        "What is good about it, or could be": "Nobody knows the old stories.",
        "What is hard about it": "Lunch.",
        "What it asks of the client": "To speak first.",
        "What was lost": "Juno next door.",
        "What was gained": "A room of her own.",
        "Feelings about the change": "Angry, and not allowed to be.",
        "Skills needed": "Asking to join",
        "Support that is needed": "One person in the lab group",
    })  # fmt: skip
    ada.send("Save area")
    ada.sees("The new girl in tenth grade", "One of five since first grade")
    masters_it(ada, 2, ago(weeks=10))


def masters_it(ada, rating, day, *markers):
    area = ada.client.problem_areas.get()
    ada.open("area_rate", area)
    ada.answers({"Progress in this area, 0 to 10": rating, "Mastery of the new role, 0 to 10": rating, "On": day})
    ada.tick(*markers)
    ada.send("Save rating")
    ada.sees("Role transition is rated")


def the_focus_and_the_formulation(ada):
    """Rows 000-15, 001-21, 002-18, 003-22, 004-02: the area is the focus, and told back to her; she agrees in her own words."""
    for number in (2, 3):
        if number == 3:
            ada.scores(3, "phq_a", PHQ_A[3])
        ada.holds(number, "Lunch in the library.")
    ada.open("focus_choose", ada.course)
    ada.answers({"Area": "Role transition, a new school after the move", "Since": ago(weeks=8)})
    ada.send("Choose focus")
    assert CourseFocus.objects.current().get(course=ada.course).rank == "primary"
    ada.open("formulation_edit")
    ada.answers({
        "Diagnosis, as told to the client": "Depression",
        "Onset of the episode": ago(weeks=22),
        "How symptoms and relationships are linked": "The low mood came when everyone who knew her was two hundred miles away.",
        "Strengths": "Funny, stubborn, loyal.",
        "Feedback given on": ago(weeks=8),
        "The client": "Agreed",
        "In the client's own words": "So I am not weird, I am just new.",
    })  # fmt: skip
    ada.send("Save formulation")
    ada.sees("So I am not weird, I am just new.")


def a_letter_in_plain_words(ada):
    """Rows 001-21, 004-02: the formulation as a letter to her, on paper."""
    ada.open("formulation_letter")
    letter = ada.page.get_by_label("The letter")
    expect(letter).to_have_value(re.compile("two hundred miles"))
    ada.send("Save and see it on paper")
    ada.sees("two hundred miles")


def the_contract_names_her_mother(ada):
    """Rows 000-13, 001-15, 003-12, 003-21: goals and length, what her mother may be told, and a line for her signature."""
    ada.open("contract_new", ada.course)
    ada.sees(MOTHER)
    for nth, goal in ((0, GOAL), (3, SYMPTOMS)):
        for label, value in goal.items():
            ada.fill(label, value, nth=nth)
    ada.answers({"Who else may be told": "The counselor knows that she comes, no more.", "Agreed on": ago(weeks=8)})
    ada.send("Record the contract")
    ada.open("contract_detail", ada.course.contracts.get())
    ada.sees(re.compile(f"{MOTHER}, mother: may be told attendance, and what concerns safety"))


def teen_tips(ada):
    """Rows 000-21, 001-24, 002-20, 003-12, 004-10: IPT-A's own technique, rehearsed, and one thing to try at home."""
    ada.holds(4, "Her mother asks every day how it was, and she says fine.")
    ada.begins_note(5, look=True)
    ada.answers({
        "Since last session": "A fight about the phone at supper.",
        "Mood today": 4,
        "Techniques used": ["Teen tips", "Role play"],
        "Scenario": "She tells her mother one thing. Ada is the mother, then they change.",
        "Skills and routes of change": ["Assertive communication"],
        "Goals, one a line": "Ask the lab group where they eat",
    })  # fmt: skip
    ada.fill("Task 1", SAY_IT)
    note = ada.signs(5)
    assert "teen_tips" in note.techniques and note.phase == "middle"


def what_came_of_it(ada):
    """Rows 002-21, 003-25, 004-09, 004-11: the goal and the task of last week are asked about, and the score falls."""
    ada.scores(6, "phq_a", PHQ_A[6])
    ada.begins_note(6)
    ada.sees(SAY_IT, "Ask the lab group where they eat")
    ada.answers({"Since last session": "They eat on the steps. She may come.", "Mood today": 6, SAY_IT: "Done"})
    ada.signs(6)
    assert ada.course.practice_tasks.get().outcome == "done"


def the_middle_is_reviewed(ada):
    """Rows 002-18, 004-11: seven below the start; the focus is right, and it goes on as planned."""
    ada.open("midpoint_edit", ada.course)
    ada.answers({
        GOAL["Goal"]: 4, SYMPTOMS["Goal"]: 5,
        "Is the focus still right?": "Yes, it stays",
        "What is decided": ["Continue as planned"],
        "How the client sees it": "Better. Lunch is not a thing any more.",
        "Held on": ago(weeks=6),
    })  # fmt: skip
    ada.send("Finish the review")
    ada.sees("Lunch is not a thing any more.")
    masters_it(ada, 5, ago(weeks=6))


def the_new_role_is_mastered(ada):
    """Rows 004-06, 001-22: new supports, a skill tried, and a mastery that has risen."""
    for number in (7, 8, 9, 10):
        ada.holds(number, "Ate on the steps, four days of five.")
    masters_it(ada, 8, ago(weeks=2), "New supports", "Skill tried")
    ada.sees("New supports, Skill tried")


def the_ending_with_her_mother(ada, kim):
    """Rows 000-25, 001-22, 003-12, section 2.10 of docs/clinical.md: the end, with a parent meeting booked for it."""
    kim.open("family_meeting_book")
    kim.answer("In the course", "At the end")
    kim.send("Book the meeting")
    kim.sees("The family meeting is booked", "10 of 12 held, 2 left")
    assert FamilyMeeting.objects.get(course=ada.course, moment="end").appointment.status == Appointment.BOOKED
    ada.open("ending_edit", ada.course)
    ada.answers({
        "The ending was raised on": ago(weeks=3),
        "Feelings about the ending were talked about": True,
        "Gains": "I say it before supper.",
        "Why the client thinks things are better": "I asked first.",
        "The focus is": "Resolved",
        "Early warning signs": "In bed until noon\nSaying fine",
        "What to do then": "Tell Mom one thing",
        "People to turn to": "Mom, Juno, the counselor",
        "After the course": "Booster sessions",
        "Reason for the ending": "Completed",
    })  # fmt: skip
    ada.send("Save ending")


def the_page_to_take_home(ada):
    """Row 000-25: her warning signs and her plan, on one page in plain words."""
    ada.open("take_home_page", ada.course)
    ada.sees("In bed until noon", "Tell Mom one thing", "Mom, Juno, the counselor")
    ada.holds(11, "Said that she will miss it.")
    ada.scores(12, "phq_a", PHQ_A[12])
    ada.holds(12, "Said goodbye.")


def the_report_and_the_close(ada):
    """Rows 003-12, 004-06, 004-11: who holds consent is named, old role and new, mastery from 2 to 8; signing closes the course."""
    ada.visitor.open(reverse("report_new", args=[ada.course.pk, "end_of_treatment"]))
    ada.send("Preview")
    ada.sees(re.compile(MOTHER))
    ada.visitor.open(reverse("report_new", args=[ada.course.pk, "end_of_treatment"]))
    expect(ada.page.get_by_label("The focus at the end")).to_have_value(re.compile("2 to 8 of 10"))
    ada.send("Continue to signing")
    ada.send(re.compile("^Sign report"))
    ada.course.refresh_from_db()
    assert ada.course.end_reason == "completed"
