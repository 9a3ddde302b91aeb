"""Started, saved, signed: what is written, what is refused, what happens beside it."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.models import AuditEvent
from audit.versions import StaleVersion
from reports.actions import (
    ChartChanged,
    EndReasonMissing,
    ReportIsSigned,
    save_report,
    sign_report,
    start_report,
)
from reports.facts import Facts, from_json
from reports.gather import gather
from reports.models import Report
from reports.reading import changed_since, read
from reports.sections import chart_text, parts_of
from scheduling.models import Appointment

from .. import make
from . import charts

pytestmark = pytest.mark.django_db


def verbs(report):
    return list(AuditEvent.objects.filter(object_id=str(report.pk)).order_by("at", "pk").values_list("verb", flat=True))


def drafted(made, now, kind="end_of_treatment"):
    return start_report(course=made.course, kind=kind, now=now, by=made.therapist)


def signed(made, now, kind="end_of_treatment", **more):
    report = drafted(made, now, kind)
    return sign_report(report=report, version=report.version, now=now, by=made.therapist, **more)


def test_there_is_one_draft_of_a_kind(oak, now):
    first = drafted(oak, now)
    assert drafted(oak, now) == first
    assert drafted(oak, now, "midcourse") != first
    assert verbs(first) == ["report.started"]


def test_what_is_left_alone_follows_the_chart(oak, now):
    report = drafted(oak, now)
    whole = chart_text(gather(oak.course, report.kind, now=now))
    save_report(
        report=report, version=1, text={**whole, "remaining": "Sleep.\r\nAnd dates."}, now=now, by=oak.therapist
    )
    assert report.text == {"remaining": "Sleep.\nAnd dates."}
    oak.course.ending.coping_plan = "Walk."
    oak.course.ending.save()
    reading = read(Report.objects.get(pk=report.pk), signer=oak.therapist, now=now)
    assert reading.said["remaining"] == "Sleep.\nAnd dates."
    assert "Plan: Walk." in reading.said["warning"]


def test_going_back_to_the_charts_words_follows_the_chart_again(oak, now):
    report = drafted(oak, now)
    whole = chart_text(gather(oak.course, report.kind, now=now))
    save_report(report=report, version=1, text={"remaining": "Sleep."}, now=now, by=oak.therapist)
    save_report(report=report, version=2, text={"remaining": whole["remaining"]}, now=now, by=oak.therapist)
    assert report.text == {}


def test_a_part_that_was_emptied_stays_empty(oak, now):
    report = drafted(oak, now)
    save_report(report=report, version=1, text={"remaining": ""}, now=now, by=oak.therapist)
    assert report.text == {"remaining": ""}


def test_parts_left_out_stay_and_unknown_ones_are_not_kept(oak, now):
    report = drafted(oak, now)
    save_report(report=report, version=1, text={"remaining": "Sleep."}, now=now, by=oak.therapist)
    save_report(report=report, version=2, text={"warning": "Dates.", "signed_at": "x"}, now=now, by=oak.therapist)
    assert report.text == {"remaining": "Sleep.", "warning": "Dates."}


def test_choosing_dropout_does_not_make_the_old_words_the_clinicians_own(fir, now):
    """The page still shows what it read with the reason chosen before; none of it was typed."""
    report = drafted(fir, now)
    before = chart_text(gather(fir.course, report.kind, now=now))
    save_report(report=report, version=1, text={**before, "end_reason": "dropout"}, now=now, by=fir.therapist)
    assert report.text == {"end_reason": "dropout"}
    assert read(report, signer=fir.therapist, now=now).said["remaining"] == "Not completed."


def test_a_save_that_came_too_late_overwrites_nothing(oak, now):
    report = drafted(oak, now)
    other = Report.objects.get(pk=report.pk)
    save_report(report=report, version=1, text={"remaining": "First."}, now=now, by=oak.therapist)
    with pytest.raises(StaleVersion) as late:
        save_report(report=other, version=1, text={"remaining": "Second."}, now=now, by=oak.therapist)
    assert late.value.current.text == {"remaining": "First."}


def test_what_is_stored_already_is_no_conflict(oak, now):
    """An answer that was lost on its way: the same text comes again with the old version."""
    report = drafted(oak, now)
    save_report(report=report, version=1, text={"remaining": "First."}, now=now, by=oak.therapist)
    again = save_report(report=report, version=1, text={"remaining": "First."}, now=now, by=oak.therapist)
    assert again.version == 2


def test_one_audit_event_an_editing_spell(oak, now):
    report = drafted(oak, now)
    for minute in (0, 5, 10, 60):
        at = now + dt.timedelta(minutes=minute)
        save_report(report=report, version=report.version, text={"remaining": f"{minute}."}, now=at, by=oak.therapist)
    assert verbs(report) == ["report.started", "report.drafted", "report.drafted"]


def test_signing_freezes_text_and_facts(oak, now):
    report = signed(oak, now)
    assert (report.signed_at, report.signed_by) == (now, oak.therapist)
    assert set(report.text) == {part.key for part in parts_of(report.kind)}
    frozen = from_json(Facts, report.snapshot)
    assert (frozen.subject.name, len(frozen.held), frozen.ending.reason) == ("Gabriel Oak", 12, "completed")
    oak.client.first_name = "Changed"
    oak.client.save()
    assert from_json(Facts, Report.objects.get(pk=report.pk).snapshot) == frozen


def test_a_signed_report_is_not_changed(oak, now):
    report = signed(oak, now)
    for attempt in (
        lambda: save_report(report=report, version=report.version, text={"remaining": "x"}, now=now, by=oak.therapist),
        lambda: sign_report(report=report, version=report.version, now=now, by=oak.therapist),
    ):
        with pytest.raises(ReportIsSigned):
            attempt()
    for change in ({"text": {}}, {"snapshot": {}}, {"signed_at": now}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).delete()


def test_a_page_from_before_the_signature_learns_that_it_is_signed(oak, now):
    old = drafted(oak, now)
    signed(oak, now)
    with pytest.raises(ReportIsSigned):
        save_report(report=old, version=1, text={"remaining": "x"}, now=now, by=oak.therapist)


def test_signing_the_last_report_closes_the_course_and_cancels_what_is_booked(ash):
    now = timezone.now()
    appointments = Appointment.objects.filter(client=ash.client)
    booked = set(appointments.filter(status="booked", starts_at__gt=now).values_list("pk", flat=True))
    follow_up = make.make_appointment(ash.client, ash.therapist, now + dt.timedelta(days=200), kind="follow_up")
    assert len(booked) > 5
    signed(ash, now)
    ash.course.refresh_from_db()
    assert (ash.course.closed_at, ash.course.closed_by, ash.course.end_reason) == (now, ash.therapist, "dropout")
    assert set(appointments.filter(status="cancelled_by_practice").values_list("pk", flat=True)) == booked
    follow_up.refresh_from_db()
    assert follow_up.status == "booked"
    assert appointments.filter(status="held").count() == 5
    assert ash.client.assignments.get().until_on is None
    assert AuditEvent.objects.get(verb="course.closed").details == {"reason": "dropout", "cancelled": len(booked)}


def test_a_cancelled_session_is_reminded_of_no_more(ash):
    appointment = ash.course.still_to_come(timezone.now()).first()
    before = appointment.schedule_version
    signed(ash, timezone.now())
    appointment.refresh_from_db()
    assert appointment.schedule_version == before + 1


def test_a_session_whose_time_has_come_is_not_cancelled(halfway, now):
    """It took place or it did not: its note will say so."""
    past = halfway.course.sessions.filter(appointment__status="booked").in_order().first().appointment
    at = past.starts_at + dt.timedelta(minutes=20)
    signed(halfway, at, end_reason="early_by_agreement")
    past.refresh_from_db()
    assert past.status == "booked"


def test_signing_the_midcourse_summary_closes_nothing(halfway, now):
    signed(halfway, now, "midcourse")
    halfway.course.refresh_from_db()
    assert halfway.course.closed_at is None
    assert not Appointment.objects.filter(status="cancelled_by_practice").exists()


def test_the_last_report_needs_a_reason(fir, now):
    with pytest.raises(EndReasonMissing):
        signed(fir, now)
    with pytest.raises(EndReasonMissing):
        signed(fir, now, end_reason="because")
    fir.course.refresh_from_db()
    assert (fir.course.closed_at, Report.objects.signed().count()) == (None, 0)


def test_all_of_it_or_nothing(ash):
    """A stale version, found when everything else has been done, leaves neither signature nor cancellation nor audit."""
    now = timezone.now()
    report = drafted(ash, now)
    events = AuditEvent.objects.count()
    with pytest.raises(StaleVersion):
        sign_report(report=report, version=7, end_reason="dropout", now=now, by=ash.therapist)
    ash.course.version = 99  # somebody else changes the course in this moment
    report = Report.objects.get(pk=report.pk)
    report.course = ash.course
    with pytest.raises(StaleVersion):
        sign_report(report=report, version=report.version, end_reason="dropout", now=now, by=ash.therapist)
    assert Report.objects.signed().count() == 0
    assert not Appointment.objects.filter(status="cancelled_by_practice").exists()
    assert AuditEvent.objects.count() == events


def test_what_was_read_is_what_is_signed(oak, now):
    report = drafted(oak, now)
    seen = read(report, signer=oak.therapist, now=now).seen
    charts.add_to(oak.course.sessions.get(number=5).note, "He called it the second sale.", oak.therapist)
    with pytest.raises(ChartChanged):
        sign_report(report=report, version=1, seen=seen, now=now, by=oak.therapist)
    report = Report.objects.get(pk=report.pk)
    seen = read(report, signer=oak.therapist, now=now).seen
    later = now + dt.timedelta(minutes=9)
    assert sign_report(report=report, version=1, seen=seen, now=later, by=oak.therapist).is_signed


def test_a_new_version_is_a_report_of_its_own(oak, now):
    first = signed(oak, now)
    oak.course.refresh_from_db()
    later = now + dt.timedelta(days=2)
    charts.add_to(oak.course.sessions.get(number=5).note, "He called it the second sale.", oak.therapist)
    second = signed(oak, later)
    assert (first.snapshot["version"], second.snapshot["version"]) == (1, 2)
    assert "the second sale" in second.text["additions"]
    assert "the second sale" not in first.text["additions"]
    oak.course.refresh_from_db()
    assert oak.course.closed_at == now


def test_a_new_version_keeps_the_courses_reason(oak, now):
    signed(oak, now)
    oak.course.refresh_from_db()
    second = signed(oak, now + dt.timedelta(days=1), end_reason="dropout")
    assert second.snapshot["ending"]["reason"] == "completed"


def test_what_the_chart_got_since(oak, now):
    report = signed(oak, now)
    note = oak.course.sessions.get(number=5).note
    assert changed_since(report) == []
    added = charts.add_to(note, "Later.", oak.therapist)
    assert changed_since(report) == []  # its time lies before the signature
    type(added).objects.create(
        note=note, text="Later still.", signed_at=now + dt.timedelta(hours=1), signed_by=oak.therapist
    )
    assert [(row["note"], row["added"]) for row in changed_since(report)] == [(note, True)]


def test_audit_details_hold_no_text(oak, now):
    report = drafted(oak, now)
    save_report(report=report, version=1, text={"remaining": "zzcanary"}, now=now, by=oak.therapist)
    sign_report(report=report, version=2, now=now, by=oak.therapist)
    details = [str(each) for each in AuditEvent.objects.values_list("details", flat=True)]
    assert not any("zzcanary" in each or "Oak" in each or "farm" in each for each in details)
    assert verbs(report) == ["report.started", "report.drafted", "report.signed"]
