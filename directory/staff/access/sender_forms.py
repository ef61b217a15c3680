"""Forms about the systems that send referrals: setting one up, and giving it a key."""

from directory.accounts.senders.inputs import LONGEST_NAME, NewKeyInput, NewSenderInput, NewSenderSchema, OldKeys
from directory.accounts.senders.models import Scope, SenderKind
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm

KIND_WORDS = {
    SenderKind.PRACTICE: "GP practice",
    SenderKind.HOSPITAL: "Hospital",
    SenderKind.COUNCIL: "Council",
    SenderKind.GROUP: "Voluntary organisation",
    SenderKind.OTHER: "Something else",
}
SCOPE_WORDS = {Scope.SEND: "Send us referrals", Scope.READ: "Ask how its own referrals stand"}
SCOPE_CHOICES = (
    Choice(Scope.SEND.value, SCOPE_WORDS[Scope.SEND]),
    Choice(
        Scope.READ.value, SCOPE_WORDS[Scope.READ], "In a word, such as received or supported. Nothing of the person"
    ),
)
LIVE, TEST = "live", "test"
KEY_WORDS = {LIVE: "Live", TEST: "Test"}


class SenderForm(LynchpinForm[NewSenderInput]):
    schema = NewSenderSchema
    name = TextField(
        "Whose system is it?",
        required="Enter whose system it is",
        hint="For example, Beck Lane Surgery. Colleagues see this name with what it sends",
        longest=LONGEST_NAME,
        render_kw={"autocomplete": "off"},
    )
    kind = OneOfField(
        "What kind of organisation is that?",
        [(kind.value, words) for kind, words in KIND_WORDS.items()],
        required="Choose what kind of organisation it is",
    )
    scopes = AnyOfField("What may it do?", SCOPE_CHOICES, required="Choose at least one")


class KeyForm(LynchpinForm[NewKeyInput]):
    kind = OneOfField(
        "What is the key for?",
        (
            Choice(LIVE, "Real referrals"),
            Choice(TEST, "Trying out", "Everything is checked and answered, and nothing is kept"),
        ),
        required="Choose what the key is for",
        default=LIVE,
    )
    old_keys = OneOfField(
        "What becomes of the keys of that kind that it has?",
        (
            Choice(OldKeys.END_SOON.value, "They work for 14 more days", "Time to put the new key into the system"),
            Choice(OldKeys.END_NOW.value, "They end now", "Where somebody may have seen one who should not have"),
            Choice(OldKeys.KEEP.value, "They go on working"),
        ),
        required="Choose what becomes of its other keys",
        default=OldKeys.END_SOON.value,
    )

    def to_input(self) -> NewKeyInput:
        return NewKeyInput(is_test=self.kind.data == TEST, old_keys=OldKeys(self.old_keys.data))
