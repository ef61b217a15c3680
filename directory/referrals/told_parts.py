"""What of a person a group may be told, part by part, and what that comes to. Who they are is always told."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from directory.casework.models import Client
from directory.casework.rules import may_write_home


class ToldPart(StrEnum):
    """A part that somebody may agree to or not."""

    PHONE = "phone"
    EMAIL = "email"
    REACHING = "reaching"
    """How to reach them safely, and when."""
    TALKING = "talking"
    """Their language, and help to talk."""
    COMING = "coming"
    """Who comes along at first, and how they get there."""


ALL_PARTS = frozenset(ToldPart)


def facts_told(client: Client, parts: Collection[ToldPart], today: date) -> list[tuple[str, str]]:
    """How to reach somebody and talk with them, as far as it is known and may be told, each with its name.

    Neither where they live nor how old they are. Where others at home could read what is written to them, nobody is
    told where to write.
    """
    may_write = may_write_home(client.letters_home, client.age_on(today))
    told = (
        (ToldPart.REACHING, "How to reach them safely", client.safe_contact),
        (ToldPart.PHONE, "Phone", client.phone),
        (ToldPart.PHONE, "Other phone", client.other_phone),
        (ToldPart.EMAIL, "Email", client.email if may_write else None),
        # Whoever may be reached at all is never written to at home against their wish.
        (None, "Letters and emails to their home", None if may_write else "No: please do not write there"),
        (ToldPart.REACHING, "Would rather be reached by", client.contact_by),
        (ToldPart.REACHING, "Good times to reach them", client.contact_times),
        *((ToldPart.TALKING, *each) for each in talking_facts(client)),
    )
    return [(name, value) for part, name, value in told if value and (part is None or part in parts)]


def talking_told(client: Client, parts: Collection[ToldPart]) -> list[tuple[str, str]]:
    """Their language and what helps to talk with them, as far as it is known and may be told, each with its name."""
    if ToldPart.TALKING not in parts:
        return []
    return [(name, value) for name, value in talking_facts(client) if value]


def talking_facts(client: Client) -> tuple[tuple[str, str | None], ...]:
    return ("Language", client.language), ("Interpreter or other help to talk", client.interpreter)
