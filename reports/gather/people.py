"""The people of the inventory, then and now, by relation."""

import datetime as dt
from dataclasses import replace

from problem_areas.closeness import thawed
from problem_areas.models import ClosenessSnapshot, ImportantPerson

from .. import facts
from ..relations import printed_as


def end_of(day, zone):
    return dt.datetime.combine(day, dt.time.max, tzinfo=zone)


def history_of(client):
    return list(ImportantPerson.history.filter(client_id=client.pk).order_by("history_date"))


def kept_circles(course, now):
    """The first snapshot at a formulation and the last at an ending, since this course began; None where there is none."""
    kept = list(ClosenessSnapshot.objects.filter(client=course.client_id, taken_at__range=(course.opened_at, now)))
    start = next((each for each in kept if each.occasion == "formulation"), None)
    end = next((each for each in reversed(kept) if each.occasion == "end"), None)
    return start, end


def circles_drawn_on(formulation, contracts, sessions):
    """The day "then" is: when the formulation was given, else the first contract agreed, else the first session."""
    days = [formulation.given_on, *(contract.agreed_on for contract in contracts[:1])]
    days += [session.appointment.wall_date for session in sessions[:1]]
    return next((day for day in days if day), None)


def networks(history, then, zone, now, kept=(None, None)):
    """The inventory then and now: as `kept` (kept_circles), or else from the history of the people, on the day `then`.

    Where nobody was entered by "then", it is as each person was first entered.
    """
    if not history:
        return ()
    keys = {str(row.id): f"p{place}" for place, row in reversed(list(enumerate(history)))}
    first, last = (_as_kept(snapshot, keys) if snapshot else None for snapshot in kept)
    start = first or _as_entered(history, then, zone, now, keys)
    latest = {row.id: row for row in history if row.history_date <= now}
    today = last or _network(now.date(), _there(latest), keys)
    return (today,) if _standing(start) == _standing(today) else (start, today)


def _as_kept(snapshot, keys):
    return _network(snapshot.taken_on, thawed(snapshot.people), keys)


def _as_entered(history, then, zone, now, keys):
    until = min(end_of(then, zone), now) if then else now
    earlier = {row.id: row for row in history if row.history_date <= until}
    if not earlier:
        earlier = {row.id: row for row in reversed(history)}
        until = max(row.history_date for row in earlier.values())
    return _network(until.astimezone(zone).date(), _there(earlier), keys)


def _there(rows):
    """Those not taken out, in the order in which they were entered."""
    return sorted((row for row in rows.values() if row.history_type != "-"), key=lambda row: row.created_at)


def _standing(network):
    """Who stands in which circle: a dot that moved within its ring has not changed anything."""
    return [replace(person, x=None, y=None) for person in network.people]


def _network(on, rows, keys):
    """`keys` name each row the same way then and now, by the order in which people were entered."""
    people = (_person(row, keys.get(_key(row), _key(row))) for row in sorted(rows, key=lambda row: row.closeness or 9))
    return facts.Network(on, tuple(people))


def _key(row):
    return str(getattr(row, "id", None) or row.key)


def _person(row, key):
    return facts.Person(
        key=key,
        label=printed_as(row.name, row.relation),
        ring=row.closeness,
        confides=row.confides,
        supports=row.supports,
        deceased=row.status == "deceased" or row.relation == "deceased",
        x=row.x,
        y=row.y,
    )
