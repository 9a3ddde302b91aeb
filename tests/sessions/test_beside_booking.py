"""What a course brings with it when it is booked: meetings with the parents, the engagement session, the measure for the age."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from problem_areas.actions import identify_area
from scheduling.models import Appointment
from sessions.actions.booking import open_course_and_book, seed_templates
from sessions.actions.focus import FocusNeedsReason, choose_focus
from sessions.models import Course, CourseTemplate, FamilyMeeting
from sessions.series import Slot
from tests import make

from .test_course_book import address, asked, newcomer, text_of

pytestmark = pytest.mark.django_db
__all__ = ["newcomer"]


@pytest.fixture
def teenager(newcomer):
    """The same, fifteen years old."""
    newcomer.born_on = timezone.localdate() - dt.timedelta(days=15 * 366)
    newcomer.save()
    return newcomer


def kind(key):
    return CourseTemplate.objects.get(key=key)


def wish(key, **changes):
    template = kind(key)
    return asked(template=template.pk, count=template.planned_sessions, **changes)


def proposed(page):
    """{field name: (key, words, is it ticked)} of what is proposed beside the sessions."""
    found = re.findall(r'name="(beside-\w+)" value="([^"]+)"[^>]*?( checked)?><label[^>]*>([^<]+)', page)
    return {name: (key, words, bool(checked)) for name, key, checked, words in found}


def test_course_book_begins_with_ipt_a_for_an_adolescent(as_kim, teenager):
    """Row 001-10: the date of birth drives the kind of course."""
    page = as_kim.get(address(teenager))
    assert page.context["form"].cleaned_data["template"].key == "ipt_a"
    assert "IPT-A" not in text_of(page)


def test_course_book_proposes_three_meetings_with_the_parents(as_kim, teenager):
    """Row 003-12, section 2.10: start, middle, end."""
    answer = as_kim.get(address(teenager), wish("ipt_a"))
    found = proposed(text_of(answer))
    assert list(found) == ["beside-1", "beside-6", "beside-12"]
    assert all(ticked for _key, _words, ticked in found.values())
    sent = wish("ipt_a") | {name: key for name, (key, _words, _ticked) in found.items()}
    assert as_kim.post(address(teenager), sent).status_code == 302
    course = Course.objects.get(client=teenager)
    meetings = list(FamilyMeeting.objects.filter(course=course).select_related("appointment"))
    assert [meeting.moment for meeting in meetings] == ["start", "middle", "end"]
    assert {meeting.appointment.kind for meeting in meetings} == {"family"}
    first, last = (course.sessions.in_order()[place].appointment.wall_date for place in (0, 11))
    assert abs((meetings[0].appointment.wall_date - first).days) <= 3
    assert abs((meetings[2].appointment.wall_date - last).days) <= 3
    assert course.sessions.count() == 12
    assert course.measure_keys == ("phq_a", "gad7")
    keys = {task.key for phase in ("initial", "middle", "termination") for task in course.tasks_in(phase)}
    assert {"parents_start", "parents_middle", "parents_end", "teen_tips", "goodbye"} <= keys


def test_course_book_leaves_a_meeting_out_when_its_tick_goes(as_kim, teenager):
    found = proposed(text_of(as_kim.get(address(teenager), wish("ipt_a"))))
    as_kim.post(address(teenager), wish("ipt_a") | {"beside-1": found["beside-1"][0]})
    assert [meeting.moment for meeting in FamilyMeeting.objects.all()] == ["start"]


def test_course_book_proposes_the_parent_meetings_of_the_practices_own_kind(as_dee, as_kim, teenager):
    """Row 003-12: what booking proposes is what the director wrote, for a copy of IPT-A as for IPT-A itself."""
    seed_templates()
    copy = as_dee.get(reverse("template_new"), {"like": "ipt_a"}).context["form"]
    assert copy["parent_meetings"].value() == "1, 6, 12"
    data = {name: value for name, value in copy.initial.items() if value not in (None, "", False)}
    data |= {"name": "Teens, longer", "planned_sessions": 13, "parent_meetings": "13, 2,2, 7 5", "is_offered": "on"}
    assert as_dee.post(reverse("template_new") + "?like=ipt_a", data).status_code == 302
    mine = CourseTemplate.objects.get(name="Teens, longer")
    assert mine.parent_meetings == [2, 5, 7, 13]
    assert "Parents near sessions 2, 5, 7, 13" in text_of(as_dee.get(reverse("template_list")))
    found = proposed(text_of(as_kim.get(address(teenager), wish(mine.key, reason="Longer"))))
    assert list(found) == ["beside-2", "beside-5", "beside-7", "beside-13"]
    sent = wish(mine.key, reason="Longer") | {name: key for name, (key, _words, _ticked) in found.items()}
    assert as_kim.post(address(teenager), sent).status_code == 302
    course = Course.objects.get(client=teenager)
    assert course.parent_meetings == [2, 5, 7, 13]
    moments = list(FamilyMeeting.objects.filter(course=course).values_list("moment", flat=True))
    assert moments == ["start", "middle", "middle", "end"]
    as_dee.post(reverse("template_edit", args=[mine.pk]), data | {"parent_meetings": "", "version": mine.version})
    course.refresh_from_db()
    assert CourseTemplate.objects.get(pk=mine.pk).parent_meetings == []
    assert course.parent_meetings == [2, 5, 7, 13], "a course keeps its own copy"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("one, two", "such as 1, 6, 12"), ("1, 17", "Enter numbers from 1 to 12"), ("0", "Enter numbers from 1 to 12")],
)
def test_template_edit_takes_only_sessions_of_the_course_for_parents(as_dee, cast, typed, sentence):
    seed_templates()
    address_of = reverse("template_edit", args=[kind("ipt_a").pk])
    initial = as_dee.get(address_of).context["form"].initial
    data = {name: value for name, value in initial.items() if value not in (None, "", False)}
    answer = as_dee.post(address_of, data | {"parent_meetings": typed})
    assert sentence in text_of(answer) and f'value="{typed}"' in text_of(answer)
    assert kind("ipt_a").parent_meetings == [1, 6, 12]


def test_course_book_moves_the_meetings_with_the_length(as_kim, teenager):
    found = proposed(text_of(as_kim.get(address(teenager), wish("ipt_a") | {"count": 16})))
    assert list(found) == ["beside-1", "beside-8", "beside-16"]


def test_course_book_books_nothing_when_a_meeting_was_taken(as_kim, cast, teenager):
    found = proposed(text_of(as_kim.get(address(teenager), wish("ipt_a"))))
    when = dt.datetime.fromisoformat(found["beside-6"][0].split("|")[0])
    make.make_appointment(cast.casey, cast.ada, when.replace(tzinfo=ZoneInfo(make.NEW_YORK)))
    sent = wish("ipt_a") | {name: key for name, (key, _words, _ticked) in found.items()}
    answer = as_kim.post(address(teenager), sent)
    assert answer.status_code == 409 and "Nothing was booked" in text_of(answer)
    assert not Course.objects.filter(client=teenager).exists() and not FamilyMeeting.objects.exists()


def test_course_book_takes_no_nonsense_for_a_meeting(as_kim, teenager):
    sent = wish("ipt_a") | {"beside-1": "x|y|z", "beside-12": "2027-99-99T09:00|video|-"}
    assert as_kim.post(address(teenager), sent).status_code == 302
    assert not FamilyMeeting.objects.exists()


def test_course_book_proposes_an_engagement_session_before_a_brief_course(as_kim, newcomer):
    """Section 2.2: usually one engagement session before the eight; it stands outside the count."""
    found = proposed(text_of(as_kim.get(address(newcomer), wish("ipt_b"))))
    assert list(found) == ["beside-engagement"]
    as_kim.post(address(newcomer), wish("ipt_b") | {"beside-engagement": found["beside-engagement"][0]})
    course = Course.objects.get(client=newcomer)
    first = course.sessions.in_order()[0].appointment
    engagement = Appointment.objects.get(client=newcomer, kind="engagement")
    assert dt.timedelta(0) < first.starts_at - engagement.starts_at <= dt.timedelta(days=7)
    assert (course.sessions.count(), FamilyMeeting.objects.count()) == (8, 0)


def test_course_book_proposes_nothing_beside_a_usual_course(as_kim, newcomer):
    assert proposed(text_of(as_kim.get(address(newcomer), asked()))) == {}


@pytest.mark.parametrize(("years", "first"), [(9, "phq_a"), (15, "phq_a"), (30, "phq9")])
def test_the_questionnaire_is_made_for_the_age(cast, newcomer, years, first):
    """Row 001-10: PHQ-A from 11 to 17, whatever the template has."""
    newcomer.born_on = timezone.localdate() - dt.timedelta(days=years * 366)
    newcomer.save()
    template = kind("fb_ipt" if years < 11 else "ipt_12")
    count = template.planned_sessions
    slots = [
        Slot(dt.date(2027, 2, 2) + dt.timedelta(weeks=n), dt.time(11), make.make_location(), None, "video")
        for n in range(count)
    ]
    course = open_course_and_book(
        client=newcomer, therapist=cast.ada, template=template, planned_sessions=count, slots=slots, by=cast.kim
    )
    assert course.measure_keys[0] == first


def test_a_template_that_leaves_an_area_out_asks_why(cast, as_ada, newcomer):
    """8.5: IPT for PTSD without deficits: warned, never blocked."""
    slots = [
        Slot(dt.date(2027, 2, 2) + dt.timedelta(weeks=n), dt.time(11), make.make_location(), None, "video")
        for n in range(14)
    ]
    course = open_course_and_book(
        client=newcomer, therapist=cast.ada, template=kind("ipt_ptsd"), planned_sessions=14, slots=slots, by=cast.kim
    )
    assert course.hidden_areas == ["interpersonal_deficits"]
    area = identify_area(client=newcomer, kind="interpersonal_deficits", by=cast.ada)
    page = text_of(as_ada.get(reverse("focus_choose", args=[course.pk])))
    assert "does not usually use: Interpersonal deficits" in page
    confirmed = ["no_death", "no_dispute", "no_transition"]
    with pytest.raises(FocusNeedsReason, match="does not usually use"):
        choose_focus(course=course, area=area, rank="primary", confirmed=confirmed, by=cast.ada)
    focus = choose_focus(course=course, area=area, rank="primary", reason="Nothing else fits", by=cast.ada)
    assert focus.reason == "Nothing else fits"


def test_template_edit_keeps_the_areas_left_out(cast, as_dee):
    seed_templates()
    template = kind("ipt_12")
    page = as_dee.get(reverse("template_edit", args=[template.pk]))
    form = page.context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, "", False)}
    answer = as_dee.post(reverse("template_edit", args=[template.pk]), data | {"hidden_areas": ["grief"]})
    assert answer.status_code == 302
    assert kind("ipt_12").hidden_areas == ["grief"]


def test_contract_pages_name_the_guardian(cast, as_ada, teenager):
    """Rows 003-12, 001-10: who consents, and what they may be told."""
    teenager.guardians.create(name="Jane Plum", relation="Mother", may_be_told="progress")
    first_at = timezone.now() + dt.timedelta(hours=5)
    course = make.make_course(teenager, cast.ada, planned=12, template_key="ipt_a", first_at=first_at)
    assert "Jane Plum" in text_of(as_ada.get(reverse("contract_new", args=[course.pk])))
    contract = course.contracts.create(
        agreed_on=dt.date(2026, 2, 3),
        planned_sessions=12,
        planned_weeks=12,
        planned_end_on=dt.date(2026, 5, 5),
        recorded_by=cast.ada,
    )
    page = text_of(as_ada.get(reverse("contract_detail", args=[contract.pk])))
    assert "Jane Plum, mother: may be told how it is going, in outline" in page
    teenager.born_on = dt.date(1980, 1, 1)
    teenager.save()
    assert "Jane Plum" not in text_of(as_ada.get(reverse("contract_detail", args=[contract.pk])))
