"""Moves beside and after the sessions: reviews, ratings, pictures of the circles, adjuncts, meetings with the family, supervision."""

import datetime as dt

from audit.versions import StaleVersion
from problem_areas import actions as areas
from problem_areas.assessing import save_assessment
from problem_areas.presenting import CONCERNS
from problem_areas.vocabulary import RELATIONS, SNAPSHOT_OCCASIONS
from scheduling.actions import NotPossible
from scheduling.clashes import DoubleBooking, NotBookable
from scheduling.models import Appointment
from scheduling.wall_time import AmbiguousTime, NonexistentTime
from sessions.actions.around import (
    AlreadySigned,
    NoSessionLeft,
    NotYetHeld,
    SignedWithItsSession,
    add_adjunct,
    book_family_meeting,
    end_adjunct,
    rate_engagement,
    sign_family_note,
)  # fmt: skip
from sessions.actions.contract import approve_length
from sessions.actions.reviews import ReviewIsDone, rate_outcomes, record_follow_up, save_midpoint
from sessions.actions.supervision import AlreadyAnswered, AlreadyAsked, answer_change, request_change
from sessions.beside import MODALITIES, OCCASIONS
from sessions.endings import OUTCOME_RATING_TIMES, SHOWN_MARKERS
from sessions.models import AdjunctModality, ChangeRequest, CourseIsClosed, FamilyMeeting, MidpointReview, SessionNote
from sessions.reviews import FOLLOW_UP_STATUSES, FOLLOW_UP_STEPS, MIDPOINT_DECISIONS

from .refusals import may_be_refused


def keys(choices):
    return [key for key, _label in choices]


class Reviews:
    """A part of RandomCourse: `dice`, `client`, `course`, `now`, `pick` and the people are its own."""

    def review_the_middle(self):
        review = MidpointReview.objects.filter(course=self.course).first()
        values = {"held_on": self.now.date(), "decisions": [self.dice.choice(keys(MIDPOINT_DECISIONS))]}
        ratings = dict.fromkeys(self.course.goals.all(), self.dice.randint(0, 10))
        done, version = self.yes(), review.version if review else 0
        with may_be_refused(ReviewIsDone):
            save_midpoint(course=self.course, version=version, values=values, ratings=ratings, done=done, by=self.ada)

    def rate_outcomes(self):
        occasion = self.dice.choice(keys(OUTCOME_RATING_TIMES))
        rated = self.course.outcome_ratings.filter(occasion=occasion).first()
        marker = self.dice.choice(SHOWN_MARKERS).key
        rate_outcomes(
            course=self.course, occasion=occasion, version=rated.version if rated else 0, by=self.ada,
            ratings={**(rated.ratings if rated else {}), marker: self.dice.randint(0, 3)},
        )  # fmt: skip

    def follow_up(self):
        course = self.pick(self.client.courses.order_by("number"))
        if course is not None:
            status, step = self.dice.choice(keys(FOLLOW_UP_STATUSES)), self.dice.choice(keys(FOLLOW_UP_STEPS))
            values = {"held_on": self.now.date(), "status": status, "next_step": step}
            record_follow_up(course=course, values=values, by=self.ada)

    def change_the_circles(self):
        person = self.pick(self.client.important_people.order_by("created_at", "pk"))
        if person is None or self.yes():
            values = {
                "name": "Wren",
                "relation": self.dice.choice(keys(RELATIONS)),
                "closeness": self.dice.randint(1, 3),
            }
            areas.add_person(client=self.client, values=values, by=self.ada)
        else:
            values = {"closeness": self.dice.choice([None, 1, 2, 3])}
            areas.edit_person(person=person, version=person.version, values=values, by=self.ada)
        areas.take_snapshot(client=self.client, occasion=self.dice.choice(keys(SNAPSHOT_OCCASIONS)), by=self.ada)

    def rate_area(self):
        area = self.pick(self.client.problem_areas.order_by("identified_on", "pk"))
        if area is not None:
            progress = self.dice.randint(0, 10)
            areas.rate_area(area=area, version=area.version, rated_on=self.now.date(), progress=progress, by=self.ada)

    def write_letter(self):
        formulation = self.client.formulations.first()
        if formulation is not None:
            letter = getattr(formulation, "letter", None)
            version = letter.version if letter else 0
            areas.save_letter(formulation=formulation, version=version, text=f"Dear Robin, {self.now}", by=self.ada)

    def assess(self):
        assessment = getattr(type(self.client).objects.get(pk=self.client.pk), "assessment", None)
        concerns = self.dice.sample(sorted(CONCERNS), 2)
        version = assessment.version if assessment else 0
        save_assessment(client=self.client, version=version, values={"concerns": concerns}, by=self.ada)

    def stand_something_beside(self):
        adjunct = self.pick(AdjunctModality.objects.filter(course=self.course, until_on=None).order_by("pk"))
        if adjunct is not None and self.yes():
            end_adjunct(adjunct=adjunct, until_on=self.now.date(), by=self.ada)
        else:
            add_adjunct(
                course=self.course, modality=self.dice.choice(list(MODALITIES)), from_on=self.now.date(), by=self.ada
            )

    def rate_engagement(self):
        three = {name: self.dice.randint(0, 10) for name in ("motivation", "awareness", "commitment")}
        rate_engagement(course=self.course, occasion=self.dice.choice(keys(OCCASIONS)), **three, by=self.ada)

    def invite_the_family(self):
        day = self.now.date() + dt.timedelta(days=self.dice.randint(1, 20))
        when = {
            "wall_date": day,
            "wall_time": dt.time(self.dice.randint(8, 19)),
            "minutes": 50,
            "location": self.location,
        }
        with may_be_refused(NoSessionLeft, NotBookable, DoubleBooking, NonexistentTime, AmbiguousTime):
            book_family_meeting(course=self.course, counts=self.yes(), by=self.ada, **when)

    def meet_the_family(self):
        meetings = FamilyMeeting.objects.filter(course__client=self.client, signed_at=None)
        meeting = self.pick(meetings.select_related("appointment", "course").order_by("appointment__starts_at"))
        if meeting is not None:
            self.wait_until(meeting.appointment.starts_at)
            status = self.dice.choice([Appointment.HELD, Appointment.HELD, Appointment.NO_SHOW])
            with may_be_refused(
                AlreadySigned, SignedWithItsSession, NotYetHeld, NotPossible, StaleVersion, CourseIsClosed
            ):
                values = {"discussed": "School", "attendance": status}
                sign_family_note(meeting=meeting, version=meeting.version, values=values, by=self.ada)

    def ask_for_a_change(self):
        if self.signed:
            note = SessionNote.objects.get(pk=self.pick(sorted(self.signed)))
            with may_be_refused(AlreadyAsked):
                request_change(note=note, text="Say more about the plan", by=self.sam)

    def answer_the_supervisor(self):
        waiting = ChangeRequest.objects.filter(note__therapy_session__course__client=self.client)
        request = self.pick(waiting.order_by("asked_at", "pk"))
        if request is not None:
            with may_be_refused(AlreadyAnswered):
                answer_change(request=request, text="Added", as_addendum=self.yes(), by=self.ada)

    def approve_length(self):
        approve_length(course=self.course, by=self.dee)


WITH_OR_WITHOUT_COURSE = [
    Reviews.follow_up, Reviews.change_the_circles, Reviews.rate_area, Reviews.write_letter, Reviews.assess,
    Reviews.meet_the_family, Reviews.ask_for_a_change, Reviews.answer_the_supervisor,
]  # fmt: skip
WITHIN_A_COURSE = [
    Reviews.review_the_middle, Reviews.rate_outcomes, Reviews.stand_something_beside, Reviews.rate_engagement,
    Reviews.invite_the_family, Reviews.approve_length,
]  # fmt: skip
