import json
import uuid
from datetime import date, time

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.models.schedules import ScheduleException, ScheduleObservance
from directory.catalogue.versions import bump_catalogue_version
from directory.db import transaction
from directory.exchange.importing import run_import
from directory.geo.current import use_postcode_file
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.catalogue import make_service, make_term

LISTS = ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"]


@pytest.fixture
def walks(db):
    """A walking group, tagged."""
    return make_service(db, "Walking group", terms=[make_term(db)])


@pytest.mark.parametrize("path", ["/feed", "/feed/"])
def test_the_feed_says_what_it_is(browser, path):
    answer = browser.get(path)

    assert answer.json == {
        "version": "HSDS-UK-3.0",
        "profile": "https://docs.openreferraluk.org/en/latest/",
        "openapi_url": "http://localhost/feed/openapi.json",
    }


@pytest.mark.parametrize("name", LISTS)
def test_each_list_leads_to_its_records(get, walks, name):
    [listed] = get(f"/{name}")["contents"]

    record = get(f"/{name}/{listed['id']}")

    assert record["id"] == listed["id"]
    assert set(listed) <= set(record)


def test_an_empty_catalogue_gives_one_empty_page(get):
    assert get("/services") == {
        "total_items": 0,
        "total_pages": 1,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }


def test_a_page_past_the_end_is_empty_and_says_how_many_there_are(get, walks):
    page = get("/services", page=999_999_999_999)

    assert (page["total_items"], page["size"], page["empty"], page["last_page"]) == (1, 0, True, True)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("path", ["/{}", "/{}/00000000-0000-0000-0000-00000000abcd", "/{}/none", "/{}?page=x"])
def test_every_answer_is_open_to_other_sites_and_sets_no_cookie(browser, name, path):
    answer = browser.get("/feed" + path.format(name))

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_somebody_signed_in_gets_no_cookie_from_the_feed_and_the_same_answer(app, db, browser, walks):
    user = make_user(db, Role.COORDINATOR)
    known = app.test_client()
    known.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    answer = known.get("/feed/services")

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.data == browser.get("/feed/services").data


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_but_reading_is_allowed(browser, method):
    answer = browser.open("/feed/services", method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_browser_may_ask_whether_it_may_send_an_etag(browser):
    answer = browser.options("/feed/services", headers={"Access-Control-Request-Headers": "if-none-match"})

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Headers"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]


def test_only_the_head_of_an_answer_may_be_asked_for(browser, walks):
    answer = browser.head("/feed/services")

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"] == browser.get("/feed/services").headers["ETag"]


def test_a_missing_postcode_file_is_told_without_naming_our_folders(browser, tmp_path):
    use_postcode_file(tmp_path / "missing.bin")

    answer = browser.get("/feed/services?postcode=LS11+8ND&proximity=100")

    assert answer.status_code == 503
    assert "missing.bin" not in answer.text
    assert "Ask without one" in answer.json["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_fault_of_ours_is_a_problem_with_a_number_and_without_a_reason(app, browser, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("something about a table")

    app.testing = False
    monkeypatch.setattr("directory.api.views.read_edition", fail)

    answer = browser.get("/feed/services")

    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert answer.json["reference"]
    assert "table" not in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_id_is_a_problem_that_says_so(browser, name):
    answer = browser.get(f"/feed/{name}/{uuid.uuid4()}")

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    problem = json.loads(answer.data)
    assert problem["status"] == 404
    assert "with this id" in problem["detail"]


def test_pages_of_the_site_still_say_no_in_html(browser):
    answer = browser.get("/no-such-page")

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_unchanged_answer_is_not_sent_again(browser, walks):
    first = browser.get("/feed/services?full=true")

    again = browser.get("/feed/services?full=true", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["ETag"].startswith('W/"')
    assert first.headers["Last-Modified"].endswith("GMT")


def test_a_change_of_the_catalogue_makes_a_new_answer(browser, db, walks):
    first = browser.get("/feed/services")
    walks.name = "Strolling group"
    bump_catalogue_version(db)
    db.commit()

    again = browser.get("/feed/services", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert again.json["contents"][0]["name"] == "Strolling group"


def test_an_etag_is_of_one_address(browser, walks):
    first = browser.get("/feed/services")

    other = browser.get("/feed/services?full=true", headers={"If-None-Match": first.headers["ETag"]})

    assert other.status_code == 200


def test_all_services_can_be_had_as_lines(browser, db):
    wanted = {str(make_service(db, f"Group {number}").id) for number in range(5)}

    answer = browser.get("/feed/services?format=ndjson&full=true&per_page=2")

    records = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.mimetype == "application/x-ndjson"
    assert {each["id"] for each in records} == wanted
    assert all("service_at_locations" in each for each in records)


def test_minimal_gives_ids_and_moments_on_one_page(get, db):
    for number in range(60):
        make_service(db, f"Group {number}")

    page = get("/services", minimal="true")

    assert (page["total_pages"], page["size"], len(page["contents"])) == (1, 60, 60)
    assert {frozenset(each) for each in page["contents"]} == {frozenset({"id", "last_modified"})}


def test_minimal_of_nothing_is_an_empty_page(get):
    assert get("/services", minimal="true")["contents"] == []


def test_minimal_keeps_to_pages_that_are_asked_for(get, db):
    for number in range(3):
        make_service(db, f"Group {number}")

    page = get("/services", minimal="true", per_page=2, page=2)

    assert (page["total_pages"], page["size"]) == (2, 1)


def test_what_the_feed_says_of_dates_is_taken_in_as_it_was(browser, db, walks, tmp_path):
    (tuesdays,) = walks.schedules
    tuesdays.exceptions = [
        ScheduleException(kind="closed", starts_on=date(2026, 7, 20), ends_on=date(2026, 8, 31), reason="Summer"),
        ScheduleException(kind="extra", starts_on=date(2026, 9, 5), ends_on=date(2026, 9, 5), opens_at=time(14)),
    ]
    tuesdays.observances = [ScheduleObservance(calendar="bank holidays", observance="closed")]
    db.flush()

    answer = browser.get("/feed/services?format=ndjson&full=true")
    (tmp_path / "feed.ndjson").write_bytes(answer.data)
    run_import(tmp_path / "feed.ndjson", "ourselves", transaction=transaction)

    for model in (ScheduleException, ScheduleObservance):
        rows = [
            {name: value for name, value in row._mapping.items() if name not in ("id", "schedule_id")}
            for row in db.execute(select(model.__table__).order_by(model.__table__.c.id))
        ]
        assert len(rows) == 2 * len({tuple(row.items()) for row in rows}) > 0
