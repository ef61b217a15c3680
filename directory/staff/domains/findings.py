"""What a machine found wrong: the list, one of them, and deciding what becomes of it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.champions.duplicates import PairFilter, list_pairs
from directory.champions.findings.deciding import dismiss_finding, open_finding_again, take_proposal
from directory.champions.findings.models import FindingState
from directory.champions.findings.queries import FindingFilter, get_finding, list_findings
from directory.champions.queries import list_kept
from directory.db import reading, transaction
from directory.errors import Refused
from directory.staff.blueprint import bp
from directory.staff.domains.finding_pages import (
    DismissFindingForm,
    FindingFilterForm,
    build_finding_page,
    build_findings_page,
    finding_row,
)
from directory.staff.domains.listings import page_asked_for
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.list_sheets import findings_sheet
from directory.web.forms import asks_again, load_form, load_query, said_on_the_page, show_form
from directory.web.pages import render_page, tell

FINDING = "/findings/<uuid:finding_id>"


@bp.get("/findings")
@requires("catalogue.edit")
def show_findings() -> ResponseReturnValue:
    """What was found in the domains that the actor keeps, kind by kind."""
    with reading() as db:
        actor = current_actor()
        form = load_filter(db)
        query = {} if form.errors else {name: value for name, value in form.data.items() if value}
        wanted = wanted_findings(form)
        pairs = list_pairs(db, actor, PairFilter(domain=wanted.domain), size=1).total
        page = build_findings_page(list_findings(db, actor, wanted, page_asked_for()), wanted, query, pairs)
    return render_page("staff/show_findings.html", page, form=form)


@bp.get(f"/findings.{ENDING}")
@requires("catalogue.edit")
def download_findings(ending: str) -> ResponseReturnValue:
    """All findings of the page's filter, as a sheet."""
    with reading() as db:
        wanted = wanted_findings(load_filter(db))
        found = list_findings(db, current_actor(), wanted, size=MOST_ROWS + 1)
        sheet = findings_sheet(map(finding_row, found.findings))
    return list_file(sheet, ending)


@bp.get(FINDING)
@requires("catalogue.edit")
def show_finding(finding_id: uuid.UUID) -> ResponseReturnValue:
    """Everything about one, and what to do."""
    with reading() as db:
        page = build_finding_page(get_finding(db, current_actor(), finding_id))
    return render_page("staff/show_finding.html", page, form=show_form(DismissFindingForm))


@bp.post(f"{FINDING}/take")
@requires("catalogue.edit")
def take_finding(finding_id: uuid.UUID) -> ResponseReturnValue:
    """Put what is proposed in the place of what is wrong."""
    with transaction() as db:
        finding = get_finding(db, current_actor(), finding_id, to_decide=True)
        take_proposal(db, current_actor(), finding.finding)
    tell(f"{finding.name} has the new address.")
    return redirect(url_for("staff.show_findings"), 303)


@bp.post(f"{FINDING}/dismiss")
@requires("catalogue.edit")
@asks_again(show_finding)
def leave_finding(finding_id: uuid.UUID) -> ResponseReturnValue:
    """Note that it is right as it is, and how one knows."""
    with transaction() as db:
        finding = get_finding(db, current_actor(), finding_id, to_decide=True)
        with said_on_the_page(Refused, field="reason"):
            dismiss_finding(db, current_actor(), finding.finding, load_form(DismissFindingForm))
    tell("It stays as it is. It comes back here only when it says something else.")
    return redirect(url_for("staff.show_findings"), 303)


@bp.post(f"{FINDING}/reopen")
@requires("catalogue.edit")
def reopen_finding(finding_id: uuid.UUID) -> ResponseReturnValue:
    """Put one back on the list that was found to be right."""
    with transaction() as db:
        open_finding_again(db, current_actor(), get_finding(db, current_actor(), finding_id, to_decide=True).finding)
    tell("It waits again.")
    return redirect(url_for("staff.show_finding", finding_id=finding_id), 303)


def load_filter(db: Session) -> FindingFilterForm:
    """What the address asks for, among the domains there are."""
    domains = [(each.slug, each.name) for each in list_kept(db, current_actor())]
    return load_query(FindingFilterForm, {"domain": domains})


def wanted_findings(form: FindingFilterForm) -> FindingFilter:
    """What the filter asks for; what is none of its answers asks for nothing."""
    wanted = {} if form.errors else form.data
    return FindingFilter(
        kind=wanted.get("kind") or None,
        domain=wanted.get("domain") or None,
        state=FindingState(wanted.get("state") or FindingState.OPEN),
    )
