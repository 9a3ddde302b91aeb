"""Housekeeping of the broker in a SQLite file, which keeps what was delivered until somebody takes it out."""

import contextlib
import sqlite3
from pathlib import Path

SCHEME = "sqla+sqlite:///"


def purge_finished(url, *, before):
    """Delete what was delivered before `before` (UTC, as our processes count). Returns how many; 0 for any other broker."""
    path = Path(url.removeprefix(SCHEME))
    if not url.startswith(SCHEME) or not path.exists():
        return 0
    with contextlib.closing(sqlite3.connect(path, timeout=20)) as broker, broker:
        found = broker.execute("SELECT 1 FROM sqlite_master WHERE name = 'kombu_message'").fetchone()
        if not found:
            return 0
        return broker.execute(
            "DELETE FROM kombu_message WHERE NOT visible AND timestamp < ?", [f"{before:%Y-%m-%d %H:%M:%S}"]
        ).rowcount
