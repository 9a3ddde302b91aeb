"""What is typed about the plan of a course: a template of the practice, and a phase that moves."""

import re

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.terms import Worded
from audit.text import LineFormField
from clients.fields import DayField, VersionField
from measures.instruments import INSTRUMENTS
from problem_areas.catalogue import AREA_CHOICES

from .course_plan import INITIAL, MIDDLE, PHASE_CHOICES, TERMINATION, first_of, may_begin_with
from .own_tasks import own_lines, own_tasks
from .phase_tasks import as_plan, is_own, phase_tasks

PHASES = [key for key, _label in PHASE_CHOICES]
PHASE_NAMES = {
    INITIAL: Worded("{Initial} phase"),
    MIDDLE: Worded("{Middle} phase"),
    TERMINATION: Worded("{Termination} phase"),
}
LONGEST_LINE, MOST_LINES = 120, 20


def number(label, low, high, help_text="", **more):
    words = _("Enter a number from %(low)s to %(high)s") % {"low": low, "high": high}
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "w-time"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words), **more,
    )  # fmt: skip


def usual_tasks(template):
    """Phase to the tasks that could be ticked: the usual ones, and those that this template has kept."""
    offered = {}
    for phase in PHASES:
        kept = [task for task in template.tasks_in(phase) if not is_own(task)]
        offered[phase] = list({task.key: task for task in (*phase_tasks(phase, template.key), *kept)}.values())
    return offered


class SessionNumbersField(LineFormField):
    """Numbers of sessions, one after another with commas: "1, 6, 12", each once and in order. Clean gives the same words."""

    def clean(self, value):
        words = super().clean(value)
        if not re.fullmatch(r"[\s,]*(\d{1,3}[\s,]+)*(\d{1,3})?", words):
            raise forms.ValidationError(
                _now("Enter the numbers of sessions with commas between them, such as 1, 6, 12")
            )
        return ", ".join(str(n) for n in session_numbers(words))


def session_numbers(words):
    """[1, 6, 12] for "1, 6, 12"."""
    return sorted({int(n) for n in re.findall(r"\d+", words)})


class TechniqueForm(forms.Form):
    """A technique that the practice names itself."""

    name = LineFormField(
        label=_("Name"), max_length=60, error_messages={"required": _("Enter a name for the technique")}
    )
    meaning = LineFormField(label=_("What it means"), required=False, max_length=200)


class TechniqueRenameForm(TechniqueForm):
    version = VersionField()


class TemplateForm(forms.Form):
    """A kind of course. Bound to the CourseTemplate it shows: the stored one, or the one that a new one is modelled on."""

    name = LineFormField(label=_("Name"), max_length=80, help_text=_("Seen by clinicians only"),
                         error_messages={"required": _("Enter a name for this kind of course")})  # fmt: skip
    planned_sessions = number(_("Sessions"), 1, 60)
    initial_to = number(Worded("{Initial} phase ends with session"), 1, 60)
    middle_to = number(Worded("{Middle} phase ends with session"), 1, 60)
    minutes = number(_("Minutes"), 15, 240)
    weeks_between = number(_("Weeks from one to the next"), 1, 26)
    measures = forms.MultipleChoiceField(
        label=_("Questionnaires before each session"), widget=forms.CheckboxSelectMultiple,
        choices=[(key, definition.name) for key, definition in INSTRUMENTS.items()],
        error_messages={"required": _("Choose at least one questionnaire")},
    )  # fmt: skip
    milestone_measures = forms.MultipleChoiceField(
        label=_("Also at the first, the middle and the last session"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(key, definition.name) for key, definition in INSTRUMENTS.items()],
    )  # fmt: skip
    usual_from = number(_("Fewest sessions"), 1, 60)
    usual_to = number(_("Most sessions"), 1, 60)
    youngest = number(_("Youngest, in years"), 0, 120, required=False)
    oldest = number(_("Oldest, in years"), 0, 120, required=False)
    measures_every = number(_("Given every so many sessions"), 1, 26)
    hidden_areas = forms.MultipleChoiceField(
        label=_("Areas it does not use"), required=False, widget=forms.CheckboxSelectMultiple, choices=AREA_CHOICES,
        help_text=_("Choosing one of these as the focus asks for a reason; it is still allowed"),
    )  # fmt: skip
    parent_meetings = SessionNumbersField(
        label=_("Parent meetings near sessions"), required=False, max_length=100,
        help_text=_("Numbers with commas, such as 1, 6, 12. Booking proposes a meeting near each; they are no sessions"),
    )  # fmt: skip
    is_offered = forms.BooleanField(label=_("Offer it when a course is booked"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FIELDS = (
        "name", "planned_sessions", "initial_to", "middle_to", "minutes", "weeks_between", "measures_every", "hidden_areas",
        "milestone_measures", "usual_from", "usual_to", "youngest", "oldest", "is_offered",
    )  # fmt: skip

    def __init__(self, *args, template, **kwargs):
        kept = {name: getattr(template, name) for name in (*self.FIELDS, "version")}
        self.usual = usual_tasks(template)
        for phase in PHASES:
            tasks = template.tasks_in(phase)
            kept[f"tasks_{phase}"] = [task.key for task in tasks]
            kept[f"own_{phase}"] = own_lines(tasks)
        kept["measures"] = template.measure_keys
        kept["parent_meetings"] = ", ".join(str(n) for n in template.parent_meetings)
        super().__init__(*args, initial=kept | kwargs.pop("initial", {}), **kwargs)
        for phase in PHASES:
            self._add_tasks(phase)

    def _add_tasks(self, phase):
        self.fields[f"tasks_{phase}"] = forms.MultipleChoiceField(
            label=PHASE_NAMES[phase], required=False, widget=forms.CheckboxSelectMultiple(attrs={"data-look": "list"}),
            choices=[(task.key, _now(task.text)) for task in self.usual[phase]],
        )  # fmt: skip
        self.fields[f"tasks_{phase}"].optional_text = ""
        self.fields[f"own_{phase}"] = LineFormField(
            label=_("Tasks of your own"), required=False, strip=False, max_length=4000, help_text=_("One a line"),
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": _("Shorten these lines")},
        )  # fmt: skip

    @property
    def phases(self):
        """For each phase its two fields, as the page shows them."""
        return [(self[f"tasks_{phase}"], self[f"own_{phase}"]) for phase in PHASES]

    def clean(self):
        data = super().clean()
        if not self.errors.keys() & {"planned_sessions", "initial_to", "middle_to"}:
            self._check_bounds(data["planned_sessions"], data["initial_to"], data["middle_to"])
            numbers, last = session_numbers(data.get("parent_meetings") or ""), data["planned_sessions"]
            if numbers and not 1 <= numbers[0] <= numbers[-1] <= last:
                self.add_error("parent_meetings", _now("Enter numbers from 1 to %(last)s") % {"last": last})
        for low, high in (("usual_from", "usual_to"), ("youngest", "oldest")):
            if None not in (data.get(low), data.get(high)) and data[low] > data[high]:
                self.add_error(high, _now("Enter %(low)s or more") % {"low": data[low]})
        for phase in PHASES:
            lines = own_tasks(phase, data.get(f"own_{phase}") or "")
            if len(lines) > MOST_LINES or any(len(task.text) > LONGEST_LINE for task in lines):
                words = {"most": MOST_LINES, "longest": LONGEST_LINE}
                sentence = _now("Write %(most)s lines at most, each of %(longest)s characters or fewer") % words
                self.add_error(f"own_{phase}", sentence)
        if not self.errors and not self.tasks():
            self.add_error("tasks_initial", _("Keep at least one task"))
        return data

    def _check_bounds(self, planned, initial_to, middle_to):
        """Each phase has a session, where the course is long enough for three."""
        gap = 1 if planned >= len(PHASES) else 0
        if initial_to > planned - 2 * gap:
            sentence = _now("Enter %(most)s or fewer, so that the other phases have a session")
            self.add_error("initial_to", sentence % {"most": max(1, planned - 2 * gap)})
        elif not initial_to + gap <= middle_to <= planned - gap:
            words = {"low": initial_to + gap, "high": planned - gap}
            self.add_error("middle_to", _now("Enter a number from %(low)s to %(high)s") % words)

    def tasks(self):
        """The PhaseTasks that were chosen and written, phase by phase."""
        chosen = []
        for phase in PHASES:
            keys = set(self.cleaned_data.get(f"tasks_{phase}") or ())
            chosen += [task for task in self.usual[phase] if task.key in keys]
            chosen += own_tasks(phase, self.cleaned_data.get(f"own_{phase}") or "")
        return chosen

    def values(self):
        """What the actions write: fields of CourseTemplate."""
        data = self.cleaned_data
        kept = {name: data[name] for name in self.FIELDS}
        measures = [key for key in INSTRUMENTS if key in data["measures"]]
        meetings = session_numbers(data["parent_meetings"])
        return kept | {"measures": measures, "tasks": as_plan(self.tasks()), "parent_meetings": meetings}


class PhaseMoveForm(forms.Form):
    """Which phase begins earlier or later, from which session on, and why."""

    phase = forms.ChoiceField(
        label=_("Which phase"), widget=forms.RadioSelect, error_messages={"required": _("Choose the phase that moves")}
    )
    from_number = number(_("Begins with session"), 1, 60)
    reason = LineFormField(
        label=_("Why"), max_length=2000, strip=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the chart beside the move"),
        error_messages={"required": _("Say why the phase moves")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, course, held, **kwargs):
        self.rooms = {
            phase: room for phase in (MIDDLE, TERMINATION) if (room := may_begin_with(phase, course.bounds, held))
        }
        super().__init__(*args, initial={"version": course.version}, **kwargs)
        self.fields["phase"].choices = [
            (phase, _now("%(phase)s, now from session %(first)s; %(low)s to %(high)s is possible")
             % {"phase": PHASE_NAMES[phase], "first": first_of(phase, course.bounds), "low": low, "high": high})
            for phase, (low, high) in self.rooms.items()
        ]  # fmt: skip
        if len(self.rooms) == 1:
            self.fields["phase"].initial = next(iter(self.rooms))

    def clean_reason(self):
        if not self.cleaned_data["reason"].strip():
            raise forms.ValidationError(_now("Say why the phase moves"))
        return self.cleaned_data["reason"]


class GuideForm(forms.Form):
    """Tasks of the guide that were done outside a session's note, and on which day."""

    tasks = forms.MultipleChoiceField(
        label=_("Done"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what was done"), "invalid_choice": _("Choose tasks of this course")},
    )  # fmt: skip
    done_on = DayField(label=_("Done on"), error_messages={"required": _("Enter the day")})

    def __init__(self, *args, course, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = [(task.key, task.text) for phase in PHASES for task in course.tasks_in(phase)]

    @property
    def ticked(self):
        """What is ticked now, as it was typed."""
        return self["tasks"].value() or ()
