"""What the pages about openings in an emergency ask and show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from wtforms import HiddenField

from directory.accounts.actor import Actor
from directory.casework.emergency_models import EmergencyAccess
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm
from directory.web.words import in_uk, uk_short_date

LONGEST_REASON = 1_000


@dataclass(frozen=True)
class EmergencyInput:
    """Whose record has to be seen now, and why."""

    reference: str
    reason: str


class EmergencyForm(LynchpinForm[EmergencyInput]):
    reference = TextField(
        "Reference of the client",
        required="Enter the reference of the client",
        hint="Ten letters, from a letter, a colleague or your own notes",
        width=20,
        longest=20,
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    reason = LongTextField(
        "What has happened",
        required="Say what has happened",
        hint="Your managers read this today",
        longest=LONGEST_REASON,
        rows=4,
    )

    def to_input(self) -> EmergencyInput:
        return EmergencyInput(self.reference.data.replace(" ", ""), self.reason.data)


class ReviewForm(LynchpinForm[str]):
    note = LongTextField(
        "What came of looking into it",
        required="Say what came of looking into it",
        hint="Was it needed? What happens next?",
        longest=LONGEST_REASON,
        rows=4,
    )

    def to_input(self) -> str:
        return str(self.note.data)


class RestrictForm(LynchpinForm[bool]):
    """Whether a record is to be restricted from now on; what does not say so leaves it to the whole team."""

    restricted = HiddenField()

    def to_input(self) -> bool:
        return bool(self.restricted.data == "yes")


@dataclass(frozen=True)
class EmergencyLine:
    """One opening in the list of them."""

    href: str
    reference: str
    who: str
    when: str
    state: str
    colour: str


@dataclass(frozen=True)
class EmergencyPage:
    """One opening: who, when and why, and what came of looking into it."""

    emergency_id: uuid.UUID
    reference: str
    facts: Sequence[Mapping[str, str]]
    is_reviewed: bool
    is_own: bool


def emergency_line(access: EmergencyAccess) -> EmergencyLine:
    is_reviewed = access.reviewed_at is not None
    return EmergencyLine(
        href=url_for("staff.show_emergency", emergency_id=access.id),
        reference=access.reference,
        who=access.user.name,
        when=f"{uk_short_date(access.began_at)}, {in_uk(access.began_at):%H:%M}",
        state="Looked into" if is_reviewed else "Waits for you",
        colour="green" if is_reviewed else "red",
    )


def emergency_page(actor: Actor, access: EmergencyAccess) -> EmergencyPage:
    line = emergency_line(access)
    told = {
        "Opened by": line.who,
        "Opened": line.when,
        "Open until": f"{in_uk(access.ends_at):%H:%M}",
        "Why": access.reason,
    }
    if access.reviewer is not None:
        told |= {
            "Looked into by": f"{access.reviewer.name}, {uk_short_date(access.reviewed_at)}",
            "What came of it": access.note or "",
        }
    return EmergencyPage(
        emergency_id=access.id,
        reference=access.reference,
        facts=[{"name": name, "value": value} for name, value in told.items()],
        is_reviewed=access.reviewed_at is not None,
        is_own=access.user_id == actor.user_id,
    )
