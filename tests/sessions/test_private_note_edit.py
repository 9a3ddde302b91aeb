"""The private note: its author's alone (threats T5)."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover
from audit.models import AuditEvent

from .moments import next_of

pytestmark = pytest.mark.django_db
SECRET = "canary of the private note"


@pytest.fixture
def address(cast):
    return reverse("private_note_edit", args=[next_of(cast.casey_course).pk])


def write(browser, address, text=SECRET, version=0):
    return browser.post(address, {"version": version, "text": text})


def test_its_author_writes_and_reads_it(as_ada, address):
    assert write(as_ada, address).status_code == 302
    assert SECRET in as_ada.get(address).content.decode()


def test_nobody_else_finds_it(as_ada, as_ben, as_sam, as_dee, as_kim, as_ali, address):
    write(as_ada, address)
    for browser in (as_ben, as_sam, as_dee):
        assert browser.get(address).status_code == 404
        assert write(browser, address).status_code == 404
    for browser in (as_kim, as_ali):
        assert browser.get(address).status_code == 403


def test_a_colleague_who_covers_has_their_own(as_ada, as_ben, cast, address):
    write(as_ada, address)
    today = timezone.now().date()
    Cover.objects.create(
        absent=cast.ada, covering=cast.ben, from_on=today - dt.timedelta(days=1), until_on=today + dt.timedelta(days=1)
    )
    assert SECRET not in as_ben.get(address).content.decode()
    write(as_ben, address, "another text")
    assert SECRET in as_ada.get(address).content.decode()


def test_the_database_holds_no_word_of_it(as_ada, address):
    write(as_ada, address)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    data = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                    assert SECRET.encode() not in data, table


def test_the_audit_trail_learns_that_it_was_written_and_nothing_more(as_ada, address):
    write(as_ada, address)
    event = AuditEvent.objects.get(verb="private_note.written")
    assert event.details == {}


def test_a_second_tab_sees_both_and_overwrites_nothing(as_ada, address):
    write(as_ada, address)
    answer = write(as_ada, address, "typed in the second tab")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert SECRET in page and "typed in the second tab" in page and 'value="1"' in page


@pytest.mark.parametrize("fields", [{}, {"version": "x", "text": "y"}, {"version": 0, "text": "nul\x00"}])
def test_what_cannot_be_stored_is_said(as_ada, address, fields):
    assert as_ada.post(address, fields).status_code == 422


def keep(browser, address, text, version=0):
    return browser.post(address + "draft/", {"version": version, "text": text}, headers={"X-Requested-With": "fetch"})


def test_it_is_kept_while_it_is_written(as_ada, browser, address):
    """As every note: an ended session, a closed tab, a pause lose nothing."""
    assert "data-autosave-url" in as_ada.get(address).content.decode()
    assert as_ada.get(address + "version/").json() == {"version": 0}
    assert keep(as_ada, address, "one").json()["version"] == 1
    told = keep(as_ada, address, SECRET, 1).json()
    assert told["version"] == 2 and told["saved_at"]
    assert as_ada.get(address + "version/").json() == {"version": 2}
    page = as_ada.get(address).content.decode()
    assert SECRET in page and "Draft saved" in page
    assert AuditEvent.objects.filter(verb="private_note.written").count() == 1, "once for each editing spell"
    assert keep(browser, address, "x", 2).status_code == 401, "signed out: the open page keeps its text and says so"


def test_keeping_it_overwrites_nothing_and_says_what_it_cannot_keep(as_ada, address):
    keep(as_ada, address, "from the first tab")
    answer = keep(as_ada, address, "from the second tab")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "from the first tab" in page and "from the second tab" in page and 'data-autosave-keep="1"' in page
    assert keep(as_ada, address, "nul\x00", 1).status_code == 422
    assert keep(as_ada, address, "x" * 30_000, 1).status_code == 422


def test_nobody_else_keeps_it(as_ben, as_sam, as_dee, as_kim, as_ali, address):
    for browser, answers in ((as_ben, 404), (as_sam, 404), (as_dee, 404), (as_kim, 403), (as_ali, 403)):
        assert keep(browser, address, "x").status_code == answers
        assert browser.get(address + "version/").status_code == answers
