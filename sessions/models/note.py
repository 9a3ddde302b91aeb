"""The note of a session, what is added after its signature, and the private note that is no part of the chart."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.text import Line, Prose
from problem_areas.models import ProblemArea
from scheduling.models import Appointment

from ..note_parts import SICK_ROLES
from ..private_text import EncryptedProse
from .course import Course
from .therapy_session import TherapySession

MOOD = {"null": True, "blank": True, "validators": [MinValueValidator(0), MaxValueValidator(10)]}


class SessionNoteQuerySet(models.QuerySet):
    def signed(self):
        return self.filter(signed_at__isnull=False)

    def with_its_course(self):
        """With what a page about the note always shows: session, appointment, course, client, who signed."""
        return self.select_related(
            "therapy_session__appointment__location", "therapy_session__course__client", "author", "signed_by", "area"
        )


class SessionNote(models.Model):
    """The chart note of one session (docs/clinical.md 2.7 and 6.2). A draft until its author signs; then locked."""

    DIRECTIONS = [
        ("event_to_mood", "Event led to mood"),
        ("mood_to_event", "Mood led to event"),
        ("both", "Both ways"),
        ("none", "No link seen"),
    ]
    NO_CONCERN, ASSESSED, NOT_ASKED = "no_concern", "assessed", "not_asked"
    RISKS = [(NO_CONCERN, "Asked, no concern"), (ASSESSED, "Asked, see assessment"), (NOT_ASKED, "Not asked")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    therapy_session = models.OneToOneField(TherapySession, on_delete=models.PROTECT, related_name="note")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes")
    attendance = models.CharField(
        max_length=22, blank=True, help_text="As the draft has it; signing writes it to the appointment"
    )
    started_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    modality = models.CharField(
        max_length=10, choices=Appointment.MODALITIES, blank=True, help_text="Where it took place"
    )
    opening_answer = Prose(help_text="Mood and what happened with people")
    mood_now = models.PositiveSmallIntegerField(**MOOD)
    mood_worst = models.PositiveSmallIntegerField(**MOOD)
    mood_best = models.PositiveSmallIntegerField(**MOOD)
    mood_direction = models.CharField(max_length=15, choices=DIRECTIONS, blank=True)
    events = Prose()
    techniques = models.JSONField(default=list, blank=True)
    own_techniques = models.JSONField(
        default=dict, blank=True, help_text="Names of the practice's own among the techniques, copied at signing"
    )
    strategies = models.JSONField(default=list, blank=True, help_text="Focus strategies worked on: area.strategy")
    skills = models.JSONField(default=list, blank=True, help_text="Keys of note_parts.SKILLS")
    area = models.ForeignKey(ProblemArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    focus_work = Prose()
    off_focus_because = Line(max_length=200, blank=True)
    communication_analysis = models.JSONField(default=dict, blank=True, help_text="As note_parts.PARTS has it")
    decision_analysis = models.JSONField(default=dict, blank=True, help_text="As note_parts.PARTS has it")
    role_play = models.JSONField(default=dict, blank=True, help_text="As note_parts.PARTS has it")
    feelings = models.JSONField(default=list, blank=True, help_text="Keys of note_parts.FEELINGS")
    affect = Prose(help_text="The affect that was named")
    behavior = Prose(help_text="Behavior noticed, avoidance among it")
    progress = Prose()
    challenges = Prose()
    goals_for_week = Prose(help_text="One goal a line")
    goal_ratings = models.JSONField(
        default=dict, blank=True, help_text="Last week's goals, rated: id to done, partly or not_done"
    )
    practice_tasks = models.JSONField(
        default=list, blank=True, help_text="Tasks until the next session: statement, kind, person, strategy"
    )
    task_reviews = models.JSONField(
        default=dict, blank=True, help_text="Earlier tasks asked about: id to statement, outcome, what happened"
    )
    tasks_done = models.JSONField(default=list, blank=True, help_text="Keys of phase tasks covered")
    sick_role = models.CharField(max_length=10, choices=SICK_ROLES, blank=True)
    medication = Line(max_length=200, blank=True)
    risk = models.CharField(max_length=12, choices=RISKS, blank=True)
    risk_note = Prose()
    plan = Prose()
    drafted_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    session_number = models.PositiveSmallIntegerField(null=True, help_text="Copied at signing")
    planned_sessions = models.PositiveSmallIntegerField(null=True, help_text="Copied at signing")
    phase = models.CharField(max_length=12, blank=True, help_text="Copied at signing")
    words = models.JSONField(default=dict, blank=True, help_text="The practice's words (accounts.terms) at signing")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SessionNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="note_is_signed_by_someone_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | ~Q(attendance=""), name="a_signed_note_says_who_attended"
            ),
        ]
        indexes = [models.Index(fields=["author", "signed_at"], name="note_by_author")]

    def __str__(self):
        return f"note, {'signed' if self.signed_at else 'draft'}"

    @property
    def is_signed(self):
        return self.signed_at is not None

    @property
    def family(self):
        """What is written of the meeting with the family that this session is; {} where it is none."""
        meeting = self.therapy_session.family_meeting
        return meeting.written if meeting else {}


class WeeklyGoal(models.Model):
    """A goal for the coming week, set in one session and rated in the next (004-09)."""

    RATINGS = [("done", "Done"), ("partly", "Partly"), ("not_done", "Not done")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="weekly_goals")
    set_in = models.ForeignKey(TherapySession, on_delete=models.PROTECT, related_name="goals_set")
    statement = Line(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    rating = models.CharField(max_length=10, choices=RATINGS, blank=True)
    rated_in = models.ForeignKey(TherapySession, on_delete=models.PROTECT, null=True, related_name="goals_rated")

    class Meta:
        ordering = ["set_in", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating="", rated_in__isnull=True) | (~Q(rating="") & Q(rated_in__isnull=False)),
                name="a_weekly_goal_is_rated_in_a_session",
            )
        ]

    def __str__(self):
        return self.statement


class NoteAddendum(models.Model):
    """What was added to a signed note. Never changed; always shown and printed with the note."""

    note = models.ForeignKey(SessionNote, on_delete=models.PROTECT, related_name="addenda")
    text = Prose(blank=False)
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["signed_at", "id"]

    def __str__(self):
        return f"addendum of {self.signed_at:%Y-%m-%d %H:%M}"


class PrivateNote(models.Model):
    """A psychotherapy note (45 CFR 164.501): the author's alone, encrypted, apart from the chart. Nothing may join to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    therapy_session = models.ForeignKey(TherapySession, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = EncryptedProse()
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["therapy_session", "author"], name="one_private_note_of_an_author_for_each_session"
            )
        ]

    def __str__(self):
        return "private note"

    @property
    def drafted_at(self):
        """It stays a draft: nobody signs it."""
        return self.written_at
