"""Who looked: everything that was seen or done of a client, by name, and of nobody else."""

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.audit.operations import record_act
from directory.casework.transfers.states import TransferState
from directory.db import new_id
from directory.referrals.states import ReferralState
from directory.staff.clients.looks_page import ACTS
from tests.factories.accounts import PASSWORD, make_actor
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral


def browser_of(app, actor, db):
    browser = app.test_client()
    email = db.get(User, actor.user_id).email
    browser.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return browser


def test_who_saw_a_record_and_what_they_did_is_told_newest_first(app, db):
    actor = make_actor(db)
    client = make_client(db, actor, name="Edith Ashworth")
    make_referral(db, actor, client=client)
    db.commit()
    browser = browser_of(app, actor, db)
    browser.get(f"/staff/clients/{client.reference}")

    page = browser.get(f"/staff/clients/{client.reference}/looks").text

    assert page.index("Looked at the record") < page.index("Referred them") < page.index("Took them on")
    assert "Wrote down their agreement" in page
    assert "Coordinator Example" in page


def test_what_was_seen_of_others_is_not_told(app, db):
    actor = make_actor(db)
    client, other = make_client(db, actor), make_client(db, actor)
    record_act(db, actor.user_id, actor.scheme_id, "client.something_else", "client", [other.id])
    db.commit()

    page = browser_of(app, actor, db).get(f"/staff/clients/{client.reference}/looks").text

    assert "something else" not in page


def test_a_long_record_is_read_on_page_by_page_and_nothing_is_lost(app, db):
    actor = make_actor(db)
    client = make_client(db, actor)
    for number in range(120):
        record_act(db, actor.user_id, actor.scheme_id, f"client.act_{number:03}_", "client", [client.id])
    db.commit()
    browser = browser_of(app, actor, db)

    address, seen = f"/staff/clients/{client.reference}/looks", ""
    while address:
        page = browser.get(address).text
        seen += page
        _, _, onward = page.partition("looks?before=")
        address = f"/staff/clients/{client.reference}/looks?before={onward.split(chr(34))[0]}" if onward else ""

    assert [number for number in range(120) if f"act {number:03} " not in seen] == []


def test_an_account_that_is_gone_is_told_as_such(app, db):
    actor = make_actor(db, Role.COORDINATOR)
    client = make_client(db, actor)
    record_act(db, new_id(), actor.scheme_id, "client.viewed", "client", [client.id])
    db.commit()

    page = browser_of(app, actor, db).get(f"/staff/clients/{client.reference}/looks").text

    assert "An account that is gone" in page


def test_an_address_that_is_nonsense_shows_the_newest(app, db):
    actor = make_actor(db)
    client = make_client(db, actor)
    db.commit()
    browser = browser_of(app, actor, db)

    for nonsense in ("x", "-1", "9" * 40, "１"):
        assert "Took them on" in browser.get(f"/staff/clients/{client.reference}/looks?before={nonsense}").text


def test_every_step_of_a_referral_and_a_transfer_is_told_in_words():
    steps = [f"referral.{each}" for each in ReferralState if each is not ReferralState.DRAFT]

    acts = [*steps, *(f"transfer.{each}" for each in TransferState)]

    assert [each for each in acts if each not in ACTS] == []
