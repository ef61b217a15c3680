"""Forms about referrals to us: who somebody is, and why they are not taken on."""

import uuid
from dataclasses import dataclass

from wtforms import HiddenField

from directory.casework.inputs import LONGEST_NOTE
from directory.casework.references import read_reference
from directory.casework.referrals_in.referral_inputs import DeclineInput, DeclineSchema
from directory.casework.referrals_in.referral_states import DeclineReason
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm
from directory.web.ids import find_id

SOMEBODY_NEW = "new"
REASON_WORDS = {
    DeclineReason.DOES_NOT_WANT: "They do not want it",
    DeclineReason.HELPED_ELSEWHERE: "They are helped elsewhere",
    DeclineReason.OUT_OF_AREA: "They live outside the area",
    DeclineReason.NOT_ELIGIBLE: "The service is not for them",
    DeclineReason.NO_ROOM: "We have no room",
    DeclineReason.SENT_TWICE: "They asked twice",
    DeclineReason.OTHER: "Another reason",
}


@dataclass(frozen=True)
class AcceptInput:
    """The reference of the client that somebody is, or None for somebody new; and who is to support them.

    `shown` are the references of the clients who were shown as likely.
    """

    known: str | None
    to_user_id: uuid.UUID | None
    shown: frozenset[str]


class AcceptReferralForm(LynchpinForm[AcceptInput]):
    who = OneOfField("Who is this?", required="Say whether you know them already")
    to = OneOfField("Who supports them?", hint="Whom we would ask first stands at the top. You decide")
    shown = HiddenField()

    def to_input(self) -> AcceptInput:
        known = None if self.who.data == SOMEBODY_NEW else str(self.who.data)
        return AcceptInput(known, find_id(self.to.data), frozenset((self.shown.data or "").split(",")))


class DeclineReferralForm(LynchpinForm[DeclineInput]):
    schema = DeclineSchema

    reason = OneOfField(
        "Why do you not take them on?",
        [Choice(each.value, words) for each, words in REASON_WORDS.items()],
        required="Choose why you do not take them on",
    )
    note = LongTextField("Anything to remember (optional)", rows=3, longest=LONGEST_NOTE)


class JoinReferralForm(LynchpinForm[str]):
    """Loads into the reference of the referral that came first."""

    first = TextField("The other referral", required="Choose the other referral", longest=40)

    def to_input(self) -> str:
        return read_reference(str(self.first.data)) or ""


class EraseReferralForm(LynchpinForm[str]):
    """Loads into the reference as it was typed."""

    typed = TextField("Their reference", required="Type their reference", width=20, longest=40)

    def to_input(self) -> str:
        return str(self.typed.data)
