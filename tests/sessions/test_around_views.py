"""Beside the sessions: adjunct modalities, engagement, family meetings."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from clients.models import Guardian
from scheduling import actions as scheduling
from sessions.actions.around import (
    NoSessionLeft,
    add_adjunct,
    book_family_meeting,
    end_adjunct,
    rate_engagement,
    sign_family_note,
)
from sessions.actions.closing import close_course
from sessions.models import AdjunctModality, EngagementRating, FamilyMeeting
from tests import make, objects

DAY = dt.date(2026, 2, 3)


def url(name, row):
    return reverse(name, args=[row.pk])


def text_of(answer):
    return answer.content.decode()


# Adjunct modalities


def test_adjunct_list_adds_and_adjunct_end_ends(cast, as_ada, as_sam):
    """Rows 000-02, 000-03, 003-13 to 003-20."""
    typed = {"modality": "emdr", "provider": "elsewhere", "purpose": "The accident", "from_on": "2026-02-03"}
    assert as_ada.post(url("adjunct_list", cast.casey_course), typed).status_code == 302
    adjunct = AdjunctModality.objects.get()
    for browser, name, row in (
        (as_ada, "adjunct_list", cast.casey_course),
        (as_ada, "client_sessions", cast.casey),
        (as_sam, "client_sessions", cast.casey),
    ):
        shown = text_of(browser.get(url(name, row)))
        assert "EMDR" in shown and "Elsewhere" in shown and "The accident" in shown, name
    assert "one primary modality" in text_of(as_ada.get(url("adjunct_list", cast.casey_course)))
    assert as_ada.post(url("adjunct_end", adjunct), {"until_on": "2026-03-03"}).status_code == 302
    adjunct.refresh_from_db()
    assert adjunct.until_on == dt.date(2026, 3, 3)
    details = dict(AuditEvent.objects.filter(verb__startswith="adjunct.").values_list("verb", "details"))
    assert details == {"adjunct.added": {}, "adjunct.ended": {}}, "which treatment it is stays in the chart"


def test_an_adjunct_that_changed_this_moment_is_ended(cast):
    """The page asks for a day and nothing else: the day counts, whatever another window saved in between."""
    row = objects.adjunct(cast, "casey")
    opened = AdjunctModality.objects.get(pk=row.pk)
    end_adjunct(adjunct=row, until_on=DAY + dt.timedelta(days=1), by=cast.ada)
    end_adjunct(adjunct=opened, until_on=DAY + dt.timedelta(days=2), by=cast.ada)
    assert AdjunctModality.objects.get().until_on == DAY + dt.timedelta(days=2)


def test_adjunct_edit_puts_right_what_was_recorded_and_takes_back_an_end(cast, as_ada, as_sam, as_ben):
    """Rows 003-13 to 003-20: purpose, provider and days can be corrected; what they were stays in the history."""
    adjunct = add_adjunct(course=cast.casey_course, modality="cbt", purpose="Sleap", from_on=DAY, by=cast.ada)
    AdjunctModality.history.all().delete()  # as one that was recorded before there was a history
    end_adjunct(adjunct=adjunct, until_on=DAY, by=cast.ada)
    page = url("adjunct_edit", adjunct)
    assert [browser.get(page).status_code for browser in (as_ada, as_sam, as_ben)] == [200, 404, 404]
    assert page in text_of(as_ada.get(url("adjunct_list", cast.casey_course)))
    typed = {"modality": "mbct", "provider": "elsewhere", "purpose": "Sleep", "from_on": "2026-02-01", "until_on": ""}
    assert as_ada.post(page, typed | {"version": 2}).status_code == 302
    adjunct.refresh_from_db()
    kept = (adjunct.modality, adjunct.provider, adjunct.purpose, adjunct.from_on, adjunct.until_on, adjunct.version)
    assert kept == ("mbct", "elsewhere", "Sleep", dt.date(2026, 2, 1), None, 3)
    past = list(adjunct.history.order_by("history_date").values_list("modality", "purpose", "until_on"))
    assert past == [("cbt", "Sleap", None), ("cbt", "Sleap", DAY), ("mbct", "Sleep", None)]
    assert AuditEvent.objects.get(verb="adjunct.edited").details == {}
    late = as_ada.post(page, typed | {"version": 2, "purpose": "From the other tab"})
    assert late.status_code == 409 and "From the other tab" in text_of(late)
    assert as_ada.post(page, typed | {"version": 3, "until_on": "2025-01-01"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"modality": ""}, "Choose the modality"),
        ({"from_on": "soon"}, "Enter a date"),
        ({"until_on": "2026-01-01"}, "Enter a day on or after the first"),
        ({"purpose": "nul\x00"}, "Take out the characters that cannot be stored"),
    ],
)
def test_adjunct_list_says_what_is_missing(cast, as_ada, typed, sentence):
    data = {"modality": "cbt", "provider": "ours", "from_on": "2026-02-03", **typed}
    answer = as_ada.post(url("adjunct_list", cast.casey_course), data)
    assert answer.status_code == 422 and sentence in text_of(answer)


def test_a_closed_course_takes_nothing_beside_it(cast, as_ada):
    adjunct = add_adjunct(course=cast.casey_course, modality="cbt", from_on=DAY, by=cast.ada)
    close_course(course=cast.casey_course, end_reason="completed", by=cast.ada)
    typed = {"modality": "dbt", "provider": "ours", "from_on": "2026-02-03"}
    ratings = {"occasion": "start", "motivation": 1, "awareness": 2, "commitment": 3}
    for name, row, data in (
        ("adjunct_list", cast.casey_course, typed),
        ("adjunct_end", adjunct, {"until_on": "2026-03-03"}),
        ("adjunct_edit", adjunct, typed),
        ("engagement_rate", cast.casey_course, ratings),
    ):
        as_ada.post(url(name, row), data)
    assert AdjunctModality.objects.get().until_on is None and not EngagementRating.objects.exists()


# Engagement


def test_engagement_rate_is_asked_for_and_shown(cast, as_ada):
    """Row 002-23: at the start and at the midpoint, never blocking."""
    asked = "Motivation, awareness, commitment"
    assert asked in text_of(as_ada.get(url("client_detail", cast.casey)))
    assert as_ada.get(url("engagement_rate", cast.casey_course)).context["form"].initial["occasion"] == "start"
    typed = {"occasion": "start", "motivation": "7", "awareness": "0", "commitment": "10"}
    assert as_ada.post(url("engagement_rate", cast.casey_course), typed).status_code == 302
    rating = EngagementRating.objects.get()
    assert (rating.motivation, rating.awareness, rating.commitment, rating.recorded_by) == (7, 0, 10, cast.ada)
    assert asked not in text_of(as_ada.get(url("client_detail", cast.casey)))
    assert "At the start" in text_of(as_ada.get(url("client_sessions", cast.casey)))


def test_engagement_rate_asks_again_at_the_midpoint(cast, as_ada):
    """Row 002-23."""
    person = make.make_client("Toni", "Ash", therapist=cast.ada)
    first_at = timezone.now() + dt.timedelta(hours=5) - dt.timedelta(weeks=7)
    course = make.make_course(person, cast.ada, held=7, first_at=first_at)
    rate_engagement(course=course, occasion="start", motivation=5, awareness=5, commitment=5, by=cast.ada)
    assert "Rate engagement at the midpoint" in text_of(as_ada.get(url("client_detail", person)))
    assert as_ada.get(url("engagement_rate", course)).context["form"].initial["occasion"] == "midpoint"


@pytest.mark.parametrize("value", ["", "11", "-1", "x", "\x00"])
def test_engagement_rate_takes_0_to_10(cast, as_ada, value):
    typed = {"occasion": "start", "motivation": value, "awareness": "5", "commitment": "5"}
    answer = as_ada.post(url("engagement_rate", cast.casey_course), typed)
    assert answer.status_code == 422 and "Choose a number from 0 to 10" in text_of(answer)


# Family meetings


def test_family_therapy_and_the_family_meetings_point_at_each_other(cast, as_ada):
    """Row 003-18: family therapy in this practice is entered once, as the course's family meetings."""
    course = cast.casey_course
    pages = (url("client_sessions", cast.casey), url("adjunct_list", course))
    adjunct = add_adjunct(course=course, modality="family", provider="elsewhere", from_on=DAY, by=cast.ada)
    assert all("0 family meetings" not in text_of(as_ada.get(page)) for page in pages), "elsewhere they are not ours"
    end_adjunct(adjunct=adjunct, until_on=DAY, by=cast.ada)
    add_adjunct(course=course, modality="family", from_on=DAY, by=cast.ada)
    assert all("0 family meetings" in text_of(as_ada.get(page)) for page in pages)
    objects.family_meeting(cast, "casey")
    sessions, beside_ipt = (text_of(as_ada.get(page)) for page in pages)
    assert "Family therapy stands beside IPT since" in sessions and 'href="#beside-heading"' in sessions
    for page in (sessions, beside_ipt):
        assert "1 family meeting" in page and f"{pages[0]}#meetings-heading" in page
        assert url("family_meeting_book", cast.casey) in page
    end_adjunct(adjunct=course.adjuncts.last(), until_on=DAY, by=cast.ada)
    assert "stands beside IPT since" not in text_of(as_ada.get(pages[0]))


def when(cast, **changes):
    values = {"wall_date": "2027-05-04", "wall_time": "09:00", "modality": "video", "location": make.make_location().pk}
    return {**values, "moment": "start", "outside_hours": "on", **changes}


def held_meeting(cast, **values):
    meeting = objects.family_meeting(cast, "casey")
    FamilyMeeting.objects.filter(pk=meeting.pk).update(**values)
    meeting.refresh_from_db()
    return meeting


def note(meeting, **typed):
    return {
        "version": meeting.version,
        "attendance": "held",
        "attended_others": "Partner",
        "discussed": "Homework rows",
        **typed,
    }


def test_family_meeting_book_is_the_offices_and_the_therapists(cast, as_kim, as_ada, as_ben):
    """Row 003-12, section 2.2: it does not count."""
    assert as_ben.get(url("family_meeting_book", cast.casey)).status_code == 404
    assert as_ada.get(url("family_meeting_book", cast.casey)).status_code == 200
    answer = as_kim.post(url("family_meeting_book", cast.casey), when(cast))
    assert answer.headers["Location"] == reverse("client_contact", args=[cast.casey.pk])
    meeting = FamilyMeeting.objects.get()
    assert (meeting.appointment.kind, meeting.moment, meeting.course) == ("family", "start", cast.casey_course)
    assert not hasattr(meeting.appointment, "therapy_session")
    assert "2 of 16 held, 14 left" in text_of(as_ada.get(url("client_detail", cast.casey)))
    assert "Family meeting" in text_of(as_kim.get(url("client_contact", cast.casey)))


def test_family_meeting_book_says_why_not(cast, as_kim):
    first = cast.casey_course.sessions.order_by("appointment__starts_at").last().appointment
    taken = {"wall_date": first.wall_date.isoformat(), "wall_time": f"{first.wall_time:%H:%M}"}
    answer = as_kim.post(url("family_meeting_book", cast.casey), when(cast, **taken))
    assert answer.status_code == 409 and "Choose another time" in text_of(answer)
    answer = as_kim.post(url("family_meeting_book", cast.casey), when(cast, counts="on"))
    assert answer.status_code == 409 and "All sessions of the course have a time" in text_of(answer)
    assert not FamilyMeeting.objects.exists()


def test_family_meeting_book_without_a_course(cast, as_kim):
    close_course(course=cast.casey_course, end_reason="completed", by=cast.ada)
    assert "No course is running" in text_of(as_kim.get(url("family_meeting_book", cast.casey)))
    assert as_kim.post(url("family_meeting_book", cast.casey), when(cast)).status_code == 409


def test_a_meeting_that_counts_takes_the_place_of_a_session(cast):
    """Section 2.2: parent-only contacts do not count unless flagged."""
    location = make.make_location()
    at = {
        "location": location,
        "wall_date": dt.date(2027, 5, 4),
        "wall_time": dt.time(9),
        "minutes": 50,
        "modality": "video",
    }
    with pytest.raises(NoSessionLeft):
        book_family_meeting(course=cast.casey_course, counts=True, outside_hours=True, by=cast.kim, **at)
    last = cast.casey_course.sessions.order_by("appointment__starts_at").last().appointment
    type(last).objects.filter(pk=last.pk).update(status="cancelled_by_client")
    meeting = book_family_meeting(course=cast.casey_course, counts=True, outside_hours=True, by=cast.kim, **at)
    assert meeting.appointment.therapy_session.course == cast.casey_course


def test_closing_the_course_cancels_its_meetings_to_come(cast):
    """With the sessions: a meeting that counts once, an engagement session too. A follow-up stays."""
    course = cast.casey_course
    at = {"location": make.make_location(), "minutes": 50, "modality": "video", "outside_hours": True, "by": cast.kim}
    last = course.sessions.order_by("appointment__starts_at").last().appointment
    type(last).objects.filter(pk=last.pk).update(status="cancelled_by_client")
    plain, counting = (
        book_family_meeting(
            course=course, counts=n == 1, wall_date=dt.date(2027, 5, 4 + n), wall_time=dt.time(9), **at
        ).appointment
        for n in range(2)
    )
    beside, stays = (
        scheduling.book(
            client=cast.casey,
            clinician=cast.ada,
            kind=kind,
            wall_date=dt.date(2027, 5, day),
            wall_time=dt.time(9),
            **at,
        )
        for kind, day in (("engagement", 6), ("follow_up", 7))
    )
    booked = course.still_to_come(timezone.now()).count()
    assert booked == len(set(course.still_to_come(timezone.now()).values_list("pk", flat=True)))
    close_course(course=course, end_reason="completed", by=cast.ada)
    assert not course.still_to_come(timezone.now()).exists()
    for appointment in (plain, counting, beside, stays):
        appointment.refresh_from_db()
    assert {plain.status, counting.status, beside.status} == {"cancelled_by_practice"} and stays.status == "booked"
    assert AuditEvent.objects.get(verb="course.closed").details["cancelled"] == booked


def test_family_note_edit_names_guardians_and_is_signed(cast, as_ada, as_sam):
    """Row 003-12, section 2.10."""
    Guardian.objects.create(client=cast.casey, name="Jane Quill", relation="mother", may_be_told="progress")
    meeting = held_meeting(cast)
    page = text_of(as_ada.get(url("family_note_edit", meeting)))
    assert "Jane Quill (mother)" in page and "How it is going, in outline" in page
    typed = note(
        meeting, attended=["Jane Quill (mother)"], attended_others="", may_be_shared="With the school: nothing"
    )
    assert as_ada.post(url("family_note_edit", meeting), typed).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.signed_at, meeting.appointment.status, meeting.discussed) == (None, "booked", "Homework rows")
    assert "Sign the note of a family meeting" in text_of(as_ada.get(url("client_detail", cast.casey)))
    signed = typed | {"version": meeting.version, "sign": "1"}
    assert as_ada.post(url("family_note_edit", meeting), signed).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.signed_by, meeting.appointment.status, meeting.who_came) == (
        cast.ada,
        "held",
        "Jane Quill (mother)",
    )
    shown = text_of(as_sam.get(url("family_meeting_detail", meeting)))
    assert "Homework rows" in shown and "With the school: nothing" in shown and "Write the note" not in shown
    assert "Jane Quill" in text_of(as_sam.get(url("client_sessions", cast.casey)))
    assert "2 of 16 held" in text_of(as_ada.get(url("client_detail", cast.casey)))
    assert as_ada.post(url("family_note_edit", meeting), signed).status_code == 302
    with pytest.raises(DatabaseError), transaction.atomic():
        FamilyMeeting.objects.filter(pk=meeting.pk).update(discussed="Changed")


def test_family_note_edit_says_what_is_missing(cast, as_ada):
    meeting = held_meeting(cast)
    answer = as_ada.post(url("family_note_edit", meeting), note(meeting, attended_others="", sign="1"))
    assert answer.status_code == 422 and "Say who came" in text_of(answer) and "Homework rows" in text_of(answer)
    answer = as_ada.post(
        url("family_note_edit", meeting), note(meeting, attended_others="", attendance="no_show", sign="1")
    )
    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert meeting.appointment.status == "no_show"


def test_family_note_edit_waits_for_the_meeting(cast, as_ada):
    meeting = held_meeting(cast)
    later = timezone.now() + dt.timedelta(days=40)
    type(meeting.appointment).objects.filter(pk=meeting.appointment_id).update(
        starts_at=later, ends_at=later + dt.timedelta(minutes=50)
    )
    answer = as_ada.post(url("family_note_edit", meeting), note(meeting, sign="1"))
    assert answer.status_code == 422 and "still to come" in text_of(answer)


def test_family_note_edit_shows_both_texts_when_it_comes_too_late(cast, as_ada):
    meeting = held_meeting(cast)
    as_ada.post(url("family_note_edit", meeting), note(meeting, discussed="Stored"))
    answer = as_ada.post(url("family_note_edit", meeting), note(meeting, discussed="Typed"))
    assert answer.status_code == 409
    assert "Stored" in text_of(answer) and "Typed" in text_of(answer)


def test_family_note_edit_keeps_what_was_typed_when_another_tab_has_signed(cast, as_ada):
    meeting = held_meeting(cast)
    assert as_ada.post(url("family_note_edit", meeting), note(meeting, discussed="Stored", sign="1")).status_code == 302
    answer = as_ada.post(url("family_note_edit", meeting), note(meeting, discussed="Typed in vain"))
    assert answer.status_code == 409 and "Typed in vain" in text_of(answer)
    assert "is signed" in text_of(answer)
    meeting.refresh_from_db()
    assert meeting.discussed == "Stored"


def test_a_draft_of_a_family_note_is_for_those_who_treat(cast, as_ada, as_sam, as_dee):
    meeting = held_meeting(cast)
    as_ada.post(url("family_note_edit", meeting), note(meeting, discussed="Only a draft", may_be_shared="Not yet"))
    for reader in (as_sam, as_dee):
        for name, row in (("family_meeting_detail", meeting), ("client_sessions", cast.casey)):
            answer = reader.get(url(name, row))
            assert answer.status_code == 200, name
            assert not any(word in text_of(answer) for word in ("Only a draft", "Not yet", "Partner")), name
    assert "Only a draft" in text_of(as_ada.get(url("family_meeting_detail", meeting)))
    assert "Partner" in text_of(as_ada.get(url("client_sessions", cast.casey)))


def test_family_note_edit_says_when_the_time_went_to_another(cast, as_ada):
    """Marked as a no-show in the calendar, then the time was given away: signing it as held breaks nothing."""
    meeting = held_meeting(cast)
    one = meeting.appointment
    type(one).objects.filter(pk=one.pk).update(status="no_show")
    make.make_appointment(cast.drew, cast.ada, one.starts_at, status="held")
    answer = as_ada.post(url("family_note_edit", meeting), note(meeting, sign="1"))
    assert answer.status_code == 422 and "Another appointment" in text_of(answer)
    meeting.refresh_from_db()
    assert meeting.signed_at is None


@pytest.mark.parametrize("value", ["nul\x00", "x" * 30_000, "nonsense"])
def test_family_note_edit_breaks_on_nothing(cast, as_ada, value):
    meeting = held_meeting(cast)
    for name in ("attendance", "attended", "attended_others", "discussed", "version"):
        answer = as_ada.post(url("family_note_edit", meeting), note(meeting) | {name: value})
        assert answer.status_code in (302, 409, 422), name


def test_the_office_never_reads_a_family_note(cast, as_kim):
    meeting = held_meeting(cast, discussed="Secretword")
    assert as_kim.get(url("family_meeting_detail", meeting)).status_code == 403
    assert "Secretword" not in text_of(as_kim.get(reverse("appointment_detail", args=[meeting.appointment_id])))


def test_client_sessions_costs_the_same_for_one_and_for_thirty(cast, as_ada):
    counts = []
    for number in (1, 29):
        for _row in range(number):
            add_adjunct(course=cast.casey_course, modality="cbt", from_on=DAY, by=cast.ada)
            rate_engagement(
                course=cast.casey_course, occasion="start", motivation=1, awareness=1, commitment=1, by=cast.ada
            )
        meeting = make.make_appointment(
            cast.casey, cast.ada, timezone.now() - dt.timedelta(days=number, hours=3), kind="family"
        )
        FamilyMeeting.objects.create(course=cast.casey_course, appointment=meeting)
        as_ada.get(url("client_sessions", cast.casey))
        with CaptureQueriesContext(connection) as captured:
            as_ada.get(url("client_sessions", cast.casey))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_sign_family_note_is_audited(cast):
    meeting = held_meeting(cast)
    sign_family_note(meeting=meeting, version=1, values={"discussed": "x"}, by=cast.ada)
    assert AuditEvent.objects.filter(verb="family_meeting.signed", client_id=cast.casey.pk).count() == 1


def test_a_meeting_of_a_closed_course_still_asks_for_its_note(cast, as_ada):
    meeting = objects.family_meeting(cast, "casey")
    close_course(course=meeting.course, end_reason="completed", by=cast.ada)
    needs = as_ada.get(reverse("client_detail", args=[cast.casey.pk])).context["needs"]
    assert "Sign the note of a family meeting" in [need.text for need in needs]
