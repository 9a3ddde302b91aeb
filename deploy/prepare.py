"""Brings an installation up to date: data folder, database, cache table, static files, and the demo where it belongs.

`./run` calls this at every start; a step that has nothing to do costs next to nothing. By itself:
`python deploy/prepare.py [--demo]`.
"""

import argparse
import hashlib
import os
import sys
import time
from pathlib import Path

import django
import redis
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

ROOT = Path(__file__).resolve().parent.parent
DEMO_ADDRESS = "ada@practice.example"


class NotReady(Exception):
    """What is missing, in one sentence with the command that mends it."""


def set_up_django():
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipt_practice.settings")
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise NotReady(f"The settings do not hold together: {problem} See .env.example.") from problem
    except PermissionError as problem:
        raise NotReady(
            f"The data folder is not readable; run: sudo chown -R $(id -un) {Path(problem.filename).parent}"
        ) from problem


def prepare(*, demo_asked, say=print):
    """Does what is due and says so. Returns whether the database holds the demo practice."""
    _broker_answers()
    _clear_half_a_demo(say)
    _migrate(say)
    _collect_static(say)
    return _load_demo(demo_asked, say)


def _broker_answers():
    if not settings.REDIS_URL:
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5, socket_timeout=5).ping()
    except redis.RedisError as problem:
        raise NotReady(
            f"Redis does not answer at the address in REDIS_URL ({problem}); start it, for example: redis-server"
        ) from problem


def _migrate(say):
    try:
        executor = MigrationExecutor(connection)
        steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if steps:
            say(f"Bringing the database up to date: {len(steps)} steps")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as problem:
        where = "DATABASE_URL names" if "DATABASE_URL" in os.environ else f"lies at {connection.settings_dict['NAME']}"
        raise NotReady(
            f"The database that {where} cannot be used: {str(problem).strip().splitlines()[0]} "
            "Start it or correct the address, then run this again."
        ) from problem


def _static_fingerprint():
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _collect_static(say):
    note = settings.VAR_DIR / "static.fingerprint"
    fingerprint = _static_fingerprint()
    if note.exists() and note.read_text() == fingerprint and settings.STATIC_ROOT.exists():
        return
    say("Collecting the static files")
    note.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    note.write_text(fingerprint)


def _half_a_demo():
    """The mark that stands while the demo is being loaded, and stays if that was interrupted."""
    return settings.VAR_DIR / "demo-being-loaded"


def _clear_half_a_demo(say):
    """Our own SQLite file was empty before the loading began, so it may go; a database elsewhere is not ours to empty."""
    if settings.MODE != "demo" or not _half_a_demo().exists():
        return
    if connection.vendor != "sqlite":
        raise NotReady(
            "Loading the demo was interrupted; empty the database (dropdb, createdb), then run: "
            f"rm {_half_a_demo()} && ./run --demo"
        )
    say("Loading the demo was interrupted; beginning again with an empty database")
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{settings.DATABASES['default']['NAME']}{ending}").unlink(missing_ok=True)
    _half_a_demo().unlink()


def _load_demo(asked, say):
    """The demo goes, unasked, into our own empty SQLite file and nowhere else; asked, into an empty database."""
    if settings.MODE != "demo":
        if asked:
            raise NotReady(f"The demo is not loaded with IPT_MODE={settings.MODE}; run: IPT_MODE=demo ./run --demo")
        return False
    people = get_user_model().objects
    if people.filter(email=DEMO_ADDRESS).exists():
        return True
    if people.exists():
        if asked:
            raise NotReady("The demo loads only into an empty database, and this one holds people; run: ./run")
        return False
    if connection.vendor != "sqlite" and not asked:
        say("The database is empty. For the demo practice: ./run --demo. For a real one: manage.py start_practice")
        return False
    say("Loading the demo practice, once; this takes 10 to 30 seconds")
    started = time.monotonic()
    _half_a_demo().touch()
    try:
        call_command("load_demo", demo=asked, verbosity=0)
    except CommandError as problem:
        raise NotReady(f"The demo could not be loaded: {problem}") from problem
    _half_a_demo().unlink()
    say(f"  loaded in {time.monotonic() - started:.0f} s")
    return True


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--demo", action="store_true", help="load the demo practice into an empty database")
    try:
        set_up_django()
        prepare(demo_asked=words.parse_args().demo)
    except NotReady as problem:
        sys.exit(f"\n{problem}")
    finally:
        connections.close_all()


if __name__ == "__main__":
    main()
