"""Form fields that the office's forms share: a day, a time of day, a telephone number, the version that was read."""

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from accounts.fields import STATES, ZONES, DayField, EmailField, TimeField, VersionField
from audit.text import validate_storable

__all__ = ["STATES", "ZONES", "DayField", "EmailField", "PhoneField", "TimeField", "UUIDField", "VersionField"]


class PhoneField(PhoneNumberField):
    """A telephone number as it is said here; one from abroad begins with +."""

    default_error_messages = {"invalid": _("Enter a phone number with its area code, such as (212) 555-0142")}

    def __init__(self, **kwargs):
        kwargs.setdefault("region", "US")
        super().__init__(**kwargs)
        self.widget.input_type = "tel"
        self.error_messages["invalid"] = self.default_error_messages["invalid"]

    def to_python(self, value):
        if isinstance(value, str):
            validate_storable(value)
            if len(value) > 60:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class UUIDField(forms.UUIDField):
    """The id of a row, in an address or a hidden field."""

    default_error_messages = {"invalid": _("Open the page again: this does not name a row")}


class RowField(forms.ModelChoiceField):
    """One row of those offered. Whatever else is sent is not on the list, and no more is said of it."""

    default_error_messages = {"invalid_choice": _("Choose one from the list")}

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error
