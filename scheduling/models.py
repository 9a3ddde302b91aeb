"""Places, hours and appointments. An appointment is booked, moved, reminded and cancelled; what it means is not said here."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import validate_time_zone
from audit.text import Line, Prose
from clients.models import Client

WEEKDAYS = list(enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))


class Location(models.Model):
    """A place where the practice works, with its own time zone and letterhead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = Line(max_length=80, unique=True)
    address = Prose()
    phone = Line(max_length=40, blank=True)
    state = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=60, default="America/New_York", validators=[validate_time_zone])
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class OpeningHours(models.Model):
    """When a location is open on a weekday, in its own local time. No row: closed."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location", "weekday"], name="one_opening_for_each_weekday"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="location_closes_after_it_opens"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens_at} to {self.closes_at}"


class Room(models.Model):
    """A room at a location. One appointment at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="rooms")
    name = Line(max_length=40)

    class Meta:
        ordering = ["location__name", "name"]
        constraints = [models.UniqueConstraint(fields=["location", "name"], name="room_names_differ_at_a_location")]

    def __str__(self):
        return f"{self.location.name}, {self.name}"


class WorkingHours(models.Model):
    """When a clinician works on a weekday at a location, in its local time. No row at all: hours not kept here."""

    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_hours")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="work_ends_after_it_starts")
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts_at} to {self.ends_at}"


class Absence(models.Model):
    """A clinician is away, from one day to another, both included."""

    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="absence_ends_after_it_begins")
        ]

    def __str__(self):
        return f"away {self.from_on} to {self.until_on}"


class AppointmentQuerySet(models.QuerySet):
    def standing(self):
        """Those that take up their time: booked, or held."""
        return self.filter(status__in=Appointment.STANDING)

    def upcoming(self, now):
        return self.filter(status=Appointment.BOOKED, starts_at__gte=now).order_by("starts_at")

    def begun(self, now):
        """Those whose time has come, or that were taken off the calendar, the newest first."""
        return self.exclude(status=Appointment.BOOKED, starts_at__gte=now).order_by("-starts_at")

    def overlapping(self, starts_at, ends_at):
        """Those that share time with the half-open range from `starts_at` to `ends_at` (UTC)."""
        return self.standing().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def concerning(self, *, client, clinician, rooms):
        """Those that one of these takes part in."""
        return self.filter(Q(client=client) | Q(clinician=clinician) | Q(room__in=rooms))


class Appointment(models.Model):
    """One booking of a client with a clinician. UTC for arithmetic; wall time and zone for what was agreed."""

    CONSULTATION, THERAPY, FAMILY, FOLLOW_UP = "consultation", "therapy", "family", "follow_up"
    ENGAGEMENT = "engagement"
    KINDS = [
        (CONSULTATION, "Consultation"),
        (THERAPY, "Session"),
        (FAMILY, "Family meeting"),
        (FOLLOW_UP, "Follow-up"),
        (ENGAGEMENT, "Engagement session"),
    ]

    IN_PERSON, VIDEO, TELEPHONE = "in_person", "video", "telephone"
    MODALITIES = [(IN_PERSON, "In person"), (VIDEO, "Video"), (TELEPHONE, "Telephone")]

    BOOKED, HELD, LATE_CANCEL, NO_SHOW = "booked", "held", "late_cancel", "no_show"
    CANCELLED_BY_CLIENT, CANCELLED_BY_PRACTICE, RESCHEDULED = (
        "cancelled_by_client",
        "cancelled_by_practice",
        "rescheduled",
    )
    STATUSES = [
        (BOOKED, "Booked"),
        (HELD, "Held"),
        (LATE_CANCEL, "Late cancel"),
        (NO_SHOW, "No-show"),
        (CANCELLED_BY_CLIENT, "Cancelled by client"),
        (CANCELLED_BY_PRACTICE, "Cancelled by us"),
        (RESCHEDULED, "Rescheduled"),
    ]
    STANDING = (BOOKED, HELD)
    MISSED = (LATE_CANCEL, NO_SHOW)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=KINDS)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="appointments")
    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    modality = models.CharField(max_length=10, choices=MODALITIES, default=IN_PERSON)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    wall_date = models.DateField(help_text="The local date that was agreed")
    wall_time = models.TimeField(help_text="The local time that was agreed")
    time_zone = models.CharField(max_length=60, validators=[validate_time_zone])
    status = models.CharField(max_length=22, choices=STATUSES, default=BOOKED)
    series_id = models.UUIDField(null=True, editable=False)
    schedule_version = models.PositiveIntegerField(
        default=1, editable=False, help_text="Raised by each move or cancellation"
    )
    booked_at = models.DateTimeField(default=timezone.now, editable=False)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(modality="in_person") | Q(room__isnull=True), name="only_meetings_in_person_take_a_room"
            ),
        ]
        indexes = [
            models.Index(fields=["clinician", "starts_at"], name="appointment_by_clinician"),
            models.Index(fields=["client", "starts_at"], name="appointment_by_client"),
            models.Index(fields=["room", "starts_at"], name="appointment_by_room"),
            models.Index(fields=["status", "starts_at"], name="appointment_by_status"),
        ]

    def __str__(self):
        return f"{self.kind} {self.starts_at:%Y-%m-%d %H:%M}Z"

    @classmethod
    def at(cls, span, **fields):
        """An unsaved appointment at this Span of time."""
        names = ("starts_at", "ends_at", "wall_date", "wall_time", "time_zone")
        return cls(**{name: getattr(span, name) for name in names}, **fields)

    @property
    def minutes(self):
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def local_start(self):
        """The start in the zone it was agreed in, as an aware datetime."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def local_end(self):
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))
