"""Taking out an organization that was added by mistake."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.history.edits import archive_listing, record_start, send_draft, write_draft
from directory.catalogue.history.removing import remove_organization, why_it_stays
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.duplicates import DuplicateCandidate
from directory.catalogue.models.organizations import Organization, OrganizationIdentifier
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.errors import Conflict, Refused
from tests.factories.accounts import make_actor
from tests.factories.assurance import make_assurance
from tests.factories.catalogue import make_location, make_organization, make_service
from tests.factories.champions import make_meeting
from tests.factories.duplicates import give_by_source, make_candidate, wanted_merge


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def mistake(db):
    """An organization that nothing names, with everything an organization has of its own."""
    number = OrganizationIdentifier(identifier_type="Charity number", identifier="1123456")
    desk = Contact(name="Desk", phones=[Phone(number="01632 960 001")])
    organization = make_organization(
        db, "Beck Lnae", identifiers=[number], contacts=[desk], phones=[Phone(number="01632 960 002")]
    )
    db.flush()
    return organization


def test_organization_that_nothing_names_is_gone_with_all_it_has(db, editor, mistake):
    make_candidate(db, mistake, make_organization(db))

    remove_organization(db, editor, mistake, mistake.version)
    db.flush()

    assert [each.name for each in db.scalars(select(Organization))] == ["Beck Lane Community Centre"]
    for gone in (OrganizationIdentifier, Contact, Phone, DuplicateCandidate):
        assert db.scalars(select(gone)).all() == []
    assert "organization.removed" in db.scalars(select(AuditEvent.action)).all()


def test_drafts_go_with_it_and_suggestions_are_answered(db, editor, mistake):
    colleague, other = make_actor(db, Role.COORDINATOR), make_actor(db, Role.COORDINATOR)
    write_draft(db, colleague, mistake, {"name": "Beck Lane"})
    write_draft(db, other, mistake, {"name": "Beck"})
    sent = send_draft(db, other, mistake, "A slip")

    remove_organization(db, editor, mistake, mistake.version)
    db.flush()

    db.expire_all()
    assert db.scalars(select(Revision).where(Revision.state == RevisionState.DRAFT)).all() == []
    assert (sent.state, sent.decision_note) == (
        RevisionState.REFUSED,
        "This organisation was taken out of the directory.",
    )


def run_a_listed_activity(db, editor, organization):
    make_service(db, organization=organization)


def run_what_was_put_away(db, editor, organization):
    service = make_service(db, organization=organization)
    archive_listing(db, editor, service, service.version, "Twice")


def have_a_place(db, editor, organization):
    make_location(db).organization_id = organization.id


def have_a_part(db, editor, organization):
    make_organization(db, "A part", parent_organization_id=organization.id)


def come_from_a_source(db, editor, organization):
    give_by_source(db, organization)


def be_met(db, editor, organization):
    make_meeting(db, make_actor(db, Role.CHAMPION), organization)


def be_checked(db, editor, organization):
    make_assurance(db, organization, editor)


def be_made_one_with_another(db, editor, organization):
    candidate = make_candidate(db, organization, make_organization(db))
    merge_records(db, editor, candidate, wanted_merge(db, candidate, organization))


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (run_a_listed_activity, "Put away what it runs"),
        (run_what_was_put_away, "Nobody else sees it"),
        (have_a_place, "A place belongs to it"),
        (have_a_part, "Another organisation is part of it"),
        (come_from_a_source, "It comes from The council"),
        (be_met, "written down about it"),
        (be_checked, "written down about it"),
        (be_made_one_with_another, "Make two of them again first"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_organization_that_something_needs_stays(db, editor, mistake, happens, said):
    happens(db, editor, mistake)
    db.flush()

    with pytest.raises(Refused, match=said):
        remove_organization(db, editor, mistake, mistake.version)

    assert said in why_it_stays(db, mistake)


def test_organization_that_somebody_changed_meanwhile_stays(db, editor, mistake):
    record_start(db, editor, mistake)
    seen = mistake.version
    db.flush()
    write_draft(db, editor, mistake, {"name": "Beck Lane"})

    with pytest.raises(Conflict):
        remove_organization(db, editor, mistake, seen)
