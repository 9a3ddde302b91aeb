"""The practice's own words: every page of the chart says them, none says the usual ones, the office reads neither.

Rows 000-14, 000-17, 004-02; docs/clinical.md 2.11 and section 8, judgement calls 2, 4 and 16.
"""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts import terms
from accounts.models import Practice
from accounts.terms import TERMS
from audit.models import AuditEvent
from ipt_practice.access_table import ACCESS
from reports.actions import sign_report, start_report
from reports.document import document
from reports.models import Report
from reports.render import render_report
from sessions.actions.notes import save_and_sign
from sessions.course_plan import PHASE_CHOICES
from sessions.models import Course, SessionNote
from sessions.phase_tasks import as_plan

from . import objects
from .test_access import URLS, address

pytestmark = pytest.mark.django_db

WORDS = {key: f"Zz{chr(97 + number) * 3}" for number, key in enumerate(TERMS)}
WORK_ONLY = ("grief", "role_transition", "interpersonal_deficits", "ending", "sick_role", "task")
"""Words that stand where something is written, or in what this chart does not have."""
SINGS = re.compile("|".join(WORDS.values()), re.IGNORECASE)
USUAL = {
    "initial": r"\bInitial\b|initial phase", "middle": r"[Mm]iddle phase", "termination": r"\bEnding phase|[Tt]ermination",
    "grief": r"\bGrief\b(?! or loss| so far)|\bgrief work", "role_dispute": r"[Rr]ole dispute", "role_transition": r"[Rr]ole transition",
    "interpersonal_deficits": r"[Dd]eficits", "ending": r">\s*Ending\s*<|Ending (planner|checklist)|ending planner|Work on the ending|\b[Tt]he ending\b| and ending\b",
    "sick_role": r"[Ss]ick role", "task": r"[Bb]etween-session task",
}  # fmt: skip


def plain(html):
    """What a reader sees or hears: without tags' own attributes other than labels, scripts and values."""
    html = re.sub(r"<(script|style|datalist).*?</\1>", "", html, flags=re.DOTALL)
    heard = re.findall(r'(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"', html)
    return re.sub(r"<[^>]*>", ">", html).replace("><", "> <") + " ".join(f">{each}<" for each in heard)


def visit(browser, path):
    answer = browser.get(path)
    # assert answer.status_code < 500, path
    html = "html" in answer.headers.get("Content-Type", "")
    return b"".join(answer).decode(errors="replace") if html and answer.status_code == 200 else ""


def pages_of(user, cast):
    browser = Browser(raise_request_exception=False)
    browser.force_login(user, backend="accounts.sign_in.Backend")
    for name, rule in ACCESS.items():
        if (
            rule.roles
            and user.role in rule.roles
            and "GET" in rule.methods.split()
            and not name.startswith(("account_", "mfa_"))
        ):
            pk = objects.found(rule.of, cast, "casey") if "pk" in URLS[name] else None
            if pk or "pk" not in URLS[name]:
                yield name, visit(browser, address(name, pk))
                if name == "problem_area_new":
                    for kind in ("grief", "role_dispute", "role_transition", "interpersonal_deficits"):
                        yield f"{name} {kind}", visit(browser, address(name, pk) + f"?kind={kind}")


@pytest.fixture
def chart(cast):
    objects.full_chart(cast, "casey")
    objects.full_chart(cast, "drew")
    Practice.objects.update(words=WORDS)
    for course in Course.objects.all():  # a course that was booked keeps a copy of its tasks
        course.tasks = as_plan(task for phase, _label in PHASE_CHOICES for task in course.tasks_in(phase))
        course.save()
    return cast


@pytest.mark.parametrize("who", ["ada", "sam", "dee"])
def test_every_page_of_the_chart_says_the_practices_words(chart, who):
    said, left = set(), {}
    for name, html in pages_of(getattr(chart, who), chart):
        if name == "words_edit":
            continue
        text = plain(html)
        said |= {match.group().lower() for match in SINGS.finditer(text)}
        found = {key: match.group() for key, usual in USUAL.items() if (match := re.search(usual, text))}
        if found:
            left[name] = {
                key: text[max(0, text.index(word_found) - 60) : text.index(word_found) + 60]
                for key, word_found in found.items()
            }
    assert left == {}, "\n".join(f"@@ {page}: {list(found.values())}" for page, found in left.items())
    assert {word.lower() for word in WORDS.values()} - said <= (
        set() if who == "ada" else {WORDS[key].lower() for key in WORK_ONLY}
    )


@pytest.mark.parametrize("who", ["kim", "ali"])
def test_the_office_reads_none_of_these_words(chart, who):
    for name, html in pages_of(getattr(chart, who), chart):
        if name != "words_edit":
            assert not SINGS.search(html), name


def test_a_signed_note_keeps_the_words_it_was_signed_with(cast, as_ada):
    Practice.objects.update(
        words={"termination": "Farewell", "initial": "Beginning", "sick_role": "Permission to recover"}
    )
    session = cast.casey_course.sessions.get(number=2)
    page = as_ada.get(reverse("note_edit", args=[session.pk]))
    assert "Permission to recover" in page.content.decode()
    sent = {
        "attendance": "held",
        "techniques": ["sick_role"],
        "version": 0,
        "session": str(session.pk),
        "risk": "no_concern",
    }
    as_ada.post(reverse("note_sign", args=[session.pk]), sent)
    note = SessionNote.objects.get()
    assert note.is_signed and note.words["initial"] == "Beginning"
    Practice.objects.update(words={"initial": "Opening"})
    page = as_ada.get(reverse("note_edit", args=[session.pk])).content.decode()
    assert "beginning phase" in page and "Permission to recover" in page


def test_a_note_signed_outside_of_a_page_has_the_usual_words(cast):
    session = cast.casey_course.sessions.get(number=2)
    note = save_and_sign(therapy_session=session, version=0, values={"attendance": "held"}, by=cast.ada)
    assert note.words["grief"] == "Grief"


def test_a_printed_report_has_the_words_of_its_day(cast, as_ada):
    Practice.objects.update(words=WORDS)
    course = cast.casey_course
    as_ada.post(reverse("report_new", args=[course.pk, "midcourse"]), {})
    report = Report.objects.first() or start_report(course=course, kind="midcourse", by=cast.ada)
    with terms.using(WORDS):
        sign_report(report=report, version=report.version, by=cast.ada)
    report.refresh_from_db()
    assert (
        report.snapshot["words"]["initial"] == WORDS["initial"] and f"{WORDS['initial']} phase" in report.text["course"]
    )
    Practice.objects.update(words={"initial": "Other"})
    page = document(report, printed_at=timezone.now())
    assert WORDS["initial"] in str(page["rows"]) and "Other" not in str(page["rows"])
    assert render_report(report.pk).pdf


def fields(**changed):
    return {"version": Practice.objects.get().version, **dict.fromkeys(TERMS, ""), **changed}


def test_words_edit_saves_what_differs_from_the_usual(as_dee):
    answer = as_dee.post(reverse("words_edit"), fields(grief=" Grief  and loss ", sick_role="Sick role"))
    assert answer.headers["Location"] == reverse("words_edit")
    assert Practice.objects.get().words == {"grief": "Grief and loss"}
    assert AuditEvent.objects.get(verb="practice.words_edited").details == {"words": {"grief": "Grief and loss"}}
    assert 'value="Grief and loss"' in as_dee.get(reverse("words_edit")).content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"grief": "x" * 41}, "Shorten this word to 40 characters"),
        ({"grief": "Conflict", "role_dispute": "conflict"}, "Choose another word"),
        ({"middle": "Initial"}, "Choose another word"),
        ({"grief": "nul\x00"}, "cannot be stored"),
    ],
)
def test_words_edit_refuses_in_a_sentence(as_ali, changed, sentence):
    answer = as_ali.post(reverse("words_edit"), fields(**changed))
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert Practice.objects.get().words == {}


def test_words_edit_overwrites_nothing_that_was_saved_in_between(as_dee, as_ali):
    typed = fields(grief="Loss")
    as_ali.post(reverse("words_edit"), fields(grief="Bereavement"))
    answer = as_dee.post(reverse("words_edit"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Bereavement" in page and 'value="Loss"' in page
    assert Practice.objects.get().words == {"grief": "Bereavement"}


def test_words_edit_is_for_director_and_administrator(as_ada, as_sam, as_kim, as_dee, as_ali):
    answers = [browser.get(reverse("words_edit")).status_code for browser in (as_ada, as_sam, as_kim, as_dee, as_ali)]
    assert answers == [403, 403, 403, 200, 200]


def test_a_new_word_is_on_the_next_page(as_ada, as_dee, cast):
    board = reverse("caseload_board")
    assert "Initial" in as_ada.get(board).content.decode()
    as_dee.post(reverse("words_edit"), fields(initial="Assessment"))
    page = as_ada.get(board).content.decode()
    assert "Assessment" in page and "Initial" not in page
