"""Sam supervises Ada: reads a note, asks for a change, looks again, co-signs; then the supervision ends and the door is shut.

A focus changed late asks for supervision: section 3.5 of docs/clinical.md.
"""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Supervision
from sessions.models import CoSignature, CourseFocus, NoteAddendum

from .clinician import Clinician
from .course_begun import course_begun

QUEUE = reverse("supervision_queue")
FIRST = "Linnea Ashdown, session 1"
CLINICAL = ("role dispute", "role transition", "grief", "phq", "sister", "supervision")
MOVE = "the move out of the shared flat"
ASKED = "Say what was asked about safety, and what she answered."
ADDED = "Asked directly: no thoughts of harming herself, no plan. She would call her sister first."


@pytest.fixture
def cast(visit):
    """Each of them at the same course of Ada's, eight of whose twelve sessions have had their time."""
    course = course_begun("Linnea", "Ashdown", template="ipt_12", held=8)
    return {who: Clinician(visit(who), course) for who in ("ada", "sam", "kim", "ali")}


def test_supervision_from_the_first_note_to_its_end(cast):
    ada, sam = cast["ada"], cast["sam"]
    ada_names_two_areas_and_works_on_the_dispute(ada)
    ada_signs_a_note_that_says_too_little(ada)
    sam_finds_it_in_the_queue_and_asks_for_a_change(sam)
    ada_sees_it_on_today_and_on_the_note_and_adds_to_it(ada)
    sam_looks_again_and_co_signs(sam)
    ada_changes_the_focus_after_the_midpoint(ada)
    sam_sees_that_the_focus_changed(sam)
    kim_sees_none_of_it(cast["kim"])
    ali_ends_the_supervision(cast["ali"])
    sam_finds_nothing_any_more(sam)


def ada_names_two_areas_and_works_on_the_dispute(ada):
    """Row 002-18: the areas at work are identified, and one of them is the focus."""
    for kind, about in (("role_dispute", "with her sister"), ("role_transition", MOVE)):
        ada.go("problem_area_new", query=f"?kind={kind}")
        ada.answer("Whom or what it is about", about)
        ada.send("Save area", look=False)
    ada.go("focus_choose", ada.course)
    ada.answer("Area", "Role dispute, with her sister")
    ada.send("Choose focus", look=False)


def ada_signs_a_note_that_says_too_little(ada):
    """Rows 000-21, 004-09: the note of the first session, with nothing about safety."""
    ada.begins_note(1)
    ada.answers({
        "Since last session": "Quarrel with her sister about the rent; she has not slept.",
        "Techniques used": ["Communication analysis", "Supportive listening"],
        "Progress": "She sees that the evenings are worst after a call.",
    })  # fmt: skip
    ada.signs(1)


def sam_finds_it_in_the_queue_and_asks_for_a_change(sam):
    """A supervisor opens the queue, reads the note there is, and says what is missing from it."""
    sam.visitor.open(QUEUE)
    sam.look_at(FIRST)
    sam.sees("Quarrel with her sister")
    sam.look_at("Ask for a change")
    sam.answer("What should change", ASKED)
    sam.send("Ask for the change")
    sam.sees("Waiting for the author")
    sam.visitor.open(QUEUE)
    waiting = sam.page.get_by_role("region", name="Waiting for the author")
    expect(waiting.get_by_role("link", name=FIRST)).to_be_visible()


def ada_sees_it_on_today_and_on_the_note_and_adds_to_it(ada):
    """The request stands on Today and beside the note; the note stays as it was signed, the addition follows it."""
    ada.visitor.open("/")
    expect(asked_on_today(ada)).to_contain_text("Sam Tolliver")
    ada.open("note_edit", ada.sessions[0])
    ada.sees(ASKED)
    ada.look_at("Answer")
    ada.answers({"Your answer": "Add to the note", "Text": ADDED})
    ada.send("Sign and answer")
    ada.sees(ADDED)
    assert NoteAddendum.objects.get(note__therapy_session=ada.sessions[0]).text == ADDED
    ada.page.goto("/")
    expect(asked_on_today(ada)).to_have_count(0)


def asked_on_today(ada):
    return ada.page.get_by_role("listitem").filter(has_text="Linnea Ashdown").filter(has_text="asks for a change")


def sam_looks_again_and_co_signs(sam):
    sam.visitor.open(QUEUE)
    row = sam.page.get_by_role("listitem").filter(has_text=FIRST)
    expect(row.get_by_text("Answered", exact=True)).to_be_visible()
    sam.look_at(FIRST)
    sam.sees(ADDED)
    sam.send("Co-sign note")
    signature = CoSignature.objects.get(note__therapy_session=sam.sessions[0])
    assert signature.signed_by.email == "sam@practice.example"
    sam.page.goto(QUEUE)
    expect(sam.page.get_by_role("link", name=FIRST)).to_have_count(0)


def ada_changes_the_focus_after_the_midpoint(ada):
    """A primary focus changed after session 6 of 12 asks for supervision, and does not stop her."""
    for number in range(2, 8):
        ada.begins_note(number)
        ada.signs(number)
    ada.open("focus_choose", ada.course)
    ada.sees("7 of 12 held: talk a change of focus over in supervision.")
    ada.answers({"Area": f"Role transition, {MOVE}", "As": "Primary"})
    ada.is_refused("Choose focus", "Say why the focus changes")
    ada.answer("Why", "The quarrel is settled; the move is what keeps her low.")
    ada.send("Choose focus")
    assert CourseFocus.objects.current().get(course=ada.course).area.kind == "role_transition"


def sam_sees_that_the_focus_changed(sam):
    sam.visitor.open(QUEUE)
    row = sam.page.get_by_role("row").filter(has_text="Linnea Ashdown")
    expect(row.get_by_text("Focus changed after the midpoint")).to_be_visible()
    sam.visitor.press("Linnea Ashdown", role="link", within=row)
    sam.sees(MOVE)


def kim_sees_none_of_it(kim):
    """Row 001-08: the office manager reads when and how often, and not one clinical word."""
    kim.open("client_contact")
    kim.sees("7 of 12 held")
    kim.visitor.sees_not(*CLINICAL)
    kim.visitor.expected.add(403)
    for page in (QUEUE, *pages_of_the_case(kim)):
        assert kim.page.goto(page).status == 403
        kim.visitor.sees_not("Ashdown", *CLINICAL)


def ali_ends_the_supervision(ali):
    """Yesterday is the last day, so that it ends at once, as the page says."""
    relation = Supervision.objects.get(
        supervisor__email="sam@practice.example", supervisee__email="ada@practice.example"
    )
    ali.open("supervision_end", relation)
    ali.answer("Last day", timezone.localdate() - dt.timedelta(days=1))
    ali.send("End supervision")


def sam_finds_nothing_any_more(sam):
    """On the day it ends the case is as if there were none, for the supervisor, and the queue holds nothing of Ada's."""
    sam.visitor.expected.add(404)
    for page in (reverse("client_detail", args=[sam.client.pk]), *pages_of_the_case(sam)):
        assert sam.page.goto(page).status == 404
        sam.visitor.sees_not("Ashdown", "sister")
    sam.visitor.open(QUEUE)
    sam.visitor.sees_not("Ashdown", "Ada Lindqvist")


def pages_of_the_case(one):
    session = one.sessions[0]
    note = session.note
    return [
        reverse("note_edit", args=[session.pk]),
        reverse("change_request_new", args=[note.pk]),
        reverse("review_comment_new", args=[note.pk]),
    ]
