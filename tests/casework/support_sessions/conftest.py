"""A team with a manager, a coordinator and a client of theirs."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client


@pytest.fixture
def manager(db):
    return make_actor(db, Role.MANAGER)


@pytest.fixture
def coordinator(db, manager):
    return make_actor(db, scheme=db.get(Scheme, manager.scheme_id))


@pytest.fixture
def client(db, coordinator):
    """Somebody whose case is open for 30 days."""
    return make_client(db, coordinator)


@pytest.fixture
def scheme(db, coordinator):
    return db.get(Scheme, coordinator.scheme_id)
