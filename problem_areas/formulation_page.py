"""The client's latest formulation and its letter, as their pages show them."""

import re

from accounts.models import Practice

from .area_fields import FACTORS
from .letter import LetterFacts


def formulation_of(client):
    """The client's latest formulation with what it names, or None."""
    named = ("written_by", "primary_area", "secondary_area", "letter")
    return client.formulations.select_related(*named).prefetch_related("precipitants").first()


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
