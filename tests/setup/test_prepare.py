"""When ./run loads the demo, and when it keeps its hands off."""

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from tests import make

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("deploy_prepare", ROOT / "deploy" / "prepare.py")
prepare = sys.modules.setdefault("deploy_prepare", importlib.util.module_from_spec(SPEC))
SPEC.loader.exec_module(prepare)

pytestmark = pytest.mark.django_db


@pytest.fixture
def loads(monkeypatch, settings, tmp_path):
    """The commands that were called, `load_demo` among them; on a data folder of its own, in the demo."""
    called = []
    settings.MODE = "demo"
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: called.append(name))
    return called


def on(monkeypatch, vendor):
    monkeypatch.setattr(prepare, "connection", SimpleNamespace(vendor=vendor, close=connection.close))


def quiet(*words):
    pass


def test_empty_sqlite_file_gets_the_demo_unasked(loads, monkeypatch):
    on(monkeypatch, "sqlite")
    assert prepare._load_demo(False, quiet) is True
    assert loads == ["load_demo"]


def test_empty_postgresql_gets_it_only_when_asked(loads, monkeypatch):
    on(monkeypatch, "postgresql")
    assert prepare._load_demo(False, quiet) is False
    assert loads == []
    assert prepare._load_demo(True, quiet) is True
    assert loads == ["load_demo"]


def test_database_that_holds_people_is_left_alone(loads):
    make.make_user("Somebody")
    assert prepare._load_demo(False, quiet) is False
    with pytest.raises(prepare.NotReady, match="only into an empty database"):
        prepare._load_demo(True, quiet)
    assert loads == []


def test_demo_that_is_there_is_not_loaded_again(loads):
    make.make_user("Ada")
    assert prepare._load_demo(False, quiet) is True
    assert loads == []


def test_production_never_gets_it(loads, settings):
    settings.MODE = "production"
    assert prepare._load_demo(False, quiet) is False
    with pytest.raises(prepare.NotReady, match="not loaded with IPT_MODE=production"):
        prepare._load_demo(True, quiet)
    assert loads == []


def test_interrupted_loading_begins_again_from_an_empty_file(loads, monkeypatch, settings, tmp_path):
    def interrupted(name, **_):
        raise KeyboardInterrupt

    database = tmp_path / "practice.sqlite3"
    database.write_text("half")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(database))
    monkeypatch.setattr(prepare, "call_command", interrupted)
    on(monkeypatch, "sqlite")
    with pytest.raises(KeyboardInterrupt):
        prepare._load_demo(False, quiet)
    prepare._clear_half_a_demo(quiet)
    assert not database.exists()
    database.write_text("whole")
    prepare._clear_half_a_demo(quiet)
    assert database.exists()


def test_interrupted_loading_elsewhere_is_one_sentence(loads, monkeypatch, tmp_path):
    (tmp_path / "demo-being-loaded").touch()
    on(monkeypatch, "postgresql")
    with pytest.raises(prepare.NotReady, match="interrupted; empty the database"):
        prepare._clear_half_a_demo(quiet)
