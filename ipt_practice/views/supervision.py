"""What waits for a supervisor."""

from django.shortcuts import render
from django.utils import timezone

from audit.actions import record
from sessions.reviews import NO_RESPONSE_RULE

from ..supervision import queue_of


def supervision_queue(request):
    queue = queue_of(request.user, request.GET.get("of", ""), now=timezone.now())
    clients = [str(row.client.pk) for _name, rows in queue.cases for row in rows]
    record("supervision.viewed", details={"notes": queue.count, "clients": clients}, by=request.user)
    return render(
        request, "ipt_practice/supervision_queue.html", {"queue": queue, "no_response_rule": NO_RESPONSE_RULE}
    )
