"""The demo's stories as data: they add up, whatever day of the week they are told on. No database."""

import datetime as dt
import random

import pytest

from ipt_practice.demo.load import STORIES
from ipt_practice.demo.people import BY_KEY, PEOPLE, STAFF
from ipt_practice.demo.sentences import Writer, steps_of
from ipt_practice.demo.sheets import answers_for
from ipt_practice.demo.stories.plot import DRAFT, HELD, UNWRITTEN
from ipt_practice.demo.stories.waiting import WAITING
from measures.instruments import instrument
from measures.scoring import score
from problem_areas.catalogue import AREAS
from sessions.course_plan import TEMPLATES
from sessions.techniques import TECHNIQUES

each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.person)


def test_everyone_is_told_of_once():
    told = [story.person for story in STORIES] + [waiting.person for waiting in WAITING]
    assert sorted(told) == sorted(BY_KEY)
    assert 38 <= len(PEOPLE) <= 45


def test_every_area_and_phase_has_its_courses():
    assert {story.area for story in STORIES} - {""} == set(AREAS)
    phases = {
        TEMPLATES[story.template].phase_bounds.sessions_in("middle")[0] <= story.past.count(HELD) + 1
        for story in STORIES
    }
    assert phases == {True, False}


@each_story
def test_a_story_has_a_score_for_each_session(story):
    held = sum(story.past.count(fate) for fate in (HELD, DRAFT, UNWRITTEN)) + story.early
    assert len(story.phq) == len(story.gad) == held
    assert len(story.past) <= TEMPLATES[story.template].planned_sessions


def test_no_clinician_is_in_two_places():
    taken = {}
    for story in STORIES:
        weekday = story.next_in % 7
        for other in taken.setdefault((story.therapist, weekday), []):
            apart = abs(minutes(story.at) - minutes(other.at))
            assert apart >= 50, (story.person, other.person)
        taken[story.therapist, weekday].append(story)


def minutes(clock):
    hours, rest = clock.split(":")
    return int(hours) * 60 + int(rest)


def test_ada_has_a_full_day_today():
    assert len([story for story in STORIES if story.therapist == "ada" and story.next_in == 0]) == 6


@each_story
def test_every_note_can_be_written(story):
    bounds = TEMPLATES[story.template].phase_bounds
    writer = Writer(story, bounds, random.Random(1))
    assert len(steps_of(bounds)) == bounds.planned
    for number in range(1, min(len(story.phq), bounds.planned) + 1):
        note = writer.note(number, before=None, score=10, next_on=dt.date(2026, 3, 10))
        assert not [text for text in texts_in(note) if "{" in text]
        assert set(note["techniques"]) <= set(TECHNIQUES)


def texts_in(value):
    """Every text of a note, those inside of its parts too."""
    if isinstance(value, dict):
        value = list(value.values())
    return [text for each in value for text in texts_in(each)] if isinstance(value, list) else [str(value)]


def test_steps_of_a_short_course_carry_the_tasks_that_were_left_out():
    story = next(story for story in STORIES if story.template == "ipt_b")
    writer = Writer(story, TEMPLATES["ipt_b"].phase_bounds, random.Random(1))
    tasks = [writer.note(n, before=None, score=9, next_on=None)["tasks_done"] for n in range(1, 9)]
    assert {"inventory", "contract", "midpoint_review", "coping_plan"} <= {key for each in tasks for key in each}


@pytest.mark.parametrize("key", ["phq9", "gad7", "phq_a"])
def test_a_sheet_adds_up(key):
    for total in range(21):
        answers = answers_for(key, total, random.Random(total))
        assert score(instrument(key), answers).total == total


def test_a_sheet_that_means_danger_says_so_in_one_item():
    answers = answers_for("phq9", 19, random.Random(3), risk=2)
    assert (answers["self_harm"], sum(answers.values())) == (2, 19)


def test_the_staff_can_be_reached_nowhere_but_in_the_demo():
    assert {member.email.rpartition("@")[2] for member in STAFF} == {"practice.example"}
    assert {person.contact(1)["email"].rpartition("@")[2] for person in PEOPLE if person.by_email} == {"client.example"}
    assert all(person.contact(number)["phone"][5:10] == "55501" for number, person in enumerate(PEOPLE, 1))


@pytest.mark.parametrize("today", [dt.date(2026, 1, 1), dt.date(2028, 2, 29), dt.date(2026, 12, 31)])
def test_everyone_is_as_old_as_told(today):
    for number, person in enumerate(PEOPLE, 1):
        born = person.born_on(today, number)
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        assert age == person.age, person.key
