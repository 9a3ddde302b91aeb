"""Stories in a real Chromium, on the demo practice. Each starts from the demo as loaded; each page visited is looked over.

The demo is told once; before each story the database file is put back to that moment (SQLite's own back-up, milliseconds).
"""

import os
import sqlite3

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from ipt_practice.demo.load import load

from .visitor import Visitor

CHROMIUM = os.environ.get("IPT_CHROMIUM") or os.environ.get("CHROMIUM") or "/usr/bin/chromium"
PICTURES = settings.VAR_DIR / "browser"
HERE = os.path.dirname(__file__)


def pytest_collection_modifyitems(items):
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


FAILED = pytest.StashKey()


@pytest.fixture(scope="session")
def chromium():
    if not os.path.exists(CHROMIUM):
        pytest.skip("Chromium was not found; name it in IPT_CHROMIUM")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; our code is not in it
    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def test_database(django_db_setup, django_db_blocker):
    """The test database, made here when no other test of this run asked for one."""
    if connection.vendor != "sqlite":
        pytest.skip("the browser stories run on SQLite")
    if connection.settings_dict["NAME"] == connection.settings_dict["TEST"]["NAME"]:
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def moments(test_database, django_db_blocker):
    """The database when it was empty and when the demo was just loaded, as two databases in memory."""
    empty, loaded = (sqlite3.connect(":memory:", check_same_thread=False) for _ in range(2))
    with django_db_blocker.unblock():
        connection.ensure_connection()
        connection.connection.backup(empty)
        load(timezone.now())
        connection.connection.backup(loaded)
        empty.backup(connection.connection)
    return empty, loaded


@pytest.fixture(scope="session")
def server(moments):
    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    yield server
    server.stop()
    server._live_server_modified_settings.disable()


@pytest.fixture
def demo(moments, server, django_db_blocker):
    """The demo practice as loaded; the address of its server."""
    empty, loaded = moments
    with django_db_blocker.unblock():
        connection.ensure_connection()
        loaded.backup(connection.connection)
        yield server.url
        connection.ensure_connection()
        empty.backup(connection.connection)
        connections.close_all()


@pytest.fixture
def visit(demo, chromium, request):
    """`visit("kim")` opens a browser of her own for Kim, signed in through the sign-in page, and gives back a Visitor."""
    visitors = []

    def enter(who, *, clean=True, **options):
        """`clean` False: the story looks at the complaints itself."""
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
        context = chromium.new_context(base_url=demo, **options)
        visitor = Visitor(who, context)
        visitors.append((visitor, clean))
        visitor.sign_in()
        return visitor

    yield enter
    failed = request.node.stash.get(FAILED, False)
    for visitor, _clean in visitors:
        if failed:
            visitor.picture(PICTURES / f"{request.node.name}-{visitor.who}.png")
        visitor.context.close()
    if not failed:
        assert [visitor.complaints for visitor, clean in visitors if clean and visitor.complaints] == []
