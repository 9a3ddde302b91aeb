"""The pages that a client is given on paper: what each holds, as its template needs it. Nothing here changes from one minute
to the next, so that the same words make the same page."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Practice
from problem_areas.formulation_page import formulation_of, letter_of, letter_page
from sessions.contract_page import contract_page
from sessions.ending_page import take_home
from sessions.paper import letterhead_of

from .models import PrintedPage
from .phrases import dotted_initials, full_day


@dataclass(frozen=True)
class Page:
    """A page before it is printed. `of`: the row that it prints; `title` names no client: it becomes the file's own data."""

    kind: str
    of: UUID
    client: object
    title: str
    author: str
    template: str
    context: dict


def letter(client):
    """The saved letter to the client; None without one."""
    formulation = formulation_of(client)
    saved = letter_of(formulation) if formulation else None
    if saved is None:
        return None
    course = client.courses.select_related("therapist").order_by("-number").first()
    title = _("Letter of %(date)s") % {"date": full_day(timezone.localdate(saved.saved_at))}
    context = letter_page(saved, client) | {
        "letterhead": letterhead_of(course) if course else Practice.current().letterhead,
        "running": _("%(initials)s, letter of %(date)s")
        % {"initials": dotted_initials(client), "date": full_day(timezone.localdate(saved.saved_at))},
    }
    return Page(
        PrintedPage.LETTER, formulation.pk, client, title, saved.saved_by.signature_name,
        "problem_areas/formulation_letter_print.html", context,
    )  # fmt: skip


def contract(row):
    """One version of the contract, with room for the signatures."""
    course, client = row.course, row.course.client
    title = _("Treatment contract, version %(number)s") % {"number": row.number}
    words = {"initials": dotted_initials(client), "file": client.file_label, "title": title}
    context = contract_page(row) | {
        "course": course,
        "client": client,
        "title": title,
        "running": _("%(initials)s, file %(file)s. %(title)s") % words,
    }
    author = course.therapist.signature_name
    return Page(PrintedPage.CONTRACT, row.pk, client, title, author, "pdf/contract.html", context)


def page_to_take_home(course):
    """Warning signs, plan, people and the way back."""
    return Page(
        PrintedPage.TAKE_HOME, course.pk, course.client, _("Keeping well"), course.therapist.signature_name,
        "sessions/take_home_page.html", take_home(course),
    )  # fmt: skip
