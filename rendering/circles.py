"""The closeness circles: the client in the middle, the people around in three rings, then and now.

`circles` draws one picture, `circle_pair` two: then, and now with an open dot and a dotted trail for whoever moved;
`circle_board.py` has the one in which people are moved about.
The labels are relations, in print never names.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import atan2, cos, hypot, isfinite, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .markup import PRINT_FONTS, attributes, identifier, number, plain, shortened

MIDDLE, EDGES, PATHS = 200, {1: 72, 2: 126, 3: 178}, {1: 46, 2: 98, 3: 150}
_DIRECTIONS = 24
_LONGEST_LABEL = 20

Box = tuple[float, float, float, float]
_CLIENT: Box = (183, 183, 217, 217)
Spots = dict[str, tuple[float, float]]  # a dot's place in the picture, by the person's key

_TYPE_SIZE, _PRINT_SIZE = 15, 21  # on paper the picture is 47 mm wide: 21 units are 7 points
_TYPE = {"font-family": PRINT_FONTS, "font-size": str(_PRINT_SIZE), "text-anchor": "middle"}
_HALO = {"fill": "#fff", "stroke": "#fff", "stroke-width": "4", "stroke-linejoin": "round", "aria-hidden": "true"}
PAGE = {
    **{f"ring-{ring}": attributes({"class": f"ring ring-{ring}"}) for ring in EDGES},
    **{name: attributes({"class": name}) for name in ("me", "who", "who-gone", "was", "trail")},
    "me-label": attributes({"class": "me-label", "text-anchor": "middle"}),
    "label": attributes({"class": "label", "text-anchor": "middle"}),
    "halo": "",
    "size": _TYPE_SIZE,
}
_PRINT = {
    "ring-3": attributes({"fill": "#fff", "stroke": "#777"}),
    "ring-2": attributes({"fill": "#f6f6f6", "stroke": "#777"}),
    "ring-1": attributes({"fill": "#ececec", "stroke": "#777"}),
    "me": attributes({"fill": "#000"}),
    "me-label": attributes({**_TYPE, "font-size": str(_TYPE_SIZE), "fill": "#fff"}),
    "who": attributes({"fill": "#000"}),
    "who-gone": attributes({"fill": "#fff", "stroke": "#000", "stroke-width": "1.5", "stroke-dasharray": "3 2"}),
    "was": attributes({"fill": "#fff", "stroke": "#000"}),
    "trail": attributes(
        {"stroke": "#000", "stroke-width": "1.5", "stroke-dasharray": "1 5", "stroke-linecap": "round"}
    ),
    "label": attributes({**_TYPE, "fill": "#000"}),
    "halo": attributes({**_TYPE, **_HALO}),
    "size": _PRINT_SIZE,
}


@dataclass(frozen=True)
class Person:
    """Someone in the circles. `ring` is 1 (inner), 2 or 3 (outer).

    `x` and `y` are where the dot was put, from -1 to 1 with the client at 0, 0 and the outermost circle at 1, y downwards;
    None leaves the place to us. The ring is what counts: a dot put outside its ring keeps its direction and moves into it.
    `key` tells people with the same label apart and ties then to now; without one, the label does.
    """

    label: str
    ring: int
    x: float | None = None
    y: float | None = None
    deceased: bool = False
    key: str = ""


def circles(
    people: Iterable[Person], *, centre: str, title: str, picture_id: str, for_print: bool = False
) -> SafeString:
    """One picture, 372 units square: an `<svg class="chart">` for a page, or with its own colours for a report.

    `centre` names the client (initials on a page, "C" in a report). `title` begins what a screen reader says ("Closeness
    circles on Feb 3"); who is in which ring follows. `picture_id` must be the only one of its kind in the document.
    """
    placed = in_rings(people)
    spots, _nobody = places(placed, [])
    return _picture(placed, spots, {}, centre, title, picture_id, for_print)


def circle_pair(
    *,
    then: Iterable[Person],
    now: Iterable[Person],
    centre: str,
    titles: tuple[str, str],
    picture_id: str,
    for_print: bool = False,
) -> tuple[SafeString, SafeString]:
    """Two pictures, then and now, as `circles` draws them; in the second, trails lead from where someone was.

    `titles` are theirs in this order. Their ids are `picture_id` with "-then" and "-now".
    """
    earlier, later = in_rings(then), in_rings(now)
    was, spots = places(earlier, later)
    return (
        _picture(earlier, was, {}, centre, titles[0], f"{picture_id}-then", for_print),
        _picture(later, spots, was, centre, titles[1], f"{picture_id}-now", for_print),
    )


def ring_at(x: float, y: float) -> int:
    """The ring in which a place lies, both 0 to 1 over the circles; outside them all it is the outer one."""
    distance = hypot(2 * x - 1, 2 * y - 1) * EDGES[3]
    return next((ring for ring, edge in EDGES.items() if distance <= edge), 3)


def from_middle(fraction: float | None) -> float | None:
    """A place kept as 0 to 1 over the circles as `Person` has it, -1 to 1 from the middle."""
    return None if fraction is None else 2 * fraction - 1


def _picture(
    people: list[Person], spots: Spots, was: Spots, centre: str, title: str, picture_id: str, for_print: bool
) -> SafeString:
    look = _PRINT if for_print else PAGE
    rings = ((EDGES[ring], look[f"ring-{ring}"]) for ring in (3, 2, 1))
    return format_html(
        '<svg class="chart" viewBox="14 14 372 372" role="img" aria-labelledby="{0}"><title id="{0}">{1}</title>\n'
        '{2}<circle cx="200" cy="200" r="17"{3}/><text x="200" y="205"{4}>{5}</text>\n{6}{7}{8}</svg>',
        f"{identifier(picture_id)}-title",
        spoken(people, title),
        format_html_join("", '<circle cx="200" cy="200" r="{}"{}/>\n', rings),
        look["me"],
        look["me-label"],
        shortened(centre, 3),
        _trails(was, spots, look),
        _dots(people, spots, look),
        _labels(people, spots, look),
    )


def places(then: list[Person], now: list[Person]) -> tuple[Spots, Spots]:
    """Where everyone's dot is in the two pictures, by key.

    Someone without a place of their own gets the direction with the most room, the same in both pictures.
    """
    spots: tuple[Spots, Spots] = ({}, {})
    for people, found in zip((then, now), spots, strict=True):
        found.update({p.key: _own_place(p) for p in people if _is_placed(p)})
    there = [{p.key: p for p in people} for people in (then, now)]
    waiting = {p.key: p.ring for p in [*now, *then]}
    for key in sorted(waiting, key=lambda key: (waiting[key], key)):
        known = [atan2(spot[key][1] - MIDDLE, spot[key][0] - MIDDLE) for spot in spots if key in spot]
        angle = known[0] if known else _roomiest(key, there, spots)
        for people, spot in zip(there, spots, strict=True):
            if key in people:
                spot.setdefault(key, _at(PATHS[people[key].ring], angle))
    return spots


def spoken(people: list[Person], title: str) -> str:
    """ "Closeness circles on Feb 3. Inner: mother, who has died. Middle: husband, sister. Outer: none." """
    names = {1: pgettext("ring", "Inner"), 2: pgettext("ring", "Middle"), 3: pgettext("ring", "Outer")}
    parts = [plain(title)]
    for ring, name in names.items():
        inside = [
            _("%(person)s, who has died") % {"person": plain(p.label)} if p.deceased else plain(p.label)
            for p in people
            if p.ring == ring
        ]
        parts.append(f"{name}: {', '.join(inside) or _('none')}")
    return ". ".join(parts) + "."


def in_rings(people: Iterable[Person]) -> list[Person]:
    """The people, each in one of the three rings and with a key of their own."""
    seen: Counter[str] = Counter()
    placed = []
    for person in people:
        key = person.key or person.label
        seen[key] += 1
        unique = key if seen[key] == 1 else f"{key} ({seen[key]})"
        placed.append(replace(person, ring=min(max(person.ring, 1), 3), key=unique))
    return placed


def _is_placed(person: Person) -> bool:
    return person.x is not None and person.y is not None and isfinite(person.x) and isfinite(person.y)


def _at(distance: float, angle: float) -> tuple[float, float]:
    return MIDDLE + distance * cos(angle), MIDDLE + distance * sin(angle)


def _own_place(person: Person) -> tuple[float, float]:
    x, y = person.x * EDGES[3], person.y * EDGES[3]
    inner = EDGES.get(person.ring - 1, 20)
    distance = hypot(x, y) if inner < hypot(x, y) < EDGES[person.ring] else PATHS[person.ring]
    return _at(distance, atan2(y, x))


def _roomiest(key: str, there: list[dict[str, Person]], spots: tuple[Spots, Spots]) -> float:
    """The direction in which dot and label cover least of the others, and of those the one farthest from any dot."""

    def room(angle: float) -> tuple[float, float]:
        covered, nearest = 0.0, 400.0
        for people, spot in zip(there, spots, strict=True):
            if key in people:
                x, y = _at(PATHS[people[key].ring], angle)
                mine = _boxes(people[key], (x, y))
                others = [box for who, place in spot.items() for box in _boxes(people[who], place)]
                covered += sum(_overlap(a, b) for a in mine for b in [*others, _CLIENT])
                nearest = min([nearest, *(hypot(x - a, y - b) for a, b in spot.values())])
        return -round(covered, 3), round(nearest, 3)

    return max((2 * pi * ((7 * i + 13) % _DIRECTIONS) / _DIRECTIONS for i in range(_DIRECTIONS)), key=room)


def _boxes(person: Person, spot: tuple[float, float]) -> tuple[Box, Box]:
    """The dot and the label as left, top, right, bottom."""
    (x, y), (middle, baseline, words) = spot, label_of(person, spot)
    half = _half_width(words)
    return (x - 9, y - 9, x + 9, y + 9), (middle - half, baseline - 13, middle + half, baseline + 4)


def _overlap(a: Box, b: Box) -> float:
    return max(min(a[2], b[2]) - max(a[0], b[0]), 0) * max(min(a[3], b[3]) - max(a[1], b[1]), 0)


def _half_width(words: str, size: float = _TYPE_SIZE) -> float:
    return min(0.26 * size * len(words), 180)


def label_of(person: Person, spot: tuple[float, float], size: float = _TYPE_SIZE) -> tuple[float, float, str]:
    """Middle, baseline and words: beneath the dot, above it in the upper part, never past the edge of the picture."""
    words = shortened(person.label, _LONGEST_LABEL)
    half = _half_width(words, size)
    return min(max(spot[0], 16 + half), 384 - half), spot[1] + (-13 if spot[1] < 160 else 8 + size), words


def _trails(was: Spots, spots: Spots, look: dict) -> SafeString:
    moved = [(was[who], spots[who]) for who in spots if who in was and hypot(*_apart(was[who], spots[who])) > 12]
    return format_html_join(
        "",
        '<line x1="{0}" y1="{1}" x2="{2}" y2="{3}"{4}/><circle cx="{0}" cy="{1}" r="5"{5}/>\n',
        ((*map(number, start), *map(number, end), look["trail"], look["was"]) for start, end in moved),
    )


def _apart(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return a[0] - b[0], a[1] - b[1]


def _dots(people: list[Person], spots: Spots, look: dict) -> SafeString:
    return format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="7"{}/>\n',
        ((*map(number, spots[p.key]), look["who-gone" if p.deceased else "who"]) for p in people),
    )


def _labels(people: list[Person], spots: Spots, look: dict) -> SafeString:
    labels = [label_of(person, spots[person.key], look["size"]) for person in people]
    looks = [look["halo"], look["label"]] if look["halo"] else [look["label"]]
    rows = ((number(x), number(y), kind, words) for kind in looks for x, y, words in labels)
    return format_html_join("", '<text x="{}" y="{}"{}>{}</text>\n', rows)
