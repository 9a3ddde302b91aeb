"""The words that practices choose differently: the table of docs/clinical.md 2.11, and text that says them."""

import copy

from accounts.terms import LONGEST, TERMS, Worded, in_force, inside, using, word
from problem_areas.catalogue import AREAS
from sessions.course_plan import PHASE_LABELS

from .reference import section, table


def test_the_terms_match_their_table():
    """Rows 000-14, 000-17, 004-02."""
    rows = table(section("2.11"), "Term")
    assert rows == [(each.key, each.about, each.usual, ", ".join(each.others)) for each in TERMS.values()]
    assert all(len(text) <= LONGEST for each in TERMS.values() for text in (each.usual, *each.others))


def test_every_phase_and_every_area_has_its_term():
    assert set(PHASE_LABELS) | set(AREAS) <= set(TERMS)
    assert all(str(AREAS[key].label) == TERMS[key].usual for key in AREAS)
    assert all(str(label) == TERMS[key].usual for key, label in PHASE_LABELS.items())


def test_a_word_reads_as_it_is_set_while_it_holds():
    text = Worded("{Sick_role}: given; the {ending} and {grief}")
    with using({"sick_role": "Permission to recover", "ending": "Conclusion", "grief": "Loss"}):
        assert str(text) == f"{text}" == text.strip() == "Permission to recover: given; the conclusion and loss"
        assert word("grief") == "Loss" and in_force()["middle"] == "Middle"
    assert str(text) == "Sick role: given; the ending and grief"


def test_a_worded_text_behaves_as_text_wherever_a_page_uses_it():
    text = Worded("{Role_dispute}")
    with using(lambda: {"role_dispute": "At odds"}):
        assert (text.lower(), text.upper(), text[0], len(text), text + ".", "".join(text)) == (
            "at odds", "AT ODDS", "A", 7, "At odds.", "At odds",
        )  # fmt: skip
        assert str(copy.deepcopy(text)) == "At odds"
        assert text == "Role dispute" and {text: 1}["Role dispute"] == 1


def test_what_is_empty_or_unknown_leaves_the_usual_word():
    with using({"grief": "", "homework": "Homework"}):
        assert word("grief") == "Grief" and "homework" not in in_force()
    with using(lambda: None):
        assert word("grief") == "Grief"


def test_a_word_inside_a_sentence_begins_small_unless_it_is_an_abbreviation():
    assert inside("Grief and loss") == "grief and loss"
    assert inside("IPT ending") == "IPT ending"
