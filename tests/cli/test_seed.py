"""The fictional town as it is loaded."""

import pytest

from directory.catalogue.duplicates.queries import list_open_pairs, names_of
from directory.catalogue.history.local_values import list_sources
from directory.db import reading


@pytest.mark.parametrize("entity", ["service", "organization"])
def test_one_activity_and_one_group_wait_to_be_found_the_same(town, entity):
    with reading() as db:
        [pair] = list_open_pairs(db, entity)
        ids = [pair.first_id, pair.second_id]
        sources = {source.name for each in ids for source in list_sources(db, entity, each)}
        names = {each.name for each in names_of(db, entity, ids).values()}

    assert sources == {"Larkenshaw District Council", "Larkenshaw Voluntary Forum"}
    assert len(names) == 2
