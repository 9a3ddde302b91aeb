"""Whether the machine that watches, and staff, learn that the background work is silent (R8, R9)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ipt_practice import heartbeat
from outbox.actions import beat
from tests.outbox.conftest import make_message

pytestmark = pytest.mark.django_db
LATE = "Reminders are not going out."


def tick_seen(**ago):
    beat(name="tick", now=timezone.now() - dt.timedelta(**ago))


def lines(browser):
    answer = browser.get(reverse("health"))
    assert answer.status_code == 200 and answer["Content-Type"] == "text/plain"
    return answer.content.decode().splitlines()


def test_health_is_ok_while_the_tick_is_young(browser):
    tick_seen(seconds=30)
    assert lines(browser) == ["ok", "last tick: 30 s", "oldest message that waits: none"]


def test_health_is_late_after_five_minutes_and_says_how_long_messages_wait(browser):
    tick_seen(minutes=6)
    make_message(due_at=timezone.now() - dt.timedelta(minutes=4))
    assert lines(browser) == ["late", "last tick: 360 s", "oldest message that waits: 240 s"]


def test_health_names_nobody(browser):
    make_message()
    assert "casey" not in "".join(lines(browser)) and "@" not in "".join(lines(browser))


def test_a_worker_never_seen_is_late_once_it_has_had_its_time(browser, monkeypatch):
    monkeypatch.setattr(heartbeat, "STARTED", timezone.now())
    assert lines(browser)[:2] == ["ok", "last tick: never"]
    monkeypatch.setattr(heartbeat, "STARTED", timezone.now() - dt.timedelta(minutes=6))
    assert lines(browser)[0] == "late"


@pytest.mark.parametrize(("minutes", "shown"), [(1, False), (6, True)])
def test_staff_see_a_banner_while_the_background_work_is_silent(as_kim, minutes, shown):
    tick_seen(minutes=minutes)
    assert (LATE in as_kim.get(reverse("message_list")).content.decode()) == shown
