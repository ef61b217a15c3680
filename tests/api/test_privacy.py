"""What is told in confidence is planted everywhere, and then looked for in all the open data there is."""

import json
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.api.fhir.parameters import SEARCHED
from directory.catalogue.models.services import Stage
from directory.champions.operations import confirm_listing
from directory.outbox import OutboxMessage
from tests.factories.catalogue import make_organization, make_service, make_term

ASSURER = "tom.checks@council.example"


@pytest.fixture
def world(db, our_world):
    world = our_world
    world.service.assurer_email = ASSURER
    champion = world.users[Role.CHAMPION]
    confirm_listing(db, actor_of(db, champion.email), world.service)
    db.commit()
    return world


def everything(browser) -> str:
    """All that the feed gives: each list in each form, and each record that they lead to."""
    lists = ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"]
    texts = [browser.get("/feed").text, browser.get("/feed/openapi.json").text]
    for name in lists:
        for form in ("", "?full=true", "?full_service=true", "?format=ndjson&full=true", "?minimal=true"):
            answer = browser.get(f"/feed/{name}{form}")
            texts.append(answer.text)
        found = json.loads(browser.get(f"/feed/{name}").text)["contents"]
        assert found
        texts += [browser.get(f"/feed/{name}/{each['id']}?full_service=true").text for each in found]
    return "\n".join([*texts, *everything_as_fhir(browser)])


def everything_as_fhir(browser) -> list[str]:
    """The same as FHIR: each list with all that goes with it, and each resource."""
    texts = [browser.get("/fhir/metadata").text]
    for searched in SEARCHED:
        name = searched.kind.name
        asked = {"_include": searched.includes, "_revinclude": searched.revincludes, "unknown": "x"}
        found = json.loads(browser.get(f"/fhir/{name}?{urlencode(asked, doseq=True)}").text)
        assert found["total"] > 0
        texts += [json.dumps(found), browser.post(f"/fhir/{name}/_search").text]
        texts += [browser.get(each["fullUrl"]).text for each in found["entry"] if "fullUrl" in each]
    return texts


def test_nothing_told_in_confidence_is_in_the_feed(browser, db, world):
    emails = [user.email for user in (*world.users.values(), *world.other_users.values())]
    letters = [each.text for each in db.scalars(select(OutboxMessage))]
    found = everything(browser)
    told = [world.client.name, "I miss my walks", world.client.reference, world.referral.reference, *emails, *letters]

    assert letters
    assert [each for each in [*told, ASSURER, "Scheme here"] if each in found] == []


def test_a_groups_own_address_may_say_who_checked(get, db, world):
    world.service.assurer_email = world.service.email
    db.commit()

    assert get(f"/services/{world.service.id}")["assurer_email"] == world.service.email


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.PUBLISHED])
def test_a_listing_that_is_not_published_leaves_no_trace(browser, db, world, stage):
    hidden = make_service(
        db,
        "Not yet agreed",
        organization=make_organization(db, "Not yet agreed with"),
        terms=[make_term(db, "Not yet used")],
        stage=stage.value,
    )
    known = make_service(db, "Not yet agreed either", organization=world.service.organization, stage=stage.value)
    db.commit()

    found = everything(browser)

    assert "Not yet" not in found
    assert str(hidden.id) not in found
    for address in (
        f"services/{hidden.id}",
        f"services/{known.id}",
        f"service_at_locations/{hidden.places[0].id}",
        f"organizations/{hidden.organization_id}",
    ):
        assert browser.get(f"/feed/{address}").status_code == 404
