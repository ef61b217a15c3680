"""The forms at the end of the task list: publish, send for approval, put away."""

from directory.staff.suggestion_forms import VersionForm
from directory.web.fields import LongTextField
from directory.web.forms import LynchpinForm

LONGEST_REASON = 1_000


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


class ArchiveForm(LynchpinForm[str]):
    reason = LongTextField(
        "Why is it put away?",
        hint="Such as: it was listed twice. It stands in the history.",
        required="Say in a few words why it is put away",
        longest=LONGEST_REASON,
        rows=2,
    )

    def to_input(self) -> str:
        """Why it is put away."""
        reason: str = self.reason.data
        return reason
