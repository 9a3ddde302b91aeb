"""A supervisor asks for a change to a signed note, and the author answers. The note itself stays as it was signed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions import record

from ..models import ChangeAnswer, ChangeRequest, Course
from .notes import add_addendum


class AlreadyAsked(Exception):
    """This supervisor has asked for a change to this note already, and the author has not answered yet."""


class AlreadyAnswered(Exception):
    """The author has answered this change request already."""


def request_change(*, note, text, now=None, by):
    """Ask the author for a change. One at a time: raises AlreadyAsked while an earlier request waits for its answer."""
    now = now or timezone.now()
    with transaction.atomic():
        Course.objects.kept_still(note.therapy_session.course_id)
        if note.change_requests.open().filter(asked_by=by).exists():
            raise AlreadyAsked
        request = ChangeRequest.objects.create(note=note, text=text, asked_at=now, asked_by=by)
        _record("note.change_requested", request, now, by)
    return request


def see_comments(*, note, last=None, now=None, by):
    """The author has read what supervisors said about this note. Returns how many comments that were new.

    `last`: the id of the last comment that the page showed, None for all: what was said after it is still to be read.
    """
    now = now or timezone.now()
    with transaction.atomic():
        shown = note.review_comments.filter(seen_at__isnull=True)
        seen = (shown if last is None else shown.filter(pk__lte=last)).update(seen_at=now)
        if seen:
            client = note.therapy_session.course.client_id
            record("note.comments_seen", note, client=client, details={"comments": seen}, at=now, by=by)
    return seen


def answer_change(*, request, text, as_addendum, now=None, by):
    """Answer a change request: with an addendum to the note, or with the reason why it stays as it is. Raises AlreadyAnswered."""
    now = now or timezone.now()
    with transaction.atomic():
        addendum = add_addendum(note=request.note, text=text, now=now, by=by) if as_addendum else None
        try:
            with transaction.atomic():
                answer = ChangeAnswer.objects.create(
                    request=request, addendum=addendum, text="" if as_addendum else text, answered_at=now, answered_by=by
                )  # fmt: skip
        except IntegrityError as error:
            raise AlreadyAnswered from error
        _record("note.change_answered", request, now, by, answer="addendum" if as_addendum else "reply")
    return answer


def _record(verb, request, now, by, **details):
    client = request.note.therapy_session.course.client_id
    record(verb, request, client=client, details={"note": str(request.note_id), **details}, at=now, by=by)
