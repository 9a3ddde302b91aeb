"""When and where, as the office types it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import DayField, RowField, TimeField, UUIDField, VersionField

from .actions import CANCELLATIONS
from .clashes import NotBookable
from .models import Appointment
from .wall_time import AmbiguousTime, NonexistentTime

REFUSALS = (NotBookable, NonexistentTime, AmbiguousTime)
"""What an action answers when the time cannot be had; `WhenForm.refuse` puts it into words."""

SHORTEST, LONGEST = 10, 240
"""The minutes that one appointment may take."""

MODALITIES = [
    (Appointment.IN_PERSON, _("In person")),
    (Appointment.VIDEO, _("Video")),
    (Appointment.TELEPHONE, _("Telephone")),
]


class WhenForm(forms.Form):
    """A local date and time, a place, a room. The last two fields appear only when they are needed."""

    wall_date = DayField(label=_("Date"))
    wall_time = TimeField(label=_("Time"))
    fold = forms.TypedChoiceField(
        label=_("Which of the two"),
        choices=[("0", _("The first, before the clocks change")), ("1", _("The second, after it"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    modality = forms.ChoiceField(label=_("How"), choices=MODALITIES, widget=forms.RadioSelect)
    location = RowField(label=_("Place"), queryset=None, empty_label=None)
    room = RowField(label=_("Room"), queryset=None, required=False, empty_label=_("No room"))
    outside_hours = forms.BooleanField(label=_("Book it all the same, outside the usual hours"), required=False)

    def __init__(self, *args, locations, rooms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = locations
        self.fields["room"].queryset = rooms
        self.refused_at = None
        self.asks_which = bool(self.data.get("fold"))
        self.asks_outside = bool(self.data.get("outside_hours"))

    def clean(self):
        values = super().clean()
        room, location = values.get("room"), values.get("location")
        if values.get("modality") != Appointment.IN_PERSON:
            values["room"] = None
        elif room and location and room.location_id != location.pk:
            self.add_error("room", _("Choose a room at %(place)s") % {"place": location.name})
        return values

    def when(self):
        """The keyword arguments of `book` and `move`."""
        names = ("wall_date", "wall_time", "fold", "modality", "location", "room", "outside_hours")
        return {name: self.cleaned_data[name] for name in names}

    def shown_at(self):
        """(date, time) as the page shows them, None for what is missing."""
        values = getattr(self, "cleaned_data", self.initial)
        return self.refused_at or (values.get("wall_date"), values.get("wall_time"))

    def refuse(self, error):
        """Say why the time cannot be had, and what may be done about it."""
        self.refused_at = (self.cleaned_data["wall_date"], self.cleaned_data["wall_time"])
        if isinstance(error, NonexistentTime):
            self.add_error(
                "wall_time", _("The clocks go forward that night, and this time does not come. Choose another")
            )
        elif isinstance(error, AmbiguousTime):
            self.asks_which = True
            self.add_error("fold", _("The clocks go back that night, and this time comes twice. Choose which one"))
        else:
            self.asks_outside = not any(clash.is_double for clash in error.clashes)
            for clash in error.clashes:
                self.add_error("wall_time", _("Choose another time: %(reason)s") % {"reason": clash.sentence})


class AskedForm(forms.Form):
    """What the address of a booking page may ask for. What cannot be read is left out."""

    kind = forms.ChoiceField(choices=Appointment.KINDS, required=False)
    clinician = UUIDField(required=False)
    on = DayField(required=False)
    at = TimeField(required=False)
    minutes = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST, required=False)
    modality = forms.ChoiceField(choices=MODALITIES, required=False)

    def wish(self):
        """What was asked for, and could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class BookForm(WhenForm):
    """One appointment: what, how long, when, where. `offers` are (key, words) of what may be booked."""

    what = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect(attrs={"data-look": "list"}))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "w-time"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Enter a number of minutes between %(least)s and %(most)s") % {"least": SHORTEST, "most": LONGEST},
        ),
    )

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = offers

    def when(self):
        return super().when() | {"minutes": self.cleaned_data["minutes"]}


EVERYBODY = "everybody"


class AbsenceForm(forms.Form):
    """Who is away, from which day to which."""

    clinician = forms.ChoiceField(
        label=_("Who is away"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who is away")),
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until, the last day away"), required=False)

    def __init__(self, *args, clinicians, everybody, **kwargs):
        super().__init__(*args, **kwargs)
        self.clinicians = {str(each.pk): each for each in clinicians}
        choices = [("", _("Choose")), (EVERYBODY, _("Everybody: the practice is closed"))] if everybody else []
        self.fields["clinician"].choices = [*choices, *((pk, each.full_name) for pk, each in self.clinicians.items())]
        self.fields["until_on"].optional_text = _("if more than a day")

    def clean(self):
        values = super().clean()
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Enter a day on or after the first"))
        return values

    def values(self):
        """The keyword arguments of `add_absences`."""
        values, chosen = self.cleaned_data, self.cleaned_data["clinician"]
        who = list(self.clinicians.values()) if chosen == EVERYBODY else [self.clinicians[chosen]]
        return {"clinicians": who, "from_on": values["from_on"], "until_on": values["until_on"] or values["from_on"]}


class CallOffForm(forms.Form):
    """Which of the booked appointments we cancel."""

    appointment = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what is to be cancelled"), "invalid_choice": _("Open the page again")},
    )

    def __init__(self, *args, booked, **kwargs):
        super().__init__(*args, **kwargs)
        self.booked = {str(each.pk): each for each in booked}
        self.fields["appointment"].choices = [(pk, pk) for pk in self.booked]

    def chosen(self):
        return [self.booked[pk] for pk in self.cleaned_data["appointment"]]


class RemoveForm(forms.Form):
    """Which days away are taken back."""

    remove = RowField(queryset=None)

    def __init__(self, *args, absences, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remove"].queryset = absences


class MoveForm(WhenForm):
    """Another time or place for an appointment."""

    version = VersionField()


class CancelForm(forms.Form):
    """Who cancelled."""

    version = VersionField()
    status = forms.ChoiceField(
        label=_("Who cancelled"),
        choices=[
            (Appointment.CANCELLED_BY_CLIENT, _("The client, in time")),
            (Appointment.LATE_CANCEL, _("The client, too late")),
            (Appointment.CANCELLED_BY_PRACTICE, _("We did")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who cancelled"), "invalid_choice": _("Choose who cancelled")},
    )

    def clean_status(self):
        if self.cleaned_data["status"] not in CANCELLATIONS:
            raise forms.ValidationError(_("Choose who cancelled"))
        return self.cleaned_data["status"]
