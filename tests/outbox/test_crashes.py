"""A sender may die at any step, and several may run at once (threats T52, T53, 2.3, 2.6; R9)."""

import datetime as dt
import random
import threading
from collections import Counter

import pytest
from django.db import close_old_connections, connections
from django.utils import timezone

from outbox import delivery
from outbox.actions import cancel
from outbox.delivery import MAX_ATTEMPTS, send_due
from outbox.models import Message

from .backends import STEPS
from .conftest import make_message


class Killed(BaseException):
    """The process is gone: nothing of ours runs any more."""


def die_at(step, wires):
    def die(email):
        raise Killed

    wires.on.clear()
    wires.on[step] = die


def run(moment):
    try:
        send_due(clock=lambda: moment)
    except Killed:
        return True
    return False


WINDOW = ("before", "after")


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("policy", ["hold", "resend"])
def test_a_crash_at_each_step(message, wires, settings, step, policy):
    settings.OUTBOX_UNKNOWN = policy
    die_at(step, wires)
    moment = timezone.now()
    assert run(moment), "the crash did not happen"
    wires.on.clear()
    for _ in range(4):
        moment += dt.timedelta(minutes=10)
        send_due(clock=lambda: moment)  # noqa: B023
    message.refresh_from_db()
    expected = {
        ("open", "hold"): ("sent", 1),
        ("open", "resend"): ("sent", 1),
        ("before", "hold"): ("unknown", 0),
        ("before", "resend"): ("sent", 1),
        ("after", "hold"): ("unknown", 1),
        ("after", "resend"): ("sent", 2),
        ("close", "hold"): ("sent", 1),
        ("close", "resend"): ("sent", 1),
    }
    assert (message.state, len(wires.delivered)) == expected[step, policy]


@pytest.mark.django_db
@pytest.mark.parametrize("policy", ["hold", "resend"])
@pytest.mark.parametrize("seed", range(3))
def test_many_messages_through_many_crashes(wires, settings, policy, seed):
    """G2: held for a person, none lost silently, none twice. G3: sent once more, none lost, at most one extra a crash."""
    settings.OUTBOX_UNKNOWN = policy
    dice = random.Random(seed)
    now = moment = timezone.now()
    messages = [make_message(f"m{n}", useful_until=now + dt.timedelta(days=30)) for n in range(60)]
    in_window = 0
    for _ in range(120):
        wires.on.clear()
        for step in ("open", *WINDOW):
            wires.on[step] = lambda email, step=step: _perhaps(dice, step)
        try:
            send_due(clock=lambda: moment)  # noqa: B023
        except Killed as death:
            in_window += death.args[0] in WINDOW
        moment += dt.timedelta(minutes=20)
    wires.on.clear()
    send_due(clock=lambda: moment + dt.timedelta(days=1))
    times = Counter(wires.delivered)
    states = Counter(Message.objects.values_list("state", flat=True))
    assert in_window >= 10, "no kill fell inside the send window: this proves nothing"
    if policy == "hold":
        assert set(states) == {"sent", "unknown"} and max(times.values()) == 1
        assert states["unknown"] == in_window
        lost = {m.message_id for m in Message.objects.filter(state="sent")} - set(times)
        assert lost == set()
    else:
        assert sum(times.values()) - len(times) <= in_window
        undelivered = {m.message_id for m in messages} - set(times)
        given_up = set(Message.objects.filter(state="failed").values_list("message_id", flat=True))
        assert undelivered <= given_up


def _perhaps(dice, step):
    if dice.random() < 0.15:
        raise Killed(step)


def at_once(count, work):
    """Run `work` in so many threads at the same moment, each with its own connection. Their errors, should there be any."""
    errors, barrier = [], threading.Barrier(count)

    def one():
        close_old_connections()
        try:
            barrier.wait()
            work()
        except Exception as problem:
            errors.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return errors


@pytest.mark.django_db(transaction=True)
def test_many_runs_at_once_send_each_message_once(wires):
    for n in range(25):
        make_message(f"m{n}")
    assert at_once(4, send_due) == []
    assert Counter(Counter(wires.delivered).values()) == {1: 25}
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


@pytest.mark.django_db(transaction=True)
def test_a_message_that_is_called_off_while_it_is_sent_is_sent_or_cancelled_never_both(wires):
    for n in range(25):
        make_message(f"m{n}")
    in_time = []

    def call_off():
        for message in Message.objects.order_by("-due_at", "-id"):
            if cancel(message=message, reason="moved", by=None):
                in_time.append(message.message_id)

    jobs = [send_due, call_off]
    assert at_once(2, lambda: jobs.pop()()) == []
    assert set(in_time).isdisjoint(wires.delivered)
    assert len(in_time) + len(wires.delivered) == 25
    assert Counter(Message.objects.values_list("state", flat=True))["cancelled"] == len(in_time)


@pytest.mark.django_db
def test_a_slow_sender_that_was_replaced_stops_before_the_text(message, wires):
    """Its lease ran out while it opened the connection; another took over and is sending. Fencing by attempt."""

    def another_takes_over(email):
        wires.on.clear()
        Message.objects.filter(pk=message.pk).update(attempts=2)

    wires.on["open"] = another_takes_over
    assert send_due() == 0
    assert wires.delivered == []
    message.refresh_from_db()
    assert (message.state, message.attempts, message.data_started_at) == ("sending", 2, None)


@pytest.mark.django_db
def test_a_sender_that_goes_on_while_it_is_being_replaced_is_left_alone(message):
    """Between the look at silent senders and the deed, the sender has moved on: nothing is taken from it."""
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(state="sending", attempts=1, lease_until=now)
    seen = Message.objects.get(pk=message.pk)
    Message.objects.filter(pk=message.pk).update(data_started_at=now, lease_until=now + delivery.CLAIM_LEASE)
    delivery._take_over(seen, now)
    message.refresh_from_db()
    assert message.state == "sending"


@pytest.mark.django_db
def test_the_clock_stepping_back_an_hour_sends_nothing_twice(message, wires):
    now = timezone.now()
    send_due(clock=lambda: now)
    for hours in (-1, 1):
        send_due(clock=lambda: now + dt.timedelta(hours=hours))  # noqa: B023
    assert len(wires.delivered) == 1


def test_the_attempts_suffice_for_an_hours_outage():
    assert delivery.FIRST_PAUSE * (2 ** (MAX_ATTEMPTS - 1) - 1) * 0.75 >= dt.timedelta(minutes=20)
