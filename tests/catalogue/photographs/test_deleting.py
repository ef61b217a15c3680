"""Deleting a picture for good while somebody puts it elsewhere."""

from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.models.photographs import Photograph, Picture
from directory.catalogue.photographs.deleting import delete_for_good
from directory.catalogue.queries import get_service
from directory.db import reading, transaction
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.photographs import make_photograph


def test_picture_that_another_listing_comes_to_show_in_that_moment_stays_there(own_database, meanwhile):
    with transaction() as db:
        editor, walks, choir = make_actor(db, Role.EDITOR), make_service(db, "Walks"), make_service(db, "Choir")
        digest = make_photograph(db, walks).digest

    def delete():
        with transaction() as db:
            return delete_for_good(db, editor, get_service(db, walks.id), digest)

    with transaction() as db:
        make_photograph(db, choir, digest=digest)
        other = meanwhile(delete)

    assert other.result(10) == ["Choir"]
    with reading() as db:
        assert db.scalars(select(Picture.digest)).all() == [digest]
        assert db.scalars(select(Photograph.service_id)).all() == [choir.id]
