"""A supervisor's reply to a signed note: co-sign, comment, or ask for a change; and the author's answer (issue 3, item 12)."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import today_for
from accounts.models import Cover, Supervision
from audit.models import AuditEvent
from sessions.actions.notes import co_sign, comment_on_note
from sessions.actions.supervision import AlreadyAnswered, AlreadyAsked, answer_change, request_change
from sessions.models import ChangeAnswer, ChangeRequest, CoSignature, NoteAddendum, SessionNote

from .. import make

pytestmark = pytest.mark.django_db

QUEUE = "/supervision/"


def url(name, row):
    return reverse(name, args=[row.pk])


def signed(session, author, ago=0):
    return SessionNote.objects.create(
        therapy_session=session, author=author, attendance="held", session_number=session.number, phase=session.phase,
        signed_at=timezone.now() - dt.timedelta(hours=ago), signed_by=author,
    )  # fmt: skip


@pytest.fixture
def note(cast):
    return signed(cast.casey_course.sessions.get(number=1), cast.ada)


@pytest.fixture
def asked(cast, note):
    return request_change(note=note, text="Say what the risk was", by=cast.sam)


def browser_of(user):
    browser = Browser()
    browser.force_login(user, backend="accounts.sign_in.Backend")
    return browser


def queue(browser, **query):
    return browser.get(QUEUE, query).context["queue"]


def test_change_request_new_asks_and_the_note_stays_as_it_was(as_sam, cast, note):
    page = as_sam.post(url("change_request_new", note), {"text": "Say what the risk was"})
    assert page.headers["Location"] == url("note_edit", note.therapy_session)
    asked = ChangeRequest.objects.get()
    assert (asked.note, asked.text, asked.asked_by) == (note, "Say what the risk was", cast.sam)
    assert AuditEvent.objects.filter(verb="note.change_requested", client_id=cast.casey.pk).count() == 1
    assert SessionNote.objects.get().version == note.version


def test_change_request_new_wants_words(as_sam, note):
    page = as_sam.post(url("change_request_new", note), {"text": "  "})
    assert page.status_code == 422 and "Write what should change" in page.content.decode()


def test_change_request_new_asks_once_at_a_time(as_sam, cast, asked):
    with pytest.raises(AlreadyAsked):
        request_change(note=asked.note, text="Again", by=cast.sam)
    for page in (
        as_sam.get(url("change_request_new", asked.note)),
        as_sam.post(url("change_request_new", asked.note), {"text": "x"}),
    ):
        assert page.status_code == 302
    assert "Ask for a change" not in as_sam.get(url("note_edit", asked.note.therapy_session)).content.decode()
    answer_change(request=asked, text="It stands so", as_addendum=False, by=cast.ada)
    request_change(note=asked.note, text="Again", by=cast.sam)
    assert ChangeRequest.objects.count() == 2


def test_the_author_sees_it_on_today_in_the_case_file_and_on_the_note(as_ada, asked):
    link = f'href="{url("change_answer", asked)}"'
    pages = [
        as_ada.get("/").content.decode(),
        as_ada.get(url("client_detail", asked.note.therapy_session.course.client)).content.decode(),
        as_ada.get(url("note_edit", asked.note.therapy_session)).content.decode(),
    ]
    assert all(link in page and "Sam Test asks for a change" in page for page in pages)


def test_change_answer_with_an_addendum(as_ada, cast, asked):
    page = as_ada.post(url("change_answer", asked), {"how": "addendum", "text": "Asked directly: no plan."})
    assert page.headers["Location"] == url("note_edit", asked.note.therapy_session)
    addendum, answer = NoteAddendum.objects.get(), ChangeAnswer.objects.get()
    assert (addendum.text, addendum.signed_by, addendum.note) == ("Asked directly: no plan.", cast.ada, asked.note)
    assert (answer.addendum, answer.text, answer.answered_by) == (addendum, "", cast.ada)
    verbs = AuditEvent.objects.filter(client_id=cast.casey.pk).values_list("verb", flat=True)
    assert {"addendum.signed", "note.change_answered"} <= set(verbs)
    assert "asks for a change" not in as_ada.get("/").content.decode()


def test_change_answer_with_why_not(as_ada, as_sam, asked):
    as_ada.post(url("change_answer", asked), {"how": "reply", "text": "It is in the assessment of that day."})
    assert not NoteAddendum.objects.exists()
    page = as_sam.get(url("note_edit", asked.note.therapy_session)).content.decode()
    assert "It is in the assessment of that day." in page and "left the note as it is" in page


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"text": "x"}, "Choose how you answer"),
        ({"how": "reply", "text": ""}, "Write the addition, or why the note stays as it is"),
        ({"how": "co-sign", "text": "x"}, "Select a valid choice"),
    ],
)
def test_change_answer_refuses_in_a_sentence(as_ada, asked, posted, sentence):
    page = as_ada.post(url("change_answer", asked), posted)
    assert page.status_code == 422 and sentence in page.content.decode()


def test_change_answer_a_second_time_writes_nothing(as_ada, cast, asked):
    for _time in range(2):
        page = as_ada.post(url("change_answer", asked), {"how": "addendum", "text": "Once"})
        assert page.status_code == 302
    assert NoteAddendum.objects.count() == ChangeAnswer.objects.count() == 1
    with pytest.raises(AlreadyAnswered):
        answer_change(request=asked, text="Twice", as_addendum=True, by=cast.ada)
    assert NoteAddendum.objects.count() == 1, "the addendum went back with the answer"


def test_a_co_signature_settles_what_was_asked(as_ada, cast, asked):
    co_sign(note=asked.note, by=cast.sam)
    assert not ChangeRequest.objects.open().exists()
    assert "asks for a change" not in as_ada.get("/").content.decode()


@pytest.mark.parametrize("what", ["update", "delete"])
def test_neither_request_nor_answer_is_ever_changed(cast, asked, what):
    answer_change(request=asked, text="No", as_addendum=False, by=cast.ada)
    for rows in (ChangeRequest.objects.all(), ChangeAnswer.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(text="Other") if what == "update" else rows._raw_delete(rows.db)


def test_supervision_queue_says_whose_turn_it_is(as_sam, cast, note):
    assert [row.note for row in queue(as_sam).notes] == [note]
    asked = request_change(note=note, text="More on risk", by=cast.sam)
    found = queue(as_sam)
    assert (found.notes, [row.note for row in found.asked]) == ([], [note])
    assert "Waiting for the author" in as_sam.get(QUEUE).content.decode()
    answer_change(request=asked, text="Added", as_addendum=True, by=cast.ada)
    (row,) = queue(as_sam).notes
    assert row.is_answered and "look again" in as_sam.get(QUEUE).content.decode()
    co_sign(note=note, by=cast.sam)
    assert (queue(as_sam).notes, queue(as_sam).asked) == ([], [])


def test_supervision_queue_is_the_oldest_first_with_its_age(as_sam, cast):
    first, second = (cast.casey_course.sessions.get(number=n) for n in (1, 2))
    signed(second, cast.ada, ago=1)
    signed(first, cast.ada, ago=60)
    rows = queue(as_sam).notes
    assert [(row.note.session_number, row.is_late, row.days) for row in rows] == [(1, True, 2), (2, False, 0)]
    page = as_sam.get(QUEUE).content.decode()
    assert page.count("Over 48 h") == 1 and "Waiting 2 days" in page


def test_supervision_queue_of_one_supervisee(as_sam, cast, note):
    Supervision.objects.create(
        supervisor=cast.sam, supervisee=cast.ben, from_on=timezone.localdate() - dt.timedelta(days=9)
    )
    signed(cast.drew_course.sessions.get(number=1), cast.ben)
    assert {row.note.author for row in queue(as_sam).notes} == {cast.ada, cast.ben}
    found = queue(as_sam, of=str(cast.ben.pk))
    assert [row.note.author for row in found.notes] == [cast.ben] and [name for name, _rows in found.cases] == [
        "Ben Test"
    ]
    for unknown in (cast.dee.pk, "nonsense", "\x00"):
        assert as_sam.get(QUEUE, {"of": str(unknown)}).status_code == 404


def every_supervised_page(cast, asked):
    """URLs that a supervisor has only through the relation."""
    note, session = asked.note, asked.note.therapy_session
    read = [url("note_edit", session), url("handover_sheet", cast.ada)]
    read += [
        url(name, cast.casey)
        for name in ("client_detail", "client_sessions", "client_scores", "client_timeline", "client_documents")
    ]
    return read, [url("change_request_new", note), url("review_comment_new", note)], [url("co_sign", note)]


def test_nothing_is_left_when_the_relation_ends(as_sam, cast, asked):
    read, write, sign = every_supervised_page(cast, asked)
    answer_change(request=asked, text="Added", as_addendum=True, by=cast.ada)
    assert {as_sam.get(path).status_code for path in [*read, *write]} == {200}
    Supervision.objects.update(until_on=timezone.localdate() - dt.timedelta(days=2))
    assert {as_sam.get(path).status_code for path in [*read, *write]} == {404}
    assert {as_sam.post(path, {"text": "x"}).status_code for path in [*write, *sign]} == {404}
    found = queue(as_sam)
    assert (found.notes, found.asked, found.cases, found.supervisees) == ([], [], [], [])
    assert as_sam.get(QUEUE, {"of": str(cast.ada.pk)}).status_code == 404
    assert ChangeRequest.objects.count() == 1


def test_who_answers_a_change_request(as_ada, as_ben, as_sam, as_dee, as_kim, asked):
    answers = [
        browser.get(url("change_answer", asked)).status_code for browser in (as_ada, as_ben, as_sam, as_dee, as_kim)
    ]
    assert answers == [200, 404, 404, 404, 403]


def test_a_request_is_for_author_and_supervisor(as_dee, asked):
    assert "Say what the risk was" not in as_dee.get(url("note_edit", asked.note.therapy_session)).content.decode()


def test_today_and_queue_ask_as_often_for_one_request_as_for_many(as_ada, as_sam, cast):
    for browser, path in ((as_ada, "/"), (as_sam, QUEUE)):
        browser.get(path)
    counts = []
    for held in (1, 9):
        person = make.make_client(f"Toni{held}", "Ash", therapist=cast.ada)
        first_at = timezone.now() + dt.timedelta(hours=3 * held) - dt.timedelta(weeks=held)
        for session in make.make_course(person, cast.ada, held=held, first_at=first_at).sessions.held():
            request_change(note=signed(session, cast.ada), text="x", by=cast.sam)
            if session.number == 1:
                continue
            signed_only = cast.casey_course.sessions.filter(note__isnull=True, number__isnull=False).first()
            if signed_only:
                signed(signed_only, cast.ada)
        asked = []
        for browser, path in ((as_ada, "/"), (as_sam, QUEUE)):
            with CaptureQueriesContext(connection) as captured:
                browser.get(path)
            asked.append(len(captured))
        counts.append(asked)
    assert all(many <= one + 1 for one, many in zip(*counts, strict=True)), (
        counts
    )  # one: the list that was empty before


def waiting_for(browser):
    return [row.note for row in queue(browser).notes]


@pytest.mark.parametrize(
    ("from_on", "until_on", "opens"),
    [(-9, 0, True), (-9, -1, False), (0, None, True), (1, None, False), (-9, 3, True), (0, 0, True)],
)
def test_the_relation_holds_on_its_first_and_its_last_day(as_sam, cast, note, from_on, until_on, opens):
    """Ends today, ended yesterday, begins today, begins tomorrow: for reading, commenting, asking and signing alike."""
    today = today_for(cast.sam)
    days = [None if away is None else today + dt.timedelta(days=away) for away in (from_on, until_on)]
    Supervision.objects.update(from_on=days[0], until_on=days[1])
    pages = [url("note_edit", note.therapy_session), url("client_detail", cast.casey)]
    pages += [url(name, note) for name in ("review_comment_new", "change_request_new")]
    assert {as_sam.get(path).status_code for path in pages} == {200 if opens else 404}
    assert waiting_for(as_sam) == ([note] if opens else [])
    assert as_sam.post(url("co_sign", note)).status_code == (302 if opens else 404)
    assert note.co_signatures.exists() is opens


def test_a_new_supervisor_does_not_inherit_what_another_has_signed(cast, as_sam, note):
    """What nobody has signed waits for whoever supervises now; what is signed from then on waits for both."""
    older = signed(cast.casey_course.sessions.get(number=2), cast.ada, ago=24 * 20)
    CoSignature.objects.create(note=older, signed_by=cast.sam, signed_at=timezone.now() - dt.timedelta(days=19))
    tess = make.make_user("Tess", "supervisor")
    began = today_for(tess) - dt.timedelta(days=5)
    Supervision.objects.create(supervisor=tess, supervisee=cast.ada, from_on=began)
    as_tess = browser_of(tess)
    assert waiting_for(as_tess) == waiting_for(as_sam) == [note]
    co_sign(note=note, by=cast.sam)
    assert (waiting_for(as_sam), waiting_for(as_tess)) == ([], [note])
    assert as_tess.get(url("note_edit", older.therapy_session)).status_code == 200


def test_a_note_written_in_cover_reaches_the_supervisor_of_the_case(cast, as_sam, as_ben):
    """Ben stands in for Ada, whom Sam supervises: his note in her case is read and co-signed by Sam, his others are not."""
    today = timezone.localdate()
    Cover.objects.create(absent=cast.ada, covering=cast.ben, from_on=today - dt.timedelta(days=3), until_on=today)
    covered = signed(cast.casey_course.sessions.get(number=1), cast.ben, ago=24)
    own = signed(cast.drew_course.sessions.get(number=1), cast.ben, ago=24)
    assert waiting_for(as_sam) == [covered]
    assert as_sam.get(url("change_request_new", own)).status_code == 404
    request_change(note=covered, text="Say what was agreed", by=cast.sam)
    assert "Sam Test asks for a change" in as_ben.get("/").content.decode()
    Cover.objects.update(until_on=today - dt.timedelta(days=2))
    late = signed(cast.casey_course.sessions.get(number=2), cast.ben)
    assert as_sam.get(url("co_sign", late)).status_code in (404, 405)
    assert as_sam.post(url("co_sign", late)).status_code == 404, "signed when the cover was over"


def test_a_request_that_is_settled_by_the_signature_waits_for_nobody(as_ada, cast, asked):
    co_sign(note=asked.note, by=cast.sam)
    page = as_ada.get(url("note_edit", asked.note.therapy_session)).content.decode()
    assert "Settled: Sam Test has co-signed the note." in page and "Waiting for the author" not in page
    assert url("change_answer", asked) not in page


def test_an_answer_after_the_relation_has_lapsed_says_who_reads_it(as_ada, cast, asked):
    """The request stays open for its author; whoever supervises next finds request and answer with the note."""
    Supervision.objects.update(until_on=today_for(cast.sam) - dt.timedelta(days=1))
    tess = make.make_user("Tess", "supervisor")
    Supervision.objects.create(supervisor=tess, supervisee=cast.ada, from_on=today_for(tess))
    assert "does not supervise you any more" in as_ada.get(url("change_answer", asked)).content.decode()
    answered = as_ada.post(
        url("change_answer", asked), {"how": "reply", "text": "It is said in session 2."}, follow=True
    )
    page = answered.content.decode()
    assert "Whoever supervises you now sees it" in page and "Sam Test sees it" not in page
    page = browser_of(tess).get(url("note_edit", asked.note.therapy_session)).content.decode()
    assert "Say what the risk was" in page and "It is said in session 2." in page


def test_what_a_supervisor_asks_for_is_never_cut_off_today(as_ada, cast):
    """Today shows eight things that are due: a request for a change leads them, whatever the client's name."""
    zoe = make.make_client("Zoe", "Zorn", therapist=cast.ada)
    course = make.make_course(zoe, cast.ada, held=1, first_at=timezone.now() + dt.timedelta(hours=3, weeks=-1))
    request_change(note=signed(course.sessions.get(number=1), cast.ada), text="x", by=cast.sam)
    for number in range(9):
        first_at = timezone.now() + dt.timedelta(hours=2 * number + 5) - dt.timedelta(weeks=4)
        person = make.make_client(f"Nick{number}", "Able", therapist=cast.ada)
        make.make_course(person, cast.ada, held=4, first_at=first_at)
    today = as_ada.get("/").context["today"]
    assert (today.due[0].client, len(today.due), today.due_more) == (zoe, 8, 2)


def test_a_comment_waits_on_today_until_its_author_has_read_it(as_ada, as_sam, as_ben, cast, note):
    """A comment asks for nothing and still reaches its author; the supervisor sees that it did."""
    seen = url("comments_seen", note)
    comment_on_note(note=note, text="Well heard. Stay with the anger.", by=cast.sam)
    old = comment_on_note(note=note, text="Of spring", now=timezone.now() - dt.timedelta(days=31), by=cast.sam)
    read = {"last": old.pk}
    assert [due.text for due in as_ada.get("/").context["today"].due][:1] == ["Sam Test commented on a note"]
    assert "Not read by the author yet" in as_sam.get(url("note_edit", note.therapy_session)).content.decode()
    assert seen in as_ada.get(url("note_edit", note.therapy_session)).content.decode()
    assert seen not in as_sam.get(url("note_edit", note.therapy_session)).content.decode()
    assert [browser.post(seen, read).status_code for browser in (as_sam, as_ben, as_ada, as_ada)] == [
        404,
        404,
        302,
        302,
    ]
    assert not any("commented" in due.text for due in as_ada.get("/").context["today"].due)
    old.refresh_from_db()
    assert old.seen_at and "Read by the author" in as_sam.get(url("note_edit", note.therapy_session)).content.decode()
    assert AuditEvent.objects.filter(verb="note.comments_seen").count() == 1


def test_a_comment_that_came_after_the_page_was_opened_is_not_read_yet(as_ada, cast, note):
    first = comment_on_note(note=note, text="Well heard.", by=cast.sam)
    page = as_ada.get(url("note_edit", note.therapy_session)).content.decode()
    assert f'name="last" value="{first.pk}"' in page
    later = comment_on_note(note=note, text="Ask about safety.", by=cast.sam)
    as_ada.post(url("comments_seen", note), {"last": first.pk})
    later.refresh_from_db()
    assert later.seen_at is None
    for nonsense in ({}, {"last": "9" * 400}, {"last": "\x00"}, {"last": "-1"}):
        assert as_ada.post(url("comments_seen", note), nonsense).status_code == 302
    later.refresh_from_db()
    assert later.seen_at is None
