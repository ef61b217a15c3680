"""The few base errors of the product. Every package derives its own named errors from these.

`app.py` alone maps them to status codes, `cli/main.py` to a line and an exit code; nothing else knows of either.
"""

from collections.abc import Mapping

from directory.translation import gettext, ngettext


class LynchpinError(Exception):
    """Something a person can be told. The message is a whole sentence in plain words."""


class WrongInput(LynchpinError):
    """What was given cannot be used as it is; `fields` says, field by field, how to put it right."""

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class UsedBefore(WrongInput):
    """A form's key came again with other answers: going back, typing over and sending is not sending twice."""

    def __init__(self) -> None:
        super().__init__(gettext("You sent this form before, with other answers. To add this one too, send it again."))


class Refused(LynchpinError):
    """The product will not do this, and the message says why and what would have to be true first."""


class NotFound(LynchpinError):
    """There is no such thing, or this actor may not know of it: the two look the same."""


class NotAllowed(LynchpinError):
    """This actor is known, and may not do this."""


class Conflict(LynchpinError):
    """Somebody else changed the same thing first."""


class NotNow(LynchpinError):
    """Something this needs is away for a while; the message says what can be done without it."""


class TooManyTries(LynchpinError):
    """Something was tried more often than it may be; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(ngettext("Wait %(num)s minute and try again.", "Wait %(num)s minutes and try again.", minutes))
        self.seconds = seconds


class WrongSettings(LynchpinError):
    """The installation is not set up so that it may start; the message names the setting and the cure.

    It is for operators: pages do not show it, for it may name folders of theirs.
    """
