"""The people who work here, whom they supervise and cover, and the practice's settings."""

import uuid
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from audit.text import Line, Prose

from . import roles


def validate_time_zone(name):
    if name not in available_timezones():
        raise ValidationError("Choose a time zone from the list, for example America/New_York.")


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def clinicians(self):
        """Active people who see clients, by name."""
        return self.filter(is_active=True, role__in=roles.CLINICAL).order_by("full_name")

    def supervisors(self):
        """Active people who may supervise, by name."""
        return self.filter(is_active=True, role=roles.SUPERVISOR).order_by("full_name")

    def by_name(self):
        """Everybody, those who still work here first."""
        return self.order_by("-is_active", "full_name")


class User(AbstractBaseUser):
    """A member of staff. Signs in by e-mail; `role` decides what they may see."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    full_name = Line(max_length=120)
    credentials = Line(max_length=60, blank=True, help_text="Letters after the name, such as LCSW")
    role = models.CharField(max_length=20, choices=roles.CHOICES)
    time_zone = models.CharField(max_length=60, default="America/New_York", validators=[validate_time_zone])
    theme = models.CharField(max_length=5, choices=[("light", "Light"), ("dark", "Dark")], default="light")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name", "role"]
    is_staff = False
    is_superuser = False

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_for_each_email"),
            models.CheckConstraint(condition=Q(role__in=list(roles.ROLES)), name="user_has_a_known_role"),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def signature_name(self):
        """The name with its credentials, as a document prints it: "Ada Lindqvist, LCSW"."""
        return f"{self.full_name}, {self.credentials}" if self.credentials else self.full_name

    @property
    def role_label(self):
        return roles.ROLES[self.role].label

    @property
    def is_clinical(self):
        return self.role in roles.CLINICAL


class Licence(models.Model):
    """A licence to practise in one state."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="licences")
    kind = Line(max_length=80)
    number = Line(max_length=40)
    state = models.CharField(max_length=2)
    expires_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return f"{self.kind} {self.number}, {self.state}"


class RelationQuerySet(models.QuerySet):
    def current(self, on):
        """Those in force on the date `on`: from the first day up to and including the last."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)

    def not_over(self, on):
        """Those in force on the date `on` or still to begin."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on)).order_by("from_on", "pk")


class Supervision(models.Model):
    """A supervisor reads a supervisee's cases while this lasts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervisions_given")
    supervisee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervisions_received")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(supervisor=F("supervisee")), name="nobody_supervises_themselves"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="supervision_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.supervisor_id} supervises {self.supervisee_id} from {self.from_on}"


class Cover(models.Model):
    """A colleague sees an absent therapist's cases from one date to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers_needed")
    covering = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers_given")
    from_on = models.DateField()
    until_on = models.DateField()

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("covering")), name="nobody_covers_for_themselves"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="cover_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.covering_id} covers {self.absent_id} from {self.from_on} until {self.until_on}"


class Practice(models.Model):
    """The settings of this practice: one row. Policies are settings, not laws (docs/clinical.md)."""

    name = Line(max_length=120, default="Practice")
    short_name = Line(max_length=24, default="Practice")
    message_name = Line(
        max_length=60,
        default="the office",
        help_text="How messages to clients name the practice. Neutral: it may be read by others.",
    )
    address = Prose()
    phone = Line(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    time_zone = models.CharField(max_length=60, default="America/New_York", validators=[validate_time_zone])
    is_demo = models.BooleanField(default=False, editable=False)
    require_consultation = models.BooleanField(default=True)
    age_of_consent = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="From which age a client may consent alone; empty: not set, nothing is assumed"
    )
    form_policy_version = Line(max_length=20, default="2026-01")
    mfa_roles = models.JSONField(
        default=list, blank=True, help_text="Roles that must use a second factor. Empty means all of them."
    )
    reminder_hours_before = models.PositiveSmallIntegerField(default=24)
    quiet_from = models.TimeField(default="21:00")
    quiet_until = models.TimeField(default="08:00")
    reminders_paused = models.BooleanField(default=False)
    alert_due_minutes = models.PositiveSmallIntegerField(default=240)
    words = models.JSONField(
        default=dict, blank=True, help_text="Words that differ from the usual ones, by the keys of accounts.terms"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_practice")]

    def __str__(self):
        return self.name

    @property
    def letterhead(self):
        """What stands on top of a printed page (templates/_letterhead.html)."""
        return self.letterhead_at(None)

    def letterhead_at(self, place):
        """The letterhead with the address and telephone of `place`, where it has its own."""
        address, phone = (getattr(place, name, "") or getattr(self, name) for name in ("address", "phone"))
        return {
            "name": self.name,
            "address": ", ".join(line.strip().rstrip(",") for line in address.splitlines() if line.strip()),
            "contact": " · ".join(part for part in (phone, self.email) if part),
        }

    @classmethod
    def current(cls):
        """The one row; with its defaults, unsaved, before the practice is set up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
