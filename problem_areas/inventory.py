"""The interpersonal inventory as its page shows it: people in order, how many in each circle, and the picture."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rendering.circles import Person, circles

from .vocabulary import CIRCLES, STATUSES

ORDER = {status: place for place, (status, _label) in enumerate(STATUSES)}
NO_CIRCLE = 9


@dataclass(frozen=True)
class Inventory:
    """`people`: the current ones first, the closest first. `rings`: (label, how many) for each circle."""

    people: list
    rings: list
    confidants: int
    picture: str

    @property
    def in_circles(self):
        return sum(count for _label, count in self.rings)


def inventory_of(client, *, title):
    """The Inventory of a client. One query."""
    people = sorted(
        client.important_people.all(), key=lambda p: (ORDER[p.status], p.closeness or NO_CIRCLE, p.created_at)
    )
    placed = [person for person in people if person.closeness]
    picture = circles(
        [Person(p.name, p.closeness, deceased=p.status == "deceased", key=str(p.pk)) for p in placed],
        centre=client.initials or _("C"),
        title=title,
        picture_id="circles",
    )
    rings = [(label, sum(person.closeness == ring for person in placed)) for ring, label in CIRCLES]
    return Inventory(people, rings, sum(person.confides for person in people), picture if placed else "")
