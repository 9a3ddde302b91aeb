"""A client's case file, gathered for one reader: each strand is read when a page first asks for it, and once.

Every row comes through the client that the reader may see; what the strands mean to each other is put together here,
in `course_pictures.py` (strip and chart) and in `what_needs_doing.py`.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404

from accounts.access import today_for
from clients.access import chart_client_for, therapist_name, treated_by
from intake.models import Consultation
from measures.change import baseline_and_final
from measures.scores import dated, scores_for
from problem_areas.models import Assessment, ImportantPerson
from reports.models import Report
from safety.banner import client_banners
from safety.models import SafetyAlert
from scheduling.models import Appointment
from sessions.access import courses_visible_to
from sessions.carried import carried_over
from sessions.models import ChangeRequest, Course, TherapySession
from sessions.models.around import beside
from sessions.opener import measures_of
from sessions.review_facts import ratings_in_words, rise_in_words
from sessions.standing import CourseStanding


@dataclass(frozen=True)
class CaseFile:
    """The chart of `client` as `reader` opens it. `course` is the one chosen, None before the first is booked."""

    client: object
    courses: tuple
    course: Course | None
    reader: object
    now: dt.datetime

    @property
    def may_write(self):
        return self.client.may_write

    @property
    def is_running(self):
        return self.course is not None and self.course.closed_at is None

    @cached_property
    def today(self):
        return today_for(self.reader, self.now)

    @cached_property
    def standing(self):
        """The course and its sessions in order, with the state of their notes."""
        asked = ChangeRequest.objects.open().filter(note__therapy_session=OuterRef("pk"))
        sessions = TherapySession.objects.filter(course=self.course).with_note_state().in_order()
        sessions = sessions.annotate(
            change_asked=Subquery(asked.values("pk")[:1]),
            change_asked_by=Subquery(asked.values("asked_by__full_name")[:1]),
        )
        return CourseStanding(self.course, tuple(sessions) if self.course else ())

    @cached_property
    def sheets(self):
        """The questionnaires of this course, the oldest first: those since the course before it, up to its own end."""
        earlier = [course for course in self.courses if course.number < self.course.number] if self.course else []
        since = self._day_of(earlier[0].closed_at) if earlier else None
        until = self._day_of(self.course.closed_at) if self.course else None
        return [sheet for sheet in scores_for(self.client, until_on=until) if since is None or sheet.taken_on > since]

    def _day_of(self, moment):
        return today_for(self.reader, moment) if moment else None

    @cached_property
    def measures(self):
        return measures_of(self.course) if self.course else []

    def sheets_of(self, definition):
        """The sheets of one questionnaire that have a total."""
        return [sheet for sheet in self.sheets if sheet.instrument == definition.key and sheet.total is not None]

    def change_of(self, definition):
        """(baseline, final) of one questionnaire as DatedScores, or None while it cannot be computed."""
        return baseline_and_final(dated(self.sheets_of(definition)), self.standing.first_held_on)

    @cached_property
    def events(self):
        return list(self.client.life_events.select_related("person"))

    @cached_property
    def goals(self):
        """The goals that stand, with their latest rating."""
        return [rows[-1] for rows in self._rated_goals]

    @cached_property
    def _rated_goals(self):
        """For each goal its rows, one for each rating. One query: the ratings come along."""
        by_goal = {}
        for row in self.course.goals.current().with_each_rating():
            by_goal.setdefault(row.pk, []).append(row)
        return list(by_goal.values())

    @property
    def goal_lines(self):
        """Pairs of a goal and how it was rated over time, in words."""
        return [(rows[-1], ratings_in_words(rows)) for rows in self._rated_goals]

    @property
    def focus(self):
        return getattr(self.course, "primary_focus", None)

    @property
    def secondary_focus(self):
        return getattr(self.course, "secondary_focus", None)

    @cached_property
    def formulation(self):
        """The formulation of this course; while none is tied to it, the client's latest."""
        if self.course and self.course.formulation:
            return self.course.formulation
        return self.client.formulations.first()

    @property
    def ending(self):
        return getattr(self.course, "ending", None)

    @property
    def midpoint(self):
        return getattr(self.course, "midpoint_review", None)

    @cached_property
    def carried(self):
        """What a maintenance or follow-up course takes over from the one before it, or None."""
        return carried_over(self.course)

    @cached_property
    def rises(self):
        """What a score that rises in the last sessions means, a sentence or two for each questionnaire that does."""
        if not self.is_running:
            return []
        said = (rise_in_words(self.course, self.standing.held, self.sheets_of(each), each) for each in self.measures)
        return [words for words in said if words]

    @cached_property
    def banners(self):
        return client_banners(self.client, self.reader, now=self.now) if self.client.has_alert else []

    @cached_property
    def tasks_done(self):
        """Keys of the phase tasks that are ticked."""
        return set(self.course.tasks_done.values_list("task", flat=True))

    @cached_property
    def next_session(self):
        """The next booked session that has not ended, or None."""
        coming = (each for each in self.standing.sessions if each.appointment.status == Appointment.BOOKED)
        return next((each for each in coming if each.appointment.ends_at > self.now), None)

    @property
    def unbooked(self):
        """How many sessions of the plan have no time: theirs was missed or called off, or they were added."""
        timed = sum(each.appointment.status in Appointment.STANDING for each in self.standing.sessions)
        return max(0, self.standing.planned - timed)

    @cached_property
    def awaiting(self):
        """Sessions whose time has begun and whose note is not signed, the oldest first."""
        open_ones = (*Appointment.STANDING, *Appointment.MISSED)
        return [
            each
            for each in self.standing.sessions
            if each.appointment.starts_at <= self.now
            and each.appointment.status in open_ones
            and each.note_signed_at is None
        ]

    @property
    def session_to_open(self):
        """Today's session; else the oldest one that waits for its note; else the next one."""
        coming = self.next_session
        if coming is not None and coming.appointment.wall_date == self.today:
            return coming
        return self.awaiting[0] if self.awaiting else coming

    @property
    def number_to_open(self):
        return self.standing.number_of(self.session_to_open) if self.session_to_open else None

    @cached_property
    def next_appointment(self):
        """For a client without a course: what is booked next, or None."""
        upcoming = self.client.appointments.upcoming(self.now).select_related("clinician", "location", "room")
        return upcoming.first()

    @cached_property
    def consultation(self):
        """The client's latest recorded consultation, or None."""
        recorded = Consultation.objects.filter(inquiry__client=self.client, recorded_at__isnull=False)
        return recorded.select_related("recorded_by", "therapist").order_by("-recorded_at").first()


def case_file_for(user, pk, *, chosen="", now):
    """The CaseFile of this client, if `user` may read the chart. `chosen`: the number of an earlier course. Raises Http404."""
    courses = list(_courses(user, pk))
    if courses:
        client = courses[0].client
        client.therapist_name, client.may_write = courses[0].therapist_name, courses[0].may_write
        client.has_alert = courses[0].has_alert
    else:
        client = chart_client_for(user, pk)
        client.has_alert = True
    return CaseFile(client, tuple(courses), _choose(courses, chosen), user, now)


def _courses(user, pk):
    """The client's courses, the latest first, with what the reader may do and whether an alert is open."""
    report = Report.objects.filter(course=OuterRef("pk"))
    return (
        courses_visible_to(user)
        .filter(client=pk)
        .with_agreement()
        .with_reviews()
        .annotate(
            therapist_name=therapist_name("client"),
            may_write=Exists(treated_by(user).filter(pk=OuterRef("client"))),
            has_alert=Exists(SafetyAlert.objects.open().filter(client=OuterRef("client"))),
            **beside(),
            has_assessment=Exists(Assessment.objects.filter(client=OuterRef("client"))),
            has_people=Exists(ImportantPerson.objects.filter(client=OuterRef("client"))),
            has_midcourse=Exists(report.filter(kind=Report.MIDCOURSE)),
            has_end_report=Exists(report.filter(kind=Report.END_OF_TREATMENT)),
        )
        .order_by("-number")
    )


def _choose(courses, chosen):
    if not chosen:
        return courses[0] if courses else None
    for course in courses:
        if str(course.number) == chosen:
            return course
    raise Http404
