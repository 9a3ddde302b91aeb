"""What is optional in the note: sub-forms, strategies, affect, tasks between sessions, the practice's own techniques."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from audit.models import AuditEvent
from problem_areas.models import ImportantPerson, LifeEvent, ProblemArea
from safety.actions import raise_alert
from sessions.actions.techniques import add_technique, retire_technique
from sessions.forms import technique_groups
from sessions.models import CourseFocus, PhaseTaskDone, PracticeTask, SessionNote
from sessions.note_document import document_of
from sessions.note_parts import PARTS, strategy_choices
from sessions.phase_tasks import as_plan, phase_tasks

from .moments import next_of
from .test_note_views import HOSTILE, at, keep, sign

pytestmark = pytest.mark.django_db

ANALYSIS = {
    "communication_analysis-when": "Sunday evening",
    "communication_analysis-with_whom": "marco",
    "communication_analysis-said": "I said: always the same.\nHe said: not now.",
    "communication_analysis-tone": "Sharp",
    "communication_analysis-felt": "Left out",
    "communication_analysis-wanted": "An evening together",
    "communication_analysis-heard": "A complaint",
    "communication_analysis-mood_before": "5",
    "communication_analysis-mood_after": "2",
    "communication_analysis-alternatives": "I miss our evenings.",
    "communication_analysis-rehearsed": "on",
    "communication_analysis-try_out": "Ask for Thursday",
    "communication_analysis-try_out_on": "2026-12-03",
}


@pytest.fixture
def session(cast):
    return next_of(cast.casey_course)


@pytest.fixture
def marco(cast):
    return ImportantPerson.objects.create(client=cast.casey, name="Marco", relation="partner")


@pytest.fixture
def dispute(cast):
    area = ProblemArea.objects.create(
        client=cast.casey, kind="role_dispute", identified_on=dt.date(2026, 1, 1), identified_by=cast.ada
    )
    CourseFocus.objects.create(
        course=cast.casey_course, area=area, rank="primary", from_on=dt.date(2026, 1, 1), chosen_by=cast.ada
    )
    return area


def in_middle(cast):
    """The course stands at the end of its initial phase: its next session is one of the middle phase."""
    type(cast.casey_course).objects.filter(pk=cast.casey_course.pk).update(initial_to=2)


def page_of(browser, session):
    return browser.get(at("note_edit", session)).content.decode()


def words_of(note):
    return {str(label): text for label, text in document_of(note)}


def task(cast, statement="Call her sister", **values):
    values = {"set_in": cast.casey_course.sessions.get(number=2)} | values
    return PracticeTask.objects.create(course=cast.casey_course, statement=statement, **values)


def test_a_communication_analysis_is_kept_with_the_draft_and_printed(as_ada, session, marco):
    """Rows 001-26 and 002-24, flows 9: when, with whom, line by line, felt, wanted, heard, mood, alternatives."""
    assert keep(as_ada, session, **ANALYSIS).status_code == 200
    kept = SessionNote.objects.get().communication_analysis
    assert kept["with_whom_id"] == str(marco.pk)
    assert (kept["mood_before"], kept["rehearsed"], kept["try_out_on"]) == (5, True, "2026-12-03")
    assert SessionNote.objects.get().techniques == ["communication_analysis"]
    page = page_of(as_ada, session)
    assert "He said: not now." in page and '<option value="Marco">' in page
    sign(as_ada, session, 1, **ANALYSIS, techniques=["communication_analysis"])
    words = words_of(SessionNote.objects.get())
    assert "He said: not now." in words["Communication analysis"]
    assert "Mood before: 5" in words["Communication analysis"] and "December 3, 2026" in words["Communication analysis"]
    listed = as_ada.get(reverse("client_sessions", args=[session.course.client_id])).content.decode()
    assert "marco" in listed and "Communication analysis" in listed


def test_client_sessions_keeps_a_draft_from_readers(as_ada, as_sam, as_dee, session, marco):
    keep(as_ada, session, **ANALYSIS)
    listed = reverse("client_sessions", args=[session.course.client_id])
    assert "A talk with marco" in as_ada.get(listed).content.decode()
    for reader in (as_sam, as_dee):
        page = reader.get(listed).content.decode()
        assert "marco" not in page and "Communication analysis" not in page


def test_what_will_be_tried_out_is_asked_about_at_the_next_session(as_ada, cast, session, marco):
    """Rows 001-21 and 003-25: the try-out of an analysis, its result at the next session."""
    sign(as_ada, session, **ANALYSIS)
    tried = PracticeTask.objects.get()
    assert (tried.statement, tried.kind, tried.person, tried.due_on) == (
        "Ask for Thursday",
        "try_out",
        marco,
        dt.date(2026, 12, 3),
    )
    following = next_of(cast.casey_course, 10)
    page = page_of(as_ada, following)
    assert "To ask about" in page and page.count("Ask for Thursday") >= 2
    sign(as_ada, following, **{f"review-{tried.pk}-outcome": "partly", f"review-{tried.pk}-happened": "He listened."})
    tried.refresh_from_db()
    assert (tried.outcome, tried.what_happened, tried.reviewed_in) == ("partly", "He listened.", following)
    note = SessionNote.objects.get(therapy_session=following)
    assert words_of(note)["What was tried"] == "Ask for Thursday: partly. He listened."


def test_the_result_of_a_try_out_stands_beside_its_analysis(as_ada, as_sam, cast, session, marco):
    """Rows 001-21 and 003-25, section 2.8 "try-out date and result": at the locked analysis, with its day."""
    sign(as_ada, session, **ANALYSIS)
    tried = PracticeTask.objects.get()
    listed = reverse("client_sessions", args=[session.course.client_id])
    waiting = "Result of the try-out:</span> Not asked about so far"
    assert waiting in page_of(as_ada, session) and "Not asked about so far" in as_ada.get(listed).content.decode()
    following = next_of(cast.casey_course, 10)
    opener = page_of(as_ada, following).partition("To ask about")[2][:600]
    assert "Ask for Thursday" in opener and "Try-out" in opener and "with Marco" in opener and "Dec 3" in opener
    sign(as_ada, following, **{f"review-{tried.pk}-outcome": "partly", f"review-{tried.pk}-happened": "He listened."})
    on = date_format(following.appointment.wall_date, "F j, Y")
    for reader in (as_ada, as_sam):
        page = page_of(reader, session)
        assert f"Result of the try-out, {on}:</span> Partly. He listened." in page
        page = reader.get(listed).content.decode()
        assert "To try out: Ask for Thursday" in page and f"Result of the try-out, {on}: Partly. He listened." in page
    note = SessionNote.objects.get(therapy_session=session)
    assert "result" not in note.communication_analysis, "the analysis itself stays as it was signed"


def test_the_result_of_a_first_step_stands_at_its_decision(as_ada, session):
    sign(as_ada, session, **{"decision_analysis-problem": "Stay?", "decision_analysis-first_step": "Ask for a raise"})
    assert "Result of the try-out:</span> Not asked about so far" in page_of(as_ada, session)


def test_client_sessions_asks_no_more_for_more_analyses(as_ada, cast):
    counts = []
    for many in (1, 4):
        for _each in range(many):
            sign(as_ada, next_of(cast.casey_course), **ANALYSIS)
        with CaptureQueriesContext(connection) as captured:
            as_ada.get(reverse("client_sessions", args=[cast.casey.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_try_out_without_words_of_its_own_takes_the_alternative(as_ada, session):
    fields = {
        "communication_analysis-alternatives": "I miss you.\nCome home.",
        "communication_analysis-try_out_on": "2026-12-03",
    }
    sign(as_ada, session, **fields)
    assert PracticeTask.objects.get().statement == "I miss you."


def test_a_decision_analysis_has_options_a_choice_and_a_first_step(as_ada, session):
    """Row 002-20: decision-making."""
    fields = {
        "decision_analysis-problem": "Stay or go",
        "decision_analysis-option_1": "Stay",
        "decision_analysis-pros_1": "Known",
        "decision_analysis-cons_1": "Nothing changes",
        "decision_analysis-reaction_1": "Relief",
        "decision_analysis-option_2": "Go",
        "decision_analysis-choice": "Stay for now",
        "decision_analysis-first_step": "Tell her sister",
    }
    sign(as_ada, session, **fields)
    words = words_of(SessionNote.objects.get())["Decision analysis"]
    assert "For option 1: Known" in words and "What the client chose: Stay for now" in words
    assert PracticeTask.objects.get().statement == "Tell her sister"


def test_role_play_affect_behavior_and_skills_are_printed_in_order(as_ada, session):
    """Rows 000-21, 001-14, 001-18, 001-24, 001-27, 002-20 and 004-10."""
    sign(
        as_ada, session, feelings=["sad", "angry"], affect="Like a stone", behavior="Looked at the door",
        skills=["boundary_setting", "assertive_communication"], progress="Some",
        **{"role_play-scenario": "Asking the manager", "role_play-rehearsal": "Twice"},
    )  # fmt: skip
    note = SessionNote.objects.get()
    assert note.techniques == ["role_play"]
    words = words_of(note)
    assert words["Affect"] == "Sad, Angry\nLike a stone"
    assert words["Behavior noticed"] == "Looked at the door"
    assert words["Skills and routes of change"] == "Boundary-setting, Assertive communication"
    labels = list(words)
    order = ["Techniques used", "Role play", "Affect", "Behavior noticed", "Skills and routes of change", "Progress"]
    assert [label for label in labels if label in order] == order


def test_strategies_of_the_focus_are_ticked_and_logged(as_ada, cast, session, dispute):
    """Rows 000-15, 001-12, 001-21 and 002-19: cause to strategy, worked on, tried, with its result."""
    in_middle(cast)
    code = strategy_choices("role_dispute")[0][0]
    page = page_of(as_ada, session)
    assert f'value="{code}"' in page and "You can sign without either" in page
    sign(
        as_ada, session, strategies=[code],
        **{"task-1-statement": "Ask once", "task-1-strategy": code, "task-1-kind": "conversation"},
    )  # fmt: skip
    following = next_of(cast.casey_course, 10)
    sign(as_ada, following, **{f"review-{PracticeTask.objects.get().pk}-outcome": "done"})
    text = as_ada.get(reverse("client_sessions", args=[cast.casey.pk])).content.decode()
    assert "Strategies and what was tried" in text and "Ask once" in text and "Set in session 3" in text
    assert "Session 4 names neither a strategy nor why it went elsewhere" in text


def test_the_hint_is_quiet_and_goes_when_a_reason_is_given(as_ada, cast, session, dispute):
    """Section 3.5: a strategy, or off the focus because; never a wall."""
    in_middle(cast)
    keep(as_ada, session, off_focus_because="Her father fell ill")
    assert "You can sign without either" not in page_of(as_ada, session)
    assert sign(as_ada, session, 1).status_code == 302


def test_a_strategy_of_another_area_is_refused(as_ada, session, dispute):
    assert keep(as_ada, session, strategies=["grief.reconnect"]).status_code == 422
    assert keep(as_ada, session, strategies=["role_dispute.nonsense"]).status_code == 422


def test_tasks_are_set_carried_reviewed_and_then_locked(as_ada, cast, session, marco):
    """Rows 002-21, 001-13 and 003-25: set, review at the next session, outcome. Flows 11: the opener."""
    sign(
        as_ada, session,
        **{
            "task-1-statement": "Tell him one thing", "task-1-with_whom": "Marco", "task-1-kind": "trust_building",
            "task-2-kind": "noticing",
        },
    )  # fmt: skip
    first, second = PracticeTask.objects.order_by("position")
    assert (first.person, first.kind, second.statement) == (marco, "trust_building", "Noticing")
    assert (
        "Tell him one thing (Marco, trust-building exercise)" in words_of(SessionNote.objects.get())["Until next time"]
    )
    following = next_of(cast.casey_course, 10)
    home = as_ada.get(reverse("home")).content.decode()
    assert "Tell him one thing" in home
    sign(as_ada, following, **{f"review-{first.pk}-outcome": "not_tried"})
    first.refresh_from_db()
    assert (first.outcome, first.reviewed_in) == ("not_tried", following)
    for change in ({"outcome": "done"}, {"what_happened": "else"}, {"statement": "else"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PracticeTask.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeTask.objects.filter(pk=second.pk).update(statement="else")
    assert [each.pk for each in PracticeTask.objects.open_before(cast.casey_course.sessions.in_order().last())] == [
        second.pk
    ]


def test_a_task_is_never_asked_for(as_ada, session):
    """Section 2.1: tasks are optional, never needed for completeness."""
    assert sign(as_ada, session).status_code == 302
    assert not PracticeTask.objects.exists()


def test_words_without_an_outcome_stay_in_the_note_and_the_task_stays_open(as_ada, cast, session):
    set_before = task(cast)
    sign(as_ada, session, **{f"review-{set_before.pk}-happened": "Not the moment."})
    set_before.refresh_from_db()
    assert set_before.outcome == ""
    assert words_of(SessionNote.objects.get())["What was tried"] == "Call her sister: Not the moment."


def test_nobody_elses_task_is_reviewed(as_ada, cast, session):
    theirs = PracticeTask.objects.create(
        course=cast.drew_course, set_in=cast.drew_course.sessions.get(number=1), statement="Drew's own"
    )
    assert "Drew's own" not in page_of(as_ada, session)
    sign(as_ada, session, **{f"review-{theirs.pk}-outcome": "done"})
    theirs.refresh_from_db()
    assert theirs.outcome == ""


def test_the_opener_tells_events_and_alerts_since_the_last_session(as_ada, cast, session):
    """Flows 11: the opener card."""
    on = session.appointment.wall_date
    for title, day in (("Row with her sister", on), ("Long ago", on - dt.timedelta(days=300))):
        LifeEvent.objects.create(client=cast.casey, kind="life_event", happened_on=day, title=title)
    raise_alert(client=cast.casey, source="clinician", what="Said so", owner=cast.ada, by=cast.ada)
    page = page_of(as_ada, session)
    assert "Row with her sister" in page and "Long ago" not in page and "1 alert is open" in page


def test_the_opening_question_leads_the_first_field(as_ada, session):
    """Section 2.7: the question of a middle session."""
    page = page_of(as_ada, session)
    assert page.count("How have things been since we last met?") == 1
    assert page.index("How have things been") < page.index('name="opening_answer"')


def test_the_sick_role_is_recorded_with_its_task(as_ada, cast, session):
    """Section 2.3: given, limited, not used."""
    assert 'name="sick_role" value="limited"' in page_of(as_ada, session)
    PhaseTaskDone.objects.create(
        course=cast.casey_course, task="sick_role", phase="initial", done_on=dt.date(2026, 1, 5), done_by=cast.ada
    )
    sign(as_ada, session, sick_role="limited")
    done = PhaseTaskDone.objects.get(task="sick_role")
    assert (done.detail, done.done_on) == ("limited", dt.date(2026, 1, 5))
    assert words_of(SessionNote.objects.get())["Sick role"] == "Limited"
    page = page_of(as_ada, next_of(cast.casey_course, 10))
    assert 'type="radio" name="sick_role"' not in page and ": limited" in page


def test_both_texts_of_every_part_are_shown_in_a_conflict(as_ada, session):
    keep(as_ada, session, plan="x", **ANALYSIS)
    answer = keep(
        as_ada, session,
        **{
            "communication_analysis-felt": "Something else", "task-1-statement": "Mine", "feelings": ["sad"],
            "decision_analysis-problem": "Which", "role_play-scenario": "Where",
        },
    )  # fmt: skip
    assert answer.status_code == 409
    page = answer.content.decode()
    for words in ("What the client felt: Left out", "What the client felt: Something else", "Mine", "Sad", "Which"):
        assert words in page, words
    assert SessionNote.objects.get().feelings == []


PART_FIELDS = [
    *(f"{part.key}-{field.key}" for part in PARTS.values() for field in part.fields),
    *(f"task-1-{key}" for key in ("statement", "with_whom", "kind", "strategy")),
]  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, "9" * 400])
def test_hostile_text_in_every_part_is_kept_or_said(as_ada, cast, session, text):
    set_before, version = task(cast), 0
    for name in (*PART_FIELDS, f"review-{set_before.pk}-outcome", f"review-{set_before.pk}-happened"):
        answer = keep(as_ada, session, version, **{name: text})
        assert answer.status_code in (200, 422), name
        if answer.status_code == 200:
            version = answer.json()["version"]
    assert "<script>alert(1)</script>" not in page_of(as_ada, session)
    assert (
        as_ada.post(
            at("note_sign", session), {"session": str(session.pk), "version": version, "attendance": "held"}
        ).status_code
        == 302
    )


def many(cast, count):
    for n in range(count):
        task(cast, f"Task {n}", position=n)


@pytest.mark.parametrize("version", [0, 1], ids=["first save", "later save"])
def test_saving_a_full_draft_stays_within_the_house_budget(
    as_ada, cast, session, marco, dispute, version, django_assert_max_num_queries
):
    many(cast, 3)
    page_of(as_ada, session)
    for n in range(version):
        keep(as_ada, session, n, plan="0")
    code = strategy_choices("role_dispute")[0][0]
    reviews = {f"review-{each.pk}-outcome": "done" for each in PracticeTask.objects.all()}
    with django_assert_max_num_queries(12):
        answer = keep(as_ada, session, version, plan="1", strategies=[code], **ANALYSIS, **reviews)
    assert answer.status_code == 200


def test_writing_and_signing_ask_no_more_with_many_tasks(as_ada, as_ben, cast, session, django_assert_max_num_queries):
    other = next_of(cast.drew_course)
    many(cast, 30)
    PracticeTask.objects.create(
        course=cast.drew_course, set_in=cast.drew_course.sessions.get(number=1), statement="One"
    )
    counts = []
    for browser, each in ((as_ada, session), (as_ben, other)):
        page_of(browser, each)
        with django_assert_max_num_queries(40) as opened:
            page_of(browser, each)
        reviews = {f"review-{one.pk}-outcome": "done" for one in PracticeTask.objects.filter(course=each.course)}
        with django_assert_max_num_queries(45) as signed:
            sign(browser, each, **reviews)
        counts.append((len(opened), len(signed)))
    assert counts[0] == counts[1]


def test_the_practices_own_techniques_are_offered_and_their_names_frozen(as_ada, cast, session):
    """Section 2.8: the canonical vocabulary plus the practice's own."""
    own = add_technique(name="Walking together", by=cast.dee)
    assert "Walking together" in page_of(as_ada, session)
    keep(as_ada, session, practice_techniques=[own.key], techniques=["role_play"])
    retire_technique(technique=own, is_retired=True, by=cast.dee)
    assert "Walking together" in page_of(as_ada, session)
    sign(as_ada, session, 1, practice_techniques=[own.key], techniques=["role_play"])
    note = SessionNote.objects.get()
    assert note.own_techniques == {own.key: "Walking together"}
    assert words_of(note)["Techniques used"] == "Role play, Walking together"
    assert "Walking together" in as_ada.get(reverse("client_sessions", args=[cast.casey.pk])).content.decode()
    assert "Walking together" not in page_of(as_ada, next_of(cast.casey_course, 10))


def test_what_each_technique_means_is_said_where_it_is_ticked(as_ada, as_dee, cast, session):
    """Section 2.8: the meaning stands beside the name, for the practice's own ones, too."""
    add_technique(name="Walking together", meaning="Side by side, outdoors", by=cast.dee)
    page = as_ada.get(at("note_edit", session)).content.decode()
    for words in ("Open questions and receptive silence", "Side by side, outdoors", "What each technique means"):
        assert words in page, words
    assert "PTSD adaptation" not in page, "only what this kind of course offers"
    assert "Open questions and receptive silence" in as_dee.get(reverse("technique_list")).content.decode()


def test_technique_list_is_the_directors(as_dee, as_ada, as_kim, as_ali, cast):
    address = reverse("technique_list")
    for browser in (as_ada, as_kim, as_ali):
        assert browser.get(address).status_code == 403
    assert as_dee.post(address, {"name": "Walking together", "meaning": "Outside"}).status_code == 302
    assert "Walking together" in as_dee.get(address).content.decode()
    assert AuditEvent.objects.filter(verb="technique.added").count() == 1
    for name in ("walking TOGETHER", "Role play", "", "x" * 61, "nul\x00"):
        assert as_dee.post(address, {"name": name}).status_code == 422, name
    assert address in as_dee.get(reverse("template_list")).content.decode()


def test_technique_retire_and_offer_again(as_dee, as_ada, cast):
    own = add_technique(name="Walking together", by=cast.dee)
    address = reverse("technique_retire", args=[own.pk])
    assert as_ada.post(address, {"retired": "yes"}).status_code == 403
    for retired in ("yes", "yes", "no"):
        assert as_dee.post(address, {"retired": retired}).status_code == 302
    own.refresh_from_db()
    assert not own.is_retired
    assert [event.verb for event in AuditEvent.objects.filter(verb__startswith="technique.").order_by("id")] == [
        "technique.added",
        "technique.retired",
        "technique.offered",
    ]


def test_technique_rename_leaves_signed_notes_their_word(as_dee, as_ada, cast, session):
    """Decision 8: what is signed keeps the words of its day; what is not follows."""
    own = add_technique(name="Walking together", by=cast.dee)
    sign(as_ada, session, practice_techniques=[own.key])
    following = next_of(cast.casey_course, 10)
    keep(as_ada, following, practice_techniques=[own.key])
    address = reverse("technique_rename", args=[own.pk])
    assert address in as_dee.get(reverse("technique_list")).content.decode()
    assert as_ada.get(address).status_code == 403
    page = as_dee.get(address).content.decode()
    assert "Walking together" in page and page.count("btn-primary") == 1
    typed = {"version": "1", "name": "Walk and talk", "meaning": "Outside"}
    assert as_dee.post(address, typed).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.meaning, own.version) == ("Walk and talk", "Outside", 2)
    assert "Walking together" in page_of(as_ada, session) and "Walk and talk" not in page_of(as_ada, session)
    assert "Walk and talk" in page_of(as_ada, following)
    listed = as_ada.get(reverse("client_sessions", args=[cast.casey.pk])).content.decode()
    assert "Walking together" in listed, "the signed row of the list, too"
    sign(as_ada, following, 1, practice_techniques=[own.key])
    assert words_of(SessionNote.objects.get(therapy_session=following))["Techniques used"] == "Walk and talk"
    assert AuditEvent.objects.filter(verb="technique.renamed").count() == 1


def test_technique_rename_refuses_what_is_taken_and_what_is_behind(as_dee, cast):
    own = add_technique(name="Walking together", by=cast.dee)
    add_technique(name="Letters", by=cast.dee)
    address = reverse("technique_rename", args=[own.pk])
    for name in ("letters", "Role play", "", "x" * 61, "nul\x00"):
        assert as_dee.post(address, {"version": 1, "name": name}).status_code == 422, name
    assert as_dee.post(address, {"version": 1, "name": "WALKING together"}).status_code == 302, (
        "its own name, rewritten"
    )
    answer = as_dee.post(address, {"version": 1, "name": "Something else"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "WALKING together" in page and "Something else" in page
    assert as_dee.post(address, {"version": 2, "name": "Something else"}).status_code == 302


def test_technique_list_asks_as_often_for_30(as_dee, cast, django_assert_max_num_queries):
    counts = []
    for number in (1, 29):
        for n in range(number):
            add_technique(name=f"Own {number} {n}", by=cast.dee)
        as_dee.get(reverse("technique_list"))
        with django_assert_max_num_queries(30) as asked:
            as_dee.get(reverse("technique_list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_strategy_log_asks_as_often_for_30_tasks(as_ada, cast, django_assert_max_num_queries):
    address, counts = reverse("client_sessions", args=[cast.casey.pk]), []
    for number in (1, 29):
        many(cast, number)
        as_ada.get(address)
        with django_assert_max_num_queries(30) as asked:
            as_ada.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_office_sees_nothing_of_it(as_kim, cast, as_ada, session):
    sign(as_ada, session, **ANALYSIS)
    for name in ("client_sessions", "client_detail"):
        assert "Ask for Thursday" not in as_kim.get(reverse(name, args=[cast.casey.pk]), follow=True).content.decode()


def test_a_note_without_any_of_it_reads_as_before(as_ada, cast, session):
    sign(as_ada, session, plan="Go on")
    assert list(words_of(SessionNote.objects.get())) == ["Attendance", "Plan"]


def test_worst_and_best_mood_are_one_tap(cast, as_ada):
    session = next_of(cast.casey_course)
    typed = {
        "session": str(session.pk),
        "version": 0,
        "attendance": "held",
        "mood_now": "5",
        "mood_worst": "2",
        "mood_best": "8",
    }
    page = as_ada.get(reverse("note_edit", args=[session.pk]))
    assert all(
        page.context["form"][f"mood_{when}"].field.widget.input_type == "radio" for when in ("now", "worst", "best")
    )
    assert as_ada.post(reverse("note_sign", args=[session.pk]), typed).status_code == 302
    note = SessionNote.objects.get(therapy_session=session)
    assert (note.mood_now, note.mood_worst, note.mood_best) == (5, 2, 8)


def test_a_kind_of_course_modelled_on_an_adaptation_has_its_technique(cast):
    """2.10: the practice's own IPT-A offers teen tips as IPT-A does; a course without the task does not."""
    course = cast.casey_course
    assert "teen_tips" not in _keys(technique_groups("", course))
    course.template_key, course.tasks = "own-0123456789ab", as_plan(phase_tasks("middle", "ipt_a"))
    assert "teen_tips" in _keys(technique_groups("", course))
    assert "tween_tips" not in _keys(technique_groups("", course))


def _keys(choices):
    """The keys of choices; technique_groups gives them in groups where a focus has usual ones."""
    return {str(getattr(choice[0], "key", choice[0])) for choice in choices}
