"""What is typed about a session: the note, an addendum, a comment, the private note."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import flatten_choices
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.terms import Worded
from problem_areas.catalogue import AREAS
from scheduling.models import Appointment

from .around_forms import FamilyPartForm
from .models import FamilyMeeting, PracticeTechnique, SessionNote, WeeklyGoal
from .note_fields import (
    REVIEW,
    TASK,
    TASK_KEYS,
    TASK_ROWS,
    People,
    chosen,
    clock,
    line,
    part_fields,
    part_initial,
    part_values,
    picked,
    prose,
    review_fields,
    review_initial,
    review_values,
    task_fields,
    task_initial,
    task_values,
)
from .note_parts import FEELINGS, PARTS, SICK_ROLES, SKILLS, strategy_choices, strategy_text
from .phase_tasks import OWN, PHASE_TASKS
from .techniques import TECHNIQUES, usual_first

GOAL, FAMILY = "goal-", "family-"
ADAPTED = {
    "teen_tips": ("ipt_a", "teen_tips"),
    "tween_tips": ("fb_ipt", "tween_tips"),
    "affective_attunement": ("ipt_ptsd", "no_exposure"),
}
"""Techniques of one adaptation: its template, and the task that marks a course of a practice's own kind that is modelled on it."""

ATTENDANCE = [
    (Appointment.HELD, _("Held")),
    (Appointment.LATE_CANCEL, _("Late cancel")),
    (Appointment.NO_SHOW, _("No-show")),
    (Appointment.CANCELLED_BY_CLIENT, _("Cancelled by client")),
    (Appointment.CANCELLED_BY_PRACTICE, _("Cancelled by us")),
]
MOOD = [(0, _("0, very low")), *((n, str(n)) for n in range(1, 10)), (10, _("10, very good"))]


def technique_groups(area_key, course, kept=()):
    """The techniques as groups of choices: usual for this focus first, then the others of this kind of course."""
    offered = [
        technique
        for technique in usual_first(area_key)
        if technique.key not in ADAPTED or technique.key in kept or _is_adapted(course, *ADAPTED[technique.key])
    ]
    usual = AREAS[area_key].techniques if area_key in AREAS else ()
    first = [(technique.key, technique.label) for technique in offered if technique.key in usual]
    rest = [(technique.key, technique.label) for technique in offered if technique.key not in usual]
    if not first:
        return rest
    return [(_usual_for(area_key), first), (_("Others"), rest)]


def _is_adapted(course, template_key, task):
    """Is this a course of the adaptation, or of a kind that has its task?"""
    return course.template_key == template_key or any(entry["key"] == task for entry in course.tasks)


def _said_usual(area_key):
    """Said when it is shown: a draft that is saved need not ask for the practice's words."""
    return _now("Usual for this focus: %(area)s") % {"area": AREAS[area_key].label.lower()}


_usual_for = lazy(_said_usual, str)


def mood(label):
    """0 to 10, in one tap."""
    return forms.TypedChoiceField(
        label=label, required=False, choices=MOOD, coerce=int, empty_value=None, widget=forms.RadioSelect
    )


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
    mood_now = mood(_("Mood today"))
    mood_worst = mood(_("Worst since last time"))
    mood_best = mood(_("Best since last time"))
    strategies = picked(_("Strategies worked on"))
    techniques = picked(_("Techniques used"))
    practice_techniques = picked(_("Techniques of this practice"))
    area = forms.ChoiceField(label=_("Worked on"), required=False, widget=forms.RadioSelect)
    focus_work = prose(_("Focus work"))
    off_focus_because = line(_("Off the focus because"), _("Leave empty when the session kept to it"))
    feelings = picked(_("Feelings named"), FEELINGS)
    affect = prose(_("In the client’s own words"), rows=2)
    behavior = prose(_("Behavior noticed"), rows=2, help_text=_("Such as avoiding, or keeping away from people"))
    skills = picked(_("Skills and routes of change"), SKILLS)
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
    sick_role = forms.ChoiceField(
        label=Worded("{Sick_role}"), required=False, choices=SICK_ROLES, widget=forms.RadioSelect(attrs={"form": "note-form"})
    )  # fmt: skip

    def __init__(self, data=None, *, therapy_session, note, focuses, goals, tasks=(), signing=False):
        self.therapy_session, self.note, self.focuses = therapy_session, note, focuses
        self.goals, self.tasks, self.signing = goals, tasks, signing
        self.people = People(therapy_session.course.client_id)
        super().__init__(data, initial=self._kept(), label_suffix="")
        self._ask_about_the_family()
        self._offer_techniques()
        strategies = self._offer_strategies()
        course_tasks = [task for phase in PHASE_TASKS for task in therapy_session.course.tasks_in(phase)]
        self.fields["tasks_done"].choices = [(task.key, task.text) for task in course_tasks]
        if len(focuses) > 1:
            self.fields["area"].choices = [(str(focus.area_id), focus.area.label) for focus in focuses]
        else:
            del self.fields["area"]
        for goal in goals:
            self.fields[f"{GOAL}{goal.pk}"] = chosen(goal.statement, WeeklyGoal.RATINGS)
        for part in PARTS.values():
            self.fields |= part_fields(part)
        self.fields |= review_fields(tasks) | task_fields(strategies)

    def _ask_about_the_family(self):
        """A session that is a meeting with the family asks who came, unless a note of its own has said so already."""
        meeting = self.therapy_session.family_meeting
        self.meeting, self.guardians = meeting, []
        if meeting and meeting.signed_at:
            came = self.therapy_session.appointment
            self.fields["attendance"].choices = [(came.status, came.get_status_display())]
        elif meeting:
            self.guardians = list(self.therapy_session.course.client.guardians.order_by("pk"))
            part = FamilyPartForm(meeting=meeting, guardians=self.guardians)
            self.fields |= {f"{FAMILY}{name}": field for name, field in part.fields.items()}
            self.initial |= {f"{FAMILY}{name}": value for name, value in part.initial.items()}

    @property
    def family_fields(self):
        return [self[f"{FAMILY}{name}"] for name in FamilyMeeting.WRITTEN if f"{FAMILY}{name}" in self.fields]

    def _offer_techniques(self):
        """The usual ones, and the practice's own: those are asked for when the page shows them or one was ticked."""
        kept = self.note.techniques if self.note else []
        kind = self.focuses[0].area.kind if self.focuses else ""
        self.fields["techniques"].choices = technique_groups(kind, self.therapy_session.course, kept)
        own = self.own_techniques = PracticeTechnique.objects.offered(key for key in kept if key.startswith(OWN))
        self.fields["practice_techniques"].choices = lambda: [(each.key, each.name) for each in own]

    def _offer_strategies(self):
        """Those of the focus; one that the draft has kept from an earlier focus stays. Returns them as choices."""
        offered = [choice for focus in self.focuses for choice in strategy_choices(focus.area.kind)]
        kept = self.note.strategies if self.note else []
        offered += [(code, strategy_text(code)) for code in kept if strategy_text(code) and code not in dict(offered)]
        self.fields["strategies"].choices = offered
        return offered

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
        kept |= {f"{GOAL}{key}": rating for key, rating in note.goal_ratings.items()}
        for part in PARTS.values():
            kept |= part_initial(part, getattr(note, part.key))
        kept |= review_initial(note.task_reviews) | task_initial(note.practice_tasks)
        return kept | fixed | {"area": str(note.area_id or ""), "practice_techniques": note.techniques}

    @property
    def goal_fields(self):
        return [self[f"{GOAL}{goal.pk}"] for goal in self.goals]

    @property
    def review_fields(self):
        """For each earlier task: the task, how it went, what happened."""
        return [(task, self[f"{REVIEW}{task.pk}-outcome"], self[f"{REVIEW}{task.pk}-happened"]) for task in self.tasks]

    @property
    def parts(self):
        """The sub-forms: each in groups of fields, the folded ones by name, and whether it has something to show at once."""
        return [self._part(part) for part in PARTS.values()]

    def _part(self, part):
        fields = groupby(part.fields, key=lambda field: field.fold)
        groups = [_group(fold, [self[f"{part.key}-{field.key}"] for field in group]) for fold, group in fields]
        return {"part": part, "groups": groups, "is_open": any(group["is_open"] for group in groups)}

    @property
    def task_rows(self):
        """The rows of tasks until next time, and whether each says anything."""
        rows = [[self[f"{TASK}{n}-{key}"] for key in TASK_KEYS] for n in range(1, TASK_ROWS + 1)]
        return [_group("", row) for row in rows]

    @property
    def technique_meanings(self):
        """(name, meaning) of each technique that the note offers, where one is written down."""
        offered = dict(flatten_choices(self.fields["techniques"].choices))
        usual = [(TECHNIQUES[key].label, TECHNIQUES[key].meaning) for key in offered if key in TECHNIQUES]
        return usual + [(each.name, each.meaning) for each in self.own_techniques if each.meaning]

    @property
    def has_practice_techniques(self):
        return any(True for _choice in self.fields["practice_techniques"].choices)

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
        data["task_reviews"] = review_values(self.tasks, data)
        data["practice_tasks"] = task_values(data, self.people)
        data["techniques"] = [*data["techniques"], *data.pop("practice_techniques")]
        for part in PARTS.values():
            data[part.key] = part_values(part, data, self.people)
            if data[part.key] and part.technique not in data["techniques"]:
                data["techniques"].append(part.technique)
        if family := {name: data.pop(name) for name in list(data) if name.startswith(FAMILY)}:
            data["family"] = self.meeting.written | {name.removeprefix(FAMILY): said for name, said in family.items()}
        if "area" in data:
            areas = {str(focus.area_id): focus.area for focus in self.focuses}
            data["area"] = areas.get(data["area"])
        return data


class PrivateNoteForm(forms.Form):
    mark_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = prose(_("Private note"), rows=14)

    def values(self):
        return {"text": self.cleaned_data["text"]}


def _group(name, fields):
    """Fields that are shown together, and whether there is anything in them."""
    return {"name": name, "fields": fields, "is_open": any(each.value() or each.errors for each in fields)}
