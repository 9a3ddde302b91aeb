"""A person or an event that was entered by mistake, or in the wrong chart, leaves it; what else names it stays whole."""

import datetime as dt

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from problem_areas import actions
from problem_areas.models import ImportantPerson, LifeEvent

DAY = dt.date(2026, 2, 3)


def a_person(cast, name="Robin"):
    return actions.add_person(client=cast.casey, values={"name": name, "relation": "friend"}, by=cast.ada)


def an_event(cast, **values):
    values = {"kind": "change", "title": "Moved", "happened_on": DAY} | values
    return actions.add_event(client=cast.casey, values=values, by=cast.ada)


def out(browser, name, row, version=None):
    return browser.post(reverse(name, args=[row.pk]), {"version": version or row.version}, follow=True)


@pytest.mark.parametrize(
    ("make", "name", "verb"),
    [
        (a_person, "important_person_remove", "person.taken_out"),
        (an_event, "life_event_remove", "life_event.taken_out"),
    ],
)
def test_a_slip_leaves_the_chart_and_the_history_keeps_it(cast, as_ada, as_sam, make, name, verb):
    row = make(cast)
    assert as_sam.post(reverse(name, args=[row.pk]), {"version": 1}).status_code == 404
    edit = as_ada.get(reverse(name.replace("remove", "edit"), args=[row.pk])).content.decode()
    assert reverse(name, args=[row.pk]) in edit
    assert "is taken out" in out(as_ada, name, row).content.decode()
    assert not type(row).objects.exists()
    assert type(row).history.filter(history_type="-", history_user=cast.ada).count() == 1
    assert AuditEvent.objects.filter(verb=verb, client_id=cast.casey.pk).count() == 1


def named_by_an_event(cast, person):
    an_event(cast, person=person)


def named_by_an_area(cast, person):
    actions.identify_area(client=cast.casey, kind="role_dispute", values={"person": person}, by=cast.ada)


def named_in_an_area(cast, person):
    values = {"details": {"supports_now": [str(person.pk)]}}
    actions.identify_area(client=cast.casey, kind="grief", values=values, by=cast.ada)


@pytest.mark.parametrize("name_it", [named_by_an_event, named_by_an_area, named_in_an_area])
def test_who_is_named_elsewhere_stays(cast, as_ada, name_it):
    person = a_person(cast)
    name_it(cast, person)
    assert "It is named elsewhere in the chart" in out(as_ada, "important_person_remove", person).content.decode()
    assert ImportantPerson.objects.get().version == 1


def test_an_event_that_a_formulation_begins_with_stays(cast, as_ada):
    event = an_event(cast)
    actions.save_formulation(client=cast.casey, version=0, values={"precipitants": [event]}, by=cast.ada)
    assert "It is named elsewhere" in out(as_ada, "life_event_remove", event).content.decode()
    assert LifeEvent.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "7", "9" * 30])
def test_what_was_changed_in_between_stays(cast, as_ada, version):
    person = a_person(cast)
    assert "changed in the meantime" in out(as_ada, "important_person_remove", person, version or " ").content.decode()
    assert ImportantPerson.objects.exists()
