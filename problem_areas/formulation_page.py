"""The client's latest formulation and its letter, as their pages show them."""

import re

from django.utils import formats

from accounts.models import Practice

from .area_fields import FACTORS
from .formulation_forms import FormulationForm
from .letter import LetterFacts


def formulation_of(client):
    """The client's latest formulation with what it names, or None."""
    named = ("written_by", "primary_area", "secondary_area", "letter")
    return client.formulations.select_related(*named).prefetch_related("precipitants").first()


TOLD = (
    "syndrome_label", "link_statement", "why_now", "maintaining_patterns", "interpersonal_pattern", "strengths", "supports", "plan",
    "given_on", "client_response", "client_words",
)  # fmt: skip


def earlier_versions(formulation):
    """Pairs of an earlier version, the latest first, and what it said: [(label, text)]; and when the latest one was saved. One query."""
    past = list(formulation.history.select_related("history_user").order_by("-version"))
    return [(each, _said(each)) for each in past[1:]], past[0].history_date


def _said(version):
    labels = FormulationForm.Meta.labels
    rows = ((labels[name], _words(version, name)) for name in TOLD)
    return [(label, text) for label, text in rows if text]


def _words(version, name):
    value = getattr(version, name)
    if name == "client_response":
        return version.get_client_response_display()
    return formats.date_format(value, "F j, Y") if hasattr(value, "strftime") else value or ""


def letter_of(formulation):
    """The letter of a formulation, or None."""
    return getattr(formulation, "letter", None)


def factors_of(formulation):
    """The optional factors that are filled: [(label, text)]."""
    filled = ((field, formulation.factors.get(field.key)) for field in FACTORS)
    return [(field.label, dict(field.choices).get(text, text)) for field, text in filled if text]


def letter_facts(formulation):
    """What the first version of the letter is made of."""
    client = formulation.client
    areas = (formulation.primary_area, formulation.secondary_area)
    return LetterFacts(
        name=client.first_name,
        syndrome=formulation.syndrome_label,
        areas=tuple(area.kind for area in areas if area),
        events=tuple(event.title for event in formulation.precipitants.all()),
        link=formulation.link_statement,
        why_now=formulation.why_now,
        maintaining=formulation.maintaining_patterns,
        pattern=formulation.interpersonal_pattern,
        strengths=formulation.strengths,
        supports=formulation.supports,
        plan=formulation.plan,
        words=formulation.client_words,
    )


def letter_page(letter, client):
    """The context of the letter as it is printed."""
    return {
        "letter": letter,
        "client": client,
        "may_write": client.may_write,
        "paragraphs": [
            part.strip() for part in re.split(r"\n\s*\n", letter.text.replace("\r\n", "\n")) if part.strip()
        ],
        "letterhead": Practice.current().letterhead,
    }
