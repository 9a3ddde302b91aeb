"""Scores as pages, charts and reports read them: standing sheets only, in order, each with its day."""

from django.utils.translation import gettext as _

from safety.questions import SAFETY_ITEM_UNANSWERED

from .change import DatedScore, baseline_and_final, change_sentence, reliable_verdict
from .instruments import INSTRUMENTS
from .instruments import instrument as definition_of
from .models import Administration
from .scoring import score


def scores_for(client, instrument=None, *, until_on=None):
    """The standing sheets of a client, the oldest first: of one questionnaire, or of all; up to a day, or all."""
    sheets = Administration.objects.standing().filter(client=client).in_order()
    if instrument is not None:
        sheets = sheets.filter(instrument=instrument)
    return sheets.filter(taken_on__lte=until_on) if until_on else sheets


def dated(sheets):
    """Sheets as the DatedScores that `measures.change` judges."""
    return [DatedScore(sheet.taken_on, sheet.total) for sheet in sheets]


def change_in_words(definition, sheets, first_session_on):
    """ "4 below the start of 16. Not yet a reliable change (6 needed)." for sheets in order, or "" with fewer than two."""
    pair = baseline_and_final(dated(sheets), first_session_on)
    return change_sentence(definition, pair[0].total, pair[1].total, name_start=True) if pair else ""


def verdicts_of(sheets, first_session_on):
    """Instrument key to `measures.change.reliable_verdict`, for sheets of any questionnaires in order."""
    mine = {}
    for sheet in sheets:
        if sheet.instrument in INSTRUMENTS:
            mine.setdefault(sheet.instrument, []).append(sheet)
    return {
        key: reliable_verdict(INSTRUMENTS[key], baseline_and_final(dated(found), first_session_on))
        for key, found in mine.items()
    }


def danger_in_words(sheet, definition, risks):
    """What was answered, and what was answered before: "PHQ-9, thoughts of death or self-harm: “several days”, ..."."""
    labels = {response.value: response.label.lower() for response in definition.responses}
    before = (
        scores_for(sheet.client_id, sheet.instrument)
        .filter(recorded_at__lt=sheet.recorded_at)
        .exclude(pk=sheet.pk)
        .last()
    )
    parts = []
    for key, answer in risks.items():
        words = {"measure": definition.name, "item": definition.item(key).meaning.lower(), "answer": labels[answer]}
        earlier = before.answers.get(key) if before else None
        if earlier is None:
            parts.append(_("%(measure)s, %(item)s: “%(answer)s”.") % words)
        else:
            words["before"] = labels[earlier]
            parts.append(_("%(measure)s, %(item)s: “%(answer)s”, last time “%(before)s”.") % words)
    return " ".join(parts)


def definition_for(sheet):
    """The questionnaire as it was when the sheet was answered."""
    return definition_of(sheet.instrument, sheet.instrument_version)


def outcome_in_words(sheet):
    """What the sheet says, in sentences for the page: the score, or why there is none, and a safety item left blank."""
    definition = definition_for(sheet)
    scored = score(definition, sheet.answers)
    if scored.total is None:
        sentences = [_("%(measure)s saved without a total.") % {"measure": definition.name}, scored.problem]
    else:
        said = _("%(measure)s %(total)s, %(band)s.") if scored.band else _("%(measure)s %(total)s.")
        sentences = [said % {"measure": definition.name, "total": scored.total, "band": scored.band}]
        if scored.prorated:
            sentences.append(_("Prorated: blank items count as the mean of the others."))
    if scored.safety_item_unanswered and SAFETY_ITEM_UNANSWERED not in sentences:
        sentences.append(SAFETY_ITEM_UNANSWERED)
    if scored.risk_items:
        sentences.append(_("A safety alert is open. Ask about safety today."))
    return " ".join(sentences)
