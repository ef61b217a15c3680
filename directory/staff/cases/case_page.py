"""The page that asks when a case ended, or when a new one begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.casework.models import Case, Client
from directory.casework.queries import open_case
from directory.referrals.models import OnwardReferral
from directory.staff.clients.client_forms import CloseCaseForm
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class CasePage:
    """Ending a client's case, or beginning a new one."""

    name: str
    reference: str
    is_open: bool
    since: str
    open_referrals: Sequence[str]


def case_in_question(client: Client, case_id: str | None) -> Case | None:
    """The case that a form names, which may have ended meanwhile; else the one that is open."""
    named = (each for each in client.cases if str(each.id) == case_id)
    return next(named, None) or open_case(client)


def case_page(client: Client, case: Case | None, open_referrals: Sequence[OnwardReferral]) -> CasePage:
    """What has to be known to end a case: since when it is open, and which referrals are still open."""
    return CasePage(
        name=client.name,
        reference=client.reference,
        is_open=case is not None,
        since=uk_short_date(case.opened_on) if case else "",
        open_referrals=[each.service.name for each in open_referrals],
    )


def take_newest_closing(form: CloseCaseForm, case: Case) -> str:
    """The day on which a case was closed while its form was open, in words; empty where that did not happen.

    The form then knows the newest version: sent again, it is meant to replace what its sender has been shown.
    """
    if form.seen.data == case.version:
        return ""
    form.seen.data = case.version
    return uk_short_date(case.closed_on) if case.closed_on else ""
