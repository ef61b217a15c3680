"""Transfers for tests."""

from datetime import timedelta

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.transfers.inputs import TransferInput
from directory.casework.transfers.states import Ground


def wanted_transfer(to: Scheme, reason: str = "They moved in with their daughter") -> TransferInput:
    """A transfer to a scheme, to which somebody agreed yesterday."""
    return TransferInput(to.id, reason, Ground.AGREEMENT, clock.today() - timedelta(days=1))
