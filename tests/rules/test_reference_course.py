"""One test for each table of docs/clinical.md on the course, the areas and safety that a module repeats."""

import re

import pytest

from measures.instruments import INSTRUMENTS
from problem_areas import vocabulary
from problem_areas.catalogue import AREAS, FOCUS_PROMPTS
from safety import questions
from sessions import endings, reviews
from sessions.beside import ENGAGEMENT, MODALITIES, OCCASIONS, occasion_due
from sessions.course_plan import ACUTE, MIDDLE, OPENING_QUESTIONS, TEMPLATES, measures_for_age, meeting_near
from sessions.phase_tasks import (
    INITIAL_TASKS,
    MIDDLE_TASKS,
    SESSION_ROWS,
    TEMPLATE_TASKS,
    TERMINATION_TASKS,
    phase_tasks,
)
from sessions.techniques import TECHNIQUES, areas_for, usual_first

from .reference import TEXT, between, pairs, section, sentence_case, table


def test_every_source_key_stands_in_the_list_of_sources():
    listed = set(re.findall(r"\[([A-Z][\w-]+)\]", section("9")))
    for measure in INSTRUMENTS.values():
        named = {key for _, key in measure.sources} | {cut_off.source for cut_off in measure.cut_offs}
        assert named <= listed
    named = {key for template in TEMPLATES.values() for key in template.source.split(", ") if key}
    assert named <= listed


def test_templates_match_the_template_table():
    rows = {row[0]: row for row in table(section("2.2"), "Key")}
    assert set(rows) - set(TEMPLATES) == {"group_who"}
    for key, template in TEMPLATES.items():
        _, total, *phases, basis = rows[key]
        if key == "custom":
            assert (total, phases) == ("any", ["any"] * 3)
            assert "outside {}–{}".format(*template.planned_range) in basis
            continue
        if template.kind != ACUTE:
            assert phases == ["–"] * 3
            assert re.search(
                "monthly" if template.weeks_between == 4 else f"every {template.weeks_between} weeks", total
            )
            assert all(f"[{source}]" in basis for source in template.source.split(", ") if source)
            continue
        assert int(re.match(r"\d+", total).group()) == template.planned_sessions
        for phase, printed in zip(OPENING_QUESTIONS, phases, strict=True):
            first, last = template.phase_bounds.sessions_in(phase)
            assert printed == (f"{first}–{last}" if first != last else str(first))
        assert all(f"[{source}]" in basis for source in template.source.split(", "))
    assert "12–16 allowed" in rows["ipt_a"][1] and TEMPLATES["ipt_a"].planned_range == (12, 16)
    assert "1 engagement session" in rows["ipt_b"][1] and TEMPLATES["ipt_b"].engagement_sessions == 1


@pytest.mark.parametrize(
    ("number", "start", "tasks"),
    [
        ("2.3", "checklist of the initial phase", INITIAL_TASKS),
        ("2.3", "checklist of the middle phase", MIDDLE_TASKS),
        ("2.9", "Checklist, as the product", TERMINATION_TASKS),
    ],
)
def test_phase_tasks_match_their_table(number, start, tasks):
    parts = {"first quarter": 0.25, "first half": 0.5, "first three quarters": 0.75, "end": 1.0}
    text = section(number)
    rows = table(text[text.index(start) :], "Key")
    assert [(task.key, task.text, task.due) for task in tasks] == [(key, words, parts[due]) for key, words, due in rows]


def test_tasks_of_templates_match_their_table():
    """Rows 003-12 and 001-10: parents, the limited sick role, teen and tween tips."""
    text, parts = section("2.3"), {0.25: "first quarter", 0.5: "first half", 0.75: "first three quarters", 1.0: "end"}
    printed = table(text[text.index("| Template | Key") :], "Template")
    assert printed == [
        (key, task.key, str(task.text), task.phase, parts[task.due])
        for key, tasks in TEMPLATE_TASKS.items()
        for task in tasks
    ]
    for key in (key for key, template in TEMPLATES.items() if template.parent_meetings):
        assert {"parents_start", "parents_middle", "parents_end", "goodbye"} <= {
            task.key for task in TEMPLATE_TASKS[key]
        }
    first = phase_tasks("initial", "ipt_a")
    assert len({task.key for task in first}) == len(first)
    assert str(next(task.text for task in first if task.key == "sick_role")).startswith("Limited")


def test_session_tasks_match_their_table():
    rows = table(section("2.7"), "# of 16")
    for column, length in enumerate((16, 12)):
        for row, printed in zip(SESSION_ROWS[length], rows, strict=True):
            span = f"{row.first}–{row.last}" if row.first != row.last else str(row.first)
            assert (span, "; ".join(row.tasks)) == (printed[column], printed[2])


def test_opening_questions_match():
    assert f'**"{OPENING_QUESTIONS[MIDDLE]}"**' in section("2.7")
    for phase, question in OPENING_QUESTIONS.items():
        assert f'{phase} "{question}"' in section("2.7")


def test_techniques_match_their_table():
    rows = table(section("2.8"), "Code")
    assert [(each.key, each.label, each.meaning) for each in TECHNIQUES.values()] == [row[:3] for row in rows]
    assert areas_for("decision_analysis") == ("role_dispute", "role_transition")
    assert areas_for("psychoeducation") == ()
    assert [each.key for each in usual_first("grief")][:4] == list(AREAS["grief"].techniques)
    assert usual_first("") == tuple(TECHNIQUES.values())


@pytest.mark.parametrize(("number", "key"), list(zip(("3.1", "3.2", "3.3", "3.4"), AREAS, strict=True)))
def test_problem_areas_match_their_section(number, key):
    """Rows 004-02 and 001-19: all four, though one practice's page has only three."""
    area, text = AREAS[key], section(number)
    assert f"`{key}`" in TEXT[TEXT.index(f"### {number}") :].splitlines()[0]
    assert all(prompt in text for prompt in area.recognition_prompts)
    goals, strategies, techniques = (
        re.search(pattern, re.sub(r"\s*\[[^\]]*\]", "", text)).group(1)
        for pattern in (
            r"\*\*Goals\.\*\* (.+?)\. *(?:\n|\*\*|The )",
            r"\*\*Strategies[^*]*\*\*\.? (.+?)\. \*\*Tech",
            r"\*\*Techniques\*\*: (.+?)\.",
        )
    )
    separator = r"\. " if key == "role_dispute" else "; "
    assert [goal for _, goal in area.goals] == [sentence_case(each) for each in goals.split("; ")]
    assert [words for _, words in area.strategies] == [sentence_case(each) for each in re.split(separator, strategies)]
    names = [TECHNIQUES[code].label.lower() for code in area.techniques]
    assert all(printed.startswith(name) for printed, name in zip(techniques.lower().split(", "), names, strict=True))
    markers = re.search(r"\*\*Progress[^*]*\*\* (.+?)\.? (?:\(.*\)\. )?\*\*Report", text).group(1)
    markers = re.sub(r" \(PG-13-R, PHQ-9\)", "", markers)
    assert [words for _, words in area.progress_markers] == [sentence_case(each) for each in markers.split("; ")]
    assert area.report_line.rstrip(".") in text


def test_focus_prompts_match():
    assert "Prompts: " + " ".join(FOCUS_PROMPTS) in section("2.5")


@pytest.mark.parametrize(
    ("number", "start", "end", "choices"),
    [
        ("2.4", "text / choice (", ")", vocabulary.RELATIONS),
        ("2.4", "| `status` | ", " |", vocabulary.STATUSES),
        ("3.1", "`circumstances` (", ")", vocabulary.DEATH_CIRCUMSTANCES),
        ("3.1", "`complicated_indicators[]`: ", " |", vocabulary.COMPLICATED_GRIEF_INDICATORS),
        ("3.2", "| `outcome` ∈ ", " |", vocabulary.DISPUTE_OUTCOMES),
        ("3.4", "`recurring_patterns[]` (", ")", vocabulary.RECURRING_PATTERNS),
        ("3.4", "`skills_gaps[]` (", ")", vocabulary.SKILLS_GAPS),
    ],
)
def test_vocabularies_match_their_fields(number, start, end, choices):
    printed = re.split(r", | / ", between(section(number), start, end))
    labels = [label.lower().replace(" or ", "/") for _, label in choices]
    assert labels == [words.lower().replace(" or ", "/") for words in printed]


def test_inventory_lists_match_the_reference():
    text = section("2.4")
    assert tuple(pairs(between(text, "After a quarrel (product list): ", " The circles"))) == vocabulary.RESOLUTIONS
    occasions = between(text, "The circles are kept at (product list): ", "\n")
    assert tuple(pairs(occasions)) == vocabulary.SNAPSHOT_OCCASIONS
    assert "then past, estranged, deceased" in text
    assert vocabulary.STATUS_ORDER == ("current", "past", "estranged", "deceased")
    assert set(vocabulary.STATUS_ORDER) == set(dict(vocabulary.STATUSES))


def test_life_event_types_match_their_list():
    text = between(section("2.3"), "the area each may point to: ", ".\n")
    for kind in vocabulary.LIFE_EVENT_TYPES:
        hint = f" (`{kind.suggests}`)" if kind.suggests else ""
        assert f"`{kind.key}` {kind.label}{hint}" in text
        assert kind.suggests in {"", *AREAS}
    assert len(pairs(text)) == len(vocabulary.LIFE_EVENT_TYPES)


def test_dispute_stages_match_and_their_advice_is_the_strategy():
    assert "`" + "`, `".join(vocabulary.DISPUTE_STAGES) + "`" in section("3.2")
    advice = [f"{stage.label}: {stage.advice}".lower().rstrip(".") for stage in vocabulary.DISPUTE_STAGES.values()]
    assert advice == [words.lower() for _, words in AREAS["role_dispute"].strategies]


def test_a_loss_that_is_not_a_death_has_a_hint_and_no_block():
    assert "manual treats this as a role transition" in section("8")
    hints = {kind: vocabulary.loss_hint(kind) for kind, _ in vocabulary.LOSS_KINDS}
    assert [kind for kind, hint in hints.items() if not hint] == ["death"]
    assert vocabulary.loss_hint("") == ""


def test_deficits_want_three_confirmations():
    assert "no death / no dispute / no transition" in section("3.4")
    assert [key for key, _ in vocabulary.DEFICITS_CONFIRMATIONS] == ["no_death", "no_dispute", "no_transition"]


@pytest.mark.parametrize(
    ("start", "choices"),
    [
        ("Focus resolution: ", endings.FOCUS_RESOLUTIONS),
        ("Maintenance decision: ", endings.MAINTENANCE_DECISIONS),
        ("End reason: ", endings.END_REASONS),
        ("Outreach after a dropout, each try with its day: ", endings.OUTREACH_WAYS),
    ],
)
def test_ending_vocabularies_match(start, choices):
    line = next(line for line in section("2.9").splitlines() if line.startswith(start))
    assert pairs(line.removeprefix(start)) == list(choices)


@pytest.mark.parametrize(
    ("number", "start", "choices"),
    [
        ("2.6", "A goal about people aims at one of these (001-17): ", reviews.GOAL_AIMS),
        ("2.7", "Is the focus still right: ", reviews.FOCUS_ANSWERS),
        ("2.7", "Decision, more than one may be chosen: ", reviews.MIDPOINT_DECISIONS),
        ("2.10", "Fully: ", reviews.LASTING_GAINS),
        ("2.10", "Status (product choice): ", reviews.FOLLOW_UP_STATUSES),
        ("2.10", "What next: ", reviews.FOLLOW_UP_STEPS),
    ],
)
def test_review_vocabularies_match(number, start, choices):
    text = section(number)
    line = text[text.index(start) + len(start) :].splitlines()[0].split(". ")[0].rstrip(".")
    assert pairs(line + ".") == list(choices)


def test_what_reviews_say_matches():
    """Rows 000-22 to 000-26: how markers and gains are rated, and the sentences about no response and a late rise."""
    for ratings, number in ((endings.OUTCOME_RATINGS, "2.9"), (reviews.GAIN_RATINGS, "2.10")):
        assert ", ".join(f"{n} {label}" for n, label in ratings) in section(number)
    assert f'"{endings.NEAR_END_RISE}"' in section("2.9")
    assert f'"{endings.NO_RESPONSE_OFFER}"' in section("2.9")
    for sentence in (reviews.NO_RESPONSE, reviews.NO_RESPONSE_RULE, reviews.RATING_RULE):
        assert f'"{sentence}"' in section("2.7")
    assert f'"{reviews.STEP_UP}"' in section("2.10")


def test_lasting_gains_stand_in_their_row():
    """Row 000-26."""
    row = next(row for row in table(section("1.0"), "Id") if row[0] == "000-26")
    assert [label.lower() for _, label in reviews.LASTING_GAINS] == row[1].removeprefix("Lasting gains: ").split(", ")


def test_markers_that_say_the_same_are_asked_once():
    for marker in (each for each in endings.OUTCOME_MARKERS if each.same_as):
        assert f"`{marker.key}` with `{marker.same_as}`" in section("2.9")
    shown = {marker.key: endings.rows_of(marker) for marker in endings.SHOWN_MARKERS}
    assert shown["symptoms"] == ["000-22", "001-28"] and shown["repair"] == ["000-23", "002-22"]
    assert sum(len(rows) for rows in shown.values()) == len(endings.OUTCOME_MARKERS)


@pytest.mark.parametrize(("totals", "rise"), [([], 0), ([9], 0), ([9, 7], 0), ([9, 7, 10], 3), ([7, 7], 0)])
def test_a_rise_near_the_end_is_counted_from_the_score_before(totals, rise):
    assert endings.near_end_rise(totals) == rise
    assert endings.near_end_rise([-n for n in totals], lower_is_better=False) == rise


def test_outcome_markers_stand_in_their_rows():
    rows = {row[0]: row[1] for name in ("1.0", "1.1", "1.2", "1.3") for row in table(section(name), "Id")}
    counts = {}
    for marker in endings.OUTCOME_MARKERS:
        words = (
            rows[marker.row]
            .lower()
            .replace("/", ", ")
            .replace("depressive, anxious, irritable", "depressive, anxious or irritable")
        )
        assert marker.label.lower() in words, marker
        counts[marker.row] = counts.get(marker.row, 0) + 1
    assert counts == {"000-22": 4, "000-23": 4, "000-24": 3, "001-28": 4, "002-22": 5, "003-26": 4}
    assert {marker.domain for marker in endings.OUTCOME_MARKERS} == {key for key, _ in endings.OUTCOME_DOMAINS}


def test_risk_assessment_asks_what_the_reference_lists():
    listed = between(section("4.4"), "same-day assessment (", ")").replace("who was told", "who told").split(", ")
    fields = [field.key.replace("_", " ") for field in questions.RISK_FIELDS]
    assert [name for name in listed if name not in fields] == ["safety plan"]
    assert "safety_plan" in dict(questions.ACTIONS)
    assert "30 min in hours" in section("4.4") and questions.ACKNOWLEDGE_WITHIN.total_seconds() == 30 * 60


def test_every_danger_is_asked_about_as_the_reference_lists():
    assert ", ".join(f"`{key}` {label}" for key, label in questions.DANGERS) in section("4.4")
    for danger, parts in questions.FIELDS_OF.items():
        own = "; ".join(part.label for part in parts if part.key not in questions.SHARED)
        assert danger == questions.SELF or f"- `{danger}`: {own}." in section("4.4")
        assert tuple(part.key for part in parts[-len(questions.SHARED) :]) == questions.SHARED
        assert all(part.choices is None or part.required for part in parts)


def test_crisis_text_names_whom_to_call_and_no_score():
    text = questions.crisis_text("212-555-0100")
    assert all(number in text for number in ("911", "988", "212-555-0100"))
    assert "{" not in text and "score" not in text.lower()


def test_adjunct_modalities_match_their_table():
    """Rows 000-03 and 003-13 to 003-20: the twelve; row 000-02: IPT is not one of them."""
    printed = table(section("2.13"), "Key")
    assert printed == [(each.key, each.label, each.sentence, each.row) for each in MODALITIES.values()]
    assert len(printed) == 12 and "ipt" not in MODALITIES
    assert {row[3] for row in printed} == {"000-03", *(f"003-{number}" for number in range(13, 21))}


def test_engagement_is_rated_at_start_and_midpoint():
    """Row 002-23."""
    row = next(row for row in table(section("1.2"), "Id") if row[0] == "002-23")
    assert all(label.lower() in row[1] for _key, label in ENGAGEMENT) and len(ENGAGEMENT) == 3
    text = between(section("2.13"), "Engagement, 0 to 10 (002-23): ", ".")
    assert text == ", ".join(f"`{key}` {label}" for key, label in (*ENGAGEMENT, *OCCASIONS))
    assert [occasion_due(held, 8) for held in (0, 6, 7, 12)] == ["start", "start", "midpoint", "midpoint"]


def test_parents_are_met_at_start_middle_and_end():
    """Row 003-12, section 2.10."""
    planned = {key: template.parent_meetings for key, template in TEMPLATES.items() if template.parent_meetings}
    for key, numbers in planned.items():
        assert f"`{key}` {', '.join(str(n) for n in numbers)}" in section("2.13")
    assert planned.keys() == {"ipt_a", "fb_ipt"}
    assert [meeting_near(n, 12, 12) for n in (1, 6, 12)] == [1, 6, 12]
    assert [meeting_near(n, 12, 16) for n in (1, 6, 12)] == [1, 8, 16]
    assert [meeting_near(n, 12, 1) for n in (1, 6, 12)] == [1, 1, 1]
    assert "parents at start, middle if relevant, end" in section("2.10")


def test_a_template_may_leave_an_area_out():
    """8.5: the manual of IPT for PTSD uses grief, dispute or transition."""
    assert "PTSD manual uses only grief, dispute or transition" in section("2.5")
    assert TEMPLATES["ipt_ptsd"].hidden_areas == ("interpersonal_deficits",)
    assert [key for key, template in TEMPLATES.items() if template.hidden_areas] == ["ipt_ptsd"]


def test_the_questionnaire_goes_with_the_age():
    """Row 001-10: PHQ-A from 11 to 17."""
    assert "PHQ-A under 18" in section("4.1")
    assert measures_for_age(("phq9", "gad7"), 15) == ("phq_a", "gad7")
    assert measures_for_age(("phq_a", "gad7"), 18) == ("phq9", "gad7")
    assert measures_for_age(("phq9", "gad7"), None) == ("phq9", "gad7")
    assert measures_for_age(("phq_a",), 9) == ("phq_a",)
