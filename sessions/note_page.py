"""What the page of a note shows around the note: heading, opener, guide, scores, what comes next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.terms import using
from measures.instruments import INSTRUMENTS
from measures.models import Administration
from scheduling.models import Appointment

from .chart_tasks import shown_done
from .course_plan import MIDDLE, PHASE_LABELS, midpoint_session
from .forms import NoteForm
from .models import PhaseTaskDone, PracticeTask
from .note_document import document_of, family_rows, part_answers
from .note_parts import PARTS, SICK_ROLE, SICK_ROLES
from .opener import current_focuses, last_weeks_goals, opener_for
from .phase_tasks import PHASE_TASKS
from .standing import standing_of
from .try_outs import in_words, result_label, result_of_parts


@dataclass(frozen=True)
class GuideTask:
    """A task of the guide: still to tick, or done: ticked in a signed note, or shown so by the chart; on a day, if it is known."""

    key: str
    text: str
    done_on: object
    ticked: bool
    detail: str = ""
    is_done: bool = False


def note_form(therapy_session, data=None, *, signing=False):
    """The form of a session's note, with what its choices depend on."""
    return NoteForm(
        data, therapy_session=therapy_session, note=getattr(therapy_session, "note", None), signing=signing,
        focuses=current_focuses(therapy_session.course), goals=last_weeks_goals(therapy_session),
        tasks=PracticeTask.objects.open_before(therapy_session),
    )  # fmt: skip


def heading_of(therapy_session, standing):
    """Session, its number and phase in words, and the course line: what every page of a session shows on top."""
    number, phase = standing.number_of(therapy_session), standing.phase_of(therapy_session)
    missed = therapy_session.appointment.status not in Appointment.STANDING
    return {
        "number": number,
        "planned": standing.planned,
        "title": _title(number, standing.planned, missed),
        "phase": PHASE_LABELS[phase],
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
    done = _done(therapy_session.course)
    phase = standing.phase_of(therapy_session)
    opener = opener_for(therapy_session, standing, form)
    form["opening_answer"].help_text = opener.question
    if phase == MIDDLE and not (form["strategies"].value() or form["off_focus_because"].value()):
        form["strategies"].help_text = _("Or say below why the session went elsewhere. You can sign without either.")
    return {
        "form": form,
        "session": therapy_session,
        "client": therapy_session.course.client,
        "heading": heading_of(therapy_session, standing),
        "focus": focus_chip(focuses),
        "opener": opener,
        "guide_title": _guide_title(standing, therapy_session, phase),
        "guide": _guide([phase], therapy_session, done, form),
        "carried": [task for task in _guide(_before(phase), therapy_session, done, form) if not task.is_done],
        "asks_sick_role": _asks_sick_role(phase, therapy_session, done),
        "family_rows": [row for row in family_rows(form.meeting.written if form.meeting else {}) if row[1]],
        "measures": measures_given(therapy_session, standing.number_of(therapy_session)),
        "following": standing.following(therapy_session),
        "unsigned_before": standing.unsigned_before(therapy_session),
        "beyond_plan": standing.number_of(therapy_session) is None
        and therapy_session.appointment.status in Appointment.STANDING,
        **more,
    }


def signed_page(therapy_session, note):
    """The context of a note as it is read, wherever it is shown in full: in the words that it was signed with."""
    with using(note.words):
        phase = _("%(phase)s phase") % {"phase": PHASE_LABELS[note.phase].lower()} if note.phase else ""
        results = result_of_parts(note)
        parts = {str(part.label): _answers(part, note, results.get(part.key)) for part in PARTS.values()}
        rows = [(str(label), str(text), parts.get(str(label))) for label, text in document_of(note)]
    return {
        "session": therapy_session,
        "client": therapy_session.course.client,
        "heading": heading_of(therapy_session, standing_of(therapy_session.course)),
        "note": note,
        "phase_label": phase,
        "rows": rows,
        "measures": measures_given(therapy_session, note.session_number),
    }


def _answers(part, note, tried):
    """What a sub-form says, and beside it what came of what was tried out."""
    answers = list(part_answers(part, getattr(note, part.key)))
    return [*answers, (result_label(tried), f" {in_words(tried)}")] if tried else answers


def focus_chip(focuses):
    """What templates/_focus_chip.html shows of the primary focus, or None."""
    if not focuses:
        return None
    area = focuses[0].area
    safety = _("Risk plan before negotiation") if area.has_safety_concern else ""
    return {"area": area.label, "detail": area.about, "safety": safety}


def measures_given(therapy_session, number):
    """Each questionnaire that is due at session `number` or was given at it, as (definition, the session's sheet or None)."""
    sheets = {sheet.instrument: sheet for sheet in Administration.objects.standing().of_session(therapy_session.pk)}
    keys = dict.fromkeys([*therapy_session.course.measures_due(number), *sheets])
    return [(INSTRUMENTS[key], sheets.get(key)) for key in keys if key in INSTRUMENTS]


def _guide_title(standing, therapy_session, phase):
    number = standing.number_of(therapy_session)
    if number == midpoint_session(standing.planned):
        return _("Midpoint review")
    return _("%(phase)s phase") % {"phase": PHASE_LABELS[phase]}


def _before(phase):
    phases = list(PHASE_TASKS)
    return phases[: phases.index(phase)]


def _guide(phases, therapy_session, done, form):
    ticked = set(form["tasks_done"].value() or ())
    tasks = [task for phase in phases for task in therapy_session.course.tasks_in(phase)]
    return [_guide_task(task, done.get(task.key), task.key in ticked) for task in tasks]


def _done(course):
    """Task to (day or None, how) of what is done: ticked in a signed note, or shown done by the chart."""
    ticked = PhaseTaskDone.objects.filter(course=course)
    shown = {task: (day, "") for task, day in shown_done(course).items()}
    return shown | {each.task: (each.done_on, each.detail) for each in ticked}


def _guide_task(task, done, ticked):
    day, how = done or (None, "")
    words = str(dict(SICK_ROLES).get(how, "")).lower()
    return GuideTask(task.key, task.text, day, ticked, words, is_done=done is not None)


def _asks_sick_role(phase, therapy_session, done):
    """Is the sick role a task of this phase that nobody has recorded yet?"""
    known = SICK_ROLE in done and done[SICK_ROLE][1]
    return not known and any(task.key == SICK_ROLE for task in therapy_session.course.tasks_in(phase))
