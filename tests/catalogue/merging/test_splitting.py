"""Undoing a merge: both records are there again, and what people did since is not lost."""

from datetime import time

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.history.local_values import keep_beside_source, local_values
from directory.catalogue.history.record_rows import load_rows
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.merging.splitting import split_records
from directory.catalogue.merging.survivors import find_survivor
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.duplicates import DuplicateCandidate, MergedRow, MergedSourceRecord
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.sources import SourceRecord
from directory.catalogue.models.taxonomies import Attribute
from directory.db import Base
from directory.errors import Conflict, Refused
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import refer_onward
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.duplicates import give_by_source, make_candidate, wanted_merge
from tests.factories.referrals import wanted_referral

OUR_OWN = ("last_modified", "version")


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def kept(db):
    return make_service(db, "Walking group", email="walks@becklane.example")


@pytest.fixture
def old(db):
    """A listing with something of most kinds, part of it doubled and part of it its own."""
    old = make_service(db, "The walking group", alert="Bring boots", point=(53.78, -1.55))
    old.schedules.append(Schedule(freq="WEEKLY", byday="FR", opens_at=time(14)))
    old.places[0].schedules = [Schedule(freq="WEEKLY", byday="SA", opens_at=time(9))]
    db.add(Contact(service_id=old.id, name="The warden", phones=[Phone(number="0113 496 0000")]))
    term = make_term(db)
    db.add(Attribute(link_id=old.id, link_entity="service", link_type="need", taxonomy_term_id=term.id))
    db.flush()
    return old


@pytest.fixture
def candidate(db, kept, old):
    return make_candidate(db, kept, old)


def rows_now(db, *ids):
    """Both records as rows, without what counts changes."""
    db.flush()
    found = load_rows(db.connection(), "service", ids)
    for each in ids:
        for name in OUR_OWN:
            found[each].get("service", {}).get(each, {}).pop(name, None)
    return found


def merge(db, editor, candidate, keep, **more):
    return merge_records(db, editor, candidate, wanted_merge(db, candidate, keep, **more))


@pytest.mark.parametrize("take", [(), ("places", "times", "contacts", "tags")], ids=["nothing taken", "all taken"])
def test_after_a_split_both_are_as_they_were(db, editor, kept, old, candidate, take):
    ids = kept.id, old.id
    before = rows_now(db, *ids)
    merged = merge(db, editor, candidate, kept, other_fields=["name", "alert"], take=take)

    split_records(db, editor, merged, "They are two after all")

    assert rows_now(db, *ids) == before
    assert find_survivor(db, "service", ids[1]) is None


def test_a_split_comes_out_whichever_source_leads(db, editor, kept, old, candidate):
    give_by_source(db, old)
    ids = kept.id, old.id
    before = rows_now(db, *ids)
    merged = merge(db, editor, candidate, kept)

    split_records(db, editor, merged, None)

    assert rows_now(db, *ids) == before


def test_a_place_that_came_to_hide_where_it_is_tells_it_again(db, editor, kept, old, candidate):
    old.places[0].location.hides_address = True
    here, hidden = kept.places[0].location_id, old.places[0].location_id
    merged = merge(db, editor, candidate, kept)

    split_records(db, editor, merged, None)

    assert {each: db.get_one(Location, each).hides_address for each in (here, hidden)} == {here: False, hidden: True}


def test_a_pair_that_was_split_is_off_the_list(db, editor, kept, old, candidate):
    merged = merge(db, editor, candidate, kept)

    split_records(db, editor, merged, "They are two after all")

    pair = db.scalars(select(DuplicateCandidate)).one()
    assert (pair.state, pair.note) == ("dismissed", "They are two after all")


def test_what_somebody_edited_since_stays(db, editor, kept, old, candidate):
    kept_id = kept.id
    merged = merge(db, editor, candidate, kept, other_fields=["name", "alert"])
    db.get(Service, kept_id).alert = "Written since"

    split_records(db, editor, merged, None)

    now = db.get(Service, kept_id)
    assert (now.name, now.alert) == ("Walking group", "Written since")


def test_referrals_go_back_and_those_made_since_stay(db, editor, kept, old, candidate):
    coordinator = make_actor(db)
    client = make_client(db, coordinator)
    earlier = refer_onward(db, coordinator, client, wanted_referral(old.id, "made-before"))
    kept_id, old_id = kept.id, old.id
    merged = merge(db, editor, candidate, kept)
    later = refer_onward(db, coordinator, make_client(db, coordinator), wanted_referral(kept_id, "made-after"))
    db.flush()

    split_records(db, editor, merged, None)

    assert db.get(OnwardReferral, earlier.id).service_id == old_id
    assert db.get(OnwardReferral, later.id).service_id == kept_id


def test_each_source_finds_its_own_record_again(db, editor, kept, old, candidate):
    give_by_source(db, kept), give_by_source(db, old, "The charity list")
    old_id = old.id
    merged = merge(db, editor, candidate, kept)

    split_records(db, editor, merged, None)

    assert db.scalar(select(SourceRecord.record_id).where(SourceRecord.source_key == str(old_id))) == old_id
    assert db.scalars(select(MergedSourceRecord)).all() == []
    assert db.scalars(select(MergedRow)).all() == []


def test_what_was_changed_here_is_kept_beside_its_source_again(db, editor, kept, old, candidate):
    give_by_source(db, kept), give_by_source(db, old, "The charity list")
    keep_beside_source(db, editor.user_id, "service", old.id, [FieldChange("alert", "From the source", "Bring boots")])
    db.flush()
    kept_id, old_id = kept.id, old.id
    merged = merge(db, editor, candidate, kept, other_fields=["alert"])

    split_records(db, editor, merged, None)

    assert {name: each.source_value for name, each in local_values(db, "service", old_id).items()} == {
        "alert": "From the source"
    }
    assert local_values(db, "service", kept_id) == {}


def test_a_part_that_is_gone_since_comes_back(db, editor, kept, old, candidate):
    old_id = old.id
    friday = next(each.id for each in old.schedules if each.byday == "FR")
    merged = merge(db, editor, candidate, kept)
    db.delete(db.get(Schedule, friday))
    db.flush()

    split_records(db, editor, merged, None)

    assert db.get(Schedule, friday).service_id == old_id


def test_a_tag_whose_term_is_gone_stays_away(db, editor, kept, old, candidate):
    term = make_term(db, "Soon gone")
    db.add(Attribute(link_id=old.id, link_entity="service", link_type="need", taxonomy_term_id=term.id))
    db.flush()
    old_id, merged = old.id, merge(db, editor, candidate, kept)
    db.delete(term)
    db.flush()

    split_records(db, editor, merged, None)

    names = [each.taxonomy_term_id for each in db.scalars(select(Attribute).where(Attribute.link_id == old_id))]
    assert len(names) == 1


def test_only_one_of_two_people_splits(db, editor, kept, old, candidate):
    merged = merge(db, editor, candidate, kept)
    split_records(db, editor, merged, None)

    with pytest.raises(Conflict, match="undone this already"):
        split_records(db, editor, merged, None)


def test_a_later_merge_is_undone_first(db, editor, kept, old, candidate):
    last = make_service(db, "Walkers")
    kept_id, last_id, old_id = kept.id, last.id, old.id
    first = merge(db, editor, candidate, kept)
    second = merge(db, editor, make_candidate(db, db.get(Service, kept_id), last), last)
    first_id = first.id

    with pytest.raises(Refused, match="Undo that first"):
        split_records(db, editor, first, None)

    split_records(db, editor, second, None)
    split_records(db, editor, db.get(type(first), first_id), None)
    assert {db.get(Service, each).id for each in (kept_id, last_id, old_id)} == {kept_id, last_id, old_id}


def test_services_go_back_to_their_organization(db, editor):
    stays, goes = make_organization(db), make_organization(db, "Beck Lane Community Ctr")
    service = make_service(db, "Walking group", organization=goes)
    service_id, goes_id = service.id, goes.id
    merged = merge(db, editor, make_candidate(db, stays, goes), stays)

    split_records(db, editor, merged, None)

    assert db.get(Service, service_id).organization_id == goes_id


def test_a_merge_undone_can_be_made_again(db, editor, kept, old, candidate):
    kept_id, old_id = kept.id, old.id
    merged = merge(db, editor, candidate, kept)
    split_records(db, editor, merged, None)
    again = db.scalars(select(DuplicateCandidate)).one()
    again.state = "open"

    merge(db, editor, again, db.get(Service, kept_id))

    assert find_survivor(db, "service", old_id) == kept_id


def test_no_place_is_lost(db, editor, kept, old, candidate):
    counts = {name: db.scalar(select(Base.metadata.tables[name].c.id).limit(1)) for name in ("location", "address")}
    merged = merge(db, editor, candidate, kept)

    split_records(db, editor, merged, None)

    assert None not in counts.values()
    assert len(db.scalars(select(ServiceAtLocation)).all()) == 2
