"""The settings of the provider with whose accounts staff may sign in."""

import pytest

from directory.errors import WrongSettings
from directory.identity_settings import IdentitySettings, read_identity_settings

GIVEN = {"LYNCHPIN_OIDC_ISSUER": "https://login.example.org", "LYNCHPIN_OIDC_CLIENT_ID": "lynchpin"}


def test_without_settings_there_is_no_provider():
    assert read_identity_settings({}) is None


def test_issuer_and_client_are_enough():
    assert read_identity_settings(GIVEN) == IdentitySettings("https://login.example.org", "lynchpin")


def test_everything_can_be_set(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("of the file\n")

    found = read_identity_settings(
        GIVEN
        | {
            "LYNCHPIN_OIDC_CLIENT_SECRET_FILE": str(secret),
            "LYNCHPIN_OIDC_LABEL": "NHSmail",
            "LYNCHPIN_OIDC_ADDRESS_CLAIM": "upn",
            "LYNCHPIN_OIDC_SECOND_STEP": "mfa, urn:example:aal2",
        }
    )

    assert found.client_secret == "of the file"
    assert (found.label, found.address_claim, found.second_step) == ("NHSmail", "upn", ("mfa", "urn:example:aal2"))
    assert "of the file" not in repr(found)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        pytest.param({"LYNCHPIN_OIDC_ISSUER": ""}, "ISSUER", id="no issuer"),
        pytest.param({"LYNCHPIN_OIDC_CLIENT_ID": ""}, "CLIENT_ID", id="no client"),
        pytest.param({"LYNCHPIN_OIDC_ISSUER": "http://login.example.org"}, "ISSUER", id="anybody can listen in"),
        pytest.param({"LYNCHPIN_OIDC_ISSUER": "login.example.org"}, "ISSUER", id="no address"),
        pytest.param({"LYNCHPIN_OIDC_ISSUER": "https://a.example?b=c"}, "ISSUER", id="with a query"),
        pytest.param({"LYNCHPIN_OIDC_ISSUER": "https://[a.example"}, "ISSUER", id="no host"),
        pytest.param({"LYNCHPIN_OIDC_CLIENT_SECRET_FILE": "/nowhere/secret"}, "SECRET_FILE", id="no file"),
    ],
)
def test_what_is_set_wrongly_is_named(changed, named):
    with pytest.raises(WrongSettings, match=named):
        read_identity_settings(GIVEN | changed)
