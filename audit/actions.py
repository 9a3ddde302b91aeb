"""Every way an audit event comes about, and the seal that chains them."""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from .chain import FIRST, digest
from .models import AuditEvent, AuditSeal


def record(verb, obj=None, *, client=None, details=None, at=None, by):
    """Append the event `verb` on `obj` by the user `by` (None for the system), inside the caller's transaction.

    `client` is the person concerned (a row or its UUID). `details` holds ids, codes and counts, never a name and
    never clinical content.
    """
    return AuditEvent.objects.create(
        at=at or timezone.now(),
        actor_id=getattr(by, "pk", None),
        verb=verb,
        object_type=obj._meta.model_name if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        client_id=getattr(client, "pk", client),
        details=details or {},
    )


def record_reads(*, verb, clients, details=None, at=None, by):
    """Append one event `verb` for each of these clients, whose chart a page has shown together. One query."""
    at = at or timezone.now()
    return AuditEvent.objects.bulk_create(
        AuditEvent(
            at=at, actor_id=getattr(by, "pk", None), verb=verb, object_type=client._meta.model_name,
            object_id=str(client.pk), client_id=client.pk, details=details or {},
        )
        for client in clients
    )  # fmt: skip


def seal(*, now=None, limit=5000):
    """Chain the events that wait. Returns how many were sealed; 0 when another worker was quicker.

    Events younger than ten seconds wait for the next call, so that one whose transaction began earlier but ended
    later is not left behind by much; whatever comes late is simply a later link.
    """
    before = (now or timezone.now()) - dt.timedelta(seconds=10)
    try:
        with transaction.atomic():
            last = AuditSeal.objects.order_by("-number").first()
            number, previous = (last.number, last.digest) if last else (0, FIRST)
            seals = []
            for event in AuditEvent.objects.unsealed().filter(at__lte=before)[:limit]:
                number, previous = number + 1, digest(previous, event, key=settings.AUDIT_KEY)
                seals.append(AuditSeal(number=number, event=event, digest=previous))
            AuditSeal.objects.bulk_create(seals)
            return len(seals)
    except IntegrityError:
        return 0


def verify():
    """Walk the chain. Returns (sealed, waiting, problems): two counts and a list of sentences, empty when all adds up."""
    problems, previous, expected = [], FIRST, 1
    for link in AuditSeal.objects.order_by("number").select_related("event").iterator(chunk_size=2000):
        if link.number != expected:
            problems.append(f"Link {expected} is missing.")
            expected = link.number
        if digest(previous, link.event, key=settings.AUDIT_KEY) != link.digest:
            problems.append(
                f"Link {link.number} (event {link.event_id}) does not match its event or the link before it."
            )
        previous, expected = link.digest, expected + 1
    return expected - 1, AuditEvent.objects.unsealed().count(), problems
