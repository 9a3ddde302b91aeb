"""A questionnaire as a form: one group of answers an item, in the questionnaire's own words. Blanks are allowed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AnswerRadios(forms.RadioSelect):
    """Answers in a row. The first answer of the first item takes the focus, so that a sheet is nine keys."""

    def __init__(self, *args, takes_focus=False, **kwargs):
        self.takes_focus = takes_focus
        super().__init__(*args, **kwargs)

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        if self.takes_focus and index == 0:
            option["attrs"]["autofocus"] = True
        return option


class SheetForm(forms.Form):
    """The items of one MeasureDefinition. `replaces`: the sheet that stood when the page was opened, or "" for none."""

    mark_optional = False

    def __init__(self, data=None, *, definition, sheet=None, with_date=False):
        self.definition, self.sheet = definition, sheet
        kept = sheet.answers if sheet else {}
        initial = {**kept, "replaces": str(sheet.pk) if sheet else ""}
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["replaces"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if with_date:
            self.fields["taken_on"] = forms.DateField(
                label=_("Answered on"), initial=timezone.localdate, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
                error_messages={"required": _("Enter the day it was answered on"), "invalid": _("Enter a date, for example 2026-03-10")},
            )  # fmt: skip
        for position, item in enumerate(definition.items, 1):
            label = f"{position}. {item.text or item.meaning}"
            self.fields[item.key] = _answer(label, definition.responses, takes_focus=position == 1 and not with_date)
        for item in definition.unscored_items:
            self.fields[item.key] = _answer(item.text, item.responses)

    def clean_taken_on(self):
        taken_on = self.cleaned_data["taken_on"]
        if taken_on > timezone.localdate():
            raise ValidationError(_("Enter a day that is not in the future"))
        return taken_on

    @property
    def item_keys(self):
        return " ".join(self.definition.item_keys)

    def answers(self):
        """Item key to number, or None where it was left blank."""
        keys = (*self.definition.item_keys, *(item.key for item in self.definition.unscored_items))
        return {key: self.cleaned_data.get(key) for key in keys}


def _answer(label, responses, *, takes_focus=False):
    choices = [(response.value, f"{response.value} {response.label}") for response in responses]
    return forms.TypedChoiceField(
        label=label, required=False, choices=choices, coerce=int, empty_value=None, widget=AnswerRadios(takes_focus=takes_focus),
        error_messages={"invalid_choice": _("Choose one of the answers, or leave it blank")},
    )  # fmt: skip
