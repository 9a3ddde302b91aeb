"""The course of IPT and what hangs on it."""

from .agreement import Contract, ContractSignature, Goal, GoalRating
from .around import AdjunctModality, EngagementRating, FamilyMeeting
from .course import Course, CourseFocus, CourseIsClosed
from .course_template import CourseTemplate
from .ending import Ending
from .note import NoteAddendum, PrivateNote, SessionNote, WeeklyGoal
from .phase import PhaseMove, PhaseTaskDone
from .practice import PracticeTask, PracticeTechnique
from .review import CourseApproval, FollowUpReview, MidpointReview, OfferNotTaken, OutcomeRating, OutreachAttempt
from .supervision import ChangeAnswer, ChangeRequest, CoSignature, ReviewComment
from .therapy_session import TherapySession

__all__ = [
    "AdjunctModality",
    "ChangeAnswer",
    "ChangeRequest",
    "CoSignature",
    "Contract",
    "ContractSignature",
    "Course",
    "CourseApproval",
    "CourseFocus",
    "CourseIsClosed",
    "CourseTemplate",
    "Ending",
    "EngagementRating",
    "FamilyMeeting",
    "FollowUpReview",
    "Goal",
    "GoalRating",
    "MidpointReview",
    "NoteAddendum",
    "OfferNotTaken",
    "OutcomeRating",
    "OutreachAttempt",
    "PhaseMove",
    "PhaseTaskDone",
    "PracticeTask",
    "PracticeTechnique",
    "PrivateNote",
    "ReviewComment",
    "SessionNote",
    "TherapySession",
    "WeeklyGoal",
]
