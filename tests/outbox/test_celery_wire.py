"""A mail that really goes: clock and worker as processes, on the SQLite broker and on Redis, to a mail server on this machine.

Only where the tests run on SQLite: the processes get a database file of their own.
"""

import contextlib
import datetime as dt
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from email import message_from_bytes
from pathlib import Path

import pytest

from accounts.neutral_words import is_neutral

from .sink import running_sink

ROOT = Path(__file__).resolve().parents[2]
# Each process of tests empties a Redis database of its own: two that shared one would lose each other's tasks.
REDIS = "redis://127.0.0.1:6379/" + str(8 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8)

pytestmark = [pytest.mark.slow, pytest.mark.processes]

PREPARE = """
import datetime as dt
from django.utils import timezone
from accounts.models import Practice
from clients.models import ContactConsent
from tests import make
make.make_practice(reminder_hours_before=2, quiet_from="00:00", quiet_until="00:00", message_name="Marlow Street", phone="212 555 0199")
ada = make.make_user("Ada")
casey = make.make_client("Casey", "Quill")
ContactConsent.objects.create(client=casey, channel="email", given_on=dt.date(2026, 1, 1), recorded_by=ada)
location = make.make_location(address="12 Marlow Street")
make.make_appointment(casey, ada, timezone.now() + dt.timedelta(minutes=90), location=location)
"""


@contextlib.contextmanager
def process(environment, *words):
    """A process of ours and all that it starts; ended at the end."""
    child = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
        child.stdout.close()


def manage(environment, *words, **kwargs):
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, **kwargs
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def sink():
    """The mail server that the processes send to. It holds its port from before they are started."""
    with running_sink() as sink:
        yield sink


def settings_of(folder, **others):
    names = ("PATH", "HOME", "LANG", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in names if name in os.environ} | {
        "IPT_MODE": "demo",
        "IPT_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "ipt_practice.settings",
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{folder / 'practice.sqlite3'}",
        "C_FORCE_ROOT": "1",
        **others,
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder with an empty, migrated database, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    environment = settings_of(folder, EMAIL_URL="smtp://127.0.0.1:25")
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "createcachetable")
    return folder


@pytest.fixture(params=["sqlite", "redis"])
def environment(request, tmp_path, sink, prepared):
    """The settings of a small practice of its own, one appointment booked in it."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    environment = settings_of(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{sink.port}")
    if request.param == "redis":
        redis = pytest.importorskip("redis").Redis.from_url(REDIS)
        try:
            redis.flushdb()
        except Exception:
            pytest.skip(f"no Redis at {REDIS}")
        environment["REDIS_URL"] = REDIS
        request.addfinalizer(redis.flushdb)
    manage(environment, "shell", "--no-imports", "-c", PREPARE)
    return environment


def ask(environment, sql):
    with contextlib.closing(sqlite3.connect(Path(environment["IPT_VAR_DIR"]) / "practice.sqlite3", timeout=20)) as file:
        return file.execute(sql).fetchall()


def wait_until(met, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if met():
            return True
        time.sleep(0.2)
    return False


def tick_now(environment):
    manage(environment, "shell", "--no-imports", "-c", "from ipt_practice.tasks import tick; tick.delay()")


CELERY = ("-m", "celery", "--quiet", "-A", "ipt_practice")
WORKER = (*CELERY, "worker", "--loglevel", "WARNING", "--concurrency", "2", "--without-gossip", "--without-mingle")


def test_a_reminder_goes_from_the_clock_to_the_wire(environment, sink):
    environment["IPT_TICK_SECONDS"] = "2"
    with process(environment, *WORKER), process(environment, *CELERY, "beat"):
        assert wait_until(lambda: sink.mails, 60), "no mail came"
        for _ in range(3):  # more ticks than anybody needs, some at once
            tick_now(environment)
        assert wait_until(lambda: ask(environment, "SELECT state FROM outbox_message") == [("sent",)], 20)
        time.sleep(3)
    [(recipients, raw)] = sink.mails
    mail = message_from_bytes(raw)
    assert recipients == ["casey@client.example"] and mail["Subject"].startswith("Your appointment on ")
    assert b"12 Marlow Street" in raw and b"Casey" in raw
    assert is_neutral(raw.decode()), "the bytes on the wire say what the appointment is for"
    assert b"Ada" not in raw and b"Quill" not in raw
    [(beat_at,)] = ask(environment, "SELECT beat_at FROM outbox_heartbeat WHERE name = 'tick'")
    assert dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(beat_at).replace(tzinfo=dt.UTC) < dt.timedelta(minutes=1)


def test_tasks_that_the_broker_lost_cost_nothing(environment, sink):
    """The broker is emptied before the worker comes; the next tick finds everything in the database."""
    tick_now(environment)
    if "REDIS_URL" in environment:
        pytest.importorskip("redis").Redis.from_url(REDIS).flushdb()
    else:
        for left in Path(environment["IPT_VAR_DIR"]).glob("broker.sqlite3*"):
            left.unlink()
    with process(environment, *WORKER):
        tick_now(environment)
        assert wait_until(lambda: sink.mails, 60), "no mail came"
        assert wait_until(lambda: ask(environment, "SELECT state FROM outbox_message") == [("sent",)], 20)
    assert len(sink.mails) == 1


def test_a_worker_killed_while_the_server_ponders_leaves_it_to_the_office(environment, sink):
    """kill -9 inside the send window: the mail arrived, nobody here knows; it is held, not repeated."""
    sink.ponder = 60
    with process(environment, *WORKER) as worker:
        tick_now(environment)
        assert wait_until(lambda: sink.mails, 60), "no mail came"
        assert ask(environment, "SELECT state, data_started_at IS NOT NULL FROM outbox_message") == [("sending", 1)]
        os.killpg(worker.pid, signal.SIGKILL)
    sink.ponder = 0
    with contextlib.closing(sqlite3.connect(Path(environment["IPT_VAR_DIR"]) / "practice.sqlite3")) as file, file:
        file.execute("UPDATE outbox_message SET lease_until = '2026-01-01 00:00:00'")
    assert "messages: 0" in manage(environment, "send_due_reminders")
    assert ask(environment, "SELECT state FROM outbox_message") == [("unknown",)]
    assert len(sink.mails) == 1
