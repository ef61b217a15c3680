import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.api.answers import envelope
from directory.api.editions import Edition
from directory.api.lists import ENTRY_BYTES, Ids, Lists, pack_keys, pack_texts

FIRST, SECOND = Edition(1, None), Edition(2, None)
KEYS = st.sets(st.uuids(), max_size=60)


def ids_of(*numbers: int) -> Ids:
    return pack_keys(uuid.UUID(int=number) for number in numbers)


@given(KEYS, st.integers(1, 70))
def test_pages_partition_the_list(keys, per_page):
    ids = pack_keys(keys)
    pages = envelope(len(ids), 1, per_page, 0)["total_pages"]

    read = [key for page in range(pages) for key in ids.part(page * per_page, per_page)]

    assert read == sorted(keys)
    assert ids.part(pages * per_page, per_page) == []


@given(KEYS, st.uuids())
def test_a_list_knows_what_is_in_it(keys, other):
    ids = pack_keys(keys)

    assert all(key in ids for key in keys)
    assert (other in ids) is (other in keys)
    assert "other" not in ids


@given(KEYS, KEYS)
def test_ids_are_read_with_dashes_and_without_and_only_the_chosen_stay(keys, chosen):
    ordered = sorted(keys)

    assert pack_texts(map(str, ordered)) == pack_texts(key.hex for key in ordered) == pack_keys(keys)
    assert pack_texts(map(str, ordered), [{key.bytes for key in chosen}]) == pack_keys(keys & chosen)


@given(st.integers(0, 10_000), st.integers(1, 500), st.integers(1, 300))
def test_an_envelope_fits_its_page(total, per_page, page):
    size = max(0, min(per_page, total - (page - 1) * per_page))

    found = envelope(total, page, per_page, size)

    assert (found["total_pages"] - 1) * per_page < max(total, 1) <= found["total_pages"] * per_page
    assert found["first_page"] is (page == 1)
    assert found["last_page"] is (page * per_page >= total)
    assert found["empty"] is (size == 0)


def test_a_list_is_found_once_in_an_edition():
    lists, found = Lists(), []

    for _ in range(3):
        lists.ids(FIRST, "services", lambda: found.append(1) or ids_of(1))

    assert len(found) == 1


@pytest.mark.parametrize("next_edition", [SECOND, Edition(1, datetime(2026, 3, 1, tzinfo=UTC))])
def test_a_change_of_the_catalogue_makes_lists_anew(next_edition):
    lists = Lists()
    lists.ids(FIRST, "services", lambda: ids_of(1))

    assert lists.ids(next_edition, "services", lambda: ids_of(2)) == ids_of(2)


def test_a_list_that_was_found_while_the_catalogue_changed_is_not_kept():
    lists = Lists()

    def find_slowly() -> Ids:
        lists.ids(SECOND, "other", lambda: ids_of(3))
        return ids_of(1)

    lists.ids(FIRST, "services", find_slowly)

    assert lists.ids(SECOND, "services", lambda: ids_of(2)) == ids_of(2)


def test_lists_that_nobody_asks_for_go_first_when_it_grows_too_large():
    lists = Lists(most_bytes=2 * (16 + ENTRY_BYTES))
    for name in ("old", "used", "used", "new"):
        lists.ids(FIRST, name, lambda: ids_of(1))
        lists.ids(FIRST, "used", lambda: ids_of(1))

    found = [name for name in ("used", "new", "old") if lists.ids(FIRST, name, lambda: ids_of(9)) == ids_of(9)]

    assert found == ["old"]
