"""How the referrals of a practice, group or system stand, by the link in its letter and a code."""

from io import BytesIO

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.casework.own_referrals.letters import get_shared_referrals, record_look
from directory.casework.own_referrals.reading import list_own, whose
from directory.db import reading, transaction
from directory.exchange.sheets.writing import CONTENT_TYPES, write_pages
from directory.links.purposes import TERMS, LinkPurpose
from directory.links.visits import is_visiting
from directory.provider.asking_page import asking_page
from directory.provider.own_referrals_page import (
    OwnReferralsPage,
    choose,
    page_ids,
    referrals_page,
    referrals_sheet,
)
from directory.web.forms import asks_again, show_form
from directory.web.link_codes import CodeForm, Door, close_link, open_link, send_new_code
from directory.web.pages import render_page
from directory.web.visit_cookie import brought_visit

bp = Blueprint(
    "own_referrals", "directory.provider", url_prefix=TERMS[LinkPurpose.OWN_REFERRALS].path, template_folder="templates"
)
DOOR = Door(
    LinkPurpose.OWN_REFERRALS,
    get_shared_referrals,
    "own_referrals",
    "own_referrals.show_own_referrals",
    "own_referrals.enter_referrals_code",
)


@bp.get("/<token>")
@open_to_all
def show_own_referrals(token: str) -> ResponseReturnValue:
    """Whose page it is, for anybody; the list, for a browser that has shown the code, which is written down."""
    page: OwnReferralsPage | None = None
    with transaction() as db:
        shared = get_shared_referrals(db, token)
        asking = asking_page(shared, token)
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            now = clock.now()
            found = list_own(db, shared.of, now)
            chosen = choose(found, request.args.get("show", ""), request.args.get("page", 1, type=int), token)
            ids = page_ids(chosen)
            record_look(db, shared, ids)
            page = referrals_page(shared, chosen, whose(db, ids), token, now)
    if page is None:
        return render_page("provider/ask_for_referrals_code.html", asking)
    return render_page("provider/show_own_referrals.html", page)


@bp.get("/<token>/list.csv")
@open_to_all
def download_own_referrals(token: str) -> ResponseReturnValue:
    """The whole list, or the part that is chosen, as a file for a browser that has shown the code."""
    with transaction() as db:
        shared = get_shared_referrals(db, token)
        if not is_visiting(db, shared.link, brought_visit(shared.link)):
            return redirect(url_for("own_referrals.show_own_referrals", token=token), 303)
        chosen = choose(list_own(db, shared.of, clock.now()), request.args.get("show", ""), 1, token)
        ids = [each.id for each in chosen.referrals]
        record_look(db, shared, ids, "downloaded")
        sheet = referrals_sheet(chosen, whose(db, ids))
    file = BytesIO()
    write_pages(file, "csv", [sheet])
    headers = {"Content-Disposition": 'attachment; filename="your-referrals.csv"'}
    return Response(file.getvalue(), content_type=CONTENT_TYPES["csv"], headers=headers)


@bp.post("/<token>/codes")
@open_to_all
def send_referrals_code(token: str) -> ResponseReturnValue:
    return send_new_code(DOOR, token)


@bp.get("/<token>/code")
@open_to_all
def enter_referrals_code(token: str) -> ResponseReturnValue:
    with reading() as db:
        page = asking_page(get_shared_referrals(db, token), token)
    return render_page("provider/enter_referrals_code.html", page, form=show_form(CodeForm))


@bp.post("/<token>/code")
@open_to_all
@asks_again(enter_referrals_code)
def open_own_referrals(token: str) -> ResponseReturnValue:
    return open_link(DOOR, token)


@bp.post("/<token>/closed")
@open_to_all
def close_own_referrals(token: str) -> ResponseReturnValue:
    return close_link(DOOR, token)
