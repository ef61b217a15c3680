"""Who only looks around is neither marked, nor told on: no cookie, nothing in a log, no other site."""

import pytest

from tests.house.access import EVERYBODY
from tests.house.test_access import access_of, addresses_of, app, routes, text_of, world
from tests.staff.conftest import postcodes

__all__ = ["app", "postcodes", "world"]

LOOKED_AT = ("public", "open_data", "widget", "feed", "fhir")
# What somebody typed, in whatever way it may come along.
WORDS, PLACE = "zebrafinch", "LS11 8"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_a_page_with_a_form_to_send_sets_a_cookie(app, world):
    app.config["WTF_CSRF_ENABLED"] = True
    marked, looked_at = [], 0
    for method, rule in routes(app):
        access = access_of(method, rule)
        if method != "GET" or access.roles != EVERYBODY or rule.endpoint.partition(".")[0] not in LOOKED_AT:
            continue
        for address in addresses_of(app, rule, access, world):
            answer = app.test_client().get(address)
            looked_at += 1
            if "Set-Cookie" in answer.headers and 'method="post"' not in text_of(answer):
                marked.append(address)

    assert marked == []
    assert looked_at > 30


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search",
        "/whats-on",
        "/search.ics",
        "/search.atom",
        "/search.rss",
        "/search.json",
        "/widget/activities.json",
    ],
)
def test_what_is_looked_for_is_in_no_log(app, db, postcodes, capsys, caplog, path):
    caplog.set_level("DEBUG")
    asked = {"q": WORDS, "place": PLACE}
    came_from = f"http://localhost/search?q={WORDS}&place=LS11+8"

    answer = app.test_client().get(path, query_string=asked, headers={"Referer": came_from})

    logged = capsys.readouterr()
    told = f"{logged.out}{logged.err}{caplog.text}"
    assert '"endpoint"' in told or "endpoint=" in told
    assert WORDS not in told
    assert "LS11" not in told
    assert answer.headers["Referrer-Policy"] == "same-origin"
