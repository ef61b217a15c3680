"""From which groups referrals come: said once, known for those written so before and after."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import text

from directory import clock
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.referrers import count_received, find_group_of, link_referrer
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.organizations import Organization
from directory.db import transaction
from directory.errors import Refused
from directory.rights.erased_tables import delete_rows
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate, wanted_merge


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def group(db):
    return make_service(db, "Advice at Beck Lane").organization


def referred(db, actor, written="Beck Lane Advice", **more):
    """Somebody whom a professional refers."""
    who = {
        "referrer_name": "Lee",
        "referrer_role": "Adviser",
        "referrer_contact": "0113 496 0444",
        "statement": "Lonely",
    }
    known = {"source": ReferralSource.PROFESSIONAL, **who, "referrer_organization": written, **more}
    referral = make_referral_in(db, actor, **known)
    db.flush()
    return referral


def count(db, actor):
    db.flush()
    return dict(count_received(db, actor.scheme_id, clock.now() - timedelta(days=365)))


def test_it_is_said_once_for_all_that_were_written_so(db, coordinator, group):
    first, second = referred(db, coordinator), referred(db, coordinator, " beck lane  ADVICE ")
    referred(db, coordinator, "Another")
    elsewhere = make_actor(db)
    referred(db, elsewhere)

    assert link_referrer(db, coordinator, first, group) == 2

    assert count(db, coordinator) == {group.id: 2}
    assert find_group_of(db, second).id == group.id
    assert count(db, elsewhere) == {}


def test_one_that_comes_later_is_known(db, coordinator, group):
    link_referrer(db, coordinator, referred(db, coordinator), group)
    db.flush()

    later = referred(db, coordinator)

    assert find_group_of(db, later).id == group.id
    assert find_group_of(db, referred(db, coordinator, "Another")) is None
    assert find_group_of(db, referred(db, make_actor(db))) is None


def test_said_again_it_is_put_right(db, coordinator, group):
    referral = referred(db, coordinator)
    link_referrer(db, coordinator, referral, group)
    db.flush()
    other = make_service(db, "Another").organization

    link_referrer(db, coordinator, referral, other)

    assert count(db, coordinator) == {other.id: 1}
    assert find_group_of(db, referred(db, coordinator)).id == other.id


def test_of_two_who_say_it_at_once_neither_fails_and_one_group_stands(own_database, at_once):
    with transaction() as db:
        coordinator = make_actor(db)
        referral_id = referred(db, coordinator).id
        groups = [make_service(db, name).organization_id for name in ("One", "Two")]

    def saying(group_id):
        def link() -> object:
            with transaction() as db:
                group, referral = db.get_one(Organization, group_id), db.get_one(Referral, referral_id)
                return link_referrer(db, coordinator, referral, group)

        return link

    assert at_once(*map(saying, groups)) == [1, 1]

    with transaction() as db:
        assert sum(count(db, coordinator).values()) == 1


def test_what_names_no_organisation_is_from_none(db, coordinator, group):
    with pytest.raises(Refused):
        link_referrer(db, coordinator, make_referral_in(db, coordinator), group)


def test_only_a_year_is_counted(db, coordinator, group):
    with time_machine.travel(clock.now() - timedelta(days=400)):
        referred(db, coordinator)

    link_referrer(db, coordinator, referred(db, coordinator), group)

    assert count(db, coordinator) == {group.id: 1}


def test_the_written_name_is_sealed(db, coordinator, group):
    link_referrer(db, coordinator, referred(db, coordinator), group)
    db.flush()

    assert b"beck" not in bytes(db.scalars(text("SELECT written_sealed FROM known_referrer")).one()).lower()


def test_who_is_erased_is_counted_no_more(db, coordinator, group):
    referral = referred(db, coordinator)
    link_referrer(db, coordinator, referral, group)
    db.flush()

    delete_rows(db, referral.person_id)

    assert count(db, coordinator) == {}


def test_it_follows_a_group_that_is_made_one_with_another(db, coordinator, group):
    kept = make_service(db, "Advice").organization
    kept_id = kept.id
    link_referrer(db, coordinator, referred(db, coordinator), group)
    db.flush()
    candidate = make_candidate(db, kept, group)

    merge_records(db, coordinator, candidate, wanted_merge(db, candidate, kept))

    assert count(db, coordinator) == {kept_id: 1}
    assert find_group_of(db, referred(db, coordinator)).id == kept_id
