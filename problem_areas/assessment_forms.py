"""What is typed about what brings the client. Forms check and word; `assessing` writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField

from . import presenting
from .models import Assessment
from .row_form import RowForm, buttons, several_lines

CONCERN_CHOICES = [(key, each.label) for key, each in presenting.CONCERNS.items()]


def picks(label, choices, help_text=""):
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class ConcernsField(forms.MultipleChoiceField):
    """Reasons for seeking help; `_concerns.html` shows them in their groups."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("What they seek help for"),
            choices=CONCERN_CHOICES,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class WithConcerns:
    """For a form with a `concerns` field: the boxes by group, those that fit the client open."""

    age = None

    def concern_groups(self):
        populations = (self.data if self.is_bound else self.initial).get("populations") or ()
        fitting = presenting.fitting_groups(populations if isinstance(populations, list | tuple) else (), self.age)
        boxes = {box.data["value"]: box for box in self["concerns"]}
        for group, label in presenting.GROUPS:
            mine = [boxes[concern.key] for concern in presenting.concerns_in(group)]
            yield {
                "label": label,
                "boxes": mine,
                "is_open": group in fitting or any(box.data["selected"] for box in mine),
            }


class AssessmentForm(WithConcerns, RowForm):
    """What brings the client, what speaks for treatment, and the view taken of it."""

    mark_optional = False

    concerns = ConcernsField()
    transitions = picks(_("Which transition or event"), presenting.TRANSITIONS)
    populations = picks(_("Who they are"), presenting.POPULATIONS)
    covered = picks(_("Talked about so far"), presenting.COVERED)
    indications = picks(
        _("Indications"),
        [(key, each.label) for key, each in presenting.INDICATIONS.items()],
        presenting.NO_DISORDER_NEEDED,
    )

    class Meta:
        model = Assessment
        fields = (
            "concerns", "transitions", "concern_other", "words", "populations", "covered", "indications",
            "indication_other", "diagnosis", "diagnosis_code", "medication_view", "medication_note", "prescriber", "prescriber_released_on", "suitability",
            "suitability_note",
        )  # fmt: skip
        widgets = buttons("medication_view", "suitability") | several_lines(
            "words", "medication_note", "suitability_note", rows=3
        )
        labels = {
            "concern_other": _("Something else"),
            "words": _("In the client’s own words"),
            "indication_other": _("Another indication"),
            "diagnosis": _("Diagnosis"),
            "diagnosis_code": _("Code"),
            "medication_view": _("Medication"),
            "medication_note": _("What is taken, and how it went"),
            "prescriber": _("Prescriber"),
            "prescriber_released_on": _("Release signed on"),
            "suitability": _("Is IPT suited?"),
            "suitability_note": _("Why"),
        }
        field_classes = {"prescriber_released_on": DayField}
        help_texts = {
            "words": "",
            "prescriber_released_on": _("Without it, nobody talks to the prescriber"),
            "medication_view": _("By severity, history, past response and preference"),
        }

    def __init__(self, *args, age=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.age = age
        if not self.is_edit:
            self.initial["populations"] = presenting.populations_for(age)

    def clean(self):
        values = super().clean()
        named = any(values.get(name) for name in ("concerns", "concern_other", "words"))
        if not named and not {"concerns", "concern_other", "words"} & self.errors.keys():
            self.add_error("words", _("Say what brings the client: tick a reason, or write it in their words"))
        return values


class PriorTreatmentForm(forms.Form):
    """One earlier treatment. An empty first field takes the row out."""

    what = LineFormField(label=_("Treatment"), max_length=120, required=False)
    when = LineFormField(label=_("When"), max_length=60, required=False)
    helpful = forms.ChoiceField(
        label=_("Did it help?"), choices=[("", _("Not known")), *presenting.HELPFUL], required=False
    )
    note = LineFormField(label=_("What helped, what did not"), max_length=200, required=False)

    mark_optional = False

    def clean(self):
        values = super().clean()
        if not values.get("what") and any(values.get(name) for name in ("when", "helpful", "note")):
            self.add_error("what", _("Say which treatment it was"))
        return values


PriorTreatmentFormSet = forms.formset_factory(PriorTreatmentForm, extra=2, max_num=20, absolute_max=20)
