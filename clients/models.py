"""The person who comes for help: who they are, how to reach them, who looks after them. No clinical word here."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from accounts.models import RelationQuerySet, validate_time_zone
from audit.text import Line, Prose


class ClientQuerySet(models.QuerySet):
    def by_name(self):
        return self.order_by("last_name", "first_name", "file_number")

    def matching(self, words):
        """Those whose names begin with each of the words, or whose file number this is."""
        found = self
        for word in words.split()[:5]:
            match = Q(first_name__istartswith=word) | Q(last_name__istartswith=word)
            if word.isascii() and word.isdigit() and len(word) < 10:
                match |= Q(file_number=int(word))
            found = found.filter(match)
        return found

    def looked_after_by(self, clinician_id):
        """Those whose therapist this is."""
        return self.filter(assignments__in=Assignment.objects.open().filter(clinician=clinician_id))

    def behind(self, client):
        """Those that come after `client` by name."""
        return self.filter(
            Q(last_name__gt=client.last_name)
            | Q(last_name=client.last_name, first_name__gt=client.first_name)
            | Q(last_name=client.last_name, first_name=client.first_name, file_number__gt=client.file_number)
        )

    def like(self, *, first_name="", last_name="", born_on=None, email="", phone=""):
        """Those who may be this person: the same e-mail address, telephone number, or name and birth date."""
        match = Q(pk__in=[])
        if email:
            match |= Q(email__iexact=email)
        if phone:
            match |= Q(phone=phone)
        if first_name and last_name and born_on:
            match |= Q(first_name__iexact=first_name, last_name__iexact=last_name, born_on=born_on)
        elif first_name and last_name:
            match |= Q(first_name__iexact=first_name, last_name__iexact=last_name)
        return self.filter(match).by_name()


class Client(models.Model):
    """A client of the practice. Addressed by UUID; `file_number` is what people say on the telephone."""

    PHONE, EMAIL = "phone", "email"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_number = models.PositiveIntegerField(unique=True, editable=False)
    first_name = Line(max_length=80)
    last_name = Line(max_length=80, blank=True)
    pronouns = Line(max_length=30, blank=True)
    born_on = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = PhoneNumberField(blank=True)
    address = Prose()
    state = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=60, default="America/New_York", validators=[validate_time_zone])
    preferred_contact = models.CharField(max_length=5, choices=[(PHONE, "Phone"), (EMAIL, "Email")], default=PHONE)
    convenient_times = Line(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["last_name", "first_name"], name="client_by_name")]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self):
        return f"{self.first_name[:1]}{self.last_name[:1]}".upper()

    @property
    def file_label(self):
        """The file number as it is written: four digits at least, "0231"."""
        return f"{self.file_number:04d}"

    def age_on(self, day):
        """Whole years on the date `day`, None when the birth date is not known. 29 February counts from 1 March."""
        if self.born_on is None:
            return None
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def is_minor_on(self, day: date):
        age = self.age_on(day)
        return age is not None and age < 18

    def missing_forms(self):
        """The kinds of form still to come before session 1 is booked."""
        received = {form.kind for form in self.signed_forms.all()}
        return [kind for kind in SignedForm.REQUIRED if kind not in received]

    def may_be_booked(self):
        """Are the forms back, or did the director say not to wait for them?"""
        return not self.missing_forms() or hasattr(self, "forms_override")


class ContactConsent(models.Model):
    """May we use this channel? With the date it was given, and the date it was taken back."""

    EMAIL, SMS, VOICEMAIL = "email", "sms", "voicemail"
    CHANNELS = [(EMAIL, "Email"), (SMS, "Text message"), (VOICEMAIL, "Voicemail")]

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "channel"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_current_consent_for_each_channel",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self):
        return f"{self.channel} from {self.given_on}"


MAY_BE_TOLD = [
    ("safety", "Only what concerns safety"),
    ("attendance", "Attendance, and what concerns safety"),
    ("progress", "How it is going, in outline"),
]
"""What a guardian may be told, as it was agreed; nothing is assumed (docs/clinical.md 8.13)."""


class Guardian(models.Model):
    """A parent or guardian of a client who is a minor."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="guardians")
    name = Line(max_length=120)
    relation = Line(max_length=40)
    phone = PhoneNumberField(blank=True)
    email = models.EmailField(blank=True)
    holds_consent = models.BooleanField(default=True)
    may_be_told = models.CharField(
        max_length=12, choices=MAY_BE_TOLD, blank=True, help_text="Empty: not agreed, nothing"
    )
    released_on = models.DateField(null=True, blank=True, help_text="The release for this person was signed")

    def __str__(self):
        return self.name


class SchoolContact(models.Model):
    """Whom to reach at the school of a client who is a minor, once that is released."""

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="school_contact")
    school = Line(max_length=120)
    name = Line(max_length=120, blank=True)
    phone = PhoneNumberField(blank=True)
    email = models.EmailField(blank=True)
    released_on = models.DateField(null=True, blank=True, help_text="The release for the school was signed")

    def __str__(self):
        return self.school


class SignedForm(models.Model):
    """A form the client handed in, and the version of the policy it refers to."""

    INTAKE, CONFIDENTIALITY, COORDINATION = "intake", "confidentiality_cancellation", "coordination_release"
    GUARDIANS = "guardian_confidentiality"
    KINDS = [
        (INTAKE, "Intake form"),
        (CONFIDENTIALITY, "Confidentiality and cancellation form"),
        (COORDINATION, "Coordination of care form (optional)"),
        (GUARDIANS, "Guardian confidentiality agreement"),
    ]
    REQUIRED = (INTAKE, CONFIDENTIALITY)

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="signed_forms")
    kind = models.CharField(max_length=40, choices=KINDS)
    policy_version = Line(max_length=20, blank=True)
    received_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "kind", "policy_version"], name="a_form_version_is_received_once")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} received {self.received_on}"


class FormsOverride(models.Model):
    """The director lets session 1 be booked before the forms are back, and says why."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="forms_override")
    reason = Prose(blank=False)
    overridden_at = models.DateTimeField(default=timezone.now)
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return f"override of {self.overridden_at:%Y-%m-%d}"


class AssignmentQuerySet(RelationQuerySet):
    def open(self):
        """Those without a last day: at most one for each client."""
        return self.filter(until_on__isnull=True)


class Assignment(models.Model):
    """A clinician who looks after a client, from a date until a date. This is what a caseload is made of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="assignments")
    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = Prose(help_text="Why this therapist, where the director chose without a consultation")
    plan_key = models.CharField(max_length=30, blank=True, help_text="Which kind of course the director had in mind")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(until_on__isnull=True), name="client_has_at_most_one_current_therapist"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="assignment_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["clinician", "until_on"], name="assignment_by_clinician")]

    def __str__(self):
        return f"{self.clinician_id} for {self.client_id} from {self.from_on}"
