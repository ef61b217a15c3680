"""What the files and feeds that give a record say instead of what people here wrote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.history.local_values import list_sources, local_values, seen_of, taken_with
from directory.catalogue.history.queries import names_of
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.sources import LocalValue
from directory.champions.writing import may_keep
from directory.staff.records.record_kinds import kind_of
from directory.staff.records.revision_words import change_lines


@dataclass(frozen=True)
class SourceDifference:
    """A field in which a record was changed here, and what its source says instead. `seen` is what a button tells."""

    name: str
    field: str
    source: tuple[str, ...]
    seen: str


@dataclass(frozen=True)
class SourceWords:
    """What the lists named in `sources` say instead. `take_href` takes their word, for whoever may."""

    sources: str
    differences: tuple[SourceDifference, ...]
    take_href: str


NOTHING_ELSE = SourceWords("", (), "")


def source_differences(
    record: WrittenRecord, kept: Mapping[str, LocalValue], names: Mapping[str, str]
) -> tuple[SourceDifference, ...]:
    """Field by field, what the source of a record says instead of what stands here; who checked it last aside.

    What is taken together is told together. `names` are those of terms and places, by id.
    """
    groups = [taken_with(kept, field) for field in sorted(kept) if field != "assured_date"]
    return tuple(
        difference_of(record, group, names) for place, group in enumerate(groups) if group not in groups[:place]
    )


def find_source_words(
    db: Session, actor: Actor, record: WrittenRecord, fields: Collection[str] | None = None
) -> SourceWords:
    """What other lists say instead of what was written here, in some fields or in all."""
    entity = record.__tablename__
    found = local_values(db, entity, record.id)
    kept = {name: each for name, each in found.items() if fields is None or name in fields}
    if not kept:
        return NOTHING_ELSE
    said = [FieldChange(each.field, None, each.source_value) for each in kept.values()]
    keeps = may_keep(db, actor, record)
    return SourceWords(
        sources=" and ".join(each.name for each in list_sources(db, entity, record.id)),
        differences=source_differences(record, kept, names_of(db, said)),
        take_href=kind_of(record).href("staff.take_source_word", record.id) if keeps else "",
    )


def difference_of(record: WrittenRecord, taken: list[LocalValue], names: Mapping[str, str]) -> SourceDifference:
    lines = change_lines([FieldChange(each.field, None, each.source_value) for each in taken], names)
    first = lines[0].after
    # The first speaks for itself; a number needs to say what it is.
    more = (f"{line.name}: {', '.join(line.after)}" for line in lines[1:])
    return SourceDifference(lines[0].name, taken[0].field, (*first, *more), seen_of(record, taken))
