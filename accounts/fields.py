"""Form fields that many forms share: a zone, a state, a day, an address, the version that was read."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import validate_storable

HIGHEST = 2**31 - 1
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)

STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "PR RI SC SD TN TX UT VT VA WA WV WI WY"
).split()

ZONES = [
    ("America/New_York", _("Eastern (New York)")),
    ("America/Chicago", _("Central (Chicago)")),
    ("America/Denver", _("Mountain (Denver)")),
    ("America/Phoenix", _("Arizona (Phoenix)")),
    ("America/Los_Angeles", _("Pacific (Los Angeles)")),
    ("America/Anchorage", _("Alaska (Anchorage)")),
    ("Pacific/Honolulu", _("Hawaii (Honolulu)")),
    ("America/Puerto_Rico", _("Atlantic (Puerto Rico)")),
]


class ZoneField(forms.ChoiceField):
    """A time zone of the country, and whichever one is set already."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Time zone"), "choices": ZONES, **kwargs})

    def keep(self, zone):
        if zone and zone not in dict(ZONES):
            self.choices = [*ZONES, (zone, zone)]


class DayField(forms.DateField):
    """A calendar day between 1900 and 2199, up to `latest` where a form sets it; the browser offers its own calendar."""

    latest = None

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        messages = {"invalid": _("Enter a date, for example 2026-03-10")} | kwargs.pop("error_messages", {})
        super().__init__(error_messages=messages, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if day and self.latest and day > self.latest:
            raise forms.ValidationError(_("Enter a day that is not in the future"), code="future")
        return day

    def not_after(self, today):
        """Refuse a day in the future, `today` being what it is for the reader."""
        self.latest = today
        self.widget.attrs["max"] = today.isoformat()


class TimeField(forms.TimeField):
    """A time of day, in five-minute steps where the browser offers a clock."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "300"}))
        kwargs.setdefault("error_messages", {"invalid": _("Enter a time, for example 11:00")})
        super().__init__(**kwargs)

    def clean(self, value):
        time = super().clean(value)
        return time.replace(second=0, microsecond=0) if time else time


class EmailField(forms.EmailField):
    """One e-mail address that both databases can store."""

    default_error_messages = {"invalid": _("Enter an email address, such as name@example.com")}

    def to_python(self, value):
        value = super().to_python(value)
        validate_storable(value)
        return value


class VersionField(forms.IntegerField):
    """The version of the row that the page was made from (optimistic locking)."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.HiddenInput)
        message = _("Open the page again: it does not say which version you read")
        kwargs.setdefault("error_messages", dict.fromkeys(("required", "invalid", "min_value", "max_value"), message))
        super().__init__(min_value=0, max_value=HIGHEST, **kwargs)
