"""One session of a course: what the course counts. The booking itself is `scheduling.Appointment`."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform

from scheduling.models import Appointment

from ..course_plan import PHASE_CHOICES
from .course import Course


class TherapySessionQuerySet(models.QuerySet):
    def held(self):
        return self.filter(appointment__status=Appointment.HELD)

    def missed(self):
        return self.filter(appointment__status__in=Appointment.MISSED)

    def awaiting_note(self, now):
        """Those whose time has begun and whose note is not signed, but for the ones that did not take place and need none."""
        return self.filter(
            Q(note__isnull=True) | Q(note__signed_at__isnull=True),
            appointment__status__in=(*Appointment.STANDING, *Appointment.MISSED),
            appointment__starts_at__lte=now,
        )

    def next_number(self, course):
        """The number the next held session of this course gets; None when all that were planned are held."""
        last = self.filter(course=course).aggregate(last=models.Max("number"))["last"] or 0
        return last + 1 if last < course.planned_sessions else None

    def with_its_course(self):
        """With what a page about the session always shows: appointment, course, client, therapist."""
        return self.select_related("appointment__location", "appointment__room", "course__client", "course__therapist")

    def with_note_state(self):
        """With the appointment and its room, and of the note only what a list shows: never its text."""
        return self.select_related("appointment__location", "appointment__room").annotate(
            note_signed_at=F("note__signed_at"),
            note_id=F("note__pk"),
            techniques=F("note__techniques"),
            own_techniques=F("note__own_techniques"),
            strategies=F("note__strategies"),
            off_focus_because=F("note__off_focus_because"),
            analysed_with=KeyTextTransform("with_whom", "note__communication_analysis"),
        )

    def in_order(self):
        return self.order_by("appointment__starts_at")


class TherapySession(models.Model):
    """Exists from the booking. `number` is None until it is held, then fixed at signing; a missed one keeps none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="therapy_session")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    phase = models.CharField(max_length=12, choices=PHASE_CHOICES, blank=True, help_text="Fixed at signing")

    objects = TherapySessionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="session_numbers_of_a_course_differ")]

    def __str__(self):
        return f"session {self.number or 'planned'}"

    @property
    def family_meeting(self):
        """The meeting with the family that this session is, or None. Asks nothing where it is none."""
        is_one = self.appointment.kind == Appointment.FAMILY
        return getattr(self.appointment, "family_meeting", None) if is_one else None
