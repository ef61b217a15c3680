"""Why nothing could be read from an address."""

from directory.errors import LynchpinError


class FetchFailed(LynchpinError):
    """Nothing useful came back. Asking again at once would not help."""


class Unreachable(FetchFailed):
    """The server did not answer, broke off or is out of order: asking again in a moment may help."""


class Busy(FetchFailed):
    """The server asks to be left alone for a while: so many seconds, None where it does not say how many."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("The server is busy and asks to be left alone for a while.")
        self.seconds = seconds


class NotThere(FetchFailed):
    """The server says that there is nothing at this address."""
