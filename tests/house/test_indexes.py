"""What belongs to a person is found by an index, however many others there are."""

from collections.abc import Iterator

import directory.app  # noqa: F401 - every table there is
from directory.db import Base


def first_columns(table) -> Iterator[str]:
    """The columns that an index of all rows begins with, those of keys among them."""
    for index in table.indexes:
        if not any(index.dialect_options[each]["where"] is not None for each in ("sqlite", "postgresql")):
            yield index.columns[0].name
    for constraint in table.constraints:
        columns = getattr(constraint, "columns", None)
        # A key is one of them; a foreign key has no index of its own.
        if columns and constraint.__visit_name__ in ("primary_key_constraint", "unique_constraint"):
            yield next(iter(columns)).name


def test_what_is_a_clients_is_found_by_the_client_alone():
    of_somebody = [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in ("client_id", "person_id")
        if column in table.columns
    ]

    slow = [f"{table.name}.{column}" for table, column in of_somebody if column not in set(first_columns(table))]

    assert slow == [], "most questions ask by the client alone: have an index begin with it"
    assert len(of_somebody) > 60
