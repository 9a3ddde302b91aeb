"""A report as a page needs it: facts and text as they stand, what is missing, what changed since the signature."""

from dataclasses import dataclass

from django.utils import timezone

from sessions.models import NoteAddendum, SessionNote

from .drafts import facts_for, fingerprint, texts
from .facts import Facts
from .gather import gather
from .phrases import not_recorded
from .sections import SECTIONS


@dataclass(frozen=True)
class Reading:
    """A draft read at one moment."""

    facts: Facts
    said: dict

    @property
    def seen(self):
        return fingerprint(self.facts, self.said)

    @property
    def course_words(self):
        """For `_course_line.html`."""
        held = len(self.facts.held)
        missed = sum(meeting.status in ("late_cancel", "no_show") for meeting in self.facts.meetings)
        return {
            "held": held,
            "planned": self.facts.planned,
            "left": max(0, self.facts.planned - held),
            "missed": missed,
        }

    @property
    def gaps(self):
        """The headings of sections that say that something is not recorded."""
        missing = not_recorded().rstrip(".").lower()
        return [
            section.heading
            for section in SECTIONS[self.facts.kind]
            if any(missing in self.said[part.key].lower() for part in section.parts)
        ]


def read(report, *, signer, now=None):
    """The draft as it would be signed by `signer` now."""
    facts = facts_for(report, gather(report.course, report.kind, now=now or timezone.now(), signer=signer))
    return Reading(facts, texts(report, facts))


def changed_since(report):
    """What the chart has got since this report was signed: addenda, notes signed later. In order of time."""
    notes = SessionNote.objects.filter(therapy_session__course=report.course)
    later = notes.filter(signed_at__gt=report.signed_at).select_related("therapy_session__appointment")
    added = NoteAddendum.objects.filter(note__in=notes.filter(signed_at__isnull=False), signed_at__gt=report.signed_at)
    rows = [{"at": note.signed_at, "note": note, "added": False} for note in later]
    rows += [
        {"at": addendum.signed_at, "note": addendum.note, "added": True}
        for addendum in added.select_related("note__therapy_session__appointment")
    ]
    return sorted(rows, key=lambda row: row["at"])
