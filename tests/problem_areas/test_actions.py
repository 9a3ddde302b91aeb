"""The inventory, the timeline, the areas and the formulation are written by actions, and keep what was there before."""

import datetime as dt

import pytest

from audit.models import AuditEvent
from audit.versions import StaleVersion
from problem_areas import actions

LINK = {"link_statement": "Since the move"}


def add_robin(cast, **values):
    return actions.add_person(client=cast.casey, values={"name": "Robin", "relation": "friend", **values}, by=cast.ada)


def test_a_person_needs_a_name_and_a_relation(cast):
    robin = add_robin(cast)
    assert (robin.client, robin.status, robin.closeness, robin.version) == (cast.casey, "current", None, 1)
    assert list(AuditEvent.objects.values_list("verb", "client_id", "actor_id")) == [
        ("person.added", cast.casey.pk, cast.ada.pk)
    ]


def test_an_edited_person_keeps_its_history_with_who_and_when(cast):
    robin = add_robin(cast, closeness=3)
    when = dt.datetime(2026, 3, 10, 15, tzinfo=dt.UTC)
    actions.edit_person(person=robin, version=1, values={"closeness": 1}, now=when, by=cast.sam)
    rows = robin.history.order_by("history_date").values_list("closeness", "history_user", "history_type")
    assert sorted(rows) == [(1, cast.sam.pk, "~"), (3, cast.ada.pk, "+")]
    assert robin.history.filter(closeness=1).get().history_date == when


def test_a_stale_edit_overwrites_nothing(cast):
    robin = add_robin(cast)
    actions.edit_person(person=robin, version=1, values={"name": "Robin B"}, by=cast.ada)
    with pytest.raises(StaleVersion) as stale:
        actions.edit_person(person=robin, version=1, values={"name": "Rob"}, by=cast.ada)
    assert stale.value.current.name == "Robin B"
    assert robin.history.count() == 2


def test_an_event_names_nobody_of_another_chart(cast):
    strangers = actions.add_person(client=cast.drew, values={"name": "Kit", "relation": "parent"}, by=cast.ben)
    values = {"kind": "conflict", "happened_on": dt.date(2026, 1, 5), "title": "Row", "person": strangers}
    with pytest.raises(actions.NotOfThisClient):
        actions.add_event(client=cast.casey, values=values, by=cast.ada)
    assert not cast.casey.life_events.exists()


def test_an_area_keeps_its_kind(cast):
    area = actions.identify_area(client=cast.casey, kind="grief", values={"about": "her mother"}, by=cast.ada)
    area = actions.edit_area(area=area, version=1, values={"kind": "role_dispute", "evidence": "x"}, by=cast.ada)
    assert (area.kind, area.evidence, area.identified_by) == ("grief", "x", cast.ada)


def test_deficits_is_confirmed_by_all_three(cast):
    area = actions.identify_area(client=cast.casey, kind="interpersonal_deficits", by=cast.ada)
    assert not area.no_other_area_fits
    area.exclusion_confirmed = ["no_death", "no_dispute", "no_transition"]
    assert area.no_other_area_fits


def test_a_formulation_is_written_edited_and_begun_anew(cast):
    event = actions.add_event(
        client=cast.casey, values={"kind": "change", "happened_on": dt.date(2026, 1, 5), "title": "Moved"}, by=cast.ada
    )
    first = actions.save_formulation(
        client=cast.casey, version=0, values={**LINK, "precipitants": [event]}, by=cast.ada
    )
    edited = actions.save_formulation(
        client=cast.casey, version=1, values={"client_words": "It began then"}, by=cast.ada
    )
    assert (edited.pk, edited.version, list(edited.precipitants.all())) == (first.pk, 2, [event])
    assert first.history.count() == 2
    anew = actions.save_formulation(client=cast.casey, version=None, values=LINK, by=cast.ada)
    assert anew.pk != first.pk
    assert cast.casey.formulations.first() == anew


@pytest.mark.parametrize("version", [0, 7])
def test_a_formulation_written_in_between_is_not_overwritten(cast, version):
    actions.save_formulation(client=cast.casey, version=0, values=LINK, by=cast.ada)
    with pytest.raises(StaleVersion):
        actions.save_formulation(client=cast.casey, version=version, values={"link_statement": "x"}, by=cast.ada)
    assert cast.casey.formulations.get().link_statement == "Since the move"


def test_a_formulation_names_no_event_of_another_chart(cast):
    event = actions.add_event(
        client=cast.drew, values={"kind": "change", "happened_on": dt.date(2026, 1, 5), "title": "Moved"}, by=cast.ben
    )
    with pytest.raises(actions.NotOfThisClient):
        actions.save_formulation(client=cast.casey, version=0, values={"precipitants": [event]}, by=cast.ada)
