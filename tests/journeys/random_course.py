"""A client's way through courses, taken at random: every move the clinic knows, in any order, against the real database.

A move may be refused only by one of the exceptions its action names. After each move `rules.py`'s sentences must hold.
"""

import datetime as dt
import random

import time_machine
from django.utils import timezone

from audit.versions import StaleVersion
from clients.actions import receive_form
from clients.models import SignedForm
from measures.actions import record_answers
from measures.instruments import INSTRUMENTS
from problem_areas import actions as areas
from problem_areas.catalogue import AREAS
from problem_areas.models import ProblemArea
from problem_areas.vocabulary import DEFICITS_CONFIRMATIONS
from reports.actions.drafting import start_report
from reports.actions.signing import EndReasonMissing, sign_report
from reports.models import Report
from safety.actions import acknowledge, raise_alert, record_assessment
from safety.models import SafetyAlert
from scheduling.actions import NotPossible, cancel, mark, move
from scheduling.clashes import DoubleBooking, NotBookable
from scheduling.models import Appointment
from scheduling.wall_time import AmbiguousTime, NonexistentTime
from sessions.actions.booking import CannotBook, Slot, book_again, open_course_and_book
from sessions.actions.closing import close_course
from sessions.actions.contract import AgreedGoal, ContractRefused, agree_contract, rate_goals
from sessions.actions.ending import save_ending
from sessions.actions.focus import AreaIsNotOpen, FocusNeedsReason, PrimaryComesFirst, choose_focus, end_secondary
from sessions.actions.notes import AlreadyCoSigned, NotSignable, add_addendum, co_sign, draft_note, save_and_sign
from sessions.actions.phases import PhaseNotMoved, move_phase
from sessions.course_plan import MIDDLE, TERMINATION
from sessions.endings import END_REASONS
from sessions.forms import ATTENDANCE
from sessions.models import CourseFocus, CourseTemplate, Goal, SessionNote
from tests import make

from . import course_rules, random_reviews
from .refusals import may_be_refused

BEGINS = dt.datetime(2027, 3, 1, 15, 0, tzinfo=dt.UTC)
"""A Monday two weeks before the clocks go forward, so that courses run over the change."""

ATTENDANCES = [*[Appointment.HELD] * 8, *(key for key, _label in ATTENDANCE)]


class RandomCourse(random_reviews.Reviews):
    """One client of Ada's; Dee directs and Sam supervises. The test begins and ends with an empty database."""

    def __init__(self, seed):
        self.dice, self.taken = random.Random(seed), []
        self.clock = time_machine.travel(BEGINS, tick=False)
        self.traveller = self.clock.start()
        cast = make.cast()
        self.ada, self.sam, self.dee = cast.ada, cast.sam, cast.dee
        self.location = make.make_location()
        self.client = make.make_client("Robin", "Vale", therapist=self.ada)
        for kind in SignedForm.REQUIRED:
            receive_form(client=self.client, kind=kind, received_on=BEGINS.date(), by=self.dee)
        self.signed, self.done = {}, {}

    def find_the_way_out(self):
        course_rules.check_way_out(self)

    def take_moves(self, count):
        for _turn in range(count):
            moves = [*WITH_OR_WITHOUT_COURSE, *(WITHIN_A_COURSE if self.course else [RandomCourse.open_course] * 10)]
            move = self.dice.choice(moves)
            self.taken.append(move.__name__)
            move(self)
            course_rules.check(self)

    # What there is

    @property
    def course(self):
        return self.client.courses.running().first()

    @property
    def now(self):
        return timezone.now()

    def wait_until(self, moment):
        if moment > self.now:
            self.traveller.move_to(moment)

    def pick(self, rows):
        rows = list(rows)
        return self.dice.choice(rows) if rows else None

    def yes(self):
        return self.dice.random() < 0.5

    def reason(self):
        return self.dice.choice(["", "As agreed with the client"])

    def slots(self, count, weeks=1):
        first = self.now.date() + dt.timedelta(days=1)
        days = [first + dt.timedelta(weeks=weeks * index) for index in range(count)]
        return [Slot(wall_date=day, wall_time=dt.time(13), location=self.location) for day in days]

    # Time, courses, bookings

    def let_time_pass(self):
        days = self.dice.randint(1, 12)
        self.wait_until(self.now + dt.timedelta(days=days))

    def open_course(self):
        planned = self.dice.choice([0, 0, self.dice.randint(1, 26)])
        reason = self.reason()
        template = self.pick(CourseTemplate.objects.order_by("key"))
        planned = planned or template.planned_sessions
        by = self.dice.choice([self.ada, self.dee])
        with may_be_refused(CannotBook):
            open_course_and_book(
                client=self.client, therapist=self.ada, template=template, planned_sessions=planned,
                slots=self.slots(planned, template.weeks_between), reason=reason, by=by,
            )  # fmt: skip

    def book_sessions_again(self):
        count = self.dice.randint(1, 4)
        with may_be_refused(CannotBook):
            book_again(course=self.course, slots=self.slots(count), by=self.ada)

    def move_appointment(self):
        days = self.dice.randint(-10, 20)
        hour = self.dice.randint(8, 19)
        appointment = self.pick(self.client.appointments.order_by("starts_at"))
        day = max(appointment.wall_date + dt.timedelta(days=days), self.now.date())
        refusals = (NotPossible, NotBookable, DoubleBooking, NonexistentTime, AmbiguousTime)
        with may_be_refused(*refusals):
            move(
                appointment=appointment,
                version=appointment.version,
                wall_date=day,
                wall_time=dt.time(hour),
                by=self.dee,
            )

    def cancel_appointment(self):
        appointment = self.pick(self.client.appointments.order_by("starts_at"))
        status = self.dice.choice([key for key, _label in Appointment.STATUSES])
        with may_be_refused(NotPossible, DoubleBooking):
            cancel(appointment=appointment, status=status, version=appointment.version, by=self.dee)

    def mark_appointment(self):
        attendance = self.dice.choice(ATTENDANCES)
        appointment = self.pick(self.client.appointments.begun(self.now))
        if appointment is not None:
            with may_be_refused(NotPossible, DoubleBooking):
                mark(appointment=appointment, status=attendance, version=appointment.version, by=self.dee)

    # Notes

    def hold_next_session(self):
        attendance = self.dice.choice(ATTENDANCES)
        drafts = self.yes()
        session = self.course.sessions.exclude(note__signed_at__isnull=False).in_order()
        session = session.filter(appointment__status__in=Appointment.STANDING).with_its_course().first()
        if session is None:
            return
        self.wait_until(session.appointment.ends_at)
        note = SessionNote.objects.filter(therapy_session=session).first()
        version, values = note.version if note else 0, self.written(session) | {"attendance": attendance}
        if drafts:
            note = draft_note(therapy_session=session, version=version, values=values, by=self.ada)
            version = note.version
        with may_be_refused(NotSignable):
            note = save_and_sign(therapy_session=session, version=version, values=values, by=self.ada)
            self.signed[note.pk] = SessionNote.objects.values().get(pk=note.pk)

    def written(self, session):
        course = session.course
        ids = [str(goal.pk) for goal in course.weekly_goals.filter(rating="")]
        tasks = [task.key for task in course.tasks_in(course.phase_of(1))]
        return {
            "opening_answer": "A quieter week",
            "goals_for_week": self.dice.choice(["", "Call my brother\nGo to the choir"]),
            "goal_ratings": dict.fromkeys(ids, "partly"),
            "tasks_done": self.dice.sample(tasks, min(2, len(tasks))),
            "off_focus_because": self.dice.choice(["", "A crisis at work"]),
            "risk": self.dice.choice(["", *(key for key, _label in SessionNote.RISKS)]),
        }

    def add_to_a_signed_note(self):
        if not self.signed:
            return
        note = SessionNote.objects.get(pk=self.pick(sorted(self.signed)))
        add_addendum(note=note, text="Said at the door", by=self.ada)
        with may_be_refused(AlreadyCoSigned):
            co_sign(note=note, by=self.sam)

    def give_questionnaire(self):
        key = self.dice.choice(self.course.measure_keys)
        answers = {item.key: self.dice.choice([0, 1, 3]) for item in INSTRUMENTS[key].items}
        record_answers(client=self.client, instrument=key, answers=answers, taken_on=self.now.date(), by=self.ada)

    # Areas, focus, contract

    def identify_area(self):
        kind = self.dice.choice(sorted(AREAS))
        confirmed = self.yes()
        keys = [key for key, _label in DEFICITS_CONFIRMATIONS]
        areas.identify_area(
            client=self.client, kind=kind, values={"exclusion_confirmed": keys if confirmed else []}, by=self.ada
        )

    def close_or_reopen_area(self):
        closed = self.yes()
        area = self.pick(self.client.problem_areas.order_by("identified_on", "pk"))
        if area is not None:
            values = {"closed_on": self.now.date() if closed else None, "closed_reason": ""}
            areas.edit_area(area=area, version=area.version, values=values, by=self.ada)

    def choose_focus(self):
        rank = self.dice.choice([key for key, _label in CourseFocus.RANKS])
        reason = self.reason()
        area = self.pick(ProblemArea.objects.order_by("identified_on", "pk").filter(client=self.client))
        if area is not None:
            with may_be_refused(AreaIsNotOpen, FocusNeedsReason, PrimaryComesFirst):
                choose_focus(course=self.course, area=area, rank=rank, reason=reason, by=self.ada)

    def let_secondary_focus_go(self):
        end_secondary(course=self.course, by=self.ada)

    def write_formulation(self):
        given = self.yes()
        latest = self.client.formulations.first()
        values = {"link_statement": "Low since the move", "given_on": self.now.date() if given else None}
        areas.save_formulation(client=self.client, version=latest.version if latest else 0, values=values, by=self.ada)

    def agree_contract(self):
        planned = self.dice.randint(1, 26)
        reason = self.reason()
        new = self.dice.randint(0, 2)
        course = self.course
        goals = [AgreedGoal(goal.kind, goal.statement, goal.baseline, goal.target, goal) for goal in course.goals.all()]
        goals += [AgreedGoal(Goal.INTERPERSONAL, f"Speak up {index}", 2, 7) for index in range(new)]
        if not any(goal.kind == Goal.SYMPTOM for goal in goals):
            goals.append(AgreedGoal(Goal.SYMPTOM, "Sleep through", 3, 8))
        with may_be_refused(ContractRefused):
            agree_contract(
                course=course, planned_sessions=planned, planned_weeks=planned, goals=goals, reason=reason,
                planned_end_on=self.now.date() + dt.timedelta(weeks=planned), by=self.ada,
            )  # fmt: skip

    def rate_goals(self):
        rating = self.dice.randint(0, 10)
        rate_goals(ratings=dict.fromkeys(self.course.goals.all(), rating), by=self.ada)

    def move_phase(self):
        phase = self.dice.choice([MIDDLE, TERMINATION])
        number = self.dice.randint(1, 26)
        reason = self.reason()
        with may_be_refused(PhaseNotMoved):
            move_phase(course=self.course, phase=phase, from_number=number, reason=reason, by=self.ada)

    # Safety

    def raise_concern(self):
        raise_alert(
            client=self.client, source=SafetyAlert.CLINICIAN, what="Gave things away", owner=self.ada, by=self.ada
        )

    def answer_concern(self):
        alert = self.pick(SafetyAlert.objects.open().filter(client=self.client).order_by("raised_at", "pk"))
        if alert is not None:
            acknowledge(alert=alert, by=self.ada)
            record_assessment(client=self.client, alert=alert, level="low", by=self.ada)

    # The end

    def plan_ending(self):
        reason = self.dice.choice(["", *(key for key, _label in END_REASONS)])
        ending = getattr(self.course, "ending", None)
        values = {"gains": "Said it out loud", "planned_end_reason": reason}
        save_ending(course=self.course, version=ending.version if ending else 0, values=values, by=self.ada)

    def write_report(self):
        kind = self.dice.choice([key for key, _label in Report.KINDS])
        course = self.pick(self.client.courses.order_by("number"))
        if course is not None:
            start_report(course=course, kind=kind, by=self.ada)

    def sign_report(self):
        reason = self.dice.choice(["", *(key for key, _label in END_REASONS)])
        report = self.pick(Report.objects.drafts().filter(client=self.client).order_by("drafted_at", "pk"))
        if report is not None:
            with may_be_refused(EndReasonMissing):
                sign_report(report=report, version=report.version, end_reason=reason, by=self.ada)

    def close_course(self):
        reason = self.dice.choice([key for key, _label in END_REASONS])
        close_course(course=self.course, end_reason=reason, by=self.ada)

    def lose_a_race(self):
        """A page that was read before somebody else saved is never let through."""
        area = self.pick(self.client.problem_areas.order_by("identified_on", "pk"))
        if area is not None:
            try:
                areas.edit_area(area=area, version=area.version - 1, values={"evidence": "Late"}, by=self.ada)
            except StaleVersion:
                return
            raise AssertionError("a stale page was saved")


WITH_OR_WITHOUT_COURSE = [
    RandomCourse.let_time_pass, RandomCourse.identify_area, RandomCourse.close_or_reopen_area, RandomCourse.write_formulation,
    RandomCourse.raise_concern, RandomCourse.answer_concern, RandomCourse.write_report, RandomCourse.sign_report,
    RandomCourse.add_to_a_signed_note, RandomCourse.lose_a_race, *random_reviews.WITH_OR_WITHOUT_COURSE,
]  # fmt: skip
WITHIN_A_COURSE = [
    *[RandomCourse.hold_next_session] * 24, *[RandomCourse.choose_focus] * 3, *[RandomCourse.book_sessions_again] * 2,
    RandomCourse.move_appointment, RandomCourse.cancel_appointment, RandomCourse.mark_appointment,
    RandomCourse.give_questionnaire, RandomCourse.let_secondary_focus_go, RandomCourse.agree_contract,
    RandomCourse.rate_goals, RandomCourse.move_phase, RandomCourse.plan_ending, RandomCourse.close_course,
    *random_reviews.WITHIN_A_COURSE,
]  # fmt: skip
"""A move stands here as often as it is likelier than the others."""
