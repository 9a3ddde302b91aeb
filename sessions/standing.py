"""Where a course stands: what was held, which number a session has or will have, what comes next."""

from dataclasses import dataclass
from functools import cached_property

from scheduling.models import Appointment

from .models import TherapySession


@dataclass(frozen=True)
class CourseStanding:
    """One course and its sessions in order of time, each with its appointment and, where one exists, its note."""

    course: object
    sessions: tuple

    @property
    def planned(self):
        return self.course.planned_sessions

    @cached_property
    def held(self):
        return sum(session.appointment.status == Appointment.HELD for session in self.sessions)

    @property
    def left(self):
        return max(0, self.planned - self.held)

    @cached_property
    def missed(self):
        return sum(session.appointment.status in Appointment.MISSED for session in self.sessions)

    @cached_property
    def numbers(self):
        """Session id to number: fixed where it was signed, provisional from the booking, None where it uses up none."""
        numbers, last = {}, max((session.number or 0 for session in self.sessions), default=0)
        for session in self.sessions:
            number = session.number
            if number is None and session.appointment.status in Appointment.STANDING and last < self.planned:
                number = last = last + 1
            numbers[session.pk] = number
        return numbers

    def number_of(self, session):
        return self.numbers.get(session.pk)

    def phase_of(self, session):
        """The phase of a session, by its number; beyond the plan and for a missed one, that of where the course stands."""
        return session.phase or self.course.phase_of(self.number_of(session) or min(self.held + 1, self.planned))

    @cached_property
    def first_held_on(self):
        held = (each.appointment.wall_date for each in self.sessions if each.appointment.status == Appointment.HELD)
        return next(held, None)

    @property
    def timed_on(self):
        """The days of the sessions that are held or booked, in order."""
        return [each.appointment.wall_date for each in self.sessions if each.appointment.status in Appointment.STANDING]

    def following(self, session):
        """The next booked session after this one, or None."""
        later = (each for each in self.sessions if each.appointment.starts_at > session.appointment.starts_at)
        return next((each for each in later if each.appointment.status == Appointment.BOOKED), None)

    def unsigned_before(self, session):
        """The first session before this one that took up its time and whose note is not signed, or None."""
        for each in self.sessions:
            if each.appointment.starts_at >= session.appointment.starts_at:
                return None
            if each.number is None and each.appointment.status in Appointment.STANDING:
                return each
        return None


def standing_of(course):
    """The CourseStanding of one course. One query."""
    return CourseStanding(
        course, tuple(TherapySession.objects.filter(course=course).select_related("appointment").in_order())
    )
