"""Forms about what was told without agreement: writing it down, and a manager's look at it."""

from collections.abc import Sequence

from directory.accounts.models import User
from directory.casework.sharing.inputs import LONGEST_REVIEW, LONGEST_TOLD, SharingInput, SharingSchema
from directory.casework.sharing.models import ManagerPart, SharingGround
from directory.staff.clients.client_forms import LIKE_A_DATE
from directory.web.fields.choices import Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm

GROUND_WORDS = {
    SharingGround.SAFEGUARDING: "To keep them or somebody else safe",
    SharingGround.VITAL_INTERESTS: "A life is in danger",
    SharingGround.BEST_INTERESTS: "They cannot decide it, and it is best for them",
}
GROUND_HINTS = {
    SharingGround.SAFEGUARDING: "An adult or a child is at risk of harm or neglect",
    SharingGround.BEST_INTERESTS: "Only for people of 16 and over",
}
PART_WORDS = {
    ManagerPart.DECIDED: "The manager decided it",
    ManagerPart.TOLD: "I decided it, and told the manager",
}


class SharingForm(LynchpinForm[SharingInput]):
    schema = SharingSchema

    ground = OneOfField(
        "What makes it necessary?",
        [Choice(each.value, words, GROUND_HINTS.get(each, "")) for each, words in GROUND_WORDS.items()],
        required="Choose what makes it necessary",
    )
    reason = LongTextField(
        "Why could it not wait for their agreement?",
        required="Say why it could not wait for their agreement",
        hint="Say too whether you asked them, and what they said",
        rows=3,
        longest=LONGEST_TOLD,
    )
    told_to = TextField(
        "Whom did you tell?", required="Say whom you told", hint="Name, and where they work", longest=LONGEST_TOLD
    )
    told = LongTextField(
        "What did you tell them?",
        required="Say what you told them",
        hint="Only what they need to know",
        rows=3,
        longest=LONGEST_TOLD,
    )
    shared_on = DayField("When?", required="Enter the date", hint=LIKE_A_DATE)
    manager_id = PickField("Manager", empty="Choose a manager", required="Choose a manager")
    manager_part = OneOfField(
        "Who decided it?",
        [Choice(each.value, words) for each, words in PART_WORDS.items()],
        required="Choose who decided it",
    )


class ReviewForm(LynchpinForm[str]):
    review = LongTextField(
        "What did you find?",
        required="Say what you found",
        hint="Was it needed, and no more than needed? What follows from it?",
        rows=3,
        longest=LONGEST_REVIEW,
    )

    def to_input(self) -> str:
        return self.review.data or ""


def manager_choices(managers: Sequence[User]) -> dict[str, list[Choice]]:
    return {"manager_id": [Choice(str(each.id), each.name) for each in managers]}
