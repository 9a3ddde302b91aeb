"""Every sentence that a report begins with can be translated: what is left in English was typed, not written by us."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from accounts.terms import in_force
from problem_areas.catalogue import GRIEF, ROLE_DISPUTE
from problem_areas.letter import LetterFacts, first_letter
from reports.document import document
from reports.facts import END_OF_TREATMENT, MIDCOURSE, to_json
from reports.gather import gather
from reports.models import Report
from reports.sections import chart_text

from .test_areas import CASES, told

pytestmark = pytest.mark.django_db

_PLACE = re.compile(r"(%\(\w+\)[sd]|%[sd]|\{\w+\})")
_FOREIGN = str.maketrans("abcdefghijklmnopqrstuvwxyz", "àƀċďéƒǧĥíĵķļḿñóƥɋŕšťúṽŵẋýž")


def foreign(message):
    """The message in a language of its own: every small letter carries a mark, places stay as they are."""
    parts = _PLACE.split(str(message))
    return "".join(part if _PLACE.fullmatch(part) else part.translate(_FOREIGN) for part in parts)


@pytest.fixture
def abroad(monkeypatch):
    """All messages answer in that language."""
    monkeypatch.setattr(translation._trans, "gettext", foreign)
    monkeypatch.setattr(translation._trans, "pgettext", lambda _context, message: foreign(message))
    monkeypatch.setattr(translation._trans, "ngettext", lambda one, many, number: foreign(one if number == 1 else many))


def english_in(text):
    """The words in small letters without a mark."""
    return set(re.findall(r"(?<![^\W\d_])[a-z]{2,}(?![^\W\d_])", text))


def texts_of(told):
    """Every text in what JSON holds, without its keys."""
    if isinstance(told, dict | list):
        return [text for each in (told.values() if isinstance(told, dict) else told) for text in texts_of(each)]
    return [told] if isinstance(told, str) and "_" not in told else []


def typed_in(facts):
    """The words that people typed, and those that the practice chose."""
    return english_in(" ".join([*texts_of(to_json(facts)), *in_force().values()]).lower())


@pytest.mark.parametrize("kind", [MIDCOURSE, END_OF_TREATMENT])
@pytest.mark.parametrize("chart", ["oak", "halfway", "fir", "ash"])
def test_every_sentence_of_a_report_is_translated(request, now, abroad, chart, kind):
    facts = gather(request.getfixturevalue(chart).course, kind, now=now)
    assert {key for key, text in chart_text(facts).items() if english_in(text) - typed_in(facts)} == set()


@pytest.mark.parametrize("kind", CASES)
def test_every_report_line_is_translated(oak, now, abroad, kind):
    facts = told(oak, now, kind)
    assert english_in(chart_text(facts)["focus_outcome"]) - typed_in(facts) == set()


@pytest.mark.parametrize("kind", [MIDCOURSE, END_OF_TREATMENT])
def test_the_printed_page_is_translated(oak, now, abroad, kind):
    """Headings, tables, pictures and what stands around them."""
    facts = gather(oak.course, kind, now=now)
    report = Report(course=oak.course, client=oak.client, kind=kind, author=oak.therapist, version=0)
    html = render_to_string("pdf/report.html", document(report, facts=facts, said=chart_text(facts), printed_at=now))
    attributes = re.findall(r'(?:aria-label|data-[a-z-]+)="([^"]*)"', html)
    printed = unescape(" ".join([*re.findall(r">([^<]+)<", html), *attributes]))
    assert english_in(printed) - typed_in(facts) == set()


def test_the_letter_to_the_client_is_translated(abroad):
    letter = first_letter(
        LetterFacts(
            name="C.", syndrome="Major depressive disorder", areas=(GRIEF, ROLE_DISPUTE), events=("A.",), link="B.",
            maintaining="D.", strengths="E.", supports="F.", plan="G.", words="H.",
        ),
        gettext,
    )  # fmt: skip
    assert english_in(letter) == set()
