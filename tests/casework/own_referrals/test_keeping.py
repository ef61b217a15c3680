"""Who is given a link to their own referrals, where it goes, and how it ends."""

import pytest
from sqlalchemy import select

from directory.accounts.senders.operations import disable_sender
from directory.accounts.senders.queries import get_sender
from directory.audit.models import AuditEvent
from directory.casework.message_back.practices import remember_practice, remove_practice
from directory.casework.own_referrals.keeping import (
    OfKind,
    ReferrerLinkInput,
    end_link,
    get_referrer_link,
    list_referrer_links,
    list_referrers,
    remove_link,
    send_link,
    set_up_link,
)
from directory.casework.own_referrals.letters import get_shared_referrals
from directory.errors import NotFound, Refused, WrongInput
from directory.links.signed_links import LinkEnded
from directory.outbox import OutboxMessage, count_waiting
from tests.factories.accounts import make_actor
from tests.factories.links import link_in, sent_letters
from tests.factories.message_back import SURGERY, make_practice
from tests.factories.own_referrals import make_referrals_link, make_referrer_link, set_up_for
from tests.factories.senders import make_sender


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def link(db, actor):
    return make_referrer_link(db, actor)


def test_link_of_a_practice_goes_to_the_address_on_the_list(db, actor, link):
    send_link(db, actor, link, "key-send-1")
    db.commit()

    [letter] = sent_letters()

    assert letter["To"] == SURGERY
    assert "Sike Road Surgery" in letter.get_content()
    assert get_shared_referrals(db, link_in(letter).rpartition("/")[2]).of.id == link.id


def test_second_click_sends_one_letter(db, actor, link):
    send_link(db, actor, link, "key-send-1")
    send_link(db, actor, link, "key-send-1")
    db.flush()

    assert count_waiting(db) == 1


def test_new_link_ends_the_one_before(db, actor, link):
    token = make_referrals_link(db, link)

    send_link(db, actor, link, "key-send-1")

    with pytest.raises(LinkEnded):
        get_shared_referrals(db, token)


def test_practice_with_a_new_address_is_not_written_to_at_the_old_one(db, actor, link):
    send_link(db, actor, link, "key-send-1")
    remember_practice(db, actor, "B86001", "Sike Road Surgery", "new@practice.example")
    db.commit()

    assert sent_letters() == []


def test_ended_link_shows_nothing_and_a_letter_that_waits_is_held_back(db, actor, link):
    token = make_referrals_link(db, link)
    send_link(db, actor, link, "key-send-1")
    again = make_referrals_link(db, link)

    assert end_link(db, actor, link)

    assert not end_link(db, actor, link)
    assert count_waiting(db) == 0
    for each in (token, again):
        with pytest.raises(LinkEnded):
            get_shared_referrals(db, each)


@pytest.mark.parametrize("way", ["taken off this list", "practice off its list"])
def test_who_is_taken_off_sees_nothing(db, actor, link, way):
    token = make_referrals_link(db, link)

    if way == "practice off its list":
        remove_practice(db, actor, link.practice)
    else:
        remove_link(db, actor, link)
    db.flush()
    db.expire_all()

    assert list(list_referrer_links(db, actor)) == []
    with pytest.raises(LinkEnded):
        get_shared_referrals(db, token)


def test_set_up_twice_is_one_link(db, actor, link):
    again = set_up_for(db, actor, OfKind.PRACTICE, link.practice_id)

    assert again.id == link.id


def test_another_address_ends_the_link_that_went_to_the_first(db, actor):
    sender = make_sender(db, actor)
    link = set_up_for(db, actor, OfKind.SYSTEM, sender.id, "one@surgery.example")
    token = make_referrals_link(db, link)

    set_up_for(db, actor, OfKind.SYSTEM, sender.id, "two@surgery.example")

    assert get_referrer_link(db, actor, link.id).address == "two@surgery.example"
    with pytest.raises(LinkEnded):
        get_shared_referrals(db, token)


def test_disabled_system_sees_nothing_and_is_sent_nothing(db, actor):
    sender = make_sender(db, actor)
    link = set_up_for(db, actor, OfKind.SYSTEM, sender.id, "one@surgery.example")
    token = make_referrals_link(db, link)

    disable_sender(db, actor, get_sender(db, actor, sender.id, to_change=True))
    db.flush()

    with pytest.raises(LinkEnded):
        get_shared_referrals(db, token)
    with pytest.raises(Refused, match="disabled"):
        send_link(db, actor, get_referrer_link(db, actor, link.id), "key-send-1")


@pytest.mark.parametrize("email", [pytest.param("surgery", id="no address"), pytest.param(None, id="none")])
def test_where_no_list_says_where_it_goes_an_address_is_asked_for(db, actor, email):
    with pytest.raises(WrongInput) as refused:
        set_up_link(db, actor, ReferrerLinkInput(OfKind.SYSTEM, make_sender(db, actor).id, email))

    assert list(refused.value.fields) == ["email"]


def test_practice_has_no_second_address(db, actor):
    with pytest.raises(WrongInput):
        set_up_link(db, actor, ReferrerLinkInput(OfKind.PRACTICE, make_practice(db, actor).id, "two@surgery.example"))


def test_another_team_cannot_choose_nor_find_it(db, actor, link):
    stranger = make_actor(db)

    assert list_referrers(db, stranger) == []
    with pytest.raises(NotFound):
        get_referrer_link(db, stranger, link.id)
    with pytest.raises(WrongInput):
        set_up_link(db, stranger, ReferrerLinkInput(OfKind.PRACTICE, link.practice_id))


def test_who_let_whom_look_is_written_down_and_where_it_goes_is_sealed(db, actor):
    link = set_up_for(db, actor, OfKind.SYSTEM, make_sender(db, actor).id, "one@surgery.example")
    send_link(db, actor, link, "key-send-1")
    db.flush()

    acts = db.scalars(select(AuditEvent.action).where(AuditEvent.actor_id == actor.user_id)).all()
    [letter] = db.scalars(select(OutboxMessage)).all()

    assert {"own_referrals.set_up", "own_referrals.link_sent"} <= set(acts)
    assert b"surgery" not in link.address_sealed
    assert b"surgery" not in letter.address_sealed
