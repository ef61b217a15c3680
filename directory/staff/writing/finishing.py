"""The forms at the end of the task list: publish, send for approval, put away."""

from dataclasses import dataclass

from wtforms import HiddenField

from directory.staff.suggested.suggestion_forms import VersionForm, version_of
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm

LONGEST_REASON = 1_000


@dataclass(frozen=True)
class Archiving:
    """Why a listing is put away, and which version of it was seen."""

    version: int
    reason: str


class PublishForm(VersionForm):
    pass


class SendForm(LynchpinForm[str | None]):
    reason = LongTextField(
        "How do you know? (optional)",
        hint="Such as: I rang them, or it is on their web page. Name no client here.",
        longest=LONGEST_REASON,
        rows=2,
    )

    def to_input(self) -> str | None:
        """What the sender says of it."""
        return self.reason.data or None


class ArchiveForm(LynchpinForm[Archiving]):
    version = HiddenField()
    reason = LongTextField(
        "Why is it put away?",
        hint="Such as: it was listed twice. It stands in the history.",
        required="Say in a few words why it is put away",
        longest=LONGEST_REASON,
        rows=2,
    )

    def to_input(self) -> Archiving:
        """Why it is put away."""
        return Archiving(version_of(self.version.data), self.reason.data)
