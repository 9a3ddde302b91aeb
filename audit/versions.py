"""Optimistic locking: a write names the version it read, and loses to nobody in silence."""

from django.db.models import F


class StaleVersion(Exception):
    """Somebody saved in between. `current` is the row as it is now."""

    def __init__(self, current):
        super().__init__("This was changed by someone else, or in another tab, since you opened it.")
        self.current = current


def update_version(row, version, **changes):
    """Write `changes` to `row` if it is still at `version`, and make it the next one. Returns the row, refreshed.

    One conditional UPDATE, the same on both databases (threats 2.2). Raises StaleVersion when somebody was quicker.
    """
    model = type(row)
    updated = model._base_manager.filter(pk=row.pk, version=version).update(version=F("version") + 1, **changes)
    row.refresh_from_db()
    if not updated:
        raise StaleVersion(row)
    return row
