"""The audit trail: who did what to which row. It holds ids and codes, and so does this page."""

from urllib.parse import urlencode

from django.shortcuts import render

from audit import reading
from audit.actions import record

from ..access import people
from ..forms import AuditForm


def audit_list(request):
    record("audit.viewed", by=request.user)
    form = AuditForm(request.GET or None, verbs=reading.verbs(), people=people())
    asked = form.cleaned_data if form.is_valid() else {}
    person = asked.get("person")
    events, last = reading.page(
        verb=asked.get("verb", ""),
        actor_id=person.pk if person else None,
        on=asked.get("on"),
        zone=request.user.time_zone,
        before=asked.get("before"),
    )
    names = {user.pk: user.full_name for user in people()}
    rows = [
        {"event": event, "who": names.get(event.actor_id, ""), "details": _in_words(event.details)} for event in events
    ]
    query = {"verb": asked.get("verb"), "person": person.pk if person else "", "on": asked.get("on"), "before": last}
    following = urlencode({name: value for name, value in query.items() if value}) if last else ""
    return render(request, "accounts/audit_list.html", {"audit_form": form, "rows": rows, "following": following})


def _in_words(details):
    """ "courses 5a925e34 ed77b5ea, page client_detail": by name, for a database keeps no order; a list as its values, what is as
    long as an id by its beginning."""
    words = []
    for name, value in sorted(details.items()):
        values = value if isinstance(value, list) else [value]
        words.append(" ".join([name, *(_shortened(str(each)) for each in values)]) if values else f"{name} 0")
    return ", ".join(words)


def _shortened(value):
    return value[:8] if len(value) == 36 else value
