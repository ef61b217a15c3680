"""The settled segment on disk: whole or not there, and shared."""

import threading
from datetime import UTC, datetime

import pytest

from directory.search.folder import Edition, IndexFolder
from directory.search.index import CatalogueIndex
from directory.search.segment import build_segment
from tests.search.making import LEEDS, make_document

CHOIR = make_document("Choir", "We sing", "Singing", points=(LEEDS,))
WALKS = make_document("Walks", "Gentle walks")
EDITION = Edition(7, datetime(2026, 5, 4, 12, tzinfo=UTC), 0, "terms")


@pytest.fixture
def folder(tmp_path):
    return IndexFolder(tmp_path / "index")


def names(folder):
    segment, _ = folder.read(folder.current())
    return {each.name for each in segment.documents}


def test_an_edition_is_read_as_it_was_kept(folder):
    folder.keep(build_segment([CHOIR, WALKS]), EDITION)

    segment, edition = folder.read(folder.current())

    index = CatalogueIndex(segment)
    assert edition == EDITION
    assert index.documents[index.row_of(CHOIR.service_id)] == CHOIR
    assert [index.documents[row].name for row in index.lexical.rows_holding("sing")] == ["Choir"]


def test_without_an_edition_there_is_none(folder):
    assert folder.current() is None


def test_the_next_edition_takes_the_place_of_the_one_before(folder):
    first = folder.keep(build_segment([CHOIR]), EDITION)
    (mapped, _) = folder.read(first)

    second = folder.keep(build_segment([WALKS]), EDITION)

    assert folder.current() == second
    assert names(folder) == {"Walks"}
    assert folder.read(first) is None
    # Who has the one before mapped keeps it.
    assert [each.name for each in mapped.documents] == ["Choir"]


def test_who_is_stopped_while_building_leaves_the_edition_before_in_use(folder):
    folder.keep(build_segment([CHOIR]), EDITION)

    def power_cut(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.keep(build_segment([WALKS]), EDITION, power_cut)

    assert names(folder) == {"Choir"}
    folder.keep(build_segment([WALKS]), EDITION)
    assert names(folder) == {"Walks"}
    assert len([each for each in folder.path.iterdir() if each.is_dir()]) == 1


@pytest.mark.parametrize("name", ["edition.json", "ids.npy", "postings.table.stems.npy"])
def test_a_damaged_edition_is_none(folder, name):
    kept = folder.keep(build_segment([CHOIR]), EDITION)
    (folder.path / kept / name).write_bytes(b"nonsense")

    assert folder.read(kept) is None


def test_one_builds_at_a_time(folder):
    may: list[bool] = []

    def try_too():
        with folder.building() as may_build:
            may.append(may_build)

    with folder.building() as may_build:
        may.append(may_build)
        other = threading.Thread(target=try_too)
        other.start()
        other.join()
    try_too()

    assert may == [True, False, True]
