"""What ./run starts: it answers, it comes back when it is killed, and nothing of it is left behind."""

import http.client
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180

pytestmark = [
    pytest.mark.slow,
    pytest.mark.processes,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes through /proc"),
]


class Running:
    """`deploy/serve.py` on a data folder of its own."""

    def __init__(self, folder):
        self.mark = f"IPT_VAR_DIR={folder / 'var'}".encode()
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.settings = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "IPT_MODE": "production",
            "IPT_VAR_DIR": str(folder / "var"),
            "HTTPS": "off",
        }
        self.process = subprocess.Popen(
            [sys.executable, "deploy/serve.py", "--port", str(self.port)],
            cwd=ROOT,
            env=self.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines = queue.Queue()
        self.seen = ""
        threading.Thread(target=lambda: [self.lines.put(line) for line in self.process.stdout], daemon=True).start()

    def wait_for(self, words):
        deadline = time.monotonic() + PATIENCE
        while words not in self.seen:
            try:
                self.seen += self.lines.get(timeout=max(deadline - time.monotonic(), 0.01))
            except queue.Empty:
                pytest.fail(f"waited for {words!r}, saw:\n{self.seen}")

    def family(self):
        """Process id to command line, of everything that runs on this data folder."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
        return {number: words for number, words in found.items() if words}

    def is_gone(self):
        deadline = time.monotonic() + 30
        while self.family() and time.monotonic() < deadline:
            time.sleep(0.2)
        return self.family() == {}


@pytest.fixture
def running(tmp_path):
    running = Running(tmp_path)
    yield running
    for number in running.family():
        os.kill(number, signal.SIGKILL)


def test_starts_answers_and_stops_without_an_orphan(running, tmp_path):
    running.wait_for("Ctrl-C stops everything.")
    assert f"The practice is open: http://127.0.0.1:{running.port}" in running.seen
    assert "demo-practice" not in running.seen
    visit = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
    visit.request("GET", "/")
    assert visit.getresponse().status < 500
    words = " ".join(running.family().values())
    assert all(part in words for part in ("gunicorn", "ipt_practice worker", "ipt_practice beat"))

    second = subprocess.run(
        [sys.executable, "deploy/serve.py", "--port", "1"],
        cwd=ROOT,
        env=running.settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode != 0
    assert re.search(rf"already running \(process {running.process.pid}\); stop it first", second.stderr)

    for secret in (tmp_path / "var" / "secrets").iterdir():
        assert secret.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    running.process.send_signal(signal.SIGINT)
    running.wait_for("Stopped.")
    assert running.process.wait(PATIENCE) == 0
    assert running.is_gone(), running.family()


def test_killed_worker_comes_back_and_a_killed_run_leaves_no_orphan(running):
    running.wait_for("Ctrl-C stops everything.")
    worker = min(number for number, words in running.family().items() if "ipt_practice worker" in words)
    os.kill(worker, signal.SIGKILL)
    running.wait_for("The worker process ended by itself; starting it again")
    deadline = time.monotonic() + PATIENCE
    while not any("ipt_practice worker" in words for words in running.family().values()):
        assert time.monotonic() < deadline, "the worker did not come back"
        time.sleep(0.2)
    running.process.kill()
    running.process.wait(PATIENCE)
    assert running.is_gone(), running.family()
