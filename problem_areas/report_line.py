"""What a report says of one area (docs/clinical.md, section 3, "Report line", and 3.5): from the chart's fields alone.

Relations, never names. Of a third party nothing is said but the relation: what was written about them stays in the chart.
Pure: `area_facts.facts_of` reads the area and its rows by their fields, `report_summary` makes the sentences.
"""

import datetime as dt

from accounts.terms import in_words

from .area_words import AREA_RESOLUTIONS, CHOSEN_OR_FORCED, DISPUTE_PLANS
from .catalogue import AREAS, GRIEF, INTERPERSONAL_DEFICITS, ROLE_DISPUTE, ROLE_TRANSITION
from .vocabulary import (
    AMOUNTS,
    DISPUTE_OUTCOMES,
    DISPUTE_STAGES,
    GRIEF_PATTERNS,
    LOSS_KINDS,
    SKILLS_GAPS,
    TRANSITION_EXAMPLES,
    TRANSITION_TYPES,
)

PROLONGED_AFTER_MONTHS, PROLONGED_AFTER_MONTHS_IN_CHILDREN = 12, 6
_MONTHS_SAID_TO = 36
_COMMUNICATION = ("tried_conversation", "fewer_arguments", "expectations_stated")
_SUPPORTS = ("contacts", "new_supports", "new_contacts", "invitations")


def report_summary(known, on, _=str):
    """The report line of an area as it stands on the day `on`: sentences, "" when the chart has nothing yet.

    _: what translates a sentence (gettext); the sentences are written as its messages, with named places.
    """
    lines = [*_LINES[known.kind](known, on, _), _progress(known, _), _result(known, _)]
    return " ".join(line for line in lines if line)


def months_since(day, on):
    """Whole months from one day to another."""
    return (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)


def next_anniversary(day, on):
    """The next time this date comes round. February 29 counts as 28 in other years."""
    for year in (on.year, on.year + 1):
        last = 28 if (day.month, day.day) == (2, 29) and not _is_leap(year) else day.day
        if (again := dt.date(year, day.month, last)) >= on:
            return again
    return None


def prolonged_hint(area, on, *, is_minor=False):
    """A word on prolonged grief where a death lies far enough back for it, "" otherwise. A hint, never a diagnosis."""
    day = area.details.get("death_date")
    limit = PROLONGED_AFTER_MONTHS_IN_CHILDREN if is_minor else PROLONGED_AFTER_MONTHS
    if area.kind != GRIEF or area.loss_kind not in ("", "death") or not day:
        return ""
    if months_since(dt.date.fromisoformat(day), on) < limit:
        return ""
    return f"{limit} months or more since the death: prolonged grief may be asked about."


def _grief(known, on, _):
    words = {
        "loss": _label(LOSS_KINDS, known.loss_kind, _) or _("Loss"),
        "relation": f" ({_(known.relation).lower()})" if known.relation else "",
        "ago": _time_since(known, on, _),
    }
    yield _("%(loss)s%(relation)s%(ago)s.") % words
    if known.pattern:
        then, now = (_label(GRIEF_PATTERNS, key, _).lower() for key in (known.pattern, known.pattern_now))
        said = (
            _("Grief at the start: %(then)s; now: %(now)s.")
            if _moved(then, now)
            else _("Grief at the start: %(then)s.")
        )
        yield said % {"then": then, "now": now}
    seen = _seen(known, [key for key in _markers_of(GRIEF) if key not in _SUPPORTS], _)
    yield _("Mourning now: %(signs)s.") % {"signs": seen} if seen else ""
    yield _supports(known, _)
    if known.happened_on and known.precision != "year":
        ahead = _dated(next_anniversary(known.happened_on, on), known.precision, _)
        yield _("Next anniversary: %(date)s.") % {"date": ahead}


def _dispute(known, on, _):
    if known.relation:
        yield _("With: %(relation)s.") % {"relation": _(known.relation).lower()}
    start, end = (_(DISPUTE_STAGES[key].label).lower() if key else "" for key in (known.stage_at_start, known.stage))
    if end and start == end:
        yield _("Stage at the start and now: %(stage)s.") % {"stage": end}
    elif end:
        yield _("Stage at the start: %(start)s; now: %(now)s.") % {"start": start, "now": end}
    if known.plan:
        yield _("Plan chosen: %(plan)s.") % {"plan": _label(DISPUTE_PLANS, known.plan, _).lower()}
    seen = _seen(known, _COMMUNICATION, _)
    yield _("Communication: %(signs)s.") % {"signs": seen} if seen else ""


def _transition(known, on, _):
    labels = (_label(TRANSITION_EXAMPLES, known.subtype, _), _label(TRANSITION_TYPES, known.transition_type, _))
    what = next((words for words in (known.event, *labels) if words), "")
    if what:
        date = f" ({_dated(known.happened_on, known.precision, _)})" if known.happened_on else ""
        chosen = f", {_label(CHOSEN_OR_FORCED, known.chosen, _).lower()}" if known.chosen else ""
        yield _("Change: %(what)s%(date)s%(chosen)s.") % {"what": what.rstrip("."), "date": date, "chosen": chosen}
    yield _roles(known, _)
    if known.both_sides_seen:
        yield _("Good and bad of both roles are named.")
    seen = _seen(known, ("balanced_view", "skill_tried"), _)
    yield _("Gained: %(signs)s.") % {"signs": seen} if seen else ""
    yield _supports(known, _)
    if known.mastery:
        yield _("Mastery of the new role: %(rating)s.") % {"rating": _from_to(known.mastery, _)}
    if known.pressures:
        yield _("What may press next: %(what)s.") % {"what": known.pressures.rstrip(".")}


def _roles(known, _):
    words = {"old": known.old_role.rstrip("."), "new": known.new_role.rstrip(".")}
    if known.old_role and known.new_role:
        return _("Old role: %(old)s; new role: %(new)s.") % words
    if known.old_role:
        return _("Old role: %(old)s.") % words
    return _("New role: %(new)s.") % words if known.new_role else ""


def _deficits(known, on, _):
    if known.isolation is not None:
        then, now = (_label(AMOUNTS, key, _).lower() for key in (known.isolation, known.isolation_now))
        said = (
            _("Isolation at the start: %(then)s; now: %(now)s.")
            if _moved(then, now)
            else _("Isolation at the start: %(then)s.")
        )
        yield said % {"then": then, "now": now}
    if known.ties is not None:
        said = (
            _("People in the client's life then: %(then)s; now: %(now)s.")
            if _moved(known.ties, known.ties_now)
            else _("People in the client's life then: %(then)s.")
        )
        yield said % {"then": known.ties, "now": known.ties_now}
    if known.skills:
        skills = _listed((_label(SKILLS_GAPS, key, _).lower() for key in known.skills), _)
        yield _("Skills worked on: %(skills)s.") % {"skills": skills}
    seen = _seen(known, _markers_of(INTERPERSONAL_DEFICITS), _)
    yield _("Changes in network and skills: %(signs)s.") % {"signs": seen} if seen else ""
    yield _(
        "Change in this area is usually modest, and further treatment is recommended more often than in the others."
    )


_LINES = {GRIEF: _grief, ROLE_DISPUTE: _dispute, ROLE_TRANSITION: _transition, INTERPERSONAL_DEFICITS: _deficits}


def _seen(known, keys, _):
    """The signs of progress among `keys` that were seen, listed."""
    labels = dict(AREAS[known.kind].progress_markers)
    return _listed((in_words(labels[key], _).lower() for key in keys if key in known.markers and key in labels), _)


def _supports(known, _):
    if known.supports_gained:
        gained = _listed((_(words).lower() for words in known.supports_gained), _)
        return _("New supports: %(supports)s.") % {"supports": gained}
    seen = _seen(known, _SUPPORTS, _)
    return _("Supports: %(signs)s.") % {"signs": seen} if seen else ""


def _progress(known, _):
    return _("Progress in this area: %(rating)s.") % {"rating": _from_to(known.progress, _)} if known.progress else ""


def _result(known, _):
    label = _label(DISPUTE_OUTCOMES if known.kind == ROLE_DISPUTE else AREA_RESOLUTIONS, known.result, _).lower()
    sentence = _("Outcome: %(result)s.") if known.kind == ROLE_DISPUTE else _("Resolution: %(result)s.")
    return sentence % {"result": label} if label else ""


def _from_to(ratings, _):
    words = {"first": ratings[0], "last": ratings[-1]}
    return (_("%(last)s of 10") if len(ratings) == 1 else _("%(first)s to %(last)s of 10")) % words


def _moved(then, now):
    """Is there an answer of today that differs from the first one?"""
    return now not in ("", None, then)


def _time_since(known, on, _):
    if not known.happened_on or known.happened_on > on:
        return ""
    months = months_since(known.happened_on, on)
    words = {"year": known.happened_on.year, "years": months // 12, "months": months}
    if known.precision == "year":
        return _(", in %(year)s") % words
    if months > _MONTHS_SAID_TO:
        return _(", %(years)s years ago") % words
    if not months:
        return _(", less than a month ago")
    return (_(", %(months)s month ago") if months == 1 else _(", %(months)s months ago")) % words


def _dated(day, precision, _):
    words = {"month": _(f"{day:%B}"), "day": day.day, "year": day.year}
    if precision == "day":
        return _("%(month)s %(day)s, %(year)s") % words
    return _("%(month)s %(year)s") % words if precision == "month" else str(day.year)


def _markers_of(kind):
    return [key for key, _text in AREAS[kind].progress_markers]


def _label(pairs, key, _):
    return in_words(dict(pairs).get(key, ""), _)


def _listed(words, _):
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
