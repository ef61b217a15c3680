"""Watching terms and areas."""

import pytest

from directory.champions.digest.watching import (
    MOST_WATCHED,
    get_term_named,
    has_stopped,
    list_watches,
    resume_letters,
    stop_letters,
    stop_watching,
    watch_area,
    watch_term,
)
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term


@pytest.fixture
def actor(db):
    return make_actor(db)


def watched(db, actor) -> list[str]:
    return [each.term.name if each.term else each.area for each in list_watches(db, actor)]


def test_what_is_watched_twice_is_watched_once(db, actor):
    chess = make_term(db, "Chess", code="chess")

    for _ in range(2):
        watch_term(db, actor, chess)
        watch_area(db, actor, "ls11 8nd")

    db.expire_all()
    assert watched(db, actor) == ["Chess", "LS11"]


def test_colleagues_watch_their_own(db, actor):
    other = make_actor(db)
    watch_area(db, actor, "LS11")
    theirs = watch_area(db, other, "LS11")

    stop_watching(db, actor, theirs.id)

    assert watched(db, other) == ["LS11"]


def test_term_is_found_by_its_name_however_it_is_written(db):
    chess = make_term(db, "Chess", code="chess")

    assert get_term_named(db, " chess ") is chess
    with pytest.raises(WrongInput):
        get_term_named(db, "draughts")


def test_what_is_no_postcode_is_not_watched(db, actor):
    with pytest.raises(WrongInput):
        watch_area(db, actor, "nowhere")


def test_nobody_watches_more_than_they_can_read(db, actor):
    for number in range(MOST_WATCHED):
        watch_area(db, actor, f"LS{number % 90 + 1}")

    with pytest.raises(WrongInput):
        watch_area(db, actor, "LS99")


def test_stopping_twice_and_having_it_again(db, actor):
    stop_letters(db, actor.user_id)
    stop_letters(db, actor.user_id)
    assert has_stopped(db, actor.user_id)

    resume_letters(db, actor.user_id)
    db.expire_all()

    assert not has_stopped(db, actor.user_id)
