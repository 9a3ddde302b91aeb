"""What the page of a note shows around the note: heading, opener, guide, scores, what comes next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from measures.models import Administration
from problem_areas.catalogue import AREAS
from scheduling.models import Appointment

from .course_plan import PHASE_CHOICES, midpoint_session
from .forms import ATTENDANCE, GOAL, NoteForm
from .models import PhaseTaskDone, SessionNote
from .opener import current_focuses, last_weeks_goals, measures_of, opener_for
from .phase_tasks import PHASE_TASKS
from .standing import standing_of
from .techniques import TECHNIQUES

PHASES = dict(PHASE_CHOICES)


@dataclass(frozen=True)
class GuideTask:
    """A task of the guide: still to tick, or done on a day."""

    key: str
    text: str
    done_on: object
    ticked: bool


def note_form(therapy_session, data=None, *, signing=False):
    """The form of a session's note, with what its choices depend on."""
    return NoteForm(
        data, therapy_session=therapy_session, note=getattr(therapy_session, "note", None), signing=signing,
        focuses=current_focuses(therapy_session.course), goals=last_weeks_goals(therapy_session),
    )  # fmt: skip


def heading_of(therapy_session, standing):
    """Session, its number and phase in words, and the course line: what every page of a session shows on top."""
    number, phase = standing.number_of(therapy_session), standing.phase_of(therapy_session)
    missed = therapy_session.appointment.status not in Appointment.STANDING
    return {
        "number": number,
        "planned": standing.planned,
        "title": _title(number, standing.planned, missed),
        "phase": PHASES[phase],
        "course": {"held": standing.held, "planned": standing.planned, "left": standing.left},
        "left_after": max(0, standing.planned - number) if number else standing.left,
    }


def _title(number, planned, missed):
    if number:
        return _("Session %(number)s of %(planned)s") % {"number": number, "planned": planned}
    return _("Session that was not held") if missed else _("Session outside the count")


def writing_page(therapy_session, form, **more):
    """The context of the note while it is written."""
    standing = standing_of(therapy_session.course)
    focuses = form.focuses
    done = dict(PhaseTaskDone.objects.filter(course=therapy_session.course).values_list("task", "done_on"))
    phase = standing.phase_of(therapy_session)
    return {
        "form": form,
        "session": therapy_session,
        "client": therapy_session.course.client,
        "heading": heading_of(therapy_session, standing),
        "focus": focus_chip(focuses),
        "opener": opener_for(therapy_session, standing),
        "guide_title": _guide_title(standing, therapy_session, phase),
        "guide": _guide([phase], therapy_session, done, form),
        "carried": [task for task in _guide(_before(phase), therapy_session, done, form) if not task.done_on],
        "strategies": AREAS[focuses[0].area.kind].strategies if focuses else (),
        "measures": measures_given(therapy_session),
        "following": standing.following(therapy_session),
        "unsigned_before": standing.unsigned_before(therapy_session),
        "beyond_plan": standing.number_of(therapy_session) is None
        and therapy_session.appointment.status in Appointment.STANDING,
        **more,
    }


def signed_page(therapy_session, note):
    """The context of a note as it is read, wherever it is shown in full."""
    return {
        "session": therapy_session,
        "client": therapy_session.course.client,
        "heading": heading_of(therapy_session, standing_of(therapy_session.course)),
        "note": note,
        "phase_label": _("%(phase)s phase") % {"phase": PHASES[note.phase].lower()} if note.phase else "",
        "rows": document_of(note),
        "measures": measures_given(therapy_session),
    }


def focus_chip(focuses):
    """What templates/_focus_chip.html shows of the primary focus, or None."""
    return {"area": focuses[0].area.label, "detail": focuses[0].area.about} if focuses else None


def measures_given(therapy_session):
    """Each questionnaire of this course as (definition, the session's sheet or None)."""
    sheets = {sheet.instrument: sheet for sheet in Administration.objects.standing().of_session(therapy_session.pk)}
    return [(definition, sheets.get(definition.key)) for definition in measures_of(therapy_session.course)]


def _guide_title(standing, therapy_session, phase):
    number = standing.number_of(therapy_session)
    if number == midpoint_session(standing.planned):
        return _("Midpoint review")
    return _("Ending phase") if phase == "termination" else _("%(phase)s phase") % {"phase": PHASES[phase]}


def _before(phase):
    phases = list(PHASE_TASKS)
    return phases[: phases.index(phase)]


def _guide(phases, therapy_session, done, form):
    ticked = set(form["tasks_done"].value() or ())
    tasks = [task for phase in phases for task in therapy_session.course.tasks_in(phase)]
    return [GuideTask(task.key, task.text, done.get(task.key), task.key in ticked) for task in tasks]


def conflict_rows(form, note):
    """Where what was typed and what is stored differ: label, mine, theirs, as words."""
    rows = []
    for name, mine in form.values().items():
        theirs = getattr(note, name)
        if mine != theirs:
            label = _("Last week’s goals") if name == "goal_ratings" else form.fields[name].label
            rows.append({"label": label, "mine": _in_words(form, name, mine), "theirs": _in_words(form, name, theirs)})
    return rows


def _in_words(form, name, value):
    if name == "goal_ratings":
        rated = (form.fields.get(f"{GOAL}{key}") for key in value)
        return "\n".join(
            f"{field.label}: {dict(field.choices)[value[key]]}"
            for key, field in zip(value, rated, strict=True)
            if field
        )
    if name == "techniques":
        return ", ".join(TECHNIQUES[key].label for key in value if key in TECHNIQUES)
    if name == "tasks_done":
        return ", ".join(label for key, label in form.fields[name].choices if key in value)
    if hasattr(value, "strftime"):
        return value.strftime("%-I:%M %p")
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value) if value not in (None, "") else "")


def document_of(note):
    """A signed note as it is read: pairs of label and text, in the order of docs/clinical.md 6.2. Empty ones left out."""
    direction, risk = dict(SessionNote.DIRECTIONS), dict(SessionNote.RISKS)
    moods = [(_("now"), note.mood_now), (_("worst"), note.mood_worst), (_("best"), note.mood_best)]
    rows = [
        (_("Attendance"), str(dict(ATTENDANCE).get(note.attendance, note.attendance))),
        (_("Since last session"), note.opening_answer),
        (_("Mood, 0 to 10"), ", ".join(f"{label} {value}" for label, value in moods if value is not None)),
        (_("Events that mattered"), note.events),
        (_("Link between event and mood"), direction.get(note.mood_direction, "")),
        (_("Techniques used"), ", ".join(TECHNIQUES[key].label for key in note.techniques if key in TECHNIQUES)),
        (_("Worked on"), note.area.label if note.area else ""),
        (_("Focus work"), note.focus_work),
        (_("Off the focus because"), note.off_focus_because),
        (_("Progress"), note.progress),
        (_("Challenges"), note.challenges),
        (_("Goals for next week"), note.goals_for_week),
        (_("Safety"), " ".join(part for part in (risk.get(note.risk, ""), note.risk_note) if part)),
        (_("Medication, as reported"), note.medication),
        (_("Plan"), note.plan),
    ]
    return [(label, text) for label, text in rows if text]
