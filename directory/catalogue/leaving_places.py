"""What hangs on a place of a listing, and where it goes when the listing is no longer there.

Contacts, telephone numbers, areas and tags become those of the whole listing. Times do too, unless somebody says that
they end with the place. What is known of the venue itself, such as access, is the venue's and stays with it.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from directory.catalogue.history.record_changes import plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.field_changes import Plain

# The owned tables whose rows can belong to one place of a listing, or hang on one that does.
HANGING = (
    "schedule",
    "schedule_exception",
    "schedule_observance",
    "contact",
    "phone",
    "service_area",
    "attribute",
)
OWNED_BY_PLACE = ("schedule", "contact", "phone", "service_area")

Values = Mapping[str, Plain]


def hanging_on(values: Values, places: Collection[uuid.UUID]) -> dict[str, list[Plain]]:
    """By table, the rows that belong to some places of a listing; tables without any are left out."""
    ids = set(map(str, places))
    found: dict[str, list[Plain]] = {}
    for table in OWNED_BY_PLACE:
        found[table] = [row for row in values[table] if row["service_at_location_id"] in ids]
    found["attribute"] = [row for row in values["attribute"] if row["link_id"] in ids]
    return {table: rows for table, rows in found.items() if rows}


def without_places(
    values: Values, service_id: uuid.UUID, places: Collection[uuid.UUID], *, with_times: bool
) -> dict[str, Plain]:
    """What changes in the tables where something hangs on places that a listing leaves.

    `with_times` says that the times there become the listing's; without, they end.
    """
    leaving, changed = hanging_on(values, places), dict[str, Plain]()
    for table in leaving.keys() & set(OWNED_BY_PLACE):
        changed[table] = moved_rows(table, values[table], service_id, places)
    if "attribute" in leaving:
        changed["attribute"] = moved_tags(values["attribute"], service_id, places)
    if "schedule" in leaving and not with_times:
        changed.update(without_times(values, {row["id"] for row in leaving["schedule"]}))
    return changed


def moved_rows(table: str, rows: Iterable[Plain], service_id: uuid.UUID, places: Collection[uuid.UUID]) -> list[Any]:
    return plain_rows(
        {**row, "service_id": service_id, "service_at_location_id": None}
        if row["service_at_location_id"] in places
        else row
        for row in typed_rows(table, rows).values()
    )


def moved_tags(rows: Iterable[Plain], service_id: uuid.UUID, places: Collection[uuid.UUID]) -> list[Any]:
    """The tags, each once: one that the listing has already is not given to it again."""
    kept, moved = list[Row](), list[Row]()
    for row in typed_rows("attribute", rows).values():
        (moved if row["link_id"] in places else kept).append(row)
    known = {row["taxonomy_term_id"] for row in kept if row["link_id"] == service_id}
    new = {row["taxonomy_term_id"]: row for row in moved if row["taxonomy_term_id"] not in known}
    return plain_rows([*kept, *({**row, "link_id": service_id, "link_entity": "service"} for row in new.values())])


def without_times(values: Values, schedule_ids: Collection[str]) -> dict[str, Plain]:
    """The times without some of them, and what hung on those."""
    return {
        "schedule": [row for row in values["schedule"] if row["id"] not in schedule_ids],
        **{
            table: [row for row in values[table] if row["schedule_id"] not in schedule_ids]
            for table in ("schedule_exception", "schedule_observance")
        },
    }
