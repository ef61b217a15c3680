"""What the files and feeds that give a record say instead of what people here wrote."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.catalogue.history.local_values import seen_of, taken_with
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.sources import LocalValue
from directory.staff.revision_words import change_lines


@dataclass(frozen=True)
class SourceDifference:
    """A field in which a record was changed here, and what its source says instead. `seen` is what a button tells."""

    name: str
    field: str
    source: tuple[str, ...]
    seen: str


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


def difference_of(record: WrittenRecord, taken: list[LocalValue], names: Mapping[str, str]) -> SourceDifference:
    lines = change_lines([FieldChange(each.field, None, each.source_value) for each in taken], names)
    first = lines[0].after
    # The first speaks for itself; a number needs to say what it is.
    more = (f"{line.name}: {', '.join(line.after)}" for line in lines[1:])
    return SourceDifference(lines[0].name, taken[0].field, (*first, *more), seen_of(record, taken))
