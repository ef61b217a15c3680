"""What the standards of the field ask is traced to tests: each row names some that exist, or what is missing."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACED = (ROOT / "docs/standards/social-prescribing.md").read_text("utf-8")
ROWS = re.findall(r"^\| \*\*(.+?)\*\* \|(.+)\|$", TRACED, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`(tests/[^`:]+\.py)::(test_\w+)`", TRACED)))
# PRSB, Social Prescribing Information Standard 1.1 (DAPB4066), by its headings; NHS Buying Catalogue, C37, by number.
HEADINGS = """
Person demographics; GP practice; About me; Individual requirements; Safeguarding; Consent; Referral details;
Presenting complaints or issues; Contacts with professionals; Assessments; Risks; Services and care; Signpost details;
Care and support plan; Plan and requested actions; Clinical summary; Message back to GP and referrer
"""
EPICS = [f"E{number}" for number in range(1, 17)]


def headings() -> list[str]:
    return [" ".join(each.split()) for each in HEADINGS.split(";")]


def test_every_heading_of_the_standard_and_every_epic_has_a_row():
    assert [name for name, _ in ROWS] == [*headings(), *EPICS]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_a_row_names_tests_or_says_what_is_missing(name, row):
    assert "`tests/" in row or "Not there" in row


@pytest.mark.parametrize(("path", "test"), NAMED)
def test_a_named_test_exists(path, test):
    assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)
