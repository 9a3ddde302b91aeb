"""What is typed about a course's contract: its terms, and its goals."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField, VersionField
from scheduling.words import day_words

from .actions.contract import MOST_INTERPERSONAL_GOALS, AgreedGoal
from .agreement_forms import AreaChoiceField, several_lines
from .course_plan import ACUTE
from .models import Goal
from .note_parts import SKILLS
from .plan_forms import number
from .planned_end import proposed_end
from .reviews import GOAL_AIMS, STEP_UP

MOST_SESSIONS, MOST_WEEKS = 60, 260


class ContractForm(forms.Form):
    """The terms. `follows` is the number of the version that the page showed, 0 for none."""

    TERMS = (
        "frequency", "missed_session_rule", "client_tasks", "therapist_tasks", "measures_plan", "risk_plan", "who_may_be_told",
        "step_up", "signed_on",
    )  # fmt: skip

    end_notice = ""

    follows = VersionField()
    end_proposed = DayField(required=False, widget=forms.HiddenInput)
    agreed_on = DayField(label=_("Agreed on"), error_messages={"required": _("Enter the day it was agreed")})
    planned_sessions = forms.IntegerField(
        label=_("Sessions"), min_value=1, max_value=MOST_SESSIONS,
        error_messages={"required": _("Enter how many sessions"), "max_value": _("Enter 60 sessions or fewer")},
    )  # fmt: skip
    planned_weeks = forms.IntegerField(
        label=_("Weeks"), min_value=1, max_value=MOST_WEEKS,
        error_messages={"required": _("Enter over how many weeks"), "max_value": _("Enter 260 weeks or fewer")},
    )  # fmt: skip
    minutes = number(_("Minutes each"), 15, 240)
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

    def __init__(self, *args, is_amendment, kind=ACUTE, booked_end=None, **kwargs):
        super().__init__(*args, **kwargs)
        if booked_end and booked_end.day != self.initial.get("planned_end_on"):
            self.fields["planned_end_on"].help_text = _("By what is booked: %s") % booked_end.reason
        if kind == ACUTE:
            del self.fields["step_up"]
        for name in ("planned_sessions", "planned_weeks"):
            self.fields[name].widget.attrs |= {"class": "w-time", "inputmode": "numeric"}
        if is_amendment:
            self.fields["reason"].optional_text = ""
        else:
            self.fields["reason"].label = _("Why so")
            self.fields["reason"].optional_text = _("if the length is unusual, or a kind of goal is left out")

    def asks_about_the_end(self, latest, days):
        """Propose another end where sessions, weeks or frequency change and the end stayed. True: it is asked about first.

        `days`: those of the sessions held or booked. The proposal stands in the field then, with its reason, and the weeks with it; whoever
        records it after that keeps it, changes it or puts the old day back. The end never moves by itself.
        """
        said = self.cleaned_data
        changed = [
            name
            for name in ("planned_sessions", "planned_weeks", "frequency")
            if latest and said[name] != getattr(latest, name)
        ]
        if not changed or said["planned_end_on"] != latest.planned_end_on:
            return False
        by_weeks = "planned_weeks" in changed and "frequency" not in changed
        rhythm = "" if by_weeks else said["frequency"]
        proposed = proposed_end(days, said["planned_sessions"], said["planned_weeks"], rhythm)
        if proposed is None or proposed.day in (latest.planned_end_on, said["end_proposed"]):
            return False
        self.data = self.data.copy()
        self.data["planned_end_on"] = self.data["end_proposed"] = proposed.day.isoformat()
        if "planned_weeks" not in changed:
            self.data["planned_weeks"] = proposed.weeks
        self["planned_end_on"].help_text = proposed.reason  # the bound field, which was made by the check
        words = {"old": day_words(latest.planned_end_on), "reason": proposed.reason, "new": day_words(proposed.day)}
        self.end_notice = (
            _now(
                "Nothing is recorded yet. The end was %(old)s; %(new)s is proposed. %(reason)s Keep it or enter another day, "
                "then record."
            )
            % words
        )
        if not said["reason"].strip():
            self.add_error("reason", _now("Say why the contract changes"))
        return True

    def terms(self):
        return {name: self.cleaned_data[name] for name in self.TERMS if name in self.cleaned_data}


class SignatureForm(forms.Form):
    """When the client signed the printed contract."""

    signed_on = DayField(label=_("Signed by the client on"), error_messages={"required": _("Enter the day")})


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

    is_let_go = forms.BooleanField(
        label=_("Let this goal go"), required=False, help_text=_("Its ratings stay; another goal may take its place")
    )

    FOLDED = ("indicator", "with_whom", "aim", "area", "skills", "is_let_go")

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
        if goal is None:
            del self.fields["is_let_go"]
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
    """Three lines about people and one for the symptoms, filled with the goals that the course has.

    Where all three are taken there is a line more: for the goal that takes the place of one let go. Each line is named by
    its goal: what was typed never comes to stand with another one. Where another window amended the contract, what was
    typed for a goal that it let go stays, as a new goal; and a goal that this page did not know stays as it is, unbound.
    """
    goals = list(course.goals.current())
    areas = course.client.problem_areas.filter(pk__in=_areas_offered(course, goals))
    sent = {name.removesuffix("-statement"): text for name, text in (data or {}).items() if name.endswith("-statement")}
    lapsed = [goal for goal in course.goals.exclude(ended_on=None) if sent.get(f"goal-{goal.pk}")]
    lapsed = [goal for goal in lapsed if not data.get(f"goal-{goal.pk}-is_let_go")]
    lines = []
    for kind, most in ((Goal.INTERPERSONAL, MOST_INTERPERSONAL_GOALS), (Goal.SYMPTOM, 1)):
        there = {f"goal-{goal.pk}": goal for goal in goals if goal.kind == kind}
        empty = (most - len(there)) or (kind == Goal.INTERPERSONAL)
        new = [f"new-{kind}-{n}" for n in range(most)]
        kept = [name for place, name in enumerate(new) if place < empty or sent.get(name)]
        kept += [f"goal-{goal.pk}" for goal in lapsed if goal.kind == kind]
        lines += [(prefix, kind, there.get(prefix)) for prefix in (*there, *kept)]
    return [
        GoalForm(
            data if goal is None or prefix in sent else None,
            goal=goal,
            kind=kind,
            is_needed=goal is not None,
            areas=areas,
            prefix=prefix,
        )
        for prefix, kind, goal in lines
    ]


def _areas_offered(course, goals):
    """Those of the focus, and those that a goal is part of."""
    focus = course.focuses.current().values_list("area", flat=True)
    return [*focus, *(goal.area_id for goal in goals if goal.area_id)]
