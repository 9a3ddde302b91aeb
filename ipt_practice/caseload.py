"""The running courses that a clinician may read, by phase, each with what wants a look.

Three queries, however many courses there are (tests/project/test_caseload.py).
"""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, JSONField, Min, OuterRef, Q, Subquery, UUIDField
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext_lazy

from accounts.access import today_for
from accounts.models import User
from clients.models import Assignment
from measures.models import Administration
from problem_areas.models import ProblemArea
from safety.models import SafetyAlert
from scheduling.models import Appointment
from sessions.access import courses_visible_to
from sessions.course_plan import ACUTE, PHASE_LABELS
from sessions.models import Contract, CourseFocus, TherapySession

from .caseload_words import NOTE_LATE_AFTER, Card, flags_of, focus_words, score_words

NOT_BEGUN, AFTER = "not_begun", "after"
COLUMNS = {
    NOT_BEGUN: gettext_lazy("Not yet begun"),
    **PHASE_LABELS,
    AFTER: gettext_lazy("Maintenance and follow-up"),
}
MOST = 200
"""How many courses the board shows at most; beyond them the reader chooses a therapist."""


@dataclass(frozen=True)
class Column:
    """One phase and its cards: whoever needs a look first."""

    key: str
    label: str
    cards: tuple


@dataclass(frozen=True)
class Caseload:
    """The board. `therapists` are those whose cases the reader could choose; `chosen` is one of them, or None."""

    columns: tuple
    therapists: tuple
    chosen: User | None
    has_more: bool

    @property
    def cards(self):
        return [card for column in self.columns for card in column.cards]

    @property
    def wanting(self):
        """How many cards carry a flag that wants a look."""
        return sum(card.wants_a_look for card in self.cards)


def caseload_of(user, therapist, *, now):
    """The board of what `user` may read, of one therapist (a UUID as typed) or of all. Raises Http404."""
    today = today_for(user, now)
    therapists = tuple(_therapists(user, today))
    chosen = chosen_of(therapists, therapist)
    courses = list(running_courses(user, now=now, therapist=chosen)[: MOST + 1])
    sheets = sheets_of(courses)
    names = {each.pk: each.full_name for each in therapists}
    cards = [_card(course, sheets, names, today) for course in courses[:MOST]]
    return Caseload(tuple(_columns(cards)), therapists, chosen, len(courses) > MOST)


def running_courses(user, *, now, therapist=None):
    """Running courses that `user` may read, by name, with all that a card says of them except the scores."""
    today = today_for(user, now)
    courses = courses_visible_to(user).running()
    if therapist is not None:
        courses = courses.filter(client__in=_looked_after(today).filter(clinician=therapist).values("client"))
    mine = {"course": OuterRef("pk")}
    late = TherapySession.objects.awaiting_note(now).filter(appointment__ends_at__lte=now - NOTE_LATE_AFTER, **mine)
    area = JSONObject(kind="area__kind", about="area__about", dispute_stage="area__dispute_stage")
    focus = CourseFocus.objects.current().filter(rank=CourseFocus.PRIMARY, **mine).values_list(area)[:1]
    held = Q(sessions__appointment__status=Appointment.HELD)
    return (
        courses.with_counts()
        .annotate(
            first_on=Min("sessions__appointment__wall_date", filter=held),
            focus=Subquery(focus, output_field=JSONField()),
            contract_until=Subquery(Contract.objects.filter(**mine).order_by("-number").values("planned_end_on")[:1]),
            has_alert=Exists(SafetyAlert.objects.filter(client=OuterRef("client"), closed_at__isnull=True)),
            has_concern=Exists(ProblemArea.objects.open().with_safety_concern().filter(client=OuterRef("client"))),
            has_late_note=Exists(late),
            clinician=Subquery(
                _looked_after(today).filter(client=OuterRef("client")).order_by("-from_on").values("clinician")[:1],
                output_field=UUIDField(),
            ),
        )
        .select_related("client")
        .order_by("client__last_name", "client__first_name", "client__file_number")
    )


def sheets_of(courses):
    """Client id to their standing answer sheets, the oldest first. One query."""
    found = {}
    clients = [course.client_id for course in courses]
    for sheet in Administration.objects.standing().filter(client__in=clients).defer("answers").in_order():
        found.setdefault(sheet.client_id, []).append(sheet)
    return found


def left_of(course):
    return max(0, course.planned_sessions - course.held)


def phase_now(course):
    """The phase of the session that comes next."""
    return course.phase_of(min(course.held + 1, course.planned_sessions))


def _looked_after(today):
    return Assignment.objects.current(today)


def _therapists(user, today):
    """Those who look after a client with a running course that `user` may read, by name."""
    clients = courses_visible_to(user).running().values("client")
    return User.objects.filter(
        pk__in=_looked_after(today).filter(client__in=clients).values("clinician")
    ).order_by("full_name")  # fmt: skip


def chosen_of(therapists, typed):
    """The one among `therapists` whose UUID was typed, None without any. Raises Http404 for another."""
    if not typed:
        return None
    try:
        wanted = uuid.UUID(typed)
    except ValueError:
        raise Http404 from None
    found = next((each for each in therapists if each.pk == wanted), None)
    if found is None:
        raise Http404
    return found


def _card(course, sheets, names, today):
    mine = sheets.get(course.client_id, [])
    return Card(
        course=course,
        line={
            "held": course.held,
            "planned": course.planned_sessions,
            "left": left_of(course),
            "missed": course.missed,
        },
        focus=focus_words(course.focus),
        scores=score_words(course, mine),
        flags=tuple(flags_of(course, mine, today)),
        therapist=names.get(course.clinician, ""),
    )


def _columns(cards):
    placed = {key: [] for key in COLUMNS}
    for card in cards:
        placed[_place(card.course)].append(card)
    for key, label in COLUMNS.items():
        if placed[key] or key != AFTER:
            yield Column(key, label, tuple(sorted(placed[key], key=lambda card: card.urgency, reverse=True)))


def _place(course):
    if course.kind != ACUTE:
        return AFTER
    return phase_now(course) if course.held else NOT_BEGUN
