"""A back-up holds the database and the files, never the keys, and is whole or absent."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def back_up(folder, var, *words, **environment):
    return subprocess.run(
        [sys.executable, "deploy/back_up.py", str(folder), *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "IPT_MODE": "production", "IPT_VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def var(tmp_path):
    """A data folder with a database that is open and has a write in its log."""
    folder = tmp_path / "var"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "report.pdf").write_bytes(b"%PDF")
    database = sqlite3.connect(folder / "practice.sqlite3")
    database.execute("pragma journal_mode=wal")
    database.execute("create table notes (text)")
    database.execute("insert into notes values ('kept')")
    database.commit()
    yield folder
    database.close()


def test_back_up_of_sqlite_is_whole_and_carries_no_key(var, tmp_path):
    outcome = back_up(tmp_path / "copies", var)
    assert outcome.returncode == 0, outcome.stderr
    made = Path(outcome.stdout.strip())
    assert sorted(path.name for path in made.iterdir()) == ["files", "practice.sqlite3"]
    with sqlite3.connect(made / "practice.sqlite3") as copy:
        assert copy.execute("select text from notes").fetchall() == [("kept",)]
    assert (made / "files" / "report.pdf").read_bytes() == b"%PDF"
    assert made.stat().st_mode & 0o077 == 0
    assert (made / "practice.sqlite3").stat().st_mode & 0o077 == 0


def test_old_back_ups_go_and_what_is_not_ours_stays(var, tmp_path):
    copies = tmp_path / "copies"
    for name in ("practice-20200101-000000", "practice-20210101-000000", "something-else"):
        (copies / name).mkdir(parents=True)
    assert back_up(copies, var, "--keep", "2").returncode == 0
    assert not (copies / "practice-20200101-000000").exists()
    assert (copies / "practice-20210101-000000").exists()
    assert (copies / "something-else").exists()
    assert len(list(copies.iterdir())) == 3


def test_a_back_up_that_fails_says_so_and_leaves_none(tmp_path):
    outcome = back_up(tmp_path / "copies", tmp_path / "empty")
    assert outcome.returncode != 0
    assert outcome.stderr.startswith("No back-up was made:")
    assert not list((tmp_path / "copies").glob("practice-*"))


@pytest.mark.postgres
@pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="needs PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_back_up_of_postgresql_can_be_read(var, tmp_path):
    if not shutil.which("pg_restore"):
        pytest.skip("needs pg_dump and pg_restore")
    url = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    outcome = back_up(tmp_path / "copies", var, DATABASE_URL=url)
    assert outcome.returncode == 0, outcome.stderr
    dump = Path(outcome.stdout.strip()) / "practice.dump"
    listing = subprocess.run(["pg_restore", "--list", dump], capture_output=True, text=True, check=True).stdout
    assert "TABLE DATA public audit_auditevent" in listing
