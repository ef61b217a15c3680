"""Deciding on a suggested change, and undoing one."""

from wtforms import HiddenField

from directory.errors import WrongInput
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm

LONGEST_NOTE = 1_000


class VersionForm(LynchpinForm[int]):
    """A single button: what it holds is the version of the record that its presser saw."""

    version = HiddenField()

    def to_input(self) -> int:
        """The version seen."""
        return version_of(self.version.data)


def version_of(sent: object) -> int:
    """The version of a record that a form holds. Raises WrongInput where the page was tampered with or cut short."""
    seen = str(sent or "")
    if not (seen.isascii() and seen.isdecimal()) or len(seen) > 18:
        raise WrongInput("Open this page again, then press the button.")
    return int(seen)


class AcceptForm(VersionForm):
    pass


class TakeBackForm(VersionForm):
    pass


class OtherwiseForm(LynchpinForm[str]):
    word = LongTextField(
        "What you made of it",
        hint="Whoever suggested it will read this",
        required="Say in a few words what you made of it",
        longest=LONGEST_NOTE,
        rows=2,
    )

    def to_input(self) -> str:
        word: str = self.word.data
        return word


class RefuseForm(LynchpinForm[str]):
    note = LongTextField(
        "Why not?",
        hint="Whoever suggested it will read this",
        required="Say in a few words why it stays as it is",
        longest=LONGEST_NOTE,
        rows=3,
    )

    def to_input(self) -> str:
        note: str = self.note.data
        return note
