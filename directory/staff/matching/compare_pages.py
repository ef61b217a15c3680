"""Two records that may be one, side by side, and what would come of making them one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.duplicates.candidates import reasons_of
from directory.catalogue.history.local_values import list_sources
from directory.catalogue.history.written_records import get_record
from directory.catalogue.merging.choices import FIELDS, FIRST, SECOND, default_choice, default_keep, seen_of
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service, Stage
from directory.staff.records.duplicate_reasons import ShownReason, names_first, shown_reasons
from directory.staff.records.duplicate_values import LABELS, PART_LABELS, Record, field_names, parts_of, said
from directory.web.components import Fact
from directory.web.words import uk_short_date

LETTERS = {FIRST: "A", SECOND: "B"}


@dataclass(frozen=True)
class Option:
    """What one of the two says in a field, and whether it is chosen."""

    side: str
    letter: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class FieldChoice:
    """A field in which the two differ."""

    name: str
    label: str
    options: tuple[Option, Option]


@dataclass(frozen=True)
class PartChoice:
    """A part of the two: what both have, and what only one has. `is_taken` where both are kept."""

    name: str
    label: str
    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    is_taken: bool


@dataclass(frozen=True)
class SideCard:
    """One of the two at a glance."""

    letter: str
    name: str
    facts: tuple[Fact, ...]
    href: str


@dataclass(frozen=True)
class ComparePage:
    """The two side by side, with what would be chosen."""

    title: str
    cards: tuple[SideCard, SideCard]
    reasons: tuple[ShownReason, ...]
    keep: tuple[Option, Option]
    fields: tuple[FieldChoice, ...]
    parts: tuple[PartChoice, ...]
    same: tuple[Fact, ...]
    decided: str
    note: str
    is_waiting: bool
    is_merged: bool
    here: Mapping[str, Any]


@dataclass(frozen=True)
class CheckPage:
    """What would come of a merge."""

    keeps: str
    goes: str
    kept_letter: str
    facts: tuple[Fact, ...]
    left: tuple[Fact, ...]
    back_href: str
    merge_href: str


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, read with everything the pages show."""

    entity: str
    first: Record
    second: Record
    sources: tuple[str, str]

    @property
    def sides(self) -> dict[str, Record]:
        return {FIRST: self.first, SECOND: self.second}

    @property
    def rows(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return own_row(self.first), own_row(self.second)

    @property
    def seen(self) -> str:
        return seen_of(*self.rows)


def read_pair(db: Session, candidate: DuplicateCandidate) -> Pair:
    """Both records of a pair. Raises NotFound where one is gone."""
    ids = (candidate.first_id, candidate.second_id)
    first, second = (read_record(db, candidate.entity, each) for each in ids)
    names = [" and ".join(each.name for each in list_sources(db, candidate.entity, record_id)) for record_id in ids]
    return Pair(candidate.entity, first, second, (names[0], names[1]))


def read_record(db: Session, entity: str, record_id: uuid.UUID) -> Record:
    if entity == "service":
        return get_record(db, Service, record_id)
    return get_record(db, Organization, record_id)


def own_row(record: Record) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in record.__table__.columns}


def build_compare_page(
    candidate: DuplicateCandidate, pair: Pair, chosen: Mapping[str, Any], today: date
) -> ComparePage:
    """The two side by side. `chosen` is what was chosen before, if anything was."""
    first, second = pair.rows
    keep = chosen.get("keep") or default_keep(first, second)
    defaults = {name: default_choice(columns, first, second) for name, columns in FIELDS[pair.entity].items()}
    choices = {**defaults, **chosen.get("choices", {})}
    differ = [name for name in field_names(pair.first) if said(pair.first, name) != said(pair.second, name)]
    same = [name for name in field_names(pair.first) if name not in differ and said(pair.first, name)]
    taken = chosen["take"] if chosen.get("keep") else None
    return ComparePage(
        title="Are these two one activity?" if pair.entity == "service" else "Are these two one organisation?",
        cards=(side_card(pair, FIRST), side_card(pair, SECOND)),
        reasons=shown_reasons(names_first(reasons_of(candidate))),
        keep=options_of({side: record.name for side, record in pair.sides.items()}, keep),
        fields=tuple(field_choice(pair, name, choices[name]) for name in differ),
        parts=tuple(part_choices(pair, today, taken)),
        same=tuple(Fact(LABELS[name], said(pair.first, name)) for name in same),
        decided=decided_words(candidate),
        note=candidate.note or "",
        is_waiting=candidate.state == CandidateState.OPEN,
        is_merged=candidate.state == CandidateState.MERGED,
        here={"pair_id": candidate.id},
    )


def decided_words(candidate: DuplicateCandidate) -> str:
    """Who decided, and when; nothing for what nobody looked at yet."""
    if candidate.decider is None or candidate.decided_at is None:
        return ""
    what = "made these one" if candidate.state == CandidateState.MERGED else "said that these are two"
    return f"{candidate.decider.name} {what} on {uk_short_date(candidate.decided_at)}."


def side_card(pair: Pair, side: str) -> SideCard:
    record, source = pair.sides[side], pair.sources[0 if side == FIRST else 1]
    is_service = pair.entity == "service"
    facts = [Fact("From", source or "Written here")]
    if is_service:
        checked = getattr(record, "assured_date", None)
        facts.append(Fact("Last checked", uk_short_date(checked) if checked else "Never"))
    facts.append(Fact("Last changed", uk_short_date(record.last_modified)))
    is_public = isinstance(record, Service) and record.stage == Stage.PUBLISHED
    href = url_for("public.show_activity", service_id=record.id) if is_public else ""
    if is_service and not is_public:
        facts.append(Fact("Public", "No"))
    return SideCard(LETTERS[side], record.name, tuple(facts), href)


def field_choice(pair: Pair, name: str, chosen: str) -> FieldChoice:
    texts = {side: said(record, name) for side, record in pair.sides.items()}
    return FieldChoice(name, LABELS[name], options_of(texts, chosen))


def options_of(texts: Mapping[str, str], chosen: str) -> tuple[Option, Option]:
    """An answer for each of the two."""
    first, second = (Option(side, LETTERS[side], texts[side], side == chosen) for side in (FIRST, SECOND))
    return first, second


def part_choices(pair: Pair, today: date, taken: Sequence[str] | None) -> list[PartChoice]:
    """The parts in which the two differ. Unless something was chosen before, all is kept but a second price."""
    first, second = parts_of(pair.first, today), parts_of(pair.second, today)
    found = []
    for name, mine in first.items():
        theirs = second[name]
        if set(mine) == set(theirs):
            continue
        is_taken = name in taken if taken is not None else not (name in ("costs", "room") and mine and theirs)
        found.append(
            PartChoice(
                name=name,
                label=PART_LABELS[name],
                both=tuple(each for each in mine if each in theirs),
                only_first=tuple(each for each in mine if each not in theirs),
                only_second=tuple(each for each in theirs if each not in mine),
                is_taken=is_taken,
            )
        )
    return found


def build_check_page(candidate: DuplicateCandidate, pair: Pair, chosen: Mapping[str, Any], today: date) -> CheckPage:
    """What would come of a choice, before anything is done."""
    keep = chosen["keep"]
    kept, old = pair.sides[keep], pair.sides[SECOND if keep == FIRST else FIRST]
    choices = chosen["choices"]
    facts = [
        Fact(LABELS[name], said(pair.sides[choices.get(name, keep)], name))
        for name in field_names(kept)
        if said(pair.sides[choices.get(name, keep)], name)
    ]
    mine, theirs = parts_of(kept, today), parts_of(old, today)
    for name, lines in mine.items():
        more = [each for each in theirs[name] if each not in lines] if name in chosen["take"] else []
        if lines or more:
            facts.append(Fact(PART_LABELS[name], [*lines, *more]))
    left = [
        Fact(PART_LABELS[name], [each for each in lines if each not in mine[name]])
        for name, lines in theirs.items()
        if name not in chosen["take"] and set(lines) - set(mine[name])
    ]
    query = {"keep": keep, "take": chosen["take"], **choices, "pair_id": candidate.id}
    return CheckPage(
        keeps=kept.name,
        goes=old.name,
        kept_letter=LETTERS[keep],
        facts=tuple(facts),
        left=tuple(left),
        back_href=url_for("staff.show_duplicate", **query),
        merge_href=url_for("staff.merge_duplicate", pair_id=candidate.id),
    )
