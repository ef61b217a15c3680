"""Records that were joined, and pairs that are alike, for tests."""

from directory.accounts.actor import Actor
from directory.casework.joining.joining_records import JoiningInput, join_records
from directory.casework.joining.models import AlikePair, JoinedRecord
from directory.casework.joining.pairing import make_pair
from directory.casework.models import Client
from directory.casework.queries import get_client
from tests.factories.casework import make_client


def make_joined(db, actor: Actor, client: Client, **more) -> JoinedRecord:
    """A second record of a client that was joined into theirs."""
    other = make_client(db, actor, **{"name": client.name, **more})
    joined = join(db, actor, client, other)
    db.flush()
    return joined


def join(db, actor: Actor, kept: Client, other: Client, **wanted) -> JoinedRecord:
    kept = get_client(db, actor, kept.reference, to_change=True)
    other = get_client(db, actor, other.reference, to_change=True)
    return join_records(db, actor, kept, other, JoiningInput(**wanted))


def make_alike(db, one: Client, other: Client) -> AlikePair:
    pair = make_pair(one, other)
    db.add(pair)
    db.flush()
    return pair
