"""The people of the inventory, then and now, by relation."""

import datetime as dt

from problem_areas.models import ImportantPerson

from .. import facts
from ..relations import printed_as


def end_of(day, zone):
    return dt.datetime.combine(day, dt.time.max, tzinfo=zone)


def history_of(client):
    return list(ImportantPerson.history.filter(client_id=client.pk).order_by("history_date"))


def circles_drawn_on(formulation, contracts, sessions):
    """The day "then" is: when the formulation was given, else the first contract agreed, else the first session."""
    days = [formulation.given_on, *(contract.agreed_on for contract in contracts[:1])]
    days += [session.appointment.wall_date for session in sessions[:1]]
    return next((day for day in days if day), None)


def networks(history, then, zone, now):
    """The inventory then and now. Where nobody was entered by "then", it is as each person was first entered."""
    if not history:
        return ()
    keys = {row.id: f"p{place}" for place, row in reversed(list(enumerate(history)))}
    latest = {row.id: row for row in history if row.history_date <= now}
    today = _network(now.date(), latest.values(), keys)
    until = min(end_of(then, zone), now) if then else now
    earlier = {row.id: row for row in history if row.history_date <= until}
    if not earlier:
        earlier = {row.id: row for row in reversed(history)}
        until = max(row.history_date for row in earlier.values())
    start = _network(until.astimezone(zone).date(), earlier.values(), keys)
    return (today,) if start.people == today.people else (start, today)


def _network(on, rows, keys):
    """`keys` name each row the same way then and now, by the order in which people were entered."""
    there = sorted(
        (row for row in rows if row.history_type != "-"), key=lambda row: (row.closeness or 9, row.created_at)
    )
    return facts.Network(on, tuple(_person(row, keys[row.id]) for row in there))


def _person(row, key):
    return facts.Person(
        key=key,
        label=printed_as(row.name, row.relation),
        ring=row.closeness,
        confides=row.confides,
        supports=row.supports,
        deceased=row.status == "deceased" or row.relation == "deceased",
    )
