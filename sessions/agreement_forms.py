"""What is typed about a course's agreement: its focus, where its goals stand, and its ending."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.terms import Worded
from audit.text import LineFormField
from clients.fields import DayField, VersionField
from problem_areas.catalogue import INTERPERSONAL_DEFICITS
from problem_areas.vocabulary import DEFICITS_CAUTION, DEFICITS_CONFIRMATIONS

from .models import CourseFocus, Ending
from .review_facts import last_rating_words


def several_lines(label, help_text="", rows=3):
    return LineFormField(
        label=label, help_text=help_text, required=False, max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": _("Shorten this to 20,000 characters or fewer.")},
    )  # fmt: skip


class AreaChoiceField(forms.ModelChoiceField):
    """The client's open areas, each with whom or what it is about; `now`: area id to what more is said of it."""

    now = {}

    def label_from_instance(self, area):
        words = f"{area.label}, {area.about}" if area.about else str(area.label)
        return f"{words} ({self.now[area.pk]})" if area.pk in self.now else words


class FocusForm(forms.Form):
    """Which area, in which rank, since when, and why."""

    area = AreaChoiceField(
        label=_("Area"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect(attrs={"data-look": "list"}),
        error_messages={"required": _("Choose an area"), "invalid_choice": _("Choose one of the areas in the list")},
    )
    rank = forms.ChoiceField(label=_("As"), choices=CourseFocus.RANKS, widget=forms.RadioSelect)
    confirmed = forms.MultipleChoiceField(
        label=Worded("For {interpersonal_deficits}, confirm that no other area fits"),
        help_text=DEFICITS_CAUTION,
        choices=DEFICITS_CONFIRMATIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-look": "list"}),
    )
    on = DayField(label=_("Since"), error_messages={"required": _("Enter the day"), "invalid": _("Enter a date")})
    reason = several_lines(_("Why"))

    RANK_NOW = {CourseFocus.PRIMARY: _("primary focus now"), CourseFocus.SECONDARY: _("secondary focus now")}

    def __init__(self, *args, areas, current, **kwargs):
        super().__init__(*args, **kwargs)
        is_change = CourseFocus.PRIMARY in current
        self.fields["area"].now = {focus.area_id: self.RANK_NOW[rank] for rank, focus in current.items()}
        self.fields["area"].queryset = areas
        if not any(area.kind == INTERPERSONAL_DEFICITS for area in areas):
            del self.fields["confirmed"]
        if is_change:
            self.fields["reason"].optional_text = _("needed when the primary focus changes")


class RatingForm(forms.Form):
    """Where each goal stands, 0 to 10. `goals` come with their latest rating as of `day`; `today` is the latest day."""

    DAY = "rated_on"

    rated_on = DayField(label=_("Rated on"), error_messages={"required": _("Enter the day")})

    def __init__(self, *args, goals, today, day=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[self.DAY].not_after(today)
        self.goals = {f"goal-{goal.pk}": goal for goal in goals}
        for name, goal in self.goals.items():
            self.fields[name] = forms.TypedChoiceField(
                label=goal.statement,
                help_text=_rating_hint(goal, day or today),
                choices=[(0, _("0, not at all")), *((n, str(n)) for n in range(1, 10)), (10, _("10, fully reached"))],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[name].optional_text = ""

    def clean(self):
        values = super().clean()
        self.refuse_lapsed_goals()
        if not self.errors and not self.ratings():
            raise forms.ValidationError(_("Rate at least one goal"))
        return values

    def refuse_lapsed_goals(self):
        """A rating of a goal that was let go since the page was opened is neither dropped in silence nor given to another."""
        if any(value for name, value in self.data.items() if name.startswith("goal-") and name not in self.goals):
            self.add_error(None, _("A goal was let go in the meantime. Look at the others, then save again"))

    def ratings(self):
        """Goals to their ratings; those left blank are left out."""
        given = {goal: self.cleaned_data.get(name) for name, goal in self.goals.items()}
        return {goal: rating for goal, rating in given.items() if rating is not None}


def _rating_hint(goal, day):
    ends = _now("%(start)s at the start, %(target)s is the goal.") % {"start": goal.baseline, "target": goal.target}
    return " ".join(part for part in (ends, last_rating_words(goal, day)) if part)


class EndingForm(forms.ModelForm):
    """The ending checklist: filled over the last sessions, nothing in it is compulsory."""

    mark_optional = False

    version = VersionField()

    class Meta:
        model = Ending
        fields = (
            "ending_raised_on", "feelings_discussed", "gains", "attribution", "carried_strategies", "focus_resolution",
            "remaining_difficulties", "early_warning_signs", "coping_plan", "support_people", "contingency_plan", "confidence",
            "alternative_offered", "maintenance_decision", "follow_up_on", "referral", "final_measures_done", "names_diagnosis",
            "planned_end_reason", "outreach",
        )  # fmt: skip
        field_classes = {"ending_raised_on": DayField, "follow_up_on": DayField}
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in (
                "gains", "attribution", "carried_strategies", "remaining_difficulties", "early_warning_signs", "coping_plan",
                "support_people", "contingency_plan", "alternative_offered", "outreach",
            )
        } | {"focus_resolution": forms.RadioSelect}  # fmt: skip
        labels = {
            "ending_raised_on": Worded("The {ending} was raised on"),
            "feelings_discussed": Worded("Feelings about the {ending} were talked about"),
            "gains": _("Gains"),
            "attribution": _("Why the client thinks things are better"),
            "carried_strategies": _("Strategies the client takes along"),
            "focus_resolution": _("The focus is"),
            "remaining_difficulties": _("Remaining difficulties"),
            "early_warning_signs": _("Early warning signs"),
            "coping_plan": _("What to do then"),
            "support_people": _("People to turn to"),
            "contingency_plan": _("If symptoms return: what to do, and whom to call"),
            "alternative_offered": _("What else was offered, and what the client said"),
            "names_diagnosis": _("The client wants the diagnosis named on the page to take home"),
            "maintenance_decision": _("After the course"),
            "follow_up_on": _("Follow-up on"),
            "referral": _("Referral"),
            "final_measures_done": _("The final measures were given"),
            "confidence": _("The client's confidence to cope, 0 to 10"),
            "planned_end_reason": Worded("Reason for the {ending}"),
            "outreach": _("After a dropout: how the practice tried to reach the client"),
        }
        help_texts = dict.fromkeys(
            ("attribution", "outreach", "contingency_plan", "alternative_offered", "names_diagnosis"), ""
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("maintenance_decision", "planned_end_reason"):
            field = self.fields[name]
            field.choices = [("", _("Not decided yet")), *(choice for choice in field.choices if choice[0] != "")]
        self.initial["version"] = 0 if self.instance._state.adding else self.instance.version
        self.fields["confidence"].widget.attrs |= {"class": "w-number", "inputmode": "numeric", "min": 0, "max": 10}
        self.fields["confidence"].error_messages["invalid"] = _("Enter a number from 0 to 10")

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
