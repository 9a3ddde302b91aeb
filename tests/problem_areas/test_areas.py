"""The four areas in depth: what is asked, safety first in a dispute, stages and ratings over time, the page of an area.

Rows 000-06 to 000-10, 000-17 to 000-20, 001-18, 002-13 to 002-16, 003-23, 004-05 to 004-08.
"""

import datetime as dt
import itertools

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access import today_for
from audit.models import AuditEvent
from audit.versions import StaleVersion
from problem_areas import actions
from problem_areas.area_fields import details_of
from problem_areas.area_forms import ProblemAreaForm
from problem_areas.catalogue import AREAS
from problem_areas.field_kinds import LINE, PROSE
from problem_areas.models import AreaProgress, ProblemArea, StageChange
from sessions.actions.focus import choose_focus

HOSTILE = ("<script>alert(1)</script>", "nul\x00inside", "2026-13-45", "9" * 400, "-1", "x" * 30_000, "")
ON = dt.date(2026, 3, 10)


def url(name, row):
    return reverse(name, args=[row.pk])


def new(cast, kind, **values):
    return actions.identify_area(client=cast.casey, kind=kind, values=values, on=dt.date(2026, 2, 3), by=cast.ada)


def text_of(answer):
    return answer.content.decode()


def saved(browser, area, **typed):
    """The area after its form was sent with these fields alone."""
    answer = browser.post(url("problem_area_edit", area), {"version": area.version, **typed})
    assert answer.status_code == 302, answer.context["form"].errors
    area.refresh_from_db()
    return area


# What is asked


def test_grief_keeps_its_fields_and_shows_them(cast, as_ada):
    """Rows 000-17, 002-13, 004-05."""
    neighbor = actions.add_person(client=cast.casey, values={"name": "Lou", "relation": "neighbor"}, by=cast.ada)
    area = saved(
        as_ada, new(cast, "grief", loss_kind="death"), loss_kind="death", deceased_relation="parent", deceased_label="Mama",
        death_date="2024-11-02", death_precision="month", pattern="delayed", circumstances="sudden", present_at_death="no",
        relationship_negative="Her silences", complicated_indicators=["guilt", "anger"], supports_now=[str(neighbor.pk)],
    )  # fmt: skip
    assert area.details == {
        "deceased_relation": "parent", "deceased_label": "Mama", "death_date": "2024-11-02", "death_precision": "month",
        "pattern": "delayed", "circumstances": "sudden", "present_at_death": "no", "relationship_negative": "Her silences",
        "complicated_indicators": ["guilt", "anger"], "supports_now": [str(neighbor.pk)],
    }  # fmt: skip
    text = text_of(as_ada.get(url("problem_area_detail", area)))
    for shown in (
        "November 2024",
        "Guilt, Anger",
        "Her silences",
        "Lou",
        "Delayed",
        "prolonged grief may be asked about",
    ):
        assert shown in text
    assert "(parent)" in text and "New supports: neighbor." in text


def test_a_dispute_keeps_one_exchange_and_its_goals(cast, as_ada):
    """Rows 000-06, 000-10, 000-18, 001-18, 002-15, 003-23, 004-07."""
    typed = {
        "relationship_type": "friend", "issue": "Never calls back", "drivers": ["unmet_needs", "misaligned_expectations"],
        "communication_trigger": "A call not returned", "communication_said": "Nothing", "communication_effect": "Stays away",
        "communication_goal": "Ask once, plainly", "boundary_goal": "No calls after ten", "plan_chosen": "renegotiate",
        "change_routes": ["boundary_setting"], "dispute_stage": "impasse", "sensitivity_modifier": "yes",
    }  # fmt: skip
    area = saved(as_ada, new(cast, "role_dispute"), **typed)
    assert area.details == {key: value for key, value in typed.items() if key != "dispute_stage"}
    assert area.dispute_stage == "impasse"


def test_a_transition_keeps_old_and_new_role(cast, as_ada):
    """Rows 000-07, 000-09, 000-19, 002-14, 004-06."""
    typed = {
        "transition_type": "situational", "transition_subtype": "parenthood", "event": "Twins", "event_date": "2025-10-01",
        "chosen_or_forced": "chosen", "old_role": "Pilot", "old_positives": "The sky", "new_role": "Mother of two",
        "responsibilities": "Nights", "skills_needed": "Asking\nResting",
    }  # fmt: skip
    area = saved(as_ada, new(cast, "role_transition"), **typed)
    text = text_of(as_ada.get(url("problem_area_detail", area)))
    assert "Change: Twins (October 1, 2025), chosen." in text
    assert "Old role: Pilot; new role: Mother of two." in text
    assert "Parenthood" in text and "Nights" in text


def test_deficits_are_asked_with_the_inventory_and_the_timeline_beside(cast, as_ada):
    """Rows 000-08, 000-20, 002-16, 004-08: no acute event found? Shown, never a wall."""
    for name, status in (("Near", "current"), ("Far", "current"), ("Once", "past")):
        values = {"name": name, "relation": "friend", "status": status, "closeness": 1 if name == "Near" else 3}
        actions.add_person(client=cast.casey, values=values, by=cast.ada)
    event = {"kind": "death", "title": "Her brother died", "happened_on": dt.date(2026, 1, 5)}
    actions.add_event(client=cast.casey, values=event, by=cast.ada)
    answer = as_ada.get(url("problem_area_new", cast.casey) + "?kind=interpersonal_deficits")
    assert "The inventory has 2 now, 1 of them in the inner or middle circle" in text_of(answer)
    assert "No acute event found?" in text_of(answer) and "Her brother died" in text_of(answer)
    typed = {"isolation_level": "3", "current_ties_count": "0", "confidant": "no", "skills_gaps": ["assertion"]}
    answer = as_ada.post(url("problem_area_new", cast.casey) + "?kind=interpersonal_deficits", typed)
    area = ProblemArea.objects.get()
    assert answer.headers["Location"] == url("problem_area_detail", area)
    assert area.details == {
        "isolation_level": 3,
        "current_ties_count": 0,
        "confidant": "no",
        "skills_gaps": ["assertion"],
    }
    assert "A lot" in text_of(as_ada.get(url("problem_area_detail", area)))


def test_an_area_says_how_it_was_at_the_start(cast, as_ada, as_sam):
    """3.4, 004-08: the first answer stands as that of the start, whatever is typed later."""
    area = new(cast, "interpersonal_deficits", details={"isolation_level": 3, "current_ties_count": 0})
    typed = {"version": area.version, "isolation_level": "1", "current_ties_count": "4"}
    assert as_ada.post(url("problem_area_edit", area), typed).status_code == 302
    line = as_sam.get(url("problem_area_detail", area)).context["known"].line
    assert "Isolation at the start: a lot; now: a little." in line and "then: 0; now: 4." in line


def test_a_loss_that_is_no_death_keeps_its_hint_on_the_page(cast, as_ada):
    area = new(cast, "grief")
    ProblemArea.objects.filter(pk=area.pk).update(loss_kind="divorce")
    assert "treats a loss that is not a death as a role transition" in text_of(
        as_ada.get(url("problem_area_detail", area))
    )


@pytest.mark.parametrize("kind", AREAS)
def test_no_text_breaks_an_area(cast, as_ada, kind):
    area = new(cast, kind)
    names = [field.key for field in details_of(kind)]
    each_alone = [{name: text} for name, text in zip(names, itertools.cycle(HOSTILE), strict=False)]
    for typed in (*(dict.fromkeys(names, text) for text in HOSTILE), *each_alone):
        answer = as_ada.post(url("problem_area_edit", area), {"version": area.version, **typed})
        assert answer.status_code in (302, 422), typed
        area.refresh_from_db()
        assert "\x00" not in str(area.details)
    assert as_ada.get(url("problem_area_detail", area)).status_code == 200


@pytest.mark.parametrize("kind", AREAS)
def test_half_of_a_surrogate_pair_is_refused_in_every_text(cast, kind):
    """No browser sends one; a form that got one would not hand it on to the database."""
    texts = {field.key: "half \ud83d" for field in details_of(kind) if field.kind in (PROSE, LINE)}
    form = ProblemAreaForm({"version": 0, **texts}, client=cast.casey, kind=kind, today=ON)
    assert texts.keys() & form.fields.keys() == form.errors.keys()


def test_nothing_typed_is_lost_when_one_field_is_wrong(cast, as_ada):
    area = new(cast, "grief")
    answer = as_ada.post(
        url("problem_area_edit", area), {"version": 1, "death_date": "soon", "unfinished": "The last call"}
    )
    assert answer.status_code == 422
    assert "The last call" in text_of(answer) and "Enter a date" in text_of(answer)


def test_the_part_with_a_mistake_is_open(cast, as_ada):
    area = new(cast, "role_transition")
    answer = as_ada.post(url("problem_area_edit", area), {"version": 1, "old_role": "x" * 300})
    parts = {part["heading"]: part["is_open"] for part in answer.context["form"].parts}
    assert {heading for heading, is_open in parts.items() if is_open} == {"The change", "The old role"}


def test_problem_area_edit_shows_both_texts_of_a_detail_when_it_comes_too_late(cast, as_ada):
    area = new(cast, "role_dispute", details={"issue": "Before"})
    actions.edit_area(area=area, version=1, values={"details": {"issue": "Stored", "onset": "May"}}, by=cast.ada)
    answer = as_ada.post(url("problem_area_edit", area), {"version": 1, "issue": "Typed", "onset": "May"})
    assert answer.status_code == 409
    assert answer.context["rows"] == [{"label": "What it is about, in one line", "mine": "Typed", "theirs": "Stored"}]


def test_a_stored_key_that_is_asked_no_more_is_kept(cast, as_ada):
    area = saved(as_ada, new(cast, "grief", details={"of_an_earlier_version": "x"}), unfinished="y")
    assert area.details == {"of_an_earlier_version": "x", "unfinished": "y"}


# Safety first


def test_safety_is_the_first_question_of_a_dispute(cast, as_ada):
    form = as_ada.get(url("problem_area_new", cast.casey) + "?kind=role_dispute").context["form"]
    first = next(iter(form.parts))
    assert first["is_open"] and first["rows"][0][0].name == "safety_concern"


def test_a_safety_concern_is_shown_until_it_is_cleared_with_a_reason(cast, as_ada):
    area = saved(as_ada, new(cast, "role_dispute", about="with her husband"), safety_concern="yes")
    for page in (url("problem_area_detail", area), url("problem_area_edit", area)):
        text = text_of(as_ada.get(page))
        assert "make the risk plan first" in text and reverse("alert_raise", args=[cast.casey.pk]) in text
    answer = as_ada.post(url("problem_area_edit", area), {"version": 2, "safety_concern": "no", "issue": "Evenings"})
    assert answer.status_code == 422
    assert "Say how you know that there is no safety concern any more" in text_of(answer)
    assert "Evenings" in text_of(answer)
    area = saved(as_ada, area, safety_concern="no", safety_cleared="They live apart since May; asked her alone")
    assert not area.has_safety_concern
    assert "make the risk plan first" not in text_of(as_ada.get(url("problem_area_detail", area)))


def test_a_safety_concern_does_not_block_the_rest(cast, as_ada):
    """Never a wall: the area is written on while the concern stands."""
    area = saved(as_ada, new(cast, "role_dispute"), safety_concern="yes", issue="Evenings", plan_chosen="renegotiate")
    assert area.details["plan_chosen"] == "renegotiate"


def test_an_action_does_not_clear_a_concern_in_passing(cast):
    area = new(cast, "role_dispute", details={"safety_concern": "yes"})
    with pytest.raises(actions.ConcernStands):
        actions.edit_area(area=area, version=1, values={"details": {}}, by=cast.ada)


def test_the_focus_chip_says_what_comes_first(cast, as_ada):
    area = new(cast, "role_dispute", details={"safety_concern": "yes"})
    choose_focus(course=cast.casey_course, area=area, rank="primary", by=cast.ada)
    assert "Risk plan before negotiation" in text_of(as_ada.get(url("client_detail", cast.casey)))


# Over time


def test_the_stages_of_a_dispute_are_a_history(cast, as_ada):
    area = new(cast, "role_dispute", dispute_stage="impasse")
    typed = {"version": 1, "rated_on": "2026-03-10", "progress": "4", "stage": "renegotiation", "note": "They talked",
             "markers": ["tried_conversation"]}  # fmt: skip
    answer = as_ada.post(url("area_rate", area), typed)
    assert answer.headers["Location"] == url("problem_area_detail", area)
    changes = list(StageChange.objects.values_list("stage", "from_on", "note", "recorded_by"))
    assert changes == [
        ("impasse", dt.date(2026, 2, 3), "", cast.ada.pk),
        ("renegotiation", ON, "They talked", cast.ada.pk),
    ]
    area.refresh_from_db()
    assert (area.dispute_stage, area.version) == ("renegotiation", 2)
    text = text_of(as_ada.get(url("problem_area_detail", area)))
    assert "Stage at the start: impasse; now: renegotiation." in text
    assert "renegotiation can look worse for a while" in text


def test_the_stage_moved_in_the_form_is_kept_once(cast, as_ada):
    area = saved(as_ada, new(cast, "role_dispute", dispute_stage="impasse"), dispute_stage="dissolution")
    saved(as_ada, area, dispute_stage="dissolution", issue="x")
    assert list(StageChange.objects.values_list("stage", flat=True)) == ["impasse", "dissolution"]


def test_the_area_form_asks_since_when_the_stage_is(cast, as_ada):
    asked = as_ada.get(url("problem_area_new", cast.casey) + "?kind=role_dispute").context["form"]
    assert asked["stage_on"].value() == today_for(cast.ada)
    assert "stage_on" not in as_ada.get(url("problem_area_edit", new(cast, "grief"))).context["form"].fields
    typed = {"version": 0, "dispute_stage": "impasse", "stage_on": "2026-01-15"}
    as_ada.post(url("problem_area_new", cast.casey) + "?kind=role_dispute", typed)
    area = cast.casey.problem_areas.get(kind="role_dispute")
    page = text_of(as_ada.get(url("problem_area_edit", area)))
    assert "So far: Impasse since Jan 15, 2026" in page
    saved(as_ada, area, dispute_stage="renegotiation", stage_on="2026-03-10")
    assert list(StageChange.objects.values_list("stage", "from_on")) == [
        ("impasse", dt.date(2026, 1, 15)),
        ("renegotiation", ON),
    ]


@pytest.mark.parametrize(("page", "day"), [("problem_area_edit", "stage_on"), ("area_rate", "rated_on")])
def test_a_stage_begins_neither_in_the_future_nor_before_the_one_it_follows(cast, as_ada, page, day):
    area = new(cast, "role_dispute", dispute_stage="impasse")
    typed = {"version": 1, "dispute_stage": "dissolution", "stage": "dissolution", "progress": "3", "issue": "Money"}
    tomorrow = (today_for(cast.ada) + dt.timedelta(days=1)).isoformat()
    for typed_day, sentence in (
        (tomorrow, "Enter a day that is not in the future"),
        ("2026-02-02", "Enter Feb 3, 2026 or a later day: the stage before, Impasse, began then"),
    ):
        answer = as_ada.post(url(page, area), typed | {day: typed_day})
        assert answer.status_code == 422 and sentence in text_of(answer)
        assert "Money" in text_of(answer) or page == "area_rate"
    assert StageChange.objects.count() == 1 and not AreaProgress.objects.exists()
    assert as_ada.post(url(page, area), typed | {day: "2026-02-03"}).status_code == 302, "on the same day it may"


def test_an_earlier_day_is_no_matter_while_the_stage_stays(cast, as_ada):
    area = new(cast, "role_dispute", dispute_stage="impasse")
    saved(as_ada, area, dispute_stage="impasse", stage_on="2026-01-01", issue="Money")
    assert StageChange.objects.get().from_on == dt.date(2026, 2, 3)


def test_area_rate_keeps_mastery_of_a_transition(cast, as_ada):
    area = new(cast, "role_transition")
    for on, progress, mastery in (("2026-02-10", "2", "1"), ("2026-03-10", "5", "6")):
        typed = {"version": 1, "rated_on": on, "progress": progress, "mastery": mastery}
        assert as_ada.post(url("area_rate", area), typed).status_code == 302
    assert list(area.ratings.values_list("progress", "mastery")) == [(2, 1), (5, 6)]
    text = text_of(as_ada.get(url("problem_area_detail", area)))
    assert "Mastery of the new role: 1 to 6 of 10." in text
    assert AuditEvent.objects.filter(verb="problem_area.rated", client_id=cast.casey.pk).count() == 2


@pytest.mark.parametrize("kind", AREAS)
def test_area_rate_offers_the_markers_of_the_area(cast, as_ada, kind):
    form = as_ada.get(url("area_rate", new(cast, kind))).context["form"]
    assert [key for key, _text in form.fields["markers"].choices] == [key for key, _ in AREAS[kind].progress_markers]
    assert ("stage" in form.fields, "mastery" in form.fields) == (kind == "role_dispute", kind == "role_transition")


@pytest.mark.parametrize("text", [*HOSTILE, "11", "0"])
def test_no_text_breaks_a_rating(cast, as_ada, text):
    area = new(cast, "role_dispute")
    names = ("version", "rated_on", "progress", "stage", "markers", "note")
    for name in names:
        typed = {"version": 1, "rated_on": "2026-03-10", "progress": "4"} | {name: text}
        assert as_ada.post(url("area_rate", area), typed).status_code in (302, 409, 422), name


def test_area_rate_moves_no_stage_over_somebody_elses(cast, as_ada):
    area = new(cast, "role_dispute", dispute_stage="impasse")
    actions.edit_area(area=area, version=1, values={"dispute_stage": "dissolution"}, by=cast.ada)
    typed = {"version": 1, "rated_on": "2026-03-10", "progress": "4", "stage": "renegotiation", "note": "kept"}
    answer = as_ada.post(url("area_rate", area), typed)
    assert answer.status_code == 409
    assert "kept" in text_of(answer)
    assert answer.context["rows"] == [{"label": "Stage now", "mine": "Renegotiation", "theirs": "Dissolution"}]
    assert not AreaProgress.objects.exists()
    today = today_for(cast.ada).isoformat()
    assert as_ada.post(url("area_rate", area), typed | {"version": 2, "rated_on": today}).status_code == 302


def test_a_stale_rating_writes_nothing(cast):
    area = new(cast, "role_dispute", dispute_stage="impasse")
    with pytest.raises(StaleVersion):
        actions.rate_area(area=area, version=7, rated_on=ON, progress=3, stage="dissolution", by=cast.ada)
    assert not AreaProgress.objects.exists() and StageChange.objects.count() == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_stages_and_ratings(cast, change):
    area = new(cast, "role_dispute", dispute_stage="impasse")
    actions.rate_area(area=area, version=1, rated_on=ON, progress=3, by=cast.ada)
    for rows in (StageChange.objects.all(), AreaProgress.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(recorded_by=cast.sam) if change == "update" else rows.delete()


# The page


def test_problem_area_detail_is_read_by_those_who_may_read(cast, as_ada, as_ben, as_sam, as_dee, as_kim):
    area = new(cast, "grief")
    answers = [b.get(url("problem_area_detail", area)).status_code for b in (as_ada, as_sam, as_dee, as_ben, as_kim)]
    assert answers == [200, 200, 200, 404, 403]
    assert AuditEvent.objects.filter(verb="client.viewed", details={"page": "problem_area_detail"}).count() == 3


def test_problem_area_detail_costs_the_same_for_one_rating_and_for_thirty(cast, as_ada):
    area = new(cast, "role_dispute", dispute_stage="impasse")
    counts = []
    for _round in range(2):
        for number in range(29 if counts else 1):
            actions.rate_area(area=area, version=1, rated_on=ON, progress=number % 11, by=cast.ada)
            StageChange.objects.create(area=area, stage="impasse", from_on=ON, recorded_by=cast.ada)
        as_ada.get(url("problem_area_detail", area))
        with CaptureQueriesContext(connection) as captured:
            as_ada.get(url("problem_area_detail", area))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_closed_area_says_how_it_ended(cast, as_ada):
    area = saved(as_ada, new(cast, "role_dispute"), outcome="accepted", closed_on="2026-03-10", closed_reason="Enough")
    text = text_of(as_ada.get(url("problem_area_detail", area)))
    assert "Outcome: accepted with changed expectations." in text and "Enough" in text
    assert url("area_rate", area) not in text


def test_a_late_page_never_meets_a_concern_it_did_not_know_of(cast):
    """The version is asked first: who read the page before the concern was recorded reads it again."""
    area = actions.identify_area(client=cast.casey, kind="role_dispute", by=cast.ada)
    actions.edit_area(area=area, version=1, values={"details": {"safety_concern": "yes"}}, by=cast.ada)
    with pytest.raises(StaleVersion):
        actions.edit_area(area=area, version=1, values={"details": {"safety_concern": "no"}}, by=cast.ada)
