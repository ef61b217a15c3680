"""Forms for a list of referrals: the file, and saying yes to what was shown of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from wtforms import HiddenField

from directory.accounts.guards import current_actor
from directory.exchange.referral_lists.reading import Cells, read_cells
from directory.security.sealed_state import open_state, seal_state
from directory.web.forms import LynchpinForm
from directory.web.uploads import UploadField

Told = Sequence[tuple[int, Cells]]
PURPOSE = "a list of referrals"
# Long enough to put some rows right beside it.
CARRIED_FOR = timedelta(hours=2)


class ReferralListForm(LynchpinForm[Told]):
    """Loads into the rows of the file. Raises UnreadableFile for one that is no list."""

    file = UploadField(
        "The list",
        hint="Plain text (.csv), with at most 1,000 rows. A workbook can be saved as CSV",
        required="Choose a file",
        endings=".csv",
    )

    def to_input(self) -> Told:
        return read_cells(self.file.data.read())


class CarriedListForm(LynchpinForm[Told | None]):
    """Loads into the rows that a page carried; None where they were altered, or were open for too long."""

    carried = HiddenField()

    def to_input(self) -> Told | None:
        secret, owner = str(current_app.secret_key), current_actor().user_id
        found: Any = open_state(secret, PURPOSE, owner, self.carried.data or "", CARRIED_FOR)
        return None if found is None else [(number, cells) for number, cells in found]


def carried(told: Told) -> str:
    """The rows as the page of what they would do carries them: sealed, for who sent them alone, and kept nowhere."""
    state = [[number, dict(cells)] for number, cells in told]
    return seal_state(str(current_app.secret_key), PURPOSE, current_actor().user_id, state)
