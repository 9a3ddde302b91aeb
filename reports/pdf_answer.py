"""A PDF on its way to the browser: shown there, kept nowhere."""

from django.http import HttpResponse


def pdf_answer(pdf, name):
    """The answer with this PDF, under a file name that says nothing of a client."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
