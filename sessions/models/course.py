"""The course: so many sessions in three phases, and its focus."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from audit.text import Prose
from clients.models import Client
from problem_areas.models import Formulation, ProblemArea
from scheduling.models import Appointment

from ..course_plan import (
    ACUTE,
    DEFAULT_PLANNED_RANGE,
    KIND_CHOICES,
    PhaseBounds,
    are_measures_due,
    is_milestone,
    measures_of,
    phase_for,
)
from ..endings import END_REASONS, OUTCOME_RATING_TIMES
from ..phase_tasks import tasks_in


class CourseIsClosed(Exception):
    """A closed course is not changed."""

    def __init__(self):
        super().__init__("This course is closed.")


def _current(rank):
    """The join with the focus of this rank: at most one row, by constraint."""
    return models.FilteredRelation("focuses", condition=Q(focuses__rank=rank, focuses__until_on__isnull=True))


class CourseQuerySet(models.QuerySet):
    def running(self):
        return self.filter(closed_at__isnull=True)

    def counted(self):
        """With `held_count`, `missed_count` and `timed_count` (booked or held) of each course."""
        status = "sessions__appointment__status"
        return self.annotate(
            held_count=Count("sessions", filter=Q(**{status: Appointment.HELD})),
            missed_count=Count("sessions", filter=Q(**{f"{status}__in": Appointment.MISSED})),
            timed_count=Count("sessions", filter=Q(**{f"{status}__in": Appointment.STANDING})),
        )

    def with_counts(self):
        """With `held` and `missed`, the numbers of sessions so far, and `has_ending`, whether the ending planner was begun."""
        ending = models.Exists(
            self.model._meta.get_field("ending").related_model.objects.filter(course=models.OuterRef("pk"))
        )
        return self.annotate(
            held=models.Count("sessions", filter=Q(sessions__appointment__status=Appointment.HELD)),
            missed=models.Count("sessions", filter=Q(sessions__appointment__status__in=Appointment.MISSED)),
            has_ending=ending,
        )

    def with_current_focus(self):
        """With `current_focuses`, the primary one first."""
        current = CourseFocus.objects.current().select_related("area__person").order_by("rank")
        return self.prefetch_related(models.Prefetch("focuses", queryset=current, to_attr="current_focuses"))

    def with_agreement(self):
        """With formulation, ending and the current focuses joined, and number and dates of the latest contract."""
        contracts = self.model._meta.get_field("contracts").related_model.objects
        latest = contracts.filter(course=models.OuterRef("pk")).order_by("-number")
        return self.annotate(
            primary_focus=_current("primary"),
            secondary_focus=_current("secondary"),
            **{
                f"contract_{name}": models.Subquery(latest.values(name)[:1])
                for name in ("pk", "number", "agreed_on", "planned_end_on")
            },
        ).select_related(
            "client",
            "therapist",
            "formulation",
            "ending",
            "midpoint_review",
            "primary_focus__area",
            "secondary_focus__area",
        )

    def with_reviews(self):
        """With `rated_start`, `rated_middle`, `rated_end`; `is_approved`, of the length it has; of the last follow-up
        review its day, `followed_up_on`, and the next one that it named, `look_again_on`; of what the client does not take
        the day of the follow-up, `follow_up_not_taken`, and whether it is the further sessions, `sessions_not_taken`."""

        def of(name, **found):
            rows = self.model._meta.get_field(name).related_model.objects
            return rows.filter(course=models.OuterRef("pk"), **found)

        last_review = of("follow_up_reviews").order_by("-held_on", "-written_at")
        not_taken = of("offers_not_taken").standing()
        rated = {f"rated_{key}": models.Exists(of("outcome_ratings", occasion=key)) for key, _ in OUTCOME_RATING_TIMES}
        return self.annotate(
            is_approved=models.Exists(of("approvals", planned_sessions=models.OuterRef("planned_sessions"))),
            followed_up_on=models.Subquery(last_review.values("held_on")[:1]),
            look_again_on=models.Subquery(last_review.values("next_on")[:1]),
            follow_up_not_taken=models.Subquery(not_taken.filter(for_on__isnull=False).values("for_on")[:1]),
            sessions_not_taken=models.Exists(not_taken.filter(for_on=None)),
            **rated,
        )

    def link_formulation(self, course):
        """Tie a course that has none yet to the client's latest formulation: a later course's will be another one."""
        if course.formulation_id is None:
            latest = course.client.formulations.values_list("pk", flat=True).first()
            self.filter(pk=course.pk, formulation__isnull=True).update(formulation=latest)

    def kept_still(self, pk):
        """The course, kept from other writers until the transaction ends: no session number is given twice."""
        self.filter(pk=pk).update(version=F("version"))
        return self.get(pk=pk)

    def hold_running(self, pk):
        """The course, kept still, if it is running: focus and contract follow one another. Raises CourseIsClosed."""
        course = self.kept_still(pk)
        if course.closed_at is not None:
            raise CourseIsClosed
        return course


class Course(models.Model):
    """One course of IPT: an acute one, or a maintenance or follow-up course after it. It keeps a copy of its template's plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="courses")
    number = models.PositiveSmallIntegerField(default=1, help_text="1 for the client's first course")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="courses")
    kind = models.CharField(max_length=12, choices=KIND_CHOICES, default=ACUTE)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    template_key = models.CharField(max_length=30)
    planned_sessions = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(60)])
    initial_to = models.PositiveSmallIntegerField()
    middle_to = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=50)
    measures = models.JSONField(default=list, help_text="As its template had them; empty: the usual ones")
    measures_every = models.PositiveSmallIntegerField(
        default=1, help_text="As its template had it: each so many sessions"
    )
    milestone_measures = models.JSONField(
        default=list,
        blank=True,
        help_text="As its template had them: given at the first, the middle and the last session",
    )
    usual_from = models.PositiveSmallIntegerField(
        default=DEFAULT_PLANNED_RANGE[0], help_text="The fewest sessions that need no reason"
    )
    usual_to = models.PositiveSmallIntegerField(
        default=DEFAULT_PLANNED_RANGE[1], help_text="The most sessions that need no reason"
    )
    tasks = models.JSONField(default=list, help_text="As its template had them; empty: the usual ones")
    hidden_areas = models.JSONField(
        default=list, blank=True, help_text="Keys of areas that this kind of course does not use"
    )
    parent_meetings = models.JSONField(
        default=list, blank=True, help_text="Numbers of the sessions near which the parents were to be met"
    )
    length_reason = Prose(help_text="Why the length differs from the template's usual one")
    formulation = models.ForeignKey(Formulation, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=20, choices=END_REASONS, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="course_numbers_of_a_client_differ"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed_at__isnull=True), name="client_has_at_most_one_running_course"
            ),
            models.CheckConstraint(
                condition=Q(initial_to__gte=1, middle_to__gte=F("initial_to"), planned_sessions__gte=F("middle_to")),
                name="course_phases_follow_each_other",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, end_reason="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(end_reason="")),
                name="course_is_closed_by_someone_at_a_time_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["therapist", "closed_at"], name="course_by_therapist")]

    def __str__(self):
        return f"course {self.number}, {self.planned_sessions} sessions"

    @property
    def planned_range(self):
        """The lengths that need no reason."""
        return self.usual_from, self.usual_to

    @property
    def bounds(self):
        """The phase bounds this course was agreed with."""
        return PhaseBounds(self.initial_to, self.middle_to, self.planned_sessions)

    def phase_of(self, n):
        """The phase that session number `n` belongs to."""
        return phase_for(n, self.bounds)

    def tasks_in(self, phase):
        """The PhaseTasks of this phase, as they were when the course was opened."""
        return tasks_in(phase, self.template_key, self.tasks)

    @property
    def measure_keys(self):
        """The questionnaires of each session, the leading one first."""
        return tuple(self.measures) or measures_of(self.template_key)

    def measures_due(self, n):
        """Keys of the questionnaires due at session `n`: those of each session, and those of the milestones."""
        usual = self.measure_keys if are_measures_due(n, self.planned_sessions, self.measures_every) else ()
        rare = self.milestone_measures if n and is_milestone(n, self.planned_sessions) else ()
        return tuple(dict.fromkeys([*usual, *rare]))

    def still_to_come(self, now):
        """Its appointments that are booked for later than `now`, in order: what closing the course cancels.

        Sessions, family meetings, and the engagement session, which belongs to no other course.
        """
        its_own = Q(therapy_session__course=self) | Q(family_meeting__course=self)
        beside = Q(client=self.client_id, kind=Appointment.ENGAGEMENT)
        booked = Appointment.objects.filter(its_own | beside, status=Appointment.BOOKED, starts_at__gt=now)
        return booked.select_related("location").order_by("starts_at")


class CourseFocusQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until_on__isnull=True)

    def in_force(self, day):
        """Those that were the focus on this day, the primary one first."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day).order_by("rank", "from_on")

    def primary_area_id(self, course):
        """The id of the area that is the course's primary focus now, or None."""
        return self.current().filter(course=course, rank=CourseFocus.PRIMARY).values_list("area_id", flat=True).first()


class CourseFocus(models.Model):
    """An area chosen as this course's focus. The history stays when it is changed."""

    PRIMARY, SECONDARY = "primary", "secondary"
    RANKS = [(PRIMARY, "Primary"), (SECONDARY, "Secondary")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="focuses")
    area = models.ForeignKey(ProblemArea, on_delete=models.PROTECT, related_name="+")
    rank = models.CharField(max_length=10, choices=RANKS)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    reason = Prose(help_text="Why this focus, or why it changed")
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CourseFocusQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "chosen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(rank="primary", until_on__isnull=True),
                name="course_has_at_most_one_current_primary_focus",
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(rank="secondary", until_on__isnull=True),
                name="course_has_at_most_one_current_secondary_focus",
            ),
            models.UniqueConstraint(
                fields=["course", "area"], condition=Q(until_on__isnull=True), name="an_area_is_chosen_once_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.rank} focus from {self.from_on}"
