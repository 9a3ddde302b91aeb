"""The interpersonal inventory as its page shows it: people in order, how many in each circle, and the picture."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from rendering.circle_board import circle_board
from rendering.circles import Person, circles, from_middle

from .closeness import counts_of, figure_of, thawed
from .vocabulary import CIRCLES, RING_WORDS, STATUS_ORDER

NO_CIRCLE = 9


@dataclass(frozen=True)
class Inventory:
    """`people`: the current ones first, the closest first. `snapshots`: the circles as kept, the earliest first."""

    people: list
    snapshots: list
    picture: str

    @property
    def groups(self):
        """[(label, people)] by status, the current ones first (000-16, 003-24)."""
        return [(label, list(people)) for label, people in groupby(self.people, key=lambda p: p.get_status_display())]

    @property
    def counts(self):
        return counts_of([figure_of(person) for person in self.people])

    @property
    def rings(self):
        return [(label, count) for (_ring, label), count in zip(CIRCLES, self.counts.rings, strict=True)]

    @property
    def first(self):
        return self.snapshots[0] if self.snapshots else None

    @property
    def count_rows(self):
        """[(label, then, now)]: how many in each circle, confidants and supports; `then` is None before a snapshot (004-08)."""
        return count_rows(counts_of(thawed(self.first.people)) if self.first else None, self.counts)


def inventory_of(client, *, title):
    """The Inventory of a client. Two queries."""
    people = people_of(client)
    picture = circles(
        drawn(figure_of(person) for person in people), centre=centre_of(client), title=title, picture_id="circles"
    )
    is_drawn = any(person.closeness for person in people)
    return Inventory(people, list(client.closeness_snapshots.all()), picture if is_drawn else "")


def people_of(client):
    """Everybody in the inventory: by status, then the closest first. `ring` and `wanted` name the circles in a word."""
    order = {status: place for place, status in enumerate(STATUS_ORDER)}
    people = sorted(
        client.important_people.all(), key=lambda p: (order[p.status], p.closeness or NO_CIRCLE, p.created_at)
    )
    for person in people:
        person.ring, person.wanted = RING_WORDS.get(person.closeness), RING_WORDS.get(person.desired_closeness)
    return people


def board_of(client, figures, *, title):
    """The picture in which people are moved; those in no circle wait beneath it."""
    return circle_board(drawn(figures, whole=True), centre=centre_of(client), title=title, picture_id="circles")


def drawn(figures, *, whole=False):
    """The figures as `rendering.circles` draws them: those in a circle, or with `whole` everybody."""
    return [
        Person(f.name, f.closeness or 0, from_middle(f.x), from_middle(f.y), deceased=f.has_died, key=f.key)
        for f in figures
        if f.closeness or whole
    ]


def centre_of(client):
    return client.initials or _("C")


def count_rows(then, now):
    labels = [label for _ring, label in CIRCLES] + [_("Confidants"), _("Supports")]
    before = tuple(then) if then else (None,) * len(labels)
    return list(zip(labels, before, tuple(now), strict=True))
