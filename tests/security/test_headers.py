"""Headers and cookies of every response."""

import pytest
from flask import Blueprint, Flask, session, url_for

from directory.security.headers import content_policy, init_headers

SETTINGS = {"SECRET_KEY": "a secret of these tests", "TESTING": True}


def make_app(behind_https: bool) -> Flask:
    app = Flask("headers", static_folder=None)
    app.config.update(SETTINGS)
    init_headers(app, behind_https)
    public, staff = Blueprint("public", "public"), Blueprint("staff", "staff")

    @public.get("/")
    def plain() -> str:
        return "plain"

    @public.get("/address")
    def address() -> str:
        return url_for("public.address", _external=True)

    @public.get("/form")
    def form() -> str:
        session["csrf_token"] = "made"
        return "form"

    @staff.get("/staff")
    def caseload() -> str:
        return "caseload"

    app.register_blueprint(public)
    app.register_blueprint(staff)
    return app


@pytest.fixture
def browser():
    return make_app(behind_https=False).test_client()


def test_every_response_carries_the_headers(browser):
    for address in ("/", "/staff", "/no-such-page"):
        headers = browser.get(address).headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_nonce_is_new_for_each_response(browser):
    policies = {browser.get("/").headers["Content-Security-Policy"] for _ in range(5)}

    assert len(policies) == 5


def test_policy_allows_no_inline_style_and_no_foreign_host():
    policy = content_policy("abc")

    assert "unsafe" not in policy
    assert "http" not in policy
    assert "style-src 'self';" in policy


def test_only_https_is_promised_where_the_site_is_behind_https():
    behind_https = make_app(behind_https=True).test_client().get("/").headers
    on_a_laptop = make_app(behind_https=False).test_client().get("/").headers

    assert behind_https["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Strict-Transport-Security" not in on_a_laptop


@pytest.mark.parametrize(("behind_https", "scheme"), [(True, "https"), (False, "http")])
def test_whole_addresses_are_those_that_people_use_though_the_proxy_asks_in_plain_http(behind_https, scheme):
    address = make_app(behind_https).test_client().get("/address", base_url="http://localhost").text

    assert address == f"{scheme}://localhost/address"


def test_cookie_is_bound_to_this_host_behind_https():
    cookie = make_app(behind_https=True).test_client().get("/form", base_url="https://localhost").headers["Set-Cookie"]

    assert cookie.startswith("__Host-lynchpin=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Domain" not in cookie


@pytest.mark.parametrize("address", ["/staff", "/form", "/no-such-page"])
def test_private_page_is_kept_nowhere(browser, address):
    assert browser.get(address).headers["Cache-Control"] == "no-store"


def test_public_page_may_be_kept_unless_the_person_has_a_cookie(browser):
    assert "Cache-Control" not in browser.get("/").headers

    browser.get("/form")

    assert browser.get("/").headers["Cache-Control"] == "no-store"
