"""Whom to turn to at once: the one text of it, for every page and for the command line.

The numbers are looked at once a year (last: 2026).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpLine:
    """Somebody to turn to: when, how, and the number, which `href` rings or texts; `then` is what follows it."""

    when: str
    how: str
    number: str
    href: str
    then: str = ""

    @property
    def text(self) -> str:
        """The whole line, where nothing can be pressed."""
        return f"{self.when}: {self.how} {self.number}{self.then}"


HELP_LINES = (
    HelpLine("Danger to life", "call", "999", "tel:999"),
    HelpLine("A mental health crisis", "call", "NHS 111", "tel:111", " and choose option 2"),
    HelpLine("To talk to somebody, day or night", "call Samaritans free on", "116 123", "tel:116123"),
    HelpLine("To text with somebody, day or night", "text SHOUT to", "85258", "sms:85258"),
)
