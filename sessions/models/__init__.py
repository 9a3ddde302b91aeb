"""The course of IPT and what hangs on it."""

from .course import Contract, Course, CourseFocus, CourseIsClosed, CourseTemplate, Goal, GoalRating, PhaseTaskDone
from .ending import Ending
from .note import CoSignature, NoteAddendum, PrivateNote, ReviewComment, SessionNote, WeeklyGoal
from .therapy_session import TherapySession

__all__ = [
    "CoSignature",
    "Contract",
    "Course",
    "CourseFocus",
    "CourseIsClosed",
    "CourseTemplate",
    "Ending",
    "Goal",
    "GoalRating",
    "NoteAddendum",
    "PhaseTaskDone",
    "PrivateNote",
    "ReviewComment",
    "SessionNote",
    "TherapySession",
    "WeeklyGoal",
]
