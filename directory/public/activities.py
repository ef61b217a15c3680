"""The page of one activity."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.catalogue.merging.survivors import find_survivor, id_now
from directory.catalogue.queries import get_published_service
from directory.champions.messages.closing import find_warning
from directory.champions.queries import find_checker
from directory.db import reading
from directory.public.blueprint import bp
from directory.public.calendars import calendar_answer, write_activity_calendar
from directory.public.easy_read_page import build_easy_read_page
from directory.public.print_page import build_print_page
from directory.public.result_map import venue_map_of
from directory.public.similar import similar_lines
from directory.public.structured_data import structured_data
from directory.web.activity_page import Trust, build_activity_page
from directory.web.pages import render_page

LARGE = "large"


@bp.get("/activities/<uuid:service_id>")
@open_to_all
def show_activity(service_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that a person needs to know before they go. One listed twice is found under either id."""
    with reading() as db:
        survivor = find_survivor(db, "service", service_id)
        if survivor is None:
            service, now = get_published_service(db, service_id), clock.now()
            trust = Trust(find_checker(db, service), find_warning(db, service_id, now))
            page, similar = build_activity_page(service, now, trust), similar_lines(db, service_id, now)
            data, where = structured_data(service, now), venue_map_of(page.venues)
            return render_page("public/show_activity.html", page, similar=similar, data=data, map=where)
    answer = redirect(url_for("public.show_activity", service_id=survivor), 301)
    # A merge may be undone: no browser is to remember it for ever.
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/activities/<uuid:service_id>/print")
@open_to_all
def print_activity(service_id: uuid.UUID) -> ResponseReturnValue:
    """The activity on one sheet, or in large print on as many as it takes."""
    with reading() as db:
        service, now = get_published_service(db, id_now(db, "service", service_id)), clock.now()
        trust = Trust(find_checker(db, service), find_warning(db, service.id, now))
        page = build_print_page(service, now, trust, is_large=request.args.get("size") == LARGE)
    return render_page("public/print_activity.html", page)


@bp.get("/activities/<uuid:service_id>/easy-read")
@open_to_all
def show_easy_read(service_id: uuid.UUID) -> ResponseReturnValue:
    """The activity in easy words and large letters, each answer under its question."""
    with reading() as db:
        service, now = get_published_service(db, id_now(db, "service", service_id)), clock.now()
        trust = Trust(find_checker(db, service), find_warning(db, service.id, now))
        page = build_easy_read_page(service, now, trust)
    return render_page("public/show_easy_read.html", page)


@bp.get("/activities/<uuid:service_id>.ics")
@open_to_all
def download_calendar(service_id: uuid.UUID) -> ResponseReturnValue:
    """The dates of an activity, for the calendar of a telephone."""
    with reading() as db:
        service = get_published_service(db, id_now(db, "service", service_id))
        calendar = write_activity_calendar(service, clock.today())
    return calendar_answer(calendar, "activity")
