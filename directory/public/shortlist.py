"""The shortlist: a page that knows of a list only what its address says."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.db import reading
from directory.public.blueprint import bp
from directory.public.shortlist_page import (
    MOST_COMPARED,
    build_compare_page,
    build_leaflet_page,
    build_shortlist_page,
)
from directory.web.pages import render_page
from directory.web.shortlist import MOST_LISTED, ids_in_address, shortlist_href

YES = "yes"


@bp.get("/shortlist")
@open_to_all
def show_shortlist() -> ResponseReturnValue:
    """The activities of the address, to compare, print and send. A list that is full takes no more."""
    ids = ids_in_address()
    if len(ids) > MOST_LISTED:
        return redirect(shortlist_href(ids[:MOST_LISTED], full=YES), 303)
    is_full = request.args.get("full") == YES
    with reading() as db:
        removed = ids_in_address("removed")[:MOST_LISTED]
        page = build_shortlist_page(db, ids, removed, is_full=is_full, now=clock.now())
    return render_page("public/show_shortlist.html", page)


@bp.get("/shortlist/compare")
@open_to_all
def compare_shortlist() -> ResponseReturnValue:
    """A few of the list side by side."""
    with reading() as db:
        page = build_compare_page(db, ids_in_address()[:MOST_LISTED], ids_in_address("c"), clock.now())
    return render_page("public/compare_shortlist.html", page, most=MOST_COMPARED)


@bp.get("/shortlist/leaflet")
@open_to_all
def print_shortlist() -> ResponseReturnValue:
    """The list in large print, to take along or to give to somebody."""
    with reading() as db:
        page = build_leaflet_page(db, ids_in_address()[:MOST_LISTED], clock.now())
    return render_page("public/print_shortlist.html", page)
