"""What is believed of what a provider says, and what is not."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from joserfc.jwk import ECKey, OctKey

from directory import clock
from directory.accounts.identity_provider import Begun, IdentityProvider, IdentityRefused, ProviderAway
from directory.identity_settings import IdentitySettings
from tests.plugins.identity_provider import CLIENT_ID, CLIENT_SECRET, KEYS

BACK = "http://localhost/staff/sign-in/provider/back"
JO = ("subject-1", "Jo@Staff.example")


@pytest.fixture
def provider(identity_provider) -> IdentityProvider:
    identity_provider.comes(*JO)
    return IdentityProvider(
        IdentitySettings(identity_provider.address, CLIENT_ID, CLIENT_SECRET, second_step=("mfa", "aal2"))
    )


def code_of(path: str) -> str:
    return path.partition("code=")[2].partition("&")[0]


def come_back(provider, identity_provider, **changed):
    """Go to the provider, sign in there, and come back."""
    address, begun = provider.begin(BACK)
    code = code_of(identity_provider.visit(address))
    return provider.finish(BACK, replace(begun, **changed), code)


def test_who_comes_back_is_who_signed_in_there(provider, identity_provider):
    found = come_back(provider, identity_provider)

    assert (found.issuer, found.subject) == (identity_provider.address, "subject-1")
    assert found.address == "jo@staff.example"
    assert not found.is_strong


def test_somebody_is_sent_with_a_challenge_a_state_and_a_nonce_and_asked_for_little(provider, identity_provider):
    come_back(provider, identity_provider)
    come_back(provider, identity_provider)

    first, second = identity_provider.asked
    assert first["response_type"] == "code"
    assert first["code_challenge_method"] == "S256"
    assert first["scope"] == "openid email"
    assert first["redirect_uri"] == BACK
    assert "prompt" not in first
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "of another visit"}, id="another nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"aud": "another-site"}, id="for another site"),
        pytest.param({"aud": [CLIENT_ID, "another-site"], "azp": "another-site"}, id="handed to another site"),
        pytest.param({"aud": [CLIENT_ID, "another-site"]}, id="for two sites, and not said which"),
        pytest.param({"aud": None}, id="for nobody"),
        pytest.param({"iss": "https://another.example"}, id="another provider"),
        pytest.param({"iss": None}, id="no provider"),
        pytest.param({"exp": 1_000_000_000}, id="expired"),
        pytest.param({"exp": None}, id="never ends"),
        pytest.param({"iat": 99_999_999_999, "exp": 99_999_999_999}, id="of the future"),
        pytest.param({"sub": None}, id="of nobody"),
        pytest.param({"sub": ""}, id="of nobody in particular"),
        pytest.param({"sub": 7}, id="no text"),
        pytest.param({"email_verified": False}, id="address not verified"),
        pytest.param({"email_verified": None}, id="not said whether it is verified"),
        pytest.param({"email": ["jo@staff.example"]}, id="several addresses"),
        pytest.param({"email": " "}, id="empty address"),
        pytest.param({"amr": "mfa"}, id="no list of ways"),
        pytest.param({"auth_time": "today"}, id="no time"),
        pytest.param({"auth_time": "1700000000"}, id="a time in text"),
        pytest.param({"at_hash": "of another token"}, id="another access token"),
    ],
)
def test_what_does_not_fit_signs_nobody_in(provider, identity_provider, claims):
    identity_provider.claims |= claims

    with pytest.raises(IdentityRefused):
        come_back(provider, identity_provider)


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (1_700_000_000, 1_700_000_000),
        (1_700_000_000.5, 1_700_000_000.5),
        (True, None),
        ("", None),
        (-1, None),
        (99_999_999_999, None),
        (10**400, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_when_somebody_showed_who_they_are_is_known_where_it_is_a_time_that_has_been(
    provider, identity_provider, told, known
):
    identity_provider.claims["auth_time"] = told

    assert come_back(provider, identity_provider).shown_at == known


def test_a_token_that_is_signed_by_somebody_else_is_refused(provider, identity_provider):
    identity_provider.key = ECKey.import_key(KEYS[1].as_dict(private=True) | {"kid": KEYS[0].kid})

    with pytest.raises(IdentityRefused):
        come_back(provider, identity_provider)


@pytest.mark.parametrize(
    ("key", "header"),
    [
        pytest.param(OctKey.import_key(CLIENT_SECRET * 2), {"alg": "HS256"}, id="a secret that this site knows too"),
        pytest.param(KEYS[0], {"alg": "none"}, id="not signed at all"),
    ],
)
def test_a_token_that_others_could_make_is_refused(provider, identity_provider, key, header):
    identity_provider.key, identity_provider.header = key, header

    with pytest.raises(IdentityRefused):
        come_back(provider, identity_provider)


def test_new_keys_of_the_provider_are_found(provider, identity_provider):
    come_back(provider, identity_provider)
    identity_provider.key, identity_provider.shown_keys = KEYS[1], [KEYS[1]]

    assert come_back(provider, identity_provider).subject == "subject-1"


@pytest.mark.parametrize("changed", [{"verifier": "x" * 86}, {"nonce": "of another visit"}], ids=["verifier", "nonce"])
def test_a_code_that_somebody_else_got_is_of_no_use(provider, identity_provider, changed):
    with pytest.raises(IdentityRefused):
        come_back(provider, identity_provider, **changed)


def test_a_code_is_good_once(provider, identity_provider):
    address, begun = provider.begin(BACK)
    code = code_of(identity_provider.visit(address))
    provider.finish(BACK, begun, code)

    with pytest.raises(IdentityRefused):
        provider.finish(BACK, begun, code)


@pytest.mark.parametrize(
    ("told", "is_strong"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "aal2"}, True),
        ({"amr": ["pwd"], "acr": "aal1"}, False),
        ({}, False),
    ],
)
def test_a_second_step_counts_where_the_settings_name_what_the_provider_says(
    provider, identity_provider, told, is_strong
):
    identity_provider.claims |= told

    assert come_back(provider, identity_provider).is_strong is is_strong


def test_no_second_step_counts_where_the_settings_name_none(provider, identity_provider):
    identity_provider.claims |= {"amr": ["mfa"], "acr": "aal2"}
    plain = IdentityProvider(replace(provider.settings, second_step=()))

    assert not come_back(plain, identity_provider).is_strong


def test_an_address_that_is_told_only_when_asked_for_is_asked_for(provider, identity_provider):
    del identity_provider.claims["email"], identity_provider.claims["email_verified"]
    identity_provider.userinfo = {"sub": "subject-1", "email": "jo@staff.example", "email_verified": True}

    assert come_back(provider, identity_provider).address == "jo@staff.example"
    identity_provider.userinfo["sub"] = "somebody-else"
    with pytest.raises(IdentityRefused):
        come_back(provider, identity_provider)


def test_another_claim_may_hold_the_address(provider, identity_provider):
    identity_provider.claims |= {"email": None, "email_verified": None, "upn": "jo@staff.example"}
    of_upn = IdentityProvider(replace(provider.settings, address_claim="upn"))

    assert come_back(of_upn, identity_provider).address == "jo@staff.example"


def test_who_is_to_show_once_more_who_they_are_is_asked_at_the_provider(provider, identity_provider):
    address, begun = provider.begin(BACK, anew=True)

    found = provider.finish(BACK, begun, code_of(identity_provider.visit(address)))

    assert (identity_provider.asked[0]["prompt"], identity_provider.asked[0]["max_age"]) == ("login", "0")
    assert clock.now().timestamp() - found.shown_at < 60


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"is_broken": True}, id="under repair"),
        pytest.param({"issuer": "https://another.example"}, id="says it is another"),
    ],
)
def test_a_provider_that_cannot_be_used_is_away(provider, identity_provider, broken):
    for name, value in broken.items():
        setattr(identity_provider, name, value)

    with pytest.raises(ProviderAway, match="Use your password"):
        provider.begin(BACK)


def test_a_provider_that_is_gone_is_away():
    gone = IdentityProvider(IdentitySettings("http://127.0.0.1:9", CLIENT_ID))

    with pytest.raises(ProviderAway):
        gone.begin(BACK)


def test_a_provider_that_was_away_is_asked_again(provider, identity_provider):
    identity_provider.is_broken = True
    with pytest.raises(ProviderAway):
        provider.begin(BACK)
    identity_provider.is_broken = False

    assert provider.begin(BACK)


def test_where_its_pages_are_is_asked_anew_after_an_hour(provider, identity_provider):
    provider.begin(BACK)
    identity_provider.is_broken = True

    assert provider.begin(BACK)
    with time_machine.travel(clock.now() + timedelta(minutes=61)), pytest.raises(ProviderAway):
        provider.begin(BACK)


def test_nothing_that_was_made_for_a_visit_is_shown_in_a_log():
    shown = repr(Begun("state", "a-nonce", "a-verifier"))

    assert "a-nonce" not in shown
    assert "a-verifier" not in shown
