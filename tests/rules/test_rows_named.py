"""Each row of docs/clinical.md section 1 that the course itself answers for is named by the tests that exercise it."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROW = re.compile(r"(00[0-4])-(\d\d)")
RANGE = re.compile(r"(00[0-4])-(\d\d) to (?:00[0-4])?-?(\d\d)")

CLINICAL = {
    "000": range(2, 27),
    "001": range(11, 29),
    "002": (7, 8, *range(10, 27)),
    "003": range(9, 27),
    "004": range(1, 13),
}


def named():
    found = set()
    for path in TESTS.rglob("*.py"):
        if path != Path(__file__).resolve():
            text = path.read_text()
            found |= set(ROW.findall(text))
            for practice, first, last in RANGE.findall(text):
                found |= {(practice, f"{number:02d}") for number in range(int(first), int(last) + 1)}
    return found


def test_every_clinical_row_is_named_by_a_test():
    wanted = {(practice, f"{number:02d}") for practice, numbers in CLINICAL.items() for number in numbers}
    assert sorted("-".join(row) for row in wanted - named()) == []
