"""What is typed about a course's agreement: its focus, its contract and goals, ratings, and its ending."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField, VersionField
from problem_areas.catalogue import INTERPERSONAL_DEFICITS
from problem_areas.vocabulary import DEFICITS_CAUTION, DEFICITS_CONFIRMATIONS

from .actions.contract import MOST_INTERPERSONAL_GOALS, AgreedGoal
from .models import CourseFocus, Ending, Goal

MOST_SESSIONS, MOST_WEEKS = 60, 260


def several_lines(label, help_text="", rows=3):
    return LineFormField(
        label=label, help_text=help_text, required=False, max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": _("Shorten this to 20,000 characters or fewer.")},
    )  # fmt: skip


class AreaChoiceField(forms.ModelChoiceField):
    """The client's open areas, each with whom or what it is about."""

    def label_from_instance(self, area):
        return f"{area.label}, {area.about}" if area.about else area.label


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
        label=_("For deficits, confirm that no other area fits"),
        help_text=DEFICITS_CAUTION,
        choices=DEFICITS_CONFIRMATIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-look": "list"}),
    )
    on = DayField(label=_("Since"), error_messages={"required": _("Enter the day"), "invalid": _("Enter a date")})
    reason = several_lines(_("Why"))

    def __init__(self, *args, areas, is_change, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        if not any(area.kind == INTERPERSONAL_DEFICITS for area in areas):
            del self.fields["confirmed"]
        if is_change:
            self.fields["reason"].optional_text = _("needed when the primary focus changes")


class ContractForm(forms.Form):
    """The terms. `follows` is the number of the version that the page showed, 0 for none."""

    TERMS = ("missed_session_rule", "client_tasks", "therapist_tasks", "who_may_be_told")

    follows = VersionField()
    agreed_on = DayField(label=_("Agreed on"), error_messages={"required": _("Enter the day it was agreed")})
    planned_sessions = forms.IntegerField(
        label=_("Sessions"), min_value=1, max_value=MOST_SESSIONS,
        error_messages={"required": _("Enter how many sessions"), "max_value": _("Enter 60 sessions or fewer")},
    )  # fmt: skip
    planned_weeks = forms.IntegerField(
        label=_("Weeks"), min_value=1, max_value=MOST_WEEKS,
        error_messages={"required": _("Enter over how many weeks"), "max_value": _("Enter 260 weeks or fewer")},
    )  # fmt: skip
    planned_end_on = DayField(label=_("Planned end"), error_messages={"required": _("Enter the planned end")})
    missed_session_rule = several_lines(_("Missed sessions and holidays"))
    client_tasks = several_lines(_("What the client does"), _("Bring feelings and recent events, try things out"))
    therapist_tasks = several_lines(_("What the therapist does"))
    who_may_be_told = several_lines(_("Who else may be told"))
    reason = several_lines(_("Why it changes"))

    def __init__(self, *args, is_amendment, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("planned_sessions", "planned_weeks"):
            self.fields[name].widget.attrs |= {"class": "w-time", "inputmode": "numeric"}
        if is_amendment:
            self.fields["reason"].optional_text = ""
        else:
            self.fields["reason"].label = _("Why this length")
            self.fields["reason"].optional_text = _("if the length is unusual")

    def terms(self):
        return {name: self.cleaned_data[name] for name in self.TERMS}


class GoalForm(forms.Form):
    """One goal, rated 0 to 10 today and as it should be at the end."""

    statement = LineFormField(label=_("Goal"), max_length=200, required=False)
    baseline = forms.IntegerField(label=_("At the start"), min_value=0, max_value=10, required=False)
    target = forms.IntegerField(label=_("At the end"), min_value=0, max_value=10, required=False)

    def __init__(self, *args, goal=None, kind, is_needed, **kwargs):
        initial = {name: getattr(goal, name) for name in ("statement", "baseline", "target")} if goal else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.goal, self.kind, self.is_needed = goal, kind, is_needed
        for name in ("baseline", "target"):
            field = self.fields[name]
            field.widget.attrs |= {"class": "w-number", "inputmode": "numeric"}
            field.optional_text = ""
            field.error_messages |= dict.fromkeys(
                ("invalid", "min_value", "max_value"), _("Enter a number from 0 to 10")
            )
        if is_needed:
            self.fields["statement"].optional_text = ""

    @property
    def is_symptom(self):
        return self.kind == Goal.SYMPTOM

    def clean(self):
        values = super().clean()
        statement = values.get("statement")
        if not statement and "statement" not in self.errors:
            if self.is_needed:
                self.add_error("statement", _("Say what is to change, in one line"))
            elif values.get("baseline") is not None or values.get("target") is not None:
                self.add_error("statement", _("Say which goal this rating is for"))
        for name in ("baseline", "target"):
            if statement and values.get(name) is None and name not in self.errors:
                self.add_error(name, _("Rate this goal from 0 to 10"))
        return values

    def agreed(self):
        """The AgreedGoal, None for an empty line."""
        values = self.cleaned_data
        if not values.get("statement"):
            return None
        return AgreedGoal(self.kind, values["statement"], values["baseline"], values["target"], self.goal)


def goal_forms(course, data=None):
    """Three lines about people and one for the symptoms, filled with the goals that the course has."""
    goals = list(course.goals.all())
    people = [goal for goal in goals if goal.kind == Goal.INTERPERSONAL][:MOST_INTERPERSONAL_GOALS]
    people += [None] * (MOST_INTERPERSONAL_GOALS - len(people))
    symptom = next((goal for goal in goals if goal.kind == Goal.SYMPTOM), None)
    lines = [(goal, Goal.INTERPERSONAL, goal is not None or place == 0) for place, goal in enumerate(people)]
    lines.append((symptom, Goal.SYMPTOM, True))
    return [
        GoalForm(data, goal=goal, kind=kind, is_needed=needed, prefix=f"goal-{place}")
        for place, (goal, kind, needed) in enumerate(lines)
    ]


class RatingForm(forms.Form):
    """Where each goal stands today, 0 to 10."""

    rated_on = DayField(label=_("Rated on"), error_messages={"required": _("Enter the day")})

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = {f"goal-{place}": goal for place, goal in enumerate(goals)}
        for name, goal in self.goals.items():
            self.fields[name] = forms.TypedChoiceField(
                label=goal.statement,
                help_text=_("%(start)s at the start, %(target)s is the goal")
                % {"start": goal.baseline, "target": goal.target},
                choices=[(0, _("0, not at all")), *((n, str(n)) for n in range(1, 10)), (10, _("10, fully reached"))],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[name].optional_text = ""

    def clean(self):
        values = super().clean()
        if not self.errors and not self.ratings():
            raise forms.ValidationError(_("Rate at least one goal"))
        return values

    def ratings(self):
        """Goals to their ratings; those left blank are left out."""
        given = {goal: self.cleaned_data.get(name) for name, goal in self.goals.items()}
        return {goal: rating for goal, rating in given.items() if rating is not None}


class EndingForm(forms.ModelForm):
    """The ending checklist: filled over the last sessions, nothing in it is compulsory."""

    mark_optional = False

    version = VersionField()

    class Meta:
        model = Ending
        fields = (
            "ending_raised_on", "feelings_discussed", "gains", "attribution", "focus_resolution", "remaining_difficulties",
            "early_warning_signs", "coping_plan", "support_people", "maintenance_decision", "follow_up_on", "referral",
            "final_measures_done", "confidence", "planned_end_reason", "outreach",
        )  # fmt: skip
        field_classes = {"ending_raised_on": DayField, "follow_up_on": DayField}
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in (
                "gains", "attribution", "remaining_difficulties", "early_warning_signs", "coping_plan", "support_people",
                "outreach",
            )
        } | {"focus_resolution": forms.RadioSelect}  # fmt: skip
        labels = {
            "ending_raised_on": _("The ending was raised on"),
            "feelings_discussed": _("Feelings about the ending were talked about"),
            "gains": _("Gains"),
            "attribution": _("Why the client thinks things are better"),
            "focus_resolution": _("The focus is"),
            "remaining_difficulties": _("Remaining difficulties"),
            "early_warning_signs": _("Early warning signs"),
            "coping_plan": _("What to do then"),
            "support_people": _("People to turn to"),
            "maintenance_decision": _("After the course"),
            "follow_up_on": _("Follow-up on"),
            "referral": _("Referral"),
            "final_measures_done": _("The final measures were given"),
            "confidence": _("The client's confidence to cope, 0 to 10"),
            "planned_end_reason": _("Reason for ending"),
            "outreach": _("After a dropout: how the practice tried to reach the client"),
        }
        help_texts = {"attribution": "", "outreach": ""}

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
