"""What was told without agreement, for tests."""

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import list_colleagues
from directory.casework.sharing.giving import record_sharing
from directory.casework.sharing.inputs import SharingInput
from directory.casework.sharing.models import ManagerPart, SharingGround, UnagreedSharing
from tests.factories.accounts import new_word


def wanted_sharing(manager_id, **more) -> SharingInput:
    """Told to a social worker today to keep somebody safe, and a manager was told."""
    return SharingInput(
        **{
            "ground": SharingGround.SAFEGUARDING,
            "reason": "She was afraid to say it with him in the room",
            "told": "What she told me about the locked door",
            "told_to": "Adult social care, duty desk",
            "shared_on": clock.today(),
            "manager_id": manager_id,
            "manager_part": ManagerPart.TOLD,
            "submission_key": f"sharing-{new_word()}",
            **more,
        }
    )


def make_sharing(db, actor: Actor, client, **more) -> UnagreedSharing:
    """One that the first manager of the team was told of."""
    [manager, *_] = list_colleagues(db, actor, Role.MANAGER)
    sharing = record_sharing(db, actor, client, wanted_sharing(manager.id, **more))
    db.flush()
    return sharing
