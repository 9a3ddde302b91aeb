"""A clinician's day, gathered: appointments, what waits for a signature, what is due, the caseload by phase.

The number of queries does not grow with the rows (tests/project/test_home.py).
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safety.banner import home_banners
from scheduling.models import Appointment
from sessions.access import courses_treated_by
from sessions.course_plan import PHASE_LABELS
from sessions.opener import opener_for
from sessions.standing import standing_of
from sessions.waiting import waiting_notes

from .caseload import left_of
from .due import SHOWN, due_of, needs_focus, old_scores

OFF_THE_DAY = (Appointment.CANCELLED_BY_CLIENT, Appointment.CANCELLED_BY_PRACTICE, Appointment.RESCHEDULED)


@dataclass
class Row:
    """One appointment of the day. `course` is the running course with its counts, for a session of one."""

    appointment: Appointment
    now: dt.datetime
    course: object = None
    opener: object = None

    @property
    def is_session(self):
        return self.course is not None

    @cached_property
    def session(self):
        return self.appointment.therapy_session if self.is_session else None

    @property
    def note(self):
        return getattr(self.session, "note", None)

    @property
    def is_signed(self):
        return self.note is not None and self.note.is_signed

    @property
    def is_over(self):
        return self.appointment.ends_at <= self.now

    @property
    def is_missed(self):
        return self.appointment.status in Appointment.MISSED

    @property
    def number(self):
        return self.session.number or (min(self.course.held + 1, self.course.planned_sessions))

    @property
    def line(self):
        """ "7 of 16 held, 9 left": what templates/_course_line.html asks for."""
        return {
            "held": self.course.held,
            "planned": self.course.planned_sessions,
            "left": left_of(self.course),
            "missed": self.course.missed,
        }

    @property
    def focus(self):
        return self.course.current_focuses[0].area.label if self.course.current_focuses else ""

    @property
    def needs_focus(self):
        return needs_focus(self.course)

    @property
    def is_last(self):
        return left_of(self.course) == 1 and not self.is_signed


@dataclass(frozen=True)
class Gap:
    """Free time between two appointments."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    is_free: bool = True


@dataclass
class Today:
    """Everything the page shows. `booked` is the number of appointments of the day."""

    date: dt.date
    summary: str
    banners: list
    rows: list
    next: Row | None
    coming: Appointment | None
    waiting: list
    waiting_count: int
    due: list
    due_more: int
    flags: list
    courses: int
    phases: list = field(default_factory=list)

    @property
    def booked(self):
        return sum(isinstance(row, Row) for row in self.rows)


def today_of(user, *, now):
    """The Today page of a clinician at the moment `now`, in the active time zone."""
    caseload = courses_treated_by(user).running().with_counts().with_current_focus().select_related("client")
    courses = {course.pk: course for course in caseload}
    rows = _rows(user, courses, now)
    following = next((row for row in rows if not row.is_over and not row.is_signed and not row.is_missed), None)
    if following is not None and following.is_session:
        following.opener = opener_for(following.session, standing_of(following.session.course))
    waiting, due = waiting_notes(user, now), due_of(user, courses.values(), now)
    return Today(
        date=timezone.localdate(now),
        summary=_summary(rows, following, now),
        banners=home_banners(user, now=now),
        rows=_with_gaps(rows),
        next=following,
        coming=None if rows else Appointment.objects.filter(clinician=user).upcoming(now).select_related("client").first(),
        waiting=waiting[:SHOWN],
        waiting_count=len(waiting),
        due=due[:SHOWN],
        due_more=len(due[SHOWN:]),
        flags=old_scores(user, courses.values(), now)[:SHOWN],
        courses=len(courses),
        phases=_phases(courses.values()),
    )  # fmt: skip


def _rows(user, courses, now):
    starts = timezone.make_aware(dt.datetime.combine(timezone.localdate(now), dt.time.min))
    appointments = (
        Appointment.objects.filter(clinician=user, starts_at__gte=starts, starts_at__lt=starts + dt.timedelta(days=1))
        .exclude(status__in=OFF_THE_DAY)
        .select_related("client", "room", "therapy_session__course__client", "therapy_session__note", "therapy_session__appointment")
        .order_by("starts_at")
    )  # fmt: skip
    return [Row(each, now, courses.get(_course_id(each))) for each in appointments]


def _course_id(appointment):
    session = getattr(appointment, "therapy_session", None)
    return session.course_id if session else None


def _with_gaps(rows):
    """The rows, with free time of half an hour or more between them."""
    shown = []
    for row in rows:
        if shown and row.appointment.starts_at - shown[-1].appointment.ends_at >= dt.timedelta(minutes=30):
            shown.append(Gap(shown[-1].appointment.ends_at, row.appointment.starts_at))
        shown.append(row)
    return shown


def _summary(rows, following, now):
    if not rows:
        return _("Nothing is booked for you today.")
    counts = Counter("session" if row.appointment.kind == Appointment.THERAPY else row.appointment.kind for row in rows)
    words = {
        "session": ngettext("%(n)s session", "%(n)s sessions", counts["session"]),
        "consultation": ngettext("%(n)s consultation", "%(n)s consultations", counts["consultation"]),
        "family": ngettext("%(n)s family meeting", "%(n)s family meetings", counts["family"]),
        "engagement": ngettext("%(n)s engagement session", "%(n)s engagement sessions", counts["engagement"]),
        "follow_up": ngettext("%(n)s follow-up", "%(n)s follow-ups", counts["follow_up"]),
    }
    parts = [words[kind] % {"n": counts[kind]} for kind in words if counts[kind]]
    said = (
        parts[0]
        if len(parts) == 1
        else _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
    )
    return f"{said}. {_until(following, now)}".strip()


def _until(following, now):
    if following is None:
        return _("The day is done.")
    minutes = int((following.appointment.starts_at - now).total_seconds() // 60)
    if minutes < 0:
        return _("One is running now.")
    if minutes >= 60:
        return _("The next one starts at %(time)s.") % {
            "time": date_format(localtime(following.appointment.starts_at), "g:i A")
        }
    words = ngettext("The next one starts in %(n)s minute.", "The next one starts in %(n)s minutes.", minutes)
    return words % {"n": minutes}


def _phases(courses):
    """How many courses stand in each phase, by the session that comes next."""
    counts = Counter(course.phase_of(min(course.held + 1, course.planned_sessions)) for course in courses)
    return [(label, counts[key]) for key, label in PHASE_LABELS.items()]
