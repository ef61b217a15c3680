"""What the pages about what a machine found show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import url_for

from directory.catalogue.history.written_records import MODELS
from directory.champions.findings.deciding import LONGEST_REASON, takes_proposal
from directory.champions.findings.models import Finding, FindingKind, FindingState, Found
from directory.champions.findings.queries import PAGE_SIZE, FindingFilter, FindingsPage, NamedFinding
from directory.staff.domains.finding_words import FIELD_WORDS, FOUND_WORDS, KIND_WORDS, edit_href, said_words
from directory.staff.records.record_kinds import OF_MODEL
from directory.web.components import Fact, Paging
from directory.web.fields.choices import PickField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, QueryForm
from directory.web.words import counted, uk_short_date


class FindingFilterForm(QueryForm):
    kind = PickField("Show", (("", "Everything"), *((kind.value, words) for kind, words in KIND_WORDS.items())))
    domain = PickField("Domain", empty="All domains")
    state = PickField(
        "State", ((FindingState.OPEN.value, "Waiting"), (FindingState.DISMISSED.value, "Found to be right"))
    )


class DismissFindingForm(LynchpinForm[str]):
    reason = LongTextField(
        "How do you know that it is right?",
        hint="For example: I rang it, or the page opens for me. Name no person.",
        required="Say in a few words how you know that it is right",
        longest=LONGEST_REASON,
        rows=2,
    )

    def to_input(self) -> str:
        return str(self.reason.data)


@dataclass(frozen=True)
class FindingRow:
    """A finding in the list; `take_href` puts what it proposes in its place with one press."""

    name: str
    organisation: str
    href: str
    field: str
    said: str
    found: str
    since: str
    decided: str
    proposal: str
    take_href: str
    edit_href: str


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one kind on a page."""

    name: str
    rows: Sequence[FindingRow]


@dataclass(frozen=True)
class FindingListPage:
    """One page of the list, kind by kind, and how many pairs may be listed twice."""

    groups: Sequence[FindingGroup]
    asked: Mapping[str, Any]
    paging: Paging
    is_filtered: bool
    are_waiting: bool
    twice: str


@dataclass(frozen=True)
class FindingPage:
    """One finding: everything about it, and what can be done."""

    row: FindingRow
    record_href: str
    facts: Sequence[Fact]
    is_waiting: bool
    is_dismissed: bool
    here: Mapping[str, Any]


def build_findings_page(
    found: FindingsPage, wanted: FindingFilter, query: Mapping[str, Any], pairs: int
) -> FindingListPage:
    paging = Paging(found.page, PAGE_SIZE, found.total, lambda page: url_for("staff.show_findings", page=page, **query))
    groups = groupby(found.findings, key=lambda each: each.finding.kind)
    return FindingListPage(
        groups=[
            FindingGroup(KIND_WORDS[FindingKind(kind)], [finding_row(each) for each in rows]) for kind, rows in groups
        ],
        asked=query,
        paging=paging,
        is_filtered=bool(wanted.kind or wanted.domain),
        are_waiting=wanted.state is FindingState.OPEN,
        twice=counted(pairs, "pair") if pairs else "",
    )


def finding_row(each: NamedFinding) -> FindingRow:
    finding = each.finding
    here: dict[str, Any] = {"finding_id": finding.id}
    is_open = finding.state == FindingState.OPEN
    return FindingRow(
        name=each.name,
        organisation=each.organization,
        href=url_for("staff.show_finding", **here),
        field=FIELD_WORDS[finding.field],
        said=said_words(finding),
        found=FOUND_WORDS[Found(finding.found)],
        since=since_words(finding),
        decided=decided_words(finding),
        proposal=finding.proposal or "",
        take_href=url_for("staff.take_finding", **here) if is_open and takes_proposal(finding) else "",
        edit_href=edit_href(finding),
    )


def since_words(finding: Finding) -> str:
    """Since when it is found, and on how many days, where it is more than one."""
    since = uk_short_date(finding.first_seen_on)
    return f"{since}, found on {counted(finding.times, 'day')}" if finding.times > 1 else since


def decided_words(finding: Finding) -> str:
    if finding.decider is None:
        return ""
    return f"{finding.decider.name}, {uk_short_date(finding.decided_at)}: {finding.reason}"


def build_finding_page(each: NamedFinding) -> FindingPage:
    finding, row = each.finding, finding_row(each)
    return FindingPage(
        row=row,
        record_href=OF_MODEL[MODELS[finding.entity]].href("staff.write_record", finding.record_id),
        facts=[fact for fact in facts_of(finding, row) if fact.value],
        is_waiting=finding.state == FindingState.OPEN,
        is_dismissed=finding.state == FindingState.DISMISSED,
        here={"finding_id": finding.id},
    )


def facts_of(finding: Finding, row: FindingRow) -> list[Fact]:
    return [
        Fact(row.field, row.said),
        Fact("Found beside it", finding.detail or ""),
        Fact("What it would be", row.proposal),
        Fact("Since", row.since),
        Fact("Last found", uk_short_date(finding.last_seen_on)),
        Fact("Found to be right by", row.decided),
    ]
