"""Taking somebody on who came by no referral: it is written down who supports them since when, as of everybody else."""

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.inputs import NewClientInput
from directory.casework.models import Client
from directory.casework.operations import take_on_client
from directory.casework.triage.allocating import AllocationInput, list_allocations, note_allocation
from directory.casework.triage.kinds import AllocationReason


def take_on_directly(db: Session, actor: Actor, wanted: NewClientInput) -> Client:
    """Add a person with the actor as their coordinator. The same submission sent again gives the same client.

    From now on they are to be reached within the time that the team has set itself. Raises as `take_on_client`.
    """
    client = take_on_client(db, actor, wanted)
    if not list_allocations(db, client):
        note_allocation(db, actor, client, AllocationInput(actor.user_id, AllocationReason.TAKEN_ON), None)
    return client
