"""Forms about handing a client over to another team: offering it, and the two answers."""

import uuid
from dataclasses import dataclass

from directory.casework.transfers.inputs import LONGEST_REASON, TransferInput, TransferSchema
from directory.casework.transfers.states import Ground
from directory.web.fields.choices import Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm

GROUND_WORDS = {
    Ground.AGREEMENT: "They agreed",
    Ground.SAFEGUARDING: "To keep them or somebody else safe",
    Ground.VITAL_INTERESTS: "Their life is in danger",
    Ground.BEST_INTERESTS: "They cannot decide it, and it is best for them",
}


class TransferForm(LynchpinForm[TransferInput]):
    schema = TransferSchema
    to_scheme_id = PickField("Team they go to", empty="Choose a team", required="Choose the team they go to")
    reason = LongTextField(
        "Why they go there",
        required="Say why they go there",
        hint="The other team reads this before it says yes. Do not name the person",
        longest=LONGEST_REASON,
        rows=4,
    )
    ground = OneOfField(
        "What allows us to hand over what we hold",
        [Choice(each.value, words) for each, words in GROUND_WORDS.items()],
        required="Choose what allows it",
    )
    agreed_on = DayField("If they agreed: on which day")


@dataclass(frozen=True)
class Acceptance:
    """Who supports somebody from now on."""

    coordinator_id: uuid.UUID


class AcceptForm(LynchpinForm[Acceptance]):
    coordinator_id = PickField(
        "Their coordinator from now on", empty="Choose a colleague", required="Choose who supports them from now on"
    )

    def to_input(self) -> Acceptance:
        return Acceptance(uuid.UUID(self.coordinator_id.data))


class DeclineForm(LynchpinForm[str]):
    answer = LongTextField(
        "Why you cannot take them on",
        required="Say why you cannot take them on",
        hint="The team that asked you reads this",
        longest=LONGEST_REASON,
        rows=3,
    )

    def to_input(self) -> str:
        return str(self.answer.data)
