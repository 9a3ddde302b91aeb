"""Every write to a client's inventory, timeline, problem areas and formulation. What was there before stays in the history.

`values` holds fields of the model by name. A person or an event that is named must be the client's own.
"""

from django.db import transaction
from django.utils import timezone

from accounts.access import today_for
from audit.actions import record
from audit.versions import StaleVersion, update_version

from .models import Formulation, ImportantPerson, LifeEvent, ProblemArea


class NotOfThisClient(Exception):
    """A person or an event that belongs to somebody else's chart."""


def add_person(*, client, values, now=None, by):
    """Put a person in the interpersonal inventory. `name` and `relation` are enough."""
    return _add("person.added", ImportantPerson, client, values, now or timezone.now(), by, created_at=True)


def edit_person(*, person, version, values, now=None, by):
    """Write `values` to a person of the inventory. Raises StaleVersion when somebody saved in between."""
    return _edit("person.edited", person, version, values, now or timezone.now(), by)


def add_event(*, client, values, now=None, by):
    """Put an event on the timeline: `kind`, `happened_on` and `title` are enough. Raises NotOfThisClient."""
    return _add("life_event.added", LifeEvent, client, values, now or timezone.now(), by, created_at=True)


def edit_event(*, event, version, values, now=None, by):
    """Write `values` to an event of the timeline. Raises StaleVersion, NotOfThisClient."""
    return _edit("life_event.edited", event, version, values, now or timezone.now(), by)


def identify_area(*, client, kind, values=None, on=None, now=None, by):
    """Record that one of the four areas is at work for this client, with what speaks for it. Raises NotOfThisClient.

    Choosing it as the focus of a course is another step (sessions.actions.focus).
    """
    now = now or timezone.now()
    found = {"kind": kind, "identified_on": on or today_for(by, now), "identified_by": by}
    return _add("problem_area.identified", ProblemArea, client, {**(values or {}), **found}, now, by)


def edit_area(*, area, version, values, now=None, by):
    """Write `values` to a problem area; its kind stays. Raises StaleVersion, NotOfThisClient."""
    kept = {name: value for name, value in values.items() if name != "kind"}
    return _edit("problem_area.edited", area, version, kept, now or timezone.now(), by)


def save_formulation(*, client, version, values, now=None, by):
    """Write the client's formulation. `precipitants` are events of the timeline. Returns it. Raises NotOfThisClient.

    `version`: that of the latest one, to edit it; 0 when the page knew of none; None to begin a new one beside it,
    for another course. Raises StaleVersion when somebody saved in between.
    """
    now = now or timezone.now()
    values = dict(values)
    precipitants = values.pop("precipitants", None)
    _check_own(client, {"precipitants": precipitants or ()})
    with transaction.atomic():
        latest = None if version is None else client.formulations.first()
        if latest is None:
            if version:
                raise StaleVersion(None)
            formulation = _create(Formulation, client, {**values, "written_at": now, "written_by": by}, now, by)
        elif version == 0:
            raise StaleVersion(latest)
        else:
            formulation = _change(latest, version, values, now, by)
        if precipitants is not None:
            formulation.precipitants.set(precipitants)
        record("formulation.saved", formulation, client=client, details={"version": formulation.version}, at=now, by=by)
    return formulation


def _add(verb, model, client, values, now, by, *, created_at=False):
    _check_own(client, values)
    with transaction.atomic():
        row = _create(model, client, {**values, "created_at": now} if created_at else values, now, by)
        record(verb, row, client=client, at=now, by=by)
    return row


def _edit(verb, row, version, values, now, by):
    _check_own(row.client, values)
    with transaction.atomic():
        row = _change(row, version, values, now, by)
        record(verb, row, client=row.client_id, details={"version": row.version}, at=now, by=by)
    return row


def _create(model, client, values, now, by):
    row = model(client=client, **values)
    row._history_user, row._history_date = by, now
    row.save(force_insert=True)
    return row


def _change(row, version, values, now, by):
    """One conditional UPDATE, and the content as it is now in the history, with who wrote it."""
    row = update_version(row, version, **values)
    row._history_user, row._history_date = by, now
    type(row).history.bulk_history_create([row], update=True)
    return row


def _check_own(client, values):
    named = [values.get("person"), *(values.get("precipitants") or ())]
    if any(each is not None and each.client_id != client.pk for each in named):
        raise NotOfThisClient
