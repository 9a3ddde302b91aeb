"""The caseload by phase: whose courses, in which column, and what wants a look (flows, row 20)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover
from audit.models import AuditEvent
from ipt_practice.caseload import caseload_of
from measures.models import Administration
from problem_areas.models import ProblemArea
from safety.models import SafetyAlert
from sessions.models import Contract, Course, CourseFocus, SessionNote

from .. import make

pytestmark = pytest.mark.django_db

BOARD = "/caseload/"


def day(ago=0):
    return timezone.localdate() - dt.timedelta(days=ago)


def card_of(user, first, therapist=""):
    cards = caseload_of(user, therapist, now=timezone.now()).cards
    return next(card for card in cards if card.course.client.first_name == first)


def flags(user, first):
    return [flag.key for flag in card_of(user, first).flags]


def columns(user, therapist=""):
    board = caseload_of(user, therapist, now=timezone.now())
    return {column.key: [card.course.client.first_name for card in column.cards] for column in board.columns}


def started(first, therapist, held, **fields):
    """A course whose held sessions all have a signed note; each course of a therapist at an hour of its own."""
    hours = 24 + 4 * therapist.courses.count()
    next_at = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=hours)
    person = make.make_client(first, "Vale", therapist=therapist)
    course = make.make_course(person, therapist, held=held, first_at=next_at - dt.timedelta(weeks=held), **fields)
    sign_all(course, therapist)
    return course


def sign_all(course, author):
    SessionNote.objects.bulk_create(
        SessionNote(
            therapy_session=each, author=author, attendance="held", signed_at=timezone.now(), signed_by=author,
            session_number=each.number, phase=each.phase,
        )
        for each in course.sessions.held()
    )  # fmt: skip


def sheet(course, total, ago=0, instrument="phq9"):
    return Administration.objects.create(
        client=course.client, instrument=instrument, instrument_version="1", taken_on=day(ago), total=total,
        recorded_by=course.therapist, recorded_at=timezone.now() - dt.timedelta(days=ago),
    )  # fmt: skip


def agree(course, until=None, **fields):
    return Contract.objects.create(
        course=course, agreed_on=day(30), planned_sessions=16, planned_weeks=16, planned_end_on=until or day(-90),
        recorded_by=course.therapist, **fields,
    )  # fmt: skip


def focus(course, **fields):
    area = ProblemArea.objects.create(
        client=course.client,
        identified_on=day(30),
        identified_by=course.therapist,
        **{"kind": "role_dispute", **fields},
    )
    return CourseFocus.objects.create(
        course=course, area=area, rank="primary", from_on=day(30), chosen_by=course.therapist
    )


@pytest.fixture
def casey(cast):
    """Casey's course with nothing to look at: focus, contract, scores, notes signed."""
    sign_all(cast.casey_course, cast.ada)
    focus(cast.casey_course, about="with her husband", dispute_stage="impasse")
    agree(cast.casey_course)
    sheet(cast.casey_course, 16, ago=1)
    return cast.casey_course


def test_caseload_board_puts_each_course_in_the_phase_of_its_next_session(cast):
    started("New", cast.ada, 0)
    started("Four", cast.ada, 4)
    started("Twelve", cast.ada, 12)
    started("Done", cast.ada, 16)
    Course.objects.filter(pk=started("Monthly", cast.ada, 1).pk).update(kind="maintenance")
    assert columns(cast.ada) == {
        "not_begun": ["New"],
        "initial": ["Casey"],
        "middle": ["Four"],
        "termination": ["Done", "Twelve"],
        "after": ["Monthly"],
    }


def test_caseload_board_has_no_column_for_maintenance_without_any(cast):
    assert list(columns(cast.ben)) == ["not_begun", "initial", "middle", "termination"]


def test_caseload_board_shows_each_reader_their_own(cast):
    def seen(user):
        return {card.course.client.first_name for card in caseload_of(user, "", now=timezone.now()).cards}

    assert (seen(cast.ada), seen(cast.ben), seen(cast.sam), seen(cast.dee)) == (
        {"Casey"}, {"Drew"}, {"Casey"}, {"Casey", "Drew"},
    )  # fmt: skip
    Cover.objects.create(absent=cast.ada, covering=cast.ben, from_on=day(1), until_on=day(-1))
    assert seen(cast.ben) == {"Casey", "Drew"}


def test_a_card_names_the_therapist_where_there_are_several(cast, as_dee):
    assert {card.therapist for card in caseload_of(cast.dee, "", now=timezone.now()).cards} == {"Ada Test", "Ben Test"}
    assert "With Ada Test" in as_dee.get(BOARD).content.decode()


def test_caseload_board_leads_to_the_sheet_of_whose_cases_it_shows(cast, as_ada, as_dee):
    sheet_of = {who: reverse("handover_sheet", args=[getattr(cast, who).pk]) for who in ("ada", "ben", "dee")}
    assert sheet_of["ada"] in as_ada.get(BOARD).content.decode()
    assert sheet_of["ben"] in as_dee.get(BOARD, {"therapist": str(cast.ben.pk)}).content.decode()
    assert sheet_of["dee"] not in as_dee.get(BOARD).content.decode()


def test_caseload_board_can_be_of_one_therapist(cast, as_dee):
    page = as_dee.get(BOARD, {"therapist": str(cast.ben.pk)})
    board = page.context["board"]
    assert ([card.course.client.first_name for card in board.cards], board.chosen) == (["Drew"], cast.ben)
    assert list(board.therapists) == [cast.ada, cast.ben]
    assert "Casey" not in page.content.decode()
    event = AuditEvent.objects.get(verb="caseload.viewed")
    assert event.details == {"courses": [str(cast.drew_course.pk)]}


@pytest.mark.parametrize("typed", ["nonsense", "11111111-2222-4333-8444-555555555555", "\x00", "'; DROP TABLE"])
def test_caseload_board_of_somebody_unknown_is_not_found(as_dee, typed):
    assert as_dee.get(BOARD, {"therapist": typed}).status_code == 404


def test_caseload_board_of_somebody_elses_cases_is_not_found(cast, as_ada, as_sam):
    assert as_ada.get(BOARD, {"therapist": str(cast.ben.pk)}).status_code == 404
    assert as_sam.get(BOARD, {"therapist": str(cast.ben.pk)}).status_code == 404
    assert as_sam.get(BOARD, {"therapist": str(cast.ada.pk)}).status_code == 200


def test_caseload_board_is_not_the_offices(as_kim, as_ali):
    assert [browser.get(BOARD).status_code for browser in (as_kim, as_ali)] == [403, 403]


def test_a_card_says_count_focus_and_scores(cast, casey, as_ada):
    page = as_ada.get(BOARD).content.decode()
    for words in ("2 of 16 held, 14 left", "Role dispute, with her husband, impasse", "PHQ-9 16"):
        assert words in page
    assert flags(cast.ada, "Casey") == []
    assert not card_of(cast.ada, "Casey").wants_a_look


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        ([], "No PHQ-9 yet"),
        ([16], "PHQ-9 16"),
        ([16, 14], "PHQ-9 16 to 14: no reliable change yet."),
        ([16, 14, 12], "PHQ-9 14 to 12. From 16 at the start: no reliable change yet."),
        ([16, 12, 9], "PHQ-9 12 to 9. From 16 at the start: reliable change."),
        ([8, 9, 17], "PHQ-9 9 to 17. From 8 at the start: reliably worse."),
    ],
)
def test_a_card_says_how_the_scores_moved(cast, totals, words):
    for index, total in enumerate(totals):
        sheet(cast.casey_course, total, ago=14 - 7 * index)
    assert card_of(cast.ada, "Casey").scores == words


def test_a_card_tells_the_measure_of_its_course(cast):
    Course.objects.filter(pk=cast.casey_course.pk).update(measures=["gad7", "phq_a"])
    sheet(cast.casey_course, 11, instrument="phq_a")
    sheet(cast.casey_course, 20, instrument="gad7")
    assert card_of(cast.ada, "Casey").scores == "PHQ-A 11"


def test_no_focus_or_contract_by_the_end_of_the_initial_phase(cast):
    course = started("Fern", cast.ada, 4)
    sheet(course, 12)
    assert flags(cast.ada, "Fern") == ["no_focus", "no_contract"]
    focus(course)
    agree(course)
    assert flags(cast.ada, "Fern") == []


def test_before_the_end_of_the_initial_phase_nothing_is_missing(cast):
    sheet(started("Fern", cast.ada, 3), 12)
    assert flags(cast.ada, "Fern") == []


@pytest.mark.parametrize(("ago", "expected"), [(20, []), (21, ["old_scores"])])
def test_no_measure_for_21_days(cast, casey, ago, expected):
    Administration.objects.update(taken_on=day(ago))
    assert flags(cast.ada, "Casey") == expected


def test_scores_of_a_course_that_asks_less_often_are_not_called_old(cast, casey):
    """Asked every fourth session: five weeks without any are too long, four are not."""
    Course.objects.update(measures_every=4)
    for ago, expected in ((34, []), (35, ["old_scores"])):
        Administration.objects.update(taken_on=day(ago))
        assert flags(cast.ada, "Casey") == expected


def test_no_scores_at_all(cast, casey):
    Administration.objects.all().delete()
    assert flags(cast.ada, "Casey") == ["no_scores"]


@pytest.mark.parametrize(("hours", "expected"), [(47, []), (48, ["unsigned"])])
def test_unsigned_for_48_hours(cast, casey, hours, expected):
    last = casey.sessions.get(number=2)
    SessionNote.objects.filter(pk=last.note.pk)
    ended = timezone.now() - dt.timedelta(hours=hours)
    unsigned = casey.sessions.filter(number=None).in_order().first().appointment
    type(unsigned).objects.filter(pk=unsigned.pk).update(starts_at=ended - dt.timedelta(minutes=50), ends_at=ended)
    assert flags(cast.ada, "Casey") == expected


@pytest.mark.parametrize(
    ("held", "expected"), [(12, []), (13, ["near_end"]), (15, ["near_end"]), (16, ["overrun"])]
)  # fmt: skip
def test_ending_in_3_and_all_held(cast, held, expected):
    course = started("Fern", cast.ada, held)
    focus(course)
    agree(course)
    sheet(course, 12)
    assert flags(cast.ada, "Fern") == expected


@pytest.mark.parametrize(("ago", "expected"), [(-1, []), (0, []), (1, ["overrun"])])
def test_past_the_agreed_end(cast, casey, ago, expected):
    """The last day agreed is still within it."""
    Contract.objects.create(
        course=casey, number=2, agreed_on=day(9), planned_sessions=16, planned_weeks=9, planned_end_on=day(ago),
        recorded_by=cast.ada,
    )  # fmt: skip
    assert flags(cast.ada, "Casey") == expected


def test_an_open_alert_comes_first_and_leaves_when_it_is_closed(cast, casey):
    alert = SafetyAlert.objects.create(
        client=cast.casey, source="clinician", what="Said so", owner=cast.ada, raised_by=cast.ada, due_at=timezone.now()
    )
    for first in ("Able", "Zoe"):
        started(first, cast.ada, 3)
    assert flags(cast.ada, "Casey") == ["alert"]
    assert columns(cast.ada)["initial"][0] == "Casey"
    SafetyAlert.objects.filter(pk=alert.pk).update(closed_at=timezone.now(), closed_by=cast.ada)
    assert flags(cast.ada, "Casey") == []


def test_caseload_board_escapes_what_was_typed(cast, casey, as_ada):
    ProblemArea.objects.update(about="<script>alert(1)</script>")
    type(cast.casey).objects.filter(pk=cast.casey.pk).update(last_name="<b>Quill</b>")
    page = as_ada.get(BOARD).content.decode()
    assert "<script>alert(1)" not in page and "<b>Quill" not in page


def test_caseload_board_says_when_it_is_empty(cast, as_ben):
    Course.objects.filter(pk=cast.drew_course.pk).update(
        closed_at=timezone.now(), closed_by=cast.ben, end_reason="dropout"
    )
    assert "No course is running" in as_ben.get(BOARD).content.decode()


@pytest.mark.parametrize("who", ["ada", "sam", "dee"])
def test_caseload_board_asks_8_times_for_1_case_and_for_30(cast, casey, who, request):
    browser = request.getfixturevalue(f"as_{who}")
    browser.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        browser.get(BOARD)
    for n in range(29):
        course = started(f"Client{n}", cast.ada, n % 5, planned=6)
        focus(course)
        agree(course)
        sheet(course, 12)
    with CaptureQueriesContext(connection) as many:
        page = browser.get(BOARD)
    assert len(page.context["board"].cards) >= 30
    assert len(many) == len(few)
    assert len(many) <= 8, [query["sql"][:90] for query in many]


def test_a_monthly_course_is_not_flagged_for_scores_of_last_month(cast):
    """flows, row 20: 21 days is for a course that meets each week."""
    course = started("Monthly", cast.ada, 1)
    sheet(course, 12, ago=35)
    assert "old_scores" in flags(cast.ada, "Monthly")
    Course.objects.filter(pk=course.pk).update(kind="maintenance")
    assert "old_scores" not in flags(cast.ada, "Monthly")
    Administration.objects.update(taken_on=day(80))
    assert "old_scores" in flags(cast.ada, "Monthly")
