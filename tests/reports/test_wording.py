"""The sentences a report begins with."""

import datetime as dt

import pytest
from django.utils import timezone

from reports.facts import END_OF_TREATMENT, Note
from reports.gather import gather
from reports.phrases import lower_first
from reports.sections import SECTIONS, chart_text, ending_with, parts_of
from reports.typeset import typeset
from reports.wording.worked import strategies_used, tasks_tried

pytestmark = pytest.mark.django_db


def said(made, now, kind="end_of_treatment", reason=""):
    return chart_text(ending_with(gather(made.course, kind, now=now), reason))


def test_every_item_of_the_clinical_reference_is_there():
    """docs/clinical.md 6.3 has 12 items, 6.4 has 16."""
    assert [section.item for section in SECTIONS["midcourse"]] == list(range(1, 13))
    assert [section.item for section in SECTIONS["end_of_treatment"]] == list(range(1, 17))


@pytest.mark.parametrize("kind", SECTIONS)
def test_part_keys_differ(kind):
    keys = [part.key for part in parts_of(kind)]
    assert len(keys) == len(set(keys))


def test_the_end_of_a_whole_course(oak, now):
    text = said(oak, now)
    assert text["dates"] == (
        "First contact November 17, 2025. Consultation November 24, 2025. 12 of 12 planned sessions held: weekly, 50 minutes, "
        "in person, from December 2, 2025 to February 24, 2026. 1 late cancel (Feb 3), not counted."
    )
    assert text["presenting"] == (
        "Seven months of low mood, early waking and loss of interest, since the farm was sold. No earlier episodes. "
        "Onset of the episode: May 2025."
    )
    assert text["diagnosis"] == (
        "At the start: Major depressive disorder, single episode, moderate. At the end: PHQ-9 6, mild symptoms."
    )
    assert text["assessment"] == (
        "Scores at the start, December 2, 2025: PHQ-9 18 (moderately severe) and GAD-7 13 (moderate). "
        "Around the onset: sold the farm (April 2025).\n\n"
        "At the start 4 people in the interpersonal inventory, 2 of them in the inner or middle circle; no confidants. "
        "Strengths: keeps promises; good with animals."
    )
    assert text["focus"] == (
        "Role transition (primary), from running his own farm to employed work. Chosen December 16, 2025.\n\n"
        "Depression followed the loss of the role he was proud of, of daily company and of a say in his own day. "
        "Given to the client on December 16, 2025; the client agreed:\n\n"
        "“I am not just tired. I lost the thing I was.”\n\n"
        "Contract, agreed December 16, 2025: 12 sessions, planned end March 10, 2026."
    )
    assert text["course_ending"].startswith(
        "Sessions 10 to 12. The end was raised on January 27, 2026 (Session 9). Feelings about the ending were talked about. "
        "PHQ-9 rose by 1 point at session 10, which is common near the end, and fell again."
    )
    assert text["course_beside"] == "No medication was recorded."
    assert text["additions"] == (
        "Session 3 (Dec 16), added December 17, 2025 by Ada Test, LCSW: The sale was in April, not in May."
    )
    assert text["people"] == (
        "Inner circle: none, now 1. Middle: 2. Outer: 2, now 3. Confidants: none, now 2. Relations are printed, never names."
    )
    assert text["risk"] == (
        "The safety item of the PHQ-9 was “not at all” on all 12 sheets. Session 12: asked directly, no concern. "
        "Risk assessment of December 3, 2025: no current risk found; continue, and ask again each session."
    )
    assert text["reason"] == "Completed as agreed, after 12 of 12 sessions."
    assert text["remaining"] == "Waking before five two or three nights a week."
    assert text["recommendations"].startswith("No further treatment. Follow-up on June 9, 2026.")


def test_sentences_name_their_sessions(oak, now):
    assert "- Session 4: Good and bad of the old role and the new." in said(oak, now)["course_middle"]
    assert (
        "- Session 3: Good and bad of the old role and the new. With an addition, see below."
        in said(oak, now)["course_initial"]
    )


def test_midcourse(halfway, now):
    text = said(halfway, now, "midcourse")
    assert text["course"] == (
        "Middle phase, 6 left. 6 of 12 planned sessions held: weekly, 50 minutes, in person, from December 2, 2025 to "
        "January 6, 2026."
    )
    assert text["response"].startswith(
        "PHQ-9 is 12: 6 below the start of 18. Reliable change. GAD-7 is 8: 5 below the start of 13. Reliable change."
    )
    assert text["interventions"].startswith(
        "Techniques used most: encouragement of affect (6 sessions), role play (6)."
    )
    assert text["plan"] == (
        "6 sessions left, planned end March 10, 2026. Planned in the last notes: Ask [partner] about the lambing (Session 5). "
        "Ask [partner] about the lambing (Session 6)."
    )


@pytest.mark.parametrize(
    "reason", ["", "completed", "early_by_agreement", "dropout", "transferred", "administrative", "safety"]
)
@pytest.mark.parametrize("chart", ["oak", "fir", "ash"])
def test_no_part_is_ever_blank(request, now, chart, reason):
    """What is missing says so; only what is marked optional may be empty."""
    text = said(request.getfixturevalue(chart), now, reason=reason)
    optional = {part.key for part in parts_of(END_OF_TREATMENT) if part.optional}
    assert {key for key, words in text.items() if not words} <= optional


def test_after_a_dropout_the_sections_about_the_end_read_not_completed(ash, now):
    text = said(ash, timezone.now())
    for key in ("people", "remaining", "warning"):
        assert text[key] == "Not completed."
    assert text["course_ending"] == "Not reached."
    assert text["reason"].startswith("The client did not come back, after 5 of 16 sessions. The last session was on ")
    assert text["reason"].endswith(
        "How the practice tried to reach the client: called twice, wrote on the third day. No answer."
    )


def test_after_a_planned_ending_they_read_not_recorded(fir, now):
    text = said(fir, now, reason="completed")
    assert (text["people"], text["remaining"], text["warning"]) == ("Not recorded.",) * 3


def test_typeset():
    assert typeset("One.\nTwo.\n\nSigns:\n- a\n- b\n\n“Mine.”") == [
        {"kind": "p", "text": "One.\nTwo.", "leads": False},
        {"kind": "p", "text": "Signs:", "leads": True},
        {"kind": "list", "items": ["a", "b"]},
        {"kind": "words", "text": "“Mine.”", "leads": False},
    ]
    assert typeset("") == []


def test_strategies_and_what_was_tried_are_told_by_phase():
    """Rows 001-21, 002-19 and 002-21."""
    notes = [
        Note(session=5, on=dt.date(2026, 1, 5), strategies=("grief.reconnect",), tried=("done",), own_techniques=("Walking",)),
        Note(session=6, on=dt.date(2026, 1, 12), strategies=("grief.reconnect", "grief.gone"), tried=("not_tried", "done")),
    ]  # fmt: skip
    assert strategies_used(notes) == "Strategies: Consider ways to reconnect with others (Sessions 5, 6)."
    assert tasks_tried(notes) == "Tasks between sessions: 2 done, 1 not tried."
    assert (strategies_used([]), tasks_tried([])) == ("", "")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("A conflict at work", "a conflict at work"),
        ("PHQ-9 fell", "PHQ-9 fell"),
        ("I said so", "I said so"),
        ("Calm", "calm"),
    ],
)
def test_a_sentence_goes_on_in_small_letters(text, inside):
    assert lower_first(text) == inside
