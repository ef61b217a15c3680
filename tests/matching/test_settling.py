"""The catalogue is settled once, and changes are added to it, in every process."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.versions import bump_catalogue_version
from directory.db import reading, transaction
from directory.matching import settling
from directory.matching.current import MatcherKeeper
from directory.matching.profile import Profile
from tests.factories.catalogue import make_service, make_term


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def pottery(own_database):
    with transaction() as db:
        return make_service(db, "Pottery class", terms=[make_term(db, "Crafts", "crafts")]).id


@pytest.fixture
def built(monkeypatch):
    """How many services each settling read."""
    counts: list[int] = []
    real = settling.build_segment

    def build(documents, *more):
        counts.append(len(documents))
        return real(documents, *more)

    monkeypatch.setattr(settling, "build_segment", build)
    return counts


def keeper_of(folder):
    return MatcherKeeper(with_semantic=False, folder=folder)


def names(keeper, words):
    keeper.forget()
    with reading() as db:
        found = keeper.matcher(db).match(Profile(statement=words))
    return [each.document.name for each in found.suggestions]


def rename(service_id, name):
    with transaction() as db:
        service = db.get(Service, service_id)
        service.name, service.description, service.last_modified = name, "", clock.now()
        bump_catalogue_version(db)


def test_a_second_process_takes_up_what_the_first_has_settled(pottery, folder, built):
    assert names(keeper_of(folder), "pottery") == ["Pottery class"]

    assert names(keeper_of(folder), "pottery") == ["Pottery class"]

    assert built == [1]


def test_a_change_is_found_in_every_process_and_nothing_is_settled_anew(pottery, folder, built):
    first, second = keeper_of(folder), keeper_of(folder)
    assert names(first, "pottery") == names(second, "pottery") == ["Pottery class"]

    rename(pottery, "Ukulele band")

    assert names(first, "ukulele") == names(second, "ukulele") == ["Ukulele band"]
    assert names(first, "pottery") == []
    assert built == [1]


def test_a_process_that_starts_later_finds_the_change_too(pottery, folder, built):
    names(keeper_of(folder), "pottery")
    rename(pottery, "Ukulele band")

    assert names(keeper_of(folder), "ukulele") == ["Ukulele band"]
    assert built == [1]


def test_much_that_has_changed_is_settled_at_once_where_nobody_does_so_aside(pottery, folder, built, monkeypatch):
    keeper = keeper_of(folder)
    names(keeper, "pottery")

    make_many(monkeypatch)

    assert len(names(keeper, "ukulele")) == 3
    assert built == [1, 4]


def test_what_is_settled_aside_is_not_there_before_that_is_done(pottery, folder, built, monkeypatch):
    keeper, asked = keeper_of(folder), []
    keeper.leave_settling_to(lambda: asked.append(1))
    names(keeper, "pottery")

    make_many(monkeypatch)
    before = names(keeper, "ukulele")
    with reading() as db:
        keeper.settle(db)

    assert asked == [1]
    assert before == []
    assert len(names(keeper, "ukulele")) == 3


def make_many(monkeypatch):
    monkeypatch.setattr(settling, "MOST_CHANGES", 2)
    with transaction() as db:
        for number in range(3):
            make_service(db, f"Ukulele band {number}")
        bump_catalogue_version(db)


def test_a_renamed_tag_settles_the_catalogue_anew(pottery, folder, built):
    keeper = keeper_of(folder)
    names(keeper, "pottery")

    with transaction() as db:
        db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.code == "crafts")).one().name = "Ceramics"
        bump_catalogue_version(db)

    assert names(keeper, "ceramics") == ["Pottery class"]
    assert built == [1, 1]


def test_a_damaged_folder_is_made_anew(pottery, folder, built):
    names(keeper_of(folder), "pottery")
    for each in folder.rglob("*.npy"):
        each.write_bytes(b"")

    assert names(keeper_of(folder), "pottery") == ["Pottery class"]
    assert built == [1, 1]


def test_a_folder_that_cannot_be_written_is_done_without(pottery, tmp_path, built):
    (tmp_path / "index").write_text("a file where the folder should be")

    assert names(keeper_of(tmp_path / "index"), "pottery") == ["Pottery class"]


def test_processes_that_come_first_together_settle_once(pottery, folder, built, at_once):
    found = at_once(*[lambda: names(keeper_of(folder), "pottery")] * 4)

    assert found == [["Pottery class"]] * 4
    assert built == [1]
