"""What is typed about a course's agreement: its focus, its contract and goals, ratings, and its ending."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.terms import Worded
from audit.text import LineFormField
from clients.fields import DayField, VersionField
from problem_areas.catalogue import INTERPERSONAL_DEFICITS
from problem_areas.vocabulary import DEFICITS_CAUTION, DEFICITS_CONFIRMATIONS

from .actions.contract import MOST_INTERPERSONAL_GOALS, AgreedGoal
from .course_plan import ACUTE
from .models import CourseFocus, Ending, Goal
from .note_parts import SKILLS
from .review_facts import last_rating_words
from .reviews import GOAL_AIMS, STEP_UP

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
        label=Worded("For {interpersonal_deficits}, confirm that no other area fits"),
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

    TERMS = (
        "frequency", "missed_session_rule", "client_tasks", "therapist_tasks", "measures_plan", "risk_plan", "who_may_be_told",
        "step_up", "signed_on",
    )  # fmt: skip

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
    frequency = LineFormField(label=_("How often"), max_length=60, required=False)
    missed_session_rule = several_lines(_("Missed sessions and holidays"))
    client_tasks = several_lines(_("What the client does"), _("Bring feelings and recent events, try things out"))
    therapist_tasks = several_lines(_("What the therapist does"))
    measures_plan = several_lines(_("Questionnaires, and when"), rows=2)
    risk_plan = several_lines(
        _("Safety and contact plan"), _("What is agreed for danger, and how to reach whom between sessions")
    )
    who_may_be_told = several_lines(_("Who else may be told"))
    step_up = several_lines(_("What would change the plan"), STEP_UP)
    signed_on = DayField(label=_("Signed by the client on"), help_text=_("If it was signed on paper"), required=False)
    reason = several_lines(_("Why it changes"))

    def __init__(self, *args, is_amendment, kind=ACUTE, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == ACUTE:
            del self.fields["step_up"]
        for name in ("planned_sessions", "planned_weeks"):
            self.fields[name].widget.attrs |= {"class": "w-time", "inputmode": "numeric"}
        if is_amendment:
            self.fields["reason"].optional_text = ""
        else:
            self.fields["reason"].label = _("Why so")
            self.fields["reason"].optional_text = _("if the length is unusual, or a kind of goal is left out")

    def terms(self):
        return {name: self.cleaned_data[name] for name in self.TERMS if name in self.cleaned_data}


class GoalForm(forms.Form):
    """One goal, rated 0 to 10 today and as it should be at the end."""

    statement = LineFormField(label=_("Goal"), max_length=200, required=False)
    baseline = forms.IntegerField(label=_("At the start"), min_value=0, max_value=10, required=False)
    target = forms.IntegerField(label=_("At the end"), min_value=0, max_value=10, required=False)

    indicator = LineFormField(label=_("How it will show"), max_length=200, required=False)
    with_whom = LineFormField(label=_("With whom, or in which role"), max_length=100, required=False)
    aim = forms.ChoiceField(label=_("It aims to"), choices=[("", _("Not said")), *GOAL_AIMS], required=False)
    area = AreaChoiceField(label=_("Part of the focus"), queryset=None, empty_label=_("Not said"), required=False)

    skills = forms.MultipleChoiceField(
        label=_("Skills it takes"), choices=SKILLS, required=False, widget=forms.CheckboxSelectMultiple
    )

    FOLDED = ("indicator", "with_whom", "aim", "area", "skills")

    def __init__(self, *args, goal=None, kind, is_needed, areas, **kwargs):
        names = ("statement", "baseline", "target", "indicator", "with_whom", "aim", "area", "skills")
        initial = {name: getattr(goal, name) for name in names} if goal else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.goal, self.kind, self.is_needed = goal, kind, is_needed
        self.fields["area"].queryset = areas
        if kind == Goal.SYMPTOM:
            for name in ("with_whom", "aim", "area", "skills"):
                del self.fields[name]
        else:
            self.fields["statement"].widget.attrs["list"] = "focus-goals"
        for name in set(self.fields) - {"statement", "baseline", "target"}:
            self.fields[name].optional_text = ""
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
        more = {name: values[name] for name in self.FOLDED if name in values}
        return AgreedGoal(self.kind, values["statement"], values["baseline"], values["target"], self.goal, **more)

    @property
    def has_more(self):
        """Is something written in the folded part, or to be corrected there?"""
        folded = [self[name] for name in self.FOLDED if name in self.fields]
        return any(field.value() or field.errors for field in folded)


def goal_forms(course, data=None):
    """Three lines about people and one for the symptoms, filled with the goals that the course has."""
    goals = list(course.goals.all())
    offered = [
        *course.focuses.current().values_list("area", flat=True),
        *(goal.area_id for goal in goals if goal.area_id),
    ]
    areas = course.client.problem_areas.filter(pk__in=offered)
    people = [goal for goal in goals if goal.kind == Goal.INTERPERSONAL][:MOST_INTERPERSONAL_GOALS]
    people += [None] * (MOST_INTERPERSONAL_GOALS - len(people))
    symptom = next((goal for goal in goals if goal.kind == Goal.SYMPTOM), None)
    lines = [(goal, Goal.INTERPERSONAL, goal is not None) for goal in people]
    lines.append((symptom, Goal.SYMPTOM, symptom is not None))
    return [
        GoalForm(data, goal=goal, kind=kind, is_needed=needed, areas=areas, prefix=f"goal-{place}")
        for place, (goal, kind, needed) in enumerate(lines)
    ]


class RatingForm(forms.Form):
    """Where each goal stands, 0 to 10. `goals` come with their latest rating as of `day`; `today` is the latest day."""

    DAY = "rated_on"

    rated_on = DayField(label=_("Rated on"), error_messages={"required": _("Enter the day")})

    def __init__(self, *args, goals, today, day=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[self.DAY].not_after(today)
        self.goals = {f"goal-{place}": goal for place, goal in enumerate(goals)}
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
        if not self.errors and not self.ratings():
            raise forms.ValidationError(_("Rate at least one goal"))
        return values

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
