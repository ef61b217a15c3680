"""Risks of going to an address that are written down in the record of somebody else who lives there.

Whoever visits has to know of the dog, whosever it is. They read what awaits them at the door, and not whose record it
stands in; of a record that they may not see, nothing.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.client_tokens import ClientToken, TokenKind, indexes_of_scheme
from directory.casework.home_addresses import door_of
from directory.casework.models import Client
from directory.casework.safety.kinds import RiskKind
from directory.casework.safety.models import Risk
from directory.casework.sight import in_scope

# As many live in one household. Where more of a team's clients share a door it is a hostel or a home, of which a
# visitor would read what concerns other rooms.
HOUSEHOLD = 6


def list_at_address(db: Session, actor: Actor, client: Client, place: str | None = None) -> Sequence[Risk]:
    """The risks of a visit that stand of others at the address of a client, or at the place that was named for it.

    The newest first; that they are read is recorded. The caller looked the client up.
    """
    door = door_of(place, None) if place else door_of(client.address, client.postcode)
    if not door:
        return ()
    tokens = [index.token(TokenKind.HOME, door) for index in indexes_of_scheme(client.scheme_id)]
    is_home = (ClientToken.kind == TokenKind.HOME.value, ClientToken.token.in_(tokens))
    there = select(ClientToken.client_id).where(ClientToken.scheme_id == client.scheme_id, *is_home)
    others = db.scalars(there.where(ClientToken.client_id != client.id).limit(HOUSEHOLD + 1)).all()
    if not 0 < len(others) <= HOUSEHOLD:
        return ()
    stands = (Risk.ended_on.is_(None), Risk.is_none_known.is_(False))
    wanted = (
        select(Risk).join(Client, Client.id == Risk.client_id).where(Client.id.in_(others), in_scope(actor), *stands)
    )
    known = db.scalars(wanted.options(joinedload(Risk.recorder)).order_by(Risk.recorded_at.desc(), Risk.id))
    found = [each for each in known if each.kind == RiskKind.HOME_VISIT]
    if found:
        ids = [each.id for each in found]
        record_act(db, actor.user_id, actor.scheme_id, "risk.read_at_address", "risk", ids)
    return found
