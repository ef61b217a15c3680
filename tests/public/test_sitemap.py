"""What programs find that look through the site, and what is not for them."""

from datetime import UTC, datetime

import pytest
from defusedxml import ElementTree

from directory.public import sitemap
from tests.factories.catalogue import make_organization, make_service

NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(answer) -> list[str]:
    assert answer.status_code == 200
    return [each.text for each in ElementTree.fromstring(answer.data).iter(f"{NAMES}loc")]


def paths(answer) -> list[str]:
    return ["/" + each.split("/", 3)[3] for each in addresses(answer)]


def test_what_is_listed_is_in_it_with_the_day_of_its_last_change(browser, db):
    service = make_service(db, last_modified=datetime(2026, 11, 3, 23, tzinfo=UTC))

    answer = browser.get("/sitemap-1.xml")

    assert f"/activities/{service.id}</loc><lastmod>2026-11-03</lastmod>" in answer.text
    assert f"/organisations/{service.organization_id}" in paths(answer)
    assert "/privacy" in paths(answer)


@pytest.mark.parametrize("hidden", [{"stage": "draft"}, {"stage": "archived"}, {"status": "defunct"}])
def test_what_is_not_listed_or_has_ended_is_not_in_it(browser, db, hidden):
    service = make_service(db, organization=make_organization(db), **hidden)

    assert f"/activities/{service.id}" not in paths(browser.get("/sitemap-1.xml"))


def test_much_stands_in_several_files_each_thing_once(browser, db, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGES_IN_A_FILE", 3)
    group = make_organization(db)
    services = [make_service(db, f"Walk {number}", organization=group) for number in range(5)]

    files = paths(browser.get("/sitemap.xml"))

    assert files == ["/sitemap-1.xml", "/sitemap-2.xml"]
    listed = [path for file in files for path in paths(browser.get(file)) if path.startswith(("/act", "/org"))]
    wanted = [f"/activities/{each.id}" for each in services] + [f"/organisations/{group.id}"]
    assert sorted(listed) == sorted(wanted)
    assert browser.get("/sitemap-3.xml").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "-1", "9" * 30])
def test_there_are_no_other_files(browser, db, number):
    make_service(db)

    assert browser.get(f"/sitemap-{number}.xml").status_code == 404


def test_empty_directory_has_one_file(browser, db):
    assert paths(browser.get("/sitemap.xml")) == ["/sitemap-1.xml"]


@pytest.mark.parametrize(
    "path", ["/staff/", "/replies/", "/search?", "/cy/search?", "/shortlist", "/refer", "/messages/"]
)
def test_programs_are_told_what_is_not_for_them(browser, path):
    assert f"\nDisallow: {path}\n" in browser.get("/robots.txt").text


def test_programs_are_told_where_the_map_is(browser):
    assert "\nSitemap: http://localhost/sitemap.xml\n" in browser.get("/robots.txt").text


@pytest.mark.parametrize("page", ["report", "question", "go"])
def test_a_form_about_an_activity_is_found_by_no_search_engine(browser, db, page):
    service = make_service(db, email="walks@becklane.example")

    assert '<meta name="robots" content="noindex">' in browser.get(f"/activities/{service.id}/{page}").text
    assert 'content="noindex"' not in browser.get(f"/activities/{service.id}").text
