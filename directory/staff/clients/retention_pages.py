"""What the pages about the time of records show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.casework.models import Client
from directory.rights.models import RetentionHold
from directory.rights.retention import Due
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm
from directory.web.words import uk_date, uk_short_date


class HoldForm(LynchpinForm[str]):
    reason = LongTextField(
        "Why is it kept for longer?",
        required="Say why it is held back",
        hint="Such as “a complaint is not settled”. The person can read this when they ask for their record.",
        rows=2,
        longest=500,
    )

    def to_input(self) -> str:
        return self.reason.data or ""


@dataclass(frozen=True)
class DueRow:
    """Somebody whose time is over soon, or was but for a hold."""

    name: str
    reference: str
    href: str
    hold_href: str
    last_on: str
    goes_on: str
    is_held: bool


@dataclass(frozen=True)
class RetentionPage:
    """Who goes within a month, and how long records are kept."""

    rows: Sequence[DueRow]
    years: int


@dataclass(frozen=True)
class HoldPage:
    """Whether a record is held back; then why, by whom and since when."""

    name: str
    reference: str
    held: str
    reason: str


def retention_page(found: Sequence[Due], today: date, years: int) -> RetentionPage:
    return RetentionPage([due_row(each, today) for each in found], years)


def due_row(due: Due, today: date) -> DueRow:
    return DueRow(
        name=due.client.listed_name,
        reference=due.client.reference,
        href=url_for("staff.show_client", reference=due.client.reference),
        hold_href=url_for("staff.show_hold", reference=due.client.reference),
        last_on=uk_short_date(due.last_on),
        goes_on=uk_short_date(due.goes_on(today)),
        is_held=due.is_held,
    )


def hold_page(client: Client, hold: RetentionHold | None) -> HoldPage:
    held = f"{hold.holder.name} held it back on {uk_date(hold.held_at)}." if hold else ""
    return HoldPage(client.name, client.reference, held, hold.reason if hold else "")
