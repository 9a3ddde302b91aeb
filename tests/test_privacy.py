"""Canaries: every text column of two full charts holds a word that says whose it is and of which class (docs/data.md).

Then every page that a role can reach is read, and no word may be found that is not theirs to see.
"""

import re

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client as Browser
from django.utils import timezone

from audit.models import AuditEvent
from audit.text import Line, Prose
from clients.models import Client
from ipt_practice.access_table import ACCESS
from problem_areas.models import AreaProgress, StageChange
from safety.models import RiskAssessment
from sessions.models import (
    ChangeAnswer,
    ChangeRequest,
    Contract,
    CourseApproval,
    FollowUpReview,
    NoteAddendum,
    OfferNotTaken,
    OutreachAttempt,
    PhaseMove,
    PracticeTask,
    PrivateNote,
    ReviewComment,
    SessionNote,
)

from . import objects
from .test_access import URLS, address
from .test_field_classes import OURS, written

pytestmark = pytest.mark.django_db

CANARY = re.compile(r"zz(casey|drew)q(contact|schedule|intake|clinical|private)\w*")
LOCKED_AT_ONCE = {
    AreaProgress,
    StageChange,
    NoteAddendum,
    Contract,
    PhaseMove,
    PracticeTask,
    RiskAssessment,
}  # born with their canary: tests/objects.py
LOCKED_AT_ONCE |= {
    ChangeAnswer,
    ChangeRequest,
    CourseApproval,
    FollowUpReview,
    OfferNotTaken,
    OutreachAttempt,
    ReviewComment,
}


def client_of(row, depth=4):
    """The client a row is about, by its foreign keys; None for what is nobody's."""
    if isinstance(row, Client):
        return row
    for field in row._meta.fields:
        if isinstance(field, models.ForeignKey) and depth and field.related_model._meta.app_label != "accounts":
            parent = getattr(row, field.name)
            found = client_of(parent, depth - 1) if parent is not None else None
            if found:
                return found
    return None


def fill(cast):
    """Put a canary into every free text column of every row about Casey and Drew."""
    classes, names = written(), {cast.casey.pk: "casey", cast.drew.pk: "drew"}
    for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
        texts = [field for field in model._meta.fields if isinstance(field, (Line, Prose))]
        for row in model._base_manager.all() if texts and not model.__name__.startswith("Historical") else ():
            person = client_of(row)
            if person and model not in LOCKED_AT_ONCE:
                words = {
                    field.name: f"zz{names[person.pk]}q{classes[f'{model.__name__}.{field.name}']}q{field.name}"[
                        : field.max_length or 99
                    ]
                    for field in texts
                }
                model._base_manager.filter(pk=row.pk).update(**words)


@pytest.fixture
def charts(cast):
    """Casey (Ada's) and Drew (Ben's), each with something in every table, notes signed."""
    for who in ("casey", "drew"):
        objects.full_chart(cast, who)
    fill(cast)
    for who in ("casey", "drew"):
        note = SessionNote.objects.get(therapy_session__course__client=getattr(cast, who))
        PrivateNote.objects.filter(author=note.author).update(text=f"zz{who}qprivateqtext")
        SessionNote.objects.filter(pk=note.pk).update(signed_at=timezone.now(), signed_by=note.author)
    return cast


def read_everything(user, cast, limit=400):
    """Every page that `user` can reach: all addresses of both clients' rows, and every link found on the way."""
    browser = Browser()
    browser.force_login(user, backend="accounts.sign_in.Backend")
    waiting = [
        address(name, pk)
        for name, rule in ACCESS.items()
        if rule.roles and user.role in rule.roles and "GET" in rule.methods.split()
        for pk in ([objects.found(rule.of, cast, who) for who in ("casey", "drew")] if "pk" in URLS[name] else [None])
        if pk is not None or "pk" not in URLS[name]
    ]
    seen, words = set(), set()
    while waiting and len(seen) < limit:
        path = waiting.pop()
        if path in seen or path.startswith(("/account/", "/static/")):
            continue
        seen.add(path)
        answer = browser.get(path)
        assert answer.status_code in (200, 302, 403, 404), (path, answer.status_code)
        text = b"".join(answer).decode(errors="replace") + str(dict(answer.headers))
        words |= {match.group(1, 2) for match in CANARY.finditer(text)}
        waiting += [link.split("#")[0] for link in re.findall(r'href="(/[^"]*)"', text)]
    assert len(seen) > 3
    return words


@pytest.mark.parametrize(
    ("who", "whose", "classes"),
    [
        ("ada", {"casey"}, {"contact", "schedule", "intake", "clinical", "private"}),
        ("ben", {"drew"}, {"contact", "schedule", "intake", "clinical", "private"}),
        ("sam", {"casey"}, {"contact", "schedule", "intake", "clinical"}),
        ("dee", {"casey", "drew"}, {"contact", "schedule", "intake", "clinical"}),
        ("kim", {"casey", "drew"}, {"contact", "schedule", "intake"}),
        ("ali", set(), set()),
    ],
)
def test_nobody_reads_what_is_not_theirs(charts, who, whose, classes):
    found = read_everything(getattr(charts, who), charts)
    assert {name for name, _ in found} - whose == set()
    assert {kind for _, kind in found} - classes == set()
    if "private" in classes:
        assert "private" in {kind for _, kind in found}, "the author does reach the private note"
    if "clinical" in classes:
        assert "clinical" in {kind for _, kind in found}, "the canaries do sing"


def test_the_audit_trail_holds_no_text(charts):
    for who in ("ada", "kim", "dee"):
        read_everything(getattr(charts, who), charts)
    assert AuditEvent.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb, object_type, object_id, details FROM audit_auditevent")
        assert [row for row in cursor.fetchall() if CANARY.search(str(row))] == []


def test_the_database_does_not_hold_a_private_note_in_the_clear(charts):
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM ipt_sessions_privatenote")
        stored = [bytes(row[0]) for row in cursor.fetchall()]
    assert len(stored) == 2
    assert [text for text in stored if b"private" in text] == []


def test_private_notes_are_in_no_history_table():
    names = {model.__name__ for model in apps.get_models()}
    assert "HistoricalPrivateNote" not in names
