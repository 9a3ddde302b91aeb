"""Writes to a course's focus: choosing it, changing it with a reason, and letting a second one go."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.actions import record
from problem_areas.actions import edit_area
from problem_areas.catalogue import INTERPERSONAL_DEFICITS

from ..course_plan import is_late_change
from ..models import Course, CourseFocus, TherapySession


class AreaIsNotOpen(Exception):
    """An area of another client, or one that was closed."""

    def __init__(self):
        super().__init__(_("Choose one of the areas identified for this client"))


class FocusNeedsReason(Exception):
    """Why a reason is asked for, as one instruction."""


class DeficitsNotConfirmed(FocusNeedsReason):
    """The three confirmations are missing, and no reason stands in for them."""


class PrimaryComesFirst(Exception):
    """There is no second focus without a primary one, and never the same area twice."""

    def __init__(self):
        super().__init__(_("Choose the primary focus first; the secondary one is another area"))


def choose_focus(*, course, area, rank, reason="", confirmed=(), on=None, now=None, by):
    """Make `area` the course's primary or secondary focus; what had that rank ends on the same day and stays on record.

    A reason is needed to change the primary focus, to choose an area that this kind of course leaves out, and to choose deficits as primary without the three confirmations;
    `confirmed` holds the keys of those given now.
    Raises AreaIsNotOpen, FocusNeedsReason, PrimaryComesFirst, CourseIsClosed.
    """
    now = now or timezone.now()
    on = on or today_for(by, now)
    with transaction.atomic():
        current = _current_focuses(course)
        replaced = current.get(rank)
        if replaced is not None and replaced.area_id == area.pk:
            return replaced
        if area.kind == INTERPERSONAL_DEFICITS and set(confirmed) - set(area.exclusion_confirmed):
            values = {"exclusion_confirmed": sorted({*area.exclusion_confirmed, *confirmed})}
            area = edit_area(area=area, version=area.version, values=values, now=now, by=by)
        _check(course, area, rank, reason, current)
        ended = [focus for focus in current.values() if focus is replaced or focus.area_id == area.pk]
        CourseFocus.objects.filter(pk__in=[focus.pk for focus in ended]).update(until_on=on)
        Course.objects.link_formulation(course)
        focus = CourseFocus.objects.create(
            course=course, area=area, rank=rank, from_on=on, reason=reason, chosen_at=now, chosen_by=by
        )
        held = TherapySession.objects.held().filter(course=course).count()
        late = replaced is not None and is_late_change(held, course.planned_sessions)
        details = {"area": str(area.pk), "rank": rank, "changed": replaced is not None, "late": late}
        record("focus.chosen", focus, client=course.client_id, details=details, at=now, by=by)
    return focus


def end_secondary(*, course, reason="", on=None, now=None, by):
    """Let the secondary focus go. Returns it, or None when there is none. Raises CourseIsClosed."""
    now = now or timezone.now()
    with transaction.atomic():
        focus = _current_focuses(course).get(CourseFocus.SECONDARY)
        if focus is None:
            return None
        focus.until_on = on or today_for(by, now)
        focus.reason = "\n".join(filter(None, [focus.reason, reason]))
        focus.save(update_fields=["until_on", "reason"])
        record("focus.ended", focus, client=course.client_id, details={"rank": focus.rank}, at=now, by=by)
    return focus


def _current_focuses(course):
    """The current focuses by rank, kept from other writers until this transaction ends."""
    Course.objects.hold_running(course.pk)
    return {focus.rank: focus for focus in CourseFocus.objects.current().filter(course=course).select_related("area")}


def _check(course, area, rank, reason, current):
    if area.client_id != course.client_id or area.closed_on is not None:
        raise AreaIsNotOpen
    if rank == CourseFocus.SECONDARY:
        primary = current.get(CourseFocus.PRIMARY)
        if primary is None or primary.area_id == area.pk:
            raise PrimaryComesFirst
        return
    if reason.strip():
        return
    if CourseFocus.PRIMARY in current:
        raise FocusNeedsReason(_("Say why the focus changes"))
    if area.kind in course.hidden_areas:
        raise FocusNeedsReason(
            _("This kind of course does not usually use this area: say why it is the focus all the same")
        )
    if area.kind == INTERPERSONAL_DEFICITS and not area.no_other_area_fits:
        sentence = _("Confirm that no other area fits, or say why %(area)s is the focus all the same")
        raise DeficitsNotConfirmed(sentence % {"area": area.label.lower()})
