"""Every page of every role, in light and in dark: axe-core finds nothing, nothing scrolls to the side, nothing fails."""

import pytest
from django.urls import reverse

from accounts.models import User
from clients.access import visible_to
from clients.models import Client
from intake.models import Consultation, Inquiry
from ipt_practice.access_table import ACCESS
from outbox.models import Message
from reports.models import Report
from safety.models import SafetyAlert
from scheduling.models import Location, Room
from sessions.models import ChangeRequest, Course, CourseTemplate, Goal, SessionNote

from ..test_access import URLS
from .visitor import NARROW, WIDE

WHO = ("ada", "kim", "dee", "sam", "ali")
SEEN_ALIKE = {"dee": "ada", "sam": "ada"}
"""Whose pages are mostly those of another: only the ones that look different for them are visited again."""
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
NAMES_STAND = {"home", "client_list", "client_detail", "client_contact", "client_timeline", "important_people", "note_edit"} | {
    "caseload_board", "calendar", "appointment_detail", "contract_detail", "goal_rate", "handover_sheet", "take_home_page",
}  # fmt: skip
"""Pages to look at once more with names and words that are longer than a telephone is wide."""
REACHES = {"treat": {"ada"}, "author": {"ada"}, "supervise": {"sam"}}
"""Who finds a row of Wren's where the line of the access table says more than who may read."""
LOOKS_DIFFERENT = {"home", "client_list", "client_detail", "note_edit", "notes_to_sign", "report_detail", "calendar"}
SIZES = {"light": (NARROW, WIDE), "dark": (WIDE,)}
PARAMETERS = {"instrument": "phq9", "kind": "midcourse"}
NO_PAGE = {
    "health",
    "report_file",
    "printed_page",
    "note_version",
    "private_note_version",
    "family_note_version",
    "report_version",
    "report_status",
}
"""Answers that are no page of their own."""
SIGNED_OUT = {
    "mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_download_recovery_codes", "mfa_generate_recovery_codes", "account_reauthenticate",
}  # fmt: skip
"""Pages of a sign-in that is under way, or of a second factor that nobody in the demo has."""


def rows(first_name):
    """One row of each kind that an address can name, of this client where it has a client."""
    person = Client.objects.get(first_name=first_name.capitalize())
    course = Course.objects.running().get(client=person)
    upcoming = course.sessions.filter(number=None, appointment__status="booked").in_order().first()
    note = SessionNote.objects.filter(therapy_session__course=course, signed_at__isnull=False, attendance="held")
    return {
        "client": person,
        "course": course,
        "therapy_session": upcoming,
        "note": note.order_by("signed_at").last(),
        "change_request": ChangeRequest.objects.filter(note__therapy_session__course=course).first(),
        "appointment": upcoming.appointment,
        "important_person": person.important_people.first(),
        "life_event": person.life_events.first(),
        "problem_area": person.problem_areas.first(),
        "formulation": person.formulations.first(),
        "contract": course.contracts.first(),
        "goal": course.goals.first(),
        "safety_alert": SafetyAlert.objects.filter(closed_at=None).first(),
        "report": Report.objects.filter(kind="midcourse").last(),
        "user": User.objects.get(email="ben@practice.example"),
        "location": Location.objects.first(),
        "room": Room.objects.first(),
        "course_template": CourseTemplate.objects.first(),
        "message": Message.objects.filter(state="failed").first(),
        "inquiry": Inquiry.objects.filter(consultation=None, closed_at=None).first(),
        "consultation": Consultation.objects.filter(outcome="", appointment__starts_at__isnull=False).first(),
        "supervision": User.objects.get(email="ada@practice.example").supervisions_received.first(),
    }


def addresses(who):
    """(name, path) of every page this user may ask for. Rows that are not theirs are left out."""
    user = User.objects.get(email=f"{who}@practice.example")
    found = rows("wren") | ({"user": user} if user.is_clinical else {})
    theirs = set(visible_to(user).values_list("pk", flat=True))
    for name, rule in ACCESS.items():
        if (
            name in NO_PAGE | SIGNED_OUT
            or "GET" not in rule.methods.split()
            or not (rule.roles and user.role in rule.roles)
        ):
            continue
        row = found.get(rule.of) if rule.of else None
        if rule.of and (row is None or _client_of(row) not in {None, *theirs}):
            continue
        if who not in REACHES.get(rule.reach, WHO):
            continue
        other = SEEN_ALIKE.get(who)
        if (
            other
            and name not in LOOKS_DIFFERENT
            and User.objects.get(email=f"{other}@practice.example").role in rule.roles
        ):
            continue
        yield name, reverse(name, kwargs=_arguments(name, row))


def _client_of(row):
    if isinstance(row, Client):
        return row.pk
    return getattr(row, "client_id", None)


def _arguments(name, row):
    given = {each: PARAMETERS[each] for each in URLS[name] - {"pk"} if each in PARAMETERS}
    return given | ({"pk": row.pk} if "pk" in URLS[name] else {})


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page(visit, who, theme):
    visitor = visit(who, clean=False)
    User.objects.filter(email=f"{who}@practice.example").update(theme=theme)
    problems = []
    for name, path in addresses(who):
        visitor.complaints.clear()
        answer = visitor.page.goto(path)
        if answer.status < 400:
            problems += [f"{name}: {each}" for each in visitor.problems(widths=SIZES[theme])]
        problems += [f"{name}: {each}" for each in visitor.complaints]
    assert problems == []


def test_long_names_and_words_break(visit):
    visitor = visit("ada")
    paths = [path for name, path in addresses("ada") if name in NAMES_STAND]
    wren = rows("wren")["client"]
    Client.objects.filter(pk=wren.pk).update(last_name=LONG)
    wren.important_people.update(name=LONG)
    wren.life_events.update(title=LONG)
    goals = Goal.objects.filter(course__client=wren)
    assert goals.update(statement=LONG) and len(paths) == len(NAMES_STAND)
    problems = []
    for path in paths:
        visitor.page.goto(path)
        for size in (NARROW, WIDE):
            visitor.page.set_viewport_size(size)
            wide, room = visitor.page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            problems += [f"{path} at {size['width']}: {wide - room} px to the side"] if wide > room else []
    assert problems == []
