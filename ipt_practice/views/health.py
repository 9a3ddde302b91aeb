"""Do the web processes and the database answer, and is the background work alive? For the machine that watches."""

from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone

from ipt_practice import heartbeat


def health(request):
    try:
        lines, status = list(heartbeat.report(timezone.now())), 200
    except DatabaseError:
        lines, status = ["the database does not answer"], 503
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain", status=status)
