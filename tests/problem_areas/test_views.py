"""People, life events, areas and formulation, as they are typed, read and kept from each other's pages."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from problem_areas import actions
from problem_areas.assessing import save_assessment
from problem_areas.models import Formulation, ImportantPerson, LifeEvent, ProblemArea

from ..rules.reference import section, table

HOSTILE = '<script>alert(1)</script> "quoted" {{ x }} \u202e'


def url(name, row):
    return reverse(name, args=[row.pk])


def robin(cast, **values):
    return actions.add_person(client=cast.casey, values={"name": "Robin", "relation": "friend", **values}, by=cast.ada)


def person_data(person, **typed):
    """The edit form as the page has it, with some fields typed anew."""
    data = {"name": person.name, "relation": person.relation, "status": person.status, "version": person.version}
    return data | typed


def text_of(answer):
    return answer.content.decode()


# People


def test_important_people_lists_the_current_first_and_draws_the_circles(cast, as_ada):
    robin(cast, name="Past friend", status="past", closeness=1)
    robin(cast, name="Near", closeness=1, confides=True)
    robin(cast, name="Far", closeness=3)
    robin(cast, name="Nowhere yet")
    answer = as_ada.get(url("important_people", cast.casey))
    inventory = answer.context["inventory"]
    assert [person.name for person in inventory.people] == ["Near", "Far", "Nowhere yet", "Past friend"]
    assert inventory.rings == [("Inner circle", 2), ("Middle circle", 0), ("Outer circle", 1)]
    assert inventory.counts.confidants == 1
    assert "Closeness circles. Inner: Near, Past friend. Middle: none. Outer: Far." in text_of(answer)


@pytest.mark.parametrize("name", ["important_people", "inventory_detail"])
def test_important_people_costs_the_same_for_one_and_for_thirty(cast, as_ada, name):
    robin(cast)
    as_ada.get(url(name, cast.casey))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            as_ada.get(url(name, cast.casey))
        counts.append(len(captured))
        for number in range(29):
            robin(cast, name=f"Friend {number}", closeness=1 + number % 3)
    assert counts[0] == counts[1]


def test_important_person_new_needs_a_name_and_a_relation(cast, as_ada):
    answer = as_ada.post(url("important_person_new", cast.casey), {"name": "", "relation": ""})
    assert answer.status_code == 422
    assert "Enter a name or an alias" in text_of(answer)
    answer = as_ada.post(
        url("important_person_new", cast.casey), {"name": "Robin", "relation": "friend", "closeness": "2"}
    )
    assert answer.headers["Location"] == url("important_people", cast.casey)
    person = ImportantPerson.objects.get()
    assert (person.client, person.name, person.closeness) == (cast.casey, "Robin", 2)


def test_important_person_edit_keeps_everything(cast, as_ada):
    person = robin(cast)
    typed = {
        "status": "estranged",
        "closeness": "3",
        "likes": "Laughs\nListens",
        "confides": "on",
        "conflict_level": "3",
    }
    answer = as_ada.post(url("important_person_edit", person), person_data(person, **typed))
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.status, person.closeness, person.likes, person.confides, person.conflict_level, person.version) == (
        "estranged", 3, "Laughs\nListens", True, 3, 2,
    )  # fmt: skip
    assert person.history.first().history_user == cast.ada


ASKED_AS = {"name_or_alias": "name", "position": "", "change_date": "change_on", "exacerbates": "worsens_mood"}
EVERYTHING = {
    "shared_activities": "Sunday walks", "likes": "Laughs", "dislikes": "Late", "can_talk_about": "The garden",
    "cannot_talk_about": "Money", "practical_support": "3", "emotional_support": "1", "reciprocity": "0",
    "client_expectations": "Calls back", "other_expectations": "Always there", "expectations_met": "1",
    "conflict_level": "2", "argument_pattern": "Goes quiet", "resolution": "dropped", "knows_about_symptoms": "unsure",
    "change_since_onset": "Moved away", "change_on": "2026-01-15", "change_precision": "month",
    "wanted_change": "Visits", "focus_candidate": "role_transition", "confides": "on", "supports": "on",
    "worsens_mood": "on", "contact_frequency": "weekly", "contact_mode": "phone", "desired_closeness": "1",
    "closeness": "2", "status": "estranged",
}  # fmt: skip


def test_important_person_edit_asks_every_field_of_the_reference(cast, as_ada):
    """Rows 001-16, 001-20, 004-01: every field of docs/clinical.md 2.4 is asked, kept and shown again."""
    named = {name.strip() for row in table(section("2.4"), "Field") for name in row[0].split(",")}
    asked = {ASKED_AS.get(name, name) for name in named} - {""}
    assert asked - set(EVERYTHING) == {"name", "relation"}
    person = robin(cast)
    page = url("important_person_edit", person)
    assert as_ada.post(page, person_data(person, **EVERYTHING)).status_code == 302
    form = as_ada.get(page).context["form"]
    shown = {name: form[name].value() for name in EVERYTHING}
    told = {name: {"on": True}.get(value, value) for name, value in EVERYTHING.items()}
    assert {name: value if value is True else str(value) for name, value in shown.items()} == told
    assert all(part["is_open"] for part in form.parts() if part["folds"])


SAID = {
    "Middle circle": 1, "Inner circle": 1, "Weekly": 1, "Phone or video": 1, "Sunday walks": 1, "Laughs": 1,
    "Late": 1, "The garden": 1, "Money": 1, "A lot": 1, "Calls back": 1, "Always there": 1, "Goes quiet": 1, "Dropped": 1, "Unsure": 1,
    "Moved away": 1, "January 2026": 1, "Visits": 1, "Role transition": 1,
}  # fmt: skip


def test_inventory_detail_tells_every_field_to_who_only_reads(cast, as_ada, as_sam):
    """Row 001-16: a supervisor, the director and a cover read what the therapist wrote; nobody needs the form for it."""
    person = robin(cast)
    assert as_ada.post(url("important_person_edit", person), person_data(person, **EVERYTHING)).status_code == 302
    answer = as_sam.get(url("inventory_detail", cast.casey))
    (known,) = answer.context["known"]
    told = dict(row for _heading, rows in known.parts for row in rows)
    assert len(told) == len(EVERYTHING) - len({"status", "change_precision"})
    found = list(told.values())
    assert {words: found.count(words) for words in SAID} == SAID
    assert "Friend, estranged" in text_of(answer)
    assert url("important_person_edit", person) not in text_of(answer)
    assert f"{url('inventory_detail', cast.casey)}#person-{person.pk}" in text_of(
        as_sam.get(url("important_people", cast.casey))
    )


def test_inventory_detail_leaves_out_what_is_empty(cast, as_ada):
    robin(cast)
    assert as_ada.get(url("inventory_detail", cast.casey)).context["known"][0].parts == []


def test_inventory_detail_names_the_events_and_the_areas_of_a_person(cast, as_sam):
    person = robin(cast)
    for each, title in ((person, "The row about the keys"), (None, "Moved house")):
        values = {"kind": "conflict", "happened_on": dt.date(2026, 1, 10), "title": title, "person": each}
        actions.add_event(client=cast.casey, values={**values, "precision": "month"}, by=cast.ada)
    actions.identify_area(client=cast.casey, kind="role_dispute", values={"person": person}, by=cast.ada)
    text = text_of(as_sam.get(url("inventory_detail", cast.casey)))
    assert "January 2026: The row about the keys" in text and "Role dispute" in text and "Moved house" not in text


def test_a_candidate_for_the_focus_is_seen_where_the_focus_is_chosen(cast, as_ada):
    robin(cast, name="Juno", focus_candidate="role_dispute")
    robin(cast, name="Milo")
    for page in (url("focus_choose", cast.casey_course), url("problem_area_new", cast.casey)):
        text = text_of(as_ada.get(page))
        assert "Noted in the inventory" in text and "Juno" in text and "Milo" not in text


def test_who_helps_and_hurts_is_listed_as_both(cast, as_ada):
    robin(cast, supports=True, worsens_mood=True)
    assert "Makes it worse, and a support" in text_of(as_ada.get(url("important_people", cast.casey)))


def test_who_is_entered_as_deceased_stands_with_those_who_died(cast, as_ada):
    for name, relation in (("Gran", "deceased"), ("Robin", "friend")):
        as_ada.post(url("important_person_new", cast.casey), {"name": name, "relation": relation, "closeness": "1"})
    groups = as_ada.get(url("important_people", cast.casey)).context["inventory"].groups
    assert [(status, [each.name for each in people]) for status, people in groups] == [
        ("Current", ["Robin"]), ("Deceased", ["Gran"]),
    ]  # fmt: skip


def test_important_person_edit_folds_what_is_empty(cast, as_ada):
    form = as_ada.get(url("important_person_edit", robin(cast))).context["form"]
    parts = list(form.parts())
    assert [part["is_open"] for part in parts if part["folds"]] == [False] * 7
    assert {field.name for part in parts for row in part["rows"] for field in row} == set(form._meta.fields)


@pytest.mark.parametrize("typed", [{"change_on": "2026-13-45"}, {"change_precision": "week"}, {"reciprocity": "4"}])
def test_important_person_edit_opens_the_part_with_a_mistake(cast, as_ada, typed):
    person = robin(cast)
    answer = as_ada.post(url("important_person_edit", person), person_data(person, likes="Kept", **typed))
    assert answer.status_code == 422
    assert "Kept" in text_of(answer)
    assert any(part["folds"] and part["is_open"] for part in answer.context["form"].parts())


def test_important_people_stand_in_groups_the_current_first(cast, as_ada):
    """Rows 000-16, 002-12, 003-24."""
    for status in ("deceased", "estranged", "past", "current"):
        robin(cast, name=status.title(), status=status)
    answer = as_ada.get(url("important_people", cast.casey))
    groups = [(label, [person.name for person in people]) for label, people in answer.context["inventory"].groups]
    assert groups == [(name, [name]) for name in ("Current", "Past", "Estranged", "Deceased")]


def test_important_person_edit_shows_both_texts_when_it_comes_too_late(cast, as_ada):
    person = robin(cast)
    actions.edit_person(person=person, version=1, values={"likes": "Stored"}, by=cast.ada)
    late = person_data(person, version=1, likes="Typed")
    answer = as_ada.post(url("important_person_edit", person), late)
    assert answer.status_code == 409
    assert answer.context["rows"] == [{"label": "What is good", "mine": "Typed", "theirs": "Stored"}]
    person.refresh_from_db()
    assert person.likes == "Stored"
    assert as_ada.post(url("important_person_edit", person), late | {"version": 2}).status_code == 302
    person.refresh_from_db()
    assert person.likes == "Typed"


# Life events


def test_life_event_new_is_quick(cast, as_ada):
    typed = {"title": "Moved house", "happened_on": "2026-01-05", "precision": "month", "kind": "change"}
    answer = as_ada.post(url("life_event_new", cast.casey), typed)
    assert answer.headers["Location"] == url("client_timeline", cast.casey)
    event = LifeEvent.objects.get()
    assert (event.client, event.title, event.happened_on, event.precision) == (
        cast.casey, "Moved house", dt.date(2026, 1, 5), "month",
    )  # fmt: skip


@pytest.mark.parametrize("day", ["", "2026-13-45", "0001-01-01", "9999-12-31", "soon"])
def test_life_event_new_asks_for_a_date_and_keeps_the_text(cast, as_ada, day):
    typed = {"title": "Moved house", "happened_on": day, "precision": "day", "kind": "change"}
    answer = as_ada.post(url("life_event_new", cast.casey), typed)
    assert answer.status_code == 422
    assert 'value="Moved house"' in text_of(answer)
    assert not LifeEvent.objects.exists()


def test_life_event_new_takes_no_person_of_another_chart(cast, as_ada):
    stranger = actions.add_person(client=cast.drew, values={"name": "Kit", "relation": "parent"}, by=cast.ben)
    typed = {"title": "Row", "happened_on": "2026-01-05", "precision": "day", "kind": "conflict", "person": stranger.pk}
    assert as_ada.post(url("life_event_new", cast.casey), typed).status_code == 422
    assert not LifeEvent.objects.exists()


def test_an_event_is_private_unless_it_is_said(cast, as_ada):
    typed = {"title": "Row", "happened_on": "2026-01-05", "precision": "day", "kind": "conflict"}
    as_ada.post(url("life_event_new", cast.casey), typed)
    as_ada.post(url("life_event_new", cast.casey), typed | {"title": "Told", "printable": "on"})
    assert dict(LifeEvent.objects.values_list("title", "printable")) == {"Row": False, "Told": True}


def test_life_event_edit_comes_too_late(cast, as_ada):
    values = {"title": "Row", "happened_on": dt.date(2026, 1, 5), "kind": "conflict"}
    event = actions.add_event(client=cast.casey, values=values, by=cast.ada)
    actions.edit_event(event=event, version=1, values={"title": "Quarrel"}, by=cast.ada)
    typed = {"title": "Fight", "happened_on": "2026-01-05", "precision": "day", "kind": "conflict", "version": 1}
    answer = as_ada.post(url("life_event_edit", event), typed)
    assert (answer.status_code, answer.context["rows"]) == (
        409, [{"label": "What happened", "mine": "Fight", "theirs": "Quarrel"}],
    )  # fmt: skip
    event.refresh_from_db()
    assert event.title == "Quarrel"


# Areas


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("grief", "loss_kind"),
        ("role_dispute", "dispute_stage"),
        ("role_transition", "transition_type"),
        ("interpersonal_deficits", "exclusion_confirmed"),
    ],
)
def test_problem_area_new_asks_what_belongs_to_the_area(cast, as_ada, kind, own):
    form = as_ada.get(url("problem_area_new", cast.casey) + f"?kind={kind}").context["form"]
    others = {"loss_kind", "dispute_stage", "transition_type", "exclusion_confirmed"} - {own}
    assert own in form.fields
    assert others & form.fields.keys() == set()


def test_problem_area_new_begins_with_the_four(cast, as_ada):
    for query in ("", "?kind=sadness"):
        areas = as_ada.get(url("problem_area_new", cast.casey) + query).context["areas"]
        assert [area.key for area in areas] == ["grief", "role_dispute", "role_transition", "interpersonal_deficits"]


def test_a_loss_that_is_no_death_gets_a_hint_and_is_kept(cast, as_ada):
    answer = as_ada.post(
        url("problem_area_new", cast.casey) + "?kind=grief",
        {"loss_kind": "divorce", "about": "after her divorce"},
        follow=True,
    )
    assert "The manual treats a loss that is not a death as a role transition." in text_of(answer)
    assert ProblemArea.objects.get().loss_kind == "divorce"


def test_problem_area_edit_closes_it_with_a_date(cast, as_ada):
    area = actions.identify_area(client=cast.casey, kind="role_dispute", by=cast.ada)
    typed = {"version": 1, "dispute_stage": "dissolution", "closed_reason": "They parted"}
    assert as_ada.post(url("problem_area_edit", area), typed).status_code == 422
    assert as_ada.post(url("problem_area_edit", area), typed | {"closed_on": "2026-03-10"}).status_code == 302
    area.refresh_from_db()
    assert (area.closed_on, area.dispute_stage, area.history.count()) == (dt.date(2026, 3, 10), "dissolution", 2)


# Formulation


def test_formulation_edit_writes_the_first_one_and_shows_it(cast, as_ada):
    event = actions.add_event(
        client=cast.casey, values={"kind": "change", "title": "Moved", "happened_on": dt.date(2026, 1, 5)}, by=cast.ada
    )
    typed = {
        "version": 0, "link_statement": "Since the move", "client_words": HOSTILE, "given_on": "2026-02-03",
        "client_response": "agreed", "precipitants": [event.pk],
    }  # fmt: skip
    assert as_ada.post(url("formulation_edit", cast.casey), typed).status_code == 302
    text = text_of(as_ada.get(url("formulation_detail", cast.casey)))
    assert "Since the move" in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


def test_formulation_edit_shows_both_texts_when_it_comes_too_late(cast, as_ada):
    actions.save_formulation(client=cast.casey, version=0, values={"link_statement": "Stored"}, by=cast.ada)
    answer = as_ada.post(url("formulation_edit", cast.casey), {"version": 0, "link_statement": "Typed"})
    assert answer.status_code == 409
    assert "Typed" in text_of(answer)
    assert [row["theirs"] for row in answer.context["rows"]] == ["Stored"]
    assert Formulation.objects.get().link_statement == "Stored"


def test_formulation_edit_begins_a_new_one_beside_the_old(cast, as_ada):
    actions.save_formulation(client=cast.casey, version=0, values={"link_statement": "First"}, by=cast.ada)
    assert (
        as_ada.post(
            url("formulation_edit", cast.casey) + "?new=1", {"version": 0, "link_statement": "Second"}
        ).status_code
        == 302
    )
    assert set(Formulation.objects.values_list("link_statement", flat=True)) == {"First", "Second"}


BEFORE = {
    "link_statement": "Before", "maintaining_patterns": "She hints", "given_on": dt.date(2026, 2, 3), "client_response": "declined",
}  # fmt: skip


def test_formulation_detail_keeps_earlier_versions(cast, as_sam):
    actions.save_formulation(client=cast.casey, version=0, values=BEFORE, by=cast.ada)
    actions.save_formulation(client=cast.casey, version=1, values={"link_statement": "After"}, by=cast.ada)
    answer = as_sam.get(url("formulation_detail", cast.casey))
    ((past, said),) = answer.context["earlier"]
    assert (past.version, [text for _label, text in said]) == (
        1,
        ["Before", "She hints", "February 3, 2026", "Declined"],
    )
    assert all(words in text_of(answer) for words in ("She hints", "Declined"))


def test_a_declined_formulation_says_what_comes_next(cast, as_sam):
    page = url("formulation_detail", cast.casey)
    actions.save_formulation(client=cast.casey, version=0, values=BEFORE, by=cast.ada)
    assert "revise it together" in text_of(as_sam.get(page))
    actions.save_formulation(client=cast.casey, version=1, values={"client_response": "amended"}, by=cast.ada)
    assert "revise it together" not in text_of(as_sam.get(page))


def test_a_letter_older_than_its_formulation_says_so(cast, as_ada):
    formulation = actions.save_formulation(client=cast.casey, version=0, values={"link_statement": "x"}, by=cast.ada)
    actions.save_letter(formulation=formulation, version=0, text="Dear Casey", by=cast.ada)
    page = url("formulation_detail", cast.casey)
    assert not as_ada.get(page).context["letter_is_older"]
    actions.save_formulation(client=cast.casey, version=1, values={"link_statement": "y"}, by=cast.ada)
    assert "read the letter again" in text_of(as_ada.get(page))


def test_a_first_formulation_begins_with_the_diagnosis_of_the_assessment(cast, as_ada):
    save_assessment(client=cast.casey, version=0, values={"words": "Low", "diagnosis": "Major depression"}, by=cast.ada)
    form = as_ada.get(url("formulation_edit", cast.casey)).context["form"]
    assert form["syndrome_label"].value() == "Major depression"
    actions.save_formulation(client=cast.casey, version=0, values={"syndrome_label": "Dysthymia"}, by=cast.ada)
    assert as_ada.get(url("formulation_edit", cast.casey)).context["form"]["syndrome_label"].value() == "Dysthymia"


def test_an_answer_of_the_client_has_its_date(cast, as_ada):
    answer = as_ada.post(url("formulation_edit", cast.casey), {"version": 0, "client_response": "agreed"})
    assert answer.status_code == 422
    assert "Enter the date on which the client answered" in text_of(answer)


# Who


@pytest.mark.parametrize("name", ["important_people", "inventory_detail", "formulation_detail"])
def test_who_reads(cast, as_ada, as_ben, as_sam, as_dee, as_kim, as_ali, name):
    answers = [b.get(url(name, cast.casey)).status_code for b in (as_ada, as_sam, as_dee, as_ben, as_kim, as_ali)]
    assert answers == [200, 200, 200, 404, 403, 403]
    assert AuditEvent.objects.filter(verb="client.viewed", details={"page": name}).count() == 3


@pytest.mark.parametrize("name", ["important_person_new", "life_event_new", "problem_area_new", "formulation_edit"])
def test_who_writes(cast, as_ada, as_ben, as_sam, as_dee, as_kim, name):
    answers = [b.get(url(name, cast.casey)).status_code for b in (as_ada, as_sam, as_dee, as_ben, as_kim)]
    assert answers == [200, 404, 404, 404, 403]


@pytest.mark.parametrize("text", [HOSTILE, "nul\x00inside", "9" * 400, "x" * 30_000, ""])
def test_no_text_breaks_a_form(cast, as_ada, text):
    person = robin(cast)
    for name, row, fields in (
        ("important_person_new", cast.casey, ("name", "relation", "closeness")),
        ("important_person_edit", person, ("name", "likes", "closeness", "version")),
        ("life_event_new", cast.casey, ("title", "happened_on", "person", "kind", "area")),
        ("formulation_edit", cast.casey, ("link_statement", "onset_on", "precipitants", "version", "client_response")),
    ):
        assert as_ada.post(url(name, row), dict.fromkeys(fields, text)).status_code in (302, 409, 422), name
