"""Activities on pages of other sites: one script for them, and what it asks for.

Both are the same for everybody, may be read from any page, and know nothing of who reads them.
"""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.catalogue.models.services import Service
from directory.db import reading
from directory.errors import WrongInput
from directory.public.found_list import find_list
from directory.public.search_form import SearchForm, shareable_question
from directory.translation import gettext, without_signs
from directory.web.activity_card import activity_card
from directory.web.assets import STATIC
from directory.web.forms import load_query

bp = Blueprint("widget", "directory.public.widget", url_prefix="/widget")
MOST, USUAL = 20, 5
# How long a browser may show what it has before it asks again.
FRESH_SECONDS = 300


@bp.get("/lynchpin.js")
@open_to_all
def download_widget() -> ResponseReturnValue:
    """The script that pages of other sites name."""
    return kept_a_while(Response((STATIC / "widget.js").read_bytes(), mimetype="text/javascript"))


@bp.get("/activities.json")
@open_to_all
def list_activities() -> ResponseReturnValue:
    """What a search finds, in the words of a card. No full postcode stays in the address."""
    form = load_query(SearchForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for("widget.list_activities", **shareable, most=request.args.get("most")), 303)
    most = min(max(request.args.get("most", USUAL, type=int), 1), MOST)
    with reading() as db:
        found = find_list(db, form, clock.now(), most)
        if found is None:
            raise WrongInput("Say what to look for, or where: a place must be a postcode or its first half.")
        activities = [activity_of(each, clock.now()) for each in found.services]
    words = {"all": gettext("See all of them"), "none": gettext("Nothing is listed for this just now.")}
    return kept_a_while(
        jsonify(title=found.title, href=found.href, more=found.is_cut, activities=activities, words=words)
    )


def activity_of(service: Service, now: datetime) -> dict[str, Any]:
    """An activity as a card tells of it."""
    card = activity_card(service, now)
    return {
        "title": card.title,
        "href": url_for("public.show_activity", service_id=service.id, _external=True),
        "organisation": card.organisation,
        "facts": [without_signs(str(each.text)) for each in card.tags],
        "summary": card.summary,
    }


def kept_a_while(answer: Response) -> Response:
    answer.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
