"""A report as its template prints it, on screen and on paper: letterhead, box, numbered sections, tables, signature."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.terms import Worded, using
from measures.change import definition_text
from sessions.endings import FOCUS_RESOLUTIONS, MAINTENANCE_DECISIONS

from . import pictures, tables
from .facts import END_OF_TREATMENT, MIDCOURSE, Facts, from_json
from .outcomes import change_words, depression, outcomes
from .phrases import brief_day, full_day, worded
from .sections import SECTIONS
from .typeset import typeset

LONGEST_BRIEF = 100


def document(report, *, facts=None, said=None, printed_at):
    """The context of `pdf/report.html`. A signed report comes from what was frozen; a draft is given `facts` and `said`."""
    if report.is_signed:
        facts, said = from_json(Facts, report.snapshot), report.text
    with using(facts.words):
        return _printed(report, facts, said, printed_at)


def _printed(report, facts, said, printed_at):
    title = _(report.get_kind_display())
    stamp = clock_stamp(printed_at, facts.zone)
    return {
        "report": report,
        "facts": facts,
        "draft": not report.is_signed,
        "title": title,
        "tight": facts.kind == MIDCOURSE,
        "author": facts.signer.name,
        "letterhead": facts.letterhead,
        "running": _("%(initials)s, file %(file)s. %(title)s, version %(version)s. Printed %(time)s")
        % {
            "initials": facts.subject.initials,
            "file": facts.subject.file,
            "title": title,
            "version": facts.version,
            "time": stamp,
        },
        "dated": full_day((report.signed_at or facts.gathered_at).astimezone(ZoneInfo(facts.zone)).date()),
        "ident": _identifiers(facts),
        "brief": _summary(facts),
        "rows": _side_by_side(_sections(facts, said)),
        "signed": clock_stamp(report.signed_at, facts.zone) if report.is_signed else "",
        "copies": [line.strip() for line in said.get("copies", "").splitlines() if line.strip()],
        "definitions": _definitions(facts),
        "prorated": any(outcome.prorated for outcome in outcomes(facts)),
    }


def _definitions(facts):
    """The rules of change of each questionnaire; which version of the rules is said once where it is the same for all."""
    told = [definition_text(outcome.definition, _=_) for outcome in outcomes(facts)]
    lasts = {_("Scoring rules version %(version)s.") % {"version": each.definition.version} for each in outcomes(facts)}
    if len(lasts) != 1:
        return told
    (last,) = lasts
    return [*(text.removesuffix(last).strip() for text in told), last]


def clock_stamp(moment, zone):
    """March 11, 2026, 9:05 AM, in the zone of the place."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{full_day(local.date())}, {local.hour % 12 or 12}:{local:%M %p}"


def _identifiers(facts):
    subject = facts.subject
    known = [
        (_("Client"), subject.name),
        (_("Date of birth"), full_day(subject.born_on) if subject.born_on else _("Not recorded")),
        (_("File"), subject.file),
        (_("Treatment"), _("Interpersonal psychotherapy") if facts.kind == END_OF_TREATMENT else ""),
        (_("Clinician"), facts.clinician.name),
        (_("Diagnosis at start"), facts.formulation.syndrome or _("Not recorded")),
        (_("Guardian"), "; ".join(subject.guardians)),
        (_("Referred by"), subject.referrer),
        (_("Supervisor"), facts.clinician.supervisor),
    ]
    return [(label, value) for label, value in known if value]


def _summary(facts):
    """The box under the identifiers: four answers for a reader with ten seconds."""
    return [_sessions_in_brief(facts), _score_in_brief(facts), _focus_in_brief(facts), _next_in_brief(facts)]


def _sessions_in_brief(facts):
    held, left = len(facts.held), facts.planned - len(facts.held)
    return (
        _("Sessions"),
        _("%(held)d of %(planned)d") % {"held": held, "planned": facts.planned},
        _held_in_brief(facts, left),
    )


def _held_in_brief(facts, left):
    if facts.kind != END_OF_TREATMENT:
        return _("held, %d left") % left if left > 0 else _("held")
    if facts.ending.reason == "completed" or left <= 0:
        return _("held, completed as agreed") if facts.ending.reason == "completed" else _("held")
    return _("held, did not return") if facts.ending.reason == "dropout" else _("held, ended before the plan")


def _score_in_brief(facts):
    result = depression(facts)
    if result is None:
        return _("PHQ-9"), _("No score"), _("none was taken")
    if result.end is None:
        return result.definition.name, str(result.start.total), _("one score only")
    meaning = ", ".join(change_words(result.flags, reached_only=True))
    between = _("%(start)s to %(end)s") % {"start": result.start.total, "end": result.end.total}
    return result.definition.name, between, meaning


def _focus_in_brief(facts):
    focus = facts.current_focus("primary")
    area = focus.label if focus else _("None chosen")
    if facts.kind != END_OF_TREATMENT:
        return _("Focus"), area, focus.about if focus else ""
    resolution = worded(dict(FOCUS_RESOLUTIONS).get(facts.ending.focus_resolution))
    return _("Focus"), resolution or _("Not rated"), area.lower()


def _next_in_brief(facts):
    if facts.kind != END_OF_TREATMENT:
        end = facts.contracts[-1].planned_end_on if facts.contracts else None
        return _("Next"), brief_day(end) if end else _("Not set"), _("planned end")
    decision = worded(dict(MAINTENANCE_DECISIONS).get(facts.ending.decision))
    if facts.ending.follow_up_on:
        return _("Next"), brief_day(facts.ending.follow_up_on), _("follow-up")
    return _("Next"), _("No follow-up set"), decision.lower()


def _sections(facts, said):
    """The numbered sections that have something to say."""
    printed = []
    for section in SECTIONS[facts.kind]:
        if section.frame:
            continue
        parts = [{"label": _heading(part.label), "blocks": typeset(said.get(part.key, ""))} for part in section.parts]
        parts = [{**part, "run_in": _is_one_paragraph(part["blocks"])} for part in parts if part["blocks"]]
        shows = [{"name": name, **SHOWN[name](facts)} for name in section.shows]
        if parts or shows:
            number = len(printed) + 1
            printed.append(
                {
                    "number": number,
                    "key": section.key,
                    "heading": _heading(section.heading),
                    "parts": parts,
                    "shows": shows,
                }
            )
    return printed


def _side_by_side(sections):
    """Rows of sections: two that follow each other and say one short sentence each share a row, any other has its own."""
    rows = []
    for section in sections:
        if rows and len(rows[-1]) == 1 and _is_brief(section) and _is_brief(rows[-1][0]):
            rows[-1].append(section)
        else:
            rows.append([section])
    return rows


def _is_brief(section):
    texts = [block.get("text") for part in section["parts"] for block in part["blocks"]]
    return not section["shows"] and len(texts) == 1 and len(texts[0] or "x" * LONGEST_BRIEF) < LONGEST_BRIEF


def _is_one_paragraph(blocks):
    """Its label then stands at the beginning of it, not above."""
    return len(blocks) == 1 and blocks[0]["kind"] == "p" and not blocks[0]["leads"]


def _heading(text):
    """A heading in the reader's language: Worded is not lazy."""
    return worded(text) if isinstance(text, Worded) else str(text)


SHOWN = {
    "strip": lambda facts: {"picture": pictures.strip(facts)},
    "goals": tables.goals,
    "measures": tables.measures,
    "scores": tables.scores,
    "markers": tables.markers,
    "chart": lambda facts: {"picture": pictures.chart(facts), "note": pictures.chart_note(facts)},
    "circles": lambda facts: {
        "figures": [{"on": full_day(on), "picture": svg} for on, svg in pictures.circle_figures(facts)]
    },
}
"""What a section shows beside its text, by the names that `sections` uses."""
