"""The house as it is laid out: who may import whom, and what each kind of file may not do (docs/structure.md)."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Each room and the rooms it may import. Longer reaches downwards are allowed, siblings never import each other.
LAYERS = [
    ["audit", "rendering"],
    ["outbox"],
    ["accounts"],
    ["clients"],
    ["scheduling", "safety"],
    ["measures", "problem_areas", "reminders"],
    ["sessions"],
    ["intake"],
    ["reports"],
    ["ipt_practice"],
]
LEVEL = {app: level for level, apps in enumerate(LAYERS) for app in apps}
EXTRA_WALLS = {
    "reminders": {"safety"},
    "measures": {"scheduling"},
    "problem_areas": {"scheduling"},
}
"""Rooms that lie lower and are a wall all the same: house, section 2."""

PURE = [
    *(ROOT / "measures" / "instruments").glob("*.py"),
    *(
        ROOT / path
        for path in (
            "measures/scoring.py", "measures/change.py", "problem_areas/catalogue.py", "problem_areas/vocabulary.py", "problem_areas/presenting.py",
            "problem_areas/area_fields.py", "problem_areas/area_words.py", "problem_areas/field_kinds.py",
            "problem_areas/area_facts.py", "problem_areas/report_line.py", "problem_areas/letter.py",
            "sessions/course_plan.py", "sessions/phase_tasks.py", "sessions/techniques.py", "sessions/note_parts.py", "sessions/endings.py",
            "sessions/beside.py",
            "safety/questions.py", "accounts/roles.py",
        )
    ),
]  # fmt: skip


def sources():
    return [path for app in LEVEL for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def tree(path):
    return ast.parse(path.read_text())


def imported_rooms(path):
    """The rooms of ours that this file imports, with the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        else:
            continue
        for name in names:
            room = name.split(".")[0]
            if room in LEVEL:
                yield room, node.lineno


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_imports_run_one_way(path):
    mine = path.relative_to(ROOT).parts[0]
    wrong = [
        f"{name_of(path)}:{line} imports {room}"
        for room, line in imported_rooms(path)
        if room != mine and (LEVEL[room] >= LEVEL[mine] or room in EXTRA_WALLS.get(mine, ()))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_clinical_knowledge_knows_no_django(path):
    assert path.exists()
    assert "django" not in path.read_text()


def test_no_import_hides_inside_a_function():
    allowed = {
        ("rendering", "press"),
        ("ipt_practice", "checks"),
    }  # WeasyPrint is slow; the apps must be loaded before the checks
    hidden = []
    for path in sources():
        for function in ast.walk(tree(path)):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) and function.name != "ready":
                for node in ast.walk(function):
                    if isinstance(node, (ast.Import, ast.ImportFrom)):
                        names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
                        if not any((path.relative_to(ROOT).parts[0], name) in allowed for name in names):
                            hidden.append(f"{name_of(path)}:{node.lineno}")
    assert hidden == []


def test_views_fetch_through_the_user():
    """No view asks a model's manager directly: it asks `access.py` or a QuerySet method."""
    asking = [
        f"{name_of(path)}:{number}"
        for path in sources()
        if path.name == "views.py" or "views" in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"\b[A-Z]\w+\.(objects|_base_manager|_default_manager)\b", line)
    ]
    assert asking == []


FORBIDDEN = {
    r"os\.environ": {
        "ipt_practice/settings.py",
        "ipt_practice/keys.py",
        "ipt_practice/celery.py",
        "ipt_practice/wsgi.py",
        "rendering/pdf.py",
    },
    r"\b(eta|countdown)=": set(),
    r"\bmark_safe\(": {"ipt_practice/templatetags/look.py"},  # a library's own drawing: the QR code
    r"\bcontrib\.admin\b": set(),
    r"\bdatetime\.now\(\)|\.utcnow\(": set(),
    r"\.raw\(|\.extra\(": set(),
}


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_code_keeps_clear_of(pattern):
    found = [
        f"{name_of(path)}:{number}"
        for path in sources()
        if name_of(path) not in FORBIDDEN[pattern]
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe\b",
        r"\bautoescape off\b",
        r"\sstyle=",
        r"\son[a-z]+=\"",
        r"<script(?![^>]*\bsrc=)",
        r"javascript:",
        r"https?://(?!www\.w3\.org)",
    ],
)
def test_templates_keep_clear_of(pattern):
    found = [
        f"{name_of(path)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "bootstrap5" not in path.parts  # the crispy layouts: they receive rendered fields
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


WEAK_NAMES = re.compile(r"(Manager|Helper|Handler|Util|Utils|Processor)$")


def test_classes_are_named_for_what_they_are():
    weak = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and WEAK_NAMES.search(node.name) and node.name != "UserManager"
    ]
    assert weak == []


def test_actions_say_who_does_it():
    """Every public action takes keyword-only arguments and ends with `by`, but for those that the clock does."""
    by_the_clock = {"seal", "verify", "make_due", "claim", "send", "send_due", "escalate_overdue", "beat", "render_missing",
                    "render_report", "record", "seed_templates", "call_off_stale"}  # fmt: skip
    unsigned = []
    for path in sources():
        if path.name == "actions.py" or "actions" in path.parts:
            for node in tree(path).body:
                if (
                    isinstance(node, ast.FunctionDef)
                    and not node.name.startswith("_")
                    and node.name not in by_the_clock
                ):
                    keywords = [argument.arg for argument in node.args.kwonlyargs]
                    if not keywords or keywords[-1] != "by" or node.args.args:
                        unsigned.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert unsigned == []
