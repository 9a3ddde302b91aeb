"""What the administrator types about people, their relations and the practice; and what everybody sets for themselves."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField

from . import roles
from .fields import STATES, DayField, EmailField, TimeField, VersionField, ZoneField
from .models import User
from .neutral_words import is_neutral

ROLE_CHOICES = [(role.key, role.label) for role in roles.ROLES.values()]
SECOND_STEP = _("All roles, when none is chosen.")


class PersonForm(forms.Form):
    """A member of staff. A new one gets a link to set a password."""

    full_name = LineFormField(label=_("Name"), max_length=120)
    credentials = LineFormField(
        label=_("Letters after the name"), max_length=60, required=False, help_text=_("As they print, such as LCSW")
    )
    email = EmailField(label=_("Email"), max_length=254, help_text=_("They sign in with it"))
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES, widget=forms.RadioSelect)
    time_zone = ZoneField()

    def __init__(self, *args, zone="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].keep(zone)


class EditPersonForm(PersonForm):
    version = VersionField()


class LicenceForm(forms.Form):
    """A licence to practise. An empty number takes the row out."""

    mark_optional = False

    kind = LineFormField(label=_("License"), max_length=80, required=False, help_text=_("Such as LCSW"))
    number = LineFormField(label=_("Number"), max_length=40, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", "")] + [(each, each) for each in STATES], required=False)
    expires_on = DayField(label=_("Valid until"), required=False)

    def clean(self):
        values = super().clean()
        if not self.errors and any(values.values()):
            for name, sentence in (
                ("number", _("Enter the license's number, or empty the row")),
                ("kind", _("Enter what the license is for, such as LCSW")),
                ("state", _("Choose the state that gave the license")),
            ):
                if not values[name]:
                    self.add_error(name, sentence)
        return values


LicenceFormSet = forms.formset_factory(LicenceForm, extra=1, max_num=8, validate_max=True, absolute_max=12)


class PersonField(forms.ModelChoiceField):
    """One of some people, by name. `missing`: the sentence for nobody chosen."""

    def __init__(self, *, missing="", **kwargs):
        messages = {"required": missing} if missing else {}
        super().__init__(queryset=User.objects.none(), empty_label=_("Choose"), error_messages=messages, **kwargs)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except (ValueError, TypeError, forms.ValidationError) as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class SupervisionForm(forms.Form):
    """Who supervises whom, from when."""

    supervisor = PersonField(label=_("Supervisor"), missing=_("Choose who supervises"))
    supervisee = PersonField(label=_("Supervises"), missing=_("Choose who is supervised"))
    from_on = DayField(label=_("From"), error_messages={"required": _("Enter the first day")})
    until_on = DayField(label=_("Until"), required=False, help_text=_("Leave empty if the end is not known"))

    def __init__(self, *args, supervisors, clinicians, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors
        self.fields["supervisee"].queryset = clinicians

    def clean(self):
        values = super().clean()
        if values.get("supervisor") and values["supervisor"] == values.get("supervisee"):
            self.add_error("supervisee", _("Choose somebody else: nobody supervises themselves"))
        return _in_order(self, values)


class CoverForm(forms.Form):
    """Who sees whose cases while they are away."""

    absent = PersonField(label=_("Who is away"), missing=_("Choose who is away"))
    covering = PersonField(label=_("Who covers"), missing=_("Choose who covers"))
    from_on = DayField(label=_("From"), error_messages={"required": _("Enter the first day")})
    until_on = DayField(label=_("Until, that day included"), error_messages={"required": _("Enter the last day")})

    def __init__(self, *args, clinicians, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["absent"].queryset = self.fields["covering"].queryset = clinicians

    def clean(self):
        values = super().clean()
        if values.get("absent") and values["absent"] == values.get("covering"):
            self.add_error("covering", _("Choose somebody else: nobody covers for themselves"))
        return _in_order(self, values)


def _in_order(form, values):
    if values.get("from_on") and values.get("until_on") and values["until_on"] < values["from_on"]:
        form.add_error("until_on", _("Enter a day that is not before the first one"))
    return values


class LastDayForm(forms.Form):
    """The last day on which a relation still holds."""

    last_day = DayField(label=_("Last day"), help_text=_("Cases can be opened until the end of this day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"initial": {"last_day": timezone.localdate()}, **kwargs})


class NeutralField(LineFormField):
    """Words that clients' messages carry: nobody who reads over their shoulder learns what they come for."""

    def clean(self, value):
        value = super().clean(value)
        if not is_neutral(value):
            raise forms.ValidationError(
                _("Choose words that do not say what kind of help people get here, such as a street or a family name"),
                code="revealing",
            )
        return value


class PracticeForm(forms.Form):
    """The settings of the practice."""

    version = VersionField()
    name = LineFormField(label=_("Name"), max_length=120, help_text=_("As it prints on documents"))
    short_name = LineFormField(label=_("Short name"), max_length=24, help_text=_("On top of every page"))
    address = LineFormField(
        label=_("Address"), max_length=1000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    phone = LineFormField(label=_("Phone"), max_length=40, required=False)
    email = EmailField(label=_("Email"), max_length=254, required=False)
    time_zone = ZoneField()
    message_name = NeutralField(
        label=_("Name in messages to clients"), max_length=60, help_text=_("Others may read it: keep it neutral")
    )
    reminder_hours_before = forms.IntegerField(label=_("Hours before an appointment"), min_value=1, max_value=168)
    quiet_from = TimeField(label=_("Quiet from"))
    quiet_until = TimeField(label=_("Quiet until"))
    reminders_paused = forms.BooleanField(
        label=_("Pause all reminders"), required=False, help_text=_("While this is on, no reminder is made or sent")
    )
    require_consultation = forms.BooleanField(label=_("A consultation comes before a course"), required=False)
    age_of_consent = forms.IntegerField(
        label=_("Age of consent to treatment"),
        min_value=10,
        max_value=21,
        required=False,
        help_text=_("It differs by state. Leave empty to assume none"),
    )
    form_policy_version = LineFormField(
        label=_("Version of the forms in force"),
        max_length=20,
        help_text=_("With a new version, every client is asked again"),
    )
    alert_due_minutes = forms.IntegerField(
        label=_("Minutes to answer a safety alert"),
        min_value=5,
        max_value=2880,
        help_text=_("After that a deputy is told too"),
    )
    mfa_roles = forms.MultipleChoiceField(
        label=_("A second step of signing in for"),
        choices=ROLE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=SECOND_STEP,
    )

    def __init__(self, *args, zone="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].keep(zone)


class ProfileForm(forms.Form):
    """What a person sets for themselves."""

    version = VersionField()
    time_zone = ZoneField(help_text=_("Times on your pages are shown in this zone"))

    def __init__(self, *args, zone="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].keep(zone)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=User._meta.get_field("theme").choices)


class AuditForm(forms.Form):
    """Which events of the audit trail to show."""

    verb = forms.ChoiceField(label=_("What"), required=False)
    person = PersonField(label=_("Who"), required=False)
    on = DayField(label=_("Day"), required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    mark_optional = False

    def __init__(self, *args, verbs, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("Everything")), *((verb, verb) for verb in verbs)]
        self.fields["person"].queryset = people
        self.fields["person"].empty_label = _("Everybody")
