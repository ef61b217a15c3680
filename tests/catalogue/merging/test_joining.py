"""Making two records one: what stays, what moves, and what follows."""

import uuid
from datetime import date, time

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.duplicates.candidates import pair_of
from directory.catalogue.history.record_rows import owned_pairs
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.merging.following import columns_naming
from directory.catalogue.merging.joining import FOUND_AGAIN, NAME_ANY_KIND, merge_records
from directory.catalogue.merging.parts import PART_OF
from directory.catalogue.merging.survivors import find_survivor
from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.merging import MERGE, Follows
from directory.catalogue.models.organizations import Organization, OrganizationIdentifier
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.schedules import Schedule, ScheduleException
from directory.catalogue.models.services import Program, Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.queries import catalogue_version
from directory.champions.models import ListingCheck
from directory.champions.operations import confirm_listing
from directory.cli.schema import METADATA
from directory.db import new_id
from directory.errors import Conflict, Refused
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import refer_onward
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.photographs import make_photograph, make_picture
from tests.factories.referrals import wanted_referral


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def kept(db):
    return make_service(db, "Walking group", email="walks@becklane.example")


@pytest.fixture
def old(db):
    return make_service(db, "The walking group", description="A longer story.", alert="Bring boots")


@pytest.fixture
def candidate(db, kept, old):
    return make_candidate(db, kept, old)


def merge(db, editor, candidate, keep, **more):
    return merge_records(db, editor, candidate, wanted_merge(db, candidate, keep, **more))


def rows_of(db, model, **owner):
    [(column, value)] = owner.items()
    return db.scalars(select(model).where(getattr(model, column) == value)).all()


def reread(db, service_id):
    return db.scalar(select(Service).where(Service.id == service_id).execution_options(populate_existing=True))


@pytest.mark.parametrize("entity", ["service", "organization"])
def test_every_table_that_names_a_record_says_what_becomes_of_it(entity):
    without = [str(column) for column in columns_naming(entity) if not isinstance(column.info.get(MERGE), Follows)]

    assert without == []


def test_every_table_that_names_records_of_any_kind_is_looked_after():
    names = {"record_id", "link_id"}
    found = {
        table.name
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name in names and not column.foreign_keys
    }

    assert found == NAME_ANY_KIND | FOUND_AGAIN


def test_one_stays_with_its_id_and_the_other_is_gone(db, editor, kept, old, candidate):
    kept_id, old_id = kept.id, old.id

    merge(db, editor, candidate, kept)

    assert reread(db, old_id) is None
    assert reread(db, kept_id).name == "Walking group"
    assert find_survivor(db, "service", old_id) == kept_id


def test_each_field_is_as_chosen(db, editor, kept, old, candidate):
    kept_id = kept.id

    merge(db, editor, candidate, kept, other_fields=["description", "alert"])

    now = reread(db, kept_id)
    assert now.name == "Walking group"
    assert now.description == "A longer story."
    assert now.alert == "Bring boots"
    assert now.email == "walks@becklane.example"


def test_the_later_check_counts(db, editor, kept, old, candidate):
    kept.assured_date, old.assured_date, old.assurer_email = date(2026, 1, 2), date(2026, 5, 6), "a@example.org"
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert (reread(db, kept_id).assured_date, reread(db, kept_id).assurer_email) == (date(2026, 5, 6), "a@example.org")


def test_what_is_doubled_is_there_once(db, editor, kept, old, candidate):
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert len(rows_of(db, Schedule, service_id=kept_id)) == 1
    assert len(rows_of(db, CostOption, service_id=kept_id)) == 1
    assert len(rows_of(db, ServiceAtLocation, service_id=kept_id)) == 1


def test_photographs_come_along_and_the_same_picture_is_there_once(db, editor, kept, old, candidate):
    same = make_photograph(db, kept, "The beck in spring")
    make_photograph(db, old, "A beck", digest=same.digest)
    make_photograph(db, old, "The hall", position=1, digest=make_picture(db, "red"))
    kept_id = kept.id

    merge(db, editor, candidate, kept, take=["photographs"])

    assert {each.alt_text for each in rows_of(db, Photograph, service_id=kept_id)} == {"The beck in spring", "The hall"}


def test_what_only_the_other_has_moves(db, editor, kept, old, candidate):
    old.schedules.append(Schedule(freq="WEEKLY", byday="FR", opens_at=time(14)))
    db.add(Contact(service_id=old.id, name="The warden", phones=[Phone(number="0113 496 0000")]))
    term = make_term(db)
    db.add(Attribute(link_id=old.id, link_entity="service", link_type="need", taxonomy_term_id=term.id))
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert {each.byday for each in rows_of(db, Schedule, service_id=kept_id)} == {"TU", "FR"}
    [contact] = rows_of(db, Contact, service_id=kept_id)
    assert [each.number for each in rows_of(db, Phone, contact_id=contact.id)] == ["0113 496 0000"]
    assert [each.taxonomy_term_id for each in rows_of(db, Attribute, link_id=kept_id)] == [term.id]


def test_a_part_that_was_left_goes(db, editor, kept, old, candidate):
    old.schedules.append(Schedule(freq="WEEKLY", byday="FR", opens_at=time(14)))
    kept_id = kept.id

    merge(db, editor, candidate, kept, take=["places"])

    assert [each.byday for each in rows_of(db, Schedule, service_id=kept_id)] == ["TU"]


def test_a_doubled_telephone_number_is_there_once_however_it_is_written(db, editor, kept, old, candidate):
    db.add(Phone(service_id=kept.id, number="0113 496 0000"))
    db.add(Phone(service_id=old.id, number="+44 (0)113 4960000"))
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert [each.number for each in rows_of(db, Phone, service_id=kept_id)] == ["0113 496 0000"]


@pytest.mark.parametrize("hiding", ["kept", "old"])
def test_one_spot_that_hides_where_it_is_goes_on_doing_so_whichever_stays(db, editor, kept, old, candidate, hiding):
    {"kept": kept, "old": old}[hiding].places[0].location.hides_address = True
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    [place] = rows_of(db, ServiceAtLocation, service_id=kept_id)
    assert db.get_one(Location, place.location_id).hides_address


def test_another_place_moves_with_its_times(db, editor, kept, candidate, old):
    far = make_service(db, "Elsewhere", point=(53.9, -1.2)).places[0]
    far.location.addresses[0].postal_code = "YO1 7HH"
    far.schedules = [Schedule(freq="WEEKLY", byday="TU", opens_at=time(10, 30), closes_at=time(12))]
    db.flush()
    far.service = old
    db.flush()
    kept_id, place_id = kept.id, far.id

    merge(db, editor, candidate, kept)

    assert place_id in {each.id for each in rows_of(db, ServiceAtLocation, service_id=kept_id)}
    assert len(rows_of(db, Schedule, service_at_location_id=place_id)) == 1


def test_times_of_a_doubled_place_go_to_the_place_that_stays(db, editor, kept, old, candidate):
    old.places[0].schedules = [Schedule(freq="WEEKLY", byday="SA", opens_at=time(9))]
    place_id = kept.places[0].id

    merge(db, editor, candidate, kept)

    assert [each.byday for each in rows_of(db, Schedule, service_at_location_id=place_id)] == ["SA"]


def test_the_newer_word_on_room_counts(db, editor, kept, old, candidate):
    now = clock.now()
    kept.capacities = [ServiceCapacity(room="has room", updated=now.replace(year=now.year - 1))]
    old.capacities = [ServiceCapacity(room="full", updated=now)]
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert [each.room for each in rows_of(db, ServiceCapacity, service_id=kept_id)] == ["full"]


@pytest.fixture
def referral(db, old):
    coordinator = make_actor(db)
    client = make_client(db, coordinator)
    return refer_onward(db, coordinator, client, wanted_referral(old.id, "first-referral"))


def test_referrals_and_checks_follow(db, editor, kept, old, candidate, referral):
    confirm_listing(db, editor, old)
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert [each.id for each in rows_of(db, OnwardReferral, service_id=kept_id)] == [referral.id]
    assert len(rows_of(db, ListingCheck, service_id=kept_id)) == 1


def test_a_client_with_an_open_referral_to_each_holds_the_merge_up(db, editor, kept, old, candidate, referral):
    coordinator = make_actor(db, email="second@staff.example")
    client = make_client(db, coordinator)
    for service, key in ((kept, "one-of-two"), (old, "two-of-two")):
        refer_onward(db, coordinator, client, wanted_referral(service.id, key))
    wanted = wanted_merge(db, candidate, kept)

    with pytest.raises(Refused, match="close one of the two first"):
        merge_records(db, editor, candidate, wanted)


def test_a_change_that_waits_waits_at_the_one_that_stays(db, editor, kept, old, candidate):
    waiting = suggest_changes(db, editor, old, [FieldChange("alert", "Bring boots", None)], None)
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert db.get(Revision, waiting.id).record_id == kept_id


def test_a_merge_is_in_the_history_and_in_the_audit_and_every_worker_is_told(db, editor, kept, old, candidate):
    before, kept_id = catalogue_version(db), kept.id

    merge(db, editor, candidate, kept, other_fields=["alert"], note="Rang them")

    revision = db.scalars(select(Revision).where(Revision.record_id == kept_id)).all()[-1]
    acts = [each.action for each in db.scalars(select(AuditEvent)).all()]
    assert catalogue_version(db) == before + 1
    assert revision.reason == "Made one with “The walking group”: Rang them"
    assert [each["field"] for each in revision.changes] == ["alert"]
    assert {"duplicate.merged", "service.merged"} <= set(acts)


def test_a_chain_of_merges_leads_to_the_last(db, editor, kept, old, candidate):
    last = make_service(db, "Walkers")
    old_id, kept_id, last_id = old.id, kept.id, last.id
    merge(db, editor, candidate, kept)

    merge(db, editor, make_candidate(db, reread(db, kept_id), last), last)

    assert find_survivor(db, "service", old_id) == last_id
    assert find_survivor(db, "service", kept_id) == last_id
    assert find_survivor(db, "service", last_id) is None


def test_the_second_of_two_people_is_told(db, editor, kept, old, candidate):
    wanted = wanted_merge(db, candidate, kept)
    merge_records(db, editor, candidate, wanted)

    with pytest.raises(Conflict, match="decided this pair already"):
        merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted)


def test_what_changed_while_somebody_looked_is_not_written_over(db, editor, kept, old, candidate):
    wanted = wanted_merge(db, candidate, kept)
    old.name = "Renamed meanwhile"
    db.flush()

    with pytest.raises(Conflict, match="changed one of the two"):
        merge_records(db, editor, candidate, wanted)


def test_what_was_dismissed_of_the_one_that_goes_stays_dismissed(db, editor, kept, old, candidate):
    third = make_service(db, "Ramblers")
    dismissed = {"state": "dismissed", "decided_by": editor.user_id, "decided_at": clock.now(), "note": "Another group"}
    make_candidate(db, old, third, **dismissed)
    pair = pair_of(kept.id, third.id)

    merge(db, editor, candidate, kept)

    found = db.scalars(select(DuplicateCandidate).where(DuplicateCandidate.first_id == pair[0])).all()
    assert [each.state for each in found if each.second_id == pair[1]] == [CandidateState.DISMISSED]


def test_merging_organizations_moves_what_they_run(db, editor):
    stays, goes = make_organization(db), make_organization(db, "Beck Lane Community Ctr")
    child = make_organization(db, "Beck Lane Juniors", parent_organization_id=goes.id)
    service = make_service(db, "Walking group", organization=goes)
    program = Program(id=new_id(), organization_id=goes.id, name="Health", description="Walks")
    number = OrganizationIdentifier(organization_id=goes.id, identifier_type="Charity number", identifier="123456")
    db.add_all([program, number])
    db.flush()
    ids = stays.id, service.id, program.id, child.id, number.id
    version = service.version

    merge(db, editor, make_candidate(db, stays, goes), stays)

    stays_id, service_id, program_id, child_id, number_id = ids
    assert reread(db, service_id).organization_id == stays_id
    assert reread(db, service_id).version > version
    assert db.get(Program, program_id).organization_id == stays_id
    assert db.get(Organization, child_id).parent_organization_id == stays_id
    assert db.get(OrganizationIdentifier, number_id).organization_id == stays_id


def test_an_organization_merged_with_its_parent_is_not_its_own_parent(db, editor):
    parent = make_organization(db, "The parent")
    db.flush()
    child = make_organization(db, "The child", parent_organization_id=parent.id)
    db.flush()
    child_id = child.id

    merge(db, editor, make_candidate(db, parent, child), child)

    assert db.get(Organization, child_id).parent_organization_id is None


def test_a_record_that_was_never_merged_leads_nowhere(db):
    assert find_survivor(db, "service", uuid.UUID(int=5)) is None


def test_a_contact_that_the_organization_has_as_well_stays_the_organizations(db, editor, kept, old, candidate):
    shared = Contact(service_id=old.id, organization_id=old.organization_id, name="The warden", phones=[])
    db.add_all([shared, Contact(service_id=kept.id, name="The warden", phones=[])])
    db.flush()
    shared_id, organization_id = shared.id, old.organization_id

    merge(db, editor, candidate, kept)

    left = db.get(Contact, shared_id)
    assert (left.organization_id, left.service_id) == (organization_id, None)


def test_a_person_can_take_or_leave_every_part_there_is():
    owned = {child for entity in ("service", "organization") for _, child in owned_pairs(entity)}

    assert owned == set(PART_OF)


def test_dates_left_out_of_doubled_times_go_to_the_times_that_stay(db, editor, kept, old, candidate):
    august = {"kind": "closed", "starts_on": date(2026, 8, 1), "ends_on": date(2026, 8, 31)}
    easter = {"kind": "closed", "starts_on": date(2026, 4, 3), "ends_on": date(2026, 4, 6)}
    mine, theirs = kept.schedules[0], old.schedules[0]
    db.add_all([ScheduleException(schedule_id=mine.id, **august), ScheduleException(schedule_id=theirs.id, **august)])
    db.add(ScheduleException(schedule_id=theirs.id, **easter))
    schedule_id = mine.id

    merge(db, editor, candidate, kept)

    left = rows_of(db, ScheduleException, schedule_id=schedule_id)
    assert sorted(each.starts_on for each in left) == [date(2026, 4, 3), date(2026, 8, 1)]


def test_what_one_of_the_two_published_stays_published(db, editor, kept, old, candidate):
    kept.stage = "draft"
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    assert reread(db, kept_id).stage == "published"
