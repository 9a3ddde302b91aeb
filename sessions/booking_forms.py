"""The course as the office wishes to book it. A template is shown by its rhythm, never by its name: the name may be a diagnosis."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField, RowField, TimeField
from scheduling.forms import MODALITIES
from scheduling.models import WEEKDAYS, Appointment

from .reviews import NOT_TAKEN_REASONS

LONGEST = 60


class NotTakenForm(forms.Form):
    """What was agreed for after the end does not come about: which of it, why, and when they said so."""

    what = forms.ChoiceField(
        label=_("What"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is not wanted"),
            "invalid_choice": _("This is booked, or off the list. Choose again"),
        },
    )
    why = forms.ChoiceField(
        label=_("Why not"),
        choices=NOT_TAKEN_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two")},
    )
    said_on = DayField(label=_("On"), error_messages={"required": _("Enter the day of the answer, or of the last try")})
    remark = LineFormField(
        label=_("Remark"),
        max_length=200,
        required=False,
        help_text=_("About the booking only. The office and the therapist read it."),
    )

    def __init__(self, *args, offers, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.offers, self.today = {each.key: each for each in offers}, today
        self.fields["what"].choices = [(key, each.words) for key, each in self.offers.items()]

    def clean_said_on(self):
        if self.cleaned_data["said_on"] > self.today:
            raise forms.ValidationError(_("Enter a day that has come"), code="future")
        return self.cleaned_data["said_on"]

    def values(self):
        """The arguments of `record_not_taken`, but for who."""
        offer = self.offers[self.cleaned_data["what"]]
        said = {name: self.cleaned_data[name] for name in ("why", "said_on", "remark")}
        return {"course": offer.course, "for_on": offer.on, **said}


class CourseForm(forms.Form):
    """How many sessions, at which weekly time, where, from when."""

    template = forms.ChoiceField(label=_("Course"))
    count = forms.IntegerField(
        label=_("Sessions"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "w-time"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Enter a number of sessions between 1 and %(most)s") % {"most": LONGEST},
        ),
    )
    weekday = forms.TypedChoiceField(label=_("On"), choices=WEEKDAYS, coerce=int)
    wall_time = TimeField(label=_("At"))
    first_on = DayField(label=_("From"))
    second_weekday = forms.TypedChoiceField(
        label=_("Every second one on"),
        choices=[("", _("The same day")), *WEEKDAYS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    second_time = TimeField(label=_("Every second one at"), required=False)
    modality = forms.ChoiceField(label=_("How"), choices=MODALITIES)
    location = RowField(label=_("Place"), queryset=None, empty_label=None)
    room = RowField(label=_("Room"), queryset=None, required=False, empty_label=_("No room"))
    therapist = RowField(label=_("Therapist"), queryset=None, required=False)

    def __init__(self, *args, templates, locations, rooms, therapists, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.templates, self.today = {str(each.pk): each for each in templates}, today
        self.fields["template"].choices = [(pk, each.schedule_words) for pk, each in self.templates.items()]
        self.fields["location"].queryset, self.fields["room"].queryset = locations, rooms
        if therapists is None:
            del self.fields["therapist"]
        else:
            self.fields["therapist"].queryset = therapists
            self.fields["therapist"].required = True

    def clean_first_on(self):
        if self.cleaned_data["first_on"] < self.today:
            raise forms.ValidationError(_("Enter a day from today on"), code="past")
        return self.cleaned_data["first_on"]

    def clean(self):
        values = super().clean()
        room, location = values.get("room"), values.get("location")
        if values.get("modality") != Appointment.IN_PERSON:
            values["room"] = None
        elif room and location and room.location_id != location.pk:
            self.add_error("room", _("Choose a room at %(place)s") % {"place": location.name})
        if "template" in values:
            values["template"] = self.templates[values["template"]]
        return values


class ReasonForm(forms.Form):
    """Why the course has an unusual length."""

    reason = LineFormField(
        label=_("Why another length than usual"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason.optional_text = ""  # the label says when it is needed
