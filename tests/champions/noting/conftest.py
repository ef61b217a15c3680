"""A champion with a domain of feet and paths, on a day of their own."""

import pytest
import time_machine

from directory.accounts.actor import Role
from directory.accounts.models import User
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain


@pytest.fixture(autouse=True)
def on_this_day():
    with time_machine.travel("2026-11-25 10:00Z", tick=False):
        yield


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def term(db):
    return make_term(db, "Walking", code="walking")


@pytest.fixture
def feet(db, champion, term):
    """The domain of feet and paths, with its champion."""
    return make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")
