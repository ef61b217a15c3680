"""Speaking with the provider of an organisation's accounts: OpenID Connect Core 1.0, with Discovery 1.0.

Somebody is sent there with a code challenge (PKCE, RFC 7636), a state and a nonce, and comes back with a code, which
is exchanged for what the provider says of them. Its signature, issuer, audience, time and nonce are checked, nothing
of it is kept, and no transaction is open meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from directory import clock
from directory.errors import NotNow, Refused
from directory.identity_settings import IdentitySettings
from directory.security.tokens import new_token

log = structlog.get_logger()
SECONDS_TO_WAIT = 5
# How far the clocks of two machines may be apart.
LEEWAY_SECONDS = 60
# After how long the provider is asked anew where its pages are.
KNOWN_FOR = timedelta(hours=1)
# Signed with a key that the provider alone has; never with a secret that this site knows too, and never unsigned.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]
DISCOVERY = "/.well-known/openid-configuration"
MISSHAPEN = (ValueError, KeyError, TypeError, AttributeError)


class ProviderAway(NotNow):
    """The provider does not answer, or not in a way that can be understood."""

    def __init__(self, label: str) -> None:
        super().__init__(f"We cannot reach {label} just now. Use your password, or try again in a few minutes.")


class IdentityRefused(Refused):
    """What came back from the provider signs nobody in."""

    def __init__(self, told: str = "") -> None:
        super().__init__(told or "This did not work. Begin again, or sign in with your password.")


@dataclass(frozen=True)
class Begun:
    """What somebody was sent to the provider with, which what comes back has to fit."""

    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True)
class Identity:
    """Whom the provider knows: always the same by issuer and subject. `address` is theirs, as the provider checked.

    `is_strong` where they have shown two things, and `shown_at` when they did, if that was told, in seconds since 1970.
    """

    issuer: str
    subject: str
    address: str
    is_strong: bool
    shown_at: float | None


@dataclass(frozen=True)
class Places:
    """Where the provider's pages are, and how it wants to be told the secret of this site."""

    authorization: str
    token: str
    keys: str
    claims: str
    takes_secret_in_header: bool
    read_at: datetime


def read_moment(claim: object) -> float | None:
    """When somebody showed who they are, if it is told as a number that can be so: none that is still to come."""
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    return claim if 0 <= claim <= clock.now().timestamp() + LEEWAY_SECONDS else None


class IdentityProvider:
    """A provider. Where its pages are, and its keys, are remembered for an hour in each process."""

    def __init__(self, settings: IdentitySettings) -> None:
        self.settings = settings
        self._places: Places | None = None
        self._keys: KeySet | None = None

    @property
    def label(self) -> str:
        return self.settings.label

    def begin(self, return_to: str, *, anew: bool = False) -> tuple[str, Begun]:
        """Where to send somebody, and what to remember meanwhile. `anew` has them show once more who they are.

        Raises ProviderAway.
        """
        begun = Begun(new_token(), new_token(), new_token() + new_token())
        more = {"max_age": "0", "prompt": "login"} if anew else {}
        places = self._find_places()
        with self._session(places, return_to) as session:
            address, _ = session.create_authorization_url(
                places.authorization, state=begun.state, nonce=begun.nonce, code_verifier=begun.verifier, **more
            )
        return str(address), begun

    def finish(self, return_to: str, begun: Begun, code: str) -> Identity:
        """Whom the provider says has come back with a code. Raises ProviderAway or IdentityRefused."""
        places = self._find_places()
        try:
            with self._session(places, return_to) as session:
                token = session.fetch_token(
                    places.token,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=begun.verifier,
                    allow_redirects=False,
                )
                claims = dict(self._open(token, begun.nonce, places))
                if self.settings.address_claim not in claims and places.claims:
                    claims |= self._ask_more(session, places, claims["sub"])
        except requests.RequestException as error:
            raise self._away(error) from None
        except (AuthlibBaseError, JoseError, *MISSHAPEN) as error:
            log.warning("identity_refused", kind=type(error).__name__)
            raise IdentityRefused from None
        return self._identity(claims)

    def _session(self, places: Places, return_to: str) -> OAuth2Session:
        has_secret = bool(self.settings.client_secret)
        way = "client_secret_basic" if places.takes_secret_in_header else "client_secret_post"
        return OAuth2Session(
            client_id=self.settings.client_id,
            client_secret=self.settings.client_secret or None,
            token_endpoint_auth_method=way if has_secret else "none",
            scope="openid email",
            redirect_uri=return_to,
            code_challenge_method="S256",
            default_timeout=SECONDS_TO_WAIT,
        )

    def _open(self, token: Mapping[str, Any], nonce: str, places: Places) -> CodeIDToken:
        """What the provider signed, checked. Raises JoseError."""
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            opened = jwt.decode(token["id_token"], self._find_keys(places), registry=registry)
        except InvalidKeyIdError:
            # It has changed its keys since they were read.
            self._keys = None
            opened = jwt.decode(token["id_token"], self._find_keys(places), registry=registry)
        wanted = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "sub": {"essential": True},
        }
        known = {"nonce": nonce, "client_id": self.settings.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(opened.claims, opened.header, wanted, known)
        claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY_SECONDS)
        return claims

    def _ask_more(self, session: OAuth2Session, places: Places, subject: str) -> dict[str, Any]:
        """What the provider tells of the same person only when it is asked apart."""
        answer = session.get(places.claims, allow_redirects=False)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        if told["sub"] != subject:
            raise ValueError("told of somebody else")
        names = (self.settings.address_claim, "email_verified")
        return {name: told[name] for name in names if name in told}

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        """Raises IdentityRefused where the address is missing, or is not known to be theirs."""
        address, is_email = claims.get(self.settings.address_claim), self.settings.address_claim == "email"
        is_theirs = claims.get("email_verified") in (True, "true") or not is_email
        if not isinstance(address, str) or not address.strip() or not is_theirs:
            raise IdentityRefused(f"{self.label} does not confirm your email address. Sign in with your password.")
        told = {claims.get("acr"), *(each for each in claims.get("amr") or () if isinstance(each, str))}
        return Identity(
            issuer=self.settings.issuer,
            subject=claims["sub"],
            address=address.strip().lower(),
            is_strong=not told.isdisjoint(self.settings.second_step),
            shown_at=read_moment(claims.get("auth_time")),
        )

    def _find_places(self) -> Places:
        if self._places is None or clock.now() - self._places.read_at > KNOWN_FOR:
            self._places = self._read_places()
            self._keys = None
        return self._places

    def _read_places(self) -> Places:
        found = self._fetch(self.settings.issuer.rstrip("/") + DISCOVERY)
        ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        try:
            places = Places(
                authorization=found["authorization_endpoint"],
                token=found["token_endpoint"],
                keys=found["jwks_uri"],
                claims=found.get("userinfo_endpoint") or "",
                takes_secret_in_header="client_secret_basic" in ways,
                read_at=clock.now(),
            )
            is_it = found["issuer"] == self.settings.issuer
            way = self.settings.issuer.partition("//")[0] + "//"
            addresses = (places.authorization, places.token, places.keys, places.claims or way)
            is_safe = all(each.startswith(("https://", way)) for each in addresses)
        except MISSHAPEN as error:
            raise self._away(error) from None
        if not is_it or not is_safe:
            raise self._away(ValueError())
        return places

    def _find_keys(self, places: Places) -> KeySet:
        if self._keys is None:
            keys: Any = self._fetch(places.keys)
            self._keys = KeySet.import_key_set(keys)
        return self._keys

    def _fetch(self, address: str) -> dict[str, Any]:
        try:
            answer = requests.get(address, timeout=SECONDS_TO_WAIT, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except requests.RequestException as error:
            raise self._away(error) from None
        if not isinstance(found, dict):
            raise self._away(ValueError())
        return found

    def _away(self, error: Exception) -> ProviderAway:
        log.error("identity_provider_away", kind=type(error).__name__)
        return ProviderAway(self.label)
