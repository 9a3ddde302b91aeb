"""Printing a page for a client: made once, kept as it was given."""

import hashlib
import logging

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from audit.actions import record
from rendering.pdf import RenderFailed, render_pdf_apart

from ..models import PrintedPage

SECONDS = 20

log = logging.getLogger(__name__)


class NotPrinted(Exception):
    """No PDF came out. Nothing is kept; it may be tried again."""


def print_page(*, page, now=None, by):
    """The PrintedPage of these words: the one that is kept, or a new one. Raises NotPrinted.

    Rendered before the transaction begins: it takes a second, and nobody else is to wait for it.
    """
    html = render_to_string(page.template, page.context)
    key = {"kind": page.kind, "of": page.of, "edition": hashlib.sha256(html.encode("utf-8", "replace")).hexdigest()}
    kept = PrintedPage.objects.filter(**key).first()
    if kept is not None:
        return kept
    try:
        pdf = render_pdf_apart(html, title=page.title, author=page.author, seconds=SECONDS)
    except RenderFailed as failure:
        log.error("a page (%s) was not printed: %s", page.kind, failure)
        raise NotPrinted from None
    try:
        with transaction.atomic():
            printed = PrintedPage.objects.create(
                **key, client=page.client, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(),
                printed_at=now or timezone.now(), printed_by=by,
            )  # fmt: skip
            record("page.printed", printed, client=page.client.pk, details={"kind": page.kind}, at=now, by=by)
    except IntegrityError:  # another window was quicker
        return PrintedPage.objects.get(**key)
    return printed
