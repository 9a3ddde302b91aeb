"""A course from its first session to after its last: interpersonal deficits, eight sessions that became nine, and what was carried on."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from problem_areas.models import ImportantPerson
from sessions.actions.booking import Slot, book_again
from sessions.models import Course, CourseFocus, TherapySession

from .clinician import Clinician
from .course_begun import course_begun

PHQ = {1: "222211100", 4: "221111000", 8: "111110000", 9: "111100000"}
GOOD_MORNING = "Say good morning to Ines, and one sentence more"
CHOIR = "Go to the open evening of the choir"
TO_TRY = "Something to try until next time"
GOALS = [
    {"Goal": "One person to have lunch with", "At the start": 1, "At the end": 5},
    {"Goal": "Answer when somebody writes", "At the start": 3, "At the end": 7},
]
SYMPTOMS = {"Goal": "Three evenings a week without dread", "At the start": 2, "At the end": 6}


def ago(**length):
    return (timezone.localdate() - dt.timedelta(**length)).isoformat()


@pytest.fixture
def ada(visit):
    """Eight sessions of IPT-B, with a week after them that has passed too."""
    return Clinician(visit("ada"), course_begun("Silas", "Fernhollow", template="ipt_b", born=1991, held=9))


def test_a_man_with_nobody_to_call(ada, visit):
    kim = Clinician(visit("kim"), ada.course)
    what_brings_him(ada)
    the_first_session(ada)
    few_people(ada)
    a_pattern_without_an_event(ada)
    the_focus_asks_for_three_confirmations(ada)
    the_formulation_is_given(ada)
    a_therapy_beside_this_one(ada)
    the_contract_for_eight(ada)
    a_greeting_is_rehearsed(ada)
    what_came_of_the_greeting(ada)
    the_middle_is_reviewed(ada)
    one_more_session_is_agreed(ada, kim)
    the_ending_begins_early(ada)
    contacts_are_tried(ada)
    a_modest_ending(ada)
    what_he_takes_home(ada)
    the_network_then_and_now(ada)
    the_course_is_closed_with_its_report(ada)
    maintenance_carries_on(kim, ada)


def what_brings_him(ada):
    """Rows 000-05, 000-08, 000-10, 000-12, 001-11, 001-14, 002-11, 002-16, 002-26: alone, always; no event, no diagnosis needed."""
    ada.open("assessment_edit")
    ada.answers({
        "In the client’s own words": "I could be gone a week before anyone rang.",
        "What they seek help for": ["Isolated, lonely or cut off from support", "Hard to express needs or emotions"],
        "Talked about so far": ["Symptoms", "The most important relationships", "The client’s feelings about those relationships"],
        "Indications": ["Depression or another mood disorder", "Social anxiety"],
        "Is IPT suited?": "Suited, with care",
    })  # fmt: skip
    ada.answers({"Treatment": "A skills course", "Did it help?": "Helped in part"})
    ada.send("Save assessment")
    ada.sees("I could be gone a week before anyone rang.")


def the_first_session(ada):
    """Rows 001-25, 002-23, 004-04: scores, the syndrome named, how engaged he is."""
    ada.scores(1, "phq9", PHQ[1])
    ada.begins_note(1)
    ada.answers({
        "Since last session": "Work, television, bed. Nobody called, and he called nobody.",
        "Mood today": 3,
        "Techniques used": ["Supportive listening", "Psychoeducation"],
        "Sick role": "Given",
        "Safety": "Asked, no concern",
    })  # fmt: skip
    ada.tick("Name the syndrome as treatable and give hope")
    ada.signs(1)
    ada.open("engagement_rate", ada.course)
    ada.answers({"Motivation": 6, "Awareness of relationships": 3, "Commitment": 7})
    ada.send("Save ratings")


def few_people(ada):
    """Rows 001-16, 003-22, 003-24, 004-01: a sparse inventory, a sister far off and a colleague; somebody of the past."""
    for name, relation in (("Maud", "Sibling"), ("Ines", "Colleague"), ("Piet", "Friend")):
        ada.go("important_people")
        ada.fill("Name or alias", name)
        ada.select("Relation", relation)
        ada.send("Add person", look=False)
    ada.open("important_person_edit", person(ada, "Ines"))
    ada.answers({
        "Circle": "Outer circle",
        "Circle the client would like": "Middle circle",
        "How often": "Daily",
        "What the client expects of them": "That she finds him odd.",
        "What would the client change?": "Eat lunch at the same table once.",
    })  # fmt: skip
    ada.send("Save person")
    for name, answers in (
        ("Maud", {"Circle": "Middle circle", "How often": "A few times a year"}),
        (
            "Piet",
            {
                "Status": "Past",
                "What is good": "They built radios together.",
                "What is not so good": "It just stopped.",
            },
        ),
    ):
        ada.go("important_person_edit", person(ada, name))
        ada.answers(answers)
        ada.send("Save person", look=False)
    ada.sees("0 confidants")


def person(ada, name):
    return ImportantPerson.objects.get(client=ada.client, name=name)


def a_pattern_without_an_event(ada):
    """Rows 000-20, 002-16: isolation with its own fields, not tied to a life event."""
    ada.open("problem_area_new", query="?kind=interpersonal_deficits")
    ada.answers({
        "Whom or what it is about": "few ties, since school",
        "How isolated is the client?": "A lot",
        "People in the client’s life now": 2,
        "Is there anyone to confide in?": "No",
        "Has it always been so?": "Yes",
        "Relationships that mattered": "Piet, radios together; he moved and neither wrote",
        "Patterns that come back": ["Withdraws", "Expects rejection"],
        "Skills to practice": ["Starting talk", "Keeping contact"],
        "Parallels seen between the two of us": "He waits for her to be bored.",
    })  # fmt: skip
    ada.send("Save area")
    ada.sees("He waits for her to be bored.")


def the_focus_asks_for_three_confirmations(ada):
    """Row 002-16, section 2.5 of docs/clinical.md: deficits only when no death, dispute or change is found; a warning, not a wall."""
    ada.open("focus_choose", ada.course)
    ada.answer("Area", "Interpersonal deficits, few ties, since school")
    ada.is_refused("Choose focus", "Confirm that no other area fits, or say why")
    assert not CourseFocus.objects.filter(course=ada.course).exists()
    ada.tick(
        "No death is tied to the episode",
        "No dispute is tied to the episode",
        "No change of role or circumstances is tied to the episode",
    )
    ada.answer("Since", ago(weeks=8))
    ada.send("Choose focus")
    area = CourseFocus.objects.current().get(course=ada.course).area
    assert area.no_other_area_fits and area.kind == "interpersonal_deficits"


def the_formulation_is_given(ada):
    """Rows 001-21, 002-25, 003-22, 004-02: the pattern told back to him, with the circles of that day kept."""
    ada.begins_note(2)
    ada.answer("Since last session", "The same week again.")
    ada.signs(2)
    ada.open("formulation_edit")
    ada.answers({
        "Diagnosis, as told to the client": "Depression",
        "How symptoms and relationships are linked": "The fewer people he sees, the flatter he feels, and the less he asks.",
        "The pattern with people behind it": "Leaves before he can be left out.",
        "Strengths": "Patient, exact, kind to animals.",
        "Attachment style": "Dismissive",
        "Feedback given on": ago(weeks=8),
        "The client": "Amended",
        "In the client's own words": "I do not leave. I never arrive.",
    })  # fmt: skip
    ada.send("Save formulation")
    ada.sees("I do not leave. I never arrive.")
    assert ada.client.closeness_snapshots.filter(occasion="formulation").exists()


def a_therapy_beside_this_one(ada):
    """Rows 000-02, 000-03, 003-13: one primary modality, and another beside it with its purpose."""
    ada.open("adjunct_list", ada.course)
    ada.answers({
        "Modality": "CBT", "By whom": "In this practice", "What for": "The thought that he bores people", "Since": ago(weeks=8),
    })  # fmt: skip
    ada.send("Add modality")
    ada.sees("The thought that he bores people")


def the_contract_for_eight(ada):
    """Rows 001-15, 001-17, 002-18, 003-21: modest goals, one of them to seek new ties."""
    ada.open("contract_new", ada.course)
    for nth, goal in ((0, GOALS[0]), (1, GOALS[1]), (3, SYMPTOMS)):
        for label, value in goal.items():
            ada.fill(label, value, nth=nth)
    ada.answer("It aims to", "Seek new ones")
    ada.answers({"What the client does": "Try one small contact a week.", "Agreed on": ago(weeks=8)})
    ada.send("Record the contract")
    assert ada.course.contracts.get().planned_sessions == 8


def a_greeting_is_rehearsed(ada):
    """Rows 000-21, 001-14, 001-24, 002-20, 002-21, 003-25: avoidance noticed, a conversation rehearsed, a contact set as a task."""
    ada.begins_note(3, look=True)
    ada.answers({
        "Since last session": "Ate in the stairwell again.",
        "Techniques used": ["Role play", "Use of the therapeutic relationship"],
        "Strategies worked on": ["Rehearse and try contacts"],
        "Scenario": "Ines at the coffee machine. She is Ines, then he is.",
        "How the rehearsal went": "The third time he looked up.",
        "Behavior noticed": "Avoids the canteen.",
        "Skills and routes of change": ["Communication", "Expressing emotion"],
        "Goals, one a line": "Eat once in the canteen",
    })  # fmt: skip
    ada.fill("Task 1", GOOD_MORNING)
    ada.fill("With whom", "Ines", under=TO_TRY)
    ada.select("Kind", "Contact", under=TO_TRY)
    note = ada.signs(3)
    assert (note.phase, note.techniques) == ("middle", ["role_play", "therapeutic_relationship"])
    ada.open("note_edit", ada.sessions[2])
    ada.sees("The third time he looked up.", GOOD_MORNING)


def what_came_of_the_greeting(ada):
    """Rows 004-09, 004-11, 002-21, 001-21: the next session opens with the goal and the task, rated and told."""
    ada.scores(4, "phq9", PHQ[4])
    ada.begins_note(4, look=True)
    ada.sees(GOOD_MORNING, "Eat once in the canteen")
    ada.answers(
        {"Since last session": "She laughed, and asked him where he had been for four years.", GOOD_MORNING: "Done"}
    )
    ada.fill("What happened", "She had thought he did not want company.")
    ada.signs(4)
    task = ada.course.practice_tasks.get()
    assert (task.outcome, task.kind, task.person.name) == ("done", "contact", "Ines")


def the_middle_is_reviewed(ada):
    """Rows 002-18, 002-23, 004-08, 004-11: a little better; one circle nearer; the focus stays."""
    move_to(ada, "Ines", "Middle")
    ada.open("midpoint_edit", ada.course)
    ada.answers({
        GOALS[0]["Goal"]: 3, GOALS[1]["Goal"]: 4, SYMPTOMS["Goal"]: 3,
        "Is the focus still right?": "Yes, it stays",
        "What is decided": ["Continue as planned"],
        "How the client sees it": "Slow. But she saved me a seat.",
        "Held on": ago(weeks=5),
    })  # fmt: skip
    ada.send("Finish the review")
    ada.sees("Slow. But she saved me a seat.")
    assert ada.client.closeness_snapshots.filter(occasion="midpoint").exists()
    rate_the_area(ada, 3, ["New contacts made"], ago(weeks=5))


def move_to(ada, name, ring):
    """Arranged by the table, without a pointer."""
    ada.open("circles_arrange")
    ada.answer(f"Circle of {name}", ring)
    ada.send("Save circles")


def rate_the_area(ada, progress, markers, day):
    ada.open("area_rate", CourseFocus.objects.current().get(course=ada.course).area)
    ada.answers({"Progress in this area, 0 to 10": progress, "Seen by now": markers, "On": day})
    ada.send("Save rating")


def one_more_session_is_agreed(ada, kim):
    """Rows 001-15, 000-13: the length is agreed anew with its reason, as version 2; the office sees that one has no time yet."""
    ada.open("contract_new", ada.course)
    ada.answers({"Sessions": 9, "Weeks": 9, "Planned end": ago(days=2), "Agreed on": ago(weeks=4)})
    ada.is_refused("Record the new version", "Say why the contract changes")
    ada.answer("Why it changes", "One session more, so that the choir can be tried before we part.")
    ada.send("Record the new version")
    first, second = ada.course.contracts.all()
    assert (first.planned_sessions, second.planned_sessions, second.number) == (8, 9, 2)
    kim.open("course_book")
    kim.sees("1 session of the course has no time")
    kim.visitor.sees_not("choir", "deficits")
    the_ninth_has_its_time(ada)


def the_ninth_has_its_time(ada):
    """The office books from today on; this one lies in the week that has passed, so that it can be held in this story."""
    last = ada.sessions[-1].appointment
    slot = Slot(last.wall_date + dt.timedelta(weeks=1), last.wall_time, last.location, None, "video", fold=0)
    book_again(
        course=Course.objects.get(pk=ada.course.pk),
        slots=[slot],
        now=timezone.now() - dt.timedelta(weeks=4),
        by=ada.course.therapist,
    )
    ada.sessions = list(TherapySession.objects.filter(course=ada.course).in_order().select_related("appointment"))


def the_ending_begins_early(ada):
    """Section 2.2 of docs/clinical.md: the amended plan ends with session 9; a phase moved early, with its reason."""
    ada.open("phase_move", ada.course)
    ada.page.get_by_label("Ending phase", exact=False).first.check(force=True)
    ada.answers({"Begins with session": 7, "Why": "Parting is what he knows least; it needs more than two talks."})
    ada.send("Move the phase")
    move = ada.course.phase_moves.get()
    assert (move.phase, move.from_number, move.was_number) == ("termination", 7, 8)


def contacts_are_tried(ada):
    """Rows 004-08, 003-23, 003-25, 004-10: a choir tried twice; what was in the way told step by step."""
    ada.begins_note(5)
    ada.answers({"Since last session": "Lunch with Ines, twice."})
    ada.fill("Task 1", CHOIR)
    ada.select("Kind", "Try-out", under=TO_TRY)
    ada.signs(5)
    ada.begins_note(6)
    ada.answers({"Since last session": "He stood at the door and went home.", CHOIR: "Not done"})
    ada.fill("Task 1", CHOIR)
    ada.signs(6)
    ada.begins_note(7)
    ada.answers({"Since last session": "He went in. They needed a bass.", CHOIR: "Done", "Mood today": 6})
    assert ada.signs(7).phase == "termination"
    ada.go("important_people")
    ada.fill("Name or alias", "Tobias of the choir")
    ada.select("Relation", "Friend")
    ada.answer("Circle", "Outer circle")
    ada.send("Add person", look=False)
    ada.go("important_person_edit", person(ada, "Ines"))
    ada.tick("The client confides in them", "They are a support")
    ada.send("Save person", look=False)
    rate_the_area(ada, 5, ["New contacts made", "Less avoidance"], ago(weeks=1))


def a_modest_ending(ada):
    """Row 002-08: the talk before the last is of the ending phase, and he says that it is hard."""
    ada.scores(8, "phq9", PHQ[8])
    assert ada.holds(8, "Sad that it ends. Said so himself.").phase == "termination"


def what_he_takes_home(ada):
    """Rows 000-25, 001-22, 002-08: what was gained and what was not, a decision to go on once a month, warning signs and what to do then, on a page in plain words."""
    ada.open("ending_edit", ada.course)
    ada.answers({
        "The ending was raised on": ago(weeks=2),
        "Gains": "He has lunch with Ines and sings on Thursdays.",
        "Strategies the client takes along": "One sentence more.",
        "The focus is": "Improved",
        "Remaining difficulties": "Nobody yet for a bad night.",
        "Early warning signs": "Lunch in the stairwell\nPhone off on Sundays",
        "What to do then": "Write to Ines before noon",
        "People to turn to": "Ines, Maud",
        "After the course": "Maintenance IPT, under a new contract",
        "Reason for the ending": "Completed",
    })  # fmt: skip
    ada.send("Save ending")
    ada.open("take_home_page", ada.course)
    ada.sees("Lunch in the stairwell", "Write to Ines before noon")
    ada.scores(9, "phq9", PHQ[9])
    ada.holds(9, "Brought a recording of the choir.")


def the_network_then_and_now(ada):
    """Row 004-08: how many there were and are, and who came nearer."""
    ada.open("circles_compare")
    ada.sees("1 person moved closer, 1 is new.")
    network = ada.page.get_by_role("region", name="The network")
    for row in ("Middle circle 1 2", "Outer circle 1 1", "Confidants 0 1", "Supports 0 1"):
        expect(network.get_by_role("row", name=row)).to_be_visible()


def the_course_is_closed_with_its_report(ada):
    """Rows 004-08, 000-02: the network by relation and not by name; the other therapy is named and credited with nothing."""
    ada.visitor.open(reverse("report_new", args=[ada.course.pk, "end_of_treatment"]))
    expect(ada.page.get_by_label("People")).to_have_value(re.compile("Confidants: none, now 1"))
    expect(ada.page.get_by_label("Medication and other contacts")).to_have_value(re.compile("CBT.*no cause is claimed"))
    words = " ".join(field.input_value() for field in ada.page.locator("main textarea").all())
    assert "colleague" in words and "Ines" not in words and "Tobias" not in words
    ada.send("Continue to signing")
    ada.send(re.compile("^Sign report"))
    ada.course.refresh_from_db()
    assert ada.course.end_reason == "completed"


def maintenance_carries_on(kim, ada):
    """Rows 002-08, 000-26: a new contract's course, monthly, booked by the office; focus and warning signs come along."""
    kim.go("course_book")
    kim.answers({"Course": "12 every 4 weeks, 50 minutes", "Sessions": 12})
    kim.send("Show these dates")
    kim.send("Book 12 sessions", look=False)
    kim.visitor.sees_not("stairwell", "deficits", "maintenance")
    ada.open("client_detail")
    ada.sees("Carried over from course 1", "Lunch in the stairwell", "few ties, since school")
    course = Course.objects.get(client=ada.client, number=2)
    assert (course.kind, course.previous, course.sessions.count()) == ("maintenance", ada.course, 12)
    assert ada.course.contracts.count() == 2
