"""One primary focus, at most one secondary, and the history of how they came about."""

import datetime as dt

import pytest

from audit.models import AuditEvent
from problem_areas.actions import edit_area, identify_area
from sessions.actions.focus import (
    AreaIsNotOpen,
    FocusNeedsReason,
    PrimaryComesFirst,
    choose_focus,
    end_secondary,
)
from sessions.models import CourseFocus, CourseIsClosed

from .. import make

CONFIRMED = {"exclusion_confirmed": ["no_death", "no_dispute", "no_transition"]}
ON = dt.date(2026, 2, 3)


@pytest.fixture
def dispute(cast):
    return identify_area(client=cast.casey, kind="role_dispute", by=cast.ada)


@pytest.fixture
def grief(cast):
    return identify_area(client=cast.casey, kind="grief", by=cast.ada)


def choose(cast, area, rank="primary", **more):
    return choose_focus(course=cast.casey_course, area=area, rank=rank, by=cast.ada, **more)


def current(cast):
    return {focus.rank: focus.area for focus in cast.casey_course.focuses.current()}


def test_the_first_choice_needs_no_reason(cast, dispute):
    focus = choose(cast, dispute, on=ON)
    assert (focus.from_on, focus.until_on, focus.chosen_by) == (ON, None, cast.ada)
    assert AuditEvent.objects.filter(verb="focus.chosen", client_id=cast.casey.pk).count() == 1


def test_a_change_needs_a_reason_and_keeps_the_history(cast, dispute, grief):
    choose(cast, dispute, on=ON)
    with pytest.raises(FocusNeedsReason):
        choose(cast, grief)
    choose(cast, grief, reason="The anniversary brought it back", on=dt.date(2026, 3, 3))
    assert current(cast) == {"primary": grief}
    assert list(cast.casey_course.focuses.values_list("area", "from_on", "until_on")) == [
        (dispute.pk, ON, dt.date(2026, 3, 3)),
        (grief.pk, dt.date(2026, 3, 3), None),
    ]


def test_choosing_the_same_again_changes_nothing(cast, dispute):
    assert choose(cast, dispute) == choose(cast, dispute)
    assert cast.casey_course.focuses.count() == 1


def test_a_secondary_comes_after_a_primary_and_is_another_area(cast, dispute, grief):
    with pytest.raises(PrimaryComesFirst):
        choose(cast, grief, "secondary")
    choose(cast, dispute)
    with pytest.raises(PrimaryComesFirst):
        choose(cast, dispute, "secondary")
    choose(cast, grief, "secondary")
    assert current(cast) == {"primary": dispute, "secondary": grief}


def test_the_secondary_can_become_the_primary(cast, dispute, grief):
    choose(cast, dispute)
    choose(cast, grief, "secondary")
    choose(cast, grief, reason="It carries the mood")
    assert current(cast) == {"primary": grief}


def test_the_secondary_can_go(cast, dispute, grief):
    choose(cast, dispute)
    choose(cast, grief, "secondary", reason="Her mother")
    end_secondary(course=cast.casey_course, reason="Worked through", on=ON, by=cast.ada)
    assert current(cast) == {"primary": dispute}
    assert cast.casey_course.focuses.get(rank="secondary").reason == "Her mother\nWorked through"
    assert end_secondary(course=cast.casey_course, by=cast.ada) is None


def test_deficits_asks_for_the_confirmations_or_a_reason(cast):
    area = identify_area(client=cast.casey, kind="interpersonal_deficits", by=cast.ada)
    with pytest.raises(FocusNeedsReason):
        choose(cast, area)
    choose(cast, area, reason="The loss was long ago")
    assert current(cast) == {"primary": area}


def test_deficits_confirmed_needs_no_reason(cast):
    choose(cast, identify_area(client=cast.casey, kind="interpersonal_deficits", values=CONFIRMED, by=cast.ada))
    assert cast.casey_course.focuses.current().count() == 1


def test_no_area_of_another_client_and_none_that_was_closed(cast, dispute):
    with pytest.raises(AreaIsNotOpen):
        choose(cast, identify_area(client=cast.drew, kind="grief", by=cast.ben))
    closed = edit_area(area=dispute, version=1, values={"closed_on": ON}, by=cast.ada)
    with pytest.raises(AreaIsNotOpen):
        choose(cast, closed)


def test_a_closed_course_keeps_its_focus(cast, dispute):
    cast.casey_course.closed_at, cast.casey_course.closed_by = cast.casey_course.opened_at, cast.ada
    cast.casey_course.end_reason = "completed"
    cast.casey_course.save()
    with pytest.raises(CourseIsClosed):
        choose(cast, dispute)


@pytest.mark.parametrize(("planned", "held", "late"), [(16, 7, False), (16, 8, True), (12, 5, False), (12, 6, True)])
def test_a_late_change_is_marked(cast, planned, held, late):
    person = make.make_client("Toni", "Ash", therapist=cast.sam)
    course = make.make_course(person, cast.sam, planned=planned, held=held)
    areas = [identify_area(client=person, kind=kind, by=cast.sam) for kind in ("grief", "role_transition")]
    for area in areas:
        choose_focus(course=course, area=area, rank=CourseFocus.PRIMARY, reason="x", by=cast.sam)
    details = list(AuditEvent.objects.filter(verb="focus.chosen").order_by("id").values_list("details", flat=True))
    assert [each["late"] for each in details] == [False, late]
