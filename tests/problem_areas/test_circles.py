"""The closeness circles arranged, kept and compared. Rows 000-16, 003-24, 001-16, 001-20, 004-01, 004-08."""

import datetime as dt

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from problem_areas import actions
from problem_areas.actions import Placing
from problem_areas.models import ClosenessSnapshot

LINK = {"link_statement": "Since the move"}


def url(name, row):
    return reverse(name, args=[row.pk])


def robin(cast, name="Robin", **values):
    return actions.add_person(client=cast.casey, values={"name": name, "relation": "friend", **values}, by=cast.ada)


def moved(person, **typed):
    """The form of the board for one person, as the page has it, with some of it typed or dragged anew."""
    was = person.closeness or ""
    known = {"ring": was, "was": was, "x": "", "y": "", "version": person.version} | typed
    return {f"{name}_{person.pk.hex}": value for name, value in known.items()}


def text_of(answer):
    return answer.content.decode()


# Arranging


def test_the_ring_follows_the_place_and_the_place_is_kept(cast):
    person = robin(cast, closeness=3)
    (person,) = actions.arrange_circles(
        client=cast.casey, placings=[Placing(person, 1, ring=3, x=0.5, y=0.4)], by=cast.ada
    )
    assert (person.closeness, person.x, person.y, person.version) == (1, 0.5, 0.4, 2)
    assert person.history.first().closeness == 1
    assert AuditEvent.objects.filter(verb="circles.arranged", client_id=cast.casey.pk).get().details == {"moved": 1}


def test_nobody_is_moved_when_somebody_saved_one_of_them(cast):
    first, second = robin(cast), robin(cast, "Kit")
    actions.edit_person(person=second, version=1, values={"closeness": 2}, by=cast.ada)
    with pytest.raises(actions.StaleCircles) as stale:
        actions.arrange_circles(
            client=cast.casey, placings=[Placing(first, 1, ring=1), Placing(second, 1, ring=3)], by=cast.ada
        )
    assert [person.closeness for person in stale.value.current] == [2]
    first.refresh_from_db()
    assert (first.closeness, first.version, first.history.count()) == (None, 1, 1)


@pytest.mark.parametrize(("x", "y"), [(-0.1, 0.5), (0.5, 1.01), (float("nan"), 0.5), (float("inf"), 0.5)])
def test_a_place_outside_the_picture_is_refused(cast, x, y):
    with pytest.raises(ValueError, match="between 0 and 1"):
        actions.arrange_circles(client=cast.casey, placings=[Placing(robin(cast), 1, x=x, y=y)], by=cast.ada)


def test_the_database_keeps_people_inside_the_picture(cast):
    person = robin(cast)
    for x, y in ((2, 0.5), (0.5, None), (-1, -1)):
        with pytest.raises(Error), transaction.atomic():
            type(person).objects.filter(pk=person.pk).update(x=x, y=y)


def test_nobody_of_another_chart_is_moved(cast):
    stranger = actions.add_person(client=cast.drew, values={"name": "Kit", "relation": "friend"}, by=cast.ben)
    with pytest.raises(actions.NotOfThisClient):
        actions.arrange_circles(client=cast.casey, placings=[Placing(stranger, 1, ring=1)], by=cast.ada)


def test_circles_arrange_by_the_table_alone(cast, as_ada):
    near, far, left = robin(cast, "Near", closeness=1), robin(cast, "Far", closeness=3), robin(cast, "Left")
    typed = moved(near, ring="") | moved(far, ring="2") | moved(left)
    answer = as_ada.post(url("circles_arrange", cast.casey), typed)
    assert answer.headers["Location"] == url("important_people", cast.casey)
    for person in (near, far, left):
        person.refresh_from_db()
    assert [(p.closeness, p.version) for p in (near, far, left)] == [(None, 2), (2, 2), (None, 1)]


def test_circles_arrange_answers_a_script_with_where_to_go(cast, as_ada):
    person = robin(cast)
    typed = moved(person, ring="1", x="0.5000", y="0.2500")
    answer = as_ada.post(url("circles_arrange", cast.casey), typed, headers={"X-Requested-With": "fetch"})
    assert answer.json() == {"to": url("important_people", cast.casey)}
    person.refresh_from_db()
    assert (person.closeness, person.x, person.y) == (2, 0.5, 0.25), "the place decides, not what the page calls it"


def test_circles_arrange_shows_both_when_it_comes_too_late_and_saves_then(cast, as_ada):
    person, other = robin(cast, closeness=1), robin(cast, "Kit", closeness=1)
    late = moved(person, ring="3", x="0.5", y="0.02") | moved(other, ring="2")
    actions.edit_person(person=person, version=1, values={"closeness": 2}, by=cast.ada)
    answer = as_ada.post(url("circles_arrange", cast.casey), late)
    assert answer.status_code == 409
    assert answer.context["rows"] == [{"label": "Robin", "mine": "Outer circle", "theirs": "Middle circle"}]
    person.refresh_from_db(), other.refresh_from_db()
    assert (person.closeness, other.closeness) == (2, 1)
    form = answer.context["form"]
    again = {field.html_name: field.value() or "" for field in form}
    assert as_ada.post(url("circles_arrange", cast.casey), again).status_code == 302
    person.refresh_from_db(), other.refresh_from_db()
    assert (person.closeness, person.y, other.closeness) == (3, 0.02, 2)


def test_circles_arrange_passes_over_who_was_not_moved(cast, as_ada):
    """Somebody saved a person that this page left alone: nothing to compare, nothing overwritten."""
    person, other = robin(cast, closeness=1), robin(cast, "Kit", closeness=1)
    late = moved(person) | moved(other, ring="2")
    actions.edit_person(person=person, version=1, values={"closeness": 3}, by=cast.ada)
    assert as_ada.post(url("circles_arrange", cast.casey), late).status_code == 302
    person.refresh_from_db()
    assert person.closeness == 3


@pytest.mark.parametrize("place", ["nan", "inf", "-0.0001", "1.5", "1e400", "x" * 500, "\x00", "0,5"])
@pytest.mark.parametrize("axes", ["x", "xy"])
def test_circles_arrange_refuses_a_hostile_place(cast, as_ada, place, axes):
    person = robin(cast, closeness=2)
    typed = moved(person, **dict.fromkeys(axes, place))
    answer = as_ada.post(url("circles_arrange", cast.casey), typed)
    assert answer.status_code == 422
    assert "Nothing was moved" in text_of(answer)
    person.refresh_from_db()
    assert (person.closeness, person.version) == (2, 1)


@pytest.mark.parametrize("typed", [{"ring": "4"}, {"ring": "-1"}, {"ring": "x"}, {"version": "x", "ring": "1"}])
def test_circles_arrange_refuses_a_ring_that_is_none(cast, as_ada, typed):
    person = robin(cast, closeness=2)
    assert as_ada.post(url("circles_arrange", cast.casey), moved(person, **typed)).status_code == 422
    person.refresh_from_db()
    assert person.closeness == 2


def test_circles_arrange_costs_the_same_for_one_and_for_thirty(cast, as_ada):
    robin(cast)
    assert same_queries(as_ada, "circles_arrange", cast)


def same_queries(browser, name, cast):
    browser.get(url(name, cast.casey))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url(name, cast.casey)).status_code == 200
        counts.append(len(captured))
        for number in range(29):
            robin(cast, f"Friend {number}", closeness=1 + number % 3)
            actions.take_snapshot(client=cast.casey, occasion="other", by=cast.ada)
    return counts[0] == counts[1]


# Keeping


def test_a_snapshot_has_everybody_as_they_were(cast):
    person = robin(cast, closeness=1, confides=True, supports=True, status="estranged")
    now = dt.datetime(2026, 3, 10, 15, tzinfo=dt.UTC)
    kept = actions.take_snapshot(client=cast.casey, occasion="midpoint", now=now, by=cast.ada)
    actions.edit_person(person=person, version=1, values={"closeness": 3, "name": "R."}, by=cast.ada)
    kept.refresh_from_db()
    assert kept.people == [{
        "key": str(person.pk), "name": "Robin", "relation": "friend", "status": "estranged", "closeness": 1,
        "desired_closeness": None, "x": None, "y": None, "confides": True, "supports": True,
    }]  # fmt: skip
    assert (kept.occasion, kept.taken_on, kept.taken_at, kept.taken_by) == ("midpoint", now.date(), now, cast.ada)
    assert AuditEvent.objects.filter(verb="circles.kept").get().details == {"occasion": "midpoint"}


def test_a_snapshot_of_nobody_and_the_same_once_more_are_not_kept(cast):
    assert actions.take_snapshot(client=cast.casey, occasion="other", by=cast.ada) is None
    robin(cast)
    first = actions.take_snapshot(client=cast.casey, occasion="other", by=cast.ada)
    assert actions.take_snapshot(client=cast.casey, occasion="other", by=cast.ada) == first
    assert actions.take_snapshot(client=cast.casey, occasion="end", by=cast.ada) != first


def test_a_snapshot_is_not_changed_and_not_deleted(cast):
    robin(cast)
    kept = actions.take_snapshot(client=cast.casey, occasion="other", by=cast.ada)
    for write in (lambda: kept.delete(), lambda: ClosenessSnapshot.objects.update(occasion="end")):
        with pytest.raises(Error), transaction.atomic():
            write()


def test_the_formulation_keeps_the_circles_once_it_is_given(cast):
    robin(cast, closeness=2)
    on = dt.date(2026, 2, 3)
    actions.save_formulation(client=cast.casey, version=0, values=LINK, by=cast.ada)
    assert not cast.casey.closeness_snapshots.exists()
    for version, values in ((1, {"given_on": on}), (2, {"given_on": None}), (3, {"given_on": on})):
        actions.save_formulation(client=cast.casey, version=version, values=values, by=cast.ada)
    assert [kept.occasion for kept in cast.casey.closeness_snapshots.all()] == ["formulation"]
    robin(cast, "Kit")
    actions.save_formulation(client=cast.casey, version=None, values={**LINK, "given_on": on}, by=cast.ada)
    assert cast.casey.closeness_snapshots.count() == 2


def test_circles_keep_by_button(cast, as_ada):
    answer = as_ada.post(url("circles_keep", cast.casey), {"occasion": "midpoint"}, follow=True)
    assert "nothing was kept" in text_of(answer)
    robin(cast)
    as_ada.post(url("circles_keep", cast.casey), {"occasion": "midpoint"})
    assert cast.casey.closeness_snapshots.get().occasion == "midpoint"
    answer = as_ada.post(url("circles_keep", cast.casey), {"occasion": "<script>"})
    assert (answer.status_code, "Choose the occasion from the list" in text_of(answer)) == (422, True)


# Then and now


def then_and_now(cast, as_ada):
    near, far = robin(cast, "Near", closeness=2), robin(cast, "Far", closeness=1, confides=True, supports=True)
    gone = actions.take_snapshot(client=cast.casey, occasion="formulation", by=cast.ada)
    actions.edit_person(person=near, version=1, values={"closeness": 1, "confides": True}, by=cast.ada)
    actions.edit_person(person=far, version=1, values={"closeness": 3}, by=cast.ada)
    robin(cast, "New", closeness=3, supports=True)
    return gone, as_ada.get(url("circles_compare", cast.casey))


def test_circles_compare_says_who_moved(cast, as_ada):
    """004-08: the network then and now."""
    _kept, answer = then_and_now(cast, as_ada)
    pair = answer.context["pair"]
    assert pair.summary == "1 person moved closer, 1 moved further out, 1 is new."
    assert [(row["name"], row["then"], row["now"], row["change"], row["confides"]) for row in pair.rows] == [
        ("Near", "Middle", "Inner", "1 closer", "Yes, new"),
        ("Far", "Inner", "Outer", "2 further", "Yes"),
        ("New", None, "Outer", "New", "No"),
    ]
    assert pair.counts == [
        ("Inner circle", 1, 1), ("Middle circle", 1, 0), ("Outer circle", 0, 2), ("Confidants", 1, 2), ("Supports", 1, 2),
    ]  # fmt: skip
    assert text_of(answer).count('class="trail"') == 2


def test_circles_compare_takes_any_two_days(cast, as_ada):
    kept, _answer = then_and_now(cast, as_ada)
    pair = as_ada.get(url("circles_compare", cast.casey), {"then": "now", "now": str(kept.pk)}).context["pair"]
    assert (pair.then.key, pair.now.key) == ("now", str(kept.pk))
    assert [row["change"] for row in pair.rows] == ["1 further", "2 closer", "No longer listed"]


@pytest.mark.parametrize("chosen", ["x", "<script>", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_circles_compare_passes_over_a_day_that_is_none(cast, as_ada, chosen):
    then_and_now(cast, as_ada)
    answer = as_ada.get(url("circles_compare", cast.casey), {"then": chosen, "now": chosen})
    assert (answer.status_code, answer.context["pair"].now.key) == (200, "now")


def test_circles_compare_knows_no_snapshot_of_another_chart(cast, as_ada):
    then_and_now(cast, as_ada)
    actions.add_person(client=cast.drew, values={"name": "Zephyrine", "relation": "friend"}, by=cast.ben)
    theirs = actions.take_snapshot(client=cast.drew, occasion="other", by=cast.ben)
    answer = as_ada.get(url("circles_compare", cast.casey), {"then": str(theirs.pk)})
    assert "Zephyrine" not in text_of(answer)


def test_circles_compare_says_how_the_first_is_kept(cast, as_ada):
    assert "No circles have been kept yet" in text_of(as_ada.get(url("circles_compare", cast.casey)))


def test_circles_compare_costs_the_same_for_one_and_for_thirty(cast, as_ada):
    robin(cast)
    actions.take_snapshot(client=cast.casey, occasion="other", by=cast.ada)
    assert same_queries(as_ada, "circles_compare", cast)


def test_the_page_of_people_counts_then_and_now(cast, as_ada):
    then_and_now(cast, as_ada)
    inventory = as_ada.get(url("important_people", cast.casey)).context["inventory"]
    assert inventory.count_rows[3:] == [("Confidants", 1, 2), ("Supports", 1, 2)]


def test_who_may_look_and_who_may_move(cast, as_ada, as_sam, as_kim, as_ben):
    robin(cast)
    found = {
        name: [browser.get(url(name, cast.casey)).status_code for browser in (as_ada, as_sam, as_kim, as_ben)]
        for name in ("circles_compare", "circles_arrange")
    }
    assert found == {"circles_compare": [200, 200, 403, 404], "circles_arrange": [200, 404, 403, 404]}
