"""What the office types about a client. Forms check and word; `actions` write."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField

from .fields import STATES, ZONES, DayField, EmailField, PhoneField, RowField, VersionField
from .models import MAY_BE_TOLD, Client, ContactConsent, SignedForm

OLDEST = 120


def check_born_on(born_on, today):
    """Refuse a birth date in the future, or of someone older than 120 years."""
    if (born_on and not today.year - OLDEST <= born_on.year <= today.year) or (born_on and born_on > today):
        raise forms.ValidationError(
            _("Enter a date of birth between %(first)s and today") % {"first": today.year - OLDEST}, code="range"
        )
    return born_on


class ContactForm(forms.Form):
    """Who the client is and how to reach them."""

    version = VersionField()
    first_name = LineFormField(label=_("First name"), max_length=80)
    last_name = LineFormField(label=_("Last name"), max_length=80, required=False)
    pronouns = LineFormField(label=_("Pronouns"), max_length=30, required=False)
    born_on = DayField(label=_("Date of birth"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = EmailField(label=_("Email"), required=False, max_length=254)
    preferred_contact = forms.ChoiceField(
        label=_("Reach them by"),
        choices=[(Client.PHONE, _("Phone")), (Client.EMAIL, _("Email"))],
        widget=forms.RadioSelect,
    )
    convenient_times = LineFormField(label=_("Best times"), max_length=200, required=False)
    address = LineFormField(
        label=_("Address"), max_length=1000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("Not known"))] + [(state, state) for state in STATES], required=False
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)

    def __init__(self, *args, zone="", **kwargs):
        super().__init__(*args, **kwargs)
        if zone and zone not in dict(ZONES):
            self.fields["time_zone"].choices = [*ZONES, (zone, zone)]

    def clean_born_on(self):
        return check_born_on(self.cleaned_data["born_on"], timezone.localdate())

    def clean(self):
        values = super().clean()
        if not self.errors and not values["phone"] and not values["email"]:
            self.add_error("phone", _("Enter a phone number or an email address"))
        return values


class GuardianForm(forms.Form):
    """A parent or guardian. An empty name takes the row out."""

    name = LineFormField(label=_("Name"), max_length=120, required=False)
    relation = LineFormField(label=_("Relation"), max_length=40, required=False, help_text=_("For example: mother"))
    phone = PhoneField(label=_("Phone"), required=False)
    email = EmailField(label=_("Email"), required=False, max_length=254)
    holds_consent = forms.BooleanField(label=_("May consent to the treatment"), required=False, initial=True)
    may_be_told = forms.ChoiceField(
        label=_("May be told"), choices=[("", _("Not agreed yet")), *MAY_BE_TOLD], required=False
    )
    released_on = DayField(label=_("Release signed on"), required=False)

    def clean(self):
        values = super().clean()
        if not self.errors and not values["name"] and (values["relation"] or values["phone"] or values["email"]):
            self.add_error("name", _("Enter the guardian's name, or empty the other fields"))
        if not self.errors and values["name"] and not values["relation"]:
            self.add_error("relation", _("Say how they are related, for example: mother"))
        return values


GuardianFormSet = forms.formset_factory(GuardianForm, extra=1, max_num=4, validate_max=True, absolute_max=6)


class ClientVersionForm(forms.Form):
    """The client's row as it was read."""

    version = VersionField()


class SchoolForm(forms.Form):
    """Whom to reach at school. An empty school takes the contact out."""

    school = LineFormField(label=_("School"), max_length=120, required=False)
    name = LineFormField(label=_("Contact person there"), max_length=120, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = EmailField(label=_("Email"), required=False, max_length=254)
    released_on = DayField(label=_("Release signed on"), required=False)

    def clean(self):
        values = super().clean()
        if not self.errors and not values["school"] and any(values.values()):
            self.add_error("school", _("Enter the school, or empty the other fields"))
        return values


class ConsentForm(forms.Form):
    """May we use this channel? Since when, or since when no more."""

    GIVEN, WITHDRAWN = "given", "withdrawn"
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[
            (ContactConsent.EMAIL, _("Email")),
            (ContactConsent.SMS, _("Text message")),
            (ContactConsent.VOICEMAIL, _("Voicemail")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the channel")},
    )
    answer = forms.ChoiceField(
        label=_("What they said"),
        choices=[(GIVEN, _("Yes, they agreed")), (WITHDRAWN, _("No, not any more"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they said")},
    )
    on = DayField(label=_("On"), error_messages={"required": _("Enter the day they said it")})

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that has come"), code="future")
        return self.cleaned_data["on"]


class ReceivedForm(forms.Form):
    """Which form came in, and when."""

    kind = forms.MultipleChoiceField(
        label=_("Which form"),
        choices=[
            (SignedForm.INTAKE, _("Intake form")),
            (SignedForm.CONFIDENTIALITY, _("Confidentiality and cancellation form")),
            (SignedForm.COORDINATION, _("Coordination of care form")),
            (SignedForm.GUARDIANS, _("Guardian confidentiality agreement")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the form that came in")},
    )
    received_on = DayField(label=_("Received on"), error_messages={"required": _("Enter the day it came in")})

    def clean_received_on(self):
        if self.cleaned_data["received_on"] > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that has come"), code="future")
        return self.cleaned_data["received_on"]


class OverrideForm(forms.Form):
    """Why session 1 may be booked before the forms are back."""

    reason = LineFormField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the forms need not be waited for")},
    )


class TherapistForm(forms.Form):
    """The director names the therapist where no consultation did, and says why."""

    clinician = RowField(
        label=_("Therapist"),
        queryset=None,
        empty_label=_("Choose a therapist"),
        error_messages={"required": _("Choose the therapist")},
    )
    reason = LineFormField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why this therapist, and why without a consultation")},
    )

    def __init__(self, *args, clinicians, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clinician"].queryset = clinicians
