"""What is on, day by day."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.db import reading
from directory.public.blueprint import bp
from directory.public.calendars import calendar_answer
from directory.public.search_form import WhatsOnForm, shareable_question
from directory.public.whats_on_page import build_whats_on_calendar, build_whats_on_page, href_of
from directory.web.forms import load_query
from directory.web.pages import render_page


@bp.get("/whats-on")
@open_to_all
def whats_on() -> ResponseReturnValue:
    """What is on on one day of the next four weeks, everywhere or near a place."""
    form = load_query(WhatsOnForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for("public.whats_on", **shareable, on=request.args.get("on") or None), 303)
    with reading() as db:
        number = request.args.get("page", 1, type=int)
        page = build_whats_on_page(db, form, request.args.get("on", ""), number, clock.today())
    return render_page("public/whats_on.html", page, form=form)


@bp.get("/whats-on.ics")
@open_to_all
def download_whats_on_calendar() -> ResponseReturnValue:
    """The dates of what is on near a place, for a calendar that may ask for them again and again."""
    form = load_query(WhatsOnForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for("public.download_whats_on_calendar", **shareable), 303)
    with reading() as db:
        calendar = build_whats_on_calendar(db, form, clock.today())
    # A calendar of everything everywhere helps nobody; the page asks where.
    return redirect(href_of(form), 303) if calendar is None else calendar_answer(calendar, "whats-on")
