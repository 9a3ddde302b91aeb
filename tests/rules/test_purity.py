"""Clinical knowledge imports nothing but the standard library and other clinical knowledge."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = sorted(
    [
        *(ROOT / "measures" / "instruments").glob("*.py"),
        *(ROOT / "measures" / name for name in ("scoring.py", "change.py")),
        *(
            ROOT / "problem_areas" / f"{name}.py"
            for name in (
                "catalogue",
                "vocabulary",
                "presenting",
                "area_fields",
                "area_words",
                "field_kinds",
                "area_facts",
                "report_line",
                "letter",
            )
        ),
        *(
            ROOT / "sessions" / name
            for name in (
                "course_plan.py",
                "phase_tasks.py",
                "techniques.py",
                "endings.py",
                "reviews.py",
                "note_parts.py",
                "beside.py",
            )
        ),
        ROOT / "safety" / "questions.py",
        ROOT / "accounts" / "terms.py",
    ]
)
STANDARD_LIBRARY = {"contextlib", "contextvars", "dataclasses", "datetime", "functools", "math", "re"}


def imported(path):
    """Every module that a file imports, as a path from the root of the project, or its standard-library name."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, *([node.module] if node.module else [])])


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_clinical_knowledge_is_pure(path):
    for name in set(imported(path)) - STANDARD_LIBRARY:
        target = ROOT / Path(*name.split("."))
        assert (target / "__init__.py") in PURE or target.with_suffix(".py") in PURE, f"{path} imports {name}"
