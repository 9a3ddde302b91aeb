"""How the client came, and what treatment began with."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..outcomes import depression, outcomes
from ..phrases import (
    event_day,
    full_day,
    full_stop,
    joined,
    listed,
    lower_first,
    month_of,
    not_recorded,
    quoted,
    sentences,
    worded,
)
from .beside import sought

_ANSWERS = {
    "agreed": gettext_lazy("Given to the client on %(date)s; the client agreed"),
    "amended": gettext_lazy("Given to the client on %(date)s; the client amended it"),
    "declined": gettext_lazy("Given to the client on %(date)s; the client declined it"),
}
_NO_ANSWER = gettext_lazy("Given to the client on %(date)s")
_NEAR_ONSET_DAYS = 183


def presenting_problem(facts):
    """What the client came with: the consultation's words, else the client's own at the first call."""
    concern = full_stop(facts.presenting_concern)
    if facts.beside.words and not concern:
        concern = joined(_("In the client's own words:"), quoted(facts.beside.words))
    if facts.seeks and not concern:
        concern = joined(_("What the client asked for at first contact:"), quoted(facts.seeks))
    onset = facts.formulation.onset_on
    began = _("Onset of the episode: %(month)s.") % {"month": month_of(onset)} if onset else ""
    if concern.endswith("”"):
        return joined(concern, sentences(sought(facts), began))
    return sentences(concern or not_recorded(), sought(facts), began)


def reason_for_treatment(facts):
    """Presenting problem and diagnosis together, for the midcourse summary."""
    return joined(presenting_problem(facts), _("Diagnosis: %(diagnosis)s") % {"diagnosis": _known(facts)})


def _known(facts):
    return full_stop(facts.formulation.syndrome) or lower_first(not_recorded())


def diagnosis(facts):
    """At the start, and what the last score suggests for the end."""
    start = _("At the start: %(diagnosis)s") % {"diagnosis": _known(facts)}
    result = depression(facts)
    if not (result and result.end):
        return sentences(start, _("At the end: %(diagnosis)s") % {"diagnosis": lower_first(not_recorded())})
    band = worded(result.definition.band_for(result.end.total).label)
    words = {"name": result.definition.name, "total": result.end.total, "band": band}
    return sentences(
        start,
        _("At the end: %(name)s %(total)s, %(band)s symptoms.") % words,
        _("In the range of remission.") if result.flags.remission else "",
    )


def initial_assessment(facts):
    """Baseline scores, what happened around the onset, supports and strengths."""
    strengths, supports = facts.formulation.strengths, facts.formulation.supports
    return joined(
        sentences(_baseline(facts), _timeline(facts)),
        sentences(
            "" if supports.strip() else _people_at_the_start(facts),
            _told(_("Strengths: %(text)s"), strengths),
            _told(_("Supports: %(text)s"), supports),
        ),
    )


def _baseline(facts):
    parts = []
    for outcome in outcomes(facts):
        band = outcome.definition.band_for(outcome.start.total)
        parts.append(f"{outcome.definition.name} {outcome.start.total}" + (f" ({worded(band.label)})" if band else ""))
    if not parts:
        return _("No score was taken at the start.")
    words = {"date": full_day(outcomes(facts)[0].start.on), "scores": listed(parts)}
    return _("Scores at the start, %(date)s: %(scores)s.") % words


def _timeline(facts):
    events = facts.formulation.precipitants or _around_onset(facts)
    words = "; ".join(f"{lower_first(event.title.strip().rstrip('.'))} ({event_day(event)})" for event in events)
    return _("Around the onset: %(events)s.") % {"events": words} if words else ""


def _around_onset(facts):
    onset = facts.formulation.onset_on or next((event.on for event in facts.events if event.kind == "onset"), None)
    if onset is None:
        return ()
    near = [
        event for event in facts.events if abs((event.on - onset).days) <= _NEAR_ONSET_DAYS and event.kind != "onset"
    ]
    return tuple(near[:5])


def _people_at_the_start(facts):
    """What the inventory says of supports where the formulation says nothing."""
    if not facts.networks:
        return ""
    people = [person for person in facts.networks[0].people if not person.deceased]
    close = sum(person.ring in (1, 2) for person in people)
    confidants = sum(person.confides for person in people)
    inventory = ngettext(
        "At the start %(n)s person in the interpersonal inventory, %(close)s of them in the inner or middle circle;",
        "At the start %(n)s people in the interpersonal inventory, %(close)s of them in the inner or middle circle;",
        len(people),
    )
    count = {"n": len(people) or _("no"), "close": close or _("none")}
    if not confidants:
        return sentences(inventory % count, _("no confidants."))
    confided = ngettext("%(n)s confidant.", "%(n)s confidants.", confidants) % {"n": confidants}
    return sentences(inventory % count, confided)


def focus_and_formulation(facts):
    """Primary and secondary focus, the formulation with the client's answer and words, and the contract."""
    formulation = facts.formulation
    link = full_stop(formulation.link)
    return joined(
        *[_focus_line(focus) for focus in facts.focuses] or [_("No focus was chosen.")],
        sentences(
            link or _("Formulation: %(text)s") % {"text": lower_first(not_recorded())},
            full_stop(formulation.why_now),
            _told(_("What keeps it going: %(text)s"), formulation.maintaining),
            _told(_("The pattern with people behind it: %(text)s"), formulation.pattern),
            _told(_("Proposed: %(text)s"), formulation.plan),
            _answer(formulation),
        ),
        quoted(formulation.words),
        *[_contract_line(contract) for contract in facts.contracts],
    )


def _told(sentence, text):
    return sentence % {"text": lower_first(full_stop(text))} if text.strip() else ""


def _focus_line(focus):
    words = {
        "area": focus.label,
        "rank": _("primary") if focus.rank == "primary" else _("secondary"),
        "about": f", {focus.about.rstrip('.')}" if focus.about else "",
        "begin": full_day(focus.from_on),
        "end": full_day(focus.until_on) if focus.until_on else "",
    }
    if focus.until_on:
        chosen = _("%(area)s (%(rank)s)%(about)s. Chosen %(begin)s, until %(end)s.")
    else:
        chosen = _("%(area)s (%(rank)s)%(about)s. Chosen %(begin)s.")
    return sentences(chosen % words, full_stop(focus.reason))


def _answer(formulation):
    if not formulation.given_on:
        return ""
    given = _ANSWERS.get(formulation.response, _NO_ANSWER) % {"date": full_day(formulation.given_on)}
    return given + (":" if formulation.words.strip() else ".")


def _contract_line(contract):
    words = {
        "number": contract.number,
        "date": full_day(contract.agreed_on),
        "n": contract.planned_sessions,
        "end": full_day(contract.planned_end_on),
    }
    if contract.number == 1:
        line = ngettext(
            "Contract, agreed %(date)s: %(n)s session, planned end %(end)s.",
            "Contract, agreed %(date)s: %(n)s sessions, planned end %(end)s.",
            contract.planned_sessions,
        )
    else:
        line = ngettext(
            "Contract, version %(number)s, agreed %(date)s: %(n)s session, planned end %(end)s.",
            "Contract, version %(number)s, agreed %(date)s: %(n)s sessions, planned end %(end)s.",
            contract.planned_sessions,
        )
    return sentences(line % words, full_stop(contract.reason))
