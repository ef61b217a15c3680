"""Changing listings: what moves, what stays, and who came first."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from directory import clock
from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.models.sources import CatalogueState
from directory.catalogue.operations import assure_service, edit_service
from directory.catalogue.queries import catalogue_version
from directory.catalogue.versions import bump_catalogue_version
from directory.db import reading, transaction
from directory.errors import Conflict
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def service(db) -> Service:
    return make_service(db, description="We walk & talk.".replace("&", "&amp;"), last_modified=LONG_AGO)


def as_it_is(service: Service, **more) -> ServiceEditInput:
    """The listing as a form would hold it, with some answers changed."""
    now = ServiceEditInput(
        version=service.version,
        name=service.name,
        description=service.description,
        easy_read=service.easy_read,
        status=ServiceStatus(service.status),
        alert=service.alert,
        url=service.url,
        email=service.email,
        application_process=service.application_process,
        eligibility_description=service.eligibility_description,
        cost_help=service.cost_help,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
    )
    return replace(now, **more)


def edits(db) -> list[list[str]]:
    return list(db.scalars(select(AuditEvent.fields).where(AuditEvent.action == "service.edited")))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Walking for all"),
        ("description", "<p>We walk.</p>"),
        ("description", None),
        ("status", ServiceStatus.TEMPORARILY_CLOSED),
        ("alert", "Not at Easter"),
        ("url", "https://walks.example/"),
        ("email", "walks@example.org"),
        ("application_process", "Just come"),
        ("eligibility_description", "For anybody"),
        ("minimum_age", 18),
        ("maximum_age", 0),
    ],
)
def test_an_edit_changes_one_field_and_moves_the_listing_on(db, editor, service, field, value):
    version, catalogue = service.version, catalogue_version(db)

    with time_machine.travel(datetime(2026, 3, 19, 12, tzinfo=UTC), tick=False):
        changed = edit_service(db, editor, service, as_it_is(service, **{field: value}))
    db.flush()
    db.expire_all()

    assert changed == {field}
    assert getattr(service, field) == value
    assert service.last_modified == datetime(2026, 3, 19, 12, tzinfo=UTC)
    assert (service.version, catalogue_version(db)) == (version + 1, catalogue + 1)
    assert edits(db) == [[field]]


def test_an_edit_that_changes_nothing_moves_nothing(db, editor, service):
    version, catalogue = service.version, catalogue_version(db)

    changed = edit_service(db, editor, service, as_it_is(service))
    db.flush()

    assert changed == frozenset()
    assert service.last_modified == LONG_AGO
    assert (service.version, catalogue_version(db)) == (version, catalogue)
    assert edits(db) == []


def test_the_same_description_typed_plainly_is_no_change(db, editor, service):
    assert edit_service(db, editor, service, as_it_is(service, description="We walk & talk.")) == frozenset()


def test_markup_that_could_do_harm_is_not_kept(db, editor, service):
    edit_service(db, editor, service, as_it_is(service, description="<p>Tea</p><script>x</script>"))

    assert service.description == "<p>Tea</p>"


def test_who_opened_an_older_version_overwrites_nothing(db, editor, service):
    opened_before = as_it_is(service, name="Old idea")
    edit_service(db, editor, service, as_it_is(service, name="New idea"))
    db.flush()

    with pytest.raises(Conflict, match="Somebody else"):
        edit_service(db, editor, service, opened_before)

    assert service.name == "New idea"
    assert edits(db) == [["name"]]


def test_of_two_who_save_at_once_the_second_is_told(own_database, meanwhile):
    with transaction() as db:
        editor, service_id = make_actor(db, Role.EDITOR), make_service(db).id

    def save(name, then=lambda: None):
        with transaction() as db:
            service = db.get(Service, service_id)
            edit_service(db, editor, service, as_it_is(service, version=1, name=name))
            db.flush()
            return then()

    second = save("First", then=lambda: meanwhile(lambda: save("Second")))

    assert isinstance(second.exception(10), Conflict | StaleDataError)
    with reading() as db:
        assert db.scalars(select(Service.name)).all() == ["First"]
        assert edits(db) == [["name"]]


def test_a_check_is_no_change(db, editor, service):
    assure_service(db, editor, service, clock.today())
    db.flush()
    db.expire_all()

    assert service.assured_date == clock.today()
    assert service.last_modified == LONG_AGO


def test_the_version_of_the_catalogue_grows_by_one_each_time(db):
    before = catalogue_version(db)

    for _ in range(3):
        bump_catalogue_version(db)

    assert catalogue_version(db) == before + 3
    assert db.scalar(select(func.count()).select_from(CatalogueState)) == 1


def test_a_catalogue_that_was_never_filled_has_version_nought(own_database):
    with reading() as db:
        assert catalogue_version(db) == 0


def test_the_first_two_changes_of_a_new_catalogue_may_come_at_once(own_database, meanwhile):
    def bump():
        with transaction() as db:
            bump_catalogue_version(db)

    with transaction() as db:
        bump_catalogue_version(db)
        second = meanwhile(bump)

    assert second.exception(10) is None
    with reading() as db:
        assert catalogue_version(db) == 2
