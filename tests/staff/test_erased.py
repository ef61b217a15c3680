"""Pages about somebody who was erased say so; lists of others never fail over them, nor over a key that is missing."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.casework.tombstones import ErasedPerson, ErasureReason
from directory.rights.erased_tables import delete_rows
from directory.security.key_tables import PersonKey
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral
from tests.house.test_access import access_of, address_of, app, routes, signed_in

__all__ = ["app"]


@pytest.fixture
def world(our_world):
    return our_world


def lose_key(store, person_id) -> None:
    with store.changing() as session:
        session.delete(session.get(PersonKey, person_id))


def people_without_a_key(db, world, store):
    """One whose erasure was stopped or undone half way, and one whose key is missing; each with a referral."""
    coordinator = actor_of(db, world.users[Role.COORDINATOR].email)
    erased, lost = (make_referral(db, coordinator).client for _ in range(2))
    unagreed = make_client(db, coordinator, consent_given_on=None)
    db.commit()
    store.destroy_key(erased.id)
    for each in (lost, unagreed):
        lose_key(store, each.id)
    return erased, lost


def erase(db, client, reason=ErasureReason.ASKED) -> None:
    delete_rows(db, client.id)
    stone = ErasedPerson(
        person_id=client.id,
        scheme_id=client.scheme_id,
        reference=client.reference,
        erased_at=clock.now(),
        reason=reason,
    )
    db.add(stone)
    db.commit()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_no_page_about_others_fails_over_people_whose_key_is_gone(app, db, world, key_store, role):
    erased, lost = people_without_a_key(db, world, key_store)
    browser = signed_in(app, world.users[role])

    answers = {
        str(rule): browser.get(address_of(app, rule, access_of(method, rule), world), buffered=True)
        for method, rule in routes(app)
        if method == "GET" and role in access_of(method, rule).roles
    }

    assert {rule: answer.status_code for rule, answer in answers.items() if answer.status_code >= 410} == {}
    clients = answers["/staff/clients"].text
    assert "Erased" in clients
    assert "Cannot be read" in clients
    assert {each.reference in clients for each in (erased, lost)} == {True}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_every_page_of_somebody_who_was_erased_says_so(app, db, world, role):
    """Their plan, cases and referrals are gone: whatever names them by their reference is answered so, forms too."""
    addresses = [
        (method, address_of(app, rule, access_of(method, rule), world))
        for method, rule in routes(app)
        if str(rule).startswith("/staff/clients/<reference>") and role in access_of(method, rule).roles
    ]
    erase(db, world.client)
    browser = signed_in(app, world.users[role])

    answers = {(method, address): browser.open(address, method=method) for method, address in addresses}

    assert len(answers) >= 4
    assert {each for each, answer in answers.items() if answer.status_code != 410} == set()
    today = clock.today()
    told = f"This record was erased on {today.day} {today:%B %Y}, as the person asked."
    assert all(told in answer.text for answer in answers.values())


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param(ErasureReason.TIME_OVER, ", when the time for keeping it was over.", id="time over"),
        pytest.param(ErasureReason.MADE_IN_ERROR, ", since it was made in error.", id="made in error"),
        pytest.param(None, ".", id="brought over from the key store"),
    ],
)
def test_the_page_says_why(app, db, world, reason, said):
    erase(db, world.client, reason)
    today = clock.today()

    page = signed_in(app, world.users[Role.MANAGER]).get(f"/staff/clients/{world.client.reference}").text

    assert f"This record was erased on {today.day} {today:%B %Y}{said}<" in page


def test_only_the_team_whose_client_it_was_learns_that_somebody_was_erased(app, db, world):
    erase(db, world.client)
    address = f"/staff/clients/{world.client.reference}"

    elsewhere = signed_in(app, world.other_users[Role.MANAGER]).get(address)
    champion = signed_in(app, world.users[Role.CHAMPION]).get(address)

    assert (elsewhere.status_code, champion.status_code) == (404, 403)


def test_a_record_whose_key_is_missing_is_not_told_as_erased(app, db, world, key_store):
    lose_key(key_store, world.client.id)

    answer = signed_in(app, world.users[Role.COORDINATOR]).get(f"/staff/clients/{world.client.reference}")
    people = signed_in(app, world.users[Role.ADMINISTRATOR]).get("/staff/people").text
    others = signed_in(app, world.other_users[Role.ADMINISTRATOR]).get("/staff/people").text

    assert answer.status_code == 503
    assert "This record cannot be read just now" in answer.text
    assert "Tell your administrator." in answer.text
    assert "erased on" not in answer.text
    assert world.client.reference in people
    assert world.client.reference not in others


def test_a_form_about_somebody_whose_key_is_missing_makes_no_other_key(app, db, world, key_store):
    lose_key(key_store, world.client.id)
    browser = signed_in(app, world.users[Role.COORDINATOR])

    answers = [
        browser.open(address_of(app, rule, access_of(method, rule), world), method=method)
        for method, rule in routes(app)
        if str(rule).startswith("/staff/clients/<reference>") and method == "POST"
    ]

    assert answers
    assert world.client.id not in key_store.people()
