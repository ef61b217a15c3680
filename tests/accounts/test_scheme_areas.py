"""Where schemes help: each place belongs to one, and what is typed is read kindly."""

import pytest

from directory.accounts.scheme_areas import MOST_AREAS, choose_areas, find_receiver, list_areas, read_areas
from directory.errors import WrongInput
from tests.factories.accounts import make_actor


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("LS10, ls11", {"LS10", "LS11"}, id="commas"),
        pytest.param("LS10\nLS11;LS12", {"LS10", "LS11", "LS12"}, id="lines"),
        pytest.param(" LS11  LS11 ", {"LS11"}, id="twice"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_first_halves_of_postcodes_are_read(typed, read):
    assert read_areas(typed) == read


@pytest.mark.parametrize("typed", ["Leeds", "LS11 8ND, LS118ND", "11", " ".join(["LS11", "<b>"])])
def test_anything_else_is_told(typed):
    with pytest.raises(WrongInput):
        read_areas(typed)


def test_nobody_names_the_whole_country():
    every = [f"{area}{number}" for area in ("LS", "BD", "HX", "HD", "WF", "SK") for number in range(1, 99)]
    assert len(every) > MOST_AREAS

    with pytest.raises(WrongInput):
        read_areas(" ".join(every))


def test_a_team_says_where_it_helps_and_changes_it(db):
    actor = make_actor(db)
    assert choose_areas(db, actor, frozenset({"LS11", "LS9"}))
    assert list_areas(db, actor) == ["LS9", "LS11"]

    assert choose_areas(db, actor, frozenset({"LS11", "LS12"}))

    assert list_areas(db, actor) == ["LS11", "LS12"]
    assert not choose_areas(db, actor, frozenset({"LS11", "LS12"}))
    db.flush()
    assert find_receiver(db, "LS12").scheme.id == actor.scheme_id


def test_a_place_belongs_to_one_team(db):
    actor, neighbour = make_actor(db), make_actor(db)
    choose_areas(db, neighbour, frozenset({"LS11"}))
    db.flush()

    with pytest.raises(WrongInput) as refused:
        choose_areas(db, actor, frozenset({"LS10", "LS11"}))

    assert refused.value.fields == {"areas": "Another team helps there: LS11"}
    assert list_areas(db, actor) == []
