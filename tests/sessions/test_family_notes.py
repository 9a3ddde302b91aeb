"""The note of a family meeting: kept while it is written; and a meeting that counts, which has one note and one truth."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from audit.versions import StaleVersion
from clients.models import Guardian
from scheduling import actions as scheduling
from scheduling.actions import NotPossible
from scheduling.models import Appointment
from sessions.actions.around import AlreadySigned, SignedWithItsSession, save_family_note, sign_family_note
from sessions.actions.notes import save_and_sign
from sessions.models import Course, FamilyMeeting, PhaseTaskDone, SessionNote, TherapySession
from tests import objects

from .moments import next_of

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}
MOTHER = "Jane Quill (mother)"


def url(name, row):
    return reverse(name, args=[row.pk])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def meeting(cast):
    """Yesterday, and no session."""
    return objects.family_meeting(cast, "casey")


@pytest.fixture
def counting(cast):
    """A meeting with the family that counts: the course's next session, begun an hour ago."""
    Guardian.objects.create(client=cast.casey, name="Jane Quill", relation="mother", may_be_told="progress")
    session = next_of(cast.casey_course)
    Appointment.objects.filter(pk=session.appointment_id).update(kind="family")
    FamilyMeeting.objects.create(course=cast.casey_course, appointment_id=session.appointment_id)
    return TherapySession.objects.with_its_course().get(pk=session.pk)


def keep(browser, meeting, version, **typed):
    data = {"version": version, "attendance": "held", **typed}
    return browser.post(url("family_note_autosave", meeting), data, headers=FETCH)


def typed(session, version=0, **fields):
    return {"session": str(session.pk), "version": version, **fields}


# A note of its own


def test_two_windows_sign_at_once_and_the_later_one_is_told_what_stands(meeting, cast):
    """Both had read the note before either signed: one signature, and both texts for the other."""
    opened = FamilyMeeting.objects.select_related("appointment").get(pk=meeting.pk)
    values = {"attendance": "held", "attended_others": "Jane", "discussed": "First"}
    sign_family_note(meeting=meeting, version=1, values=values, by=cast.ada)
    with pytest.raises(AlreadySigned) as late, transaction.atomic():
        late_values = values | {"attendance": "no_show", "discussed": "Second"}
        sign_family_note(meeting=opened, version=1, values=late_values, by=cast.ada)
    assert (late.value.current.discussed, late.value.current.appointment.status) == ("First", "held")


def test_the_calendar_changes_the_appointment_while_the_note_is_signed(meeting, cast, monkeypatch):
    """What the note's page is told of is the note, never the appointment."""

    def late(*, appointment, **_more):
        raise StaleVersion(appointment)

    monkeypatch.setattr("sessions.actions.around.scheduling.mark", late)
    with pytest.raises(StaleVersion) as stale, transaction.atomic():
        sign_family_note(meeting=meeting, version=1, values={"attendance": "held"}, by=cast.ada)
    assert isinstance(stale.value.current, FamilyMeeting)


def test_family_note_autosave_keeps_what_is_typed(as_ada, meeting):
    told = keep(as_ada, meeting, 1, discussed="one\r\ntwo", attendance="no_show", client_present="on").json()
    assert told["version"] == 2 and told["saved_at"]
    meeting.refresh_from_db()
    assert (meeting.discussed, meeting.attendance, meeting.client_present) == ("one\r\ntwo", "no_show", True)
    assert meeting.signed_at is None and meeting.appointment.status == "booked"
    assert as_ada.get(url("family_note_version", meeting)).json() == {"version": 2}
    page = text_of(as_ada.get(url("family_note_edit", meeting)))
    assert "data-autosave-url" in page and "Draft saved" in page and "autosave.js" in page
    assert (
        'value="no_show"' in page
        and as_ada.get(url("family_note_edit", meeting)).context["form"]["attendance"].value() == "no_show"
    )


def test_family_note_autosave_is_one_event_an_editing_spell(as_ada, cast, meeting):
    for version, text in ((1, "a"), (2, "b"), (3, "c")):
        assert keep(as_ada, meeting, version, discussed=text).status_code == 200
    drafted = AuditEvent.objects.filter(verb="family_meeting.drafted", client_id=cast.casey.pk)
    assert drafted.count() == 1
    FamilyMeeting.objects.filter(pk=meeting.pk).update(drafted_at=timezone.now() - dt.timedelta(minutes=31))
    keep(as_ada, meeting, 4, discussed="d")
    assert drafted.count() == 2


def test_family_note_autosave_gives_both_texts_and_overwrites_nothing(as_ada, meeting):
    keep(as_ada, meeting, 1, discussed="from the first tab")
    answer = keep(as_ada, meeting, 1, discussed="from the second tab")
    assert answer.status_code == 409
    page = text_of(answer)
    assert "from the first tab" in page and "from the second tab" in page and 'data-autosave-keep="2"' in page
    meeting.refresh_from_db()
    assert meeting.discussed == "from the first tab"
    assert keep(as_ada, meeting, 1, discussed="from the first tab").json()["version"] == 2, (
        "a lost answer is no conflict"
    )


def test_family_note_autosave_of_a_signed_note_keeps_the_text_on_the_page(as_ada, cast, meeting):
    sign_family_note(meeting=meeting, version=1, values={"discussed": "Signed"}, by=cast.ada)
    answer = keep(as_ada, meeting, 1, discussed="Typed later")
    assert answer.status_code == 409 and "signed in another window" in text_of(answer)
    assert "Typed later" in text_of(answer) and "data-autosave-keep" not in text_of(answer)


@pytest.mark.parametrize("value", ["nul\x00", "x" * 30_000, "nonsense"])
def test_family_note_autosave_says_what_it_cannot_keep(as_ada, meeting, value):
    for name in ("attendance", "attended", "attended_others", "discussed", "version"):
        data = {"version": 1, "attendance": "held", name: value}
        answer = as_ada.post(url("family_note_autosave", meeting), data, headers=FETCH)
        assert answer.status_code in (200, 409, 422), name


def test_family_note_autosave_is_for_who_treats(as_sam, as_ben, as_kim, meeting):
    for browser, answers in ((as_sam, 404), (as_ben, 404), (as_kim, 403)):
        assert keep(browser, meeting, 1, discussed="x").status_code == answers
        assert browser.get(url("family_note_version", meeting)).status_code == answers


def test_an_ended_session_is_told_to_sign_in_again(browser, meeting):
    answer = keep(browser, meeting, 1, discussed="x")
    assert answer.status_code == 401 and "signin" in answer.json()


@pytest.mark.parametrize("status", ["no_show", "cancelled_by_client", "booked"])
def test_an_appointment_stays_as_its_family_note_was_signed(as_kim, cast, meeting, status):
    """Attendance is written once: the office cannot make the calendar say something else afterwards."""
    meeting = sign_family_note(meeting=meeting, version=1, values={"discussed": "x"}, by=cast.ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        Appointment.objects.filter(pk=meeting.appointment_id).update(status=status)
    with pytest.raises(NotPossible):
        scheduling.mark(appointment=meeting.appointment, status="no_show", by=cast.kim)
    answer = as_kim.post(url("appointment_cancel", meeting.appointment), {"status": "cancelled_by_client"})
    assert answer.status_code < 500
    assert Appointment.objects.get(pk=meeting.appointment_id).status == "held"


# A meeting that counts as a session has one note


def test_a_meeting_that_counts_is_written_once(as_ada, as_sam, cast, counting):
    """Rows 003-12, section 2.2: one note, signed in three steps; who came and who may be told what stand in it."""
    meeting = counting.family_meeting
    for name in ("family_note_edit", "family_meeting_detail"):
        answer = as_ada.get(url(name, meeting), follow=True)
        assert answer.redirect_chain[-1][0] == url("note_edit", counting)
    page = text_of(as_ada.get(url("note_edit", counting)))
    for words in ("Family meeting", MOTHER, "What may be told of it, and to whom", "How it is going, in outline"):
        assert words in page, words
    data = {
        "family-attended": [MOTHER],
        "family-discussed": "Homework rows",
        "family-may_be_shared": "Nothing to school",
    }
    answer = as_ada.post(url("note_autosave", counting), typed(counting, **data), headers=FETCH)
    assert answer.json()["version"] == 1
    meeting.refresh_from_db()
    assert (meeting.attended, meeting.discussed, meeting.signed_at) == ([MOTHER], "Homework rows", None)
    assert "Homework rows" in text_of(as_ada.get(url("note_edit", counting)))
    needs = [need.text for need in as_ada.get(url("client_detail", cast.casey)).context["needs"]]
    assert "Sign the note of session 3" in needs and "Sign the note of a family meeting" not in needs
    assert as_ada.post(url("note_sign", counting), typed(counting, 1, attendance="held", **data)).status_code == 302
    meeting.refresh_from_db()
    note = SessionNote.objects.get()
    assert meeting.signed_at == note.signed_at and meeting.signed_by == cast.ada
    assert (meeting.attendance, note.attendance, meeting.appointment.status, note.session_number) == (
        "held",
        "held",
        "held",
        3,
    )
    shown = text_of(as_sam.get(url("note_edit", counting)))
    assert MOTHER in shown and "Homework rows" in shown and "Nothing to school" in shown
    assert as_sam.get(url("family_meeting_detail", meeting)).status_code == 302
    assert AuditEvent.objects.filter(verb="family_meeting.signed", client_id=cast.casey.pk).count() == 1


def test_a_session_that_is_no_family_meeting_asks_nothing_of_it(as_ada, cast):
    page = text_of(as_ada.get(url("note_edit", next_of(cast.casey_course))))
    assert "family-" not in page and "Who came" not in page


def test_a_family_part_alone_is_saved_and_found_when_two_tabs_differ(as_ada, counting):
    def kept(version, said):
        data = typed(counting, version, **{"family-discussed": said})
        return as_ada.post(url("note_autosave", counting), data, headers=FETCH)

    assert kept(0, "first").json()["version"] == 1
    assert kept(1, "second").json()["version"] == 2, "a change of the family's part alone is a change"
    assert kept(1, "second").json()["version"] == 2
    answer = kept(1, "third")
    assert answer.status_code == 409
    assert "second" in text_of(answer) and "third" in text_of(answer) and "Family meeting" in text_of(answer)
    assert FamilyMeeting.objects.get().discussed == "second"


def test_a_meeting_that_counts_is_not_signed_apart(as_ada, cast, counting):
    meeting = counting.family_meeting
    with pytest.raises(SignedWithItsSession):
        sign_family_note(meeting=meeting, version=1, values={"discussed": "x"}, by=cast.ada)
    data = {"version": 1, "attendance": "no_show", "discussed": "An old page", "sign": "1"}
    answer = as_ada.post(url("family_note_edit", meeting), data)
    assert answer.status_code == 422
    assert "An old page" in text_of(answer) and "counts as a session" in text_of(answer)
    assert TherapySession.objects.get(pk=counting.pk).appointment.status == "booked"


# What was written before a meeting that counts had one note


def test_an_old_draft_of_the_meeting_is_in_the_sessions_note(as_ada, cast, counting):
    save_family_note(meeting=counting.family_meeting, version=1, values={"discussed": "Begun long ago"}, by=cast.ada)
    assert "Begun long ago" in text_of(as_ada.get(url("note_edit", counting)))


def test_a_meeting_that_was_signed_apart_settles_the_attendance_of_its_session(as_ada, as_sam, counting):
    meeting = counting.family_meeting
    Appointment.objects.filter(pk=counting.appointment_id).update(status="held")
    FamilyMeeting.objects.filter(pk=meeting.pk).update(
        discussed="Signed apart", attended=[MOTHER], signed_at=timezone.now(), signed_by=counting.course.therapist
    )
    assert "Signed apart" in text_of(as_sam.get(url("family_meeting_detail", meeting))), "a signed note stays readable"
    page = text_of(as_ada.get(url("note_edit", counting)))
    assert "Signed apart" in page and 'value="no_show"' not in page and "family-discussed" not in page
    answer = as_ada.post(url("note_sign", counting), typed(counting, attendance="no_show"))
    assert answer.status_code == 422
    assert as_ada.post(url("note_sign", counting), typed(counting, attendance="held")).status_code == 302
    assert "Signed apart" in text_of(as_sam.get(url("note_edit", counting)))
    assert as_sam.get(url("family_meeting_detail", meeting)).status_code == 302


def test_a_draft_beside_a_session_that_was_signed_apart_is_still_signed(as_ada, as_sam, cast, counting):
    """The attendance is the session's; the meeting is not asked again."""
    meeting = FamilyMeeting.objects.get()
    FamilyMeeting.objects.filter(pk=meeting.pk).update(discussed="Never signed")
    session = TherapySession.objects.get(pk=counting.pk)
    Appointment.objects.filter(pk=counting.appointment_id).update(kind="session")  # as if it had not been asked then
    save_and_sign(therapy_session=session, version=0, values={"attendance": "no_show"}, by=cast.ada)
    Appointment.objects.filter(pk=counting.appointment_id).update(kind="family")
    assert "Never signed" in text_of(as_ada.get(url("family_meeting_detail", meeting)))
    for name, row in (("note_edit", counting), ("family_meeting_detail", meeting)):
        assert "Never signed" not in text_of(as_sam.get(url(name, row))), "a draft is for those who treat"
    page = text_of(as_ada.get(url("family_note_edit", meeting)))
    assert "Never signed" in page and "Did they come?" not in page
    data = {"version": 1, "attended_others": "Nobody", "discussed": "Never signed", "attendance": "held", "sign": "1"}
    assert as_ada.post(url("family_note_edit", meeting), data).status_code == 302
    meeting.refresh_from_db()
    assert meeting.signed_at and meeting.attendance == "no_show" and meeting.appointment.status == "no_show"


# The guide


@pytest.mark.parametrize(("attendance", "ticked"), [("held", ["parents_start"]), ("no_show", [])])
def test_a_meeting_that_was_held_is_a_task_of_the_guide_done(cast, meeting, attendance, ticked):
    """Section 2.10: the parents at the start. The therapist writes once."""
    Course.objects.filter(pk=meeting.course_id).update(template_key="ipt_a")
    FamilyMeeting.objects.filter(pk=meeting.pk).update(moment="start")
    meeting = FamilyMeeting.objects.get()
    sign_family_note(meeting=meeting, version=1, values={"attendance": attendance}, by=cast.ada)
    tasks = PhaseTaskDone.objects.filter(course=meeting.course_id)
    assert [task.task for task in tasks] == ticked
    assert all((task.phase, task.done_on) == ("initial", meeting.appointment.wall_date) for task in tasks)


def test_a_meeting_that_counts_is_a_task_of_the_guide_done(cast, counting):
    Course.objects.filter(pk=counting.course_id).update(template_key="fb_ipt")
    FamilyMeeting.objects.update(moment="middle")
    session = TherapySession.objects.with_its_course().get(pk=counting.pk)
    save_and_sign(therapy_session=session, version=0, values={"attendance": "held"}, by=cast.ada)
    assert list(PhaseTaskDone.objects.values_list("task", flat=True)) == ["parents_middle"]


def test_a_course_without_parents_in_its_guide_gets_no_task(cast, meeting):
    FamilyMeeting.objects.filter(pk=meeting.pk).update(moment="start")
    sign_family_note(meeting=FamilyMeeting.objects.get(), version=1, values={}, by=cast.ada)
    assert not PhaseTaskDone.objects.exists()
