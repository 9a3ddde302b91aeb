"""Copies the database and the files into a new folder, while the practice is open: `back_up.py FOLDER [--keep N]`.

The keys are left out on purpose: a back-up that carries its keys protects nothing. docs/operate.md says how to keep
them apart and how to restore.
"""

import argparse
import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from prepare import NotReady, set_up_django

PREFIX = "practice-"


def copy_sqlite(target):
    source = settings.DATABASES["default"]["NAME"]
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        contextlib.closing(sqlite3.connect(target / "practice.sqlite3")) as new,
    ):
        old.backup(new)
        (verdict,) = new.execute("pragma integrity_check").fetchone()
    if verdict != "ok":
        raise NotReady(f"The copy of the database is not sound: {verdict}")


def dump_postgresql(target):
    database = settings.DATABASES["default"]
    words = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {word: str(database[key]) for word, key in words.items() if database.get(key)}
    try:
        subprocess.run(
            ["pg_dump", "--format=custom", "--no-owner", "--file", target / "practice.dump"],
            env={**os.environ, **environment},
            check=True,
        )
    except FileNotFoundError as problem:
        raise NotReady("pg_dump is missing; run: sudo apt-get install postgresql-client") from problem
    except subprocess.CalledProcessError as problem:
        raise NotReady("pg_dump could not copy the database; see above.") from problem


def back_up(folder, *, keep, now):
    """Returns the finished back-up. Its folder gets its name last, so that a half-made one is never taken for whole."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / ".unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        copy_sqlite(unfinished)
    else:
        dump_postgresql(unfinished)
    if settings.MEDIA_ROOT.exists():
        shutil.copytree(settings.MEDIA_ROOT, unfinished / "files")
    finished = unfinished.rename(folder / f"{PREFIX}{now:%Y%m%d-%H%M%S}")
    for old in sorted(folder.glob(f"{PREFIX}*"))[:-keep]:
        shutil.rmtree(old)
    return finished


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("--keep", type=int, default=30, help="how many back-ups to keep (30)")
    asked = words.parse_args()
    folder = asked.folder.resolve()
    os.umask(0o077)
    try:
        set_up_django()
        print(back_up(folder, keep=max(asked.keep, 1), now=dt.datetime.now(dt.UTC)))
    except (NotReady, OSError, sqlite3.Error) as problem:
        sys.exit(f"No back-up was made: {problem}")


if __name__ == "__main__":
    main()
