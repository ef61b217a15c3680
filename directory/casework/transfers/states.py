"""The states of a transfer to another team, and on what ground one may be offered."""

from enum import StrEnum


class TransferState(StrEnum):
    """How a transfer stands. `asked` waits for a manager of the sending team, `offered` for one of the receiving."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({TransferState.ASKED, TransferState.OFFERED})


class Ground(StrEnum):
    """What allows another team to have the record: that the person agreed, or why it had to be without."""

    AGREEMENT = "agreement"
    SAFEGUARDING = "safeguarding"
    VITAL_INTERESTS = "vital interests"
    BEST_INTERESTS = "best interests"
