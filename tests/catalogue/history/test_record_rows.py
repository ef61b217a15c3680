"""Records as rows of tables."""

import pytest

from directory.catalogue.history.record_rows import TABLES


@pytest.mark.parametrize("entity", ["service", "organization", "location"])
def test_no_table_has_the_name_of_a_column_of_a_record(entity):
    # A change names either: one could be taken for the other.
    assert not TABLES.keys() & TABLES[entity].c.keys()
