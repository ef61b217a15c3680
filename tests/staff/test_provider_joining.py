"""Who was invited joins with the provider of their organisation, and needs no password."""

from directory import clock
from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Role
from directory.accounts.identities import find_identity_of
from directory.accounts.queries import find_user, find_user_by_id
from tests.factories.accounts import make_invited
from tests.staff.provider_steps import app, connected, invited, is_in, join_there, sign_in_there, user

__all__ = ["app", "connected", "invited", "user"]


def test_somebody_joins_with_the_provider_and_needs_no_password(app, db, invited, identity_provider):
    user, path = invited
    identity_provider.comes("ida-1", "Ida@staff.example")
    browser = app.test_client()

    offered = browser.get(path).text
    answer = join_there(browser, identity_provider, path)
    later = app.test_client()
    sign_in_there(later, identity_provider)

    db.expire_all()
    joined = find_user(db, "ida@staff.example")
    assert "Join with Townmail" in offered
    assert answer.location == "/staff/"
    assert is_in(browser)
    assert is_in(later)
    assert (joined.id, joined.password_hash) == (user.id, None)
    assert browser.get(path).status_code == 404


def test_who_has_no_password_keeps_the_only_way_in(app, db, invited, identity_provider):
    user, path = invited
    identity_provider.comes("ida-1", user.email, auth_time=clock.now().timestamp())
    browser = app.test_client()
    join_there(browser, identity_provider, path)

    page = browser.get("/staff/account").text
    answer = browser.post("/staff/account/provider/remove")

    assert "None yet" in page
    assert 'href="/staff/forgotten-password"' in page
    assert answer.status_code == 409
    assert "Choose one first" in answer.text
    assert find_identity_of(db, user.id) is not None


def test_an_invitation_is_for_its_own_address(app, db, invited, identity_provider):
    user, path = invited
    identity_provider.comes("mallory-1", "mallory@staff.example")
    browser = app.test_client()

    answer = join_there(browser, identity_provider, path)

    assert answer.status_code == 409
    assert not is_in(browser)
    assert find_user(db, user.email) is None


def test_an_account_that_is_not_connected_does_not_join_by_its_address(app, db, user, identity_provider):
    invited = make_invited(db, email=user.email)
    link = make_link(db, invited, Purpose.INVITATION)
    db.commit()
    identity_provider.comes("jo-1", user.email)

    answer = join_there(app.test_client(), identity_provider, f"/staff/invitation/{link.token}")

    assert answer.status_code == 409
    assert "Join with its password" in answer.text
    assert find_identity_of(db, user.id) is None


def test_an_account_that_is_connected_joins_another_team(app, db, connected, identity_provider):
    invited = make_invited(db, Role.EDITOR, email=connected.email)
    link = make_link(db, invited, Purpose.INVITATION)
    db.commit()
    browser = app.test_client()

    join_there(browser, identity_provider, f"/staff/invitation/{link.token}")

    db.expire_all()
    assert is_in(browser)
    assert len(find_user_by_id(db, connected.id).grants) == 2
