"""Where everything is that a search finds, for its map: asked for once the map is opened, and not before."""

from flask import jsonify, redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.db import reading
from directory.matching.current import current_matcher_keeper
from directory.public.blueprint import bp
from directory.public.search_form import SearchForm, find_search_place, shareable_question
from directory.public.search_page import asked_profile
from directory.search.documents import SearchDocument
from directory.translation import ENGLISH, gettext, ngettext
from directory.web.forms import load_query

# About thirty kilobytes over the wire. Nobody looks at more on a map.
MOST_ON_MAP = 500


@bp.get("/search.json")
@open_to_all
def download_search_places() -> ResponseReturnValue:
    """The places of what a search finds, the first of the list first. Nothing is counted: the page itself was."""
    form = load_query(SearchForm)
    shareable = shareable_question(form)
    if shareable is not None:
        return redirect(url_for("public.download_search_places", **shareable), 303)
    with reading() as db:
        place = find_search_place(form)
        if form.errors:
            return jsonify(activities=[], lang=ENGLISH, note="")
        matcher = current_matcher_keeper().matcher(db)
        profile = asked_profile(db, form, place, clock.now())
        documents, total = matcher.find_documents(profile, form.order, MOST_ON_MAP)
    activities = [on_map(each) for each in documents if each.points]
    note = map_note(len(activities), len(documents), total)
    # Groups write the names of what they do, in English on every page.
    return jsonify(activities=activities, lang=ENGLISH, note=note)


def on_map(document: SearchDocument) -> dict[str, object]:
    """One activity of the map: its name, its page, and the places where it can be met and that may be shown."""
    return {
        "name": document.name,
        "href": url_for("public.show_activity", service_id=document.service_id),
        "points": [f"{latitude:.5f},{longitude:.5f}" for latitude, longitude in document.points],
    }


def map_note(shown: int, looked_at: int, total: int) -> str:
    """What the map shows of all that was found, and how it marks what stands on this page of the list."""
    said = [ngettext("The map shows %(num)s activity.", "The map shows %(num)s activities.", shown)]
    if looked_at < total:
        said = [
            gettext("The map shows %(shown)s of %(total)s activities: the first of the list.", shown=shown, total=total)
        ]
    if missing := looked_at - shown:
        said.append(ngettext("%(num)s more has no place to show.", "%(num)s more have no place to show.", missing))
    said.append(gettext("Dark marks are on this page of the list, light ones on its other pages."))
    return " ".join(said)
