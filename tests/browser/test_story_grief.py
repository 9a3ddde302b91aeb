"""A course from its first session to after its last: grief for a mother who died, twelve sessions, completed."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from sessions.endings import ENDING_CHECKLIST
from sessions.models import CourseFocus, Ending

from .clinician import Clinician
from .course_begun import course_begun

FALLING = {1: "222222220", 3: "222221110", 6: "211111100", 9: "111110000", 11: "111000000", 12: "110000000"}
"""PHQ-9 answers by session: 16, 13, 8, 5, 3 and 2."""

GOALS = (
    ("Speak of her mother with Edmund", 1, 7),
    ("See Nell twice a month", 2, 6),
    ("Sleep through five nights of seven", 2, 8),
)
"""Two about people and one for the symptoms, each with its rating at the start and the one agreed for the end."""


def ago(**length):
    """A day so long before today."""
    return timezone.localdate() - dt.timedelta(**length)


@pytest.fixture
def ada(visit):
    return Clinician(visit("ada"), course_begun("Rosalind", "Quayle"))


def test_a_mother_mourned(ada, visit):
    the_first_session(ada)
    what_brings_her(ada)
    the_people_around_her(ada)
    how_it_began(ada)
    the_loss(ada)
    the_second_session(ada)
    the_formulation_is_given(ada)
    the_focus_is_chosen(ada)
    the_contract_is_agreed(ada)
    the_outcome_markers(ada, "start", AT_THE_START, ago(weeks=9))
    engagement_is_rated(ada, Motivation=6, Awareness_of_relationships=3, Commitment=8)
    the_middle_sessions(ada)
    the_middle_is_reviewed(ada)
    the_ending_is_raised_early(ada)
    the_work_moves_on(ada)
    the_last_sessions(ada)
    the_goals_at_the_end(ada)
    the_network_then_and_now(ada)
    the_outcome_markers(ada, "end", AT_THE_END, ago(days=2))
    the_ending_is_planned(ada)
    the_course_is_closed_with_its_report(ada)
    the_case_file_afterwards(ada)
    follow_up = follow_up_is_booked(visit("kim"), ada.client)
    what_has_lasted(ada, follow_up)


def the_first_session(ada):
    """Rows 001-25, 004-04: symptoms, a questionnaire, the syndrome named."""
    ada.scores(1, "phq9", FALLING[1])
    ada.begins_note(1, look=True)
    ada.sees("PHQ-9 16")
    ada.fill(
        "Since last session",
        "Tired and flat since the spring. Her mother died last year and she went straight back to work.",
    )
    ada.pick("Mood today", "3")
    ada.tick("Supportive listening", "Psychoeducation", "Name the syndrome as treatable and give hope")
    ada.pick("Sick role", "Given")
    ada.pick("Safety", "Asked, no concern")
    note = ada.signs(1)
    assert (note.session_number, note.phase) == (1, "initial")


def what_brings_her(ada):
    """Rows 000-04, 000-05, 000-12, 001-11, 002-10, 002-17, 002-26: the concerns suggest grief, and the therapist takes it up."""
    ada.open("assessment_edit")
    ada.fill("In the client’s own words", "I have not cried once since the funeral.")
    ada.tick(
        "Overwhelmed by grief, loss or a change in a relationship",
        "Chronic depression, unstable mood or anxiety in relationships",
        "Symptoms",
        "Depression or another mood disorder",
        "Grief or loss",
    )
    ada.fill("Diagnosis", "Depressive episode, moderate")
    ada.pick("Medication", "To be considered")
    ada.pick("Is IPT suited?", "Suited")
    ada.send("Save assessment")
    ada.sees("Suggested by what the client seeks help for", "I have not cried once since the funeral.")
    ada.sees("Still to talk about")
    ada.send("Identify Grief")


def the_people_around_her(ada):
    """Rows 000-16, 001-16, 001-20, 003-24: who matters, now and in the past; the circles arranged by keyboard."""
    ada.open("important_people")
    for name, relation in (("Edmund", "Partner"), ("Nell", "Friend"), ("Her mother", "Parent")):
        ada.fill("Name or alias", name)
        ada.select("Relation", relation)
        ada.send("Add person", look=False)
    ada.look_at("Her mother")
    ada.pick("Status", "Deceased")
    ada.fill("What is good", "She could make anybody laugh.")
    ada.fill("What is not so good", "She never asked how things were.")
    ada.send("Save person", look=False)
    ada.look_at("Edmund", look=False)
    ada.tick("The client confides in them", "They are a support")
    ada.fill("What the client expects of them", "That he asks once more when she says she is fine.")
    ada.send("Save person", look=False)
    arranges_the_circles(ada, {"Edmund": 3, "Nell": 1, "Her mother": 3})
    rings = {person.name: person.closeness for person in ada.client.important_people.all()}
    assert rings == {"Edmund": 1, "Nell": 3, "Her mother": 1}


def arranges_the_circles(ada, closer):
    """`closer`: name to how many times the upward key is pressed."""
    ada.open("circles_arrange")
    for name, times in closer.items():
        dot = ada.page.get_by_role("button", name=re.compile(f"^{name}, "))
        for _ in range(times):
            dot.press("ArrowUp")
    expect(ada.page.locator("[data-circles-state]")).to_have_text("Not saved yet")
    ada.send("Save circles", look=False)


def how_it_began(ada):
    """Rows 000-11, 002-24: the death and the onset on one line of time, the death linked to the mother."""
    died_on, onset_on = ago(weeks=60), ago(weeks=30)
    ada.open("life_event_new")
    ada.fill("What happened", "Her mother died")
    ada.fill("When", died_on.isoformat())
    ada.select("Kind", "Death")
    ada.select("With whom", "Her mother")
    ada.select("Problem area it points to", "Grief")
    ada.send("Save event")
    ada.go("life_event_new")
    ada.fill("What happened", "Sleepless, then flat")
    ada.fill("When", onset_on.isoformat())
    ada.select("Kind", "Onset of the episode")
    ada.send("Save event", look=False)
    ada.sees("Her mother died", "Sleepless, then flat")


def the_loss(ada):
    """Rows 002-13, 000-17, 004-05: grief with its own fields, how it happened, what was good and hard, how mourning went."""
    area = ada.client.problem_areas.get()
    ada.open("problem_area_edit", area)
    ada.fill("Whom or what it is about", "her mother’s death")
    ada.select("Person of the inventory", "Her mother")
    ada.select("Kind of loss", "Death of a significant other")
    ada.fill("Date of the death or loss", ago(weeks=60).isoformat())
    ada.pick("Grief so far", "Delayed")
    ada.pick("Was the client there?", "No")
    ada.fill("What was good", "She could make anybody laugh.")
    ada.fill("What was hard", "Nothing sad was ever said aloud.")
    ada.fill("What was left unsaid or undone", "A quarrel about the house, never made up.")
    ada.fill("Reactions then", "None. She arranged everything.")
    ada.send("Save area")
    area.refresh_from_db()
    assert (area.kind, area.loss_kind, area.details["pattern"]) == ("grief", "death", "delayed")
    ada.sees("A quarrel about the house, never made up.")
    ada.visitor.sees_not("role transition")  # no hint about other losses beside a death


def the_second_session(ada):
    """Rows 001-13, 001-23: the story is told; what is asked about is ticked in the guide."""
    ada.begins_note(2)
    ada.fill("Since last session", "Two bad nights, near the anniversary.")
    ada.tick("Clarification", "Interpersonal inventory and closeness circle", "Timeline: symptoms against life events")
    ada.pick("Link between event and mood", "Event led to mood")
    ada.signs(2)


def the_formulation_is_given(ada):
    """Rows 000-15, 001-21, 003-22, 004-02: told in plain words, agreed in hers, and as a letter to take home."""
    ada.open("formulation_edit")
    ada.fill("Diagnosis, as told to the client", "Depression")
    ada.fill("Onset of the episode", ago(weeks=30).isoformat())
    ada.tick("Her mother died")
    ada.select("Linked to", "Grief")
    ada.fill("How symptoms and relationships are linked", "The low mood began where the mourning was put off.")
    ada.fill("Why now", "The first anniversary came near.")
    ada.fill("What keeps it going", "Nobody speaks of her mother at home.")
    ada.fill("Strengths", "She looks after people well.")
    ada.fill("What is proposed", "Twelve talks in which to tell the story of her mother, and to find company in it.")
    ada.fill("Feedback given on", ago(weeks=9).isoformat())
    ada.pick("The client", "Agreed")
    ada.fill("In the client's own words", "So it is grief. I had thought I was just tired.")
    ada.send("Save formulation")
    ada.sees("So it is grief. I had thought I was just tired.")
    ada.look_at("Letter to the client")
    letter = ada.page.get_by_label("The letter")
    expect(letter).to_have_value(re.compile("Nobody speaks of her mother at home"))
    letter.fill(letter.input_value().replace("her mother", "your mother").replace("Her mother", "your mother"))
    ada.send("Save and see it on paper")
    ada.sees("How we understand it so far", "Nobody speaks of your mother at home.", "it is nobody’s fault")


def the_focus_is_chosen(ada):
    """Rows 002-18, 004-02: grief, after the assessment and with its reason."""
    ada.open("focus_choose", ada.course)
    ada.tick("Grief, her mother’s death")
    ada.fill("Since", ago(weeks=9).isoformat())
    ada.send("Choose focus", look=False)
    focus = CourseFocus.objects.current().get(course=ada.course)
    assert (focus.area.kind, focus.rank) == ("grief", "primary")


def the_contract_is_agreed(ada):
    """Rows 000-13, 001-15, 001-17, 002-07, 003-21: how long, towards what, and what each of the two does."""
    ada.open("contract_new", ada.course)
    for nth, (statement, at_the_start, at_the_end) in zip((0, 1, 3), GOALS, strict=True):
        for label, value in (
            (re.compile("^Goal"), statement),
            ("At the start", at_the_start),
            ("At the end", at_the_end),
        ):
            ada.fill(label, value, nth=nth)
    ada.fill("Missed sessions and holidays", "A missed session is moved within the week where we can.")
    ada.fill("What the client does", "Bring photographs, and what stirs.")
    ada.fill("Agreed on", ago(weeks=9).isoformat())
    ada.send("Record the contract")
    assert list(ada.course.goals.values_list("baseline", flat=True)) == [1, 2, 2]


def the_outcome_markers(ada, occasion, rated, on):
    """Rows 000-22 to 000-24, 001-28, 002-22, 003-26: how far each is true, asked at the start, in the middle and at the end."""
    ada.open("outcomes_rate", ada.course, f"?occasion={occasion}")
    for marker, answer in rated.items():
        ada.pick(marker, answer)
    ada.fill("Rated on", on.isoformat())
    ada.send("Save ratings")


AT_THE_START = {
    "Managing grief, transition and stress": "Not yet",
    "Repairing ties": "A little",
    "Better sleep, concentration, motivation": "Not yet",
    "Acceptance of emotion": "Not yet",
}
AT_THE_END = dict.fromkeys(AT_THE_START, "Mostly")


def the_middle_sessions(ada):
    """Rows 000-21, 001-27, 004-05, 004-09: affect named, strategies ticked, a task set and asked about the week after."""
    ada.scores(3, "phq9", FALLING[3])
    ada.holds(3, "The letter lies on the kitchen table.")
    feelings_are_borne(ada, 4)
    the_story_is_told(ada, 5)
    what_came_of_the_task(ada, 6)


def feelings_are_borne(ada, number):
    """Row 001-27: encouragement of affect, and the affect named."""
    ada.begins_note(number)
    ada.fill("Since last session", "She found her mother’s recipe book and put it away again.")
    ada.tick("Encouragement of affect", "Sad", "Guilty")
    ada.fill("In the client’s own words", "I wept, and it ended.")
    note = ada.signs(number)
    assert (note.phase, note.feelings) == ("middle", ["sad", "guilty"])
    ada.open("note_edit", ada.sessions[number - 1])
    ada.sees("Encouragement of affect", "Sad", "I wept, and it ended.")


def the_story_is_told(ada, number):
    """Rows 001-21, 002-21, 003-25, 004-09: strategies of grief, a goal for the week, and something to try until next time."""
    ada.begins_note(number)
    ada.fill("Since last session", "Slept badly after the cemetery.")
    ada.tick("Tell the story of before, during and after", "Reconstruct the relationship, good and bad", "Grief work")
    ada.fill("Progress", "Speaks of the last week in the hospital.")
    ada.fill("Goals, one a line", "Ask Edmund to look at the photographs with her")
    ada.fill("Task 1", "Look at the photographs")
    ada.fill("With whom", "Edmund", under="Something to try until next time")
    note = ada.signs(number)
    assert note.strategies == ["grief.reconstruct_relationship", "grief.tell_the_story"]


def what_came_of_the_task(ada, number):
    """Rows 002-21, 004-09, 004-11: the next session opens with the goal and the task of the last."""
    ada.begins_note(number, look=True)
    ada.sees("Last week’s goals", "To ask about", "Look at the photographs")
    ada.fill("Since last session", "They looked for two hours. He had wanted to ask all year.")
    ada.pick("Ask Edmund to look at the photographs with her", "Done")
    ada.pick("Look at the photographs", "Done")
    ada.fill("What happened", "They laughed, and then both wept.")
    ada.signs(number)
    task = ada.course.practice_tasks.get()
    assert (task.outcome, task.person.name) == ("done", "Edmund")


def the_middle_is_reviewed(ada):
    """Rows 002-18, 004-11, 000-22: scores against the start, the goals, is the focus still right, and what is decided."""
    ada.scores(6, "phq9", FALLING[6])
    ada.go("client_detail")
    ada.look_at("Midpoint review")
    ada.sees("8 below the start. Reliable change.")
    for (goal, _start, _end), rating in zip(GOALS, (4, 5, 4), strict=True):
        ada.pick(goal, str(rating))
    ada.pick("Is the focus still right?", "Yes, it stays")
    ada.tick("Continue as planned")
    ada.fill("How the client sees it", "Lighter, and sadder. She wants to go on.")
    ada.fill("Held on", ago(weeks=6).isoformat())
    ada.send("Finish the review")
    ada.sees("Continue as planned", "Lighter, and sadder. She wants to go on.")
    review = ada.course.midpoint_review
    assert review.decisions == ["continue"] and [goal.ratings.count() for goal in ada.course.goals.all()] == [1, 1, 1]


def engagement_is_rated(ada, **ratings):
    """Row 002-23: motivation, awareness and commitment, 0 to 10."""
    ada.open("engagement_rate", ada.course)
    for question, rating in ratings.items():
        ada.pick(question.replace("_", " "), str(rating))
    ada.send("Save ratings")


def the_ending_is_raised_early(ada):
    """Row 000-14, ipt.md 2.9: four sessions before the last the planner opens by itself, with every item of the checklist."""
    ada.holds(7, "Took the recipe book out again, with Edmund.")
    ada.go("client_detail")
    ada.visitor.sees_not("Raise the ending")
    ada.holds(8, "Cooked from it. Nell came.")
    ada.go("client_detail")
    ada.look_at("Ending checklist")
    ada.sees("A brief rise in symptoms near the end is common and is not by itself a relapse.")
    ada.fill("The ending was raised on", ada.sessions[7].appointment.wall_date.isoformat())
    ada.send("Save ending", look=False)
    ada.sees("1 of 16 done")


def the_work_moves_on(ada):
    """Rows 004-05, 004-08: mourning has moved; how far is rated on the area's own page."""
    ada.scores(9, "phq9", FALLING[9])
    ada.holds(
        9, "Told the story of the last day, from the call to the door.", progress="Speaks of her with mixed feelings."
    )
    ada.go("client_detail")
    ada.look_at("Rate progress")
    ada.pick("Progress in this area, 0 to 10", "7")
    ada.tick("Can speak of the person with mixed feeling", "New or renewed contacts")
    ada.send("Save rating")
    ada.sees("Can speak of the person with mixed feeling")


def the_last_sessions(ada):
    """Rows 001-22, 004-09: leave-taking, and the last questionnaire."""
    ada.holds(10, "Went to the grave with Edmund, on a day that was no anniversary.")
    ada.scores(11, "phq9", FALLING[11])
    ada.holds(11, "Sad that the talks end, and not frightened of it.")
    ada.scores(12, "phq9", FALLING[12])
    ada.begins_note(12)
    ada.fill("Since last session", "A good week. She brought a cake from the recipe book.")
    ada.tick("Work on the ending")
    ada.pick("Safety", "Asked, no concern")
    note = ada.signs(12)
    assert (note.session_number, note.phase) == (12, "termination")
    ada.sees("12 of 12 held")


def the_goals_at_the_end(ada):
    """Row 003-21: each goal rated against the start."""
    ada.go("client_detail")
    ada.look_at(re.compile("^Rate the three goals"))
    for (goal, _start, _wished), rating in zip(GOALS, (7, 6, 8), strict=True):
        ada.pick(goal, str(rating))
    ada.send("Save ratings", look=False)


def the_network_then_and_now(ada):
    """Rows 004-08, ipt.md 2.4: the circles of the end, beside those of the beginning."""
    arranges_the_circles(ada, {"Nell": 1})
    ada.open("circles_compare")
    ada.sees("1 person moved closer.")


def the_ending_is_planned(ada):
    """Rows 000-25, 001-22, ipt.md 2.9: every item of the checklist, in her words, and the page she takes home."""
    ada.open("ending_edit", ada.course)
    ada.tick("Feelings about the ending were talked about", "The final measures were given")
    for label, text in ENDING.items():
        ada.fill(label, text)
    ada.fill("Follow-up on", timezone.localdate() + dt.timedelta(weeks=8))
    ada.pick("The focus is", "Improved")
    ada.select("After the course", "Booster sessions")
    ada.select("Reason for the ending", "Completed")
    ada.send("Save ending", look=False)
    assert Ending.objects.get(course=ada.course).done_count == len(ENDING_CHECKLIST)
    ada.open("take_home_page", ada.course)
    ada.sees(
        "Keeping well",
        "My early warning signs",
        "Saying “I am just tired”",
        "Ask Nell for an evening",
        "call or text 988",
    )
    ada.visitor.sees_not("PHQ-9", "Depressive episode")


ENDING = {
    "Gains": "I can speak of her, and of what was hard.",
    "Why the client thinks things are better": "Because somebody else remembered with me.",
    "Strategies the client takes along": "Say her name\nKeep the anniversary with Edmund",
    "Remaining difficulties": "The house is not sold yet.",
    "Early warning signs": "Saying “I am just tired”\nPutting photographs away",
    "What to do then": "Tell Edmund the same day.",
    "People to turn to": "Edmund\nAsk Nell for an evening",
    "If symptoms return": "Call the practice after two bad weeks.",
    "The client's confidence to cope": "8",
}


def the_course_is_closed_with_its_report(ada):
    """ipt.md 6.4: the report says what the chart says; signing it closes the course, and nothing stays on the calendar."""
    ada.go("client_detail")
    ada.look_at("End-of-treatment report")
    ada.sees("Nothing. Every section has something to say.")
    for said in (
        "12 of 12 planned sessions held",
        "PHQ-9 was 8: 8 below the start of 16. Reliable change.",
        "Mourning now: can speak of the person with mixed feeling.",
        "the client agreed: “So it is grief. I had thought I was just tired.”",
        "Plan: Tell [partner] the same day.",
        "Completed as agreed, after 12 of 12 sessions.",
    ):
        expect(ada.page.locator("textarea").filter(has_text=said)).to_have_count(1)
    ada.send("Continue to signing")
    ada.sees("The course is closed: Completed.")
    ada.send(re.compile("^Sign report"))
    ada.course.refresh_from_db()
    assert (ada.course.end_reason, ada.course.closed_by.full_name) == ("completed", "Ada Lindqvist")
    assert ada.course.reports.get(kind="end_of_treatment").is_signed
    assert not ada.client.appointments.filter(status="booked").exists()


def the_case_file_afterwards(ada):
    """The chart of a closed course can be read and is not worked on any more."""
    ada.open("client_detail")
    ada.sees("12 of 12 held", "PHQ-9 16 to 2", "Nothing is booked.", "So it is grief. I had thought I was just tired.")
    ada.visitor.sees_not("What needs doing", "Open session", "Rate progress", "Sign the note")
    ada.open("client_sessions")
    ada.open("client_timeline")
    ada.sees("Her mother died")
    ada.open("client_documents")
    ada.sees("End-of-treatment report")


def follow_up_is_booked(kim, client):
    """Rows 002-08, ipt.md 2.1: a new contract with its own times, booked by the office as course 2 of the same case."""
    kim.open(reverse("course_book", args=[client.pk]))
    kim.page.get_by_label("Course", exact=True).select_option(label="3 every 8 weeks, 50 minutes")
    kim.page.get_by_label("Sessions", exact=True).fill("3")
    kim.page.get_by_label("From", exact=True).fill((timezone.localdate() + dt.timedelta(weeks=8)).isoformat())
    kim.press("Show these dates")
    kim.press("Book 3 sessions")
    kim.sees_not("grief", "mother")
    course = client.courses.get(number=2)
    assert (course.kind, course.previous.number, course.sessions.count()) == ("follow_up", 1, 3)
    return course


def what_has_lasted(ada, course):
    """Row 000-26: the follow-up review, in the new course of the same case."""
    ada.go("client_detail")
    ada.look_at("Follow-up review")
    for gain, answer in LASTED.items():
        ada.pick(gain, answer)
    ada.pick("How it stands", "Keeping well")
    ada.pick("What next", "Nothing more for now")
    ada.fill("Note", "The anniversary was a good day.")
    ada.send("Record the review")
    ada.sees("Keeping well", "The anniversary was a good day.")
    assert course.follow_up_reviews.get().status == "well"
    ada.go("client_detail", query="?course=1")
    ada.sees("12 of 12 held")


LASTED = {
    "Balanced relationships": "Mostly",
    "Stating needs and boundaries": "Mostly",
    "Ease in transitions": "A little",
    "Steady emotion regulation": "Fully",
    "Restored connection": "Fully",
}
