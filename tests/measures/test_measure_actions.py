"""Sheets are kept as answered, corrected by another sheet, and danger raises its alert in the same transaction."""

import datetime as dt

import pytest

from measures.actions import SheetWasReplaced, record_answers, replace_answers
from measures.models import Administration
from measures.scores import scores_for
from measures.scoring import InvalidAnswer
from safety.models import SafetyAlert
from tests.sessions.moments import next_of, phq9

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 10)


def record(cast, answers, **fields):
    given = {"client": cast.casey, "instrument": "phq9", "taken_on": DAY, "by": cast.ada} | fields
    return record_answers(answers=answers, **given)


def test_record_answers_keeps_them_with_their_score(cast):
    sheet = record(cast, phq9(14))
    assert (sheet.total, sheet.missing, sheet.prorated, sheet.band) == (14, 0, False, "moderate")
    assert Administration.objects.get().answers == phq9(14)
    assert not SafetyAlert.objects.exists()


def test_two_blank_items_are_prorated_and_said(cast):
    answers = phq9(14) | {"interest": None, "mood": None}
    sheet = record(cast, answers)
    assert (sheet.missing, sheet.prorated) == (2, True)


@pytest.mark.parametrize("answer", [1, 2, 3])
def test_any_answer_that_means_danger_raises_an_alert_on_a_partial_form_too(cast, answer):
    sheet = record(cast, {"self_harm": answer}, by=cast.dee)
    assert sheet.total is None
    alert = SafetyAlert.objects.get()
    assert (alert.client, alert.owner, alert.source, alert.administration_id) == (
        cast.casey,
        cast.ada,
        "measure",
        sheet.pk,
    )
    assert alert.deputy == cast.sam


def test_the_alert_says_what_was_answered_and_what_before(cast):
    record(cast, phq9(5), taken_on=DAY - dt.timedelta(days=7))
    record(cast, phq9(5, self_harm=1))
    assert SafetyAlert.objects.get().what == (
        "PHQ-9, thoughts of death or self-harm: “several days”, last time “not at all”."
    )


@pytest.mark.parametrize("answers", [{"self_harm": 4}, {"self_harm": "1"}, {"nothing": 1}, {"mood": True}])
def test_an_answer_that_was_not_offered_is_refused(cast, answers):
    with pytest.raises(InvalidAnswer):
        record(cast, answers)
    assert not Administration.objects.exists()


def test_a_session_has_one_standing_sheet(cast):
    session = next_of(cast.casey_course)
    first = record(cast, phq9(3), therapy_session_id=session.pk)
    with pytest.raises(SheetWasReplaced) as refused:
        record(cast, phq9(4), therapy_session_id=session.pk)
    assert refused.value.current == first


def test_replace_answers_keeps_what_was_there(cast):
    session = next_of(cast.casey_course)
    first = record(cast, phq9(3), therapy_session_id=session.pk)
    second = replace_answers(administration=first, answers=phq9(8), by=cast.ada)
    first.refresh_from_db()
    assert (first.total, first.replaced_by, second.total, second.therapy_session_id) == (3, second, 8, session.pk)
    assert list(scores_for(cast.casey, "phq9")) == [second]
    with pytest.raises(SheetWasReplaced) as refused:
        replace_answers(administration=Administration.objects.get(pk=first.pk), answers=phq9(9), by=cast.ada)
    assert refused.value.current == second


def test_a_correction_without_a_change_is_none(cast):
    sheet = record(cast, phq9(3))
    assert replace_answers(administration=sheet, answers=phq9(3), by=cast.ada) == sheet
    assert Administration.objects.count() == 1


def test_a_correction_raises_again_only_when_it_says_more(cast):
    sheet = record(cast, phq9(3, self_harm=1))
    sheet = replace_answers(administration=sheet, answers=phq9(4, self_harm=1), by=cast.ada)
    assert SafetyAlert.objects.count() == 1
    replace_answers(administration=sheet, answers=phq9(4, self_harm=3), by=cast.ada)
    assert SafetyAlert.objects.open().count() == 2


def test_a_correction_to_zero_leaves_the_alert_to_a_person(cast):
    sheet = record(cast, phq9(3, self_harm=1))
    replace_answers(administration=sheet, answers=phq9(3), by=cast.ada)
    assert SafetyAlert.objects.open().count() == 1
