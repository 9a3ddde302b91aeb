"""Tells one course, session by session, through the product's actions. A generator: it yields the moment it goes on at."""

import datetime as dt
import random

from measures.actions import record_answers
from safety.actions import acknowledge, record_assessment
from safety.models import SafetyAlert
from sessions.actions.notes import draft_note, save_and_sign
from sessions.course_plan import TEMPLATES, midpoint_session
from sessions.models import PracticeTask, WeeklyGoal

from . import around, aside
from .arrive import book_one_more, come_to_a_course
from .case import CaseFile
from .reviews import rate_outcome, review_the_middle
from .sentences import Writer, started_and_ended
from .sheets import answers_for
from .stories.plot import DRAFT, HELD, LATE_CANCEL, NO_SHOW, UNWRITTEN

ATTENDANCE = {NO_SHOW: "no_show", LATE_CANCEL: "late_cancel"}
MISSED = {
    NO_SHOW: "Did not come. Called after twenty minutes and left a neutral message. Takes up no session of the course.",
    LATE_CANCEL: "Called off two hours before, unwell. Takes up no session of the course.",
}


class Telling:
    """One story on its way: the client, the course and where in it we are."""

    def __init__(self, stage, story):
        self.stage, self.story = stage, story
        self.therapist = stage.user(story.therapist)
        self.rng = random.Random(story.person)
        self.number, self.scores = 0, []

    def run(self):
        """The whole story, up to the moment of loading."""
        self.client, self.course = yield from come_to_a_course(self.stage, self.story)
        self.case = CaseFile(self.story, self.client, self.therapist)
        self.writer = Writer(self.story, self.course.bounds, self.rng)
        self.sessions = list(
            self.course.sessions.select_related("appointment__location", "appointment__room").in_order()
        )
        for index, fate in enumerate(self.story.past):
            yield from self._week(index, fate)
        if self.story.is_finished or len(self.sessions) == len(self.story.past):
            yield from aside.finish(self)
        else:
            yield from self._today(len(self.story.past))

    def _week(self, index, fate):
        session = self.sessions[index]
        if fate in ATTENDANCE:
            yield from self._missed(session, fate)
            return
        self.number += 1
        yield session.appointment.starts_at - dt.timedelta(minutes=10)
        now = session.appointment.starts_at - dt.timedelta(minutes=10)
        self._sheets(session, now, self.story.phq[self.number - 1], self.story.gad[self.number - 1])
        if self.story.risk and self.number in self.story.risk:
            yield from self._danger(session)
        now = yield session.appointment.ends_at + dt.timedelta(minutes=self.rng.choice((6, 11, 18, 34)))
        self._write(session, index, fate, now)
        if fate == HELD:
            self._case_work(session, now)
            yield from around.meet_parents(self)
            yield from aside.after_session(self, session)

    def _missed(self, session, fate):
        now = yield session.appointment.starts_at + dt.timedelta(minutes=25)
        values = {"attendance": ATTENDANCE[fate], "plan": MISSED[fate]}
        self.note = save_and_sign(therapy_session=session, version=0, values=values, now=now, by=self.therapist)
        if not self.story.is_finished:
            now = yield now + dt.timedelta(hours=2)
            self.sessions.append(book_one_more(self.stage, self.story, self.sessions[-1], now))
        yield from aside.supervise(self)

    def _write(self, session, index, fate, now):
        if fate == UNWRITTEN:
            return
        values = self._values(session, index)
        if fate == DRAFT:
            values |= {"progress": "", "challenges": "", "goals_for_week": "", "plan": "", "risk": "", "risk_note": ""}
            self.note = draft_note(therapy_session=session, version=0, values=values, now=now, by=self.therapist)
        else:
            self.note = save_and_sign(therapy_session=session, version=0, values=values, now=now, by=self.therapist)

    def _values(self, session, index):
        number = self.number
        following = self.sessions[index + 1] if index + 1 < len(self.sessions) else None
        before = self.scores[number - 2] if number > 1 else None
        begin, end = started_and_ended(session.appointment, self.rng)
        return self.writer.note(
            number,
            before=before,
            score=self.scores[number - 1],
            next_on=following.appointment.wall_date if following else None,
        ) | {
            "attendance": "held",
            "started_at": begin,
            "ended_at": end,
            "goal_ratings": self._goal_ratings(),
            "task_reviews": self._task_reviews(session),
            "risk": "assessed" if self.story.risk and number in self.story.risk else "no_concern",
        }

    def _goal_ratings(self):
        open_goals = WeeklyGoal.objects.filter(course=self.course, rating="").order_by(
            "set_in__appointment__starts_at", "position"
        )
        chances = ("done", "done", "partly", "not_done")
        return {str(goal.pk): self.rng.choice(chances) for goal in open_goals}

    def _task_reviews(self, session):
        told = (("done", "It went better than feared."), ("partly", "Began, and stopped half-way."), ("not_tried", ""))
        return {
            str(task.pk): {"statement": task.statement, "outcome": outcome, "happened": happened}
            for task in PracticeTask.objects.open_before(session)
            for outcome, happened in [told[self.number % len(told)]]
        }

    def _sheets(self, session, now, phq, gad):
        self.scores.append(phq)
        risk = (self.story.risk or {}).get(self.number, 0)
        measures = TEMPLATES[self.story.template].measures
        for key in measures:
            total = gad if key == "gad7" else phq
            answers = answers_for(key, total, self.rng, risk=0 if key == "gad7" else risk)
            self._record(key, answers, session, now)
        milestones = (1, midpoint_session(self.course.planned_sessions))
        for key in TEMPLATES[self.story.template].milestone_measures:
            if self.number in milestones:
                total = 54 if self.number == 1 else 41
                self._record(key, answers_for(key, total, self.rng), session, now)

    def _record(self, key, answers, session, now):
        record_answers(
            client=self.client,
            instrument=key,
            answers=answers,
            taken_on=session.appointment.wall_date,
            therapy_session_id=session.pk,
            now=now,
            by=self.therapist,
        )

    def _danger(self, session):
        """An answer that means danger: seen at once, asked about in the session, closed with an assessment."""
        now = yield session.appointment.starts_at - dt.timedelta(minutes=4)
        alert = SafetyAlert.objects.open().filter(client=self.client).first()
        acknowledge(alert=alert, now=now, by=self.therapist)
        now = yield session.appointment.ends_at
        record_assessment(
            client=self.client,
            alert=alert,
            ideation="passive",
            plan="no",
            intent="no",
            means="no",
            history="none",
            protective_factors="Her aunt, the dog, the work she wants to return to.",
            level="low",
            action=["safety_plan", "more_contact", "prescriber"],
            who_told=["supervisor", "prescriber"],
            details="Wishes at times not to wake; no plan, no intent. Made a safety plan together; agreed to call midweek.",
            now=now,
            by=self.therapist,
        )

    def _case_work(self, session, now):
        """What the case file gains in this session."""
        story, course, step = self.story, self.course, self.writer.step(self.number)
        on = session.appointment.wall_date
        first_on = self.sessions[0].appointment.wall_date
        if self.number == 1:
            around.begin(self, now)
        if step == "history" or (step in ("inventory", "contract") and not self.case.events):
            self.case.draw_timeline(first_on, now)
        if step == "inventory" or (step == "contract" and not self.case.people):
            self.case.meet_people(now)
        if step == "contract" and story.area:
            self.case.identify(on, now)
            self.case.formulate(on, now)
            self.case.choose_focus(course, on, now)
            self.case.contract(course, on, self.sessions[-1].appointment.wall_date, now)
            rate_outcome(course, "start", on, now, self.therapist)
        if self.number == midpoint_session(course.planned_sessions) and story.area:
            self.case.rate(course, 0, on, now)
            self.case.move_on(on, now)
            around.rate(self, "midpoint", now)
            review_the_middle(course, on, now, self.therapist)
            rate_outcome(course, "middle", on, now, self.therapist)
        if step == "e4" and story.area:
            rate_outcome(course, "end", on, now, self.therapist)
        if step in ("e2", "e3", "e4") and story.area:
            self.case.end(course, on, now, whole=step != "e2")
        if step == "e3" or (step == "e4" and story.is_finished):
            self.case.rate(course, 1, on, now)
        self.case.events_after(self.number, on, now)

    def _today(self, index):
        """Today's session, as far as the day has come: sheets in, and the first one of the morning signed."""
        session, story = self.sessions[index], self.story
        start = session.appointment.starts_at
        if story.today:
            self.number += 1
            now = yield min(start - dt.timedelta(minutes=25), self.stage.now - dt.timedelta(minutes=50))
            self._sheets(session, now, *story.today)
        elif story.early and session.appointment.ends_at + dt.timedelta(minutes=40) < self.stage.now:
            yield from self._week(index, HELD)
