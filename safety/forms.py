"""A concern, and the assessment that answers it, in the words of safety.questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField

from .questions import DANGERS, FIELDS_OF, SELF


class ConcernForm(forms.Form):
    danger = forms.ChoiceField(
        label=_("What it is about"), choices=DANGERS, widget=forms.RadioSelect(attrs={"data-look": "list"}),
        help_text=_("The assessment then asks about this"),
        required=False, error_messages={"invalid_choice": _("Choose what it is about")},
    )  # fmt: skip
    what = LineFormField(
        label=_("What gives you concern"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few words. Only those who may read the chart see it."),
        error_messages={"required": _("Write what gives you concern")},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["danger"].optional_text = ""

    def clean_danger(self):
        """A concern is never lost for want of an answer."""
        return self.cleaned_data["danger"] or SELF


class ShownAlertsForm(forms.Form):
    """Which open alerts about one danger stood on the page when the assessment was begun. Begins with those of the QuerySet `alerts` that are open."""

    shown = forms.ModelMultipleChoiceField(None, required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data=None, *, alerts):
        super().__init__(data, initial={"shown": alerts.open()})
        self.fields["shown"].queryset = alerts


class AssessmentForm(forms.Form):
    """One field for each part of the assessment of a danger. Its cleaned data are what `record_assessment` takes."""

    def __init__(self, data=None, *, danger):
        super().__init__(data, label_suffix="")
        for part in FIELDS_OF[danger]:
            self.fields[part.key] = _field(part)


def _field(part):
    words = {"label": part.label, "help_text": part.prompt, "required": part.required}
    missing = {"required": _("Choose an answer: %(label)s") % {"label": part.label}}
    if part.choices is None:
        return LineFormField(**words, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    if part.several:
        return forms.MultipleChoiceField(
            **words, choices=part.choices, widget=forms.CheckboxSelectMultiple, error_messages=missing
        )
    return forms.ChoiceField(**words, choices=part.choices, widget=forms.RadioSelect, error_messages=missing)
