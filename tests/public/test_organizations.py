"""The page of one organisation."""

import html

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.contacts import Contact, Phone, WebAddress
from directory.catalogue.models.organizations import OrganizationIdentifier
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service
from tests.factories.duplicates import make_candidate, wanted_merge


def look_at(browser, organization):
    return browser.get(f"/organisations/{organization.id}")


def told(answer) -> str:
    return html.unescape(answer.text)


def test_page_tells_who_they_are_and_how_to_reach_them(browser, db):
    organization = make_organization(
        db,
        alternate_name="The Beck",
        legal_status="Charity",
        year_incorporated=1987,
        email="desk@becklane.example",
        website="https://becklane.example",
        phones=[Phone(number="0113 496 0000")],
        contacts=[Contact(name="Ada", title="Front desk", phones=[Phone(number="0113 496 0001")])],
        identifiers=[OrganizationIdentifier(identifier_scheme="GB-CHC", identifier_type="x", identifier="1123456")],
        additional_websites=[WebAddress(label="On Facebook", url="https://facebook.example/becklane")],
    )
    make_service(db, organization=organization)

    page = told(look_at(browser, organization))

    for fact in (
        "Beck Lane Community Centre",
        "Also known as The Beck",
        "brings people together",
        "Charity number 1123456",
        "1987",
        "Ada, Front desk",
        'href="tel:01134960001"',
        'href="tel:01134960000"',
        'href="mailto:desk@becklane.example"',
        "Their website (becklane.example)",
        "On Facebook (facebook.example)",
    ):
        assert fact in page, fact


def test_page_lists_what_is_on_and_leaves_out_what_has_ended_or_is_only_written(browser, db):
    organization = make_organization(db)
    shown = make_service(db, "Walking group", organization=organization)
    make_service(db, "Old choir", organization=organization, status="defunct")
    make_service(db, "New choir", organization=organization, stage="draft")
    make_service(db, "Wrong choir", organization=organization, stage="archived")

    page = told(look_at(browser, organization))

    assert f'href="/activities/{shown.id}"' in page
    assert "choir" not in page


def test_page_of_an_activity_leads_to_who_runs_it(browser, db):
    service = make_service(db)

    assert f'href="/organisations/{service.organization_id}"' in browser.get(f"/activities/{service.id}").text


def test_organisation_without_a_published_activity_is_not_there(browser, db):
    draft = make_service(db, "New choir", stage="draft")
    archived = make_service(db, "Wrong choir", stage="archived")

    assert look_at(browser, draft.organization).status_code == 404
    assert look_at(browser, archived.organization).status_code == 404


def test_organisation_whose_activities_have_all_ended_says_so(browser, db):
    service = make_service(db, status="defunct")

    answer = look_at(browser, service.organization)

    assert answer.status_code == 200
    assert "Nothing is listed at the moment" in answer.text


def test_address_of_one_that_was_listed_twice_leads_to_the_one_there_is(browser, db):
    kept, old = make_service(db).organization, make_service(db, "Choir").organization
    old_id, candidate = old.id, make_candidate(db, kept, old)
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, kept))
    db.flush()

    answer = browser.get(f"/organisations/{old_id}")

    assert (answer.status_code, answer.location) == (301, f"/organisations/{kept.id}")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_activity_that_is_closed_for_now_says_so(browser, db):
    service = make_service(db, status="temporarily closed")

    assert "This is closed for now" in told(look_at(browser, service.organization))
