"""Links by which somebody chooses a password: for one purpose, once, and not for long."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.account_links import LASTS, LinkEnded, Purpose, end_links, get_link, make_link
from directory.accounts.choosing_passwords import choose_new_password
from directory.accounts.models import AccountLink
from directory.accounts.passwords import hash_password
from directory.db import transaction
from tests.factories.accounts import make_user


@pytest.fixture
def user(db):
    return make_user(db)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_leads_to_its_holder_until_its_time_is_over(db, user, purpose):
    link = make_link(db, user, purpose)

    with time_machine.travel(clock.now() + LASTS[purpose] - timedelta(seconds=1)):
        assert get_link(db, link.token, purpose)[1] is user
    with time_machine.travel(clock.now() + LASTS[purpose]), pytest.raises(LinkEnded):
        get_link(db, link.token, purpose)


@pytest.mark.parametrize(("made", "tried"), [(Purpose.INVITATION, Purpose.RESET), (Purpose.RESET, Purpose.INVITATION)])
def test_a_link_is_for_one_purpose(db, user, made, tried):
    link = make_link(db, user, made)

    with pytest.raises(LinkEnded):
        get_link(db, link.token, tried)


def test_a_token_that_nobody_was_given_leads_nowhere(db, user):
    link = make_link(db, user, Purpose.RESET)

    for token in ("", link.token[:-1], f"{link.token} ", str(link.id), link.id.hex):
        with pytest.raises(LinkEnded):
            get_link(db, token, Purpose.RESET)


def test_only_a_digest_of_the_token_is_kept(db, user):
    link = make_link(db, user, Purpose.RESET)
    db.flush()

    row = db.scalars(select(AccountLink)).one()
    assert link.token not in repr(vars(row))
    assert link.token not in repr(link)
    assert len(link.token) >= 43


def test_a_newer_link_ends_those_of_its_holder_and_purpose_alone(db, user):
    colleague = make_user(db)
    other_purpose, other_holder = make_link(db, user, Purpose.INVITATION), make_link(db, colleague, Purpose.RESET)
    older = make_link(db, user, Purpose.RESET)

    newer = make_link(db, user, Purpose.RESET)

    with pytest.raises(LinkEnded):
        get_link(db, older.token, Purpose.RESET)
    assert get_link(db, newer.token, Purpose.RESET)[1] is user
    assert get_link(db, other_purpose.token, Purpose.INVITATION)[1] is user
    assert get_link(db, other_holder.token, Purpose.RESET)[1] is colleague


def test_links_of_the_past_are_not_kept(db, user):
    with time_machine.travel(clock.now() - timedelta(days=8)):
        make_link(db, user, Purpose.INVITATION)
        make_link(db, None, Purpose.RESET)
    kept = make_link(db, make_user(db), Purpose.RESET)
    db.flush()

    assert db.scalars(select(AccountLink.id)).all() == [kept.id]


@pytest.mark.parametrize("change", ["is_active", "grants"])
def test_a_link_of_somebody_who_may_not_sign_in_leads_nowhere(db, user, change):
    link = make_link(db, user, Purpose.RESET)
    setattr(user, change, [] if change == "grants" else False)
    db.flush()

    with pytest.raises(LinkEnded):
        get_link(db, link.token, Purpose.RESET)


def test_a_link_for_nobody_opens_nothing(db):
    link = make_link(db, None, Purpose.RESET)

    with pytest.raises(LinkEnded):
        get_link(db, link.token, Purpose.RESET)


def test_every_link_of_somebody_can_be_ended(db, user):
    kept = make_link(db, make_user(db), Purpose.RESET)
    for purpose in Purpose:
        make_link(db, user, purpose)
    db.flush()

    end_links(db, user)

    assert db.scalars(select(AccountLink.id)).all() == [kept.id]


def test_two_who_use_a_link_at_once_use_it_once(own_database, at_once):
    with transaction() as db:
        user = make_user(db)
        link = make_link(db, user, Purpose.RESET)
    hashes = [hash_password(word) for word in ("four plain words long", "other plain words long")]

    def use(password_hash):
        with transaction() as db:
            choose_new_password(db, link.token, password_hash)
        return password_hash

    outcomes = at_once(lambda: use(hashes[0]), lambda: use(hashes[1]))

    assert sorted(type(each) for each in outcomes if not isinstance(each, str)) == [LinkEnded]
    with transaction() as db:
        [kept] = [each for each in outcomes if isinstance(each, str)]
        assert db.scalar(select(func.count()).where(AccountLink.used_at.is_not(None))) == 1
        assert db.get_one(type(user), user.id).password_hash == kept
