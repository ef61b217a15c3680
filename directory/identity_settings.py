"""The settings of the provider with whose accounts staff may sign in (OpenID Connect)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from directory.errors import WrongSettings

# Where nobody can listen in on the way, so that no certificate is needed: for trials.
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class IdentitySettings:
    """A provider. `second_step` holds what it says, as `amr` or `acr`, of who has shown two things."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    label: str = "your work account"
    address_claim: str = "email"
    second_step: tuple[str, ...] = ()


def read_identity_settings(environ: Mapping[str, str]) -> IdentitySettings | None:
    """The provider that is set, if any. Raises WrongSettings where it is set in part."""
    given = {name: environ.get(name, "").strip() for name in ("LYNCHPIN_OIDC_ISSUER", "LYNCHPIN_OIDC_CLIENT_ID")}
    if not any(given.values()):
        return None
    missing = next((name for name, value in given.items() if not value), None)
    if missing:
        raise WrongSettings(f"{missing} is not set: signing in with a provider needs its issuer and a client id.")
    steps = environ.get("LYNCHPIN_OIDC_SECOND_STEP", "").split(",")
    return IdentitySettings(
        issuer=read_issuer(given["LYNCHPIN_OIDC_ISSUER"]),
        client_id=given["LYNCHPIN_OIDC_CLIENT_ID"],
        client_secret=read_client_secret(environ),
        label=environ.get("LYNCHPIN_OIDC_LABEL", "").strip() or IdentitySettings.label,
        address_claim=environ.get("LYNCHPIN_OIDC_ADDRESS_CLAIM", "").strip() or IdentitySettings.address_claim,
        second_step=tuple(each.strip() for each in steps if each.strip()),
    )


def read_issuer(text: str) -> str:
    """The address that the provider calls itself by, letter by letter."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in THIS_MACHINE)
    if not is_safe or not host or parts.query or parts.fragment:
        raise WrongSettings("LYNCHPIN_OIDC_ISSUER must look like https://login.example.org.")
    return text


def read_client_secret(environ: Mapping[str, str]) -> str:
    """The secret that the provider gave this site, from a variable or from a file of its own; empty for none."""
    path = environ.get("LYNCHPIN_OIDC_CLIENT_SECRET_FILE", "").strip()
    if not path:
        return environ.get("LYNCHPIN_OIDC_CLIENT_SECRET", "").strip()
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise WrongSettings("The file of LYNCHPIN_OIDC_CLIENT_SECRET_FILE cannot be read.") from None
