"""What is typed about people, events, areas and the formulation. Forms check and word; `actions` write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import DayField, VersionField

from . import catalogue, vocabulary
from .models import Formulation, ImportantPerson, LifeEvent, ProblemArea


def several_lines(*names, rows=3):
    return {name: forms.Textarea(attrs={"rows": rows}) for name in names}


def buttons(*names):
    return dict.fromkeys(names, forms.RadioSelect)


class RowForm(forms.ModelForm):
    """A form about one row. It checks what was typed and hands it on; an edited row carries the version that was read."""

    version = VersionField(required=False)

    def __init__(self, *args, client, **kwargs):
        super().__init__(*args, **kwargs)
        self.client = client
        self.initial["version"] = self.instance.version if self.is_edit else 0
        for field in self.fields.values():
            if type(field.widget) is forms.Select and not isinstance(field, forms.ModelChoiceField):
                first = _("Choose") if field.required else _("Not recorded")
                field.choices = [("", first), *(choice for choice in field.choices if choice[0] != "")]
        if "person" in self.fields:
            self.fields["person"].queryset = client.important_people.order_by("name")
            self.fields["person"].empty_label = _("Nobody in particular")

    @property
    def is_edit(self):
        return not self.instance._state.adding

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}

    def read_version(self):
        return self.cleaned_data["version"] or 0

    def carry(self, version):
        """Save again from here: the next save answers to what is stored now."""
        self.data = self.data.copy()
        self.data["version"] = version


class QuickPersonForm(RowForm):
    """A name and a relation are enough to begin."""

    class Meta:
        model = ImportantPerson
        fields = ("name", "relation", "closeness")
        widgets = buttons("closeness")
        labels = {"name": _("Name or alias"), "relation": _("Relation"), "closeness": _("Circle")}
        error_messages = {
            "name": {"required": _("Enter a name or an alias")},
            "relation": {"required": _("Choose the relation")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = ""


class PersonForm(RowForm):
    """Everything the inventory asks about one person (docs/clinical.md 2.4)."""

    class Meta:
        model = ImportantPerson
        fields = (
            "name", "relation", "status", "closeness", "desired_closeness", "contact_frequency", "contact_mode", "likes",
            "dislikes", "confides", "supports", "worsens_mood", "client_expectations", "other_expectations",
            "expectations_met", "conflict_level", "argument_pattern", "knows_about_symptoms", "change_since_onset",
            "wanted_change",
        )  # fmt: skip
        widgets = buttons(
            "status", "closeness", "desired_closeness", "expectations_met", "conflict_level", "knows_about_symptoms"
        ) | several_lines(
            "likes", "dislikes", "client_expectations", "other_expectations", "argument_pattern", "change_since_onset",
            "wanted_change",
        )  # fmt: skip
        labels = {
            "name": _("Name or alias"),
            "closeness": _("Circle"),
            "desired_closeness": _("Circle the client would like"),
            "contact_frequency": _("How often"),
            "contact_mode": _("How"),
            "likes": _("What is good"),
            "dislikes": _("What is not so good"),
            "confides": _("The client confides in them"),
            "supports": _("They are a support"),
            "worsens_mood": _("Contact makes mood or anxiety worse"),
            "client_expectations": _("What the client expects of them"),
            "other_expectations": _("What they expect of the client"),
            "expectations_met": _("Are these expectations met?"),
            "conflict_level": _("Conflict"),
            "argument_pattern": _("Do they argue? What happens, is it settled or dropped?"),
            "knows_about_symptoms": _("Do they know about the symptoms?"),
            "change_since_onset": _("What changed near the start of the episode?"),
            "wanted_change": _("What would the client change?"),
        }
        error_messages = QuickPersonForm.Meta.error_messages

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = ""


class LifeEventForm(RowForm):
    """What happened, when, to whom."""

    class Meta:
        model = LifeEvent
        fields = ("title", "happened_on", "precision", "kind", "person", "area", "description")
        field_classes = {"happened_on": DayField}
        widgets = buttons("precision") | several_lines("description")
        labels = {
            "title": _("What happened"),
            "happened_on": _("When"),
            "precision": _("How exact is this date?"),
            "kind": _("Kind"),
            "person": _("With whom"),
            "area": _("Problem area it points to"),
            "description": _("More"),
        }
        help_texts = {"happened_on": _("If only the month or the year is known, choose any day in it")}
        error_messages = {
            "title": {"required": _("Say in a few words what happened")},
            "happened_on": {"required": _("Enter the date, as well as it is known")},
            "kind": {"required": _("Choose the kind of event")},
        }


class ProblemAreaForm(RowForm):
    """One area, asked about in its own words. `kind` decides which fields there are."""

    OWN_FIELDS = {
        catalogue.GRIEF: ("loss_kind",),
        catalogue.ROLE_DISPUTE: ("dispute_stage",),
        catalogue.ROLE_TRANSITION: ("transition_type",),
        catalogue.INTERPERSONAL_DEFICITS: ("exclusion_confirmed",),
    }
    ABOUT_HINTS = {
        catalogue.GRIEF: _("As the page says it after the area: for her mother"),
        catalogue.ROLE_DISPUTE: _("As the page says it after the area: with her husband"),
        catalogue.ROLE_TRANSITION: _("As the page says it after the area: to retirement"),
        catalogue.INTERPERSONAL_DEFICITS: _("As the page says it after the area: since school"),
    }

    exclusion_confirmed = forms.MultipleChoiceField(
        label=_("Confirm that no other area fits"),
        help_text=vocabulary.DEFICITS_CAUTION,
        choices=vocabulary.DEFICITS_CONFIRMATIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-look": "list"}),
    )

    class Meta:
        model = ProblemArea
        fields = (
            "about", "person", "loss_kind", "dispute_stage", "transition_type", "exclusion_confirmed", "evidence", "closed_on",
            "closed_reason",
        )  # fmt: skip
        field_classes = {"closed_on": DayField}
        widgets = buttons("dispute_stage", "transition_type") | several_lines("evidence", rows=4)
        labels = {
            "about": _("Whom or what it is about"),
            "person": _("Person of the inventory"),
            "loss_kind": _("Kind of loss"),
            "dispute_stage": _("Stage of the dispute"),
            "transition_type": _("Kind of transition"),
            "evidence": _("What speaks for it"),
            "closed_on": _("No longer a problem since"),
            "closed_reason": _("Why"),
        }
        help_texts = {"loss_kind": vocabulary.LOSS_HINT}

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["about"].help_text = self.ABOUT_HINTS[kind]
        others = {name for own, names in self.OWN_FIELDS.items() if own != kind for name in names}
        for name in others | (set() if self.is_edit else {"closed_on", "closed_reason"}):
            del self.fields[name]

    @property
    def own_fields(self):
        """The bound fields that only this kind of area has."""
        return [self[name] for name in self.OWN_FIELDS[self.kind]]

    def clean(self):
        values = super().clean()
        if values.get("closed_reason") and not values.get("closed_on") and "closed_on" not in self.errors:
            self.add_error("closed_on", _("Enter the date since when it is no longer a problem"))
        return values


class FormulationForm(RowForm):
    """Diagnosis, the link, why now, strengths: in plain words, with the client's answer."""

    class Meta:
        model = Formulation
        fields = (
            "syndrome_label", "onset_on", "precipitants", "link_statement", "maintaining_patterns", "strengths", "given_on",
            "client_response", "client_words",
        )  # fmt: skip
        field_classes = {"onset_on": DayField, "given_on": DayField}
        widgets = (
            {"precipitants": forms.CheckboxSelectMultiple}
            | buttons("client_response")
            | several_lines("maintaining_patterns", "strengths", "client_words")
            | several_lines("link_statement", rows=5)
        )
        labels = {
            "syndrome_label": _("Diagnosis, as told to the client"),
            "onset_on": _("Onset of the episode"),
            "precipitants": _("Events it began with"),
            "link_statement": _("How symptoms and relationships are linked"),
            "maintaining_patterns": _("What keeps it going"),
            "strengths": _("Strengths and supports"),
            "given_on": _("Given to the client on"),
            "client_response": _("The client"),
            "client_words": _("In the client's own words"),
        }
        help_texts = {
            "link_statement": _("Plain words, as they are said to the client: what happened, with whom, why now")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        events = self.client.life_events.all()
        self.fields["precipitants"].queryset = events
        if not events:
            del self.fields["precipitants"]

    def clean(self):
        values = super().clean()
        if values.get("client_response") and not values.get("given_on") and "given_on" not in self.errors:
            self.add_error("given_on", _("Enter the date on which the client answered"))
        return values
