"""Ada arranges the closeness circles: with the mouse, with a finger, by keyboard, by the table; and when saving fails."""

import math

from django.urls import reverse
from playwright.sync_api import expect

from clients.models import Client
from problem_areas.actions import edit_person, take_snapshot


def wren():
    return Client.objects.get(last_name="Applegarth")


def board(visitor):
    visitor.open(reverse("circles_arrange", args=[wren().pk]))
    return visitor.page


def handle(page, person):
    return page.locator(f'.handle[data-key="{person.pk}"]')


def someone(*, ring=3):
    """Somebody of her people, in this ring."""
    person = wren().important_people.order_by("created_at").first()
    return edit_person(person=person, version=person.version, values={"closeness": ring}, by=her_therapist())


def her_therapist():
    return wren().assignments.order_by("-from_on").first().clinician


def drag(page, person, distance, angle=0.7):
    """Take the dot to so many units from the middle; the picture is 372 units wide."""
    svg = page.locator("svg.board")
    svg.scroll_into_view_if_needed()
    box, dot = svg.bounding_box(), handle(page, person).locator(".grip").bounding_box()
    unit = box["width"] / 372
    x = box["x"] + (200 - 14 + distance * math.cos(angle)) * unit
    y = box["y"] + (200 - 14 + distance * math.sin(angle)) * unit
    page.mouse.move(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=6)
    page.mouse.up()


def test_ada_drags_a_person_and_the_table_follows(visit):
    ada, person = visit("ada"), someone(ring=3)
    page = board(ada)
    page.set_viewport_size({"width": 1280, "height": 1200})
    drag(page, person, 100)
    expect(page.locator("[data-circles-said]")).to_contain_text("middle circle")
    expect(page.locator(f'input[name="ring_{person.pk.hex}"][value="2"]')).to_be_checked()
    expect(page.locator("[data-circles-state]")).to_have_text("Not saved yet")
    assert ada.axe() == []
    ada.press("Save circles")
    ada.sees("The circles are saved")
    person.refresh_from_db()
    assert person.closeness == 2
    assert math.isclose(math.hypot(2 * person.x - 1, 2 * person.y - 1) * 178, 100, abs_tol=3)
    # Back where they were, and out of the circles
    page = board(ada)
    page.set_viewport_size({"width": 1280, "height": 1200})
    drag(page, person, 230, angle=math.pi / 2)
    expect(page.locator("[data-circles-said]")).to_contain_text("in no circle")
    ada.press("Save circles")
    person.refresh_from_db()
    assert (person.closeness, person.x, person.y) == (None, None, None)


def test_ada_drags_with_a_finger(visit):
    ada, person = visit("ada", has_touch=True), someone(ring=3)
    page = board(ada)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("svg.board").scroll_into_view_if_needed()
    box, dot = page.locator("svg.board").bounding_box(), handle(page, person).locator(".grip").bounding_box()
    assert min(dot["width"], dot["height"]) >= 36, "room for a finger"
    touch = page.context.new_cdp_session(page)
    begin = (dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    end = (box["x"] + box["width"] * 0.5, box["y"] + box["width"] * 0.37)
    for kind, at in (
        ("touchStart", begin),
        ("touchMove", [(a + b) / 2 for a, b in zip(begin, end, strict=True)]),
        ("touchMove", end),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("[data-circles-said]")).to_contain_text("inner circle")
    ada.press("Save circles")
    person.refresh_from_db()
    assert person.closeness == 1


def test_ada_moves_a_person_by_keyboard_and_hears_where_to(visit):
    ada, person = visit("ada"), someone(ring=3)
    page = board(ada)
    said = page.locator("[data-circles-said]")
    handle(page, person).focus()
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text(f"{person.name}, middle circle, at")
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("inner circle")
    before = said.inner_text()
    for _turn in range(3):
        page.keyboard.press("ArrowRight")
    assert said.inner_text() != before
    expect(handle(page, person)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("inner circle")
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("middle circle")
    ada.press("Save circles")
    person.refresh_from_db()
    assert person.closeness == 2


def test_the_table_does_the_same_without_a_script(visit):
    ada, person = visit("ada", java_script_enabled=False), someone(ring=3)
    ada.page.goto(reverse("circles_arrange", args=[wren().pk]))
    expect(ada.page.get_by_text("By keyboard")).to_be_hidden()
    inner = ada.page.locator(f'input[name="ring_{person.pk.hex}"][value="1"]')
    ada.page.locator(f'label[for="{inner.get_attribute("id")}"]').click()
    ada.page.get_by_role("button", name="Save circles").click()
    ada.sees("The circles are saved")
    person.refresh_from_db()
    assert person.closeness == 1


def test_nothing_is_lost_when_saving_fails_or_somebody_was_quicker(visit):
    ada, person = visit("ada"), someone(ring=3)
    ada.expected |= {"offline", 409}
    page = board(ada)
    state = page.locator("[data-circles-state]")
    handle(page, person).focus()
    page.keyboard.press("ArrowUp")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save circles").click()
    expect(state).to_contain_text("Not saved")
    expect(page.locator(f'input[name="ring_{person.pk.hex}"][value="2"]')).to_be_checked()
    page.context.set_offline(False)
    edit_person(person=person, version=person.version, values={"closeness": 1}, by=her_therapist())
    page.get_by_role("button", name="Save circles").click()
    ada.sees("Somebody else saved this in the meantime")
    ada.look_over()
    expect(page.locator(f'input[name="ring_{person.pk.hex}"][value="2"]')).to_be_checked()
    ada.press("Save circles")
    person.refresh_from_db()
    assert person.closeness == 2


def test_then_and_now_and_the_timeline_are_looked_over(visit):
    ada, person = visit("ada"), someone(ring=3)
    take_snapshot(client=wren(), occasion="other", by=her_therapist())
    edit_person(person=person, version=person.version, values={"closeness": 1}, by=her_therapist())
    ada.open(reverse("circles_compare", args=[wren().pk]))
    ada.sees("1 closer")
    ada.open(reverse("important_people", args=[wren().pk]))
    ada.open(reverse("client_timeline", args=[wren().pk]))
    expect(ada.page.locator("svg.timeline-chart")).to_be_visible()
    ada.open(reverse("important_person_edit", args=[person.pk]))
