"""Reads docs/clinical.md, so that tests can hold its tables beside the modules that repeat them."""

import re
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "docs" / "clinical.md").read_text(encoding="utf-8")


def section(number):
    """The text under the heading "## 1." or "### 2.3", up to the next heading of the same kind or above."""
    marks = "##" if "." not in number else "###"
    dot = "." if "." not in number else ""
    start = re.search(rf"^{marks} {re.escape(number)}{re.escape(dot)} .*$", TEXT, re.MULTILINE)
    rest = TEXT[start.end() :]
    end = re.search(rf"^#{{2,{len(marks)}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def table(text, first_column):
    """Rows (tuples of cells, marks of code and bold taken off) of the table whose header begins with this cell."""
    lines = text.splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_column} |"))
    rows = []
    for line in lines[begin + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(tuple(cell.strip().replace("`", "").replace("**", "") for cell in line.strip("| \n").split(" | ")))
    return rows


def numbered(text):
    """The lines "1. ..." of a text, in order, checked to count up from 1."""
    found = re.findall(r"^(\d+)\. (.+)$", text, re.MULTILINE)
    assert [int(number) for number, _ in found] == list(range(1, len(found) + 1))
    return [words.strip() for _, words in found]


def between(text, start, end):
    """What stands between two markers, the source keys in square brackets taken off."""
    begin = text.index(start) + len(start)
    return re.sub(r"\s*\[[^\]]*\]", "", text[begin : text.index(end, begin)]).strip()


def pairs(text):
    """The pairs (key, label) of a list written as "`key` Label, `other` Other label."."""
    return re.findall(r"`([a-z_]+)` (.+?)(?=[,;] `|\.$|\.\n|$)", text)


def sentence_case(words):
    """First letter large, the rest as it is, without the full stop."""
    words = words.strip().rstrip(".")
    return words[:1].upper() + words[1:]
