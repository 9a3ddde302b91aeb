"""How often the client came: dates, rhythm, what was missed."""

from collections import Counter
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from sessions.course_plan import PHASE_LABELS, PhaseBounds, phase_for

from ..phrases import full_day, full_stop, joined, listed, sentences, short_day, worded

_MODALITY = {
    "in_person": gettext_lazy("in person"),
    "video": gettext_lazy("by video"),
    "telephone": gettext_lazy("by telephone"),
}
_MISSED = (
    ("late_cancel", ngettext_lazy("%(n)s late cancel (%(days)s)", "%(n)s late cancels (%(days)s)", "n")),
    ("no_show", ngettext_lazy("%(n)s no-show (%(days)s)", "%(n)s no-shows (%(days)s)", "n")),
    (
        "cancelled_by_client",
        ngettext_lazy("%(n)s cancelled by the client (%(days)s)", "%(n)s cancelled by the client (%(days)s)", "n"),
    ),
    (
        "cancelled_by_practice",
        ngettext_lazy("%(n)s cancelled by the practice (%(days)s)", "%(n)s cancelled by the practice (%(days)s)", "n"),
    ),
)


def dates_and_attendance(facts):
    """First contact, consultation, sessions planned and held, rhythm, what was missed, family meetings."""
    why = full_stop(facts.length_reason)
    return joined(
        sentences(_first_steps(facts), _held_sessions(facts), _missed_sessions(facts), _family(facts)),
        _("Why this length: %(reason)s") % {"reason": why} if why else "",
    )


def course_so_far(facts):
    """Phase, count and attendance for the midcourse summary."""
    held = len(facts.held)
    if not held:
        none = _("No session has been held yet of %(planned)s planned.") % {"planned": facts.planned}
        return sentences(_first_steps(facts), none)
    bounds = PhaseBounds(facts.initial_to, facts.middle_to, facts.planned)
    phase = worded(PHASE_LABELS[phase_for(min(held, facts.planned), bounds)]).lower().capitalize()
    left = max(0, facts.planned - held)
    return sentences(
        _("%(phase)s phase, %(left)s left.") % {"phase": phase, "left": left},
        _held_sessions(facts),
        _missed_sessions(facts),
        _family(facts),
    )


def _first_steps(facts):
    first, consultation = facts.first_contact_on, facts.consultation_on
    return sentences(
        _("First contact %(date)s.") % {"date": full_day(first)} if first else "",
        _("Consultation %(date)s.") % {"date": full_day(consultation)} if consultation else "",
    )


def _held_sessions(facts):
    held = facts.held
    if not held:
        return _("None of the %(planned)s planned sessions was held.") % {"planned": facts.planned}
    minutes = Counter(meeting.minutes for meeting in held).most_common(1)[0][0]
    long = _("%(n)s minutes") % {"n": minutes} if minutes else ""
    words = {
        "held": len(held),
        "planned": facts.planned,
        "how": ", ".join(part for part in (_rhythm(held), long, _modalities(held)) if part),
        "begin": full_day(held[0].on),
        "end": full_day(held[-1].on),
    }
    if len(held) == 1:
        sentence = _("%(held)s of %(planned)s planned sessions held: %(how)s, on %(begin)s.")
    else:
        sentence = _("%(held)s of %(planned)s planned sessions held: %(how)s, from %(begin)s to %(end)s.")
    return sentences(sentence % words, _breaks(held))


def _rhythm(held):
    gaps = [(later.on - earlier.on).days for earlier, later in pairwise(held)]
    usual = median(gaps) if gaps else 0
    rhythms = ((6, 8, _("weekly")), (12, 16, _("fortnightly")), (26, 35, _("monthly")))
    return next((word for low, high, word in rhythms if low <= usual <= high), "")


def _modalities(held):
    counts = Counter(str(_MODALITY.get(meeting.modality, _MODALITY["in_person"])) for meeting in held).most_common()
    if len(counts) == 1:
        return counts[0][0]
    others = ", ".join(f"{number} {words}" for words, number in counts[1:])
    return _("mostly %(usual)s (%(others)s)") % {"usual": counts[0][0], "others": others}


def _breaks(held):
    """The longest break, where it is much longer than the usual distance."""
    gaps = [((later.on - earlier.on).days, earlier.on, later.on) for earlier, later in pairwise(held)]
    if len(gaps) < 3:
        return ""
    longest, before, after = max(gaps)
    if longest < max(21, 2.5 * median(gap for gap, _before, _after in gaps)):
        return ""
    words = {"weeks": longest // 7, "begin": short_day(before), "end": short_day(after)}
    return _("The longest break was %(weeks)s weeks, from %(begin)s to %(end)s.") % words


def _missed_sessions(facts):
    parts = []
    for status, sentence in _MISSED:
        days = [short_day(meeting.on) for meeting in facts.meetings if meeting.status == status]
        if days:
            parts.append(sentence % {"n": len(days), "days": ", ".join(days)})
    return _("%(missed)s, not counted.") % {"missed": listed(parts)} if parts else ""


def _family(facts):
    days = [short_day(meeting.on) for meeting in facts.family_meetings]
    words = {"n": len(days), "days": ", ".join(days)}
    sentence = ngettext("%(n)s family meeting (%(days)s).", "%(n)s family meetings (%(days)s).", len(days))
    return sentence % words if days else ""
