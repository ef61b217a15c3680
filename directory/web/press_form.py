"""The form of a button that stands alone."""

from directory.web.forms import LynchpinForm


class PressForm(LynchpinForm[str]):
    """A button, whose key tells a second click from another press."""

    def to_input(self) -> str:
        return str(self.submission_key.data)
