"""What a supervisor puts beside a signed note, and what the author answers. Rows of their own: the note stays as it was."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.text import Prose

from .note import NoteAddendum, SessionNote


class CoSignature(models.Model):
    """A supervisor's signature beside the author's."""

    note = models.ForeignKey(SessionNote, on_delete=models.PROTECT, related_name="co_signatures")
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "signed_by"], name="a_supervisor_co_signs_a_note_once")]

    def __str__(self):
        return f"co-signed {self.signed_at:%Y-%m-%d %H:%M}"


class ReviewComment(models.Model):
    """What a supervisor said about a note. Read by author and supervisors; not printed."""

    note = models.ForeignKey(SessionNote, on_delete=models.PROTECT, related_name="review_comments")
    text = Prose(blank=False)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, help_text="When the note's author said that they have read it")

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self):
        return f"comment of {self.written_at:%Y-%m-%d %H:%M}"


class ChangeRequestQuerySet(models.QuerySet):
    def open(self):
        """Those that the author has not answered, and that their supervisor has not settled by signing all the same."""
        return self.filter(answer__isnull=True).exclude(note__co_signatures__signed_by=F("asked_by"))


class ChangeRequest(models.Model):
    """A supervisor asks the author of a signed note for a change. Never changed; the answer is a row of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(SessionNote, on_delete=models.PROTECT, related_name="change_requests")
    text = Prose(blank=False)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self):
        return f"change asked for {self.asked_at:%Y-%m-%d %H:%M}"


class ChangeAnswer(models.Model):
    """What the author did about a change request: the addendum they added, or why the note stays as it is."""

    request = models.OneToOneField(ChangeRequest, on_delete=models.PROTECT, related_name="answer")
    addendum = models.ForeignKey(NoteAddendum, on_delete=models.PROTECT, null=True, related_name="+")
    text = Prose(help_text="Why not; empty beside an addendum")
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(addendum__isnull=False, text="") | (Q(addendum__isnull=True) & ~Q(text="")),
                name="a_change_is_answered_by_an_addendum_or_a_reason",
            )
        ]

    def __str__(self):
        return f"answer of {self.answered_at:%Y-%m-%d %H:%M}"
