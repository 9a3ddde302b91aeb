"""The first version of the letter to the client: plain words, second person, no codes (docs/clinical.md 2.6, flows row 7)."""

import pytest

from problem_areas.catalogue import AREAS
from problem_areas.letter import PLAIN_AREAS, LetterFacts, first_letter, plain_name


@pytest.mark.parametrize(
    ("syndrome", "plain"),
    [
        ("Major depressive disorder, single episode, moderate (F32.1)", "depression"),
        ("F34.1 Persistent depressive disorder", "a depression that has lasted a long time"),
        ("Generalized anxiety disorder", "anxiety"),
        ("Insomnia (G47.00), chronic", "Insomnia"),
        ("", ""),
    ],
)
def test_a_diagnosis_in_plain_words(syndrome, plain):
    assert plain_name(syndrome) == plain


def test_every_area_has_plain_words():
    assert PLAIN_AREAS.keys() == AREAS.keys()


def test_the_letter_says_what_the_formulation_says():
    letter = first_letter(
        LetterFacts(
            name="Casey",
            syndrome="Major depressive disorder, F32.1",
            areas=("role_dispute", "grief"),
            events=("Husband moves into the study.",),
            link="You stopped asking",
            why_now="Your birthday passed",
            maintaining="Silence on both sides",
            pattern="You go quiet",
            strengths="Warm",
            supports="Your mother",
            plan="Sixteen sessions",
            words="I stopped knocking",
        )
    )
    assert letter.startswith("Dear Casey,\n\n")
    for said in (
        "What you have is called depression. It is common, it is nobody’s fault, and it can be treated. I think it has much "
        "to do with being at odds with somebody who matters to you and with a loss that is hard to mourn.",
        "It began around this time: Husband moves into the study. You stopped asking. Your birthday passed.",
        "What seems to keep it going: Silence on both sides. You go quiet.",
        "You bring a good deal with you: Warm.",
        "You are not alone with it: Your mother.",
        "you said: “I stopped knocking”",
        "What I propose: Sixteen sessions.",
    ):
        assert said in letter
    assert "F32" not in letter and "disorder" not in letter


def test_an_empty_formulation_makes_a_short_letter():
    letter = first_letter(LetterFacts(name="Casey"))
    assert [part for part in letter.split("\n\n") if not part] == []
    assert "None" not in letter and "What you have" not in letter
