"""The closeness circles with a handle on each person, for the page that moves them (static/js/circles.js)."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .circles import EDGES, PAGE, Person, Spots, in_rings, label_of, places, spoken
from .markup import identifier, number, plain, shortened

WAITING_TOP, WAITING_STEP, WAITING_IN_A_ROW = 396, 50, 3


def circle_board(people: Iterable[Person], *, centre: str, title: str, picture_id: str) -> SafeString:
    """The circles with a handle on each person, for a page that moves them. Whoever has ring 0 waits beneath the rings.

    A handle is a `<g class="handle" data-key="...">` at 0, 0, moved to its place, with a wide grip, the dot and the label.
    Without a script it is a picture like the others.
    """
    everybody = list(people)
    placed = in_rings(person for person in everybody if person.ring)
    spots, _nobody = places(placed, [])
    waiting = [person for person in everybody if not person.ring]
    spots |= {person.key: waiting_place(place) for place, person in enumerate(waiting)}
    rows = -(-max(len(waiting), 1) // WAITING_IN_A_ROW)
    rings = ((EDGES[ring], PAGE[f"ring-{ring}"]) for ring in (3, 2, 1))
    return format_html(
        '<svg class="chart board" viewBox="14 14 372 {7}" role="img" aria-labelledby="{0}"><title id="{0}">{1}</title>\n'
        '{2}<circle cx="200" cy="200" r="17"{3}/><text x="200" y="205"{4}>{5}</text>\n'
        '<text x="18" y="{8}">{9}</text>\n{6}</svg>',
        f"{identifier(picture_id)}-title",
        spoken(placed, title),
        format_html_join("", '<circle cx="200" cy="200" r="{}"{}/>\n', rings),
        PAGE["me"],
        PAGE["me-label"],
        shortened(centre, 3),
        _handles([*placed, *waiting], spots),
        WAITING_TOP + rows * WAITING_STEP - 14,
        WAITING_TOP,
        _("In no circle:"),
    )


def waiting_place(place: int) -> tuple[float, float]:
    """Where the person with this number waits: three in a row, beneath the rings."""
    row, column = divmod(place, WAITING_IN_A_ROW)
    return 76 + 124 * column, WAITING_TOP + 20 + WAITING_STEP * row


def _handles(people: list[Person], spots: Spots) -> SafeString:
    rows = []
    for person in people:
        x, y = spots[person.key]
        middle, baseline, words = label_of(person, (x, y))
        dot, label = PAGE["who-gone" if person.deceased else "who"], PAGE["label"]
        place = (number(x), number(y), dot, number(middle - x), number(baseline - y), label, words)
        rows.append((plain(person.key), plain(person.label), *place))
    return format_html_join(
        "",
        '<g class="handle" data-key="{}" data-name="{}" transform="translate({} {})"><circle class="grip" r="24"/>'
        '<circle r="7"{}/><text x="{}" y="{}"{}>{}</text></g>\n',
        rows,
    )
