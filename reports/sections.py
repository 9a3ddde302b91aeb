"""The sections of each report, in the order of docs/clinical.md 6.3 and 6.4, and what each is prefilled with."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.terms import Worded

from . import wording
from .facts import END_OF_TREATMENT, MIDCOURSE, Facts


@dataclass(frozen=True)
class Part:
    """A text that the clinician edits. `write` makes its first version from the facts; an `optional` one may stay empty."""

    key: str
    write: Callable[[Facts], str]
    label: str = ""
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Section:
    """One item of the report. `item` is its number in docs/clinical.md.

    `parts` are edited; `shows` names what is computed and drawn (tables, chart, circles); a `frame` is printed around the
    sections: letterhead, identifiers, signature.
    """

    item: int
    key: str
    heading: str
    parts: tuple[Part, ...] = ()
    shows: tuple[str, ...] = ()
    frame: bool = False


_ADDITIONS = Part("additions", wording.additions, _("Additions to signed notes"), optional=True)
_COPIES = Part("copies", wording.nothing, _("Copies to"), _("One a line. Left out when empty."), optional=True)

SECTIONS = {
    MIDCOURSE: (
        Section(1, "letterhead", _("Letterhead and date"), frame=True),
        Section(2, "client", _("Client"), frame=True),
        Section(3, "clinician", _("Clinician"), frame=True),
        Section(
            4,
            "reason",
            _("Reason for treatment"),
            (Part("reason", wording.reason_for_treatment),),
        ),
        Section(5, "course", _("Course so far"), (Part("course", wording.course_so_far),), ("strip",)),
        Section(6, "focus", _("Focus and formulation"), (Part("focus", wording.focus_and_formulation),)),
        Section(7, "goals", _("Goals"), shows=("goals",)),
        Section(8, "measures", _("Measures"), shows=("measures", "chart")),
        Section(9, "interventions", _("Interventions to date"), (Part("interventions", wording.interventions),)),
        Section(
            10,
            "response",
            _("Response, obstacles and risk"),
            (
                Part("response", wording.response_so_far, _("Response and obstacles")),
                Part("risk", wording.risk, _("Risk")),
                _ADDITIONS,
            ),
        ),
        Section(11, "plan", _("Plan for the remaining sessions"), (Part("plan", wording.plan),)),
        Section(12, "signature", _("Signature"), (_COPIES,), frame=True),
    ),
    END_OF_TREATMENT: (
        Section(1, "letterhead", _("Letterhead and date"), frame=True),
        Section(2, "client", _("Client"), frame=True),
        Section(3, "dates", _("Dates and attendance"), (Part("dates", wording.dates_and_attendance),), ("strip",)),
        Section(
            4,
            "presenting",
            _("Presenting problem"),
            (
                Part("presenting", wording.presenting_problem),
                Part("diagnosis", wording.diagnosis, _("Diagnosis at start and end")),
            ),
        ),
        Section(5, "assessment", _("Where treatment started"), (Part("assessment", wording.initial_assessment),)),
        Section(
            6, "focus", _("Focus, formulation and goals"), (Part("focus", wording.focus_and_formulation),), ("goals",)
        ),
        Section(
            7,
            "course",
            _("Course of treatment"),
            (
                Part("course_initial", wording.initial_phase, Worded(gettext_noop("{Initial} phase"))),
                Part("course_middle", wording.middle_phase, Worded(gettext_noop("{Middle} phase"))),
                Part("course_ending", wording.ending_phase, Worded(gettext_noop("{Termination} phase"))),
                Part("course_beside", wording.beside_treatment, _("Medication and other contacts")),
                _ADDITIONS,
            ),
        ),
        Section(8, "focus_outcome", _("The focus at the end"), (Part("focus_outcome", wording.focus_outcome),)),
        Section(9, "measures", _("Outcome measures"), shows=("measures", "chart", "markers", "scores")),
        Section(10, "people", _("People"), (Part("people", wording.people),), ("circles",)),
        Section(
            11,
            "status",
            _("Status at discharge and risk"),
            (Part("status", wording.status, _("Symptoms and daily life")), Part("risk", wording.risk, _("Risk"))),
        ),
        Section(
            12, "reason", Worded(gettext_noop("Reason for the {ending}")), (Part("reason", wording.reason_for_ending),)
        ),
        Section(13, "remaining", _("What remains"), (Part("remaining", wording.remaining_difficulties),)),
        Section(14, "warning", _("Early warning signs and plan"), (Part("warning", wording.warning_signs_and_plan),)),
        Section(15, "recommendations", _("Recommendations"), (Part("recommendations", wording.recommendations),)),
        Section(16, "signature", _("Signature"), (_COPIES,), frame=True),
    ),
}


def parts_of(kind):
    """Every editable Part of this kind of report, in order."""
    return [part for section in SECTIONS[kind] for part in section.parts]


def chart_text(facts):
    """What the chart says for each part: part key to text."""
    return {part.key: part.write(facts) for part in parts_of(facts.kind)}


def ending_with(facts, reason):
    """The same facts with another reason for ending, as a draft may have it before the course is closed."""
    return replace(facts, ending=replace(facts.ending, reason=reason)) if reason else facts
