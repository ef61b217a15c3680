"""`lynchpin senders`: an operator sets up a system, gives it keys and ends it."""

import json

import pytest
from sqlalchemy import select

from directory.accounts.operations import make_scheme
from directory.accounts.senders.models import SenderKey
from directory.accounts.senders.queries import find_caller
from directory.cli.opening import opened_catalogue
from directory.db import reading, transaction

WHO = ("Beck Lane Surgery", "--scheme", "North")


@pytest.fixture
def lynchpin_with_team(lynchpin, ready_instance):
    with opened_catalogue(), transaction() as db:
        make_scheme(db, "North")
    return lynchpin


def caller_of(key: str):
    with opened_catalogue(), reading() as db:
        return find_caller(db, key.strip())


def test_a_system_gets_a_key_that_works(lynchpin_with_team):
    added = lynchpin_with_team("senders", "add", *WHO, "--kind", "GP practice")

    caller = caller_of(added.out)
    assert added.exit_code == 0
    assert (caller.name, caller.is_test, len(caller.scopes)) == ("Beck Lane Surgery", False, 2)


def test_only_a_digest_of_the_key_is_kept(lynchpin_with_team):
    key = lynchpin_with_team("senders", "add", *WHO, "--kind", "GP practice").out.strip()

    with opened_catalogue(), reading() as db:
        kept = db.scalar(select(SenderKey))
    assert key.split("_", 3)[3].encode() not in kept.digest
    assert len(kept.digest) == 32


def test_a_new_key_ends_the_old_one_as_is_wished(lynchpin_with_team):
    first = lynchpin_with_team("senders", "add", *WHO, "--kind", "hospital").out
    second = lynchpin_with_team("senders", "new-key", *WHO).out
    still = caller_of(first)
    third = lynchpin_with_team("senders", "new-key", *WHO, "--old-keys", "now").out

    assert still is not None
    assert [caller_of(each) is not None for each in (first, second, third)] == [False, False, True]


def test_a_disabled_system_is_known_no_more(lynchpin_with_team):
    key = lynchpin_with_team("senders", "add", *WHO, "--kind", "hospital", "--scope", "referrals.read").out

    told = lynchpin_with_team("senders", "disable", *WHO)

    assert told.out == "Beck Lane Surgery is known no more.\n"
    assert caller_of(key) is None


def test_the_list_names_keys_by_their_open_part(lynchpin_with_team):
    empty = lynchpin_with_team("senders", "list").out
    key = lynchpin_with_team("senders", "add", *WHO, "--kind", "council", "--test").out

    [row] = json.loads(lynchpin_with_team("senders", "list", "--json").out)

    assert "No system yet" in empty
    assert row == {
        "name": "Beck Lane Surgery",
        "scheme": "North",
        "kind": "council",
        "scopes": ["referrals.read", "referrals.send"],
        "active": "yes",
        "keys": [f"{key.split('_')[2]} (test)"],
        "waiting": 0,
        "given_up": 0,
    }
    assert key.split("_")[2] in lynchpin_with_team("senders", "list").out


def test_a_team_that_is_not_there_is_told(lynchpin_with_team):
    told = lynchpin_with_team("senders", "add", "Beck Lane Surgery", "--scheme", "West", "--kind", "council")

    assert (told.exit_code, "There is no scheme called West." in told.err) == (1, True)


def test_a_name_in_use_is_told(lynchpin_with_team):
    lynchpin_with_team("senders", "add", *WHO, "--kind", "council")

    told = lynchpin_with_team("senders", "add", "beck lane surgery", "--scheme", "North", "--kind", "council")

    assert told.exit_code == 1
    assert "There is a system of this name already" in told.err
