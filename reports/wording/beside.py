"""What was sought, tried before, and stood beside IPT: listed, with no claim of cause (docs/clinical.md 8.17)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..phrases import full_day, full_stop, lower_first, sentences, short_day

NO_CAUSE = gettext_lazy("What stood beside IPT is listed; no cause is claimed for what changed.")


def sought(facts):
    """Reasons for seeking help and earlier treatment, in two sentences."""
    reasons = "; ".join(lower_first(each) for each in facts.beside.sought)
    prior = full_stop("; ".join(facts.beside.prior))
    return sentences(
        _("Sought help for: %(reasons)s.") % {"reasons": reasons} if reasons else "",
        _("Treatment before: %(treatments)s") % {"treatments": prior} if prior else "",
    )


def beside_ipt(facts):
    """Each adjunct modality with its provider, dates and purpose; nothing where there is none."""
    told = "; ".join(_adjunct(each) for each in facts.beside.adjuncts)
    if not told:
        return ""
    return sentences(_("IPT was the one primary modality. Beside it: %(others)s.") % {"others": told}, str(NO_CAUSE))


def _adjunct(each):
    dates = {"begin": full_day(each.from_on), "end": full_day(each.until_on) if each.until_on else ""}
    when = (_("%(begin)s to %(end)s") if each.until_on else _("since %(begin)s")) % dates
    purpose = f" ({lower_first(each.purpose.rstrip('.'))})" if each.purpose else ""
    return f"{each.name}, {each.provider.lower()}, {when}{purpose}"


def family_meetings(facts):
    """The days of the meetings with the family, and who came by relation."""
    who = {each.on: each.who for each in facts.beside.family}
    days = ", ".join(_meeting(meeting.on, who.get(meeting.on)) for meeting in facts.family_meetings)
    return _("Family meetings: %(days)s.") % {"days": days} if days else ""


def _meeting(on, who):
    return _("%(day)s with %(who)s") % {"day": short_day(on), "who": who} if who else short_day(on)
