"""The lists of a case file: its sessions, its scores by questionnaire, its documents. From a CaseFile, for the templates."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from measures.change import change_sentence, definition_text
from measures.instruments import INSTRUMENTS
from sessions.course_plan import PHASE_LABELS
from sessions.note_document import technique_names
from sessions.strategy_log import strategy_log
from sessions.try_outs import in_words, result_label, results_of_course

from .course_pictures import state_of
from .links import link_for


@dataclass(frozen=True)
class SessionRow:
    """A session as the list shows it. `url` leads to its note, "" where the reader has nothing to open.

    `tried`: for each thing that an analysis wanted tried out, its task, and the result as label and text.
    """

    session: object
    number: int | None
    phase: str
    attendance: str
    note: str
    is_waiting: bool
    techniques: str
    url: str
    analysed_with: str = ""
    tried: tuple = ()


@dataclass(frozen=True)
class ScoreTable:
    """The sheets of one questionnaire, each with its row of words, and what the change amounts to."""

    definition: object
    rows: list
    change: str
    rules: str
    new_url: str


def session_rows(file):
    """Every session of the chosen course, in order of time; those that were moved or called off say so."""
    if not file.course:
        return []
    results = results_of_course(file.course)
    return [_session_row(file, session, results.get(session.pk, {})) for session in file.standing.sessions]


def beside_of(file):
    """What goes on beside the sessions of the chosen course: family meetings, adjunct modalities, engagement ratings."""
    if file.course is None:
        return {}
    return {
        "meetings": file.course.family_meetings.select_related("appointment"),
        "adjuncts": file.course.adjuncts.all(),
        "ratings": file.course.engagement_ratings.all(),
    }


def _session_row(file, session, results):
    number, state = file.standing.number_of(session), state_of(file, session)
    waiting = session in file.awaiting
    if session.note_signed_at:
        note = _("Signed")
    elif waiting or session.note_id:
        note = _("Draft") if session.note_id else _("To write")
    else:
        note = ""
    is_shown = session.note_signed_at or file.may_write  # a draft is for those who treat
    opens = session.note_signed_at or (file.may_write and file.is_running and state)
    return SessionRow(
        session,
        number,
        PHASE_LABELS[session.phase or file.course.phase_of(number)] if number else "",
        _("Planned") if session.appointment.status == "booked" else session.appointment.get_status_display(),
        note,
        waiting,
        technique_names(session.techniques, session.own_techniques) if is_shown else "",
        link_for(file.reader, "note_edit", session.pk) if opens else "",
        session.analysed_with or "" if is_shown else "",
        tuple((task, result_label(task), in_words(task)) for task in results.values()),
    )


def log_of(file):
    """The strategies of the chosen course and what was tried, or None before there is a course."""
    if not file.course:
        return None
    kinds = [focus.area.kind for focus in (file.focus, file.secondary_focus) if focus]
    return strategy_log(file.course, file.standing.sessions, file.standing.numbers, kinds)


def score_tables(file):
    """A ScoreTable for each questionnaire of the course, and for each other one that was answered."""
    answered = [
        INSTRUMENTS[key] for key in dict.fromkeys(sheet.instrument for sheet in file.sheets) if key in INSTRUMENTS
    ]
    return [_score_table(file, definition) for definition in dict.fromkeys([*file.measures, *answered])]


def _score_table(file, definition):
    sheets = [sheet for sheet in file.sheets if sheet.instrument == definition.key]
    numbers = file.standing.numbers if file.course else {}
    pair = file.change_of(definition) if file.course else None
    rows = [
        {"sheet": sheet, "number": numbers.get(sheet.therapy_session_id), "url": _correct_url(file, sheet)}
        for sheet in reversed(sheets)
    ]
    return ScoreTable(
        definition,
        rows,
        change_sentence(definition, pair[0].total, pair[1].total, name_start=True) if pair else "",
        definition_text(definition) if pair else "",
        link_for(file.reader, "administration_new", file.client.pk, definition.key) if file.may_write else "",
    )


def _correct_url(file, sheet):
    """A sheet taken for a session is corrected where it was entered."""
    if not file.may_write or sheet.therapy_session_id is None:
        return ""
    return link_for(file.reader, "measure_enter", sheet.therapy_session_id, sheet.instrument)


def document_rows(file):
    """What the documents page lists: reports, contracts and printed pages of all courses, the latest first."""
    contracts = [contract for course in file.courses for contract in course.contracts.order_by("-number")]
    return {
        "reports": [
            {"report": report, "url": link_for(file.reader, _report_page(report), report.pk)}
            for report in file.client.reports.select_related("course", "signed_by").order_by("-drafted_at")
            if report.signed_at or file.may_write
        ],
        "contracts": contracts,
        "printed": file.client.printed_pages.defer("pdf").select_related("printed_by"),
    }


def _report_page(report):
    return "report_detail" if report.is_signed else "report_edit"
