"""Optimistic locking: a write names the version it read, and loses to nobody in silence."""

from django.db.models import F
from django.utils.translation import gettext as _


class StaleVersion(Exception):
    """Somebody saved in between. `current` is the row as it is now."""

    def __init__(self, current):
        super().__init__("This was changed by someone else, or in another tab, since you opened it.")
        self.current = current


class Locked(Exception):
    """What was signed or finished is not changed. `current` is the row as it stands."""

    def __init__(self, current):
        super().__init__("This was signed or finished, and can no longer be changed.")
        self.current = current


def update_version(row, version, **changes):
    """Write `changes` to `row` if it is still at `version`, and make it the next one. Returns the row, refreshed.

    One conditional UPDATE, the same on both databases (threats 2.2). Raises StaleVersion when somebody was quicker.
    """
    model = row._meta.model  # not type(row): the signed-in user of a request is a lazy wrapper
    updated = model._base_manager.filter(pk=row.pk, version=version).update(version=F("version") + 1, **changes)
    row.refresh_from_db()
    if not updated:
        raise StaleVersion(row)
    return row


def is_stored(row, values):
    """Is all of it stored already? An answer that was lost on its way is no conflict, whatever its version."""
    return all(getattr(row, name) == value for name, value in values.items())


def differences(form, row):
    """What was typed and what is stored now, where they differ: the rows of templates/_stored_now.html.

    `form` was valid, and its fields are named as those of `row`.
    """
    rows = []
    for name, field in form.fields.items():
        if name in form.cleaned_data and hasattr(row, name) and not field.widget.is_hidden:
            mine, theirs = _plain(form.cleaned_data[name]), _plain(getattr(row, name))
            if mine != theirs:
                rows.append({"label": field.label, "mine": _shown(field, mine), "theirs": _shown(field, theirs)})
    return rows


def _plain(value):
    """A list for what holds several rows, anything else as it is."""
    return list(value.all()) if hasattr(value, "all") else value


def _shown(field, value):
    if isinstance(value, list):
        return ", ".join(str(_shown(field, each)) for each in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    labels = {str(key): label for key, label in getattr(field, "choices", ()) if not isinstance(label, list | tuple)}
    return labels.get(str(getattr(value, "pk", value)), value if value is not None else "")
