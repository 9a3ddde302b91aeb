"""What is typed about an inquiry and its consultation. Forms check and word; `actions` write."""

from django import forms
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField, EmailField, PhoneField, RowField, UUIDField, VersionField
from clients.forms import check_born_on
from problem_areas.assessment_forms import ConcernsField, WithConcerns
from scheduling.forms import MODALITIES, WhenForm
from scheduling.openings import opening_named
from scheduling.words import day_words
from sessions.models import CourseTemplate

from .actions import NEEDED
from .models import Consultation

CHANNELS = [
    ("phone", _("Phone")),
    ("web", _("Website")),
    ("referral", _("Referral letter")),
    ("in_person", _("In person")),
]
LATER, OTHER_TIME = "later", "other"


def opening_choices(openings):
    """The free times as a person reads them, by the key that a form sends."""
    several = len({opening.clinician.pk for opening in openings}) > 1
    return [
        (opening.key, _opening_words(opening) + (f", {opening.clinician.full_name}" if several else ""))
        for opening in openings
    ]


def _opening_words(opening):
    when = opening.span
    return f"{day_words(when.wall_date)}, {time_format(when.wall_time, 'g:i A')}"


class OpeningField(forms.ChoiceField):
    """One of the free times. A time that was free when the page was made is taken as it is: the booking itself checks."""

    def valid_value(self, value):
        return super().valid_value(value) or value.count("|") == 2


class InquiryForm(forms.Form):
    """A first contact: who, how to reach them, what they seek; and the consultation, if a time suits."""

    first_name = LineFormField(label=_("First name"), max_length=80)
    last_name = LineFormField(label=_("Last name"), max_length=80, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = EmailField(label=_("Email"), required=False, max_length=254)
    may_email = forms.BooleanField(label=_("Reminders by email are fine"), required=False)
    may_voicemail = forms.BooleanField(label=_("May leave a voicemail"), required=False)
    born_on = DayField(label=_("Date of birth"), required=False)
    convenient_times = LineFormField(label=_("Best times"), max_length=200, required=False)
    seeks = LineFormField(
        label=_("What they seek, in their own words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what they seek, as they said it")},
    )
    channel = forms.ChoiceField(label=_("They came by"), choices=CHANNELS, widget=forms.RadioSelect)
    referred_by = LineFormField(label=_("Referred by"), max_length=120, required=False)
    referrer_contact = LineFormField(label=_("How to reach the referrer"), max_length=120, required=False)
    slot = OpeningField(label=_("Consultation"), widget=forms.RadioSelect(attrs={"data-look": "list"}))
    modality = forms.ChoiceField(label=_("How"), choices=MODALITIES, widget=forms.RadioSelect)

    def __init__(self, *args, openings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [*opening_choices(openings), (LATER, _("Not now"))]
        self.fields["email"].optional_text = _("if no phone")
        self.fields["phone"].optional_text = _("if no email")

    def clean_born_on(self):
        return check_born_on(self.cleaned_data["born_on"], timezone.localdate())

    def clean(self):
        values = super().clean()
        if "phone" in values and "email" in values:
            if not values["phone"] and not values["email"]:
                self.add_error("phone", _("Enter a phone number or an email address"))
            elif values.get("may_email") and not values["email"]:
                self.add_error("email", _("Enter the email address for the reminders"))
        return values

    def person(self):
        """The fields that `register_client` takes."""
        names = ("first_name", "last_name", "phone", "email", "born_on", "convenient_times")
        return {name: self.cleaned_data[name] for name in names}

    def consents(self):
        wishes = (("email", "may_email"), ("voicemail", "may_voicemail"))
        return [channel for channel, field in wishes if self.cleaned_data[field]]


class ReturningForm(InquiryForm):
    """A new inquiry of somebody who has a file: only what is new."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "phone", "email", "may_email", "may_voicemail", "born_on"):
            del self.fields[name]
        del self.fields["convenient_times"]

    def person(self):
        return {}

    def consents(self):
        return []


class BookConsultationForm(WhenForm):
    """One of the director's next free times, or another."""

    slot = OpeningField(label=_("When"), widget=forms.RadioSelect(attrs={"data-look": "list"}))
    clinician = RowField(label=_("With"), queryset=None, empty_label=None)

    def __init__(self, *args, openings, directors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [*opening_choices(openings), (OTHER_TIME, _("Another time"))]
        self.fields["clinician"].queryset = directors
        self.directors = directors
        if self.data.get("slot", OTHER_TIME) != OTHER_TIME:
            for name in ("wall_date", "wall_time", "location", "clinician"):
                self.fields[name].required = False

    def clean(self):
        values = super().clean()
        if values.get("slot", OTHER_TIME) != OTHER_TIME:
            named = opening_named(values["slot"], clinicians=self.directors, locations=self.fields["location"].queryset)
            if named is None:
                self.add_error("slot", _("Choose one of these times"))
            else:
                names = ("clinician", "location", "wall_date", "wall_time")
                values |= dict(zip(names, named, strict=True))
        return values

    @property
    def is_other(self):
        return self.data.get("slot") == OTHER_TIME or len(self.fields["slot"].choices) == 1


class ConsultationForm(WithConcerns, forms.Form):
    """What came of the consultation. The office reads outcome and therapist, nothing else."""

    version = VersionField()
    assessment_version = VersionField(required=False)
    concerns = ConcernsField()
    concern_other = LineFormField(label=_("Something else"), max_length=200, required=False)
    presenting_concern = LineFormField(
        label=_("Presenting concern"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (Consultation.CONFIRMED, _("IPT confirmed")),
            (Consultation.OTHER, _("Another therapy recommended")),
            (Consultation.REFERRED, _("Referred out")),
            (Consultation.NOT_READY, _("Not ready yet")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it")},
    )
    reasons = LineFormField(
        label=_("Reasons"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    therapist = RowField(
        label=_("Therapist who suits"), queryset=None, required=False, empty_label=_("Choose a therapist")
    )
    therapist_reason = LineFormField(
        label=_("Why this therapist"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    plan = RowField(
        label=_("Kind of course"), queryset=None, required=False, to_field_name="key", empty_label=_("As usual")
    )
    recommended = LineFormField(
        label=_("Which other therapy, or referred where"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = DayField(label=_("Ask again on"), required=False)

    MISSING = {
        "therapist": _("Choose the therapist who suits"),
        "recommended": _("Say which other therapy, or where they were referred"),
        "review_on": _("Enter the day on which to ask again"),
    }

    def __init__(self, *args, clinicians, age=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.age = age
        self.fields["therapist"].queryset = clinicians
        self.fields["plan"].queryset = CourseTemplate.objects.offered()

    def clean(self):
        values = super().clean()
        needed = NEEDED.get(values.get("outcome"))
        if needed and needed in values and not values[needed]:
            self.add_error(needed, self.MISSING[needed])
        return values

    def reasons_sought(self):
        """The reasons for seeking help, as `record_consultation` takes them."""
        kept = {name: self.cleaned_data[name] for name in ("concerns", "concern_other")}
        return kept | {"version": self.cleaned_data["assessment_version"] or 0}

    def refuse_reasons(self, current):
        """Somebody else wrote them in between: they are said, and the next save answers to them."""
        self.add_error("concerns", _("Changed in the meantime. Stored now: %(labels)s. Look at both, and save again")
                       % {"labels": ", ".join(current.concern_labels) or _("none")})  # fmt: skip
        self.data = self.data.copy()
        self.data["assessment_version"] = current.version


class CloseForm(forms.Form):
    """Why the inquiry ends here."""

    version = VersionField()
    because = LineFormField(
        label=_("Reason"),
        max_length=200,
        help_text=_(
            "Administrative, such as: found a place nearer home. The director's reasons are in the consultation."
        ),
        error_messages={"required": _("Say why it ends here")},
    )


class ReturningPerson(forms.Form):
    """Whose inquiry it is, when they came before: in the address, or the one chosen among those who are alike."""

    client = UUIDField(required=False)
    same_as = UUIDField(required=False)
