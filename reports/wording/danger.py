"""Danger over the course: the safety items, what was asked directly, assessments, alerts still open."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safety.questions import ACTIONS, RISK_LEVELS, SELF, TO_OTHERS

from ..outcomes import outcomes
from ..phrases import full_day, full_stop, joined, listed, lower_first, sentences, sources, unfinished, worded

_RISK_ASKED = {
    "no_concern": gettext_lazy("asked directly, no concern"),
    "assessed": gettext_lazy("asked, see the assessment"),
    "not_asked": gettext_lazy("not asked"),
}


def risk(facts):
    """The safety items over the course, what was asked directly, assessments, alerts still open."""
    alerts = ngettext(
        "%(n)s safety alert is still open.", "%(n)s safety alerts are still open.", facts.open_alerts
    )  # fmt: skip
    return joined(
        sentences(*_safety_items(facts), _asked(facts), *(_assessment(each) for each in facts.assessments)),
        alerts % {"n": facts.open_alerts} if facts.open_alerts else "",
    ) or unfinished(facts)


def _safety_items(facts):
    for outcome in outcomes(facts):
        if outcome.definition.risk_item_keys:
            yield _safety_item(outcome)


def _safety_item(outcome):
    answered = [sheet for sheet in outcome.sheets if sheet.safety is not None]
    above = [sheet for sheet in answered if sheet.safety > 0]
    words = {"name": outcome.definition.name, "n": len(answered), "above": len(above)}
    if above:
        sentence = ngettext(
            "The safety item of the %(name)s was above “not at all” on %(above)s of %(n)s sheet, last on %(date)s.",
            "The safety item of the %(name)s was above “not at all” on %(above)s of %(n)s sheets, last on %(date)s.",
            len(answered),
        )
        return sentence % {**words, "date": full_day(above[-1].on)}
    if not answered:
        return _("The safety item of the %(name)s was not answered.") % words
    sentence = ngettext(
        "The safety item of the %(name)s was “not at all” on the one sheet.",
        "The safety item of the %(name)s was “not at all” on all %(n)s sheets.",
        len(answered),
    )
    return sentence % words


def _asked(facts):
    asked = [note for note in facts.notes if note.session and note.risk]
    if not asked:
        return ""
    last = asked[-1]
    words = f"{sources([last.session])}: {_RISK_ASKED.get(last.risk, last.risk)}."
    return sentences(words, full_stop(last.risk_note))


_ASSESSED = {
    SELF: gettext_lazy("Risk assessment of %(date)s: %(told)s."),
    TO_OTHERS: gettext_lazy("Assessment of danger to others of %(date)s: %(told)s."),
}


def _assessment(each):
    """Level and steps. What another person is said to have done, or a child to have suffered, is not told (3.2)."""
    level, steps = lower_first(worded(dict(RISK_LEVELS).get(each.level, each.level))), dict(ACTIONS)
    done = listed(lower_first(worded(steps[key])) for key in each.actions if key in steps)
    words = {"date": full_day(each.on), "told": "; ".join(part for part in (level, done) if part)}
    return _ASSESSED.get(each.danger, _("Assessment of safety of %(date)s: %(told)s.")) % words
