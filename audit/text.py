"""Text as people type it, kept as typed: model and form fields that refuse only what a database cannot store."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def validate_storable(text):
    """Refuse what a database cannot keep: NUL, and halves of surrogate pairs (house, section 9)."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValidationError(_("Take out the characters that cannot be stored, and save again."), code="unstorable")


class LineFormField(forms.CharField):
    """A form's text input whose value both databases can store."""

    default_validators = [validate_storable]


class Line(models.CharField):
    """One line of text."""

    default_validators = [validate_storable]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LineFormField, **kwargs})


class Prose(models.TextField):
    """As many lines as the writer needs; empty rather than null."""

    default_validators = [validate_storable]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LineFormField, "max_length": 20_000, **kwargs})
