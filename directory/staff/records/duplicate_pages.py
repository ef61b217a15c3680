"""What the list of duplicates shows."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.catalogue.duplicates.candidates import reasons_of
from directory.catalogue.duplicates.queries import Named
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate
from directory.champions.duplicates import PAGE_SIZE, PairPage
from directory.staff.records.duplicate_reasons import ShownReason, likely_words, names_first, shown_reasons
from directory.web.components import Paging


@dataclass(frozen=True)
class PairRow:
    """A pair in the list."""

    first: Named
    second: Named
    likely: str
    colour: str
    reasons: tuple[ShownReason, ...]
    href: str


@dataclass(frozen=True)
class PairsPage:
    """One page of pairs that wait, or of those found to be two; `asked` is what its address asks for."""

    rows: tuple[PairRow, ...]
    paging: Paging
    asked: Mapping[str, Any]
    is_filtered: bool
    are_waiting: bool


def build_pairs_page(
    found: PairPage, names: Mapping[uuid.UUID, Named], query: Mapping[str, Any], state: CandidateState
) -> PairsPage:
    """A page of the list."""
    rows = [pair_row(each, names) for each in found.pairs if each.first_id in names and each.second_id in names]
    paging = Paging(
        found.page, PAGE_SIZE, found.total, lambda page: url_for("staff.show_duplicates", page=page, **query)
    )
    is_filtered = any(value for name, value in query.items() if name != "state")
    return PairsPage(tuple(rows), paging, query, is_filtered, state == CandidateState.OPEN)


def pair_row(candidate: DuplicateCandidate, names: Mapping[uuid.UUID, Named]) -> PairRow:
    likely, colour = likely_words(candidate.score)
    return PairRow(
        names[candidate.first_id],
        names[candidate.second_id],
        likely,
        colour,
        shown_reasons(names_first(reasons_of(candidate))),
        url_for("staff.show_duplicate", pair_id=candidate.id),
    )
