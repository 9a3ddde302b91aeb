"""Pages for the client on paper: printed, kept, opened. Every look is recorded."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from audit.actions import record
from clients.access import chart_client_for
from sessions.access import contract_for, course_for

from .. import pages
from ..access import printed_page_for
from ..actions import NotPrinted, print_page
from ..pdf_answer import pdf_answer


def letter_print(request, pk):
    client = chart_client_for(request.user, pk)
    page = pages.letter(client)
    if page is None:
        return redirect("formulation_detail", pk=client.pk)
    return _printed(request, page, "formulation_letter_print", client.pk)


def contract_print(request, pk):
    return _printed(request, pages.contract(contract_for(request.user, pk)), "contract_detail", pk)


def take_home_print(request, pk):
    return _printed(request, pages.page_to_take_home(course_for(request.user, pk)), "take_home_page", pk)


def _printed(request, page, back, pk):
    try:
        printed = print_page(page=page, by=request.user)
    except NotPrinted:
        messages.error(request, _("The PDF could not be made. Try again, or print this page from the browser."))
        return redirect(back, pk=pk)
    return redirect("printed_page", pk=printed.pk)


def printed_page(request, pk):
    """The PDF, as it was kept. Its name says nothing of the client."""
    page = printed_page_for(request.user, pk)
    record("page.opened", page, client=page.client_id, details={"sha256": page.sha256}, by=request.user)
    return pdf_answer(bytes(page.pdf), f"page-{str(page.pk)[:8]}.pdf")
