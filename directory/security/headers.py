"""Headers that every response carries, and the cookie rules. Pages name their scripts by a nonce made per request.

What is private is never kept by a browser or a proxy: everything gets `Cache-Control: no-store` except static files
and the public pages of somebody who has no cookie here.
"""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, session

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PUBLIC_BLUEPRINTS = {"public", "open_data"}
# Below these addresses is open data: the same for everybody, from any page, and never with a cookie.
FEED, FHIR, WIDGET = "/feed", "/fhir", "/widget"
# Below this one systems send referrals, each with a key of its own.
API = "/api"
# Below this one they read them as FHIR.
SENT_FHIR = "/api/v1/fhir"
STATIC_ENDPOINT = "static"
A_YEAR = 365 * 24 * 60 * 60

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "screen-wake-lock",
        "usb",
    )
)


def init_headers(app: Flask, behind_https: bool) -> None:
    """Set the headers of every response of this app."""
    set_up_cookies(app, behind_https)
    if behind_https:
        app.wsgi_app = asked_over_https(app.wsgi_app)  # type: ignore[assignment,method-assign]

    @app.before_request
    def make_nonce() -> None:
        csp_nonce()

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = content_policy(csp_nonce(), g.get("image_source", ""))
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = PERMISSIONS
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if is_open_data():
            open_to_other_sites(response)
        if behind_https:
            headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
        if is_private():
            headers["Cache-Control"] = "no-store"
        return response


def asked_over_https(pages: "WSGIApplication") -> "WSGIApplication":
    """The same pages, whose whole addresses are those that people use, whatever way the proxy asks us."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return pages({**environ, "wsgi.url_scheme": "https"}, start_response)

    return answer


def is_open_data() -> bool:
    """Whether this request is for open data, also where there is nothing at its address."""
    return any(map(is_below, (FEED, FHIR, WIDGET)))


def is_below(address: str) -> bool:
    """Whether this request is for an address or one below it."""
    return request.path == address or request.path.startswith(f"{address}/")


def open_to_other_sites(response: Response) -> None:
    """Let a program in a page of any other site read this answer."""
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = headers.get("Allow", "GET, HEAD, OPTIONS")
        headers["Access-Control-Allow-Headers"] = "*"
        headers["Access-Control-Max-Age"] = "86400"


def set_up_cookies(app: Flask, behind_https: bool) -> None:
    """Name the session cookie and say where it may go.

    The prefix `__Host-` makes browsers refuse a cookie that came over plain http, from another host, or for a part
    of the site; it can only be used over https.
    """
    app.config.update(
        SESSION_COOKIE_NAME="__Host-lynchpin" if behind_https else "lynchpin",
        SESSION_COOKIE_SECURE=behind_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_DOMAIN=None,
    )


def csp_nonce() -> str:
    """The nonce that inline scripts of this response must carry."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def allow_images_from(address: str) -> None:
    """Let the page of this response show images of another site, which the operator chose, and of no other."""
    parts = urlsplit(address)
    g.image_source = f"{parts.scheme}://{parts.netloc}"


def content_policy(nonce: str, image_source: str = "") -> str:
    """The Content-Security-Policy: our own files, and inline scripts that carry the nonce. No inline style."""
    images = f"img-src 'self' data: {image_source}".rstrip()
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            images,
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


def is_private() -> bool:
    """Whether the response of this request must not be kept anywhere."""
    if request.endpoint == STATIC_ENDPOINT:
        return False
    if is_open_data():
        return False
    if request.blueprint not in PUBLIC_BLUEPRINTS:
        return True
    # A public page of somebody with a cookie may hold their name, their message or a form's token.
    return request_has_cookie() or bool(session.modified)


def request_has_cookie() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies
