"""What is typed in a formulation and in its letter to the client. Forms check and word; `actions` write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import DayField

from .area_fields import FACTORS
from .detail_form import EMPTY, DetailForm
from .models import Formulation, FormulationLetter
from .row_form import RowForm, buttons, several_lines


class FormulationForm(DetailForm):
    """Diagnosis, the link, why now, strengths, plan: in plain words, with the client's answer."""

    DETAILS = "factors"

    class Meta:
        model = Formulation
        fields = (
            "syndrome_label", "onset_on", "precipitants", "primary_area", "secondary_area", "link_statement", "why_now",
            "maintaining_patterns", "interpersonal_pattern", "strengths", "supports", "plan", "given_on", "client_response",
            "client_words",
        )  # fmt: skip
        field_classes = {"onset_on": DayField, "given_on": DayField}
        widgets = (
            {"precipitants": forms.CheckboxSelectMultiple}
            | buttons("client_response")
            | several_lines(
                "why_now", "maintaining_patterns", "interpersonal_pattern", "strengths", "supports", "plan", "client_words",
                rows=2,
            )
            | several_lines("link_statement", rows=5)
        )  # fmt: skip
        labels = {
            "syndrome_label": _("Diagnosis, as told to the client"),
            "onset_on": _("Onset of the episode"),
            "precipitants": _("Events it began with"),
            "primary_area": _("Linked to"),
            "secondary_area": _("And to"),
            "link_statement": _("How symptoms and relationships are linked"),
            "why_now": _("Why now"),
            "maintaining_patterns": _("What keeps it going"),
            "interpersonal_pattern": _("The pattern with people behind it"),
            "strengths": _("Strengths"),
            "supports": _("Supports"),
            "plan": _("What is proposed"),
            "given_on": _("Feedback given on"),
            "client_response": _("The client"),
            "client_words": _("In the client's own words"),
        }
        help_texts = {
            "primary_area": "",
            "link_statement": _("Plain words, as they are said to the client: what happened, with whom, why now"),
            "interpersonal_pattern": _("Found together: what tends to happen between the client and others"),
            "supports": _("Who is there"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, asked=FACTORS, **kwargs)
        events, areas = self.client.life_events.all(), self.client.problem_areas.all()
        self.fields["precipitants"].queryset = events
        if not events:
            del self.fields["precipitants"]
        for name in ("primary_area", "secondary_area"):
            self.fields[name].queryset = areas
            self.fields[name].label_from_instance = _area_words
            self.fields[name].empty_label = _("No area yet")
            if not areas:
                del self.fields[name]

    @property
    def factor_fields(self):
        return [self[key] for key in self.asked]

    @property
    def factors_filled(self):
        return sum(field.value() not in EMPTY for field in self.factor_fields)

    def clean(self):
        values = super().clean()
        if values.get("client_response") and not values.get("given_on") and "given_on" not in self.errors:
            self.add_error("given_on", _("Enter the date on which the client answered"))
        second = values.get("secondary_area")
        if second and second == values.get("primary_area"):
            self.add_error("secondary_area", _("Choose another area than the first, or none"))
        return values


def _area_words(area):
    return f"{area.label}, {area.about}" if area.about else str(area.label)


class LetterForm(RowForm):
    """The letter, as the client is to read it."""

    class Meta:
        model = FormulationLetter
        fields = ("text",)
        widgets = several_lines("text", rows=22)
        labels = {"text": _("The letter")}
        help_texts = {"text": _("A blank line begins a new paragraph")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = _("Write the letter before saving it")
