"""The course of IPT and what hangs on it."""

from .course import Contract, Course, CourseFocus, CourseIsClosed, Goal, GoalRating
from .course_template import CourseTemplate
from .ending import Ending
from .note import CoSignature, NoteAddendum, PrivateNote, ReviewComment, SessionNote, WeeklyGoal
from .phase import PhaseMove, PhaseTaskDone
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
    "PhaseMove",
    "PhaseTaskDone",
    "PrivateNote",
    "ReviewComment",
    "SessionNote",
    "TherapySession",
    "WeeklyGoal",
]
