"""What a person's own page reads of them."""

from directory.accounts.models import Scheme, User
from directory.casework.queries import get_client
from directory.db import transaction
from directory.rights.own_page import find_whose
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client


def test_whoever_changes_something_of_their_own_finds_the_coordinator_of_now(own_database, meanwhile):
    with transaction() as db:
        before = make_actor(db)
        after = make_actor(db, scheme=db.get_one(Scheme, before.scheme_id))
        client = make_client(db, before)
        client_id, reference = client.id, client.reference

    def coordinator_of() -> str:
        with transaction() as db:
            found = find_whose(db, client_id, to_change=True)
            return found.coordinator.email if found else ""

    with transaction() as db:
        get_client(db, before, reference, to_change=True).coordinator_id = after.user_id
        db.flush()  # whoever wants the client now waits
        waiting = meanwhile(coordinator_of)

    with transaction() as db:
        assert waiting.result(10) == db.get_one(User, after.user_id).email
