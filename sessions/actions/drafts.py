"""Drafts: a text that is saved while it is written, each time the page pauses. Called by the actions of what is written."""

import datetime as dt

from audit.actions import record
from audit.versions import update_version

EDITING_SPELL = dt.timedelta(minutes=30)
"""A pause this long ends an editing spell; the audit trail has one event for each."""


def go_on_writing(*, row, version, values, verb, client, now, by):
    """Save what is written so far. Raises StaleVersion. The first save of an editing spell is an audit event, `verb`."""
    begins = row.author_id != by.pk or row.drafted_at is None or now - row.drafted_at > EDITING_SPELL
    row = update_version(row, version, drafted_at=now, author=by, **values)
    if begins:
        record(verb, row, client=client, at=now, by=by)
    return row
