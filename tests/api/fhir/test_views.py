import json
from itertools import pairwise
from urllib.parse import urlencode

import pytest

from directory.catalogue.models.services import ServiceStatus, Stage
from directory.catalogue.versions import bump_catalogue_version
from tests.api.fhir.conftest import valid
from tests.api.test_merged_records import merge
from tests.factories.catalogue import make_organization, make_service, make_term

KINDS = ["HealthcareService", "Organization", "Location"]


@pytest.fixture
def walks(db):
    """A walking group, tagged."""
    return make_service(db, "Walking group", terms=[make_term(db)])


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_search_finds_is_what_is_read_by_id(get, walks, kind):
    [entry] = get(f"/{kind}")["entry"]

    read = get(entry["fullUrl"])

    assert read == entry["resource"]
    assert entry["search"] == {"mode": "match"}
    assert read["resourceType"] == kind


def test_a_service_refers_to_what_is_read_under_that_reference(get, walks):
    service = get(f"/HealthcareService/{walks.id}")

    assert get(f"/{service['providedBy']['reference']}")["name"] == walks.organization.name
    assert get(f"/{service['location'][0]['reference']}")["name"] == "Beck Lane Hall"


def test_an_empty_catalogue_gives_an_empty_page(get):
    bundle = get("/HealthcareService")

    assert bundle["total"] == 0
    assert "entry" not in bundle


@pytest.mark.parametrize("status", [each for each in ServiceStatus if each is not ServiceStatus.ACTIVE])
def test_a_closed_service_is_given_as_not_active(get, db, status):
    service = make_service(db, status=status.value)

    assert get(f"/HealthcareService/{service.id}")["active"] is False


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.PUBLISHED])
def test_what_is_not_published_is_not_there(browser, get, db, stage):
    hidden = make_service(db, stage=stage.value)
    addresses = [
        f"HealthcareService/{hidden.id}",
        f"Organization/{hidden.organization_id}",
        f"Location/{hidden.places[0].location_id}",
    ]

    assert [browser.get(f"/fhir/{each}").status_code for each in addresses] == [404, 404, 404]
    assert [get(f"/{kind}")["total"] for kind in KINDS] == [0, 0, 0]


def test_nothing_refers_to_an_organization_that_is_not_published(get, db, walks):
    parent, hidden = make_organization(db, "Parent"), make_organization(db, "Not yet")
    db.flush()
    walks.places[0].location.organization_id = hidden.id
    walks.organization.parent_organization_id = parent.id
    parent.parent_organization_id = hidden.id
    db.flush()

    assert "managingOrganization" not in get(f"/Location/{walks.places[0].location_id}")
    assert get(f"/Organization/{walks.organization_id}")["partOf"]["reference"] == f"Organization/{parent.id}"
    assert "partOf" not in get(f"/Organization/{parent.id}")


def test_the_old_id_of_a_service_leads_to_the_one_that_stayed(browser, db):
    kept_id, old_id = merge(db, make_service(db, "Walking group"), make_service(db, "The walking group"))

    answer = browser.get(f"/fhir/HealthcareService/{old_id}")

    assert (answer.status_code, answer.location) == (301, f"/fhir/HealthcareService/{kept_id}")


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8])
def test_pages_partition_what_is_found(get, db, count):
    wanted = {str(make_service(db, f"Group {number}").id) for number in range(7)}
    page = get("/HealthcareService", _count=count, name="group")
    pages = [page]

    while following := links(page).get("next"):
        pages.append(page := get(following))

    read = [each["resource"]["id"] for each in pages for each in each["entry"]]
    assert len(read) == len(set(read)) == 7
    assert set(read) == wanted
    assert {each["total"] for each in pages} == {7}
    assert get(links(pages[0])["last"])["entry"] == pages[-1]["entry"]
    assert get(links(pages[-1])["first"])["entry"] == pages[0]["entry"]
    for before, after in pairwise(pages):
        assert get(links(after)["previous"])["entry"] == before["entry"]
        assert get(links(after)["self"]) == after


def links(bundle) -> dict[str, str]:
    return {each["relation"]: each["url"] for each in bundle["link"]}


def test_what_comes_and_goes_between_two_pages_moves_nothing(get, db):
    services = sorted((make_service(db, f"Group {number}") for number in range(6)), key=lambda each: each.id)
    first = get("/HealthcareService", _count=3)
    services[2].stage = Stage.ARCHIVED.value
    bump_catalogue_version(db)
    db.flush()

    second = get(links(first)["next"])

    read = [each["resource"]["id"] for each in (*first["entry"], *second["entry"])]
    assert read == [str(each.id) for each in services]


def test_a_count_of_nought_asks_for_the_total_alone(get, walks):
    bundle = get("/HealthcareService", _count=0)

    assert bundle["total"] == 1
    assert "entry" not in bundle
    assert [each["relation"] for each in bundle["link"]] == ["self"]


def test_references_are_followed_both_ways(get, db, walks):
    organization = f"Organization/{walks.organization_id}"
    location = f"Location/{walks.places[0].location_id}"
    with_both = {"_include": ["HealthcareService:organization", "HealthcareService:location"]}

    found = get(f"/HealthcareService?{urlencode(with_both, doseq=True)}")
    back = get("/Organization", _revinclude="HealthcareService:organization")

    assert included(found) == {organization, location}
    assert included(back) == {f"HealthcareService/{walks.id}"}
    assert included(get("/Location", _revinclude="HealthcareService:location")) == {f"HealthcareService/{walks.id}"}


def included(bundle) -> set[str]:
    resources = [each["resource"] for each in bundle["entry"] if each["search"]["mode"] == "include"]
    return {f"{each['resourceType']}/{each['id']}" for each in resources}


def test_more_than_fits_is_cut_and_said_to_be(get, db, walks, monkeypatch):
    make_service(db, "Choir", organization=walks.organization)
    monkeypatch.setattr("directory.api.fhir.following.MOST_INCLUDED", 1)

    bundle = get("/Organization", _revinclude="HealthcareService:organization")

    assert len(included(bundle)) == 1
    assert "Ask for fewer" in warnings(bundle)[0]


def warnings(bundle) -> list[str]:
    outcomes = [each["resource"] for each in bundle["entry"] if each["search"]["mode"] == "outcome"]
    return [issue["details"]["text"] for outcome in outcomes for issue in outcome["issue"]]


UNKNOWN = {
    "colour=blue": "colour",
    "_include=Patient:link": "_include=Patient:link",
    "provider.name=B": "provider.name",
}


@pytest.mark.parametrize(("unknown", "named"), UNKNOWN.items())
def test_what_is_not_known_is_ignored_and_said_to_be(browser, walks, unknown, named):
    lenient = browser.get(f"/fhir/HealthcareService?{unknown}")
    strict = browser.get(f"/fhir/HealthcareService?{unknown}", headers={"Prefer": "return=minimal, handling=strict"})

    assert warnings(valid(lenient.json)) == [f"{named}: this is not known here, and was ignored."]
    assert "colour" not in links(lenient.json)["self"]
    assert strict.status_code == 400
    assert valid(strict.json)["issue"][0]["severity"] == "error"


WRONG = {
    "a modifier": "name:missing=true",
    "a count": "_count=some",
    "a page": "_after=second",
    "a date": "_lastUpdated=yesterday",
    "a day that is none": "_lastUpdated=ge2026-02-31",
    "a year that is none": "_lastUpdated=gt9999",
    "a character that no text has": "name=a%00b",
    "too many values": "name=" + ",".join(["a"] * 51),
    "too many parameters": "&".join(["name=a"] * 51),
}


@pytest.mark.parametrize("asked", WRONG.values(), ids=WRONG)
def test_what_cannot_be_used_is_an_outcome_that_says_so(browser, asked):
    answer = browser.get(f"/fhir/HealthcareService?{asked}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/fhir+json"
    assert valid(answer.json)["issue"][0]["code"] == "invalid"


@pytest.mark.parametrize(
    "asked", ["", "a|b|1|km", "53|-1|1|yards", "91|0|1|km", "53|-1|-1|km", "nan|0|1|km", "1|2|3|km|4"]
)
def test_a_circle_has_to_be_on_earth(browser, asked):
    answer = browser.get("/fhir/Location", query_string={"near": asked or "|"})

    assert answer.status_code == 400
    assert answer.json["issue"][0]["details"]["text"].startswith("near: ")


@pytest.mark.parametrize(
    "path", ["HealthcareService/00000000-0000-4000-8000-000000000000", "Location/none", "Patient", "", "metadata/x"]
)
def test_what_is_not_there_is_an_outcome(browser, path):
    answer = browser.get(f"/fhir/{path}")

    assert answer.status_code == 404
    assert valid(json.loads(answer.data))["issue"][0]["code"] == "not-found"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


FORMS = {
    "nothing": ({}, "", "application/fhir+json"),
    "fhir": ({"Accept": "application/fhir+json"}, "", "application/fhir+json"),
    "fhir of this version": ({"Accept": "application/fhir+json; fhirVersion=4.0"}, "", "application/fhir+json"),
    "json": ({"Accept": "application/json"}, "", "application/json"),
    "a browser": ({"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"}, "", "application/fhir+json"),
    "by address": ({"Accept": "text/html"}, "?_format=json", "application/fhir+json"),
    "by address with a plus": ({}, "?_format=application/fhir+json", "application/fhir+json"),
    "xml": ({"Accept": "application/fhir+xml"}, "", None),
    "xml by address": ({}, "?_format=xml", None),
    "another version": ({"Accept": "application/fhir+json; fhirVersion=5.0"}, "", None),
}


@pytest.mark.parametrize(("headers", "asked", "wanted"), FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("path", ["metadata", "HealthcareService"])
def test_an_answer_is_json_or_none(browser, path, headers, asked, wanted):
    answer = browser.get(f"/fhir/{path}{asked}", headers=headers)

    assert (answer.status_code, answer.mimetype) == ((200, wanted) if wanted else (406, "application/fhir+json"))
    valid(answer.json)


def test_a_search_may_be_posted(browser, db, walks):
    make_service(db, "Choir")

    answer = browser.post("/fhir/HealthcareService/_search", data={"name": "walk"})

    assert answer.status_code == 200
    assert [each["resource"]["name"] for each in valid(answer.json)["entry"]] == ["Walking group"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_search_posted_as_something_else_is_refused_rather_than_answered_with_everything(browser, walks):
    answer = browser.post("/fhir/HealthcareService/_search", json={"name": "walk"})

    assert answer.status_code == 415
    valid(answer.json)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_nothing_can_be_changed(browser, method):
    answer = browser.open("/fhir/HealthcareService", method=method)

    assert answer.status_code == 405
    assert valid(answer.json)["issue"][0]["code"] == "not-supported"


@pytest.mark.parametrize("path", ["HealthcareService", "HealthcareService/{}", "metadata"])
def test_an_answer_may_be_kept_and_sets_no_cookie(browser, walks, path):
    answer = browser.get("/fhir/" + path.format(walks.id))

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers
    assert set(answer.headers["Vary"].split(", ")) == {"Accept", "Prefer"}


def test_a_page_of_another_site_may_post_a_search(browser):
    answer = browser.options("/fhir/Location/_search")

    assert "POST" in answer.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("path", ["HealthcareService?_count=5", "HealthcareService/{}"])
def test_an_unchanged_answer_is_not_sent_again_on_the_same_day(browser, walks, time_machine, path):
    address = "/fhir/" + path.format(walks.id)
    time_machine.move_to("2026-11-25T10:00:00Z", tick=False)
    known = {"If-None-Match": browser.get(address).headers["ETag"]}

    again = browser.get(address, headers=known)
    time_machine.move_to("2026-11-26T10:00:00Z", tick=False)
    next_day = browser.get(address, headers=known)

    assert (again.status_code, again.data) == (304, b"")
    assert next_day.status_code == 200


def test_the_statement_claims_what_can_be_asked(browser, get):
    statement = get("/metadata")

    [rest] = statement["rest"]
    assert statement["fhirVersion"] == "4.0.1"
    assert [each["type"] for each in rest["resource"]] == KINDS
    for resource in rest["resource"]:
        for parameter in resource["searchParam"]:
            asked = {"_lastUpdated": "2026", "near": "53|-1"}.get(parameter["name"], "x")
            headers = {"Prefer": "handling=strict"}
            answer = browser.get(f"/fhir/{resource['type']}?{parameter['name']}={asked}", headers=headers)
            assert answer.status_code == 200, answer.text
