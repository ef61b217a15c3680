"""Signing in with the account one has with one's organisation: a real provider on this machine, and real pages."""

import html
import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Role
from directory.accounts.identities import find_identity_of
from directory.accounts.identity_provider import IdentityProvider
from directory.accounts.models import LinkedIdentity, SignInSession, User
from directory.accounts.queries import find_user, find_user_by_id
from directory.accounts.second_step import new_secret, set_up_app
from directory.audit.models import AuditEvent
from directory.db import new_id
from directory.identity_settings import IdentitySettings
from directory.outbox import OutboxMessage
from tests.factories.accounts import PASSWORD, make_invited, make_user
from tests.plugins.identity_provider import CLIENT_ID, CLIENT_SECRET
from tests.staff.conftest import hidden

BACK = "/staff/sign-in/provider/back"


@pytest.fixture
def app(app, identity_provider):
    settings = IdentitySettings(
        identity_provider.address, CLIENT_ID, CLIENT_SECRET, label="Townmail", second_step=("mfa",)
    )
    app.config["LYNCHPIN_IDENTITY_PROVIDER"] = IdentityProvider(settings)
    return app


@pytest.fixture
def user(db):
    user = make_user(db, Role.MANAGER, email="jo@staff.example")
    db.commit()
    return user


@pytest.fixture
def connected(db, user, identity_provider):
    """Somebody whose account is connected with theirs at the provider, where they sign in."""
    db.add(LinkedIdentity(id=new_id(), user_id=user.id, issuer=identity_provider.address, subject="jo-1"))
    db.commit()
    identity_provider.comes("jo-1", user.email)
    return user


def sign_in_there(browser, identity_provider, onward=""):
    """Follow the link on the sign-in page, sign in at the provider, and come back."""
    away = browser.get(f"/staff/sign-in/provider?next={onward}")
    assert away.status_code == 303
    return browser.get(identity_provider.visit(away.location))


def sign_in_here(app, user):
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
    return browser


def way_on(page) -> str:
    """Where the button of the page leads that is shown before somebody goes to the provider."""
    assert page.status_code == 200
    return html.unescape(re.search(r'href="(http://127[^"]*/authorize[^"]*)"', page.text)[1])


def is_in(browser) -> bool:
    return browser.get("/staff/").status_code == 200


def acts(db) -> list[str]:
    db.expire_all()
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_the_sign_in_page_leads_to_the_provider_by_its_name(app):
    page = app.test_client().get("/staff/sign-in?next=/staff/clients").text

    assert "Sign in with Townmail" in page
    assert "/staff/sign-in/provider?next=/staff/clients" in page


def test_without_a_provider_nothing_is_said_of_one(app, user):
    app.config["LYNCHPIN_IDENTITY_PROVIDER"] = None

    pages = app.test_client().get("/staff/sign-in").text + sign_in_here(app, user).get("/staff/account").text

    assert "organisation" not in pages
    assert app.test_client().get("/staff/sign-in/provider").status_code == 409


def test_who_is_connected_signs_in_and_goes_on_to_where_they_were_going(app, db, connected, identity_provider):
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider, onward="/staff/clients")

    db.refresh(connected)
    assert (answer.status_code, answer.location) == (303, "/staff/clients")
    assert is_in(browser)
    assert connected.last_signed_in_at is not None
    assert find_identity_of(db, connected.id).used_at is not None
    assert acts(db)[-1] == "user.signed_in"


def test_an_address_alone_signs_nobody_in(app, db, user, identity_provider):
    identity_provider.comes("jo-1", user.email)
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider)

    assert answer.status_code == 409
    assert "This was not done" in answer.text
    assert "connect the two" in html.unescape(answer.text)
    assert not is_in(browser)
    assert db.scalar(select(LinkedIdentity.id)) is None
    assert acts(db)[-1] == "user.identity_refused"


def test_who_is_connected_is_the_same_person_under_another_address(app, connected, identity_provider):
    identity_provider.claims["email"] = "jo.newname@staff.example"
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert is_in(browser)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"exp": 1},
        {"iss": "https://another.example"},
        {"email_verified": False},
    ],
    ids=["wrong nonce", "wrong audience", "expired", "wrong issuer", "unverified email"],
)
def test_what_does_not_fit_signs_nobody_in(app, connected, identity_provider, claims):
    identity_provider.claims |= claims
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider)

    assert answer.status_code == 409
    assert not is_in(browser)


def lock_out(user, db):
    user.is_active = False


def leave_alone(user, db):
    user.made_at = clock.now() - timedelta(days=91)


def take_roles(user, db):
    for grant in find_user_by_id(db, user.id).grants:
        db.delete(grant)


@pytest.mark.parametrize("change", [lock_out, leave_alone, take_roles], ids=["disabled", "dormant", "no role"])
def test_who_may_not_sign_in_does_not_by_the_provider_either(app, db, connected, identity_provider, change):
    change(db.get(User, connected.id), db)
    db.commit()
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider)

    assert answer.status_code == 409
    assert not is_in(browser)


def test_an_answer_is_good_once(app, connected, identity_provider):
    browser = app.test_client()
    back = identity_provider.visit(browser.get("/staff/sign-in/provider").location)
    assert browser.get(back).status_code == 303
    browser.post("/staff/sign-out")

    again = browser.get(back)

    assert again.status_code == 409
    assert not is_in(browser)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(BACK, id="nothing"),
        pytest.param(f"{BACK}?code=made-up&state=made-up", id="made up"),
        pytest.param(f"{BACK}?error=access_denied&state=made-up", id="given up there"),
    ],
)
def test_an_answer_to_nothing_signs_nobody_in(app, connected, path):
    browser = app.test_client()

    assert browser.get(path).status_code == 409
    browser.get("/staff/sign-in/provider")
    assert browser.get(path).status_code == 409
    assert not is_in(browser)


def test_an_answer_in_another_browser_signs_nobody_in(app, connected, identity_provider):
    back = identity_provider.visit(app.test_client().get("/staff/sign-in/provider").location)
    victim = app.test_client()
    victim.get("/staff/sign-in/provider")

    assert victim.get(back).status_code == 409
    assert not is_in(victim)


def test_an_answer_of_another_provider_is_not_taken(app, connected, identity_provider):
    browser = app.test_client()
    back = identity_provider.visit(browser.get("/staff/sign-in/provider").location)

    assert browser.get(f"{back}&iss=https://another.example").status_code == 409


def test_who_stays_away_for_long_begins_again(app, connected, identity_provider):
    browser = app.test_client()
    address = browser.get("/staff/sign-in/provider").location

    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        answer = browser.get(identity_provider.visit(address))

    assert answer.status_code == 409


def test_a_provider_that_is_away_is_told_and_the_password_still_works(app, user, identity_provider):
    identity_provider.is_broken = True
    browser = app.test_client()

    answer = browser.get("/staff/sign-in/provider")

    assert answer.status_code == 503
    assert "We cannot reach Townmail just now" in answer.text
    assert is_in(sign_in_here(app, user))


def test_nothing_of_what_the_provider_hands_over_is_kept(app, db, connected, identity_provider):
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    with browser.session_transaction() as held:
        assert "provider_errand" not in held
        assert "for-more" not in str(dict(held))
    assert db.scalar(select(func.count()).select_from(SignInSession)) == 1


def with_an_app(db, user) -> pyotp.TOTP:
    phone = pyotp.TOTP(new_secret())
    with time_machine.travel(clock.now() - timedelta(minutes=5)):
        assert set_up_app(db, user, phone.secret, phone.at(clock.now()))
    db.commit()
    return phone


def test_a_second_step_is_asked_for_all_the_same(app, db, connected, identity_provider):
    phone = with_an_app(db, connected)
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider, onward="/staff/clients")
    before = is_in(browser)
    done = browser.post("/staff/sign-in/code", data={"code": phone.at(clock.now())})

    assert answer.location == "/staff/sign-in/code"
    assert not before
    assert done.location == "/staff/clients"


def test_a_second_step_at_the_provider_counts_where_the_settings_say_so(app, db, connected, identity_provider):
    with_an_app(db, connected)
    identity_provider.claims["amr"] = ["pwd", "mfa"]
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert is_in(browser)


@pytest.mark.parametrize(("amr", "leads_to"), [(["mfa"], 200), (["pwd"], 303)])
def test_whose_role_asks_for_a_second_step_has_it_at_the_provider_or_sets_one_up(
    app, connected, identity_provider, amr, leads_to
):
    app.config["LYNCHPIN_SECOND_STEP_ROLES"] = ("manager",)
    identity_provider.claims["amr"] = amr
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert browser.get("/staff/").status_code == leads_to
    assert browser.get("/staff/account").status_code == 200


def test_somebody_connects_the_two_signs_in_and_disconnects_them(app, db, user, identity_provider):
    identity_provider.comes("jo-1", user.email)
    browser = sign_in_here(app, user)

    back = browser.get(identity_provider.visit(way_on(browser.post("/staff/account/provider"))))
    page = browser.get(back.location).text
    other = app.test_client()
    sign_in_there(other, identity_provider)
    was_in = is_in(other)
    browser.post("/staff/account/provider/remove")
    late = sign_in_there(app.test_client(), identity_provider)

    assert "Connected. You can sign in with Townmail" in page
    assert was_in
    assert late.status_code == 409
    assert [each for each in acts(db) if "identity" in each] == [
        "user.identity_connected",
        "user.identity_removed",
        "user.identity_refused",
    ]
    subjects = {each.subject for each in db.scalars(select(OutboxMessage))}
    assert subjects == {"Your work account was connected", "Your work account was disconnected"}


def test_connecting_asks_at_the_provider_who_is_there(app, user, identity_provider):
    browser = sign_in_here(app, user)

    identity_provider.visit(way_on(browser.post("/staff/account/provider")))

    assert identity_provider.asked[-1]["prompt"] == "login"


def test_an_open_laptop_does_not_connect_anything(app, db, user, identity_provider):
    browser = sign_in_here(app, user)

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        answer = browser.post("/staff/account/provider")

    assert "Show that it is you" in answer.text
    assert identity_provider.asked == []


def test_the_account_of_somebody_else_is_not_connected(app, db, user, identity_provider):
    identity_provider.comes("mallory-1", "mallory@staff.example")
    browser = sign_in_here(app, user)

    answer = browser.get(identity_provider.visit(way_on(browser.post("/staff/account/provider"))))

    assert answer.status_code == 409
    assert "another one than here" in answer.text
    assert find_identity_of(db, user.id) is None


def test_one_account_there_is_one_account_here(app, db, connected, identity_provider):
    other = make_user(db, email="sam@staff.example")
    db.commit()
    identity_provider.comes("jo-1", other.email)
    browser = sign_in_here(app, other)

    answer = browser.get(identity_provider.visit(way_on(browser.post("/staff/account/provider"))))

    assert answer.status_code == 409
    assert find_identity_of(db, other.id) is None


def test_who_changed_seats_meanwhile_connects_nothing(app, db, user, identity_provider):
    identity_provider.comes("jo-1", user.email)
    browser = sign_in_here(app, user)
    back = identity_provider.visit(way_on(browser.post("/staff/account/provider")))
    browser.post("/staff/sign-out")

    answer = browser.get(back)

    assert answer.status_code in (303, 409)
    assert find_identity_of(db, user.id) is None


@pytest.fixture
def invited(db):
    """Somebody who was invited, and the path of their link."""
    invited = make_invited(db, email="ida@staff.example")
    link = make_link(db, invited, Purpose.INVITATION)
    db.commit()
    return invited, f"/staff/invitation/{link.token}"


def join_there(browser, identity_provider, path):
    return browser.get(identity_provider.visit(way_on(browser.post(f"{path}/provider"))))


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


def test_what_matters_can_be_confirmed_at_the_provider(app, connected, identity_provider):
    browser = app.test_client()
    sign_in_there(browser, identity_provider)

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        asked = browser.get(browser.get("/staff/account/app").location)
        way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
        back = browser.get(identity_provider.visit(way))
        shown = browser.get(back.location)

    assert "Use Townmail instead" in asked.text
    assert back.location == "/staff/account/app"
    assert shown.status_code == 200


@pytest.mark.parametrize(
    "claims",
    [{"auth_time": None}, {"auth_time": 1_000_000_000}, {"sub": "somebody-else"}],
    ids=["not said when", "long ago", "somebody else"],
)
def test_what_the_provider_did_not_see_just_now_confirms_nothing(app, connected, identity_provider, claims):
    browser = app.test_client()
    sign_in_there(browser, identity_provider)
    identity_provider.claims |= claims

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
        back = browser.get(identity_provider.visit(way))
        still = browser.get("/staff/account/app")

    assert back.status_code == 409
    assert "Townmail did not tell us that you signed in there just now. Try once more" in back.text
    assert still.location.startswith("/staff/confirm")


@pytest.mark.parametrize(
    ("ago", "leads_to"),
    [
        pytest.param(None, 303, id="not said when"),
        pytest.param(timedelta(minutes=16), 303, id="long ago"),
        pytest.param(timedelta(minutes=1), 200, id="just now"),
        pytest.param(-timedelta(days=1), 303, id="tomorrow"),
    ],
)
def test_whom_the_provider_still_knew_shows_once_more_who_they_are(app, connected, identity_provider, ago, leads_to):
    identity_provider.claims["auth_time"] = ago and (clock.now() - ago).timestamp()
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert is_in(browser)
    assert browser.get("/staff/account/app").status_code == leads_to


def test_an_open_laptop_does_not_become_fresh_by_the_provider(app, connected, identity_provider):
    browser = sign_in_here(app, connected)

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        sign_in_there(browser, identity_provider)
        asked = browser.get("/staff/account/app")

    assert asked.location.startswith("/staff/confirm")


def test_who_joined_with_the_provider_shows_there_once_more_who_they_are(app, db, invited, identity_provider):
    user, path = invited
    identity_provider.comes("ida-1", user.email)
    browser = app.test_client()
    join_there(browser, identity_provider, path)

    asked = browser.get("/staff/account/app")
    way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
    back = browser.get(identity_provider.visit(way))

    assert asked.location.startswith("/staff/confirm")
    assert back.location == "/staff/account/app"
    assert browser.get(back.location).status_code == 200


def test_who_has_no_password_is_told_how_to_choose_one_where_the_provider_does_not_say_when(
    app, invited, identity_provider
):
    user, path = invited
    identity_provider.comes("ida-1", user.email, auth_time=None)
    browser = app.test_client()
    join_there(browser, identity_provider, path)

    way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
    back = browser.get(identity_provider.visit(way))

    assert back.status_code == 409
    assert "Choose a password by “Forgotten your password?”" in html.unescape(back.text)
    assert "use your password" not in back.text


def test_what_was_typed_comes_back_after_signing_in_with_the_provider(app, db, identity_provider):
    user = make_user(db, Role.COORDINATOR, email="jo@staff.example")
    db.add(LinkedIdentity(id=new_id(), user_id=user.id, issuer=identity_provider.address, subject="jo-1"))
    db.commit()
    identity_provider.comes("jo-1", user.email)
    browser = sign_in_here(app, user)
    page = browser.get("/staff/clients/new").text
    browser.delete_cookie("lynchpin")
    typed = {"filled_in_by": hidden(page, "filled_in_by"), "statement": "I used to bake"}
    asked = browser.post("/staff/clients", data=typed)

    way = way_on(browser.post("/staff/sign-in/provider", data={"kept": hidden(asked.text, "kept")}))
    back = browser.get(identity_provider.visit(way))

    assert "I used to bake</textarea>" in back.text
    assert "You had been signed out" in back.text
