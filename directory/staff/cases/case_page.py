"""The page that asks when a new case begins."""

from dataclasses import dataclass

from flask import url_for

from directory.casework.models import Case, Client
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class CasePage:
    """Beginning a new case of a client. Where one is open, `since` says so, and it can be closed first."""

    name: str
    reference: str
    since: str
    close_href: str


def case_page(client: Client, case: Case | None) -> CasePage:
    return CasePage(
        name=client.name,
        reference=client.reference,
        since=uk_short_date(case.opened_on) if case else "",
        close_href=close_href(client, case) if case else "",
    )


def close_href(client: Client, case: Case) -> str:
    return url_for("staff.edit_closing", reference=client.reference, case_id=case.id, step="reason")
