"""The note through HTTP: written, kept while typed, signed, read."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from measures.actions import record_answers
from problem_areas.models import ProblemArea
from safety.models import SafetyAlert
from sessions.actions import notes
from sessions.forms import NoteForm
from sessions.models import CourseFocus, SessionNote, WeeklyGoal
from tests import make

from .moments import next_of, phq9

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def session(cast):
    return next_of(cast.casey_course)


def at(name, session):
    return reverse(name, args=[session.pk])


def typed(session, version=0, **fields):
    return {"session": str(session.pk), "version": version} | fields


def keep(browser, session, version=0, **fields):
    return browser.post(at("note_autosave", session), typed(session, version, **fields), headers=FETCH)


def sign(browser, session, version=0, **fields):
    return browser.post(at("note_sign", session), typed(session, version, **{"attendance": "held"} | fields))


def signed_by_ada(cast, session, **values):
    return notes.save_and_sign(therapy_session=session, version=0, values={"attendance": "held"} | values, by=cast.ada)


def test_note_edit_shows_whom_and_what_to_know(as_ada, cast, session):
    for number, total in ((1, 16), (2, 12)):
        day = cast.casey_course.sessions.get(number=number).appointment.wall_date
        record_answers(client=cast.casey, instrument="phq9", answers=phq9(total), taken_on=day, by=cast.ada)
    WeeklyGoal.objects.create(
        course=cast.casey_course, set_in=cast.casey_course.sessions.get(number=2), statement="Call her sister"
    )
    area = ProblemArea.objects.create(
        client=cast.casey, kind="role_dispute", about="with her husband", identified_on=dt.date(2026, 1, 1), identified_by=cast.ada
    )  # fmt: skip
    CourseFocus.objects.create(
        course=cast.casey_course, area=area, rank="primary", from_on=dt.date(2026, 1, 1), chosen_by=cast.ada
    )
    page = as_ada.get(at("note_edit", session)).content.decode()
    for words in (
        "Session 3 of 16", "Casey Quill", "born 1990", "2 of 16 held, 14 left", "16 to 12", "4 below the start of 16",
        "Call her sister", "with her husband", "Usual for this focus: role dispute", "How have things been since we last met?",
        "Enter PHQ-9", "Interpersonal inventory",
    ):  # fmt: skip
        assert words in page, words
    assert page.count("btn-primary") == 1
    assert AuditEvent.objects.filter(verb="note.viewed", client_id=cast.casey.pk).count() == 1
    assert not SessionNote.objects.exists()


def test_a_routine_session_takes_three_steps_from_today(as_ada, cast, session):
    """Open, attendance, sign: two presses and one choice."""
    opened = at("note_edit", session)
    assert opened in as_ada.get(reverse("home")).content.decode()
    assert as_ada.get(opened).status_code == 200
    answer = sign(as_ada, session)
    assert answer.status_code == 302
    assert SessionNote.objects.get().session_number == 3


def test_note_autosave_answers_with_the_version_it_stored(as_ada, session):
    answer = keep(as_ada, session, plan="one\r\ntwo", techniques=["role_play"], mood_now="5")
    assert answer.json()["version"] == 1
    note = SessionNote.objects.get()
    assert (note.plan, note.techniques, note.mood_now) == ("one\r\ntwo", ["role_play"], 5)
    assert keep(as_ada, session, 1, plan="three").json()["version"] == 2
    assert as_ada.get(at("note_version", session)).json() == {"version": 2}
    assert "three" in as_ada.get(at("note_edit", session)).content.decode()


def test_two_tabs_get_both_texts_and_nothing_is_overwritten(as_ada, session):
    keep(as_ada, session, plan="from the first tab")
    answer = keep(as_ada, session, plan="from the second tab", mood_now="3")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "from the first tab" in page and "from the second tab" in page and 'data-autosave-keep="1"' in page
    assert SessionNote.objects.get().plan == "from the first tab"


def test_signing_from_a_tab_that_is_behind_shows_both_and_signs_nothing(as_ada, session):
    keep(as_ada, session, plan="from the first tab")
    answer = sign(as_ada, session, 0, plan="from the second tab")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "from the first tab" in page and "from the second tab" in page
    assert 'name="version" value="1"' in page
    assert SessionNote.objects.get().signed_at is None
    assert sign(as_ada, session, 1, plan="from the second tab").status_code == 302
    assert SessionNote.objects.get().plan == "from the second tab"


def test_a_draft_for_a_signed_note_keeps_its_text_on_the_page(as_ada, cast, session):
    signed_by_ada(cast, session, plan="signed")
    answer = keep(as_ada, session, 1, plan="typed later")
    assert answer.status_code == 409
    assert "signed in another window" in answer.content.decode()
    answer = sign(as_ada, session, 1, plan="typed later")
    assert answer.status_code == 409
    assert "typed later" in answer.content.decode()
    assert SessionNote.objects.get().plan == "signed"


def test_signing_twice_is_signing_once(as_ada, session):
    fields = {"plan": "x", "techniques": ["role_play"]}
    assert sign(as_ada, session, **fields).status_code == 302
    again = sign(as_ada, session, **fields)
    assert (again.status_code, again["Location"]) == (302, at("note_edit", session))
    assert AuditEvent.objects.filter(verb="note.signed").count() == 1


def test_a_form_of_another_session_is_refused(as_ada, cast, session):
    other = cast.casey_course.sessions.get(number=1)
    answer = as_ada.post(at("note_autosave", session), typed(other, plan="wrong one"), headers=FETCH)
    assert answer.status_code == 422
    assert "another session" in answer.json()["error"]
    assert as_ada.post(at("note_sign", session), typed(other, attendance="held")).status_code == 422
    assert not SessionNote.objects.exists()


def test_an_ended_session_is_told_and_loses_nothing(browser, session):
    answer = keep(browser, session, plan="x")
    assert (answer.status_code, answer.json()) == (401, {"signin": "/account/login/"})


def test_note_sign_asks_for_attendance_and_nothing_else(as_ada, session):
    answer = as_ada.post(at("note_sign", session), typed(session, plan="kept on the page"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose whether the session was held" in page and "kept on the page" in page and "data-unsaved" in page


def test_an_end_before_the_start_is_a_draft_but_is_not_signed(as_ada, session):
    times = {"started_at": "10:00", "ended_at": "09:00"}
    assert keep(as_ada, session, **times).status_code == 200
    assert sign(as_ada, session, 1, **times).status_code == 422


def test_a_goal_too_long_is_said_before_signing(as_ada, session):
    assert keep(as_ada, session, goals_for_week="x" * 300).status_code == 200
    assert sign(as_ada, session, 1, goals_for_week="x" * 300).status_code == 422


def test_a_beginning_to_rate_and_tick(as_ada, cast, session):
    goal = WeeklyGoal.objects.create(
        course=cast.casey_course, set_in=cast.casey_course.sessions.get(number=2), statement="Call her sister"
    )
    sign(as_ada, session, **{f"goal-{goal.pk}": "partly", "tasks_done": ["inventory"]})
    goal.refresh_from_db()
    assert (goal.rating, goal.rated_in) == ("partly", session)
    assert cast.casey_course.tasks_done.get().task == "inventory"


def test_a_concern_in_the_note_opens_an_alert_and_its_banner(as_ada, cast, session):
    sign(as_ada, session, risk="assessed")
    assert SafetyAlert.objects.get().owner == cast.ada
    assert "Ask about safety today" in as_ada.get(at("note_edit", session)).content.decode()


def test_drafts_are_not_for_readers_and_signed_notes_are(as_sam, as_dee, as_ada, cast, session):
    keep(as_ada, session, plan="only a draft")
    for reader in (as_sam, as_dee):
        page = reader.get(at("note_edit", session))
        assert page.status_code == 200
        assert "only a draft" not in page.content.decode()
    sign(as_ada, session, 1, plan="now signed")
    for reader in (as_sam, as_dee):
        assert "now signed" in reader.get(at("note_edit", session)).content.decode()


def test_strangers_find_nothing(as_ben, as_kim, as_ali, as_sam, as_dee, session):
    assert as_ben.get(at("note_edit", session)).status_code == 404
    for browser in (as_kim, as_ali):
        assert browser.get(at("note_edit", session)).status_code == 403
    for browser in (as_ben, as_sam, as_dee):
        assert keep(browser, session, plan="x").status_code == 404
        assert sign(browser, session).status_code == 404
        assert browser.get(at("note_version", session)).status_code == 404
    assert not SessionNote.objects.exists()


def test_a_signed_note_has_its_addenda_and_signatures(as_ada, as_sam, cast, session):
    note = signed_by_ada(cast, session, plan="as signed")
    assert as_ada.post(reverse("addendum_new", args=[note.pk]), {"text": ""}).status_code == 422
    as_ada.post(reverse("addendum_new", args=[note.pk]), {"text": "Also: <b>slept</b>"})
    as_sam.post(reverse("co_sign", args=[note.pk]))
    as_sam.post(reverse("review_comment_new", args=[note.pk]), {"text": "Well done."})
    page = as_ada.get(at("note_edit", session)).content.decode()
    for words in (
        "as signed",
        "Also: &lt;b&gt;slept&lt;/b&gt;",
        "Co-signed by Sam Test",
        "Well done.",
        "Ada Test, LCSW",
    ):
        assert words in page, words


def test_co_sign_is_for_a_current_supervisor_of_the_author(as_sam, as_dee, as_ada, as_ben, cast, session):
    note = signed_by_ada(cast, session)
    for browser, status in ((as_dee, 404), (as_ada, 403), (as_ben, 403)):
        assert browser.post(reverse("co_sign", args=[note.pk])).status_code == status
    cast.sam.supervisions_given.update(until_on=dt.date(2020, 1, 1), from_on=dt.date(2019, 1, 1))
    assert as_sam.post(reverse("co_sign", args=[note.pk])).status_code == 404
    assert not note.co_signatures.exists()


def test_a_supervisors_comment_is_for_author_and_supervisors(as_sam, as_dee, cast, session):
    note = signed_by_ada(cast, session)
    as_sam.post(reverse("review_comment_new", args=[note.pk]), {"text": "For Ada alone"})
    assert "For Ada alone" not in as_dee.get(at("note_edit", session)).content.decode()


def test_notes_to_sign_lists_the_caseload(as_ada, as_ben, cast, session):
    keep(as_ada, session, plan="x")
    page = as_ada.get(reverse("notes_to_sign")).content.decode()
    assert "Casey Quill, session 3" in page and "Draft saved" in page
    assert "Casey" not in as_ben.get(reverse("notes_to_sign")).content.decode()


HOSTILE = [
    "<script>alert(1)</script>",
    "nul\x00",
    "x" * 30_000,
    "{{ 7|add:7 }}",
    "\u202etext",
    "2026-99-99",
    "-1",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_is_kept_or_said(as_ada, session, text):
    version = 0
    for name in NoteForm.base_fields:
        if name in ("session", "version"):
            continue
        answer = keep(as_ada, session, version, **{name: text})
        assert answer.status_code in (200, 422), name
        if answer.status_code == 200:
            version = answer.json()["version"]
            stored = getattr(SessionNote.objects.get(), name, None)
            assert stored in (text, text.strip(), [], [text], None, ""), name
    page = as_ada.get(at("note_edit", session)).content.decode()
    assert "<script>alert(1)</script>" not in page


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 30])
def test_a_version_that_is_none_is_refused(as_ada, session, version):
    assert keep(as_ada, session, version, plan="x").status_code in (200, 422)
    assert as_ada.post(at("note_sign", session), {}).status_code == 422


def test_saving_a_draft_stays_within_its_budget(as_ada, session, django_assert_max_num_queries):
    keep(as_ada, session, plan="0")
    with django_assert_max_num_queries(11):
        keep(as_ada, session, 1, plan="1")


def test_the_note_asks_no_more_in_a_long_course(as_ada, cast, session, django_assert_max_num_queries):
    long = make.make_course(
        make.make_client("Lee", "Long", cast.ada), cast.ada, planned=30, held=25,
        first_at=timezone.now() - dt.timedelta(weeks=25, days=-2),
    )  # fmt: skip
    as_ada.get(at("note_edit", session))
    counts = []
    for each in (session, next_of(long, 180)):
        with django_assert_max_num_queries(30) as queries:
            as_ada.get(at("note_edit", each))
        counts.append(len(queries))
    assert counts[0] == counts[1]
