"""The tick: its parts stand alone, it leaves a heartbeat, and no task of ours is ever sent for later."""

import ast
import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import Practice
from audit.actions import record
from audit.models import AuditEvent, AuditSeal
from ipt_practice import background, broker
from ipt_practice.restored import note_tick, pause_if_restored
from ipt_practice.tasks import tick
from outbox.actions import beat
from outbox.models import Heartbeat

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_a_tick_does_each_part_and_leaves_a_heartbeat():
    done = background.run()
    assert set(done) == {"restored", "alerts", "reminders", "messages", "reports", "audit", "broker"}
    assert None not in done.values()
    assert timezone.now() - Heartbeat.objects.get(name="tick").beat_at < dt.timedelta(seconds=5)


@pytest.mark.django_db
def test_a_part_that_fails_stops_no_other_and_its_words_are_not_logged(caplog):
    def fails(now):
        raise RuntimeError("casey@client.example")

    done = background.run(parts={"first": fails, "second": lambda now: 7})
    assert done == {"first": None, "second": 7}
    assert "first" in caplog.text and "RuntimeError" in caplog.text and "casey" not in caplog.text
    assert Heartbeat.objects.filter(name="tick").exists()


@pytest.mark.django_db
def test_the_task_is_the_same():
    tick.delay()
    assert Heartbeat.objects.filter(name="tick").exists()


@pytest.mark.django_db
def test_send_due_reminders_is_the_same(capsys, monkeypatch):
    call_command("send_due_reminders")
    assert capsys.readouterr().out.splitlines()[2] == "reminders: 0"
    monkeypatch.setitem(background.PARTS, "audit", lambda now: 1 / 0)
    with pytest.raises(CommandError, match="Failed: audit"):
        call_command("send_due_reminders")


@pytest.mark.django_db
def test_the_tick_seals_the_audit_trail(cast):
    record("test.event", at=timezone.now() - dt.timedelta(minutes=1), by=None)
    background.run()
    assert AuditSeal.objects.filter(event__verb="test.event").count() == 1


class TestRestored:
    """A database put back from a back-up starts with its reminders paused (R13)."""

    NOW = dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)

    @pytest.fixture(autouse=True)
    def _own_folder(self, settings, tmp_path, cast):
        settings.VAR_DIR = tmp_path

    def paused_after(self, *, database, file, now=NOW):
        beat(name="tick", now=database)
        if file:
            note_tick(file)
        pause_if_restored(now)
        return Practice.current().reminders_paused

    def test_a_database_behind_its_file_is_paused_once(self):
        hour = dt.timedelta(hours=1)
        assert self.paused_after(database=self.NOW - 12 * hour, file=self.NOW - hour)
        assert AuditEvent.objects.filter(verb="practice.paused_after_restore").count() == 1
        Practice.objects.update(reminders_paused=False)
        beat(name="tick", now=self.NOW)
        assert pause_if_restored(self.NOW + dt.timedelta(minutes=1)) == 0

    def test_an_old_database_in_a_new_folder_is_paused(self):
        assert self.paused_after(database=self.NOW - dt.timedelta(hours=12), file=None)

    def test_a_night_switched_off_is_no_restore(self):
        off = self.NOW - dt.timedelta(hours=12)
        assert not self.paused_after(database=off, file=off)

    def test_another_worker_in_a_new_folder_is_no_restore(self):
        assert not self.paused_after(database=self.NOW - dt.timedelta(minutes=1), file=None)

    def test_a_first_start_is_no_restore(self):
        assert pause_if_restored(self.NOW) == 0

    def test_a_tick_keeps_both(self, settings):
        background.run()
        assert (settings.VAR_DIR / "last-tick").exists()
        assert background.run()["restored"] == 0


def finished_rows(path):
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE kombu_message (id INTEGER PRIMARY KEY, visible BOOLEAN, timestamp DATETIME)")
        rows = [(0, "2027-01-01 10:00:00.5"), (0, "2027-01-03 10:00:00.5"), (1, None), (1, "2027-01-01 10:00:00")]
        file.executemany("INSERT INTO kombu_message (visible, timestamp) VALUES (?, ?)", rows)


def test_the_broker_loses_only_what_is_done_and_old(tmp_path):
    finished_rows(tmp_path / "broker.sqlite3")
    before = dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    url = f"sqla+sqlite:///{tmp_path / 'broker.sqlite3'}"
    assert broker.purge_finished(url, before=before) == 1
    assert broker.purge_finished(url, before=before) == 0


def test_other_brokers_and_absent_files_are_left_alone(tmp_path):
    before = dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    assert broker.purge_finished("redis://127.0.0.1/0", before=before) == 0
    assert broker.purge_finished(f"sqla+sqlite:///{tmp_path / 'none.sqlite3'}", before=before) == 0
    sqlite3.connect(tmp_path / "empty.sqlite3").execute("CREATE TABLE a (b)")
    assert broker.purge_finished(f"sqla+sqlite:///{tmp_path / 'empty.sqlite3'}", before=before) == 0


@pytest.mark.django_db
def test_the_broker_is_purged_once_a_day(settings, tmp_path):
    settings.CELERY_BROKER_URL = f"sqla+sqlite:///{tmp_path / 'broker.sqlite3'}"
    finished_rows(tmp_path / "broker.sqlite3")
    now = dt.datetime(2027, 1, 3, tzinfo=dt.UTC)
    assert [background.purge_broker(now + dt.timedelta(hours=h)) for h in (0, 1, 24)] == [1, 0, 0]
    assert background.purge_broker(now + dt.timedelta(days=3)) == 1


def our_python_files():
    for path in ROOT.rglob("*.py"):
        top = path.relative_to(ROOT).parts[0]
        if top not in {".venv", "var", "tests", "bench"} and not top.startswith("."):
            yield path


def test_no_task_is_sent_for_later():
    """An ETA is delivered again and again on Redis and forgotten on SQLite: what is due later is found by a query."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in our_python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and any(word.arg in ("eta", "countdown") for word in node.keywords)
    ]
    assert found == []


def test_the_worker_takes_one_task_at_a_time_and_only_json(settings):
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
    assert (settings.CELERY_ACCEPT_CONTENT, settings.CELERY_TASK_IGNORE_RESULT) == (["json"], True)
    assert settings.CELERY_TASK_TIME_LIMIT and tick.time_limit > settings.OUTBOX_DATA_TIMEOUT
