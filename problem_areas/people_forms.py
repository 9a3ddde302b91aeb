"""What is typed about people and events. Forms check and word; `actions` write."""

from django.utils.translation import gettext_lazy as _

from clients.fields import DayField

from .models import ImportantPerson, LifeEvent
from .row_form import RowForm, buttons, several_lines


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

    def values(self):
        """As typed; who is entered as deceased stands with those who died, not among the current."""
        died = self.cleaned_data["relation"] == "deceased"
        return super().values() | ({"status": "deceased"} if died else {})


class PersonForm(RowForm):
    """Everything the inventory asks about one person (docs/clinical.md 2.4)."""

    mark_optional = False

    class Meta:
        model = ImportantPerson
        fields = (
            "name", "relation", "status", "closeness", "desired_closeness", "contact_frequency", "contact_mode",
            "shared_activities", "likes", "dislikes", "can_talk_about", "cannot_talk_about", "confides",
            "practical_support", "emotional_support", "reciprocity", "supports", "worsens_mood", "client_expectations",
            "other_expectations", "expectations_met", "conflict_level", "argument_pattern", "resolution",
            "knows_about_symptoms", "change_since_onset", "change_on", "change_precision", "wanted_change",
            "focus_candidate",
        )  # fmt: skip
        field_classes = {"change_on": DayField}
        widgets = buttons(
            "status", "closeness", "desired_closeness", "practical_support", "emotional_support", "reciprocity",
            "expectations_met", "conflict_level", "resolution", "knows_about_symptoms", "change_precision",
            "focus_candidate",
        ) | several_lines(
            "likes", "dislikes", "client_expectations", "other_expectations", "argument_pattern", "change_since_onset",
            "wanted_change",
        ) | several_lines("shared_activities", "can_talk_about", "cannot_talk_about", rows=2)  # fmt: skip
        labels = {
            "name": _("Name or alias"),
            "closeness": _("Circle"),
            "desired_closeness": _("Circle the client would like"),
            "contact_frequency": _("How often"),
            "contact_mode": _("How"),
            "likes": _("What is good"),
            "dislikes": _("What is not so good"),
            "shared_activities": _("What they do together"),
            "can_talk_about": _("What they can talk about"),
            "cannot_talk_about": _("What they cannot talk about"),
            "confides": _("The client confides in them"),
            "practical_support": _("Practical help from them"),
            "emotional_support": _("Comfort and understanding from them"),
            "reciprocity": _("Do they turn to the client in return?"),
            "resolution": _("Is it settled, or dropped?"),
            "change_on": _("When it changed"),
            "change_precision": _("How exact is this date?"),
            "focus_candidate": _("Might point to a focus"),
            "supports": _("They are a support"),
            "worsens_mood": _("Contact makes mood or anxiety worse"),
            "client_expectations": _("What the client expects of them"),
            "other_expectations": _("What they expect of the client"),
            "expectations_met": _("Are these expectations met?"),
            "conflict_level": _("Conflict"),
            "argument_pattern": _("Do they argue? What happens then?"),
            "knows_about_symptoms": _("Do they know about the symptoms?"),
            "change_since_onset": _("What changed near the start of the episode?"),
            "wanted_change": _("What would the client change?"),
        }
        help_texts = {
            "change_on": _("If only the month or the year is known, choose any day in it"),
            "focus_candidate": _("A thought to come back to when the focus is chosen; it decides nothing"),
        }
        error_messages = QuickPersonForm.Meta.error_messages

    PARTS = (
        (_("Who, and how close"), (("name", "relation"), "status", "closeness", "desired_closeness")),
        (_("Contact"), (("contact_frequency", "contact_mode"), "shared_activities")),
        (_("What is good and what is not"), ("likes", "dislikes", "confides", "supports", "worsens_mood")),
        (_("What they can and cannot talk about"), ("can_talk_about", "cannot_talk_about")),
        (_("Support, both ways"), ("practical_support", "emotional_support", "reciprocity")),
        (_("Expectations each way"), ("client_expectations", "other_expectations", "expectations_met")),
        (_("Conflict"), ("conflict_level", "argument_pattern", "resolution")),
        (_("Since the onset"), ("knows_about_symptoms", "change_since_onset", ("change_on", "change_precision"))),
        (_("What the client wants"), ("wanted_change", "focus_candidate")),
    )
    ALWAYS_OPEN = (0, 2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = ""
        self.fields["change_precision"].required = False

    def clean_change_precision(self):
        return self.cleaned_data["change_precision"] or "day"

    def parts(self):
        """The form in calm parts, each with its rows of fields; what is optional and still empty is folded."""
        for place, (label, names) in enumerate(self.PARTS):
            rows = [[self[each] for each in ([name] if isinstance(name, str) else name)] for name in names]
            filled = any(field.errors or _is_filled(field) for row in rows for field in row)
            yield {"label": label, "rows": rows, "folds": place not in self.ALWAYS_OPEN, "is_open": filled}


def _is_filled(field):
    return field.name != "change_precision" and field.value() not in (None, "", False)


class LifeEventForm(RowForm):
    """What happened, when, to whom."""

    class Meta:
        model = LifeEvent
        fields = ("title", "happened_on", "precision", "kind", "person", "area", "description", "printable")
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
            "printable": _("May appear in reports"),
        }
        help_texts = {
            "happened_on": _("If only the month or the year is known, choose any day in it"),
            "printable": _(
                "If not ticked, it stays in the chart. What the formulation names as the start of the episode is printed "
                "with the formulation."
            ),
        }
        error_messages = {
            "title": {"required": _("Say in a few words what happened")},
            "happened_on": {"required": _("Enter the date, as well as it is known")},
            "kind": {"required": _("Choose the kind of event")},
        }
