"""A provider of accounts on this machine, as an organisation has one: OpenID Connect with signed tokens over http.

Who comes is whom the test says; what it would lie about, it lies about in the token that it signs.
"""

import hashlib
import json
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug.serving import make_server

from directory import clock

CLIENT_ID, CLIENT_SECRET = "lynchpin-of-the-town", "a secret of the tests"
KEYS = [ECKey.generate_key("P-256", {"kid": str(number), "use": "sig", "alg": "ES256"}) for number in range(2)]


@dataclass
class TestProvider:
    """A provider that runs. `claims` are laid over what it says of whoever comes, `None` leaves one out."""

    __test__ = False

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEYS[0])
    shown_keys: list[ECKey] = field(default_factory=lambda: [KEYS[0]])
    header: dict[str, Any] = field(default_factory=dict)
    is_broken: bool = False
    issuer: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def comes(self, subject: str, email: str, **more: Any) -> None:
        """Who signs in at the provider from now on."""
        self.claims = {"sub": subject, "email": email, "email_verified": True, **more}

    def visit(self, address: str) -> str:
        """Sign in at the provider, as somebody who was sent to this address; gives the path they are sent back to."""
        assert address.startswith(f"{self.address}/authorize?")
        back = urlsplit(self.welcome({name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}))
        return f"{back.path}?{back.query}"

    def welcome(self, asked: dict[str, str]) -> str:
        """Take somebody in who was sent here; gives where they are sent back to, with a code."""
        self.asked.append(asked)
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str], user: str | None, password: str | None) -> dict[str, Any] | None:
        """The tokens for a code: once, for the site that it was made for, with the right verifier."""
        asked = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        is_proved = asked and urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        if not asked or not is_proved or (user, password) != (CLIENT_ID, CLIENT_SECRET):
            return None
        if form["redirect_uri"] != asked["redirect_uri"]:
            return None
        return {"access_token": "for-more", "token_type": "Bearer", "id_token": self.sign(asked)}

    def sign(self, asked: dict[str, str]) -> str:
        now = int(clock.now().timestamp())
        told = {"iss": self.address, "aud": CLIENT_ID, "nonce": asked["nonce"], "iat": now, "exp": now + 60}
        if "max_age" in asked:
            told["auth_time"] = now
        told = {name: value for name, value in (told | self.claims).items() if value is not None}
        header = {"alg": "ES256", "kid": KEYS[0].kid if self.key.kid is None else self.key.kid, **self.header}
        if header["alg"] == "none":
            return f"{in_letters(header)}.{in_letters(told)}."
        return jwt.encode(header, told, self.key, algorithms=[header["alg"]])


def in_letters(part: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def pages_of(provider: TestProvider) -> Flask:
    app = Flask("identity provider")

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Response | tuple[str, int]:
        if provider.is_broken:
            return "Under repair", 502
        return jsonify(
            issuer=provider.issuer or provider.address,
            authorization_endpoint=f"{provider.address}/authorize",
            token_endpoint=f"{provider.address}/token",
            jwks_uri=f"{provider.address}/keys",
            userinfo_endpoint=f"{provider.address}/userinfo",
        )

    @app.get("/authorize")
    def authorize() -> Any:
        return redirect(provider.welcome(request.args.to_dict()))

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet(provider.shown_keys).as_dict(private=False))

    @app.post("/token")
    def token() -> Response | tuple[Response, int]:
        who = request.authorization
        found = provider.exchange(request.form.to_dict(), who and who.username, who and who.password)
        return jsonify(found) if found else (jsonify(error="invalid_grant"), 400)

    @app.get("/userinfo")
    def userinfo() -> Response:
        assert request.headers["Authorization"] == "Bearer for-more"
        return jsonify(provider.userinfo)

    return app


@pytest.fixture
def identity_provider() -> Iterator[TestProvider]:
    """A provider of accounts that runs on this machine."""
    provider = TestProvider()
    server = make_server("127.0.0.1", 0, pages_of(provider), threaded=True)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join(10)
