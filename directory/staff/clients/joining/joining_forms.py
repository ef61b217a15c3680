"""The forms with which two records are made one, and with which a second one is looked for."""

from directory.casework.joining.joining_records import JoiningInput
from directory.casework.joining.taking_out import TakingOutInput
from directory.casework.references import read_reference
from directory.web.fields.choices import AnyOfField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, SeenField


class OtherRecordForm(LynchpinForm[str]):
    other = TextField(
        "Reference of the other record",
        required="Type the reference of the other record",
        hint="It stands above the name on their page",
        longest=20,
        width=10,
    )

    def to_input(self) -> str:
        return read_reference(self.other.data) or self.other.data


class JoiningForm(LynchpinForm[JoiningInput]):
    take = AnyOfField(
        "Where the two differ, what counts from now on? (optional)",
        hint="What the kept record says counts, but for what you tick. The other word is kept beside it",
    )
    seen = SeenField()
    seen_other = SeenField()

    def to_input(self) -> JoiningInput:
        return JoiningInput(frozenset(self.take.data or ()), (self.seen.data, self.seen_other.data))


class TakingOutForm(LynchpinForm[TakingOutInput]):
    why = LongTextField(
        "How do you know that it is somebody else?",
        required="Write down how you know that it is somebody else",
        hint="It stays with this record. Write nothing of the other person: no name, no date of birth",
        rows=3,
        longest=500,
    )
    seen = SeenField()

    def to_input(self) -> TakingOutInput:
        return TakingOutInput(str(self.why.data), self.seen.data)
