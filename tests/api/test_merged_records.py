"""Old ids of what was listed twice, in the feed."""

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service
from tests.factories.duplicates import make_candidate, wanted_merge


def merge(db, kept, old):
    """Merge two; returns the ids of both."""
    ids = kept.id, old.id
    candidate = make_candidate(db, kept, old)
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, kept))
    return ids


def test_the_old_id_of_a_service_leads_to_the_one_that_stayed(browser, db):
    kept_id, old_id = merge(db, make_service(db, "Walking group"), make_service(db, "The walking group"))

    answer = browser.get(f"/feed/services/{old_id}")

    assert (answer.status_code, answer.location) == (301, f"/feed/services/{kept_id}")
    assert "immutable" not in answer.headers["Cache-Control"]
    assert browser.get(answer.location).json["id"] == str(kept_id)


def test_the_old_id_of_an_organization_keeps_the_question(browser, db):
    kept, old = make_organization(db), make_organization(db, "Beck Lane Community Ctr")
    make_service(db, organization=kept), make_service(db, "Choir", organization=old)
    kept_id, old_id = merge(db, kept, old)

    answer = browser.get(f"/feed/organizations/{old_id}?full_service=true")

    assert (answer.status_code, answer.location) == (301, f"/feed/organizations/{kept_id}?full_service=true")
    assert len(browser.get(answer.location).json["services"]) == 2


def test_a_merged_service_is_listed_once(get, db):
    kept_id, _ = merge(db, make_service(db, "Walking group"), make_service(db, "The walking group"))

    assert [each["id"] for each in get("/services")["contents"]] == [str(kept_id)]
