"""Runs web, worker and clock together and stops them together. Called by ./run once the packages are there."""

import argparse
import collections
import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import connections
from prepare import ROOT, NotReady, prepare, set_up_django

PATIENCE = 10  # seconds for an orderly end
RESTARTS = 5  # in five minutes, before we give up
SIGN_INS = {
    "kim": "office manager",
    "dee": "director",
    "ada": "therapist",
    "ben": "therapist",
    "sam": "supervisor",
    "ali": "administrator",
}
PASSWORD = "demo-practice"


def commands(port):
    python = sys.executable
    celery = [python, "-m", "celery", "--quiet", "-A", "ipt_practice"]
    return {
        "web": [
            *[python, "-m", "gunicorn", "ipt_practice.wsgi:application", "--bind", f"127.0.0.1:{port}"],
            *["--worker-class", "gthread", "--threads", "4", "--timeout", "60", "--graceful-timeout", "8"],
            *["--log-level", "warning", "--no-control-socket"],
        ],
        "worker": [
            *[*celery, "worker", "--loglevel", "WARNING", "--concurrency", "2"],
            *["--without-gossip", "--without-mingle", "--without-heartbeat"],
        ],
        "clock": [*celery, "beat", "--loglevel", "WARNING"],
    }


class Child:
    """One process, leader of its own group, its output shown line by line under its name."""

    def __init__(self, name, command):
        self.name, self.command = name, command
        self.starts = collections.deque(maxlen=RESTARTS)

    def start(self, watcher):
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env={**QUIET, "WEB_CONCURRENCY": "2", **os.environ, "PYTHONUNBUFFERED": "1", **FORKING},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watcher.tell(f"+{self.process.pid}")
        threading.Thread(target=self._show, args=(self.process.stdout,), daemon=True).start()

    def _show(self, stream):
        for line in stream:
            show(f"{self.name:>6} | {line.decode(errors='replace').rstrip()}")

    def ended(self):
        return self.process.poll() is not None

    def failing(self):
        return len(self.starts) == RESTARTS and time.monotonic() - self.starts[0] < 300

    def ask_to_end(self):
        self.process.terminate()

    def sweep(self):
        """Ends whatever is left of the group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


# Celery's advice to root fills the screen at each start.
QUIET = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
# macOS ends a forked process that touches some of its libraries, unless told otherwise.
FORKING = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"} if sys.platform == "darwin" else {}


class Watcher:
    """The process that ends our children should we be killed outright."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-S", str(Path(__file__).with_name("watch.py"))],
            stdin=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )

    def tell(self, word):
        with contextlib.suppress(OSError):
            self.process.stdin.write(f"{word}\n")
            self.process.stdin.flush()

    def close(self):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.wait()


def show(*words):
    """The terminal may be gone; what we stop must still be stopped."""
    with contextlib.suppress(OSError, ValueError):
        print(*words, flush=True)


class Stop(BaseException):
    """Somebody asked us to stop before anything ran."""


def on_stop(handler):
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, handler)


def give_up(number, frame):
    raise Stop


def only_one(folder):
    """Holds the data folder's lock for as long as this process lives."""
    lock = open(folder / "run.lock", "a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        lock.seek(0)
        raise NotReady(
            f"The practice in {folder} is already running (process {lock.read().strip() or 'unknown'}); stop it first, "
            "or run a second one beside it: IPT_VAR_DIR=/another/folder ./run --port 8001"
        ) from problem
    lock.seek(0)
    lock.truncate()
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def need_port(port):
    if _free(port):
        return
    other = next((other for other in range(port + 1, min(port + 100, 65536)) if _free(other)), None)
    raise NotReady(f"Port {port} is taken or not allowed; run: ./run --port {other or 8001}")


def _free(port):
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def answer(port):
    """The status of the first page; None while nobody is there to give one."""
    visit = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        visit.request("GET", "/")
        return visit.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        visit.close()


def welcome(port, demo):
    show(f"\nThe practice is open: http://127.0.0.1:{port}")
    if demo:
        show(f"\nDemo sign-ins, all with the password {PASSWORD}")
        for name, role in SIGN_INS.items():
            show(f"  {name}@practice.example   {role}")
    show("\nCtrl-C stops everything.\n")


def run_together(children, watcher, stop, *, port, demo):
    for child in children:
        child.start(watcher)
    greeted = False
    while not stop.wait(0.2):
        if not greeted and (status := answer(port)):
            if status >= 500:
                raise NotReady(f"The first page fails with status {status}; what web said is above.")
            greeted = True
            welcome(port, demo)
        for child in children:
            if child.ended():
                child.sweep()
                watcher.tell(f"-{child.process.pid}")
                if child.failing():
                    raise NotReady(f"The {child.name} process keeps ending; what it said is above.")
                show(f"The {child.name} process ended by itself; starting it again")
                if not stop.wait(1):
                    child.start(watcher)


def stop_together(children, watcher):
    started = [child for child in children if hasattr(child, "process")]
    for child in started:
        child.ask_to_end()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not all(child.ended() for child in started):
        time.sleep(0.1)
    for child in started:
        child.sweep()
        child.process.wait()
        watcher.tell(f"-{child.process.pid}")
    watcher.close()


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--port", type=int, default=8000)
    words.add_argument("--demo", action="store_true")
    asked = words.parse_args()
    children = [Child(name, command) for name, command in commands(asked.port).items()]
    os.umask(0o077)
    try:
        on_stop(give_up)
        set_up_django()
        lock = only_one(settings.VAR_DIR)
        need_port(asked.port)
        demo = prepare(demo_asked=asked.demo, say=show)
        connections.close_all()
    except NotReady as problem:
        sys.exit(f"\n{problem}")
    except Stop:
        sys.exit(130)
    stop = threading.Event()
    on_stop(lambda number, frame: stop.set())
    watcher = Watcher()
    outcome = 0
    try:
        show("Starting web, worker and clock")
        run_together(children, watcher, stop, port=asked.port, demo=demo)
        show("\nStopping")
    except NotReady as problem:
        show(f"\n{problem}")
        outcome = 1
    finally:
        stop_together(children, watcher)
        lock.close()
    show("Stopped.")
    sys.exit(outcome)


if __name__ == "__main__":
    main()
