"""What is like an activity: the same things, near it; never itself, nor what is closed."""

import uuid
from datetime import date

from directory.matching.alike import alike
from tests.matching.making import make_matcher
from tests.search.making import LEEDS, make_document

MANCHESTER = (53.48, -2.24)

WALKS = make_document("Gentle walks", "Walking with tea", "walking", "company", points=(LEEDS,))
RAMBLES = make_document("Rambles", "Long walks", "walking", points=(LEEDS,))
TEA = make_document("Tea and talk", "Tea in company", "company", points=(LEEDS,))
BOTH = make_document("Walk and natter", "Walking with tea", "walking", "company", points=(LEEDS,))
FAR = make_document("Dale walks", "Walking with tea", "walking", "company", points=(MANCHESTER,))
CLOSED = make_document("Old walks", "Walking with tea", "walking", "company", status="inactive", points=(LEEDS,))
CHESS = make_document("Chess", "Chess", "chess", points=(LEEDS,))
ONLINE = make_document("Talk online", "Talking in company", "company")
ALL = (WALKS, RAMBLES, TEA, BOTH, FAR, CLOSED, CHESS, ONLINE)


def like(document, *documents, most=5) -> list[str]:
    named = {each.service_id: each.name for each in documents}
    return [named[each] for each in alike(make_matcher(*documents).index, document.service_id, most)]


def test_what_shares_most_comes_first_and_what_shares_nothing_not_at_all():
    assert like(WALKS, *ALL)[0] == "Walk and natter"
    assert set(like(WALKS, *ALL)) == {"Walk and natter", "Rambles", "Tea and talk"}


def test_itself_and_what_is_closed_or_too_far_is_left_out():
    assert not {"Gentle walks", "Old walks", "Dale walks"} & set(like(WALKS, *ALL))


def test_what_is_closed_for_a_while_makes_room_for_others():
    paused = make_document("Paused", "Walking", "walking", "company", points=(LEEDS,), closed_from=date(2026, 12, 14))
    index = make_matcher(WALKS, RAMBLES, paused).index

    assert alike(index, WALKS.service_id, 1, date(2026, 12, 13)) == [paused.service_id]
    assert alike(index, WALKS.service_id, 1, date(2026, 12, 14)) == [RAMBLES.service_id]


def test_what_has_no_place_has_things_like_it_anywhere():
    assert {"Walk and natter", "Dale walks"} <= set(like(ONLINE, *ALL))


def test_no_more_come_than_are_wanted():
    assert len(like(WALKS, *ALL, most=1)) == 1


def test_what_is_not_listed_is_like_nothing():
    assert alike(make_matcher(*ALL).index, uuid.uuid4(), 5) == []
