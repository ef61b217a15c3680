"""The home page and the search."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.db import reading
from directory.public.blueprint import bp
from directory.public.calendars import calendar_answer
from directory.public.filters import href_of
from directory.public.found_list import build_search_calendar
from directory.public.home_page import build_home_page
from directory.public.search_form import SearchForm, shareable_question
from directory.public.search_page import build_search_page
from directory.web.forms import load_query
from directory.web.pages import render_page


@bp.get("/")
@open_to_all
def home() -> ResponseReturnValue:
    """A question, what is on this week, and ways in: of near a place, if one is given. No full postcode stays here."""
    form = load_query(SearchForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for("public.home", **shareable), 303)
    with reading() as db:
        page = build_home_page(db, form, clock.now())
    return render_page("public/home.html", page, form=form)


@bp.get("/search")
@open_to_all
def search() -> ResponseReturnValue:
    """What fits what somebody would like, near where they are; all there is, where they only look around.

    No full postcode stays in the address.
    """
    form = load_query(SearchForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for("public.search", **shareable), 303)
    with reading() as db:
        page = build_search_page(db, form, request.args.get("page", 1, type=int), clock.now())
    return render_page("public/search.html", page, form=form)


@bp.get("/search.ics")
@open_to_all
def download_search_calendar() -> ResponseReturnValue:
    """The dates of what a search finds, for a calendar that may ask for them again and again."""
    form = load_query(SearchForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for("public.download_search_calendar", **shareable), 303)
    with reading() as db:
        calendar = build_search_calendar(db, form, clock.now())
    # Where something is wrong, or help cannot wait, the page says what a calendar cannot.
    return redirect(href_of(form), 303) if calendar is None else calendar_answer(calendar, "activities")
