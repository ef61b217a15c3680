"""The papers on security say what is true: every requirement once, tests that exist, counts that are right."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
ASVS = (ROOT / "docs/security/asvs.md").read_text("utf-8")
STATES = ("met", "partly", "not met", "does not apply")
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
MODULE = re.compile(r"`((?:[a-z0-9_]+/)+[a-z0-9_]+\.py)`")

Row = tuple[str, ...]


def cells(line: str) -> Row:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def requirements() -> list[Row]:
    """Number, level, words, state, how, and tests of each requirement on the page."""
    return [cells(line) for line in ASVS.splitlines() if re.match(r"\| \d", line)]


def chapter_of(row: Row) -> str:
    return f"V{row[0].partition('.')[0]}"


def test_every_requirement_of_both_levels_stands_here_once_and_none_is_invented(shared):
    with (shared / "standards/asvs5.csv").open(encoding="utf-8", newline="") as file:
        wanted = [(each["req_id"], each["L"]) for each in csv.DictReader(file) if each["L"] in ("1", "2")]

    assert sorted((f"V{number}", level) for number, level, *_ in requirements()) == sorted(wanted)


def test_the_words_are_ours(shared):
    with (shared / "standards/asvs5.csv").open(encoding="utf-8", newline="") as file:
        theirs = " ".join(each["req_description"].casefold() for each in csv.DictReader(file))

    long = [row[0] for row in requirements() if len(row[2].split()) > 5 and row[2].casefold() in theirs]

    assert long == []


def test_each_has_a_state_and_says_how_or_why():
    assert [row for row in requirements() if len(row) != 6 or row[3] not in STATES or not row[4]] == []


def test_what_is_met_is_shown_by_a_test_or_is_a_paper():
    met = [row for row in requirements() if row[3] == "met"]

    assert met
    assert [row[0] for row in met if not NAMED_TEST.search(row[5]) and "](" not in row[4]] == []


def test_counts_at_the_top_are_those_of_the_rows():
    counted = Counter((chapter_of(row), row[3]) for row in requirements())
    top = {row[0].split()[0]: [int(each) for each in row[1:]] for row in map(cells, ASVS.splitlines()) if is_count(row)}

    chapters = sorted({chapter_of(row) for row in requirements()})
    expected = {each: [counted[each, state] for state in STATES] for each in chapters}
    expected["all"] = [sum(column) for column in zip(*expected.values(), strict=True)]
    assert top == {name: [*numbers, sum(numbers)] for name, numbers in expected.items()}


def is_count(row: Row) -> bool:
    return len(row) == 6 and all(each.isdigit() for each in row[1:])


def test_every_module_that_is_named_is_there():
    named = {name for row in requirements() for name in MODULE.findall(row[4]) if not name.startswith("tests/")}

    assert {name for name in named if not (ROOT / "directory" / name).is_file()} == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_that_a_paper_names_exists(paper):
    missing = [
        f"{path}::{name}"
        for path, name in NAMED_TEST.findall(paper.read_text("utf-8"))
        if not (ROOT / path).is_file() or (name and not defines(ROOT / path, name))
    ]

    assert missing == []


def defines(path: Path, name: str) -> bool:
    return re.search(rf"^\s*(?:async )?def {name}\(", path.read_text("utf-8"), re.MULTILINE) is not None
