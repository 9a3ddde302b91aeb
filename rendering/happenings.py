"""What a timeline is made of, and the same in a sentence. The picture: `timeline.py`."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .markup import plain

ONSET, SYMPTOM, EVENT = "onset", "symptom", "event"
HELD, MISSED = "held", "missed"


@dataclass(frozen=True)
class TimelineEvent:
    """`until` is the last day it may have been, where `on` is not exact. `detail`: when, with whom, which area."""

    on: dt.date
    title: str
    detail: str = ""
    kind: str = EVENT
    until: dt.date | None = None

    @property
    def about(self) -> dt.date:
        """The day it stands at: in the middle of its bar where it is not exact."""
        return self.on + (self.until - self.on) / 2 if self.until else self.on


@dataclass(frozen=True)
class TimelineSession:
    """`number` is None for one that was missed."""

    on: dt.date
    number: int | None
    state: str = HELD


@dataclass(frozen=True)
class TimelineSeries:
    """One questionnaire: (day, total), in order. The first is the solid line with discs, the second dashed with squares."""

    label: str
    points: tuple[tuple[dt.date, float], ...]


@dataclass(frozen=True)
class Timeline:
    """All that the picture shows. `top` is the highest value of the score axis."""

    events: tuple[TimelineEvent, ...] = ()
    sessions: tuple[TimelineSession, ...] = ()
    series: tuple[TimelineSeries, ...] = ()
    top: float = 27
    picture_id: str = "timeline"

    @property
    def course(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of sessions and scores."""
        days = [session.on for session in self.sessions] + [day for line in self.series for day, _value in line.points]
        return (min(days), max(days)) if days else None


def spoken(timeline: Timeline) -> str:
    """ "Timeline from 1998 to 2026: 6 life events, 16 sessions; PHQ-9 from 16 to 5. The list below has every entry." """
    days = [event.on for event in timeline.events] + list(timeline.course or ())
    held = sum(session.state == HELD for session in timeline.sessions)
    parts = [
        ngettext("%(count)s life event", "%(count)s life events", len(timeline.events))
        % {"count": len(timeline.events)},
        ngettext("%(count)s session held", "%(count)s sessions held", held) % {"count": held},
    ]
    for line in timeline.series:
        if line.points:
            ends = {"name": plain(line.label), "first": f"{line.points[0][1]:g}", "last": f"{line.points[-1][1]:g}"}
            once = len(line.points) == 1
            parts.append((_("%(name)s %(first)s") if once else _("%(name)s from %(first)s to %(last)s")) % ends)
    span = {"first": min(days).year, "last": max(days).year, "what": ", ".join(parts)}
    return _("Timeline from %(first)s to %(last)s: %(what)s. The list below has every entry.") % span
