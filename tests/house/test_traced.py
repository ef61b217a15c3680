"""What the standards of the field ask is traced to tests: each row names some that exist, or what is missing."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACED = (ROOT / "docs/standards/social-prescribing.md").read_text("utf-8")
ROWS = re.findall(r"^\| \*\*(.+?)\*\* \|(.+)\|$", TRACED, re.MULTILINE)
FIELD_ROWS = re.findall(r"^\| ([A-Z][^:|*]+): ([^|]+) \|(.+)\|$", TRACED, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`(tests/[^`:]+\.py)::(test_\w+)`", TRACED)))
# PRSB, Social Prescribing Information Standard 1.1 (DAPB4066), by its headings; NHS Buying Catalogue, C37, by number.
HEADINGS = """
Person demographics; GP practice; About me; Individual requirements; Safeguarding; Consent; Referral details;
Presenting complaints or issues; Contacts with professionals; Assessments; Risks; Services and care; Signpost details;
Care and support plan; Plan and requested actions; Clinical summary; Message back to GP and referrer
"""
# The fields of each heading, as we have read the standard.
FIELDS = {
    "Person demographics": (
        "first name",
        "family name",
        "date of birth",
        "gender",
        "ethnic group",
        "NHS number",
        "address",
        "phone",
        "email",
        "sexual orientation",
        "preferred name",
        "pronoun",
        "religion",
        "carer status",
        "preferred contact method",
    ),
    "GP practice": (
        "identifier",
        "name",
    ),
    "About me": (
        "most important to me",
        "people who are important to me",
        "how I communicate",
        "my wellness",
        "please do and please don't",
        "how and when to support me",
        "also worth knowing",
        "supported to write this by",
    ),
    "Individual requirements": (
        "reasonable adjustment flag",
        "reasonable adjustment, coded",
        "reasonable adjustment detail",
        "impairment",
        "mobility",
        "other",
    ),
    "Safeguarding": (
        "indicator",
        "date",
        "end date",
        "coded concern",
        "comment",
        "hidden from the person",
    ),
    "Consent": (
        "agreement to share",
        "reason if not obtained",
        "best interests where there is no capacity",
    ),
    "Referral details": (
        "date",
        "referrer's name",
        "referrer's role",
        "referrer's service",
        "referrer's organisation",
        "referrer's contact",
        "method",
        "reason",
        "referral to",
        "return response to",
    ),
    "Presenting complaints or issues": (
        "as the referrer sees it",
        "as the person reports it",
        "coded",
    ),
    "Contacts with professionals": (
        "date and time",
        "location",
        "location type",
        "seen by",
        "consultation method",
        "professionals present",
        "outcome of contact",
    ),
    "Assessments": (
        "structured name",
        "overall score",
        "units",
        "subscale results",
    ),
    "Risks": (
        "at least one entry",
        "no known risks",
        "start date",
        "end date",
        "never archived by the clock",
    ),
    "Services and care": (
        "services referred to",
        "services planned",
        "other care they have",
    ),
    "Signpost details": (
        "date",
        "to whom",
        "reason",
        "no referral",
    ),
    "Care and support plan": (
        "strengths",
        "needs and concerns",
        "goals",
        "importance",
        "actions: what",
        "actions: who",
        "actions: when",
        "actions: strategies",
        "actions: status",
        "actions: confidence",
        "actions: review date",
        "stage goals",
        "outcomes",
        "goal status",
        "agreed with the person",
        "review date",
        "owner of the review",
    ),
    "Plan and requested actions": (
        "actions for professionals",
        "actions for the person",
        "agreed",
        "that none is required is said",
    ),
    "Clinical summary": (
        "outcomes and impact",
        "initial and subsequent scores",
        "interventions",
        "those that did not work",
        "risks",
        "safeguarding",
    ),
    "Message back to GP and referrer": (
        "coded",
        "to the practice",
        "to the referrer",
    ),
}
EPICS = [f"E{number}" for number in range(1, 17)]


def headings() -> list[str]:
    return [" ".join(each.split()) for each in HEADINGS.split(";")]


def test_every_heading_of_the_standard_and_every_epic_has_a_row():
    assert [name for name, _ in ROWS] == [*headings(), *EPICS]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_a_row_names_tests_or_says_what_is_missing(name, row):
    assert "`tests/" in row or "Not there" in row


def test_every_field_of_the_standard_has_a_row_under_its_heading():
    assert set(FIELDS) == set(headings())
    assert [(heading, field) for heading, field, _ in FIELD_ROWS] == [
        (heading, field) for heading in headings() for field in FIELDS[heading]
    ]


def test_a_field_is_shown_by_a_test_or_it_says_why_it_is_not_kept():
    assert [
        (heading, field) for heading, field, row in FIELD_ROWS if "`tests/" not in row and "Not kept" not in row
    ] == []


@pytest.mark.parametrize(("path", "test"), NAMED)
def test_a_named_test_exists(path, test):
    assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)
