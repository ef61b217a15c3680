"""Restricted records and their openings, for tests."""

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.emergencies import open_in_emergency
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Client

REASON = "They rang from a bus shelter and did not know where they were"


def make_emergency(db, actor: Actor, client: Client) -> EmergencyAccess:
    """A record that is restricted, and that a colleague opened a moment ago."""
    client.restricted_at = client.restricted_at or clock.now()
    db.flush()
    opened = open_in_emergency(db, actor, client.reference, REASON)
    db.flush()
    return opened.access
