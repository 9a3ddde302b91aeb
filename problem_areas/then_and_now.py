"""Two days of the closeness circles side by side: the pictures, who moved, and how many there were."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rendering.circles import circle_pair

from . import closeness
from .closeness import counts_of, figure_of, moves_between, thawed
from .inventory import centre_of, count_rows, drawn, people_of
from .vocabulary import RELATIONS, RING_WORDS

TODAY = "now"


@dataclass(frozen=True)
class Day:
    """The circles on one day. `key`: the id of a snapshot, or "now"."""

    key: str
    label: str
    figures: list


@dataclass(frozen=True)
class ThenAndNow:
    """`days`: all there are, for the choice. `rows`: one for each person. `pictures`: then and now, side by side."""

    days: list
    then: Day
    now: Day
    pictures: tuple
    rows: list
    counts: list
    summary: str


def then_and_now(client, *, then="", now=""):
    """Two days of the client's circles: as chosen, or else the first one kept and today. None before one is kept."""
    days = _days(client)
    if len(days) < 2:
        return None
    known = {day.key: day for day in days}
    first, second = known.get(then, days[0]), known.get(now, days[-1])
    moves = moves_between(first.figures, second.figures)
    pictures = circle_pair(
        then=drawn(first.figures),
        now=drawn(second.figures),
        centre=centre_of(client),
        titles=tuple(_("Closeness circles, %(day)s") % {"day": day.label} for day in (first, second)),
        picture_id="circles",
    )
    counts = count_rows(counts_of(first.figures), counts_of(second.figures))
    return ThenAndNow(days, first, second, pictures, [_row(move) for move in moves], counts, summary_of(moves))


def _days(client):
    """Each snapshot, the earliest first, and today."""
    kept = [Day(str(each.pk), _label(each), thawed(each.people)) for each in client.closeness_snapshots.all()]
    return [*kept, Day(TODAY, _("Now"), [figure_of(person) for person in people_of(client)])]


def _label(snapshot):
    return f"{formats.date_format(snapshot.taken_on, 'M j, Y')}, {snapshot.get_occasion_display()}"


def _row(move):
    figure = move.figure
    return {
        "name": figure.name,
        "relation": dict(RELATIONS).get(figure.relation, figure.relation),
        "then": RING_WORDS.get(move.then.closeness) if move.then else None,
        "now": RING_WORDS.get(move.now.closeness) if move.now else None,
        "change": words_of(move),
        "has_changed": move.kind != closeness.SAME,
        "wanted": RING_WORDS.get(figure.desired_closeness),
        "confides": _confides(move),
    }


def words_of(move):
    """ "1 closer", "New", "No longer listed", "Same": what became of one person."""
    words = {
        closeness.SAME: _("Same"),
        closeness.NEW: _("New"),
        closeness.GONE: _("No longer listed"),
        closeness.PLACED: _("Now in a circle"),
        closeness.TAKEN_OUT: _("Taken out of the circles"),
    }
    if move.kind == closeness.CLOSER:
        return _("%(steps)s closer") % {"steps": move.steps}
    if move.kind == closeness.FURTHER:
        return _("%(steps)s further") % {"steps": move.steps}
    return words[move.kind]


def _confides(move):
    before, after = bool(move.then and move.then.confides), bool(move.now and move.now.confides)
    if after:
        return _("Yes") if before else _("Yes, new")
    return _("No longer") if before else _("No")


def summary_of(moves):
    """ "1 person is closer, 2 are further, 1 is new." """
    number = {
        kind: sum(move.kind == kind for move in moves) for kind in (closeness.CLOSER, closeness.FURTHER, closeness.NEW)
    }
    parts = [
        ngettext("%(n)d person moved closer", "%(n)d people moved closer", number[closeness.CLOSER]),
        ngettext("%(n)d moved further out", "%(n)d moved further out", number[closeness.FURTHER]),
        ngettext("%(n)d is new", "%(n)d are new", number[closeness.NEW]),
    ]
    told = [words % {"n": n} for words, n in zip(parts, number.values(), strict=True) if n]
    return ", ".join(told) + "." if told else _("Nobody moved.")
