"""What a source says anew of something that was changed here waits for whoever looks after it."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.local_values import local_values, seen_beside
from directory.catalogue.history.revisions import refuse_revision
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.operations import edit_service, take_source_value
from directory.champions.suggesting.suggestions import accept_suggestion, get_suggestion, list_waiting
from directory.db import transaction
from directory.exchange.importing import run_import
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.feeds import feed_service, write_lines


@pytest.fixture
def take(database, tmp_path):
    """Imports one service as its source describes it now."""

    def take(**more):
        return run_import(
            write_lines(tmp_path / "feed.ndjson", feed_service(1, **more)), "leeds", transaction=transaction
        )

    return take


@pytest.fixture
def editor(db):
    actor = make_actor(db, Role.EDITOR)
    db.commit()
    return actor


@pytest.fixture
def renamed(take, editor):
    """A service of the source that is called Tea for all here."""
    take(name="Tea and talk")
    with transaction() as db:
        change(db, editor, name="Tea for all")


def change(db, editor, **more):
    service = db.scalars(select(Service)).one()
    known = {name: getattr(service, name) for name in ServiceEditInput.__dataclass_fields__}
    edit_service(db, editor, service, ServiceEditInput(**{**known, "status": ServiceStatus(service.status), **more}))


def waiting(db, actor):
    return [(each.source.name, each.field_changes) for each in list_waiting(db, actor)]


def told(db, actor) -> list[dict[str, object]]:
    return [{each.field: (each.before, each.after) for each in changes} for _, changes in waiting(db, actor)]


def test_what_the_source_says_anew_waits_field_by_field(renamed, take, editor, db):
    take(name="Tea and biscuits")

    [(source, [one])] = waiting(db, editor)
    assert (source, one.field, one.before, one.after) == ("leeds", "name", "Tea for all", "Tea and biscuits")
    assert db.scalars(select(Service)).one().name == "Tea for all"


def test_it_waits_for_the_champion_of_the_listing(renamed, take, db):
    champion = make_actor(db, Role.CHAMPION)
    term = make_term(db)
    make_walking_domain(db, [term], db.get(User, champion.user_id))
    db.commit()
    take(name="Tea and biscuits")
    assert told(db, champion) == []
    with transaction() as other:
        tag(other, term)

    assert told(db, champion) == [{"name": ("Tea for all", "Tea and biscuits")}]


def tag(db, term):
    service = db.scalars(select(Service)).one()
    db.add(Attribute(link_id=service.id, link_entity="service", link_type="service_type", taxonomy_term_id=term.id))


def test_what_it_said_before_is_no_news(renamed, take, editor, db):
    take(name="Tea and talk", description="With cake")

    assert told(db, editor) == []


def test_said_again_it_waits_once_and_with_more_it_grows(renamed, take, editor, db):
    with transaction() as other:
        change(other, editor, alert="Upstairs")
    take(name="Tea and biscuits")
    take(name="Tea and biscuits", description="With cake")
    take(name="Tea and buns", alert="Downstairs")

    assert told(db, editor) == [{"name": ("Tea for all", "Tea and buns"), "alert": ("Upstairs", "Downstairs")}]


def test_it_waits_no_more_when_the_source_agrees(renamed, take, editor, db):
    take(name="Tea and biscuits")

    take(name="Tea for all")

    assert told(db, editor) == []
    assert [each.state for each in db.scalars(select(Revision).where(Revision.is_suggestion))] == ["withdrawn"]


def test_taken_it_follows_the_source_again(renamed, take, editor, db):
    take(name="Tea and biscuits")
    with transaction() as other:
        [revision] = list_waiting(other, editor)
        revision, service = get_suggestion(other, editor, revision.id, to_decide=True)
        accept_suggestion(other, editor, revision, service, service.version)

    take(name="Tea and buns")

    assert db.scalars(select(Service)).one().name == "Tea and buns"
    assert told(db, editor) == []


def test_refused_it_comes_back_only_with_another_word(renamed, take, editor, db):
    take(name="Tea and biscuits")
    with transaction() as other:
        [revision] = list_waiting(other, editor)
        refuse_revision(other, editor, get_suggestion(other, editor, revision.id, to_decide=True)[0], "They told us")

    take(name="Tea and biscuits", description="With cake")
    assert told(db, editor) == []
    take(name="Tea and buns")
    assert told(db, editor) == [{"name": ("Tea for all", "Tea and buns")}]


def test_it_waits_no_more_when_somebody_takes_the_word_elsewhere(renamed, take, editor, db):
    take(name="Tea and biscuits")
    with transaction() as other:
        service = other.scalars(select(Service)).one()
        said = local_values(other, "service", service.id)["name"].source_value
        take_source_value(other, editor, service, "name", seen_beside(service, "name", said))

    assert told(db, editor) == []
    settled = db.scalars(select(Revision).where(Revision.source_id.is_not(None), Revision.is_suggestion)).one()
    assert settled.state == RevisionState.WITHDRAWN
