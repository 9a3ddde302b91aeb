"""What is typed about a session: the note, an addendum, a comment, the private note."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from problem_areas.catalogue import AREAS
from scheduling.models import Appointment

from .models import SessionNote, WeeklyGoal
from .phase_tasks import PHASE_TASKS
from .techniques import usual_first

LONGEST = 20_000
GOAL = "goal-"
ADAPTED = {"teen_tips": {"ipt_a"}, "tween_tips": {"fb_ipt"}, "affective_attunement": {"ipt_ptsd"}}
"""Techniques of one adaptation, offered only in its courses."""

ATTENDANCE = [
    (Appointment.HELD, _("Held")),
    (Appointment.LATE_CANCEL, _("Late cancel")),
    (Appointment.NO_SHOW, _("No-show")),
    (Appointment.CANCELLED_BY_CLIENT, _("Cancelled by client")),
    (Appointment.CANCELLED_BY_PRACTICE, _("Cancelled by us")),
]
MOOD = [(0, _("0, very low")), *((n, str(n)) for n in range(1, 10)), (10, _("10, very good"))]


def prose(label, rows=4, help_text=""):
    too_long = _("Shorten this to 20,000 characters or fewer.")
    return LineFormField(
        label=label, required=False, max_length=LONGEST, help_text=help_text, strip=False,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"max_length": too_long},
    )  # fmt: skip


def line(label, help_text=""):
    return LineFormField(label=label, required=False, max_length=200, help_text=help_text)


def chosen(label, choices):
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)


def number(label):
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=10, widget=forms.NumberInput(attrs={"class": "w-time", "inputmode": "numeric"})
    )  # fmt: skip


def clock(label):
    return forms.TimeField(
        label=label, required=False, input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Enter a time, for example 10:00 AM")},
    )  # fmt: skip


def technique_groups(area_key, course, kept=()):
    """The techniques as groups of choices: usual for this focus first, then the others of this kind of course."""
    offered = [
        technique
        for technique in usual_first(area_key)
        if course.template_key in ADAPTED.get(technique.key, {course.template_key}) or technique.key in kept
    ]
    usual = AREAS[area_key].techniques if area_key in AREAS else ()
    first = [(technique.key, technique.label) for technique in offered if technique.key in usual]
    rest = [(technique.key, technique.label) for technique in offered if technique.key not in usual]
    if not first:
        return rest
    usual_for = _now("Usual for this focus: %(area)s") % {"area": AREAS[area_key].label.lower()}
    return [(usual_for, first), (_now("Others"), rest)]


class NoteForm(forms.Form):
    """The note as it is typed. Nothing in it is compulsory; `signing` asks for attendance."""

    mark_optional = False

    session = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    attendance = chosen(_("Attendance"), ATTENDANCE)
    started_at = clock(_("Start"))
    ended_at = clock(_("End"))
    modality = forms.ChoiceField(
        label=_("Where"), required=False, choices=[("", _("Not recorded")), *Appointment.MODALITIES]
    )
    opening_answer = prose(_("Since last session"), help_text=_("Mood and what happened with people"))
    events = prose(_("Events that mattered"), rows=3)
    mood_direction = chosen(_("Link between event and mood"), SessionNote.DIRECTIONS)
    mood_now = forms.TypedChoiceField(
        label=_("Mood today"), required=False, choices=MOOD, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    mood_worst = number(_("Worst since last time, 0 to 10"))
    mood_best = number(_("Best since last time, 0 to 10"))
    techniques = forms.MultipleChoiceField(
        label=_("Techniques used"), required=False, widget=forms.CheckboxSelectMultiple
    )
    area = forms.ChoiceField(label=_("Worked on"), required=False, widget=forms.RadioSelect)
    focus_work = prose(_("Focus work"))
    off_focus_because = line(_("Off the focus because"), _("Leave empty when the session kept to it"))
    progress = prose(_("Progress"))
    challenges = prose(_("Challenges"))
    goals_for_week = prose(_("Goals, one a line"))
    risk = chosen(_("Safety"), SessionNote.RISKS)
    risk_note = prose(_("What was said about safety"), rows=2)
    medication = line(_("Medication, as reported"))
    plan = prose(_("Plan"), rows=3)
    tasks_done = forms.MultipleChoiceField(
        label=_("Covered today"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"form": "note-form"})
    )

    def __init__(self, data=None, *, therapy_session, note, focuses, goals, signing=False):
        self.therapy_session, self.note, self.focuses, self.goals = therapy_session, note, focuses, goals
        self.signing = signing
        super().__init__(data, initial=self._kept(), label_suffix="")
        course = therapy_session.course
        kept = note.techniques if note else ()
        self.fields["techniques"].choices = technique_groups(focuses[0].area.kind if focuses else "", course, kept)
        tasks = [task for phase in PHASE_TASKS for task in course.tasks_in(phase)]
        self.fields["tasks_done"].choices = [(task.key, task.text) for task in tasks]
        if len(focuses) > 1:
            self.fields["area"].choices = [(str(focus.area_id), focus.area.label) for focus in focuses]
        else:
            del self.fields["area"]
        for goal in goals:
            self.fields[f"{GOAL}{goal.pk}"] = chosen(goal.statement, WeeklyGoal.RATINGS)

    def _kept(self):
        """What the page begins with: the draft, or what is known from the booking."""
        appointment, note = self.therapy_session.appointment, self.note
        fixed = {"session": str(self.therapy_session.pk), "version": note.version if note else 0}
        if note is None:
            known = "" if appointment.status == Appointment.BOOKED else appointment.status
            starts, ends = appointment.local_start.time(), appointment.local_end.time()
            return fixed | {
                "attendance": known,
                "started_at": starts,
                "ended_at": ends,
                "modality": appointment.modality,
            }
        kept = {name: getattr(note, name) for name in self.base_fields if hasattr(note, name)}
        ratings = {f"{GOAL}{key}": rating for key, rating in note.goal_ratings.items()}
        return kept | ratings | fixed | {"area": str(note.area_id or "")}

    @property
    def goal_fields(self):
        return [self[f"{GOAL}{goal.pk}"] for goal in self.goals]

    def clean_version(self):
        version = self.cleaned_data["version"]
        if version is None:
            raise ValidationError(_("This page is incomplete. Open the session again."))
        return version

    def clean(self):
        data = super().clean()
        if data.get("session") != str(self.therapy_session.pk):
            raise ValidationError(_("This page belongs to another session. Nothing was saved. Open the session again."))
        if self.signing:
            self._check_signing(data)
        return data

    def _check_signing(self, data):
        if not data.get("attendance") and "attendance" not in self.errors:
            self.add_error("attendance", _("Choose whether the session was held"))
        started, ended = data.get("started_at"), data.get("ended_at")
        if started and ended and ended < started:
            self.add_error("ended_at", _("Enter an end that is after the start"))
        if any(len(goal.strip()) > 200 for goal in data.get("goals_for_week", "").splitlines()):
            self.add_error("goals_for_week", _("Shorten each goal to 200 characters, or split it over two lines"))

    def values(self):
        """The fields of the note, as `actions.notes.draft_note` takes them."""
        data = dict(self.cleaned_data)
        for name in ("session", "version"):
            data.pop(name)
        ratings = {str(goal.pk): data.pop(f"{GOAL}{goal.pk}") for goal in self.goals}
        data["goal_ratings"] = {key: rating for key, rating in ratings.items() if rating}
        if "area" in data:
            areas = {str(focus.area_id): focus.area for focus in self.focuses}
            data["area"] = areas.get(data["area"])
        return data

    def first_sentence(self):
        """One error, with its field's name, for the sign bar."""
        for name, errors in self.errors.items():
            label = "" if name == "__all__" or self.fields[name].widget.is_hidden else f"{self.fields[name].label}: "
            return f"{label}{errors[0]}"
        return ""


class AddendumForm(forms.Form):
    text = LineFormField(
        label=_("Addendum"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is shown and printed with the note. The note itself stays as it was signed."),
        error_messages={"required": _("Write what is to be added")},
    )  # fmt: skip


class ReviewCommentForm(forms.Form):
    text = LineFormField(
        label=_("Comment"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For the author. It is not part of the chart and is never printed."),
        error_messages={"required": _("Write your comment")},
    )  # fmt: skip


class PrivateNoteForm(forms.Form):
    mark_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = prose(_("Private note"), rows=14)
