"""The kinds of course a practice offers: read and changed by the director, and no course that exists is touched."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from audit.versions import StaleVersion
from clients.actions import assign, override_forms
from sessions.actions.booking import CannotBook, Slot, open_course_and_book, seed_templates
from sessions.actions.closing import close_course
from sessions.actions.templates import TemplateRefused, add_template, change_template
from sessions.course_plan import INITIAL, MIDDLE
from sessions.models import Course, CourseTemplate
from sessions.own_tasks import own_tasks
from sessions.phase_tasks import as_plan, phase_tasks

from .. import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sixteen(cast):
    seed_templates()
    return CourseTemplate.objects.get(key="ipt_16")


def typed(template, **changes):
    """What the page of this template would send back, with `changes`."""
    data = {
        "name": template.name,
        "planned_sessions": template.planned_sessions,
        "initial_to": template.initial_to,
        "middle_to": template.middle_to,
        "minutes": template.minutes,
        "weeks_between": template.weeks_between,
        "measures_every": template.measures_every,
        "milestone_measures": template.milestone_measures,
        "usual_from": template.usual_from,
        "usual_to": template.usual_to,
        "youngest": "" if template.youngest is None else template.youngest,
        "oldest": "" if template.oldest is None else template.oldest,
        "measures": list(template.measure_keys),
        "is_offered": "on",
        "version": template.version,
    }
    for phase in ("initial", "middle", "termination"):
        data[f"tasks_{phase}"] = [task.key for task in template.tasks_in(phase)]
    return data | changes


def address(template):
    return reverse("template_edit", args=[template.pk])


def slots(count, weeks=1, hour=9):
    place = {"wall_time": dt.time(hour), "location": make.make_location()}
    return [Slot(wall_date=dt.date(2027, 2, 2) + dt.timedelta(weeks=weeks * n), **place) for n in range(count)]


def newcomer(cast, first="Harriet"):
    person = make.make_client(first, "Plum")
    assign(client=person, clinician=cast.ada, by=cast.dee)
    override_forms(client=person, reason="They are in the post", by=cast.dee)
    return person


def book(cast, person, template, count, **more):
    return open_course_and_book(
        client=person, therapist=cast.ada, template=template, planned_sessions=count, slots=slots(count, **more), by=cast.kim
    )  # fmt: skip


def test_template_list_shows_every_kind_and_how_many_courses_run(as_dee, sixteen):
    page = as_dee.get(reverse("template_list"))
    rows = {row.template.key: row for row in page.context["rows"]}
    assert rows["ipt_16"].running == 2
    assert rows["ipt_16"].phases == ("1 to 4", "5 to 12", "13 to 16")
    assert rows["ipt_b"].phases == ("1 to 2", "3 to 7", "8")
    assert rows["ipt_maintenance"].kind == "Maintenance"
    assert rows["ipt_a"].measures == "PHQ-A, GAD-7"


def test_template_list_is_empty_and_says_so(as_dee):
    CourseTemplate.objects.all().delete()
    assert "No kind of course is set up" in as_dee.get(reverse("template_list")).content.decode()


def test_template_list_asks_as_often_for_30_kinds(as_dee, sixteen):
    as_dee.get(reverse("template_list"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        as_dee.get(reverse("template_list"))
    CourseTemplate.objects.bulk_create(
        CourseTemplate(key=f"own-{n}", name=f"Kind {n}", planned_sessions=16, initial_to=4, middle_to=12)
        for n in range(30)
    )
    with CaptureQueriesContext(connection) as many:
        as_dee.get(reverse("template_list"))
    assert len(many) == len(few)


@pytest.mark.parametrize("name", ["template_list", "template_new"])
def test_templates_are_the_directors(cast, as_ada, as_sam, as_kim, as_ali, name):
    for browser in (as_ada, as_sam, as_kim, as_ali):
        assert browser.get(reverse(name)).status_code == 403


def test_template_edit_changes_the_next_course_and_none_that_runs(as_dee, cast, sixteen):
    """001-11: the plan of a running course is its own."""
    running = book(cast, newcomer(cast), sixteen, 16)
    own = "Call the school\n\n  Call   the school \nWrite to the doctor"
    sent = typed(sixteen, initial_to=3, measures=["phq9"], own_middle=own, minutes=45)
    sent["tasks_initial"] = ["risk_screen", "focus"]
    assert as_dee.post(address(sixteen), sent).headers["Location"] == reverse("template_list")
    sixteen.refresh_from_db()
    assert (sixteen.initial_to, sixteen.minutes, sixteen.measures, sixteen.version) == (3, 45, ["phq9"], 2)
    assert [task.key for task in sixteen.tasks_in(INITIAL)] == ["risk_screen", "focus"]
    assert [task.text for task in sixteen.tasks_in(MIDDLE)[-2:]] == ["Call the school", "Write to the doctor"]
    following = book(cast, newcomer(cast, "Felix"), sixteen, 16, hour=11)
    running = Course.objects.get(pk=running.pk)
    assert (running.initial_to, running.minutes, running.measure_keys) == (4, 50, ("phq9", "gad7"))
    assert running.tasks_in(INITIAL) == phase_tasks(INITIAL, "ipt_16")
    assert (following.initial_to, following.minutes, following.measure_keys) == (3, 45, ("phq9",))
    assert following.tasks_in(MIDDLE) == sixteen.tasks_in(MIDDLE)
    event = AuditEvent.objects.get(verb="template.changed")
    assert event.details == {"template": "ipt_16", "fields": ["initial_to", "measures", "minutes", "tasks"]}


def test_questionnaires_come_as_often_as_the_kind_of_course_says(cast, as_ada, as_dee, sixteen):
    """Section 8, item 8: every session or every fourth one is a setting; the first, the middle and the last ask always."""
    assert as_dee.post(address(sixteen), typed(sixteen, measures_every="4")).status_code == 302
    sixteen.refresh_from_db()
    assert (
        sixteen.plan()["measures_every"] == 4
        and "Every 4 sessions" in as_dee.get(reverse("template_list")).content.decode()
    )
    Course.objects.filter(pk=cast.casey_course.pk).update(measures_every=4)
    course = Course.objects.get(pk=cast.casey_course.pk)
    assert [n for n in range(1, 17) if course.measures_due(n)] == [1, 5, 8, 9, 13, 16]
    third = course.sessions.filter(number=None).in_order().first()
    page = as_ada.get(reverse("note_edit", args=[third.pk])).content.decode()
    assert "No questionnaire is due this time." in page and "Enter PHQ-9" not in page


def test_a_questionnaire_of_the_milestones_is_asked_at_three_sessions(cast):
    """Section 4.1: trauma asks PCL-5 at the start, in the middle and at the end."""
    seed_templates()
    course = book(cast, newcomer(cast), CourseTemplate.objects.get(key="ipt_ptsd"), 14)
    assert [n for n in range(1, 15) if "pcl5" in course.measures_due(n)] == [1, 7, 14]


def test_the_director_says_which_questionnaires_ages_and_lengths(as_dee, cast, sixteen):
    """2.2, 4.1, 8.8: what is asked at the milestones, for which age, and which lengths are usual; the copy stays with the course."""
    before = book(cast, newcomer(cast), sixteen, 16)
    changes = {"milestone_measures": ["pcl5"], "usual_from": "10", "usual_to": "18", "youngest": "30", "oldest": ""}
    assert as_dee.post(address(sixteen), typed(sixteen, **changes)).status_code == 302
    sixteen.refresh_from_db()
    listed = as_dee.get(reverse("template_list")).content.decode()
    assert "PCL-5 at the first, the middle and the last session" in listed and "From age 30" in listed
    assert [sixteen.suits(age) for age in (None, 29, 30, 80)] == [False, False, True, True]
    after = book(cast, newcomer(cast, "Felix"), sixteen, 10, hour=11)
    assert (before.planned_range, before.measures_due(1)) == ((12, 16), ("phq9", "gad7"))
    assert (after.planned_range, after.measures_due(1)) == ((10, 18), ("phq9", "gad7", "pcl5"))
    assert after.measures_due(2) == ("phq9", "gad7"), "each session as before"
    with pytest.raises(CannotBook, match="another length"):
        book(cast, newcomer(cast, "Ivo"), sixteen, 9, hour=13)


def test_a_course_without_a_copy_has_the_usual_plan(cast):
    assert cast.casey_course.tasks_in(MIDDLE) == phase_tasks(MIDDLE)
    assert cast.casey_course.measure_keys == ("phq9", "gad7")


def test_template_edit_shows_what_it_was_given(as_dee, sixteen):
    own = own_tasks(MIDDLE, "Call the school")
    change_template(
        template=sixteen, version=1, by=as_dee.user,
        values={"name": "Sixteen", "planned_sessions": 16, "initial_to": 4, "middle_to": 12, "tasks": as_plan(own)},
    )  # fmt: skip
    form = as_dee.get(address(sixteen)).context["form"]
    assert form.initial["own_middle"] == "Call the school"
    assert form.initial["tasks_middle"] == [own[0].key]
    assert [key for key, _text in form.fields["tasks_middle"].choices] == [task.key for task in phase_tasks(MIDDLE)]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": " "}, "name", "Enter a name for this kind of course"),
        ({"planned_sessions": ""}, "planned_sessions", "Enter a number from 1 to 60"),
        ({"planned_sessions": "61"}, "planned_sessions", "Enter a number from 1 to 60"),
        ({"minutes": "fifty"}, "minutes", "Enter a number from 15 to 240"),
        ({"middle_to": "4"}, "middle_to", "Enter a number from 5 to 15"),
        ({"middle_to": "16"}, "middle_to", "Enter a number from 5 to 15"),
        ({"initial_to": "15"}, "initial_to", "Enter 14 or fewer, so that the other phases have a session"),
        ({"measures": []}, "measures", "Choose at least one questionnaire"),
        ({"usual_from": "17"}, "usual_to", "Enter 17 or more"),
        ({"youngest": "18", "oldest": "7"}, "oldest", "Enter 18 or more"),
        ({"own_initial": "x" * 121}, "own_initial", "Write 20 lines at most, each of 120 characters or fewer"),
        ({"own_initial": "\n".join(map(str, range(21)))}, "own_initial", "Write 20 lines at most, each of 120 characters or fewer"),
        ({f"tasks_{p}": [] for p in ("initial", "middle", "termination")}, "tasks_initial", "Keep at least one task"),
        ({"name": "IPT, 12 SESSIONS"}, "name", "Choose another name: a template has this one"),
    ],
)  # fmt: skip
def test_template_edit_says_what_to_enter(as_dee, sixteen, changes, field, sentence):
    page = as_dee.post(address(sixteen), typed(sixteen, **changes))
    assert page.context["form"].errors[field] == [sentence]
    sixteen.refresh_from_db()
    assert sixteen.version == 1


@pytest.mark.parametrize("text", ["nul\x00", "x" * 50_000, "<script>alert(1)</script>", "9" * 400])
def test_template_edit_takes_no_harm_from_hostile_text(as_dee, sixteen, text):
    names = [*typed(sixteen), "own_initial", "own_middle", "own_termination"]
    assert as_dee.post(address(sixteen), dict.fromkeys(names, text)).status_code == 200
    for name in names:
        page = as_dee.post(address(sixteen), typed(sixteen, **{name: text}))
        assert page.status_code in (200, 302, 409)
        assert b"<script>alert(1)" not in page.content
        sixteen.refresh_from_db()
    assert as_dee.get(reverse("template_new"), {"like": text.encode(errors="replace").decode()}).status_code == 200


def test_template_edit_loses_nothing_when_somebody_was_quicker(as_dee, sixteen):
    values = {"name": "Sixteen", "planned_sessions": 16, "initial_to": 4, "middle_to": 12, "minutes": 45}
    change_template(template=sixteen, version=1, values=values, by=as_dee.user)
    page = as_dee.post(address(sixteen), typed(sixteen, name="Mine", version=1))
    assert page.status_code == 409
    assert page.context["form"]["name"].value() == "Mine"
    assert page.context["stored"] == [
        {"label": "Name", "mine": "Mine", "theirs": "Sixteen"},
    ]
    assert str(page.context["form"]["version"].value()) == "2"
    assert CourseTemplate.objects.get(pk=sixteen.pk).name == "Sixteen"


def test_change_template_refuses_an_old_version(cast, sixteen):
    values = {"name": "A", "planned_sessions": 16, "initial_to": 4, "middle_to": 12}
    change_template(template=sixteen, version=1, values=values, by=cast.dee)
    with pytest.raises(StaleVersion):
        change_template(template=sixteen, version=1, values=values | {"name": "B"}, by=cast.dee)


def test_add_template_refuses_phases_that_do_not_follow(cast):
    with pytest.raises(TemplateRefused):
        add_template(values={"name": "A", "planned_sessions": 4, "initial_to": 3, "middle_to": 2}, by=cast.dee)


def test_template_new_is_modelled_on_another(as_dee, cast, sixteen):
    maintenance = CourseTemplate.objects.get(key="ipt_maintenance")
    path = reverse("template_new") + "?like=ipt_maintenance"
    assert as_dee.get(path).context["form"].initial["planned_sessions"] == 12
    sent = typed(maintenance, name="Maintenance, every 2 weeks", weeks_between=2)
    assert as_dee.post(path, sent).status_code == 302
    made = CourseTemplate.objects.get(name="Maintenance, every 2 weeks")
    assert (made.kind, made.weeks_between, made.schedule_words) == ("maintenance", 2, "12 every 2 weeks, 50 minutes")
    assert made.key.startswith("own-") and made.is_offered
    assert made.tasks_in(INITIAL) == maintenance.tasks_in(INITIAL)


def test_a_template_of_ones_own_can_be_booked(as_dee, cast, sixteen):
    as_dee.post(reverse("template_new"), typed(sixteen, name="Short", planned_sessions=10, initial_to=2, middle_to=8))
    course = book(cast, newcomer(cast), CourseTemplate.objects.get(name="Short"), 10)
    assert (course.planned_sessions, course.initial_to, course.middle_to) == (10, 2, 8)


def test_a_return_is_booked_in_the_same_screen_and_agreed_anew(cast, sixteen, as_kim, as_ada):
    """000-26: nothing else to learn for whoever comes back; the office reads the rhythm, not the kind."""
    person = newcomer(cast)
    path = reverse("course_book", args=[person.pk])
    assert "12 every 4 weeks" not in as_kim.get(path).content.decode()
    close_course(course=book(cast, person, sixteen, 16), end_reason="completed", by=cast.ada)
    page = as_kim.get(path).content.decode()
    assert "12 every 4 weeks, 50 minutes" in page and "3 every 8 weeks, 50 minutes" in page
    assert "maintenance" not in page.lower()
    course = book(cast, person, CourseTemplate.objects.get(key="ipt_maintenance"), 12, weeks=4)
    assert as_ada.get(reverse("contract_new", args=[course.pk])).status_code == 200
    text = as_ada.get(reverse("client_detail", args=[person.pk])).content.decode()
    assert "maintenance" in text and "0 of 12 held, 12 left" in text
    note = as_ada.get(reverse("note_edit", args=[course.sessions.in_order().first().pk])).content.decode()
    assert "Carry over the focus, the early warning signs and the plan" in note
    assert "Name the syndrome" not in note


def test_a_return_is_the_next_course_after_the_one_before(cast, sixteen):
    """000-26: maintenance is a course of its own, booked in the same way and linked to the one before."""
    maintenance = CourseTemplate.objects.get(key="ipt_maintenance")
    person = newcomer(cast)
    with pytest.raises(CannotBook, match="need a course before them"):
        book(cast, person, maintenance, 12, weeks=4)
    first = book(cast, person, sixteen, 16)
    assert (first.number, first.kind, first.previous) == (1, "acute", None)
    close_course(course=first, end_reason="completed", by=cast.ada)
    second = book(cast, person, maintenance, 12, weeks=4)
    assert (second.number, second.kind, second.previous) == (2, "maintenance", first)
    assert [second.phase_of(n) for n in (1, 2, 11, 12)] == ["initial", "middle", "middle", "termination"]
    assert second.tasks_in(INITIAL) == phase_tasks(INITIAL, "ipt_maintenance")
    close_course(course=second, end_reason="completed", by=cast.ada)
    short = book(cast, person, CourseTemplate.objects.get(key="follow_up"), 3, weeks=8)
    assert (short.number, short.kind, short.previous) == (3, "follow_up", second)


def test_two_sentences_alike_are_told_apart_in_the_summary(as_dee, sixteen):
    answer = as_dee.post(address(sixteen), typed(sixteen, planned_sessions="", initial_to="", minutes=""))
    summary = answer.content.decode().split("error-summary-heading", 2)[2].split("</ul>")[0]
    assert "Sessions: Enter a number from 1 to 60" in summary and "Initial phase ends with session: Enter a" in summary
    assert ">Enter a number from 15 to 240<" in summary
