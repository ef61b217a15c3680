"""The form by which a manager gives the clients of a colleague to others."""

import uuid
from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField

from directory.casework.caseload.handing_over import MOST_AT_ONCE, HandoverInput
from directory.casework.triage.kinds import AllocationReason
from directory.web.fields.choices import Choice, Choices, OneOfField, PickField
from directory.web.fields.rows import RowForm, RowsField
from directory.web.forms import LynchpinForm
from directory.web.ids import find_id


class GiveRow(RowForm):
    """Who supports one client from now on: `row_id` is the id of the client."""

    row_id = HiddenField()
    to = PickField("Who supports them?", empty="Leave for now")


class CaseloadHandoverForm(LynchpinForm[HandoverInput]):
    reason = OneOfField(
        "Why do others support them from now on?",
        [
            Choice(AllocationReason.LEFT.value, "Their coordinator leaves, or has left"),
            Choice(AllocationReason.AWAY.value, "Their coordinator is away for long"),
        ],
        required="Choose why",
        small=True,
    )
    everybody = PickField(
        "Give everybody on this page to one colleague? (optional)",
        hint="Else each goes to whom you choose in the list. In brackets: how much each supports, of how much they can",
        empty="No, as chosen for each",
    )
    rows = RowsField(GiveRow, most=MOST_AT_ONCE)

    def offer(self, choices: Mapping[str, Choices]) -> None:
        super().offer({"everybody": choices["to"]})
        for row in self.rows:
            row.form.to.offer(choices["to"])

    def to_input(self) -> HandoverInput:
        to = find_id(self.everybody.data)
        chosen = [(find_id(row.form.row_id.data), to or find_id(row.form.to.data)) for row in self.rows]
        given = {client_id: user_id for client_id, user_id in chosen if client_id and user_id}
        return HandoverInput(AllocationReason(self.reason.data), given, str(self.submission_key.data))


def row_values(proposed: Mapping[uuid.UUID, uuid.UUID | None]) -> list[dict[str, Any]]:
    """The rows with whom we would ask first."""
    return [{"row_id": str(client_id), "to": str(user_id or "")} for client_id, user_id in proposed.items()]
